"""Events as a table, by the filters of the address."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.response import Template

from dragoman.model import Entity, Event
from dragoman.record.found import Found
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, event_filter, paging

COLUMNS = (
    "id",
    "date",
    "type",
    "mode",
    "quad",
    "actor",
    "recipient",
    "factuality",
    "place",
    "confidence",
    "words",
    "doc",
    "episode",
    "source",
    "start",
    "end",
)


@get("/events", sync_to_thread=True)
def events(request: Asked) -> Template:
    """One page of events in time."""
    library = library_of(request)
    wanted, which = event_filter(query_of(request), library.ontology), paging(query_of(request))
    with library.reading() as record:
        found = list(record.events(wanted, PAGE_ROWS + 1, which.offset))
    return page(request, "events.html", **paged(found, which), csv="/events.csv")


@get("/events.csv", sync_to_thread=True)
def events_csv(request: Asked) -> Response[bytes]:
    """The same filters, at most `CSV_ROWS` rows."""
    library = library_of(request)
    wanted = event_filter(query_of(request), library.ontology)
    with library.reading() as record:
        return csv_answer("events", COLUMNS, [row_of(found) for found in record.events(wanted, CSV_ROWS)])


def row_of(found: Found[Event]) -> tuple[Any, ...]:
    """An event as a row of `COLUMNS`."""
    event = found.value
    return (
        event.id,
        event.date,
        event.event,
        event.mode,
        event.quad_code,
        [_side(e) for e in event.actor],
        [_side(e) for e in event.recipient],
        event.factuality,
        event.event_loc.name if event.event_loc else None,
        event.confidence,
        event.event_text,
        found.doc,
        event.episode,
        [source.name for source in event.sources if source.name],
        *event.span,
    )


def _side(entity: Entity) -> str:
    code = ".".join(x for x in (entity.code, entity.sector) if x)
    name = entity.identifier_text or entity.entity_text
    return f"{code} ({name})" if code else name


HANDLERS = (events, events_csv)
