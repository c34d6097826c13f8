"""A stratified sample of events, by PLOVER type and band of confidence.

Each event has a number for good, made of the seed and its place in its text (permanent random numbers: Ohlsson,
Coordination of Samples Using Permanent Random Numbers, in Cox et al., Business Survey Methods, 1995). A stratum
gives its events in the order of these numbers, and strata take turns by the square root of their size (power
allocation: Bankier, The American Statistician 42, 1988), dealt out by Adams's divisors: each has one before any has
two. So a larger sample holds the smaller one, whoever stops early has a sample all the same, and events that
come or go leave the others in their order.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.record.query import Record
from dragoman.record.strata import Drawn, drawn_from, strata_of

#: The size of a sample where nobody says another.
SIZE = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sample is drawn; all types where `types` has none. Raises UsageError for a size below one."""

    size: int = SIZE
    seed: int = 0
    types: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 1:
            raise UsageError("a sample has at least one event")


@dataclass(frozen=True, slots=True)
class Sample:
    """The events that were drawn, in the order of review, and the size of what they were drawn from."""

    plan: Plan
    drawn: tuple[Drawn, ...]
    events: int


def draw(record: Record, plan: Plan) -> Sample:
    """Draw a sample; it is smaller than planned where the record has no more. Raises RecordError."""
    strata = [s for s in strata_of(record) if not plan.types or s.type in plan.types]
    sizes = {(s.type, s.band): s.events for s in strata}
    lots: dict[tuple[str, int], list[Drawn]] = {key: [] for key in sizes}
    for drawn in _once(drawn_from(record, plan.seed, plan.size, plan.types)):
        lots[drawn.type, drawn.band].append(drawn)
    turns = _turns(sizes, {key: len(lot) for key, lot in lots.items()})
    chosen = (lots[key][number] for (key, number), _ in zip(turns, range(plan.size), strict=False))
    return Sample(plan, tuple(chosen), sum(sizes.values()))


def _once(drawn: Iterable[Drawn]) -> Iterator[Drawn]:
    """The same event of the same text once, however many documents have the text."""
    known: set[tuple[object, ...]] = set()
    for one in drawn:
        key = (one.about, one.type, one.sides)
        if key not in known:
            known.add(key)
            yield one


def _turns(
    sizes: Mapping[tuple[str, int], int], lots: Mapping[tuple[str, int], int]
) -> Iterator[tuple[tuple[str, int], int]]:
    """Whose turn it is, with the number of its event (0, 1, …), until every lot is empty: first one of each stratum,
    the largest first, then whichever has the largest root of its size over the events that it has given."""
    queue = [(-math.inf, -size, key, 0) for key, size in sizes.items() if lots[key]]
    heapq.heapify(queue)
    while queue:
        _, negative, key, given = heapq.heappop(queue)
        yield key, given
        if given + 1 < lots[key]:
            heapq.heappush(queue, (-math.sqrt(-negative) / (given + 1), negative, key, given + 1))
