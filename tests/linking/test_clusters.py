"""What joins into one cluster, and what keeps clusters apart."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.linking.clusters import Joined, clusters


def pair(a: int, b: int, score: float = 6.0) -> Joined:
    return Joined(a, b, score, ())


def test_what_is_alone_stays_alone() -> None:
    assert clusters([1, 2, 3], [], {}, 2) == [(1,), (2,), (3,)]


def test_pairs_join_over_third_ones() -> None:
    assert clusters(range(5), [pair(0, 1), pair(3, 1), pair(3, 4)], {}, 2) == [(0, 1, 3, 4), (2,)]


def test_the_order_of_pairs_is_nothing() -> None:
    days = {n: (date(2024, 1, n), date(2024, 1, n)) for n in range(1, 7)}
    pairs = [pair(n, n + 1, 5 + n / 10) for n in range(1, 6)]
    assert clusters(days, pairs, days, 2) == clusters(days, pairs[::-1], days, 2)


def test_a_cluster_spans_no_more_than_the_window() -> None:
    days = {n: (date(2024, 1, n), date(2024, 1, n)) for n in range(1, 5)}
    found = clusters([1, 2, 3, 4], [pair(1, 2, 9), pair(2, 3, 8), pair(3, 4, 7)], days, 2)
    assert found == [(1, 2, 3), (4,)]


def test_what_a_person_called_different_is_not_joined_by_others() -> None:
    assert clusters([1, 2, 3], [pair(1, 2, 9), pair(2, 3, 8)], {}, 2, different=[(1, 3)]) == [(1, 2), (3,)]


def test_what_a_person_called_the_same_is_joined_whatever_the_days() -> None:
    days = {1: (date(2024, 1, 1),) * 2, 2: (date(2024, 3, 1),) * 2}
    assert clusters([1, 2], [], days, 2, same=[(1, 2)]) == [(1, 2)]


@pytest.mark.parametrize("same", [[(1, 2), (2, 3)], [(2, 3), (1, 2)]])
def test_of_judgements_that_contradict_the_same_stands(same: list[tuple[int, int]]) -> None:
    assert clusters([1, 2, 3], [], {}, 2, same=same, different=[(1, 3)]) == [(1, 2, 3)]
