"""Finding the names of the tables in raw text, fast.

Two Aho-Corasick automata (pyahocorasick): one over lower-cased text for ordinary names, one over
text as it stands for what is only a name in its own capitals ("US", "WHO", "May" the surname).
Both run on text whose accents and typographic quotes are folded one character to one, so offsets
into the verbatim text hold. A hyphen of a name may have blanks around it ("Kim Jong - un").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

_MARKS = {
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "\u00a0": " ",
    "\n": " ",
    "\t": " ",
}
_LETTERS = {
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
    "ə": "e",
    "Ə": "E",
    "ß": "s",
    "æ": "a",
    "ð": "d",
    "þ": "t",
}
#: The Arabic article before a name.
_ARTICLE = re.compile(r"\b[AaEe]l[- ](?=[^\W\d_]{3})")
#: Longest run of capitals that is taken for an acronym and matched in capitals only.
_ACRONYM = 6
#: The same for acronyms with small letters among the capitals.
_MIXED = 4


class Hit(NamedTuple):
    """An alias found at `[start, end)`; `key` is its folded or exact form."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    if char in _MARKS:
        return _MARKS[char]
    if char in _LETTERS:
        return _LETTERS[char]
    base = unicodedata.normalize("NFKD", char)[:1]
    return base if base and not unicodedata.combining(base) else char


def plain(text: str) -> str:
    """`text` without accents and typographic quotes and with one Arabic article, character for character:
    "el-Sisi", "Al Sisi" and "al-Sisi" are the same."""
    flat = text.replace("\n", " ").replace("\t", " ") if text.isascii() else "".join(map(_plain_char, text))
    return _ARTICLE.sub("al-", flat) if "l-" in flat or "l " in flat else flat


def lowered(text: str) -> str:
    """`plain` text in lower case, of the same length."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def fold(text: str) -> str:
    """The form under which an alias is looked up: no accents, lower case."""
    return plain(text).lower() if text.isascii() else lowered(plain(text))


def is_exact(alias: str) -> bool:
    """Whether an alias counts only in its own capitals: short acronyms such as US, WHO, IS, C.I.A., LeT, MoD."""
    if len(alias) <= _MIXED and alias.isalpha():
        return alias.isupper() or sum(map(str.isupper, alias)) > 1
    return len(alias) <= 2 * _ACRONYM and alias.isupper() and sum(map(str.isalpha, alias)) <= _ACRONYM


class AliasIndex:
    """Automata over aliases. `loose` keys are folded, `exact` keys keep their case."""

    def __init__(self, loose: Iterable[str], exact: Iterable[str]) -> None:
        self._loose = _automaton(loose)
        self._exact = _automaton(exact)

    def hits(self, text: str) -> list[Hit]:
        """Longest hits in `text` that stand between word boundaries, left to right, not overlapping.

        Of a loose and an exact hit on the same words the loose one stands: "the West" is no Mr West.
        An upper-case initial is asked of loose hits later, by whoever knows the alias.
        """
        flat = plain(text)
        found = [*_scan(self._loose, lowered(flat)), *_scan(self._exact, flat)]
        return _longest(found)


def _automaton(keys: Iterable[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for key in keys:
        automaton.add_word(key, (key, len(key)))
        if "-" in key:
            loose = key.replace("-", " - ")
            automaton.add_word(loose, (key, len(loose)))
    automaton.make_automaton()
    return automaton


def _scan(automaton: ahocorasick.Automaton, text: str) -> Iterator[Hit]:
    if not len(automaton):
        return
    size = len(text)
    for last, (key, length) in automaton.iter(text):
        end = last + 1
        if end < size and text[end].isalnum():
            continue
        start = end - length
        if start and (
            text[start - 1].isalnum() or (text[start - 1] == "'" and start > 1 and text[start - 2].isalnum())
        ):
            continue
        yield Hit(start, end, key)


def _longest(found: list[Hit]) -> list[Hit]:
    found.sort(key=lambda h: (h.start, -h.end))
    out: list[Hit] = []
    edge = 0
    for hit in found:
        if hit.start >= edge:
            out.append(hit)
            edge = hit.end
    return out
