"""Positions as a table, by the filters of the address."""

from __future__ import annotations

from litestar import Response, get
from litestar.response import Template

from dragoman.record.stances import Stance, stances, topic_of
from dragoman.record.tallies import Question
from dragoman.web.filters import STANCES, position_filter
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, Query, one, paging

COLUMNS = ("day", "dated", "actor", "who", "stance", "strength", "issue", "topic", "side", "source", "words", "doc")


@get("/positions", sync_to_thread=True)
def positions(request: Asked) -> Template:
    """One page of positions in time."""
    library, which = library_of(request), paging(query_of(request))
    with library.reading() as record:
        found = library.kept(record, _question(query_of(request), PAGE_ROWS + 1, which.offset))
    return page(request, "positions.html", **paged(found, which), stances=STANCES)


@get("/positions.csv", sync_to_thread=True)
def positions_csv(request: Asked) -> Response[bytes]:
    """The same filters, at most `CSV_ROWS` rows."""
    with library_of(request).reading() as record:
        found = record.ask(_question(query_of(request), CSV_ROWS, 0))
    rows = [
        (s.day, s.dated, s.actor, s.who, s.stance, s.strength, s.issue, s.topic, s.side, s.source, s.words, s.doc)
        for s in found
    ]
    return csv_answer("positions", COLUMNS, rows)


def _question(query: Query, limit: int, offset: int) -> Question[Stance]:
    topic = one(query, "topic")
    return stances(position_filter(query), limit, offset, topic=topic_of(topic) if topic else None)


HANDLERS = (positions, positions_csv)
