"""The form under which the name of a place is looked up."""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ə": "a", "ß": "ss", "æ": "ae", "ð": "d", "þ": "th", "œ": "oe"}
_DROPPED = frozenset("'’‘`´ʼʻʿʾ.")
_BLANKS = re.compile(r"[\s\-‐–/]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@functools.lru_cache(maxsize=16384)
def fold_word(word: str) -> str:
    """One word in lower case without accents, apostrophes and full stops; "St." is "saint"."""
    low = word.lower()
    if not low.isascii():
        spelt = "".join(_LETTERS.get(c, c) for c in low)
        low = "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
    plain = "".join(c for c in low if c not in _DROPPED)
    return _SHORT.get(plain, plain)


def fold(name: str) -> str:
    """The key of a name: its folded words, one blank between. A hyphen is a blank, "the" in front is dropped."""
    words = [fold_word(w) for w in _BLANKS.split(name.strip()) if w]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(w for w in words if w)
