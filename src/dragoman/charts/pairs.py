"""The dyads between which most happened: cooperation to the right, conflict to the left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.actors.codes import short_name
from dragoman.charts.picture import (
    Picture,
    Row,
    counted,
    numbers,
    quad_fill,
    quad_names,
    quad_rim,
    specification,
    values,
)
from dragoman.charts.wanted import Wanted
from dragoman.record.query import Record
from dragoman.record.tallies import DyadCount, dyad_counts

TOP = 12
_COLUMNS = ("one", "other", "episodes", "verbal_cooperation", "material_cooperation", "verbal_conflict",
            "material_conflict", "scale")  # fmt: skip


def make(record: Record, wanted: Wanted) -> Picture:
    """The most active dyads of a record or of an actor."""
    return picture(record.ask(dyad_counts(wanted.scope, wanted.top or TOP)))


def picture(found: Sequence[DyadCount]) -> Picture:
    """A bar a dyad, with its number at the right."""
    told = told_of(found)
    bars = [bar for dyad in found for bar in _bars(dyad)]
    ends = [{"dyad": _name(d), "at": d.quads[0] + d.quads[1], "episodes": d.episodes} for d in found]
    rank = {"field": "dyad", "type": "nominal", "sort": [_name(d) for d in found], "axis": {"title": None}}
    reached = [0, *(bar["high"] for bar in bars)]
    axis = numbers("← conflict · cooperation →", min(reached), max(reached))
    tooltip = [{"field": name, "type": "nominal"} for name in ("dyad", "quad", "episodes")]
    bar = {
        "data": values(bars),
        "mark": {"type": "bar", "strokeWidth": 0.8, "height": {"band": 0.68}},
        "encoding": {
            "y": rank,
            "x": {"field": "low", "type": "quantitative", "axis": axis},
            "x2": {"field": "high"},
            # Two columns of labels do not fit beside the names of dyads on a phone.
            "fill": {**quad_fill(), "legend": {"columns": 1}},
            "stroke": quad_rim(),
            "tooltip": tooltip,
        },
    }
    number = {
        "data": values(ends),
        "mark": {"type": "text", "style": "count", "align": "left", "dx": 6},
        "encoding": {
            "y": rank,
            "x": {"field": "at", "type": "quantitative"},
            "text": {"field": "episodes", "type": "quantitative", "format": ",d"},
        },
    }
    line = {"data": values([{"at": 0}]), "mark": {"type": "rule", "style": "zero"}, "encoding": {"x": {"datum": 0}}}
    rows = tuple((d.one, d.other, d.episodes, *d.quads, d.scale) for d in found)
    spec = specification(told, {"step": 26}, layer=[bar, line, number])
    return Picture("dyads", "Most active dyads", told, spec, _COLUMNS, rows)


def told_of(found: Sequence[DyadCount]) -> str:
    """The main numbers in words."""
    if not found:
        return "No episode has two sides that are known."
    first = ", ".join(f"{_name(d)} {d.episodes:,}" for d in found[:5])
    return f"The {counted(len(found), 'dyad')} with most episodes, led by {first}."


def _name(dyad: DyadCount) -> str:
    return f"{short_name(dyad.one)} – {short_name(dyad.other)}"


def _bars(dyad: DyadCount) -> Iterator[Row]:
    reached = {1: 0, -1: 0}
    for quad, (name, number) in enumerate(zip(quad_names(), dyad.quads, strict=True)):
        way = 1 if quad < 2 else -1
        if number:
            low = reached[way]
            reached[way] += way * number
            yield {"dyad": _name(dyad), "quad": name, "low": low, "high": reached[way], "episodes": number}
