"""Whether two texts are copies of each other: an exact comparison of two candidates.

What both have is found in runs of words, wherever they stand, so that paragraphs may have moved. The
numbers that decide stand in `data/linking/copies.toml`, each with its reason.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from dragoman.linking.limits import CopyLimits
from dragoman.linking.words import Mask, Words, shingles

#: Of a stretch that a text has many times, only the first places are tried.
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that two texts share: where it starts in each, and its length."""

    one: int
    other: int
    length: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts share: which words of each, and how many facts are exchanged for others."""

    one: Mask
    other: Mask
    exchanged: int


def share(mask: Mask) -> float:
    """The part of the words that is shared, 0 to 1."""
    return float(mask.mean()) if len(mask) else 0.0


def runs(one: Words, other: Words, limits: CopyLimits) -> list[Run]:
    """The runs that both have, in the order of `one`, greedily the longest at each place."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, key in enumerate(shingles(other.hashes, limits.run).tolist()):
        if len(places[key]) < _PLACES:
            places[key].append(at)
    left, right = one.hashes.tolist(), other.hashes.tolist()
    keys = shingles(one.hashes, limits.run).tolist()
    found: list[Run] = []
    at = 0
    while at < len(keys):
        starts = places.get(keys[at])
        if starts is None:
            at += 1
            continue
        best = max((Run(at, start, _reach(left, right, at, start)) for start in starts), key=lambda r: r.length)
        found.append(best)
        at += best.length
    return found


def _reach(left: list[int], right: list[int], at: int, start: int) -> int:
    length = 0
    most = min(len(left) - at, len(right) - start)
    while length < most and left[at + length] == right[start + length]:
        length += 1
    return max(length, 1)


def may_be_copy(one: Words, other: Words, limits: CopyLimits) -> bool:
    """Whether the shorter of the two may be told in the words of the longer one: a bound that costs a tenth of
    comparing them and never says no to a copy. A word is shared only inside a run that both have."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    keys = shingles(short.hashes, limits.run)
    common = np.isin(keys, shingles(long.hashes, limits.run))
    covered = np.zeros(len(short) + 1, np.int64)
    np.add.at(covered, np.flatnonzero(common), 1)
    np.subtract.at(covered, np.flatnonzero(common) + limits.run, 1)
    part = share(np.cumsum(covered)[:-1] > 0)
    return part >= min(limits.share, limits.share_without_lead)


def compare(one: Words, other: Words, limits: CopyLimits) -> Shared:
    """What the two share."""
    found = runs(one, other, limits)
    masks = np.zeros(len(one), bool), np.zeros(len(other), bool)
    for run in found:
        masks[0][run.one : run.one + run.length] = True
        masks[1][run.other : run.other + run.length] = True
    return Shared(*masks, _exchanged(one, other, found, limits))


def _exchanged(one: Words, other: Words, found: list[Run], limits: CopyLimits) -> int:
    """How many different names and numbers of one text, between shared runs, stand for as many of the other
    that it has nowhere: 0 where nothing is shared."""
    ends = [(0, 0), *((r.one + r.length, r.other + r.length) for r in found)]
    starts = [*((r.one, r.other) for r in found), (len(one), len(other))]
    old: set[int] = set()
    new: set[int] = set()
    for (a, b), (c, d) in zip(ends, starts, strict=True):
        if found and _filled_in(one.hashes[a:c].tolist(), other.hashes[b:d].tolist(), limits):
            old |= _facts(one, a, c)
            new |= _facts(other, b, d)
    return min(len(old.difference(other.hashes.tolist())), len(new.difference(one.hashes.tolist())))


def _filled_in(old: list[int], new: list[int], limits: CopyLimits) -> bool:
    """Whether one stretch between runs stands for the other: both are short, or much of the words is the same,
    as in a sentence with several blanks."""
    least, most = sorted((len(old), len(new)))
    if not least or most > limits.blanks:
        return False
    return most <= limits.gap or 2 * len(set(old) & set(new)) >= least


def _facts(words: Words, start: int, end: int) -> frozenset[int]:
    return frozenset(words.hashes[start:end][words.facts[start:end]].tolist())


def is_copy(one: Words, other: Words, shared: Shared, limits: CopyLimits) -> bool:
    """Whether the shorter of the two is told in the words of the longer one."""
    mask = shared.one if len(one) <= len(other) else shared.other
    common, part = int(mask.sum()), share(mask)
    if common < limits.least and part < limits.whole:
        return False
    begins = max(share(shared.one[: limits.lead]), share(shared.other[: limits.lead])) >= 0.5
    if part < (limits.share if begins else limits.share_without_lead):
        return False
    if _only_quotes(one, shared.one, limits) and _only_quotes(other, shared.other, limits):
        return False
    many = shared.exchanged >= limits.exchanged
    return not (many and shared.exchanged * 100 > limits.exchanged_per_hundred * common)


def _only_quotes(words: Words, mask: Mask, limits: CopyLimits) -> bool:
    """Whether a text shares what it quotes rather than what it says itself."""
    own = ~words.quoted
    return int(own.sum()) >= limits.least and share(mask[own]) < limits.share_unquoted
