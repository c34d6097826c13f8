"""All actors as a table."""

from __future__ import annotations

from litestar import Response, get
from litestar.response import Template

from dragoman.record.profiles import ACTOR_ORDERS, ActorProfile, actor_profiles
from dragoman.record.tallies import Question
from dragoman.web.filters import between
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.tables import CSV_ROWS, QUADS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, Query, choice, paging

COLUMNS = ("code", "name", "episodes", "did", "received", *QUADS, "first", "last")


@get("/actors", sync_to_thread=True)
def actors(request: Asked) -> Template:
    """One page of actors, those with most episodes first."""
    library, query = library_of(request), query_of(request)
    which = paging(query)
    with library.reading() as record:
        found = library.kept(record, _question(query, PAGE_ROWS + 1, which.offset))
    return page(
        request, "actors.html", **paged(found, which), order=choice(query, "order", ACTOR_ORDERS) or ACTOR_ORDERS[0]
    )


@get("/actors.csv", sync_to_thread=True)
def actors_csv(request: Asked) -> Response[bytes]:
    """All of them by the same filters."""
    library = library_of(request)
    with library.reading() as record:
        found = record.ask(_question(query_of(request), CSV_ROWS, 0))
    rows = [(a.code, library.name(a.code), a.episodes, a.did, a.received, *a.quads, a.first, a.last) for a in found]
    return csv_answer("actors", COLUMNS, rows)


def _question(query: Query, limit: int, offset: int) -> Question[ActorProfile]:
    return actor_profiles(between(query), choice(query, "order", ACTOR_ORDERS) or ACTOR_ORDERS[0], limit, offset)


HANDLERS = (actors, actors_csv)
