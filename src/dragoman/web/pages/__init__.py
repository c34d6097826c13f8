"""The pages. A page is a module with handlers; a page is added in this list."""

from __future__ import annotations

from litestar.types import ControllerRouterHandler

from dragoman.web.pages import (
    actor,
    actors,
    audit,
    charts,
    desk,
    documents,
    dyad,
    dyads,
    episodes,
    event,
    events,
    issues,
    network,
    overview,
    places,
    positions,
    problems,
    search,
    stated,
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
    *charts.HANDLERS,
)
