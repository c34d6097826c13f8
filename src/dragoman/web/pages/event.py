"""One event: its words, how it was derived, who says so, and what its confidence rests on."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromPath
from litestar.response import Template

from dragoman.errors import RecordError
from dragoman.grounds import derivation, marks_of, passage_of, reasons
from dragoman.model import Episode, Event
from dragoman.record.happenings import episode
from dragoman.record.query import Record
from dragoman.record.texts import document_row
from dragoman.web.marks import Mark, pieces
from dragoman.web.pages.common import Asked, library_of, page
from dragoman.web.texts import Run

#: The parts of an event that are marked in its words, with their looks.
ROLES = {"trigger": "event", "actor": "actor", "recipient": "recipient", "date": "time", "place": "place"}


@get("/event/{event_id:str}", sync_to_thread=True)
def event_page(request: Asked, event_id: FromPath[str]) -> Template:
    """The event whose id begins so."""
    library = library_of(request)
    with library.reading() as record:
        found = record.event(event_id)
        event, document = found.value, record.document(found.doc)
        said = record.statement(event.quote, found.doc) if event.quote else None
        values: dict[str, Any] = {
            "row": document_row(record, found.doc),
            "figures": record.figures_of(event.id, found.doc),
            "statement": said.value if said else None,
            "episode": _episode(record, event),
        }
    window = passage_of(event, document.text)
    return page(
        request,
        "event.html",
        event=event,
        document=document,
        window=window,
        runs=_runs(event, document.text, window),
        steps=list(derivation(event.rule)),
        reasons=list(reasons(event, library.weights)),
        **values,
    )


def _episode(record: Record, event: Event) -> Episode | None:
    if event.episode is None:
        return None
    try:
        return episode(record, event.episode)
    except RecordError:  # the linking that named it is gone
        return None


def _runs(event: Event, text: str, window: tuple[int, int]) -> list[Run]:
    marks = [Mark(role, ROLES.get(role, role), span) for role, span in marks_of(event)]
    return [
        Run(
            piece.start,
            text[piece.start : piece.end],
            " ".join(dict.fromkeys(marks[n].looks for n in piece.marks)),
            tuple(dict.fromkeys(marks[n].datum for n in piece.marks)),
        )
        for piece in pieces(window, marks)
    ]


HANDLERS = (event_page,)
