"""Happenings over time: cooperation above the line, conflict below, what is material full and what is verbal pale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dragoman.charts.picture import (
    Picture,
    Row,
    counted,
    days,
    numbers,
    quad_fill,
    quad_names,
    quad_rim,
    quads_told,
    specification,
    values,
)
from dragoman.charts.wanted import Wanted, period_for
from dragoman.record.query import Record
from dragoman.record.tallies import QuadCount, quad_counts

#: Where each quad's bar stands and in which order from the line outwards.
_OUTWARDS = ((1, 1), (2, 1), (3, -1), (4, -1))


def make(record: Record, wanted: Wanted) -> Picture:
    """The quads of a record, a dyad or an actor over time."""
    by, _ = period_for(record, wanted)
    return picture(record.ask(quad_counts(wanted.scope, by)), by)


def picture(counts: Sequence[QuadCount], by: str = "month") -> Picture:
    """Bars, one a period; those without a date are told in the description alone."""
    told = told_of(counts, by)
    bars = list(_bars(counts, by))
    tooltip = [
        {"field": "start", "type": "nominal", "title": f"{by} from"},
        {"field": "quad", "type": "nominal"},
        {"field": "episodes", "type": "quantitative"},
    ]
    ends = [0, *(bar["high"] for bar in bars)]
    axis = numbers("← conflict · cooperation →", min(ends), max(ends))
    encoding = {
        "x": days([b[end] for b in bars for end in ("start", "end")], "start"),
        "x2": {"field": "end"},
        "y": {"field": "low", "type": "quantitative", "axis": axis},
        "y2": {"field": "high"},
        "fill": quad_fill(),
        "stroke": quad_rim(),
        "tooltip": tooltip,
    }
    bar = {"data": values(bars), "mark": {"type": "bar", "strokeWidth": 0.8}, "encoding": encoding}
    line = {"data": values([{"at": 0}]), "mark": {"type": "rule", "style": "zero"}, "encoding": {"y": {"datum": 0}}}
    rows = tuple((c.start, quad_names()[c.quad - 1], c.episodes) for c in counts)
    spec = specification(told, 240, layer=[bar, line])
    return Picture("quads", "Cooperation and conflict over time", told, spec, ("start", "quad", "episodes"), rows)


def told_of(counts: Sequence[QuadCount], by: str) -> str:
    """The main numbers in words."""
    dated = [c for c in counts if c.start is not None]
    undated = sum(c.episodes for c in counts) - sum(c.episodes for c in dated)
    beside = f" {counted(undated, 'more episode')} cannot be dated to a {by}." if undated else ""
    if not dated:
        return f"No episode is dated to a {by}.{beside}"
    quads = [sum(c.episodes for c in dated if c.quad == quad) for quad in (1, 2, 3, 4)]
    totals: dict[str, int] = {}
    for c in dated:
        totals[c.start or ""] = totals.get(c.start or "", 0) + c.episodes
    most = max(totals, key=lambda start: (totals[start], start))
    return (
        f"{counted(sum(quads), 'episode')} by {by} from {min(totals)} to {max(totals)}: {quads_told(quads)}. "
        f"Most in the {by} from {most}: {totals[most]:,}.{beside}"
    )


def _bars(counts: Sequence[QuadCount], by: str) -> Iterator[Row]:
    """A rectangle for each period and quad, stacked outwards from the line."""
    found = {(c.start, c.quad): c.episodes for c in counts if c.start is not None}
    for start in sorted({start for start, _ in found}):
        reached = {1: 0, -1: 0}
        for quad, way in _OUTWARDS:
            number = found.get((start, quad), 0)
            if not number:
                continue
            low = reached[way]
            reached[way] = low + way * number
            ends = {"start": start, "end": next_start(start, by), "low": low, "high": reached[way]}
            yield {**ends, "quad": quad_names()[quad - 1], "episodes": number}


def next_start(start: str, by: str) -> str:
    """The first day of the period after the one that begins on `start`."""
    day = date.fromisoformat(start)
    if by in ("day", "week"):
        return (day + timedelta(days=1 if by == "day" else 7)).isoformat()
    months = {"month": 1, "quarter": 3, "year": 12}[by]
    after = day.year * 12 + day.month - 1 + months
    return f"{after // 12:04}-{after % 12 + 1:02}-01"
