"""The pages. A page is a module with handlers; a page is added in this list."""

from __future__ import annotations

from litestar.types import ControllerRouterHandler

from dragoman.web.pages import (
    actor,
    actors,
    charts,
    dyad,
    dyads,
    events,
    issues,
    overview,
    positions,
    search,
    statements,
)

PAGES: tuple[ControllerRouterHandler, ...] = (
    *overview.HANDLERS,
    *dyads.HANDLERS,
    *dyad.HANDLERS,
    *actors.HANDLERS,
    *actor.HANDLERS,
    *issues.HANDLERS,
    *positions.HANDLERS,
    *statements.HANDLERS,
    *events.HANDLERS,
    *search.HANDLERS,
    *charts.HANDLERS,
)
