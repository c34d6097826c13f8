"""Who is actor and who recipient, from a table of sentences (tests/cases/roles.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import Coded, Entity

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "cases" / "roles.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = [{"topic": name, **case} for name, rows in DATA["topics"].items() for case in rows]
#: Field of an entity by the end of a case's key.
FIELDS = {"basis": "basis", "sector": "sector", "text": "entity_text"}


def codes(entities: tuple[Entity, ...]) -> list[str]:
    return sorted(e.code or "?" for e in entities)


def check(case: dict[str, Any], coded: Coded) -> None:
    told = [
        (e.event[0], [(a.code, a.basis, a.sector) for a in e.actor], [(r.code, r.basis, r.sector) for r in e.recipient])
        for e in coded.events
    ]
    event = next((e for e in coded.events if e.event == (case["type"],)), None)
    assert event is not None, told
    assert codes(event.actor) == sorted(case["actor"]), told
    assert codes(event.recipient) == sorted(case["recipient"]), told
    for side, found in (("actor", event.actor), ("recipient", event.recipient)):
        for end, field in FIELDS.items():
            if f"{side}_{end}" in case:
                assert getattr(found[0], field) == case[f"{side}_{end}"], told


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['topic']}|{c['text'][:60]}")
def test_case(case: dict[str, Any], code_text: Callable[..., Coded], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    check(case, code_text(case["text"], case.get("day")))


@pytest.mark.parametrize("case", CASES[::4], ids=lambda c: c["text"][:60])
def test_words_of_participants_stand_in_the_text(case: dict[str, Any], code_text: Callable[..., Coded]) -> None:
    for event in code_text(case["text"], case.get("day")).events:
        assert event.span[0] <= event.trigger[0] < event.trigger[1] <= event.span[1]
        assert case["text"][event.span[0] : event.span[1]] == event.event_text
        for entity in (*event.actor, *event.recipient):
            assert case["text"][entity.span[0] : entity.span[1]] == entity.entity_text


def test_table_is_broad() -> None:
    assert len(CASES) >= 60
    known = {"topic", "text", "day", "type", "actor", "recipient", "xfail"}
    known |= {f"{side}_{end}" for side in ("actor", "recipient") for end in FIELDS}
    assert [case["text"] for case in CASES if set(case) - known] == []
