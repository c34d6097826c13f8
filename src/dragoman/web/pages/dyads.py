"""All dyads as a table."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.response import Template

from dragoman.record.profiles import DYAD_ORDERS, DyadProfile, dyad_profiles
from dragoman.record.tallies import Question
from dragoman.web.filters import between
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.tables import CSV_ROWS, QUADS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, Query, choice, one, paging

COLUMNS = ("dyad", "one", "other", "episodes", "reports", *QUADS, "score", "first", "last")


@get("/dyads", sync_to_thread=True)
def dyads(request: Asked) -> Template:
    """One page of dyads, those with most episodes first."""
    library, query = library_of(request), query_of(request)
    which = paging(query)
    with library.reading() as record:
        found = library.kept(record, _question(query, PAGE_ROWS + 1, which.offset))
    return page(
        request, "dyads.html", **paged(found, which), order=choice(query, "order", DYAD_ORDERS) or DYAD_ORDERS[0]
    )


@get("/dyads.csv", sync_to_thread=True)
def dyads_csv(request: Asked) -> Response[bytes]:
    """All of them by the same filters."""
    library = library_of(request)
    with library.reading() as record:
        found = record.ask(_question(query_of(request), CSV_ROWS, 0))
    return csv_answer("dyads", COLUMNS, [_row(library.name(d.one), library.name(d.other), d) for d in found])


def _question(query: Query, limit: int, offset: int) -> Question[DyadProfile]:
    actor = one(query, "actor")
    order = choice(query, "order", DYAD_ORDERS) or DYAD_ORDERS[0]
    return dyad_profiles(between(query), order, limit, offset, actor=actor.upper() if actor else None)


def _row(one_name: str, other_name: str, d: DyadProfile) -> tuple[Any, ...]:
    return (f"{d.one}-{d.other}", one_name, other_name, d.episodes, d.reports, *d.quads, d.scale, d.first, d.last)


HANDLERS = (dyads, dyads_csv)
