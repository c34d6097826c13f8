"""Stories: which documents tell of one thing that happened, each in words of its own.

Documents are compared by what they are about (`terms.py`) where they share a heavy term and were published
within some days of each other, and are put together while the groups are alike on average. Not enough
alike is one pair: two wars of one country share its names, and a chain of days is not one story.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dragoman.identity import content_hash
from dragoman.linking.limits import StoryLimits, story_limits
from dragoman.linking.terms import Told, Vector, added, dot, vectors

#: How many of the heaviest terms of a document lead to others, how many documents are kept at each term and
#: day, and how many of the likeliest are compared.
_LEADING, _POSTED, _MOST = 16, 40, 12
#: A pair below this part of the limit is no neighbour.
_EDGE = 0.6
#: The most rounds of putting groups together; each goes over the pairs once.
_ROUNDS = 12
#: How many terms a group keeps, as a multiple of a document's.
_WIDER = 2

Key = tuple[int, int]
_UNDATED, _ANY = -1, -2


@dataclass(frozen=True, slots=True)
class _Head:
    """What stays of a document when its text has been read."""

    doc: str
    doc_id: str
    day: int | None

    @property
    def age(self) -> tuple[bool, int, str]:
        return (self.day is None, self.day or 0, self.doc)


def find_stories(documents: Iterable[Told], limits: StoryLimits | None = None) -> Mapping[str, str]:
    """The story of each document: an id that documents of one story share. Every document has one; a
    copy has that of its origin. Pure; time is linear in the words, and in the number of neighbours."""
    limits = limits or story_limits()
    heads: list[_Head] = []
    origins: dict[str, str] = {}
    found = vectors(_own(documents, heads, origins), limits)
    order = sorted(range(len(heads)), key=lambda n: heads[n].age)
    own = [heads[n] for n in order]
    out: dict[str, str] = {}
    for members in _put_together([found[n] for n in order], [head.day for head in own], limits):
        first = own[members[0]]
        out.update((own[n].doc, content_hash("story", first.doc, first.doc_id)) for n in members)
    _follow(origins, out)
    return out


def _own(documents: Iterable[Told], heads: list[_Head], origins: dict[str, str]) -> Iterator[Told]:
    """The documents that are no copies; what they are goes to `heads`, the copies to `origins`."""
    for document in documents:
        if document.origin is not None:
            origins[document.doc] = document.origin
            continue
        heads.append(_Head(document.doc, document.doc_id, _day(document.published)))
        yield document


def _follow(origins: Mapping[str, str], out: dict[str, str]) -> None:
    """Give copies the story of their origin, over chains of copies."""
    for doc in origins:
        root = doc
        while root not in out:
            root = origins[root]
        out[doc] = out[root]


def _day(published: str | None) -> int | None:
    """The day of publication as a number; of a date that is cut to its month none."""
    try:
        return date.fromisoformat(published or "").toordinal()
    except ValueError:
        return None


@dataclass(slots=True)
class _Group:
    """Documents that are one story so far, with the sum of their vectors and the days they span."""

    members: list[int]
    total: Vector
    first: int | None
    last: int | None

    def alike(self, other: _Group) -> float:
        """How much alike their documents are on average."""
        return dot(self.total, other.total) / (len(self.members) * len(other.members))

    def least(self, other: _Group, limits: StoryLimits) -> float:
        """How much alike they must be: more where the days of one alone are known."""
        return limits.alike if (self.first is None) == (other.first is None) else limits.alike_undated

    def may_join(self, other: _Group, limits: StoryLimits) -> bool:
        """Whether the days allow it."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return True
        apart = max(self.first, other.first) - min(self.last, other.last)
        return apart <= limits.days and max(self.last, other.last) - min(self.first, other.first) <= limits.longest


def _put_together(found: Sequence[Vector], days: Sequence[int | None], limits: StoryLimits) -> list[list[int]]:
    groups = {n: _Group([n], vector, days[n], days[n]) for n, vector in enumerate(found)}
    pairs = set(_neighbours(found, days, limits))
    for _ in range(_ROUNDS):
        ranked = sorted((-round(groups[a].alike(groups[b]), 6), a, b) for a, b in pairs)
        into = {n: n for n in groups}
        for likeness, a, b in ranked:
            one, other = sorted((_root(into, a), _root(into, b)))
            if -likeness < limits.alike or one == other or not groups[one].may_join(groups[other], limits):
                continue
            # Others may have joined either in this round: what holds is how alike they are now.
            if round(groups[one].alike(groups[other]), 6) >= groups[one].least(groups[other], limits):
                groups[one] = _joined(groups[one], groups.pop(other), limits)
                into[other] = one
        new = {tuple(sorted((_root(into, a), _root(into, b)))) for a, b in pairs}
        if len(groups) == len(into):
            break
        pairs = {(a, b) for a, b in new if a != b}
    return [sorted(group.members) for group in groups.values()]


def _root(into: Mapping[int, int], number: int) -> int:
    while into[number] != number:
        number = into[number]
    return number


def _joined(one: _Group, other: _Group, limits: StoryLimits) -> _Group:
    known = [d for d in (one.first, one.last, other.first, other.last) if d is not None]
    total = added(one.total, other.total, limits.terms * _WIDER)
    return _Group(one.members + other.members, total, min(known, default=None), max(known, default=None))


def _neighbours(found: Sequence[Vector], days: Sequence[int | None], limits: StoryLimits) -> Iterator[tuple[int, int]]:
    """Pairs of documents that share a heavy term and are alike, the earlier first."""
    posted: defaultdict[Key, deque[int]] = defaultdict(lambda: deque(maxlen=_POSTED))
    for n, vector in enumerate(found):
        heavy = np.lexsort((vector.terms, -vector.weights))[:_LEADING]
        votes: defaultdict[int, float] = defaultdict(float)
        for term, weight in zip(vector.terms[heavy].tolist(), vector.weights[heavy].tolist(), strict=True):
            keys, asked = _keys(term, days[n], limits)
            for key in asked:
                for other in posted.get(key, ()):
                    votes[other] += weight
            for key in keys:
                posted[key].append(n)
        for other, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:_MOST]:
            if dot(vector, found[other]) >= _EDGE * limits.alike:
                yield other, n


def _keys(term: int, day: int | None, limits: StoryLimits) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Where a document is posted at a term, and where it asks; the dated come before the undated."""
    if day is None:
        return ((term, _UNDATED),), ((term, _UNDATED), (term, _ANY))
    place = day // limits.days
    return ((term, place), (term, _ANY)), ((term, place), (term, place - 1))
