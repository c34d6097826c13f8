"""Words of articles on a page: what could spoof, hide or break is made visible.

Templates escape every value; this is for what escaping leaves: characters that turn the reading direction,
that are not to be seen, or that no page may contain.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

#: Embeddings, overrides and isolates of the bidirectional algorithm (Unicode TR 9), and the marks.
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_UNSEEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_BIDI}\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\ud800-\udfff]")

#: What stands in no address (RFC 3986) and could end an attribute or a line.
_NO_ADDRESS = re.compile(r"""[\s<>"'`{}|\\^]""")


def shown(text: object) -> str:
    """The text with a replacement for each character that must not act: one character for one, so that
    spans still fit. A null byte is shown as ␀, what turns the direction as ⇋, the rest as ·."""
    return _UNSEEN.sub(_stand_in, str(text))


def label(text: object, longest: int = 200) -> str:
    """A name on one line: `shown`, with single spaces, cut with an ellipsis."""
    line = " ".join(shown(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def is_web(url: str) -> bool:
    """Whether an address that an article brings may be a link: http or https to a host that is named plainly,
    without a user before it, and no character that no address has."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = _UNSEEN.search(url) is None and _NO_ADDRESS.search(url) is None
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _stand_in(found: re.Match[str]) -> str:
    char = found.group()
    if char in _BIDI:
        return "⇋"
    if char < "\x20":
        return chr(0x2400 + ord(char))
    return "·" if unicodedata.category(char) != "Cs" else "\ufffd"
