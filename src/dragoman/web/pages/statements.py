"""Statements as a table, by the filters of the address."""

from __future__ import annotations

from litestar import Response, get
from litestar.response import Template

from dragoman.record.sayings import Saying, cues, sayings
from dragoman.record.tallies import Question
from dragoman.web.filters import saying_filter
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, Query, paging

COLUMNS = ("id", "day", "speaker", "code", "form", "cue", "words", "addressee", "occasion", "source", "doc")


@get("/statements", sync_to_thread=True)
def statements(request: Asked) -> Template:
    """One page of statements by the day of their document."""
    library, which = library_of(request), paging(query_of(request))
    with library.reading() as record:
        found = library.kept(record, _question(query_of(request), PAGE_ROWS + 1, which.offset))
        said_so = cues(found)
    return page(request, "statements.html", cues=said_so, **paged(found, which))


@get("/statements.csv", sync_to_thread=True)
def statements_csv(request: Asked) -> Response[bytes]:
    """The same filters, at most `CSV_ROWS` rows."""
    with library_of(request).reading() as record:
        found = record.ask(_question(query_of(request), CSV_ROWS, 0))
    rows = [
        (s.id, s.day, s.speaker, s.code, s.form, s.cue, s.words, s.addressee, s.occasion, s.source, s.doc)
        for s in found
    ]
    return csv_answer("statements", COLUMNS, rows)


def _question(query: Query, limit: int, offset: int) -> Question[Saying]:
    return sayings(saying_filter(query), limit, offset)


HANDLERS = (statements, statements_csv)
