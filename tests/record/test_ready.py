"""What is worked out beforehand says what the record says: as views, as tables, by filters, and after every change."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from record_builders import RUN, entity, event, full

from dragoman.errors import RecordError
from dragoman.model import Coded, Position, Source
from dragoman.record import ready, tallies
from dragoman.record.filters import PositionFilter
from dragoman.record.happenings import episodes
from dragoman.record.profiles import (
    Between,
    actor_profiles,
    counterparts,
    dyad_episodes,
    dyad_profiles,
    way_counts,
)
from dragoman.record.query import Record, open_record
from dragoman.record.sayings import SayingFilter, sayings
from dragoman.record.schema import SCHEMA_VERSION
from dragoman.record.stances import ISSUE_ORDERS, courses, issues, meetings, stances, turns
from dragoman.record.store import Shard, open_links, open_store
from dragoman.record.tallies import Question, Scope
from dragoman.record.upgrade import upgrade

CODES = ("WEX", "OST", "NOR")
#: Filters that leave nothing out, so that what they make of the rows is what stands ready.
ALL_STANCES = PositionFilter(stance=("for", "neutral", "against"))
ALL_DAYS = Between(since="1000")


def told(name: str, seed: int = 1) -> Coded:
    """A document with events between anybody and positions of anybody on anything, all of them dated."""
    rng = random.Random(f"{name} {seed}")
    coded = full(name, f"Wexland accused Ostania on Monday of an act of war {seed} {name}. " + "More of it. " * 9)
    events = [
        event(
            coded.document, (3 * n, 3 * n + 40), id=f"{rng.getrandbits(64):016x}", enddate=None,
            actor=tuple(entity(code, code, (0, 7)) for code in rng.sample(CODES, rng.choice([1, 1, 2]))),
            recipient=tuple(entity(code, code, (0, 7)) for code in rng.sample(CODES, rng.choice([0, 1, 1]))),
            date=f"2024-05-{rng.randrange(1, 29):02}", quad_code=rng.randrange(1, 5), confidence=rng.random(),
            event_scale=float(rng.randrange(-9, 9)), quote=coded.statements[0].id,
        )
        for n in range(rng.randrange(4))
    ]  # fmt: skip
    positions = [
        Position(
            rng.choice(CODES), rng.choice([None, "the envoy"]), rng.choice(["a truce", "the truce", "peace"]),
            rng.choice(["peace:OST", "~peace:OST", "aid:NOR", "attack:"]), ("OST",),
            rng.choice(["for", "neutral", "against"]), 0.5, (3 * n, 3 * n + 9),
            sources=(Source("Wex Radio", None, "agency", (70, 79)),),
            date=rng.choice([None, f"2024-0{rng.randrange(1, 7)}", f"2024-05-{rng.randrange(1, 29):02}"]),
        )
        for n in range(rng.randrange(6))
    ]  # fmt: skip
    return Coded(
        coded.document, coded.segments, coded.timexes, tuple(events), coded.statements, tuple(positions),
        coded.figures, coded.relations, coded.problems,
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    out = tmp_path / "r.duckdb"
    with open_store(out, RUN) as store:
        store.write(Shard(tuple(told(f"d{n}") for n in range(60))))
    return out


def link(path: Path) -> None:
    with open_links(path) as store:
        store.link_events()


def finished(path: Path) -> set[str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {name for (name,) in connection.execute(ready.FINISHED).fetchall()}


def rows(path: Path) -> dict[str, list[str]]:
    """The rows of everything that stands ready, whatever it is; sums of doubles come in any order."""

    def plain(value: object) -> object:
        return round(value, 9) if isinstance(value, float) else value

    with duckdb.connect(str(path), read_only=True) as connection:
        names = [line.split()[2] for line in ready.ddl()]
        out = {}
        for name in names:
            described = connection.execute(f"DESCRIBE {name}").fetchall()
            columns = ", ".join(f'"{column[0]}"' for column in described if column[0] != "rowid")
            found = connection.execute(f"SELECT {columns} FROM {name}").fetchall()
            out[name] = sorted(repr([plain(value) for value in row]) for row in found)
        return out


def answers(path: Path, *questions: Question[Any]) -> list[tuple[Any, ...]]:
    with open_record(path) as record:
        return [record.ask(question) for question in questions]


def test_tables_say_what_views_say(path: Path) -> None:
    link(path)
    assert finished(path) == set(rows(path))
    tables = rows(path)
    with duckdb.connect(str(path)) as connection:
        for statement in ready.unfinished():
            connection.execute(statement)
    assert finished(path) == set()
    assert rows(path) == tables
    assert {name for name in tables if not tables[name]} == {"copy", "spread"}  # of links of documents


def everything(record: Record) -> list[object]:
    return [
        record.ask(stances(PositionFilter(), 999)),
        record.ask(courses(PositionFilter(), 999)),
        record.ask(turns(PositionFilter(), 999, topics=("peace:OST", "attack:"))),
        record.ask(meetings("OST", "WEX", 99)),
        record.ask(sayings(SayingFilter(), 999)),
        record.ask(actor_profiles(Between(), "episodes", 99)),
        record.ask(counterparts("WEX", Between(), 99)),
        episodes(record),
    ]


def test_a_change_makes_views_of_them_that_know_of_it(path: Path, tmp_path: Path) -> None:
    link(path)
    more = tuple(told(f"d{n}", 2) for n in range(50, 70))
    with open_store(path, RUN) as store:
        store.write(Shard(more))
    assert finished(path) == set()
    fresh = tmp_path / "fresh.duckdb"
    with open_store(fresh, RUN) as store:
        store.write(Shard(tuple(told(f"d{n}") for n in range(50))))
        store.write(Shard(more))
    with open_record(path) as record:
        assert len(record.ask(stances(PositionFilter(), 999))) == record.counts()["position"]
        assert len(record.ask(sayings(SayingFilter(), 999))) == record.counts()["statement"]
    link(path)
    link(fresh)
    assert finished(path) == set(rows(path))
    with open_record(path) as again, open_record(fresh) as record:
        assert everything(again) == everything(record)


def test_what_breaks_off_leaves_the_tables(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link(path)
    before = rows(path)

    def fails(*_: object) -> None:
        raise RecordError("no space")

    with open_store(path, RUN) as store:
        monkeypatch.setattr(store, "_pack", fails)
        with pytest.raises(RecordError):
            store.write(Shard((told("new"),)))
    assert finished(path) == set(before)
    assert rows(path) == before


@pytest.mark.parametrize(
    "asked",
    [
        lambda wanted: courses(wanted, 99),
        lambda wanted: courses(wanted, 99, topics=("peace:OST",), actors=("WEX", "OST")),
        lambda wanted: turns(wanted, 99, topics=("~peace:OST",)),
        lambda wanted: turns(wanted, 99, topics=("peace:OST", "aid:NOR"), actors=("WEX",)),
        lambda wanted: stances(wanted, 20, 5, topic="attack:"),
        *(lambda wanted, order=order: issues(wanted, order, 99) for order in ISSUE_ORDERS),
    ],
)
@pytest.mark.parametrize("linked", [False, True])
def test_positions_by_a_filter_that_leaves_none_out(
    path: Path, asked: Callable[[PositionFilter], Question[Any]], linked: bool
) -> None:
    if linked:
        link(path)
    plain, filtered = answers(path, asked(PositionFilter()), asked(ALL_STANCES))
    assert plain
    assert plain == filtered


@pytest.mark.parametrize(
    "asked",
    [
        lambda days: dyad_profiles(days, "reports", 99),
        lambda days: dyad_profiles(days, "episodes", 1, dyad=("WEX", "OST")),
        lambda days: dyad_profiles(days, "last", 99, actor="NOR"),
        lambda days: counterparts("WEX", days, 99),
        lambda days: actor_profiles(days, "did", 99),
        lambda days: actor_profiles(days, "did", 1, actor="OST"),
        lambda days: way_counts(("WEX", "NOR"), days),
        lambda days: way_counts(("NOR", "NOR"), days),
        lambda days: dyad_episodes(("WEX", "NOR"), days, 99),
        lambda days: dyad_episodes(("NOR", "WEX"), days, 9, 3, directed=True),
    ],
)
def test_dyads_by_days_that_leave_none_out(path: Path, asked: Callable[[Between], Question[Any]]) -> None:
    link(path)
    plain, filtered = answers(path, asked(Between()), asked(ALL_DAYS))
    assert plain or "NOR" in str(asked(Between()).values)
    assert plain == filtered


def test_a_dyad_turned_around_has_as_much(path: Path) -> None:
    link(path)
    there, back = answers(path, way_counts(("WEX", "OST"), Between()), way_counts(("OST", "WEX"), Between()))
    assert sum(c.episodes for c in there) == sum(c.episodes for c in back)
    assert sum(c.episodes for c in there) > 0


def test_how_far_a_dyad_reaches(path: Path) -> None:
    link(path)
    ready_made, counted = answers(
        path, tallies.extent(Scope(dyad=("WEX", "OST"))), tallies.extent(Scope(dyad=("WEX", "OST"), since="1000"))
    )
    assert ready_made == counted


def test_a_course_by_hand(path: Path) -> None:
    """Who moved when, out of the lines of the record alone."""
    link(path)
    told_of: dict[tuple[str, str, str | None], list[tuple[str, str]]] = defaultdict(list)
    opposite = {"for": "against", "against": "for", "neutral": "neutral"}
    with open_record(path) as record:
        for line in record.lines({"position"}):
            turned = line["issue_id"].startswith("~")
            story = line["doc"] if line["issue_id"].endswith(":") else None
            day = ((line["date"] or "2024-05-07") + "-01")[:10]
            side = opposite[line["stance"]] if turned else line["stance"]
            told_of[line["actor"], line["issue_id"].lstrip("~"), story].append((day, side))
        found = {(c.actor, c.topic, c.story): c for c in record.ask(courses(PositionFilter(), 999))}
    assert found.keys() == told_of.keys()
    for key, all_told in told_of.items():
        by_day = sorted(all_told)
        assert found[key].positions == len(all_told)
        assert found[key].since == by_day[0][0]
        last = {side for day, side in by_day if day == by_day[-1][0]}
        assert found[key].latest.side in last
        if len({day for day, _ in by_day}) == len(by_day):
            sides = [side for _, side in by_day]
            assert found[key].moves == sum(a != b for a, b in pairwise(sides))


def test_words_and_codes_that_statements_are_about(path: Path) -> None:
    link(path)
    by_code, by_words, neither = answers(
        path,
        sayings(SayingFilter(about=("OST",)), 999),
        sayings(SayingFilter(speaker=("WEX",), about=("ACT",)), 999),
        sayings(SayingFilter(about=("ac",)), 999),
    )
    with open_record(path) as record:
        telling = {
            e.value.quote for e in record.events() for p in (*e.value.actor, *e.value.recipient) if p.code == "OST"
        }
    assert {s.id for s in by_code} == telling
    assert not by_words  # capitals are a code
    assert not neither
    (whole,) = answers(path, sayings(SayingFilter(speaker=("wexland",), about=("Act of",), since="2024"), 999))
    assert len(whole) == 60
    assert {s.cue for s in whole} == {" ".join(told(s.doc).document.text[80:84].split()) for s in whole}


def test_a_record_of_the_last_schema_is_brought_up_to_date(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        for statement in ready.ddl():
            connection.execute(f"DROP VIEW {statement.split()[2]}")
        connection.execute("UPDATE dragoman SET schema_version = 4")
    with pytest.raises(RecordError, match=r"schema 4; .* dragoman link brings it up to date"):
        open_record(path)
    upgrade(path)
    upgrade(path)
    link(path)
    with open_record(path) as record:
        assert record.ask(courses(PositionFilter(), 1))
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("SELECT schema_version FROM dragoman").fetchall() == [(SCHEMA_VERSION,)]


def test_what_is_no_record_is_not_touched(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
        connection.execute("CREATE TABLE a (b INTEGER)")
    upgrade(tmp_path / "other.duckdb")
    with duckdb.connect(str(tmp_path / "other.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM information_schema.tables").fetchall() == [(1,)]
    with pytest.raises(RecordError, match="no such record"):
        upgrade(tmp_path / "none.duckdb")
