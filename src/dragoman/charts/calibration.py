"""Whether the confidence can be believed: the share of events that people judged right, by confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.charts.picture import Picture, counted, specification, values

_COLUMNS = ("confidence", "right", "low", "high", "judged")


@dataclass(frozen=True, slots=True)
class Bin:
    """Judged events of like confidence: their mean confidence, the share that is right with its interval, and how
    many they are."""

    confidence: float
    right: float
    low: float
    high: float
    number: int


def picture(bins: Sequence[Bin]) -> Picture:
    """A dot a bin with its interval, and the line on which confidence and share are equal."""
    told = told_of(bins)
    rows = [
        {"confidence": b.confidence, "right": b.right, "low": b.low, "high": b.high, "judged": b.number} for b in bins
    ]
    ticks = {"format": "%", "values": [0, 0.25, 0.5, 0.75, 1]}
    scale = {"domain": [0, 1]}
    x = {"field": "confidence", "type": "quantitative", "scale": scale, "axis": {**ticks, "title": "confidence"}}
    y = {"field": "right", "type": "quantitative", "scale": scale, "axis": {**ticks, "title": "judged right"}}
    tooltip = [
        {"field": name, "type": "quantitative", "format": ".0%"} for name in ("confidence", "right", "low", "high")
    ]
    tooltip.append({"field": "judged", "type": "quantitative", "format": ",d"})
    ideal = {
        "data": values([{"confidence": 0, "right": 0}, {"confidence": 1, "right": 1}]),
        "mark": {"type": "line", "style": "ideal"},
        "encoding": {"x": x, "y": y},
    }
    span = {
        "mark": {"type": "rule", "style": "line"},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    size = {"field": "judged", "type": "quantitative", "scale": {"range": [40, 240]}, "legend": None}
    dots = {"mark": {"type": "circle", "style": "dot"}, "encoding": {"x": x, "y": y, "size": size, "tooltip": tooltip}}
    spec = specification(told, 300, data=values(rows), layer=[ideal, span, dots])
    kept = tuple((b.confidence, b.right, b.low, b.high, b.number) for b in bins)
    return Picture("reliability", "Confidence against judgements", told, spec, _COLUMNS, kept)


def told_of(bins: Sequence[Bin]) -> str:
    """The main numbers in words."""
    if not bins:
        return "Nobody has judged an event yet."
    parts = ", ".join(f"{b.right:.0%} at confidence {b.confidence:.0%} ({b.number:,})" for b in bins)
    return f"{counted(sum(b.number for b in bins), 'judged event')}; right: {parts}."
