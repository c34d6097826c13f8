"""Happenings by PLOVER type, in the order of the quads."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.charts.picture import (
    Picture,
    counted,
    numbers,
    quad_fill,
    quad_names,
    quad_rim,
    quads_told,
    specification,
    values,
)
from dragoman.charts.wanted import Wanted
from dragoman.record.query import Record
from dragoman.record.tallies import TypeCount, type_counts


def make(record: Record, wanted: Wanted) -> Picture:
    """The types of a record, a dyad or an actor."""
    return picture(record.ask(type_counts(wanted.scope)))


def picture(counts: Sequence[TypeCount]) -> Picture:
    """A bar a type with its number at the end."""
    told = told_of(counts)
    bars = [{"type": c.type, "quad": quad_names()[c.quad - 1], "episodes": c.episodes} for c in counts]
    order = list(dict.fromkeys(c.type for c in counts))
    axis = numbers("episodes", 0, max((c.episodes for c in counts), default=0))
    rank = {"field": "type", "type": "nominal", "sort": order, "axis": {"title": None}}
    length = {"field": "episodes", "type": "quantitative", "axis": axis}
    tooltip = [{"field": name, "type": "nominal"} for name in ("type", "quad", "episodes")]
    bar = {
        "mark": {"type": "bar", "strokeWidth": 0.8, "height": {"band": 0.68}},
        "encoding": {"y": rank, "x": length, "fill": quad_fill(), "stroke": quad_rim(), "tooltip": tooltip},
    }
    number = {
        "mark": {"type": "text", "style": "count", "align": "left", "dx": 6},
        "encoding": {
            "y": rank,
            "x": {"field": "episodes", "type": "quantitative", "aggregate": "sum"},
            "text": {"field": "episodes", "type": "quantitative", "aggregate": "sum", "format": ",d"},
        },
    }
    rows = tuple((c.type, quad_names()[c.quad - 1], c.episodes) for c in counts)
    spec = specification(told, {"step": 24}, data=values(bars), layer=[bar, number])
    return Picture("types", "Episodes by type", told, spec, ("type", "quad", "episodes"), rows)


def told_of(counts: Sequence[TypeCount]) -> str:
    """The main numbers in words."""
    if not counts:
        return "No episode."
    quads = [sum(c.episodes for c in counts if c.quad == quad) for quad in (1, 2, 3, 4)]
    most = sorted(counts, key=lambda c: (-c.episodes, c.type))[:4]
    return (
        f"{counted(sum(quads), 'episode')}: {quads_told(quads)}. "
        f"Most frequent: {', '.join(f'{c.type} {c.episodes:,}' for c in most)}."
    )
