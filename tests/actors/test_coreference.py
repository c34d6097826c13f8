"""Whom pronouns, descriptions and short forms stand for, from a table (tests/cases/coreference.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.events.scene import Scene
from dragoman.language.grammar import Phrase
from dragoman.model import Document, Entity
from dragoman.pipeline import Resources, load_resources, scenes_of

CASES = Path(__file__).parents[1] / "cases"
DATA: dict[str, Any] = tomllib.loads((CASES / "coreference.toml").read_text("utf-8"))
TABLE: list[dict[str, Any]] = [{"topic": name, **case} for name, rows in DATA["topics"].items() for case in rows]


@cache
def resources() -> Resources:
    return load_resources(actors=[CASES / "actors_people.csv"], gated=False)


def place_of(text: str, words: str, nth: int | None) -> int:
    """Where the given words stand: their last occurrence, or the `nth`."""
    found = [m.start() for m in re.finditer(rf"\b{re.escape(words)}\b", text)]
    return found[-1 if nth is None else nth - 1]


def phrase_of(scenes: tuple[Scene, ...], start: int, end: int) -> tuple[Scene, Phrase]:
    """The phrase that the words are; its head is the last token governed from outside."""
    scene = next(s for s in scenes if s.sentence.span[0] <= start < s.sentence.span[1])
    tokens = scene.sentence.tokens
    inside = [t for t in tokens if t.start >= start and t.end <= end]
    left, right = inside[0].i, inside[-1].i + 1
    heads = [t.i for t in inside if not left <= t.head < right or t.head == t.i]
    nouns = [i for i in heads if tokens[i].pos in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"}]
    return scene, Phrase((nouns or heads)[-1], left, right)


def resolve(case: dict[str, Any]) -> tuple[Entity, ...]:
    text = case["text"]
    scenes = scenes_of(Document("case", text, "case", published=case.get("day")), resources())
    start = place_of(text, case["np"], case.get("nth"))
    scene, phrase = phrase_of(scenes, start, start + len(case["np"]))
    return scene.casting.who(phrase)


@pytest.mark.parametrize("case", TABLE, ids=lambda c: f"{c['topic']}|{c['np']}|{c['text'][:40]}")
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    found = resolve(case)
    assert sorted(e.code for e in found if e.code) == sorted(case["codes"]), found
    if "name" in case:
        assert found[0].identifier_text == case["name"], found


def test_table_is_broad_and_mostly_right() -> None:
    known = {"topic", "text", "day", "np", "nth", "codes", "name", "xfail"}
    assert [case["text"] for case in TABLE if set(case) - known] == []
    assert len(TABLE) >= 150
    assert sum("xfail" in case for case in TABLE) <= 0.15 * len(TABLE)
