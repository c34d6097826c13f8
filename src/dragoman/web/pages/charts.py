"""Charts by address: `/chart/NAME.json`, `.svg`, `.png` and `.csv`, with the choices of the chart as fields."""

from __future__ import annotations

import json
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from dragoman.charts.picture import Picture
from dragoman.charts.render import png, svg
from dragoman.charts.wanted import Wanted
from dragoman.errors import UsageError
from dragoman.record.series import dyad_of
from dragoman.web.pages.common import Asked, library_of, query_of
from dragoman.web.tables import csv_answer
from dragoman.web.wanted import Query, min_confidence, one, whole

_FORMS = ("json", "svg", "png", "csv")
#: Most dyads, actors or places that one chart shows, and the widest drawing in pixels.
_MOST, _WIDEST = 100, 2400


@get("/chart/{file:str}", sync_to_thread=True)
def chart(request: Asked, file: FromPath[str]) -> Response[Any]:
    """A chart as its specification, a drawing, or the numbers that it shows. Raises UsageError for a chart or form
    that there is not and for a choice that the chart does not heed."""
    name, _, form = file.rpartition(".")
    if form not in _FORMS:
        raise UsageError(f"unknown form {form[:40]!r}: choose from {', '.join(_FORMS)}")
    query = query_of(request)
    library = library_of(request)
    with library.reading() as record:
        picture = library.picture(record, name, wanted_of(query))
    return answer(picture, form, dark=one(query, "dark") is not None, width=whole(query, "width", 720, 200, _WIDEST))


def wanted_of(query: Query) -> Wanted:
    """The choices of an address. Raises UsageError for one that cannot be."""
    dyad = one(query, "dyad")
    actor = one(query, "actor")
    return Wanted(
        dyad=dyad_of(dyad) if dyad else None,
        actor=actor.upper() if actor else None,
        issue=one(query, "issue"),
        story=one(query, "story"),
        since=one(query, "since"),
        until=one(query, "until"),
        by=one(query, "by"),
        directed=one(query, "directed") is not None,
        min_confidence=min_confidence(query) or 0.0,
        top=whole(query, "top", 0, 1, _MOST) or None,
        published=one(query, "published") is not None,
    )


def answer(picture: Picture, form: str, *, dark: bool, width: int) -> Response[Any]:
    """A picture in one of the forms; drawings and numbers are files to keep."""
    if form == "csv":
        return csv_answer(picture.name, picture.columns, picture.rows)
    if form == "json":
        return Response(json.dumps(picture.themed(dark), ensure_ascii=False), media_type="application/json")
    drawn: str | bytes = svg(picture, width, dark, True) if form == "svg" else png(picture, width, dark, True)
    kind = "image/svg+xml" if form == "svg" else "image/png"
    return Response(
        drawn, media_type=kind, headers={"content-disposition": f'inline; filename="{picture.name}.{form}"'}
    )


HANDLERS = (chart,)
