"""The words of a story as numbers, so that texts can be compared fast.

A word is the 64-bit hash of its normal form: lower case, without accents, typographic marks, commas in
numbers and possessive endings, in one of several spellings; number words are digits. So two copies that differ
in typography and house style alone have the same words, and hashes agree between runs and machines.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Span
from dragoman.statements.marks import find_quotes

Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]

_WORD = re.compile(r"\bper cent\b|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%°]")
_STARTS = frozenset(".!?:;\n\"“”„«»‘’'([*•–—-")
_SIGNS = {"%": "percent", "per cent": "percent", "°": "degrees"}
_TWICE = re.compile(r"([a-z])\1+")
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Report:
    """A document as linking sees it. `stretches` are the spans of `text` that tell its story, without
    headline and furniture; `published` is an ISO date."""

    doc: str
    text: str
    stretches: tuple[Span, ...]
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a story in order: their hashes, which of them say a fact (a name, a number, a day),
    and which stand inside quotation marks."""

    hashes: Hashes
    facts: Mask
    quoted: Mask

    def __len__(self) -> int:
        return len(self.hashes)


def normal(word: str) -> str:
    """The normal form of one word: "Erdoğan’s" is "erdogan", "1,200" is "1200"."""
    low = word.lower().replace("’", "'")
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    if low[0].isdigit():
        return low.replace(",", "")
    return low.removesuffix("'s").removesuffix("'")


def spelled(form: str) -> str:
    """A word without what house styles and transliterations differ in: organise and organize, travelled and
    traveled, Zelenskiy and Zelenskyy, Odesa and Odessa are one each."""
    if len(form) < 4:
        return form
    return _TWICE.sub(r"\1", form.replace("y", "i").replace("z", "s").replace("ou", "o"))


class Reader:
    """Turns texts into words; keeps the hash of every form that it has met. `numbers` are the number
    words with their values."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._known: dict[str, tuple[np.uint64, bool]] = {}

    def words(self, report: Report) -> Words:
        """The words of a report; time is linear in its length."""
        hashes: list[np.uint64] = []
        facts: list[bool] = []
        places: list[int] = []
        text = report.text
        for start, end in report.stretches:
            for match in _WORD.finditer(text, start, end):
                word = match.group()
                key, fact = self._known.get(word) or self._learn(word)
                hashes.append(key)
                facts.append(fact or (word[0].isupper() and not _starts_sentence(text, match.start(), start)))
                places.append(match.start())
        quotes = [q.inner for q in find_quotes(text, report.stretches) if q.depth == 0]
        return Words(np.array(hashes, np.uint64), np.array(facts, bool), _inside(places, quotes))

    def _learn(self, word: str) -> tuple[np.uint64, bool]:
        form = _SIGNS[word] if word in _SIGNS else normal(word)
        number = self._numbers.get(form)
        form = spelled(form) if number is None else str(number)
        digest = blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        known = (np.uint64(int.from_bytes(digest, "little")), form[0].isdigit())
        self._known[word] = known
        return known


def _starts_sentence(text: str, at: int, first: int) -> bool:
    before = at - 1
    while before >= first and text[before] in " \t\u00a0":
        before -= 1
    return before < first or text[before] in _STARTS


def _inside(places: Sequence[int], spans: Sequence[Span]) -> Mask:
    starts = [start for start, _ in spans]
    found = [bisect_right(starts, place) - 1 for place in places]
    return np.array([n >= 0 and place < spans[n][1] for n, place in zip(found, places, strict=True)], bool)


def shingles(hashes: Hashes, length: int) -> Hashes:
    """The hash of every stretch of `length` words, in order; none where there are fewer words."""
    count = len(hashes) - length + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    out = np.zeros(count, np.uint64)
    for n in range(length):
        out = (out ^ (hashes[n : n + count] + _MIX)) * _MIX
        out ^= out >> np.uint64(29)
    return out


def batches(items: Sequence[Words], most: int) -> Iterator[Sequence[Words]]:
    """Runs of items with at most about `most` words together, so that work on them needs bounded memory."""
    first = total = 0
    for n, item in enumerate(items):
        if total and total + len(item) > most:
            yield items[first:n]
            first, total = n, 0
        total += len(item)
    if first < len(items):
        yield items[first:]
