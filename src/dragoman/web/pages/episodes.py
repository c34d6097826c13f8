"""Episodes as a table, and one with every report of it."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Template

from dragoman.console.timeline import QUADS
from dragoman.errors import UsageError
from dragoman.grounds import derivation
from dragoman.model import Episode
from dragoman.ontology import Ontology
from dragoman.record.happenings import EpisodeFilter, EpisodeRow, Report, episode, episodes, reports
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, Query, day_of, many, one, paging

COLUMNS = (
    "id", "date", "enddate", "type", "actor", "recipient", "place", "reports", "documents", "independent", "differing",
)  # fmt: skip
REPORT_COLUMNS = (
    "event", "doc", "outlet", "published", "copy of", "type", "mode", "actor", "recipient", "date", "place",
    "factuality", "sources", "confidence", "derivation", "words",
)  # fmt: skip
_CSV = ".csv"


def episode_filter(query: Query, ontology: Ontology) -> EpisodeFilter:
    """The episodes that an address asks for; `quad` stands for its types. Raises UsageError for a value that
    cannot be one of its field."""
    types = tuple(value.upper() for value in many(query, "type"))
    for name in types:
        if name not in ontology.types:
            raise UsageError(f"unknown type {name!r}: choose from {', '.join(ontology.types)}")
    quads = many(query, "quad")
    for quad in quads:
        if quad not in map(str, QUADS):
            raise UsageError(f"quad is a number from 1 to 4, not {quad[:40]!r}")
    if quads:
        of_quads = tuple(name for name, kind in ontology.types.items() if str(kind.quad) in quads)
        # None of both is a filter that nothing fits.
        types = tuple(name for name in of_quads if not types or name in types) or ("",)
    return EpisodeFilter(
        actor=many(query, "actor"),
        recipient=many(query, "recipient"),
        type=types,
        since=day_of(query, "since"),
        until=day_of(query, "until"),
        several=one(query, "several") is not None,
        disputed=one(query, "disputed") is not None,
    )


@get("/episodes", sync_to_thread=True)
def episodes_page(request: Asked) -> Template:
    """One page of episodes, the newest first."""
    library = library_of(request)
    wanted, which = episode_filter(query_of(request), library.ontology), paging(query_of(request))
    with library.reading() as record:
        found = episodes(record, wanted, PAGE_ROWS + 1, which.offset)
    return page(
        request,
        "episodes.html",
        **paged(found, which),
        quad_of={name: kind.quad for name, kind in library.ontology.types.items()},
    )


@get("/episodes.csv", sync_to_thread=True)
def episodes_csv(request: Asked) -> Response[bytes]:
    """The same filters, at most `CSV_ROWS` rows."""
    library = library_of(request)
    wanted = episode_filter(query_of(request), library.ontology)
    with library.reading() as record:
        found = episodes(record, wanted, CSV_ROWS)
    return csv_answer("episodes", COLUMNS, (_row(row) for row in found))


@get("/episode/{episode_id:str}", sync_to_thread=True)
def episode_page(request: Asked, episode_id: FromPath[str]) -> Template | Response[bytes]:
    """The episode whose id begins so; with ".csv" behind it its reports as a table."""
    library = library_of(request)
    with library.reading() as record:
        found = episode(record, episode_id.removesuffix(_CSV))
        told = reports(record, found)
    if episode_id.endswith(_CSV):
        return csv_answer(f"episode-{found.id}", REPORT_COLUMNS, (_report_row(report) for report in told))
    return page(
        request,
        "episode.html",
        episode=found,
        reports=told,
        words={report.found.value.id: report.found.value.event_text for report in told},
        steps={report.found.value.id: list(derivation(report.found.value.rule)) for report in told},
        copies=sum(1 for report in told if report.document and report.document.duplicate_of),
        quad_of={name: kind.quad for name, kind in library.ontology.types.items()},
        independent=_independent(found, told),
    )


def _independent(found: Episode, told: tuple[Report, ...]) -> int:
    """How many documents tell it in words of their own."""
    own = {r.found.doc for r in told if r.document is None or r.document.duplicate_of not in found.documents}
    return len(own)


def _row(row: EpisodeRow) -> tuple[Any, ...]:
    head = (row.id, row.date, row.enddate, row.event, row.actor, row.recipient, row.place)
    return (*head, row.reports, row.documents, row.independent, row.differing)


def _report_row(report: Report) -> tuple[Any, ...]:
    event, document = report.found.value, report.document
    about = (document.outlet, document.published, document.duplicate_of) if document else (None, None, None)
    sides = ([e.code or e.entity_text for e in event.actor], [e.code or e.entity_text for e in event.recipient])
    place = event.event_loc.name if event.event_loc else None
    sources = [source.name or "unnamed" for source in event.sources]
    tail = (event.date, place, event.factuality, sources, event.confidence, event.rule, event.event_text)
    return (event.id, report.found.doc, *about, event.event, event.mode, *sides, *tail)


HANDLERS = (episodes_page, episodes_csv, episode_page)
