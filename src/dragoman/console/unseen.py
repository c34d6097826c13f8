"""Characters of articles that would act instead of being shown: what turns the reading direction, moves the cursor of a
terminal, or is not to be seen."""

from __future__ import annotations

import re
import unicodedata

#: Embeddings, overrides and isolates of the bidirectional algorithm (Unicode TR 9), and the marks.
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
UNSEEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_BIDI}\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\ud800-\udfff]")


def shown(text: object) -> str:
    """The text with a replacement for each character that must not act: one character for one, so that
    spans still fit. A null byte is shown as ␀, what turns the direction as ⇋, the rest as ·."""
    return UNSEEN.sub(_stand_in, str(text))


def _stand_in(found: re.Match[str]) -> str:
    char = found.group()
    if char in _BIDI:
        return "⇋"
    if char < "\x20":
        return chr(0x2400 + ord(char))
    return "·" if unicodedata.category(char) != "Cs" else "\ufffd"
