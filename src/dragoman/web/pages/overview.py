"""The first page: what is in the record, who does most, what was said last, what it covers and what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from litestar import Response, get
from litestar.response import Template

from dragoman.record.holdings import Month, codings, holdings, months, outlets, troubles
from dragoman.record.profiles import Between, actor_profiles, dyad_profiles
from dragoman.record.query import Record
from dragoman.record.sayings import SayingFilter, cues, sayings
from dragoman.record.schema import Run
from dragoman.web.pages.common import Asked, library_of, page, query_of
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.wanted import choice

#: Rows of each part; the whole is a click away.
_DYADS, _ACTORS, _SAYINGS, _OUTLETS, _TROUBLES = 12, 12, 6, 12, 8
Table = tuple[tuple[str, ...], Iterable[tuple[Any, ...]]]


@get("/", sync_to_thread=True)
def overview(request: Asked) -> Template:
    """Counts, cooperation and conflict over time, dyads, actors, words, coverage, problems and runs."""
    library = library_of(request)
    with library.reading() as record:
        values: dict[str, Any] = {
            "counts": record.counts(),
            "held": library.kept(record, holdings())[0],
            "dyads": library.kept(record, dyad_profiles(Between(), "episodes", _DYADS)),
            "actors": library.kept(record, actor_profiles(Between(), "episodes", _ACTORS)),
            "said": library.kept(record, sayings(SayingFilter(), _SAYINGS, newest=True)),
            "outlets": library.kept(record, outlets(_OUTLETS)),
            "years": years_of(library.kept(record, months())),
            "troubles": library.kept(record, troubles())[:_TROUBLES],
            "codings": library.kept(record, codings()),
        }
        said_so = cues(values["said"])
    return page(request, "overview.html", cues=said_so, **values)


@get("/overview.csv", sync_to_thread=True)
def overview_csv(request: Asked) -> Response[bytes]:
    """A table of the page: `table` is `outlets`, `coverage`, `problems` or `runs`."""
    name = choice(query_of(request), "table", _TABLES) or next(iter(_TABLES))
    with library_of(request).reading() as record:
        columns, rows = _TABLES[name](record)
        return csv_answer(name, columns, rows)


def years_of(found: Iterable[Month]) -> dict[int, list[tuple[int, int]]]:
    """Documents of each month of each year between the first and the last, each with how dark it is (0 to 4: none,
    and quarters of the busiest month)."""
    counts = {(m.year, m.month): m.documents for m in found}
    if not counts:
        return {}
    most = max(counts.values())
    shades = {key: (4 * n + most - 1) // most for key, n in counts.items()}
    span = range(min(counts)[0], max(counts)[0] + 1)
    return {y: [(counts.get((y, m), 0), shades.get((y, m), 0)) for m in range(1, 13)] for y in span if _has(counts, y)}


def _has(counts: dict[tuple[int, int], int], year: int) -> bool:
    return any((year, month) in counts for month in range(1, 13))


def _outlets_table(record: Record) -> Table:
    rows = [(o.outlet, o.documents, o.copies, o.first, o.last) for o in record.ask(outlets(CSV_ROWS))]
    return ("outlet", "documents", "copies", "first", "last"), rows


def _coverage_table(record: Record) -> Table:
    return ("month", "documents"), [(f"{m.year:04}-{m.month:02}", m.documents) for m in record.ask(months())]


def _problems_table(record: Record) -> Table:
    rows = [(t.stage, t.code, t.problems, t.documents, t.example) for t in record.ask(troubles())]
    return ("stage", "code", "problems", "documents", "example"), rows


def _runs_table(record: Record) -> Table:
    rows = [(*_run_cells(c.run), c.documents) for c in record.ask(codings())]
    return ("id", "version", "resources", "parser", "settings", "documents"), rows


def _run_cells(run: Run) -> tuple[str, ...]:
    return run.id, run.version, run.resources, run.parser, run.settings_json


_TABLES: dict[str, Callable[[Record], Table]] = {
    "outlets": _outlets_table,
    "coverage": _coverage_table,
    "problems": _problems_table,
    "runs": _runs_table,
}
HANDLERS = (overview, overview_csv)
