"""One actor: what it does and to whom, what it says, where it stands and when it moved, and who speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Template

from dragoman.actors.tables import Actor
from dragoman.errors import RecordError
from dragoman.record.filters import PositionFilter, RelationFilter
from dragoman.record.holdings import holdings
from dragoman.record.profiles import Bearer, Between, actor_profiles, bearers, counterparts
from dragoman.record.query import Record
from dragoman.record.sayings import Saying, SayingFilter, cues, sayings
from dragoman.record.stances import Course, Stance, courses, turns
from dragoman.web.filters import between
from dragoman.web.pages.common import Asked, library_of, page, query_of
from dragoman.web.reading import Library
from dragoman.web.tables import CSV_ROWS, QUADS, csv_answer
from dragoman.web.wanted import Query, choice

#: Rows of each part that the page shows; the whole is a click away.
_COUNTERPARTS, _ISSUES, _TURNS, _SAYINGS, _PEOPLE = 25, 15, 150, 8, 30
Table = tuple[tuple[str, ...], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Holder:
    """A person of the actor's who occurs in the record, with the offices that the actor tables give for its time, or
    the last one if there is none."""

    bearer: Bearer
    offices: tuple[Actor, ...]


@get("/actor/{code:str}", sync_to_thread=True)
def actor(request: Asked, code: FromPath[str]) -> Template | Response[bytes]:
    """The page of an actor (`RUS`), or with `.csv` one of its tables: `table` is `counterparts`, `positions` or
    `people`. Raises RecordError for one that neither the tables nor the record know."""
    library, query = library_of(request), query_of(request)
    who = code.removesuffix(".csv").upper()
    with library.reading() as record:
        if code.endswith(".csv"):
            name = choice(query, "table", _TABLES) or next(iter(_TABLES))
            columns, rows = _TABLES[name](library, record, who, query)
            return csv_answer(f"{who}-{name}", columns, rows)
        values = _values(library, record, who, query)
        values["cues"] = cues([*values["said"], *values["said_of"]])
    if who not in library.names and not any(values[part] for part in ("profile", "courses", "said", "relations")):
        raise RecordError(f"no actor has the code {who[:40]}")
    return page(request, "actor.html", code=who, crumbs=(("/actors", "Actors"),), **values)


def _values(library: Library, record: Record, who: str, query: Query) -> dict[str, Any]:
    days = between(query)
    profile = library.kept(record, actor_profiles(days, "episodes", 1, actor=who))
    found = library.kept(record, courses(_days(days), _ISSUES + 1, actors=(who,)))
    others = library.kept(record, counterparts(who, days, _COUNTERPARTS + 1))
    return {
        "profile": profile[0] if profile else None,
        "days": days,
        "counterparts": others[:_COUNTERPARTS],
        "more_counterparts": len(others) > _COUNTERPARTS,
        "courses": _with_turns(library, record, who, found[:_ISSUES]),
        "more_courses": len(found) > _ISSUES,
        "said": _said(library, record, SayingFilter((who,), (), (), days.since, days.until)),
        "said_of": _said(library, record, SayingFilter((), (who, library.name(who)), (), days.since, days.until)),
        "holders": holders(library, record, who)[:_PEOPLE],
        "relations": list(record.relations(RelationFilter((who,)))),
    }


def _days(days: Between) -> PositionFilter:
    return PositionFilter(since=days.since, until=days.until)


def _said(library: Library, record: Record, wanted: SayingFilter) -> tuple[Saying, ...]:
    return library.kept(record, sayings(wanted, _SAYINGS, newest=True))


def _with_turns(
    library: Library, record: Record, who: str, found: Sequence[Course]
) -> list[tuple[Course, list[Stance]]]:
    """Each course with its first position and those that changed sides; the words of the latest stand in the course."""
    topics = [course.topic for course in found if course.moves]
    told = library.kept(record, turns(PositionFilter(), _TURNS, topics=topics, actors=(who,))) if topics else ()
    return [
        (course, [s for s in told if (s.actor, s.topic, s.story) == (course.actor, course.topic, course.story)])
        for course in found
    ]


def holders(library: Library, record: Record, who: str) -> list[Holder]:
    """The officeholders of an actor that occur in the record, the most frequent first."""
    offices: dict[str, list[Actor]] = {}
    for row in library.knowledge.people.get(who, ()):
        offices.setdefault(row.name, []).append(row)
    if not offices:
        return []
    held = library.kept(record, holdings())[0]
    found = library.kept(record, bearers(who, sorted(offices)))
    return [Holder(n, _of_the_time(offices[n.name], held.first, held.last)) for n in found]


def _of_the_time(offices: Sequence[Actor], first: str | None, last: str | None) -> tuple[Actor, ...]:
    """The offices held between two days; dates of the tables may be cut, and compare by what both have."""
    held = [
        o
        for o in offices
        if first and last and o.start[:10] <= last[: len(o.start)] and (not o.end or o.end >= first[: len(o.end)])
    ]
    return tuple(held) or (max(offices, key=lambda o: o.start),)


def _counterparts_table(library: Library, record: Record, who: str, query: Query) -> Table:
    columns = (
        "code", "name", "episodes", "did", "received", "together", *QUADS, "score_of_what_it_did",
        "score_of_what_it_received", "last",
    )  # fmt: skip
    found = record.ask(counterparts(who, between(query), CSV_ROWS))
    rows = [
        (c.code, library.name(c.code), c.episodes, c.did, c.received, c.together, *c.quads, c.did_scale,
         c.received_scale, c.last)
        for c in found
    ]  # fmt: skip
    return columns, rows


def _positions_table(_library: Library, record: Record, who: str, query: Query) -> Table:
    columns = (
        "issue",
        "story",
        "words_of_the_issue",
        "positions",
        "moves",
        "since",
        "side",
        "day",
        "who",
        "words",
        "doc",
    )
    found = record.ask(courses(_days(between(query)), CSV_ROWS, actors=(who,)))
    rows = [
        (c.topic, c.story, c.issue, c.positions, c.moves, c.since, c.latest.side, c.latest.day, c.latest.who,
         c.latest.words, c.latest.doc)
        for c in found
    ]  # fmt: skip
    return columns, rows


def _people_table(library: Library, record: Record, who: str, _query: Query) -> Table:
    columns = ("name", "offices", "events", "statements", "first", "last")
    rows = [
        (h.bearer.name, [f"{o.office} {o.start}/{o.end}" for o in h.offices], h.bearer.events, h.bearer.statements,
         h.bearer.first, h.bearer.last)
        for h in holders(library, record, who)
    ]  # fmt: skip
    return columns, rows


_TABLES: dict[str, Callable[[Library, Record, str, Query], Table]] = {
    "counterparts": _counterparts_table,
    "positions": _positions_table,
    "people": _people_table,
}
HANDLERS = (actor,)
