"""The tables of officeholders: one holder of an office at a time, dates that exist, codes that are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from dragoman.actors.knowledge import data_folder
from dragoman.actors.tables import Row, read_table

#: Offices that one person of a state holds at a time.
SINGLE = frozenset({
    "president", "prime minister", "monarch", "chancellor", "supreme leader", "foreign minister", "defence minister",
})  # fmt: skip
#: Codes that stand for several bodies, each with a president of its own.
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
#: Offices that have several holders by law, with the reason.
SEVERAL = {
    ("AND", "monarch"): "two co-princes, the bishop of Urgell and the president of France",
    ("SMR", "president"): "two captains regent",
    ("BIH", "president"): "a presidency of three members; the tables give its chair",
    ("SWZ", "monarch"): "the king reigns beside the queen mother",
}
MAX, MIN = "9999-12-31", "0000-01-01"


def first(day: str) -> str:
    """The first day of a date that may be cut; of an open start the first of all."""
    return day + {4: "-01-01", 7: "-01", 10: ""}[len(day)] if day else MIN


def last(day: str) -> str:
    """The last day of a date that may be cut (days of a month are not counted); of an open end the last of all."""
    return day + {4: "-12-31", 7: "-31", 10: ""}[len(day)] if day else MAX


def overlap(one: Row, other: Row) -> bool:
    """Whether two tenures overlap whatever days their cut dates stand for. To leave and to follow on one
    day is no overlap."""
    a, b = one.cells, other.cells
    return last(a["from"]) < _end(b) and last(b["from"]) < _end(a) if a["from"] and b["from"] else True


def _end(cells: dict[str, str]) -> str:
    return first(cells["to"]) if cells["to"] else MAX


def shown(row: Row) -> str:
    cells = row.cells
    return f"{row.path.name}:{row.line} {cells['name']} {cells['from']}/{cells['to']}"


def overlaps(rows: Iterable[Row]) -> Iterator[str]:
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        key = (row.cells["code"], row.cells["office"])
        if key[1] in SINGLE and key[0] not in BODIES and key not in SEVERAL:
            held[key].append(row)
    for (code, office), found in held.items():
        yield from (f"{code} {office}: {shown(a)} and {shown(b)}" for a, b in combinations(found, 2) if overlap(a, b))


def backwards(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        start, end = row.cells["from"], row.cells["to"]
        if start and end and first(start) > last(end):
            yield f"{shown(row)}: ends before it begins"


def impossible(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        for column in ("from", "to"):
            day = row.cells[column]
            try:
                date.fromisoformat(first(day) if day else "2000-01-01")
            except ValueError:
                yield f"{shown(row)}: there is no {day}"


def doubles(rows: Iterable[Row]) -> Iterator[str]:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row.cells[c] for c in ("name", "code", "office", "from"))
        if key in seen:
            yield f"{shown(row)} stands in {shown(seen[key])} already"
        seen.setdefault(key, row)


def unknown(rows: Iterable[Row], codes: frozenset[str]) -> Iterator[str]:
    yield from (f"{shown(r)}: no state {r.cells['code']}" for r in rows if r.cells["code"] not in codes | BODIES)


@pytest.fixture(scope="module")
def tenures() -> list[Row]:
    return [row for path in sorted(data_folder().glob("officeholders/*.csv")) for row in read_table(path)]


@pytest.fixture(scope="module")
def codes() -> frozenset[str]:
    return frozenset(row.cells["code"] for row in read_table(data_folder() / "states.csv"))


def test_one_holder_of_an_office_at_a_time(tenures: list[Row]) -> None:
    assert list(overlaps(tenures)) == []


def test_tenures_go_forward_on_days_that_exist(tenures: list[Row]) -> None:
    assert [*backwards(tenures), *impossible(tenures)] == []


def test_no_tenure_stands_twice(tenures: list[Row]) -> None:
    assert list(doubles(tenures)) == []


def test_codes_are_known(tenures: list[Row], codes: frozenset[str]) -> None:
    assert list(unknown(tenures, codes)) == []


def test_nobody_begins_without_a_date(tenures: list[Row]) -> None:
    """Who cannot be dated to the year stays out of the tables."""
    held = [r for r in tenures if r.cells["office"] in SINGLE]
    assert [shown(r) for r in held if not r.cells["from"]] == []


def row(start: str, end: str, name: str = "A", code: str = "NOR", office: str = "president") -> Row:
    return Row("officeholders", {"name": name, "code": code, "office": office, "from": start, "to": end}, Path("x"), 1)


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        (("2000-05-01", "2004-05-01"), ("2004-05-01", ""), False),
        (("2000-05-01", "2004-05-02"), ("2004-05-01", ""), True),
        (("2000", "2004"), ("2004", "2008"), False),
        (("2000", "2005"), ("2004", "2008"), True),
        (("2000", "2004-06"), ("2004-06-20", "2008"), False),
        (("2000", "2004-06"), ("2004-05-20", "2008"), True),
        (("2000", ""), ("2004", "2008"), True),
        (("2000", ""), ("2004", ""), True),
        (("2004", "2004"), ("2004", "2004"), False),
        (("2004-02-01", "2004-05-01"), ("2004-03-01", "2004-04-01"), True),
    ],
)
def test_what_an_overlap_is(one: tuple[str, str], other: tuple[str, str], wrong: bool) -> None:
    pair = [row(*one), row(*other, name="B")]
    assert bool(list(overlaps(pair))) is wrong
    assert bool(list(overlaps(pair[::-1]))) is wrong


def test_offices_of_bodies_and_of_several_are_left_out() -> None:
    for code, office in (("UNO", "president"), ("AND", "monarch"), ("NOR", "envoy")):
        assert not list(overlaps([row("2000", "", n, code, office) for n in "AB"]))


def test_other_mistakes_are_found() -> None:
    assert len(list(backwards([row("2004", "2003"), row("2004-06", "2004"), row("2004-06-02", "2004-06-01")]))) == 2
    assert len(list(impossible([row("2003-02-29", ""), row("2004-02-29", "2004-02"), row("", "2004")]))) == 1
    assert len(list(doubles([row("2004", ""), row("2004", "2005"), row("2005", "")]))) == 1
    assert len(list(unknown([row("2004", "", code="XYZ"), row("2004", "", code="EUR")], frozenset({"NOR"})))) == 1
