"""Who has to do with whom: the actors as a network, and its edges as a table."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.response import Template

from dragoman.record.tallies import DyadCount, Scope, dyad_counts
from dragoman.web.pages.common import Asked, library_of, page, query_of
from dragoman.web.pages.places import scope_fields
from dragoman.web.tables import csv_answer
from dragoman.web.wanted import whole

#: Edges that are drawn where nothing else is asked for; more than the most no picture can show.
TOP, MOST = 60, 400
COLUMNS = ("one", "other", "episodes", "quad_1", "quad_2", "quad_3", "quad_4", "mean_score")


@get("/network", sync_to_thread=True)
def network(request: Asked) -> Template:
    """The page; the picture is drawn from `/network.json`, the table has the same edges."""
    query = query_of(request)
    return page(request, "network.html", edges=_edges(request), fields=scope_fields(query), top=_top(request))


@get("/network.json", sync_to_thread=True)
def network_json(request: Asked) -> dict[str, Any]:
    """Nodes with their names and edges with their quads."""
    library = library_of(request)
    edges = _edges(request)
    told: dict[str, int] = {}
    for edge in edges:
        for code in (edge.one, edge.other):
            told[code] = told.get(code, 0) + edge.episodes
    nodes = [{"code": code, "name": library.name(code), "episodes": n} for code, n in sorted(told.items())]
    lines = [{"one": e.one, "other": e.other, "episodes": e.episodes, "quads": e.quads} for e in edges]
    return {"nodes": nodes, "edges": lines}


@get("/network.csv", sync_to_thread=True)
def network_csv(request: Asked) -> Response[bytes]:
    """The edges."""
    return csv_answer("network", COLUMNS, [(e.one, e.other, e.episodes, *e.quads, e.scale) for e in _edges(request)])


def _top(request: Asked) -> int:
    return whole(query_of(request), "top", TOP, 1, MOST)


def _edges(request: Asked) -> tuple[DyadCount, ...]:
    """The most told dyads. Two of one code are no edge."""
    wanted = Scope(**scope_fields(query_of(request)))
    library = library_of(request)
    with library.reading() as record:
        found = library.kept(record, dyad_counts(wanted, _top(request)))
    return tuple(e for e in found if e.one != e.other)


HANDLERS = (network, network_json, network_csv)
