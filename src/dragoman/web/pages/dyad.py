"""One dyad: what both did to each other over time, said of each other, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Template

from dragoman.charts.wanted import Wanted
from dragoman.console.series import period_values
from dragoman.errors import RecordError
from dragoman.record.profiles import Between, actor_profiles, dyad_episodes, dyad_profiles, way_counts
from dragoman.record.query import Record
from dragoman.record.sayings import SayingFilter, cues, sayings
from dragoman.record.series import PERIODS, SeriesFilter, dyad_of
from dragoman.record.stances import Meeting, meetings, met
from dragoman.web.filters import between
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.reading import Library
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, Query, choice, choice_of, one, paging

#: Statements of each side, and issues, that the page shows.
_SAYINGS, _ISSUES = 6, 40
_WAYS = ("forth", "back", "both")
Dyad = tuple[str, str]
Table = tuple[tuple[str, ...], Iterable[tuple[Any, ...]]]


@get("/dyad/{pair:str}", sync_to_thread=True)
def dyad(request: Asked, pair: FromPath[str]) -> Template | Response[bytes]:
    """The page of a dyad (`RUS-IND`), or with `.csv` one of its tables: `table` is `episodes`, `periods`, `types` or
    `positions`. Raises UsageError for what is no dyad, RecordError for codes that nobody has."""
    library, query = library_of(request), query_of(request)
    sides = dyad_of(pair.removesuffix(".csv"))
    with library.reading() as record:
        _known(library, record, sides)
        if pair.endswith(".csv"):
            name = choice(query, "table", _TABLES) or next(iter(_TABLES))
            columns, rows = _TABLES[name](library, record, sides, query)
            return csv_answer(f"{sides[0]}-{sides[1]}-{name}", columns, rows)
        values = _values(library, record, sides, query)
        values["cues"] = cues([saying for said in values["said"] for saying in said])
    crumbs = (("/dyads", "Dyads"),)
    return page(request, "dyad.html", one=sides[0], other=sides[1], crumbs=crumbs, **values)


def _known(library: Library, record: Record, sides: Dyad) -> None:
    for code in sides:
        if code not in library.names and not library.kept(record, actor_profiles(Between(), "episodes", 1, actor=code)):
            raise RecordError(f"no actor has the code {code}")


def _values(library: Library, record: Record, sides: Dyad, query: Query) -> dict[str, Any]:
    days, which, directed = between(query), paging(query), one(query, "directed") is not None
    profile = library.kept(record, dyad_profiles(days, "episodes", 1, dyad=sides))
    told = dyad_episodes(sides, days, PAGE_ROWS + 1, which.offset, directed=directed)
    counts = library.kept(record, way_counts(sides, days))
    return {
        "profile": profile[0] if profile else None,
        "ways": {way: [c for c in counts if c.way == way] for way in _WAYS},
        "periods": library.series(record, _series(library, record, sides, query)),
        "by": _period(library, record, sides, query),
        "all_periods": PERIODS,
        "directed": directed,
        "chosen": {"since": days.since, "until": days.until, "directed": directed},
        "said": [_said(library, record, sides), _said(library, record, sides[::-1])],
        "meetings": tuple(met(library.kept(record, meetings(*sides, _ISSUES)))),
        **paged(library.kept(record, told), which),
    }


def _said(library: Library, record: Record, sides: Dyad) -> tuple[Any, ...]:
    """The latest statements of one about the other."""
    wanted = SayingFilter(speaker=(sides[0],), about=(sides[1], library.name(sides[1])))
    return library.kept(record, sayings(wanted, _SAYINGS, newest=True))


def _period(library: Library, record: Record, sides: Dyad, query: Query) -> str:
    """The period that is chosen, else the one that the chart takes."""
    chosen, days = one(query, "by"), between(query)
    if chosen is not None:
        return choice_of("period", chosen, PERIODS)
    return library.period(record, Wanted(dyad=sides, since=days.since, until=days.until))


def _series(library: Library, record: Record, sides: Dyad, query: Query) -> SeriesFilter:
    days = between(query)
    return SeriesFilter(
        sides, _period(library, record, sides, query), one(query, "directed") is not None, days.since, days.until
    )


def _episodes_table(_library: Library, record: Record, sides: Dyad, query: Query) -> Table:
    columns = (
        "episode",
        "day",
        "published",
        "way",
        "type",
        "quad",
        "score",
        "confidence",
        "reports",
        "event",
        "doc",
        "words",
    )
    directed = one(query, "directed") is not None
    found = record.ask(dyad_episodes(sides, between(query), CSV_ROWS, directed=directed))
    rows = [
        (h.episode, h.day, h.published, h.way, h.type, h.quad, h.scale, h.confidence, h.reports, h.event, h.doc, h.text)
        for h in found
    ]
    return columns, rows


def _periods_table(library: Library, record: Record, sides: Dyad, query: Query) -> Table:
    rows = [tuple(period_values(p).values()) for p in record.series(_series(library, record, sides, query))]
    return tuple(period_values(None)), rows


def _types_table(_library: Library, record: Record, sides: Dyad, query: Query) -> Table:
    found = record.ask(way_counts(sides, between(query)))
    return ("way", "type", "quad", "episodes", "score"), [(c.way, c.type, c.quad, c.episodes, c.scale) for c in found]


def _positions_table(_library: Library, record: Record, sides: Dyad, _query: Query) -> Table:
    columns = ("issue", "story", "agree", "actor", "side", "day", "who", "words", "doc")
    return columns, [row for m in met(record.ask(meetings(*sides, CSV_ROWS))) for row in _meeting_rows(m)]


def _meeting_rows(m: Meeting) -> Iterable[tuple[Any, ...]]:
    for course in (m.one, m.other):
        s = course.latest
        yield course.topic, course.story, m.agree, s.actor, s.side, s.day, s.who, s.words, s.doc


_TABLES: dict[str, Callable[[Library, Record, Dyad, Query], Table]] = {
    "episodes": _episodes_table,
    "periods": _periods_table,
    "types": _types_table,
    "positions": _positions_table,
}
HANDLERS = (dyad,)
