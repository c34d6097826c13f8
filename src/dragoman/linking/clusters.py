"""Clusters out of judged pairs.

Pairs are taken from the surest down and join what they hold together, unless the two clusters hold a
pair that a person called different or would span more days than one happening may. A person's
judgements come first and outrank the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Days = tuple[date, date]


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    days: Days | None
    # Few have any: an empty one is shared.
    apart: frozenset[int] = frozenset()


def clusters(
    numbers: Iterable[int],
    pairs: Iterable[tuple[int, int]],
    days: Mapping[int, Days],
    window: int,
    same: Sequence[tuple[int, int]] = (),
    different: Sequence[tuple[int, int]] = (),
) -> list[tuple[int, ...]]:
    """Every mention in one cluster; members ascend, clusters go by their first.

    `pairs` come from the surest down and are read once, so that they need not be in memory; `days` has the
    first and last day of mentions whose day is told; `same` and `different` are the pairs that a person judged."""
    found = _Clusters(days)
    for a, b in same:
        found.join(a, b, None)
    for a, b in different:
        found.part(a, b)
    for a, b in pairs:
        found.join(a, b, window)
    return found.all(numbers)


class _Clusters:
    """Disjoint sets with what each may not be joined to; what nothing is said of needs none."""

    def __init__(self, days: Mapping[int, Days]) -> None:
        self._days = days
        self._found: dict[int, _Cluster] = {}

    def _of(self, n: int) -> _Cluster:
        if n not in self._found:
            self._found[n] = _Cluster([n], self._days.get(n))
        return self._found[n]

    def part(self, a: int, b: int) -> None:
        """Keep two mentions apart, unless a person has joined them by others."""
        x, y = self._of(a), self._of(b)
        if x is not y:
            x.apart |= {b}
            y.apart |= {a}

    def join(self, a: int, b: int, window: int | None) -> None:
        """Make one of the clusters of two mentions where nothing speaks against it; without a window the days
        do not."""
        x, y = self._of(a), self._of(b)
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
            self._found[n] = x

    def all(self, numbers: Iterable[int]) -> list[tuple[int, ...]]:
        """The clusters of these mentions as they stand."""
        out: list[tuple[int, ...]] = []
        for n in sorted(numbers):
            members = sorted(self._found[n].members) if n in self._found else [n]
            if members[0] == n:
                out.append(tuple(members))
        return out


def _span(x: Days | None, y: Days | None) -> Days | None:
    if x is None or y is None:
        return x or y
    return min(x[0], y[0]), max(x[1], y[1])
