"""Who does what to whom: the words of both participants and the type, by sentences (tests/cases/pairs.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dragoman.identity import document_id
from dragoman.model import Document, Entity, Event, Span
from dragoman.pipeline import Resources, code_many

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "pairs.toml").read_text("utf-8"))[
    "case"
]
OPEN = [case for case in CASES if not case.get("held")]
HELD = [case for case in CASES if case.get("held")]
#: Of the held half at least so many have the pair in an event, and the type too.
FLOORS = (0.81, 0.73)
_MARKS = re.compile(r"[<>\[\]]")
#: How much longer one wording of a participant may be than another: times as long, and characters more.
_TIMES, _MORE = 3, 20


def plain(text: str) -> str:
    return _MARKS.sub("", text)


def marked(text: str, opening: str, closing: str) -> Span:
    """Where the words between two marks stand in the text without marks."""
    start, end = (len(plain(text[: text.index(mark)])) for mark in (opening, closing))
    return start, end


def is_same(one: Span, other: Span) -> bool:
    short, long = sorted((one[1] - one[0], other[1] - other[0]))
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= short / 2 and long <= _TIMES * short + _MORE


def has_pair(event: Event, actor: Span, recipient: Span) -> bool:
    others: tuple[Entity, ...] = (*event.actor, *event.recipient)
    return any(
        is_same(a.span, actor) and is_same(o.span, recipient) for a in event.actor for o in others if a.span != o.span
    )


@pytest.fixture(scope="module")
def coded(resources: Resources) -> Mapping[str, tuple[Event, ...]]:
    """The events of every sentence, all coded in one go."""
    texts = [plain(case["text"]) for case in CASES]
    found = code_many([Document(t, t, document_id(t)) for t in texts], resources)
    return {c.document.doc: c.events for c in found}


def kinds(case: dict[str, Any], coded: Mapping[str, tuple[Event, ...]]) -> set[str]:
    """The types of the events that have both participants."""
    actor, recipient = marked(case["text"], "<", ">"), marked(case["text"], "[", "]")
    return {e.event[0] for e in coded[plain(case["text"])] if has_pair(e, actor, recipient)}


@pytest.mark.parametrize("case", OPEN, ids=lambda c: f"{c['type'][0]}|{c['text'][:60]}")
def test_open(case: dict[str, Any], coded: Mapping[str, tuple[Event, ...]], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    assert kinds(case, coded).intersection(case["type"])


def test_held(coded: Mapping[str, tuple[Event, ...]]) -> None:
    found = [kinds(case, coded) for case in HELD]
    pairs = sum(bool(f) for f in found) / len(HELD)
    whole = sum(bool(f.intersection(case["type"])) for case, f in zip(HELD, found, strict=True)) / len(HELD)
    assert pairs >= FLOORS[0]
    assert whole >= FLOORS[1]


def test_table_has_every_type() -> None:
    counts = [sum(case["type"][0] == kind for case in CASES) for kind in {case["type"][0] for case in CASES}]
    assert len(counts) == 16
    assert min(counts) >= 15
