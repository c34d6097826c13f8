"""How often intervals of a stratified sample hold the truth.

usage: python benchmarks/intervals.py RECORD [DRAWS]

Takes the strata of a record, gives each a share that is right, draws the sample of the desk again and again and
counts how often each way to make bounds of 95 % has the true share within: the one in use (worth by weights), worth by
the variance within strata (shrunken to the whole), and the limits of each stratum put together by squares.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dragoman.record.query import open_record
from dragoman.record.strata import Stratum, strata_of
from dragoman.review.intervals import Lot, counted_as, estimate, wilson
from dragoman.review.sampling import Plan, draw

Bounds = tuple[float, float]
SIZES = (60, 120, 240)
#: Judgements with the share of the whole that a stratum is lent for its variance.
LENT = 2.0


def by_weights(lots: Sequence[Lot]) -> Bounds:
    """The way in use."""
    found = estimate(lots)
    return (found.low, found.high) if found else (0.0, 1.0)


def by_variance(lots: Sequence[Lot]) -> Bounds:
    """Wilson's interval for as many judgements as the variance within strata makes them worth."""
    known = [lot for lot in lots if lot.judged]
    events = sum(lot.events for lot in known)
    share = sum(lot.events * lot.right / lot.judged for lot in known) / events
    # Never 0 or 1: two right and two wrong are added, as Agresti and Coull do.
    n = sum(lot.judged for lot in known)
    middle = (share * n + 2) / (n + 4)
    variance = 0.0
    for lot in known:
        own = (lot.right + LENT * middle) / (lot.judged + LENT)
        variance += (lot.events / events) ** 2 * own * (1 - own) / counted_as(lot.judged, lot.events)
    return wilson(share, middle * (1 - middle) / variance if variance else math.inf)


def by_squares(lots: Sequence[Lot]) -> Bounds:
    """Zou, Huang and Zhang, 2009."""
    known = [lot for lot in lots if lot.judged]
    events = sum(lot.events for lot in known)
    share = below = above = 0.0
    for lot in known:
        weight, own = lot.events / events, lot.right / lot.judged
        low, high = wilson(own, counted_as(lot.judged, lot.events))
        share += weight * own
        below += (weight * (own - low)) ** 2
        above += (weight * (high - own)) ** 2
    return share - math.sqrt(below), share + math.sqrt(above)


WAYS = (by_weights, by_variance, by_squares)


def populations(strata: Sequence[Stratum], chance: random.Random) -> dict[str, list[list[int]]]:
    """Named truths: of every stratum its events as 1 for right and 0."""
    shares = {
        "as confidences say": [(0.3, 0.65, 0.87)[s.band] for s in strata],
        "nearly all": [0.97 for _ in strata],
        "all or hardly any": [chance.choice((0.2, 0.95)) for _ in strata],
    }
    return {
        name: [
            [1] * (k := round(share * s.events)) + [0] * (s.events - k) for s, share in zip(strata, own, strict=True)
        ]
        for name, own in shares.items()
    }


def main(path: Path, draws: int) -> None:
    """Print a line for every truth and size: how often each way holds, and how wide it is."""
    chance = random.Random(2)
    with open_record(path) as record:
        strata = strata_of(record)
        drawn = {size: Counter((d.type, d.band) for d in draw(record, Plan(size)).drawn) for size in SIZES}
    print(f"| shares right | judged | {' | '.join(way.__name__.replace('_', ' ') for way in WAYS)} |")
    for name, truth in populations(strata, chance).items():
        share = sum(map(sum, truth)) / sum(map(len, truth))
        for size in SIZES:
            held: Counter[str] = Counter()
            width: Counter[str] = Counter()
            for _ in range(draws):
                numbers = [drawn[size][s.type, s.band] for s in strata]
                taken = [sum(chance.sample(t, n)) for t, n in zip(truth, numbers, strict=True)]
                lots = [Lot(s.events, n, k) for s, n, k in zip(strata, numbers, taken, strict=True)]
                for way in WAYS:
                    low, high = way(lots)
                    held[way.__name__] += low - 1e-9 <= share <= high + 1e-9
                    width[way.__name__] += high - low
            cells = (f"{100 * held[w.__name__] / draws:.0f} % (width {width[w.__name__] / draws:.2f})" for w in WAYS)
            print(f"| {name}, {100 * share:.0f} % | {size} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 400)
