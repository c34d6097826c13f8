"""The first page: what is in the record, and what could not be read."""

from __future__ import annotations

from litestar import get
from litestar.response import Template

from dragoman.web.pages.common import Asked, library_of, page


@get("/", sync_to_thread=True)
def overview(request: Asked) -> Template:
    """Counts, problems and runs."""
    with library_of(request).reading() as record:
        return page(request, "overview.html", counts=record.counts())


HANDLERS = (overview,)
