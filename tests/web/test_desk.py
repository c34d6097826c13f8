"""The desk in the browser, and what its judgements change on other pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from dragoman.record.query import open_record
from dragoman.review.opinions import opinions_of
from dragoman.review.sampling import Plan
from dragoman.web.app import create_app
from dragoman.web.serving import Serving


@pytest.fixture
def record(world: Path, tmp_path: Path) -> Path:
    """A record that may be judged."""
    return Path(shutil.copy(world, tmp_path / "judged.duckdb"))


@pytest.fixture
def asked(record: Path) -> Iterator[TestClient[Any]]:
    serving = Serving(record, reviewer="ana", plan=Plan(size=6, seed=1))
    with TestClient(create_app(serving, secret="s" * 64), base_url="http://127.0.0.1:8017") as made:
        yield made


def press(asked: TestClient[Any], key: str, **changed: str) -> Any:
    """Press a key on the event that is shown; the page after it."""
    return asked.post("/review/answer", data=_fields(asked, key=key, **changed))


def test_a_judgement_is_kept_and_the_next_event_shown(asked: TestClient[Any], record: Path) -> None:
    first = asked.get("/review").text
    answer = press(asked, "y")
    assert "1 of 6 judged" in answer.text
    assert "Kept." in answer.text
    assert re.findall('name="event" value="(.*?)"', answer.text) != re.findall('name="event" value="(.*?)"', first)
    press(asked, "a")
    asked.__exit__(None, None, None)
    with open_record(record) as opened:
        verdicts = [(o.verdict.word, o.verdict.parts) for o in opinions_of(opened.judgements())]
    assert verdicts == [("right", ()), ("wrong", ("actor",))]


def test_capitals_wait_and_enter_ends(asked: TestClient[Any]) -> None:
    assert "0 of 6" in press(asked, "A").text
    marked = asked.post("/review/answer", data=_fields(asked, marked="actor", key="D")).text
    assert marked.count('class="marked"') == 2
    assert (
        "wrong: actor, date" in asked.post("/review/answer", data=_fields(asked, marked="actor date", key="Enter")).text
    )


def test_an_event_that_changed_since_it_was_shown_is_not_judged(asked: TestClient[Any]) -> None:
    answer = press(asked, "y", token="0" * 16)
    assert "has changed since it was shown" in answer.text
    assert "0 of 6" in answer.text


def test_undo_opens_the_event_again(asked: TestClient[Any]) -> None:
    assert "nothing to take back" in press(asked, "z").text
    press(asked, "n")
    assert "0 of 6" in press(asked, "z").text


@pytest.mark.parametrize("key", ["", "yy", "\x00\x00", "Delete"])
def test_what_is_no_key_is_refused(asked: TestClient[Any], key: str) -> None:
    assert press(asked, key).status_code == 400


def test_pages_carry_how_often_people_found_it_right(asked: TestClient[Any]) -> None:
    assert "% right" not in asked.get("/").text
    for _ in range(6):
        press(asked, "y")
    assert "All judged" in asked.get("/review").text
    for path in ("/", "/events", "/dyad/RUS-UKR", "/audit"):
        assert "\u202f% right (" in asked.get(path).text or path == "/audit"
    press(asked, "z")
    assert "5 of 6" in asked.get("/review").text


def test_the_audit_is_worked_out_anew_when_somebody_judges(asked: TestClient[Any]) -> None:
    seen = []
    for _ in range(3):
        press(asked, "y")
        seen += [asked.get("/audit").text, asked.get("/audit").text]
    assert [f"{n} events have been judged" in page for n, page in zip((1, 1, 2, 2, 3, 3), seen, strict=True)] == [
        True
    ] * 6
    press(asked, "z")
    assert "2 events have been judged" in asked.get("/audit").text
    assert sum("ana" in line for line in asked.get("/audit").text.splitlines()) > 0


def _fields(asked: TestClient[Any], **changed: str) -> dict[str, str]:
    page = asked.get("/review").text
    return {**dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)), **changed}
