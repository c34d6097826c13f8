"""Quotation marks of every typography, odd, nested, missing and many."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from dragoman.statements.marks import find_quotes


def inner(text: str) -> list[str]:
    """The quotations at the top."""
    return [text[slice(*q.inner)] for q in find_quotes(text, [(0, len(text))]) if q.depth == 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” he said.", ["Yes,"]),
        ('"Yes," he said.', ["Yes,"]),
        ("‘Yes,’ he said.", ["Yes,"]),
        ("'Yes,' he said.", ["Yes,"]),
        ("``Yes,'' he said.", ["Yes,"]),
        ("''Yes,'' he said.", ["Yes,"]),
        ("«Yes», he said.", ["Yes"]),
        ("« Yes », he said.", ["Yes"]),
        ("»Yes«, he said.", ["Yes"]),
        ("„Yes“, he said.", ["Yes"]),
        ("„It is time to go,“ he said. The others stayed.", ["It is time to go,"]),
        ("”Yes”, he said.", ["Yes"]),
        ('“Yes," he said. "No.”', ["Yes,", "No."]),
        ("“A ‘b’ c,” he said.", ["A ‘b’ c,"]),
        ('“A "b" c,” he said.', ['A "b" c,']),
        ('"A “b” c," he said.', ["A “b” c,"]),
        ("It isn't the workers' fault or '68.", []),
        ("Rock ’n’ roll and the ’90s aren’t ‘dead’.", ["dead"]),
        ('He is 6\'2" and she said "fine".', ["fine"]),
        ('A 5" nail and a 7" nail.', []),
        ("No mark opens this,” he said.", []),
        ("“”", []),
        ("“", []),
        ("“ ”", []),
        ("(“Yes”)", ["Yes"]),
        ("—“Yes”—", ["Yes"]),
    ],
)
def test_typography(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_missing_mark_ends_with_its_paragraph() -> None:
    assert inner("He said: “It is late.\n\nThe hall was empty. Then “go” was heard.") == ["It is late.", "go"]


def test_a_missing_mark_ends_before_the_next_quotation() -> None:
    text = "“It is late. The mayor said: “Go home.”"
    assert inner(text) == ["It is late.", "Go home."]


def test_paragraphs_that_open_again_are_one_quotation() -> None:
    first, second = find_quotes("“One.\n\n“Two,” he said.", [(0, 22)])
    assert first.continues
    assert not first.closed
    assert second.closed
    assert not second.continues


def test_quotations_stay_in_their_stretch() -> None:
    text = "“One” two “three”"
    assert [q.inner for q in find_quotes(text, [(0, 5)])] == [(1, 4)]


def test_top_quotations_do_not_overlap_and_stay_in_one_paragraph() -> None:
    rng = random.Random(7)
    pieces = [
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "``",
        "''",
        "a",
        "b c",
        " ",
        ". ",
        ", ",
        "\n",
        "\n\n",
        "s'",
        '5"',
    ]
    for _ in range(3000):
        text = "".join(rng.choice(pieces) for _ in range(rng.randrange(1, 40)))
        quotes = [q for q in find_quotes(text, [(0, len(text))]) if q.depth == 0]
        for q in quotes:
            assert 0 <= q.outer[0] <= q.inner[0] < q.inner[1] <= q.outer[1] <= len(text)
            assert "\n\n" not in text[slice(*q.outer)]
        for one, two in pairwise(quotes):
            assert one.outer[1] <= two.outer[0]
