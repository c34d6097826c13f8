"""Words of articles on a page: what could spoof, hide or break is made visible.

Templates escape every value; this is for what escaping leaves: characters that turn the reading direction,
that are not to be seen, or that no page may contain.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from dragoman.console.unseen import UNSEEN, shown

#: What stands in no address (RFC 3986) and could end an attribute or a line.
_NO_ADDRESS = re.compile(r"""[\s<>"'`{}|\\^]""")


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
    plain = UNSEEN.search(url) is None and _NO_ADDRESS.search(url) is None
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
