"""Where things happened: a map with a mark a place, as large as the number of episodes.

Lands and borders are Natural Earth's 1:110 million (public domain) as TopoJSON by world-atlas 2.0.2 (ISC), drawn as
given; they show who holds a land in fact and take no side in a dispute.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.charts.picture import (
    ASPECT,
    Picture,
    counted,
    quad_fill,
    quad_names,
    quad_rim,
    quad_shape,
    shown,
    specification,
    values,
)
from dragoman.charts.wanted import Wanted
from dragoman.record.query import Record
from dragoman.record.tallies import PlaceCount, place_counts

GEOMETRY = Path(__file__).parents[1] / "data" / "charts" / "countries-110m.json"
TOP = 500
_COLUMNS = ("place", "code", "lat", "lon", "episodes", "verbal_cooperation", "material_cooperation",
            "verbal_conflict", "material_conflict")  # fmt: skip
#: ISO 3166 number of Antarctica, which would take a fifth of the map.
_LEFT_OUT = "010"


def make(record: Record, wanted: Wanted) -> Picture:
    """The places of a record, a dyad or an actor."""
    found = record.ask(place_counts(wanted.scope))
    return picture(found[: wanted.top or TOP], sum(p.episodes for p in found), len(found))


def picture(found: Sequence[PlaceCount], episodes: int, places: int) -> Picture:
    """A mark a place with the shape of its most frequent quad. `episodes` and `places` count also what is not drawn."""
    told = told_of(found, episodes, places)
    # Large marks first, so that small ones lie above them.
    rows = [
        {
            "place": shown(p.name),
            "lat": p.lat,
            "lon": p.lon,
            "episodes": p.episodes,
            "quad": quad_names()[p.quads.index(max(p.quads))],
            "told": ", ".join(f"{n} {name}" for n, name in zip(p.quads, quad_names(), strict=True) if n),
        }
        for p in found
    ]
    tooltip = [{"field": name, "type": "nominal"} for name in ("place", "episodes")]
    tooltip.append({"field": "told", "type": "nominal", "title": "of them"})
    most = max((p.episodes for p in found), default=1)
    scale = {"type": "sqrt", "domain": [0, max(most, 4)], "range": [24, 340]}
    size = {"field": "episodes", "type": "quantitative", "scale": scale, "legend": None}
    land = {
        "data": {"values": _world(), "format": {"type": "topojson", "feature": "countries"}},
        "transform": [{"filter": f"datum.id !== '{_LEFT_OUT}'"}],
        "mark": {"type": "geoshape", "style": "land", "tooltip": None},
    }
    marks = {
        "data": values(rows),
        "mark": {"type": "point", "filled": True, "opacity": 0.9, "strokeWidth": 1.2},
        "encoding": {
            "longitude": {"field": "lon", "type": "quantitative"},
            "latitude": {"field": "lat", "type": "quantitative"},
            "fill": quad_fill(),
            "stroke": quad_rim(),
            "shape": quad_shape(),
            "size": size,
            "tooltip": tooltip,
        },
    }
    spec = specification(told, 320, layer=[land, marks], projection={"type": "equalEarth"}, usermeta={ASPECT: 2.1})
    kept = tuple((p.name, p.code, p.lat, p.lon, p.episodes, *p.quads) for p in found)
    return Picture("map", "Where it happened", told, spec, _COLUMNS, kept)


def told_of(found: Sequence[PlaceCount], episodes: int, places: int) -> str:
    """The main numbers in words."""
    if not found:
        return "No episode has a place that can be put on a map."
    first = ", ".join(f"{shown(p.name)} {p.episodes:,}" for p in found[:5])
    left = f" The {len(found):,} places with most are drawn." if len(found) < places else ""
    return f"{counted(episodes, 'episode')} at {counted(places, 'place')}, most at {first}.{left}"


@cache
def _world() -> Any:  # noqa: ANN401 - TopoJSON
    return json.loads(GEOMETRY.read_text("utf-8"))
