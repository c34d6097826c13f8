"""What could not be read or decided, and why."""

from __future__ import annotations

from litestar import Response, get
from litestar.response import Template

from dragoman.record.texts import rows_by_name
from dragoman.record.troubles import ProblemFilter, problems, troubles
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, Query, many, paging

COLUMNS = ("doc", "stage", "code", "message", "start", "end")


def problem_filter(query: Query) -> ProblemFilter:
    """The problems that an address asks for. Raises UsageError for too much of a field."""
    return ProblemFilter(code=many(query, "code"), stage=many(query, "stage"), doc=tuple(query.get("doc", ())))


@get("/problems", sync_to_thread=True)
def problems_page(request: Asked) -> Template:
    """The codes that were met, and one page of problems."""
    wanted, which = problem_filter(query_of(request)), paging(query_of(request))
    with library_of(request).reading() as record:
        codes = troubles(record)
        found = problems(record, wanted, PAGE_ROWS + 1, which.offset)
        known = rows_by_name(record, (item.doc for item in found))
    return page(
        request,
        "problems.html",
        codes=codes,
        **paged(found, which),
        known=known,
        wanted=wanted,
    )


@get("/problems.csv", sync_to_thread=True)
def problems_csv(request: Asked) -> Response[bytes]:
    """The same filters, at most `CSV_ROWS` rows."""
    with library_of(request).reading() as record:
        found = problems(record, problem_filter(query_of(request)), CSV_ROWS)
    rows = ((f.doc, f.value.stage, f.value.code, f.value.message, *(f.value.span or (None, None))) for f in found)
    return csv_answer("problems", COLUMNS, rows)


HANDLERS = (problems_page, problems_csv)
