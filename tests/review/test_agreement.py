"""Kappa against published tables, and which pairs of words it is made of."""

from __future__ import annotations

import pytest
from review_builders import found_in, opinion, told

from dragoman.review.agreement import agreements, kappa
from dragoman.review.opinions import Verdict, holding


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        # Feinstein and Cicchetti, Journal of Clinical Epidemiology 43, 1990, 543-549: the same raw agreement.
        ((40, 9, 6, 45), 0.70),
        ((80, 10, 5, 5), 0.32),
        # Exact: observed 0.7, by chance 0.5.
        ((20, 5, 10, 15), 0.40),
        # Nothing but chance, and worse than chance.
        ((25, 25, 25, 25), 0.0),
        ((0, 50, 50, 0), -1.0),
    ],
)
def test_kappa_has_the_published_values(table: tuple[int, ...], wanted: float) -> None:
    words = (("right", "right"), ("right", "wrong"), ("wrong", "right"), ("wrong", "wrong"))
    pairs = [pair for pair, number in zip(words, table, strict=True) for _ in range(number)]
    assert kappa(pairs) == pytest.approx(wanted, abs=0.005)


def test_kappa_is_not_defined_where_there_is_one_word() -> None:
    assert kappa([("right", "right")] * 9) is None
    assert kappa([]) is None


def test_people_are_compared_part_by_part() -> None:
    documents = [told(n, "ACCUSE", 0.5) for n in range(3)]
    said = [
        opinion(documents[0], Verdict("right"), "ana"),
        opinion(documents[0], Verdict("wrong", ("date",)), "ben"),
        opinion(documents[1], Verdict("wrong", ("actor",)), "ana"),
        opinion(documents[1], Verdict("wrong", ("actor", "date")), "ben"),
        opinion(documents[2], Verdict("right"), "ana"),
    ]
    found = {one.part: one for one in agreements(holding(said, found_in(*documents)))}
    assert {one.people for one in found.values()} == {("ana", "ben")}
    assert (found["event"].same, found["event"].events) == (1, 2)
    assert (found["actor"].same, found["actor"].kappa) == (2, 1.0)
    assert (found["date"].same, found["date"].share) == (0, 0.0)
    assert (found["type"].same, found["type"].kappa) == (2, None)


def test_an_event_that_one_does_not_find_is_compared_by_type_alone() -> None:
    coded = told(1, "ACCUSE", 0.5)
    said = [opinion(coded, Verdict("right"), "ana"), opinion(coded, Verdict("wrong"), "ben")]
    found = {one.part: one.same for one in agreements(holding(said, found_in(coded)))}
    assert found == {"event": 0, "type": 0}
