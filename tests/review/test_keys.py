"""Keys and lines of keys."""

from __future__ import annotations

import pytest

from dragoman.review.keys import PART_KEYS, press, spelled
from dragoman.review.opinions import Verdict
from dragoman.review.parts import PARTS


def test_every_part_has_a_key_of_its_own() -> None:
    assert sorted(PART_KEYS.values()) == sorted(PARTS)
    assert not set(PART_KEYS) & set("ynuzqx?")


@pytest.mark.parametrize(
    ("keys", "verdict"),
    [
        ("y", Verdict("right")),
        ("n", Verdict("wrong")),
        ("u", Verdict("unsure")),
        ("a", Verdict("wrong", ("actor",))),
        ("Da", Verdict("wrong", ("actor", "date"))),
        ("DA\r", Verdict("wrong", ("actor", "date"))),
        ("DAu", Verdict("unsure", ("actor", "date"))),
        ("DAD\n", Verdict("wrong", ("actor",))),
        ("DA\x7ft", Verdict("wrong", ("type",))),
        ("D\x1by", Verdict("right")),
    ],
)
def test_keys_end_in_a_verdict(keys: str, verdict: Verdict) -> None:
    marked: tuple[str, ...] = ()
    for key in keys[:-1]:
        pressed = press(key, marked)
        assert pressed.verdict is None
        marked = pressed.marked
    assert press(keys[-1], marked).verdict == verdict


@pytest.mark.parametrize(
    ("key", "word"), [("z", "undo"), ("q", "quit"), ("\x04", "quit"), ("?", "help"), ("x", "more")]
)
def test_words_to_the_desk_keep_the_marks(key: str, word: str) -> None:
    pressed = press(key, ("date",))
    assert (pressed.word, pressed.marked, pressed.verdict) == (word, ("date",), None)


def test_right_is_not_said_while_parts_are_marked_as_wrong() -> None:
    pressed = press("y", ("date",))
    assert (pressed.verdict, pressed.marked) == (None, ("date",))
    assert "marked" in (pressed.wrong or "")


def test_a_key_that_is_none_says_so() -> None:
    assert "no such key" in (press("k").wrong or "")
    assert press("\r").wrong is None


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("y\n", Verdict("right")),
        (" ad \n", Verdict("wrong", ("actor", "date"))),
        ("A\n", Verdict("wrong", ("actor",))),
        ("adu\n", Verdict("unsure", ("actor", "date"))),
        ("u\n", Verdict("unsure")),
    ],
)
def test_lines_are_spelled(line: str, verdict: Verdict) -> None:
    assert spelled(line).verdict == verdict


@pytest.mark.parametrize("line", ["\n", "yes\n", "ay\n", "aq\n", "ä\n", "a\x7f\n"])
def test_a_line_that_says_nothing_is_no_verdict(line: str) -> None:
    pressed = spelled(line)
    assert (pressed.verdict, pressed.word) == (None, None)
    assert pressed.wrong
