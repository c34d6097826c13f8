"""Whether the confidence can be believed: the share of events that people judged right, by confidence."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.charts.picture import Picture, counted, specification, values
from dragoman.charts.wanted import Wanted
from dragoman.record.query import Record
from dragoman.review.audit import audit
from dragoman.review.reliability import Bin

_COLUMNS = ("confidence", "right", "low", "high", "judged")


def make(record: Record, wanted: Wanted) -> Picture:  # noqa: ARG001 - the form of all makers
    """The judgements of a record against its confidences."""
    found = audit(record).reliability
    return picture(found.bins if found else ())


def picture(bins: Sequence[Bin]) -> Picture:
    """A dot a bin with its interval, and the line on which confidence and share are equal."""
    told = told_of(bins)
    kept = tuple((b.confidence, b.share, b.share_low, b.share_high, b.n) for b in bins)
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in kept]
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
    return Picture("reliability", "Confidence against judgements", told, spec, _COLUMNS, kept)


def told_of(bins: Sequence[Bin]) -> str:
    """The main numbers in words."""
    if not bins:
        return "Nobody has judged an event yet."
    parts = ", ".join(f"{b.share:.0%} at confidence {b.confidence:.0%} ({b.n:,})" for b in bins)
    return f"{counted(sum(b.n for b in bins), 'judged event')}; right: {parts}."
