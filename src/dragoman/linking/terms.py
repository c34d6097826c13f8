"""What a document is about, as weighted terms: words that are rare, most of all those of title and lead, and
what was coded (who did what to whom, and where).

How rare a word is comes from a list of English and from the record together, so that a record of ten
documents and one of a million can be asked the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import DataError
from dragoman.linking.limits import FOLDER, StoryLimits
from dragoman.linking.words import normal
from dragoman.model import Span

#: A word of the story: no single letters, no numbers that are years or below 100.
_TERM = re.compile(r"[^\W\d_][\w'’]+|\d[\d.,]*\d{2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: What a mark begins with, and no word.
_MARK = "#"
#: The share of documents that an unknown mark is thought to be in.
_MARKED = 0.02
#: A document is taken to have at most so many words when the list of English is asked.
_LONG = 600


@dataclass(frozen=True, slots=True)
class Told:
    """A document as a story sees it. `stretches` are headline and body; `marks` is what was coded of it, each
    as often as it was coded; `published` is an ISO date; `origin` the document that it is a copy of."""

    doc: str
    doc_id: str
    text: str
    stretches: tuple[Span, ...]
    title: str | None = None
    published: str | None = None
    marks: tuple[str, ...] = ()
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Vector:
    """Terms, by ascending number, with their weights."""

    terms: NDArray[np.int64]
    weights: NDArray[np.float64]


def dot(one: Vector, other: Vector) -> float:
    """The product of two vectors: for two of length 1 their cosine."""
    if len(one.terms) > len(other.terms):
        one, other = other, one
    if not len(one.terms):
        return 0.0
    at = np.minimum(np.searchsorted(other.terms, one.terms), len(other.terms) - 1)
    same = other.terms[at] == one.terms
    return float(one.weights[same] @ other.weights[at[same]])


def added(one: Vector, other: Vector, most: int) -> Vector:
    """The sum of two vectors, its `most` heaviest terms."""
    terms, at = np.unique(np.concatenate([one.terms, other.terms]), return_inverse=True)
    weights = np.bincount(at, np.concatenate([one.weights, other.weights])).astype(float)
    return heaviest(Vector(terms, weights), most)


def heaviest(vector: Vector, most: int) -> Vector:
    """The `most` heaviest terms of a vector; of equal ones those of lower number."""
    if len(vector.terms) <= most:
        return vector
    kept = np.sort(np.lexsort((vector.terms, -vector.weights))[:most])
    return Vector(vector.terms[kept], vector.weights[kept])


@cache
def common_words(path: Path = FOLDER / "common_words.tsv") -> Mapping[str, float]:
    """How often a word stands in running English, from 0 to 1. Raises DataError."""
    out: dict[str, float] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            zipf, _, words = line.partition("\t")
            try:
                frequency = 10 ** (float(zipf) - 9)
            except ValueError as error:
                raise DataError(path, number, f"not a frequency: {zipf!r}") from error
            for word in words.split():
                term = _term(word)
                out[term] = out.get(term, 0.0) + frequency
    return out


@dataclass(frozen=True, slots=True)
class _Counted:
    """How often a document has each word and each mark; terms have the numbers of first sight."""

    words: Vector
    marks: Vector
    length: int


def vectors(documents: Iterable[Told], limits: StoryLimits) -> list[Vector]:
    """The vector of each document, of length 1 (empty for an empty document); linear in the words."""
    numbers: dict[str, int] = {}
    counted = [_count(document, numbers, limits) for document in documents]
    # Terms are numbered by their letters, whatever the order of the documents, so that sums are the same.
    names = sorted(numbers)
    order = np.empty(len(names), np.int64)
    order[[numbers[name] for name in names]] = np.arange(len(names))
    rarity = _rarity(numbers, counted, limits)
    return [_vector(one, order, rarity, limits) for one in counted]


def _rarity(numbers: Mapping[str, int], counted: Sequence[_Counted], limits: StoryLimits) -> NDArray[np.float64]:
    """How rare each term is: minus the logarithm of the share of documents that have it."""
    spread = np.zeros(len(numbers))
    for one in counted:
        spread[one.words.terms] += 1
        spread[one.marks.terms] += 1
    known = common_words()
    rare = min(known.values())
    length = min(_LONG, sum(one.length for one in counted) / max(1, len(counted)))
    expected = np.full(len(numbers), _MARKED)
    for name, number in numbers.items():
        if name[0] != _MARK:
            expected[number] = 1 - math.exp(-length * limits.news * known.get(name, rare))
    # A record about one story says nothing of the words of that story: it has no more to say than the list.
    trust = min(limits.record, len(counted) / (len(counted) + limits.prior))
    share = (spread + 1) / (len(counted) + 1)
    return np.asarray(-(1 - trust) * np.log(expected) - trust * np.log(share))


def _count(document: Told, numbers: dict[str, int], limits: StoryLimits) -> _Counted:
    words = [w for start, end in document.stretches for w in _words(document.text[start:end])]
    title = _words(document.title) if document.title else []
    if title and words[: len(title)] == title:
        title = []
    terms = _numbered(words, numbers)
    weights = {term: float(count) for term, count in Counter(terms).items()}
    for term in (*_numbered(title, numbers), *terms[: limits.lead]):
        weights[term] = weights.get(term, 0.0) + limits.lead_weight
    marks = Counter(_numbered([_MARK + mark for mark in document.marks], numbers))
    return _Counted(_counts(weights), _counts(marks), len(words))


def _counts(table: Mapping[int, float]) -> Vector:
    return Vector(np.fromiter(table.keys(), np.int64, len(table)), np.fromiter(table.values(), float, len(table)))


def _numbered(names: Sequence[str], numbers: dict[str, int]) -> list[int]:
    return [numbers.setdefault(name, len(numbers)) for name in names]


def _words(text: str) -> list[str]:
    return [_term(w) for w in _TERM.findall(text) if not _YEAR.fullmatch(w)]


def _term(form: str) -> str:
    """The word without its plural ending."""
    word = normal(form)
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "su":
        return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    return word


def _vector(one: _Counted, order: NDArray[np.int64], rarity: NDArray[np.float64], limits: StoryLimits) -> Vector:
    words = heaviest(_weighted(one.words, order, rarity), limits.terms)
    marks = _weighted(one.marks, order, rarity)
    parts = [_unit(words), _unit(marks, limits.marks if len(words.terms) else 1.0)]
    terms = np.concatenate([part.terms for part in parts])
    at = np.argsort(terms)
    whole = _unit(Vector(terms[at], np.concatenate([part.weights for part in parts])[at]))
    return _unit(Vector(whole.terms, np.minimum(whole.weights, limits.heaviest)))


def _weighted(counts: Vector, order: NDArray[np.int64], rarity: NDArray[np.float64]) -> Vector:
    weights = (1 + np.log(counts.weights)) * rarity[counts.terms]
    terms = order[counts.terms]
    at = np.argsort(terms)
    return Vector(terms[at], weights[at])


def _unit(vector: Vector, length: float = 1.0) -> Vector:
    norm = math.sqrt(float(vector.weights @ vector.weights))
    return (
        Vector(vector.terms, vector.weights * (length / norm)) if norm else Vector(vector.terms[:0], vector.weights[:0])
    )
