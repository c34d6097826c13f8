"""Clusters out of judged pairs.

Pairs are taken from the surest down and join what they hold together, unless the two clusters hold a
pair that a person called different or would span more days than one happening may. A person's
judgements come first and outrank the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Joined:
    """A pair that joins two mentions: their numbers, the score, and why."""

    a: int
    b: int
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    days: Days | None
    apart: set[int] = field(default_factory=set)


def clusters(
    numbers: Iterable[int],
    pairs: Iterable[Joined],
    days: Mapping[int, Days],
    window: int,
    same: Sequence[tuple[int, int]] = (),
    different: Sequence[tuple[int, int]] = (),
) -> list[tuple[int, ...]]:
    """Every mention in one cluster; members ascend, clusters go by their first.

    `days` has the first and last day of mentions whose day is told; `same` and `different` are the
    pairs that a person judged."""
    found = _Clusters({n: _Cluster([n], days.get(n)) for n in numbers})
    for a, b in same:
        found.join(a, b, None)
    for a, b in different:
        found.part(a, b)
    for pair in sorted(pairs, key=lambda p: (-p.score, p.a, p.b)):
        found.join(pair.a, pair.b, window)
    return found.all()


class _Clusters:
    """Disjoint sets with what each may not be joined to."""

    def __init__(self, of: dict[int, _Cluster]) -> None:
        self._of = of

    def part(self, a: int, b: int) -> None:
        """Keep two mentions apart, unless a person has joined them by others."""
        x, y = self._of[a], self._of[b]
        if x is not y:
            x.apart.add(b)
            y.apart.add(a)

    def join(self, a: int, b: int, window: int | None) -> None:
        """Make one of the clusters of two mentions where nothing speaks against it; without a window the days
        do not."""
        x, y = self._of[a], self._of[b]
        if x is y:
            return
        if len(x.members) < len(y.members):
            x, y = y, x
        days = _span(x.days, y.days)
        if window is not None and days is not None and (days[1] - days[0]).days > window:
            return
        if not x.apart.isdisjoint(y.members) or not y.apart.isdisjoint(x.members):
            return
        x.members += y.members
        x.apart |= y.apart
        x.days = days
        for n in y.members:
            self._of[n] = x

    def all(self) -> list[tuple[int, ...]]:
        """The clusters as they stand."""
        return sorted({id(c): tuple(sorted(c.members)) for c in self._of.values()}.values())


def _span(x: Days | None, y: Days | None) -> Days | None:
    if x is None or y is None:
        return x or y
    return min(x[0], y[0]), max(x[1], y[1])
