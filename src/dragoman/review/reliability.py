"""Whether confidences hold: of the events at 0.8, eight in ten should be right (reliability diagram and expected
calibration error: Naeini, Cooper and Hauskrecht, AAAI 2015; Guo et al., ICML 2017).

Each judged event counts for as many events of the record as it stands for in its stratum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.review.intervals import wilson

BINS = 10


@dataclass(frozen=True, slots=True)
class Verified:
    """A judged event: its confidence, how many events it stands for, and whether it is right."""

    confidence: float
    weight: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The judged events with a confidence from `low` to below `high`: how many, their share of the record's events,
    their mean confidence, and the share that is right with its bounds of 95 %."""

    low: float
    high: float
    n: int
    weight: float
    confidence: float
    share: float
    share_low: float
    share_high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins that have events, and the expected calibration error: the mean distance of confidence and share."""

    bins: tuple[Bin, ...]
    ece: float


def reliability(found: Iterable[Verified]) -> Reliability | None:
    """Bins of one tenth; None where nothing is judged."""
    lots: list[list[Verified]] = [[] for _ in range(BINS)]
    for one in found:
        lots[min(BINS - 1, max(0, int(one.confidence * BINS)))].append(one)
    total = sum(one.weight for lot in lots for one in lot)
    if not total:
        return None
    bins = tuple(_bin(number, lot, total) for number, lot in enumerate(lots) if lot)
    return Reliability(bins, sum(b.weight * abs(b.confidence - b.share) for b in bins))


def _bin(number: int, lot: Sequence[Verified], total: float) -> Bin:
    weight = sum(one.weight for one in lot)
    confidence = sum(one.weight * one.confidence for one in lot) / weight
    share = sum(one.weight * one.right for one in lot) / weight
    # Unequal weights leave as much as fewer equal ones would (Kish, Survey Sampling, 1965, 11.7).
    worth = weight * weight / sum(one.weight * one.weight for one in lot)
    low, high = wilson(share, worth)
    return Bin(number / BINS, (number + 1) / BINS, len(lot), weight / total, confidence, share, low, high)
