"""Where things happened: a map, and the places as a table."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.response import Template

from dragoman.record.tallies import PlaceCount, Scope, place_counts
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.tables import csv_answer
from dragoman.web.wanted import Query, day_of, one, paging

COLUMNS = ("place", "code", "lat", "lon", "episodes", "quad_1", "quad_2", "quad_3", "quad_4")


@get("/map", sync_to_thread=True)
def places(request: Asked) -> Template:
    """The map and one page of places, the most told first."""
    query = query_of(request)
    which, fields = paging(query), scope_fields(query)
    found = _places(request)
    return page(
        request,
        "map.html",
        **paged(found[which.offset :], which),
        total=len(found),
        placed=sum(place.episodes for place in found),
        fields=fields,
    )


@get("/map.csv", sync_to_thread=True)
def places_csv(request: Asked) -> Response[bytes]:
    """Every place of the same scope."""
    rows: list[tuple[Any, ...]] = [(p.name, p.code, p.lat, p.lon, p.episodes, *p.quads) for p in _places(request)]
    return csv_answer("places", COLUMNS, rows)


def _places(request: Asked) -> tuple[PlaceCount, ...]:
    library = library_of(request)
    with library.reading() as record:
        return library.kept(record, place_counts(Scope(**scope_fields(query_of(request)))))


def scope_fields(query: Query) -> dict[str, Any]:
    """Actor and time of an address, as fields of a `Scope` and of a chart. Raises UsageError for a date that is
    none."""
    actor = (one(query, "actor") or "").upper() or None
    return {"actor": actor, "since": day_of(query, "since"), "until": day_of(query, "until")}


HANDLERS = (places, places_csv)
