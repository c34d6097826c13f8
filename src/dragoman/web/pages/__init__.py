"""The pages. A page is a module with handlers; a page is added in this list."""

from __future__ import annotations

from litestar.types import ControllerRouterHandler

from dragoman.web.pages import (
    audit,
    desk,
    documents,
    episodes,
    event,
    events,
    network,
    overview,
    places,
    problems,
    search,
    stated,
)

PAGES: tuple[ControllerRouterHandler, ...] = (
    *overview.HANDLERS,
    *events.HANDLERS,
    *event.HANDLERS,
    *episodes.HANDLERS,
    *documents.HANDLERS,
    *stated.HANDLERS,
    *problems.HANDLERS,
    *places.HANDLERS,
    *network.HANDLERS,
    *search.HANDLERS,
    *desk.HANDLERS,
    *audit.HANDLERS,
)
