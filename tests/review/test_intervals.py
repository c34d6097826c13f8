"""Intervals against published tables, and against simple cases where they must agree."""

from __future__ import annotations

import random

import pytest

from dragoman.review.intervals import Lot, estimate, more_for, pooled, wilson


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17, 1998, 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # Agresti and Coull, The American Statistician 52, 1998, 119-126: nobody of 25.
        (0, 25, 0.0000, 0.1332),
    ],
)
def test_wilson_has_the_published_values(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right / n, n) == pytest.approx((low, high), abs=5e-5)
    assert wilson(1 - right / n, n) == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_one_large_stratum_has_wilsons_interval() -> None:
    found = estimate([Lot(10**9, 148, 15)])
    assert found is not None
    assert (found.low, found.high) == pytest.approx(wilson(15 / 148, 148), abs=1e-6)


def test_strata_count_by_their_events_and_not_by_their_judgements() -> None:
    found = estimate([Lot(900, 10, 9), Lot(100, 10, 1)])
    assert found is not None
    assert found.share == pytest.approx(0.9 * 0.9 + 0.1 * 0.1)
    assert found.n == 20
    proportional = estimate([Lot(900, 18, 16), Lot(100, 2, 1)])
    assert proportional is not None
    assert proportional.high - proportional.low < found.high - found.low


def test_nothing_is_left_to_doubt_where_all_is_judged() -> None:
    found = estimate([Lot(5, 5, 4), Lot(15, 15, 3)])
    assert found is not None
    assert (found.low, found.share, found.high) == (0.35, 0.35, 0.35)


def test_a_stratum_without_judgement_has_no_part() -> None:
    assert estimate([Lot(50, 0, 0)]) is None
    found = estimate([Lot(50, 0, 0), Lot(50, 4, 4)])
    assert found is not None
    assert (found.share, found.events) == (1.0, 50)
    assert found.low < 0.6


def test_neighbours_are_pooled_until_each_has_a_judgement() -> None:
    assert pooled([Lot(5, 0, 0), Lot(10, 2, 1), Lot(20, 0, 0), Lot(30, 3, 3)]) == (Lot(35, 2, 1), Lot(30, 3, 3))
    assert pooled([Lot(5, 0, 0), Lot(7, 0, 0)]) == (Lot(12, 0, 0),)


@pytest.mark.parametrize(("share", "size"), [(0.2, 60), (0.65, 60), (0.65, 200), (0.97, 60), (0.97, 200)])
def test_intervals_of_strata_hold_as_often_as_they_say(share: float, size: int) -> None:
    """Drawn again and again from strata with other shares, small ones among them, where each has a few judgements."""
    chance = random.Random(7)
    strata = []
    for events in (400, 300, 200, 120, 90, 60, 40, 25, 15, 8):
        right = round(events * min(1.0, max(0.0, share + chance.uniform(-0.25, 0.25))))
        strata.append([1] * right + [0] * (events - right))
    events = sum(map(len, strata))
    truth = sum(map(sum, strata)) / events
    roots = [len(s) ** 0.5 for s in strata]
    sizes = [max(1, min(len(s), round(size * root / sum(roots)))) for s, root in zip(strata, roots, strict=True)]
    held = 0
    for _ in range(300):
        found = estimate(Lot(len(s), n, sum(chance.sample(s, n))) for s, n in zip(strata, sizes, strict=True))
        assert found is not None
        held += found.low <= truth <= found.high
    assert held / 300 > 0.93


def test_more_judgements_bring_the_width_that_was_promised() -> None:
    found = estimate([Lot(100_000, 50, 40)])
    more = more_for(0.1, found, 100_000)
    n = 50 + more
    then = estimate([Lot(100_000, n, round(0.8 * n))])
    assert then is not None
    assert then.high - then.low == pytest.approx(0.1, abs=0.001)
    assert more_for(0.1, then, 100_000) <= 2
    # For one half and a width of 0.1 an endless supply needs z² (1 / 0.01 - 1) = 380.3.
    assert more_for(0.1, None, 10**9) == 381


def test_no_more_judgements_than_there_are_events() -> None:
    assert more_for(0.01, None, 40) <= 40
    assert more_for(0.0001, estimate([Lot(40, 10, 5)]), 40) == 30
    assert more_for(0.1, estimate([Lot(40, 40, 5)]), 40) == 0
