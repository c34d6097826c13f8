"""`import dragoman`: what a program may use."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.errors import UsageError
from dragoman.pipeline import Resources

TEXT = "Norway expelled two Russian diplomats on Tuesday."


@pytest.fixture(autouse=True)
def lent(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """The resources that are loaded already."""
    monkeypatch.setattr(dragoman, "_resources", lambda _: resources)


def test_code_takes_a_text_or_a_document() -> None:
    coded = dragoman.code(TEXT, published="2024-03-13")
    (event,) = coded.events
    assert (event.event, event.date, TEXT[slice(*event.trigger)]) == (("SANCTION",), "2024-03-12", "expelled")
    document = dragoman.read_text(TEXT, name="a", published="13 March 2024", outlet="The Times")
    assert (document.published, document.published_basis, document.outlet) == ("2024-03-13", "given", "The Times")
    again = dragoman.code(document)
    assert (again.document.doc, again.events[0].date) == ("a", "2024-03-12")


def test_without_a_date_nothing_is_made_up() -> None:
    document = dragoman.read_text(TEXT)
    assert (document.published, document.published_basis) == (None, "none")
    assert dragoman.code(TEXT).events[0].date is None


def test_many_come_in_order() -> None:
    documents = [dragoman.read_text(TEXT, name=name) for name in "cab"]
    assert [coded.document.doc for coded in dragoman.code_many(documents)] == ["c", "a", "b"]


def test_wrong_dates_are_refused() -> None:
    with pytest.raises(UsageError, match="not a date: 'someday'"):
        dragoman.read_text(TEXT, published="someday")
    with pytest.raises(UsageError):
        dragoman.code(dragoman.read_text(TEXT), published="2024-03-13")


def test_settings_are_checked() -> None:
    with pytest.raises(UsageError):
        dragoman.Settings(jobs=0)


def test_open_record_takes_a_path_or_its_text(record: Path) -> None:
    for path in (record, str(record)):
        with dragoman.open_record(path) as opened:
            assert opened.counts()["document"] == 3
