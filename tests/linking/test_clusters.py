"""What joins into one cluster, and what keeps clusters apart."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.linking.clusters import clusters


def test_what_is_alone_stays_alone() -> None:
    assert clusters([1, 2, 3], [], {}, 2) == [(1,), (2,), (3,)]


def test_pairs_join_over_third_ones() -> None:
    assert clusters(range(5), [(0, 1), (3, 1), (3, 4)], {}, 2) == [(0, 1, 3, 4), (2,)]


def test_a_cluster_spans_no_more_than_the_window() -> None:
    days = {n: (date(2024, 1, n), date(2024, 1, n)) for n in range(1, 5)}
    found = clusters([1, 2, 3, 4], [(1, 2), (2, 3), (3, 4)], days, 2)
    assert found == [(1, 2, 3), (4,)]


def test_what_a_person_called_different_is_not_joined_by_others() -> None:
    assert clusters([1, 2, 3], [(1, 2), (2, 3)], {}, 2, different=[(1, 3)]) == [(1, 2), (3,)]


def test_what_a_person_called_the_same_is_joined_whatever_the_days() -> None:
    days = {1: (date(2024, 1, 1),) * 2, 2: (date(2024, 3, 1),) * 2}
    assert clusters([1, 2], [], days, 2, same=[(1, 2)]) == [(1, 2)]


@pytest.mark.parametrize("same", [[(1, 2), (2, 3)], [(2, 3), (1, 2)]])
def test_of_judgements_that_contradict_the_same_stands(same: list[tuple[int, int]]) -> None:
    assert clusters([1, 2, 3], [], {}, 2, same=same, different=[(1, 3)]) == [(1, 2, 3)]
