"""How a sentence is spelt for the parser: plain marks, lost apostrophes, hyphens inside of one word, title case."""

from __future__ import annotations

import re
from functools import cache

from dragoman.language.titles import untitled
from dragoman.language.words import listed

# Typographic marks that the parser's training text does not have, each to one plain character so
# that offsets hold.
_PLAIN = str.maketrans({
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\n": " ", "\r": " ", "\t": " ", "\u00a0": " ",
    "\u2011": "-",
})  # fmt: skip

#: A blank where an apostrophe was lost, as some sites do to it: "India s army", "they don t want".
_APOSTROPHE = re.compile(r"(?<=[A-Za-z]) (?=s [A-Za-z])|(?<=n) (?=t [a-z])|(?<=[a-z]) (?=(?:ll|re|ve) [a-z])")

#: Prefixes that the parser would take for words of their own: "re-imposed", "co-operation"; and the hyphen, of
#: the same length, at which it cuts nothing.
_PREFIX = re.compile(r"(?<![\w-])(re|co(?=-(?:op|ord)))-(?=[a-z]{3})", re.IGNORECASE)
JOINT = "\u2010"


@cache
def _hyphened() -> tuple[re.Pattern[str], ...]:
    """The first parts of the listed words, and of the listed verbs in -ed and -ing, where the second follows."""
    return _parts(listed("hyphened"), ""), _parts(listed("hyphened_verbs"), r"(?=[a-z]+(?:ed|ing)\b)")


def _parts(words: frozenset[str], then: str) -> re.Pattern[str]:
    parts = (word.split("-", 1) for word in sorted(words))
    return re.compile(rf"(?<![\w-])({'|'.join(f'{a}(?=-{b})' for a, b in parts)})-{then}", re.IGNORECASE)


def plain(words: str) -> str:
    """The words as the parser reads them best, with every offset where it was."""
    told = _APOSTROPHE.sub("'", untitled(words).translate(_PLAIN))
    if "-" not in told:
        return told
    for pattern in (_PREFIX, *_hyphened()):
        told = pattern.sub(rf"\1{JOINT}", told)
    return told
