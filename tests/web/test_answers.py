"""Answers that are kept: made once, by one of those who wait, and never an error."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dragoman.web.answers import Answers


def test_many_who_ask_at_once_have_it_made_once() -> None:
    answers, made, together = Answers(10), [], threading.Barrier(8)

    def make() -> int:
        made.append(threading.get_ident())
        return 7

    def ask() -> int:
        together.wait()
        return answers.of("key", make)

    with ThreadPoolExecutor(8) as threads:
        found = [threads.submit(ask) for _ in range(8)]
    assert [f.result() for f in found] == [7] * 8
    assert len(made) == 1


def test_an_error_is_told_and_not_kept() -> None:
    answers = Answers(10)

    def fail() -> int:
        raise ValueError("too slow")

    with pytest.raises(ValueError, match="too slow"):
        answers.of("key", fail)
    assert answers.of("key", lambda: 1) == 1


def test_what_was_not_asked_for_longest_goes() -> None:
    answers = Answers(2)
    for key in ("a", "b", "a", "c"):
        answers.of(key, lambda: 1)
    assert answers.of("a", lambda: 2) == 1
    assert answers.of("b", lambda: 2) == 2
