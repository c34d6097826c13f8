"""Reading: what a filter selects, in which order, and that the order depends on nothing but the rows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from record_builders import RUN, document, entity, event, full

from dragoman.errors import RecordError, UsageError
from dragoman.identity import coding_id
from dragoman.model import Coded, Event
from dragoman.record.filters import EventFilter, day_bound
from dragoman.record.query import Record, open_record
from dragoman.record.store import Shard, open_store


def coded(doc: str, *events: dict[str, object]) -> Coded:
    """A document whose events stand one after the other, each named by its rule."""
    d = document(doc, "Wexland accused Ostania on Monday of an act of war. " * len(events))
    made: list[Event] = [event(d, (52 * i, 52 * i + 51), id=f"{doc[0]}{i:015x}", **e) for i, e in enumerate(events)]  # type: ignore[arg-type]
    return Coded(d, events=tuple(made))


PERSON = entity("OST", "Anna Wex-Lindt", (0, 4), "MIL")
A = coded(
    "a.txt",
    {"rule": "plain"},
    {"rule": "undated", "date": None, "date_precision": None, "date_basis": "none"},
    {"rule": "year", "date": "2022", "date_precision": "year"},
    {"rule": "month", "date": "2024-02", "date_precision": "month"},
    {"rule": "week", "date": "2024-W09", "date_precision": "week"},
    {"rule": "long", "date": "2023-11-30", "enddate": "2024-01-02"},
)
B = coded(
    "b.txt",
    {"rule": "aid", "event": ("AID",), "mode": ("economic",)},
    {"rule": "caption", "segment": "caption"},
    {"rule": "headline", "segment": "headline"},
    {"rule": "soldier", "actor": (PERSON,), "recipient": ()},
    {"rule": "nobody", "actor": (entity(None, "the raiders", (0, 3), None),)},
    {"rule": "denied", "factuality": "negated"},
)


def make(path: Path, *documents: Coded, size: int = 2) -> Path:
    with open_store(path, RUN) as store:
        for i in range(0, len(documents), size):
            part = documents[i : i + size]
            store.write(Shard(part, {c.document.doc: coding_id(c.document, RUN.id) for c in part}))
    return path


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(make(tmp_path_factory.mktemp("query") / "r.duckdb", B, A)) as opened:
        yield opened


def rules(record: Record, **wanted: object) -> list[str]:
    return [found.value.rule for found in record.events(EventFilter(**wanted))]  # type: ignore[arg-type]


def test_a_timeline_is_by_date_with_the_undated_last(record: Record) -> None:
    dated = ["year", "long", "month", "week", "plain"]
    assert rules(record, doc=("a.txt",)) == [*dated, "undated"]


def test_furniture_is_left_out_by_default(record: Record) -> None:
    assert "caption" not in rules(record)
    assert "caption" in rules(record, furniture=True)
    assert "headline" in rules(record)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"type": ("aid",)}, {"aid"}),
        ({"type": ("AID", "ACCUSE")}, {"aid", "headline", "soldier", "nobody", "denied"}),
        ({"type": ("YIELD",)}, set()),
        ({"mode": ("Economic",)}, {"aid"}),
        ({"actor": ("OST",)}, {"soldier"}),
        ({"actor": ("ost.mil",)}, {"soldier"}),
        ({"actor": ("OST.GOV",)}, set()),
        ({"actor": ("anna",)}, {"soldier"}),
        ({"actor": ("Wex-Lindt",)}, {"soldier"}),
        ({"actor": ("wexland",)}, {"aid", "headline", "denied"}),
        # Whole words only: "Wexland" holds "land", and "Anna" holds "Ann".
        ({"actor": ("land", "Ann")}, set()),
        ({"actor": ("raiders",)}, {"nobody"}),
        ({"actor": ("OST", "raiders")}, {"soldier", "nobody"}),
        ({"actor": ("WEX",), "recipient": ("WEX",)}, set()),
        ({"recipient": ("Ostania",), "type": ("AID",)}, {"aid"}),
        ({"actor": ("x' OR true --",)}, set()),
        ({"factuality": ("negated",)}, {"denied"}),
    ],
)
def test_filters(record: Record, wanted: dict[str, object], expected: set[str]) -> None:
    assert set(rules(record, doc=("b.txt",), **wanted)) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024-05-06", "2024-05-06", {"plain"}),
        ("2024-05", None, {"plain"}),
        (None, "2021", set()),
        ("2022-07-01", "2022-07-31", {"year"}),
        # ISO week 9 of 2024 runs from 26 February to 3 March.
        ("2024-03-03", "2024-03", {"week"}),
        ("2024-03-04", "2024-03", set()),
        ("2024-02-27", "2024-02-29", {"month", "week"}),
        ("2024-01-02", "2024-01", {"long"}),
        ("2024-01-03", "2024-01", set()),
        ("2023", "2023", {"long"}),
    ],
)
def test_times(record: Record, since: str | None, until: str | None, expected: set[str]) -> None:
    assert set(rules(record, doc=("a.txt",), since=since, until=until)) == expected


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-07", "2024-02-07", "2024-02-07"),
    ],
)
def test_a_cut_date_has_a_first_and_a_last_day(date: str, first: str, last: str) -> None:
    assert (day_bound(date, last=False), day_bound(date, last=True)) == (first, last)


@pytest.mark.parametrize("date", ["", "yesterday", "2022-13", "2023-02-29", "0000", "22-01-01", "2022/01/01"])
def test_what_is_no_date_is_refused(record: Record, date: str) -> None:
    with pytest.raises(UsageError, match="not a date"):
        rules(record, since=date)


def test_an_event_is_found_by_the_beginning_of_its_id(record: Record) -> None:
    assert record.event("a000000000000003").value.rule == "month"
    assert record.event("A000000000000003").doc == "a.txt"
    for prefix, message in (("a0000", "6 events begin"), ("c", "no event"), ("", "no event"), ("%", "no event")):
        with pytest.raises(RecordError, match=message):
            record.event(prefix)


def test_a_document_that_is_not_there(record: Record) -> None:
    with pytest.raises(RecordError, match=r"no document 'c\.txt'"):
        record.document("c.txt")
    assert record.segments("c.txt") == ()
    assert list(record.statements("c.txt")) == []
    assert record.statement("none") is None


def test_iterators_do_not_disturb_each_other(record: Record) -> None:
    first, second = record.events(EventFilter(doc=("a.txt",))), record.events(EventFilter(doc=("b.txt",)))
    next(first)
    assert [f.doc for f in second] == ["b.txt"] * 5
    assert [f.doc for f in first] == ["a.txt"] * 5


def test_lines_have_one_order_whatever_the_order_of_coding(tmp_path: Path) -> None:
    names = ["Z.txt", "a.txt", "é.txt", "a-b.txt", "😀.txt", "\uffee.txt", "a/b.txt"]
    documents = [full(name) for name in names]
    one = make(tmp_path / "one.duckdb", *documents)
    random.Random(7).shuffle(documents)
    two = make(tmp_path / "two.duckdb", *documents, size=3)
    make(two, documents[4])
    with open_record(one) as first, open_record(two) as second:
        lines = list(first.lines())
        assert lines == list(second.lines())
        kinds = [line["kind"] for line in lines]
        assert kinds[:4] == ["run", "document", "segment", "timex"]
        assert [line["doc"] for line in lines if line["kind"] == "document"] == sorted(names)
        assert {line["kind"] for line in first.lines({"event", "problem"})} == {"event", "problem"}


def test_counts_of_a_run_are_counted_and_not_claimed(record: Record) -> None:
    (found,) = record.runs()
    assert found.run == RUN
    assert found.counts["document"] == 2
    assert found.counts["event"] == 12
