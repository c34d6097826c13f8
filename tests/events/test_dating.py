"""Dates of events: which clause gives them, and with what basis (tests/cases/dates.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import Coded, Event

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "dates.toml").read_text("utf-8"))[
    "case"
]


def shown(event: Event) -> str:
    if event.date is None:
        return "-"
    end = f"/{event.enddate}" if event.enddate else ""
    return f"{event.date}{end} {event.date_basis}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['word']}|{c['text'][:70]}")
def test_date(case: dict[str, Any], code_text: Callable[..., Coded], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    coded = code_text(case["text"], case.get("published", "2024-05-15"))
    text = coded.document.text
    found = {shown(e) for e in coded.events if text[slice(*e.trigger)] == case["word"]}
    assert found == {case["date"]}, [(text[slice(*e.trigger)], shown(e)) for e in coded.events]


def test_a_date_lies_where_its_span_says(code_text: Callable[..., Coded]) -> None:
    coded = code_text("Norway expelled two Russian diplomats on 12 March 2024.", "2024-05-15")
    spans = {e.date_span for e in coded.events}
    assert [coded.document.text[slice(*span)] for span in spans if span] == ["12 March 2024"]


def test_contradictions_become_problem_rows(code_text: Callable[..., Coded]) -> None:
    coded = code_text("Norway expelled two Russian diplomats on Monday, March 12, 2024.", "2024-03-20")
    assert [(p.doc, p.stage, p.code) for p in coded.problems] == [("case", "when", "weekday-mismatch")]
    assert code_text("Norway expelled two Russian diplomats on 12 March 2024.", "2024-05-15").problems == ()


def test_the_day_of_the_dateline_is_the_anchor(code_text: Callable[..., Coded]) -> None:
    text = "NAIROBI, March 5 (Xinhua) -- Kenyan police arrested nine smugglers on Monday."
    coded = code_text(text, "2024-03-14")
    assert {(e.date, e.date_basis) for e in coded.events} == {("2024-03-04", "relative")}
    assert {t.basis for t in coded.timexes if text[slice(*t.span)] == "Monday"} == {"dateline"}
