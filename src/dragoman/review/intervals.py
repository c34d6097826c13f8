"""Shares with the intervals that a sample leaves them.

The interval of a share is Wilson's (Journal of the American Statistical Association 22, 1927, 209–212). A share that
is put together from strata has his interval for as many judgements of a simple sample as its own are worth, the way of
surveys (Dean and Pagano, Journal of Survey Statistics and Methodology 3, 2015, 484–503), their worth being what unequal
weights leave (Kish, Survey Sampling, 1965, 11.7). Worth by the variance in each stratum, and limits put together from
those of each stratum (Zou, Huang and Zhang, Computational Statistics & Data Analysis 53, 2009, 1080–1085), are
shorter and hold too seldom where a stratum has a handful of judgements (docs/decisions/0010).
Where much of a finite number of events is judged there is less to doubt: n judgements of N events count as
n (N - 1) / (N - n), which gives the variance of drawing without replacement (Cochran, Sampling Techniques, 1977, 2.6).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

#: Standard deviations within which a normal distribution has 95 % of its mass.
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of 1 with the bounds of 95 %, the number of judgements that it rests on, and how many of `events`
    lie in strata that were judged at all."""

    share: float
    low: float
    high: float
    n: int
    events: int


@dataclass(frozen=True, slots=True)
class Lot:
    """A stratum: how many events it has, how many of them are judged, and how many of these are right."""

    events: int
    judged: int
    right: int


def wilson(share: float, n: float, z: float = Z) -> tuple[float, float]:
    """The bounds of a share of `n` judgements, not always a whole number: 0 and 1 without any, both the share itself
    where `n` is infinite."""
    if n <= 0 or math.isinf(n):
        return (share, share) if n > 0 else (0.0, 1.0)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def counted_as(n: float, events: float) -> float:
    """How many judgements `n` of so many events are worth against as many of an endless supply."""
    return math.inf if n >= events else n * (events - 1) / (events - n)


def estimate(lots: Iterable[Lot]) -> Estimate | None:
    """The share of all strata together, each by the number of its events; strata without a judgement have no part
    in it. None where nothing is judged."""
    known = [lot for lot in lots if lot.judged and lot.events]
    events, n = sum(lot.events for lot in known), sum(lot.judged for lot in known)
    if not known:
        return None
    share = sum(lot.events * lot.right / lot.judged for lot in known) / events
    # A stratum that is judged whole adds no doubt.
    doubt = sum((lot.events / events) ** 2 / counted_as(lot.judged, lot.events) for lot in known)
    low, high = wilson(share, 1 / doubt if doubt else math.inf)
    return Estimate(share, low, high, n, events)


def pooled(lots: Iterable[Lot]) -> tuple[Lot, ...]:
    """Neighbouring strata, those without a judgement put together with the one before or, at the beginning, after."""
    out: list[Lot] = []
    for lot in lots:
        if out and (not lot.judged or not out[-1].judged):
            last = out.pop()
            lot = Lot(last.events + lot.events, last.judged + lot.judged, last.right + lot.right)
        out.append(lot)
    return tuple(out)


def more_for(width: float, found: Estimate | None, events: int) -> int:
    """How many more judgements would bring the bounds within `width` of each other, if the share stays as it is (one
    half where nothing is known) and strata are judged in the same proportion; all that are left at the most."""
    share, n = (found.share, found.n) if found else (0.5, 0)
    wanted = _number_for(width, share, events)
    if found is None:
        return math.ceil(wanted)
    # What a judgement is worth beside one of a simple sample, from the interval that there is.
    worth = _number_for(found.high - found.low, share, events) / n
    return max(0, min(events, math.ceil(wanted / worth)) - n) if worth else events - n


def _number_for(width: float, share: float, events: int) -> float:
    """The judgements, not always a whole number, of a simple sample whose interval is as wide as this."""
    low, high = 0.0, float(events)
    for _ in range(60):
        middle = (low + high) / 2
        if middle <= 0:
            break
        bounds = wilson(share, counted_as(middle, events))
        low, high = (middle, high) if bounds[1] - bounds[0] > width else (low, middle)
    return high
