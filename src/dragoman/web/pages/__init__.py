"""The pages. A page is a module with handlers; a page is added in this list."""

from __future__ import annotations

from litestar.types import ControllerRouterHandler

from dragoman.web.pages import audit, desk, events, network, overview, places, search

PAGES: tuple[ControllerRouterHandler, ...] = (
    *overview.HANDLERS,
    *events.HANDLERS,
    *places.HANDLERS,
    *network.HANDLERS,
    *search.HANDLERS,
    *desk.HANDLERS,
    *audit.HANDLERS,
)
