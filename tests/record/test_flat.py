"""Reading tables and cards say what the record says, whatever was written, written again, linked or broken off."""

from __future__ import annotations

import random
from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from record_builders import RUN, document, entity, event, full

from dragoman.errors import RecordError
from dragoman.identity import coding_id
from dragoman.model import STORY_LABELS, Coded, Event, Place
from dragoman.record import tallies
from dragoman.record.filters import EventFilter
from dragoman.record.query import Record, open_record
from dragoman.record.series import SeriesFilter
from dragoman.record.store import Shard, Store, open_links, open_store
from dragoman.record.tallies import Scope

NAMES = {"WEX": "Wexland", "OST": "Ostania", "NOR": "Nor Land", None: "the raiders"}
DATES = ["2024-05-06", "2024-05-07", "2024-05", "2024-W19", "2023", None]
TYPES = [("ACCUSE",), ("AID",), ("CONSULT", "AGREE"), ("ASSAULT",)]


def made(name: str, seed: int) -> Coded:
    """A document with one value of every kind and up to four events of anybody with anybody."""
    rng = random.Random(f"{name} {seed}")
    coded = full(name, f"Wexland accused Ostania on Monday of an act of war {seed} {name}. " + "More of it. " * 9)
    events: list[Event] = []
    for n in range(rng.randrange(5)):
        sides = [tuple(someone(rng) for _ in range(rng.choice([0, 1, 1, 2]))) for _ in range(2)]
        start = 3 * n
        events.append(
            event(
                coded.document, (start, start + 40), rng.choice(["headline", "body", "caption"]),
                id=f"{rng.getrandbits(64):016x}", event=rng.choice(TYPES), mode=rng.choice([(), ("economic",)]),
                actor=sides[0], recipient=sides[1], date=rng.choice(DATES), quad_code=rng.randrange(1, 5),
                event_loc=rng.choice([None, Place("Port Wex", "WEX", (0, 4)), Place("Sud Quay", "SUD", (0, 4))]),
                enddate=None, event_scale=rng.randrange(-9, 9), confidence=rng.randrange(1, 100) / 100,
                factuality=rng.choice(["actual", "actual", "historical", "negated", "future"]),
            )
        )  # fmt: skip
    # One event may be told twice with one id.
    again = [events[-1]] if events and rng.random() < 0.2 else []
    return Coded(
        coded.document, coded.segments, coded.timexes, (*events, *again), coded.statements, coded.positions,
        coded.figures, coded.relations, coded.problems,
    )  # fmt: skip


def someone(rng: random.Random) -> Any:
    code = rng.choice(list(NAMES))
    return entity(code, NAMES[code], (0, 7), rng.choice(["GOV", "MIL"]))


def store(opened: Store, *coded: Coded) -> None:
    opened.write(Shard(coded, {c.document.doc: coding_id(c.document, RUN.id) for c in coded}))


# What the answers are to be, from the lines of the record alone.


def days(line: dict[str, Any]) -> tuple[date, date] | None:
    day = line["date"]
    if day is None:
        return None
    if "W" in day:
        monday = date.fromisocalendar(int(day[:4]), int(day[6:]), 1)
        return monday, monday + timedelta(days=6)
    year, month, one = (*map(int, day.split("-")), 0, 0)[:3]
    first, last = month or 1, month or 12
    return date(year, first, one or 1), date(year, last, one or monthrange(year, last)[1])


def fits(line: dict[str, Any], wanted: EventFilter) -> bool:
    def who(side: str, term: str) -> bool:
        code, _, sector = term.upper().partition(".")
        return any(
            (p["code"] == code and sector in ("", p["sector"]))
            or any(f" {term.lower()} " in f" {(p[name] or '').lower()} " for name in ("identifier_text", "entity_text"))
            for p in line[side]
        )

    span = days(line)
    return (
        (not wanted.actor or any(who("actor", term) for term in wanted.actor))
        and (not wanted.recipient or any(who("recipient", term) for term in wanted.recipient))
        and all(who("actor", term) or who("recipient", term) for term in wanted.party)
        and (not wanted.quad or line["quad_code"] in wanted.quad)
        and (not wanted.place or any(there(line["event_loc"], term) for term in wanted.place))
        and (not wanted.type or bool({*wanted.type} & {*line["event"]}))
        and (not wanted.mode or bool({*wanted.mode} & {*line["mode"]}))
        and (not wanted.doc or line["doc"] in wanted.doc)
        and (not wanted.factuality or line["factuality"] in wanted.factuality)
        and (wanted.min_confidence is None or line["confidence"] >= wanted.min_confidence)
        and (wanted.furniture or line["segment"] in STORY_LABELS)
        and (wanted.since is None or (span is not None and span[1] >= date.fromisoformat(wanted.since)))
        and (wanted.until is None or (span is not None and span[0] <= date.fromisoformat(wanted.until)))
    )


def there(place: dict[str, Any] | None, term: str) -> bool:
    return place is not None and (place["code"] == term.upper() or f" {term.lower()} " in f" {place['name'].lower()} ")


def timeline(line: dict[str, Any]) -> tuple[object, ...]:
    span = days(line)
    return span is None, span[0] if span else date.min, line["doc"], line["trigger"], line["id"]


def dyad(record: Record, one: str, other: str, *, directed: bool, sure: float) -> dict[str, tuple[int, int, int]]:
    """Episodes, reports and outlets by month."""
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    outlets = {line["doc"]: line["outlet"] or line["doc"] for line in record.lines({"document"})}
    for line in record.lines({"event"}):
        by, to = ({p["code"] for p in line[side]} for side in ("actor", "recipient"))
        forth, back = one in by and other in to, other in by and one in to
        met = not line["recipient"] and {one, other} <= by
        span = days(line)
        if (forth or (not directed and (back or met))) and span and f"{span[0]:%Y-%m}" == f"{span[1]:%Y-%m}":
            fact = line["segment"] in STORY_LABELS and line["factuality"] in ("actual", "historical")
            if fact and line["confidence"] >= sure:
                told[f"{span[0]:%Y-%m-01}"].append((line["episode"] or line["id"], outlets[line["doc"]]))
    firsts: dict[str, str] = {}
    for month in sorted(told):
        for episode, _ in told[month]:
            firsts.setdefault(episode, month)
    out: dict[str, tuple[int, int, int]] = {}
    for month in sorted(set(firsts.values())):
        own = [(e, outlet) for some in told.values() for e, outlet in some if firsts[e] == month]
        out[month] = (len({e for e, _ in own}), len(own), len({outlet for _, outlet in own}))
    return out


FILTERS = [
    EventFilter(),
    EventFilter(furniture=True),
    EventFilter(actor=("WEX",)),
    EventFilter(actor=("wex.mil", "raiders")),
    EventFilter(actor=("Land",)),
    EventFilter(actor=("Wexland",), recipient=("OST",)),
    EventFilter(type=("AGREE",)),
    EventFilter(mode=("economic",), factuality=("actual", "negated")),
    EventFilter(doc=("d3", "d4", "none")),
    EventFilter(since="2024-05-07", until="2024-05-09"),
    EventFilter(min_confidence=0.5, until="2023-12-31"),
    EventFilter(party=("OST", "Land"), quad=(1, 3)),
    EventFilter(place=("wex",)),
    EventFilter(place=("Quay", "SUD")),
]


def agrees(path: Path) -> None:
    """Everything that is read quickly is what the lines say."""
    with open_record(path) as record:
        lines = sorted(record.lines({"event"}), key=timeline)
        for wanted in FILTERS:
            right = [(x["id"], x["episode"]) for x in lines if fits(x, wanted)]
            assert [(f.value.id, f.value.episode) for f in record.events(wanted)] == right, wanted
            assert [f.value.id for f in record.events(wanted, 5, 3)] == [id_ for id_, _ in right[3:8]], wanted
            assert record.number_of_events(wanted) == len(right)
        for one, other, directed, sure in (
            ("WEX", "OST", False, 0.0),
            ("OST", "WEX", True, 0.3),
            ("NOR", "NOR", False, 0.0),
            ("NOR", "NOR", True, 0.0),
        ):
            found = record.series(SeriesFilter((one, other), directed=directed, min_confidence=sure))
            slow = dyad(record, one, other, directed=directed, sure=sure)
            assert {p.start: (p.episodes, p.reports, p.outlets) for p in found} == slow
        cards_agree(record)
        summaries_agree(record, lines)


def summaries_agree(record: Record, lines: list[dict[str, Any]]) -> None:
    facts = [x for x in lines if x["segment"] in STORY_LABELS and x["factuality"] in ("actual", "historical")]
    first: dict[str, str | None] = {}
    for line in facts:  # as a timeline
        span = days(line)
        first.setdefault(line["episode"] or line["id"], str(span[0]) if span else None)
    (extent,) = record.ask(tallies.extent(Scope()))
    days_told = sorted(day for day in first.values() if day)
    assert extent == tallies.Extent(len(first), len(days_told), days_told[0], days_told[-1])
    codes, pairs = Counter[str](), Counter[tuple[str, str]]()
    for episode in first:
        own = [x for x in facts if (x["episode"] or x["id"]) == episode]
        codes.update({p["code"] for x in own for p in (*x["actor"], *x["recipient"]) if p["code"]})
        pairs.update({pair for x in own for pair in pairs_of(x)})
    assert {a.code: a.episodes for a in record.ask(tallies.actor_counts(Scope(), 99))} == codes
    assert {(d.one, d.other): d.episodes for d in record.ask(tallies.dyad_counts(Scope(), 99))} == pairs
    documents = Counter(line["outlet"] for line in record.lines({"document"}))
    outlets = record.ask(tallies.outlet_counts(99))
    assert {o.outlet: o.documents for o in outlets} == documents
    assert sum(o.events for o in outlets) == record.number_of_events()


def pairs_of(line: dict[str, Any]) -> set[tuple[str, str]]:
    """Who has to do with whom, by letter."""
    by, to = ([p["code"] for p in line[side]] for side in ("actor", "recipient"))
    both = [(a, b) for a in by for b in (to or by) if a and b and a != b]
    return {(min(pair), max(pair)) for pair in both}


def cards_agree(record: Record) -> None:
    by_doc: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for line in record.lines():
        by_doc[line["doc"]][line["kind"]].append(line)
    for found in record.documents():
        coded = record.coded(found.doc)
        assert coded.document == found
        own = by_doc[found.doc]
        assert [e.id for e in coded.events] == [x["id"] for x in own["event"]]
        assert [e.episode for e in coded.events] == [x["episode"] for x in own["event"]]
        for part, kind in (
            ("segments", "segment"),
            ("timexes", "timex"),
            ("figures", "figure"),
            ("problems", "problem"),
        ):
            assert [list(v.span) for v in getattr(coded, part)] == [x["span"] for x in own[kind]]
        assert list(coded.statements) == [f.value for f in record.statements() if f.doc == found.doc]
        assert list(coded.positions) == [f.value for f in record.positions() if f.doc == found.doc]
        assert list(coded.relations) == [f.value for f in record.relations() if f.doc == found.doc]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    out = tmp_path / "r.duckdb"
    with open_store(out, RUN) as opened:
        names = [f"d{n}" for n in range(40)]
        for n in range(0, 40, 7):
            store(opened, *(made(name, 1) for name in names[n : n + 7]))
    return out


def test_a_new_record_agrees(path: Path) -> None:
    agrees(path)


def test_documents_that_are_coded_again_agree(path: Path) -> None:
    with open_store(path, RUN) as opened:
        store(opened, *(made(f"d{n}", 2) for n in range(5, 17)))
        # The last of the record and one twice: no number may be given again.
        store(opened, made("d39", 2), made("d39", 3))
    with open_store(path, RUN) as opened:
        store(opened, made("d39", 4), made("new", 1))
    agrees(path)


def test_a_linked_record_agrees_and_does_when_more_comes(path: Path) -> None:
    with open_links(path) as opened:
        _, shared = opened.link_events()
    assert shared
    agrees(path)
    with open_store(path, RUN) as opened:
        store(opened, *(made(f"d{n}", 5) for n in range(30, 45)))
    agrees(path)
    with open_links(path) as opened:
        opened.link_events()
    agrees(path)


def test_a_shard_that_fails_leaves_everything_as_it_was(path: Path) -> None:
    with open_links(path) as opened:
        opened.link_events()
    wrong = made("d4", 6)
    wrong = Coded(wrong.document, events=wrong.events, figures=(full("d4").figures[0],))
    object.__setattr__(wrong.figures[0], "value_max", "many")
    with open_store(path, RUN) as opened, pytest.raises((RecordError, ValueError)):
        store(opened, made("d3", 6), wrong)
    agrees(path)


def test_an_id_that_is_no_number_is_found_too(tmp_path: Path) -> None:
    coded = full("a", id="seen-in-a-test")
    with open_store(tmp_path / "r.duckdb", RUN) as opened:
        store(opened, coded)
    with open_record(tmp_path / "r.duckdb") as record:
        assert record.event("seen-").value == coded.events[0]
        assert document("a").doc == record.event("seen-").doc
