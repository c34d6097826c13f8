"""Single sentences in the style of the wire, coded from text to event (tests/cases/wire.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import Coded, Entity, Event

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "wire.toml").read_text("utf-8"))[
    "case"
]
OPEN = [case for case in CASES if not case.get("held")]
HELD = [case for case in CASES if case.get("held")]
#: Of the held half at least so many have their event on top, with the right type, and with the parties too.
FLOORS = (0.87, 0.71)


def codes(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(e.code for e in entities if e.code)


def parties(words: str) -> tuple[frozenset[str], frozenset[str]]:
    actors, recipients = (frozenset(c.strip() for c in side.split(",")) - {""} for side in words.split(">"))
    return actors, recipients


def is_right(case: dict[str, Any], event: Event) -> bool:
    wanted = [parties(words) for words in case["parties"]]
    return event.event[0] in case["type"] and (codes(event.actor), codes(event.recipient)) in wanted


def top(coded: Coded) -> Event | None:
    return max(coded.events, key=lambda e: e.confidence or 0.0, default=None)


@pytest.mark.parametrize("case", OPEN, ids=lambda c: f"{c['type'][0]}|{c['text'][:60]}")
def test_case(case: dict[str, Any], code_text: Callable[..., Coded], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    coded = code_text(case["text"])
    told = [(e.event[0], sorted(codes(e.actor)), sorted(codes(e.recipient)), e.confidence) for e in coded.events]
    assert any(is_right(case, event) for event in coded.events), told


def test_held_half_keeps_its_rate(code_text: Callable[..., Coded]) -> None:
    found = [(case, top(code_text(case["text"]))) for case in HELD]
    types = sum(event is not None and event.event[0] in case["type"] for case, event in found)
    whole = sum(event is not None and is_right(case, event) for case, event in found)
    assert types / len(HELD) >= FLOORS[0]
    assert whole / len(HELD) >= FLOORS[1]


def test_table_is_balanced() -> None:
    assert len(CASES) >= 320
    assert len(HELD) == len(OPEN)
    known = {"text", "type", "parties", "held", "xfail"}
    assert [case["text"] for case in CASES if set(case) - known or ("held" in case and "xfail" in case)] == []
    assert len({case["text"] for case in CASES}) == len(CASES)
