"""Documents as a table, and one with its marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, cast

from litestar import Response, get
from litestar.response import Template

from dragoman.grounds import amount
from dragoman.record.query import Record
from dragoman.record.texts import (
    DocumentFilter,
    DocumentRow,
    copies_of,
    document_row,
    documents,
    event_counts,
    outlets,
    tellings,
)
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.texts import KINDS, Datum, Party, data_of, shown_part
from dragoman.web.wanted import PAGE_ROWS, Query, choice, day_of, exact, many, one, paging, whole

COLUMNS = (
    "doc", "title", "outlet", "published", "language", "characters", "events", "copy of", "overlap", "story",
)  # fmt: skip
DATA_COLUMNS = ("kind", "id", "start", "end", "value", "words")
COPIES = {"no": "without copies", "only": "copies alone"}
#: Copies of a document that its page names.
_COPIES = 20
_PARTS = 1_000_000


def document_filter(query: Query) -> DocumentFilter:
    """The documents that an address asks for. Raises UsageError for a value that cannot be one of its field."""
    return DocumentFilter(
        outlet=many(query, "outlet"),
        story=many(query, "story"),
        since=day_of(query, "since"),
        until=day_of(query, "until"),
        copies=cast('Literal["no", "only"] | None', choice(query, "copies", COPIES)),
    )


@get("/documents", sync_to_thread=True)
def documents_page(request: Asked) -> Template:
    """One page of documents, the newest first."""
    library = library_of(request)
    wanted, which = document_filter(query_of(request)), paging(query_of(request))
    with library.reading() as record:
        found = documents(record, wanted, PAGE_ROWS + 1, which.offset)
        counts = event_counts(record, found)
        stories = tellings(record, (row.story for row in found))
        values: dict[str, Any] = {
            "counts": counts,
            "stories": stories,
            "outlets": library.kept(record, outlets()),
            "copies": COPIES,
        }
    return page(
        request,
        "documents.html",
        **paged(found, which),
        wanted=wanted,
        **values,
    )


@get("/documents.csv", sync_to_thread=True)
def documents_csv(request: Asked) -> Response[bytes]:
    """The same filters, at most `CSV_ROWS` rows."""
    with library_of(request).reading() as record:
        found = documents(record, document_filter(query_of(request)), CSV_ROWS)
        counts = event_counts(record, found)
    return csv_answer("documents", COLUMNS, (_row(row, counts.get(row.doc, 0)) for row in found))


@get("/document", sync_to_thread=True)
def document_page(request: Asked) -> Template:
    """One part of a document: the one that is asked for, else that of the place in `at`, else the first."""
    query = query_of(request)
    doc = exact(query, "doc")
    part = whole(query, "part", 1, 1, _PARTS) if one(query, "part") else None
    with library_of(request).reading() as record:
        row, found = document_row(record, doc), record.coded(doc)
        values = _around(record, row)
    shown = shown_part(found, part, one(query, "at"))
    return page(request, "document.html", row=row, coded=found, shown=shown, kinds=KINDS, **values)


@get("/document.csv", sync_to_thread=True)
def document_csv(request: Asked) -> Response[bytes]:
    """Every datum of a document that its page marks, a row for each place where it stands."""
    with library_of(request).reading() as record:
        found = record.coded(exact(query_of(request), "doc"))
    return csv_answer("document", DATA_COLUMNS, (row for datum in data_of(found) for row in _data_rows(datum)))


def _around(record: Record, row: DocumentRow) -> dict[str, Any]:
    origin = row.duplicate_of
    shared = row.story is not None and tellings(record, [row.story])[row.story] > 1
    return {"copies": () if origin else copies_of(record, row.doc, _COPIES), "shared": shared}


def _row(row: DocumentRow, events: int) -> tuple[Any, ...]:
    about = (row.doc, row.title, row.outlet, row.published, row.language, row.n_chars, events)
    return (*about, row.duplicate_of, row.overlap, row.story)


def _data_rows(datum: Datum) -> Iterator[tuple[Any, ...]]:
    value = told(datum)
    for mention in datum.mentions:
        yield datum.kind, getattr(datum.value, "id", None), *mention.span, value, mention.words


def told(datum: Datum) -> str:
    """What a datum says, in one line."""
    value = datum.value
    if datum.kind == "event":
        sides = [", ".join(e.code or e.entity_text for e in side) for side in (value.actor, value.recipient)]
        return " ".join([*value.event, *value.mode, " → ".join(s for s in sides if s)]).strip()
    if datum.kind == "statement":
        return f"{value.speaker or 'unknown'}, {value.form}"
    if datum.kind == "figure":
        return amount(value)
    if isinstance(value, Party):
        return f"{value.name} ({value.code})" if value.code else value.name
    if datum.kind == "time":
        return " ".join(part for part in (value.type, value.value) if part)
    return " ".join(part for part in (value.name, value.code) if part)


HANDLERS = (documents_page, documents_csv, document_page, document_csv)
