"""Marks that overlap, nest, run out of the text or are far too many."""

from __future__ import annotations

import random

import pytest

from dragoman.web import marks
from dragoman.web.marks import Mark, Piece, paragraphs, part_of, parts, pieces


def of(*spans: tuple[int, int]) -> list[Mark]:
    return [Mark(f"d{n}", "event", span) for n, span in enumerate(spans)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [(0, 10, ())]),
        ([(2, 5)], [(0, 2, ()), (2, 5, (0,)), (5, 10, ())]),
        ([(0, 10)], [(0, 10, (0,))]),
        # Overlap: each side alone, and both in the middle.
        ([(1, 6), (4, 9)], [(0, 1, ()), (1, 4, (0,)), (4, 6, (1, 0)), (6, 9, (1,)), (9, 10, ())]),
        # Nesting: the inner first.
        ([(1, 9), (3, 5)], [(0, 1, ()), (1, 3, (0,)), (3, 5, (1, 0)), (5, 9, (0,)), (9, 10, ())]),
        # Two at one place; touching ones share no piece.
        ([(2, 4), (2, 4), (4, 6)], [(0, 2, ()), (2, 4, (1, 0)), (4, 6, (2,)), (6, 10, ())]),
        # Empty, backward and beyond the text.
        ([(3, 3), (7, 5), (-4, 2), (8, 99), (40, 50)], [(0, 2, (2,)), (2, 8, ()), (8, 10, (3,))]),
    ],
)
def test_pieces_of_marks(spans: list[tuple[int, int]], expected: list[tuple[int, int, tuple[int, ...]]]) -> None:
    assert pieces((0, 10), of(*spans)) == tuple(Piece(*piece) for piece in expected)


def test_overlap_where_the_longer_begins_later() -> None:
    found = pieces((0, 10), of((0, 4), (3, 10)))
    assert [piece.marks for piece in found] == [(0,), (0, 1), (1,)]


def test_cuts_make_boundaries_of_their_own() -> None:
    assert [(p.start, p.end) for p in pieces((5, 20), of((8, 12)), [5, 10, 20, 40, 1])] == [
        (5, 8),
        (8, 10),
        (10, 12),
        (12, 20),
    ]


def test_pieces_agree_with_a_count_of_every_character() -> None:
    chance = random.Random(7)
    for _ in range(60):
        spans = [(a, a + chance.randrange(0, 30)) for a in (chance.randrange(0, 80) for _ in range(20))]
        made = of(*spans)
        found = pieces((10, 90), made)
        assert "".join("x" * (p.end - p.start) for p in found) == "x" * 80
        assert [p.start for p in found[1:]] == [p.end for p in found[:-1]]
        for piece in found:
            for at in range(piece.start, piece.end):
                assert set(piece.marks) == {n for n, (a, b) in enumerate(spans) if a <= at < b}
            lengths = [spans[n][1] - spans[n][0] for n in piece.marks]
            assert lengths == sorted(lengths)


def test_twenty_thousand_nested_marks_tell_the_innermost() -> None:
    deep = of(*((n, 60_000 - n) for n in range(20_000)))
    found = pieces((0, 60_000), deep)
    assert len(found) == 39_999
    assert max(len(piece.marks) for piece in found) == marks.NESTED
    assert found[19_999].marks[0] == 19_999


def test_a_short_text_is_one_part_and_an_empty_one_too() -> None:
    assert parts("A text.") == ((0, 7),)
    assert parts("") == ((0, 0),)


@pytest.mark.parametrize(
    ("unit", "ends"),
    [("word " * 200 + "\n\n", "\n\n"), ("word " * 200 + "\n", "\n"), ("word ", " "), ("x", "x")],
)
def test_a_long_text_is_cut_where_it_hurts_least(unit: str, ends: str) -> None:
    text = unit * (200_000 // len(unit))
    found = parts(text)
    assert "".join(text[a:b] for a, b in found) == text
    assert all(0 < b - a <= marks.PART_CHARS for a, b in found)
    assert all(text[:b].endswith(ends) for _, b in found[:-1])
    assert len(found) <= 8


def test_many_marks_make_smaller_parts() -> None:
    text = "word " * 8_000
    found = parts(text, range(0, 40_000, 2))
    assert "".join(text[a:b] for a, b in found) == text
    assert all(sum(a <= n < b for n in range(0, 40_000, 2)) <= marks.PART_MARKS for a, b in found)
    # However many begin at one place, the text goes on.
    assert len(parts(text, [0] * 20_000)) <= 40


def test_the_part_of_a_place() -> None:
    found = parts("word " * 40_000)
    assert [part_of(found, a) for a, _ in found] == list(range(len(found)))
    assert [part_of(found, b - 1) for _, b in found] == list(range(len(found)))
    assert part_of(found, 10**9) == len(found) - 1
    assert part_of(found, -5) == 0


def test_paragraphs_leave_out_what_is_blank() -> None:
    text = "\n\n One.\nTwo. \n \n\n\tThree.\n\n"
    assert [text[a:b] for a, b in paragraphs(text, (0, len(text)))] == ["One.\nTwo. ", "Three."]
    assert paragraphs(" \n\n ", (0, 4)) == ()
    assert len(paragraphs("a\n\n" * 5_000, (0, 15_000))) == 1
