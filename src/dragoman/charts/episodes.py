"""The episodes of a dyad in time: what one did to the other above, the other way below, both together between."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.codes import short_name
from dragoman.charts.picture import (
    Picture,
    Row,
    Spec,
    counted,
    days,
    quad_fill,
    quad_names,
    quad_rim,
    quad_shape,
    quads_told,
    shown,
    specification,
    values,
)
from dragoman.charts.score import dyad_name
from dragoman.charts.wanted import Wanted
from dragoman.errors import UsageError
from dragoman.record.query import Record
from dragoman.record.tallies import Happening, happenings

_COLUMNS = (
    "episode",
    "day",
    "published",
    "way",
    "type",
    "quad",
    "scale",
    "confidence",
    "reports",
    "event",
    "doc",
    "text",
)
_LANE = 88
#: So many points are drawn, those of most and surest reports; more would hide each other.
MOST = 1000


def make(record: Record, wanted: Wanted) -> Picture:
    """The episodes of a dyad. Raises UsageError without one."""
    if wanted.dyad is None:
        raise UsageError("timeline needs --dyad")
    return picture(record.ask(happenings(wanted.scope)), wanted.dyad)


def picture(found: Sequence[Happening], dyad: tuple[str, str]) -> Picture:
    """A point an episode, with the shape of its quad, at its score within the lane of its direction."""
    told = told_of(found, dyad)
    names = _lanes(dyad)
    used = [way for way in ("forth", "both", "back") if way != "both" or any(h.way == "both" for h in found)]
    lanes = [names[way] for way in used]
    drawn = sorted((h for h in found if h.day or h.published), key=lambda h: (-h.reports, -h.confidence, h.episode))
    rows = [_row(h, names[h.way]) for h in drawn[:MOST]]
    spec = specification(told, {"step": _LANE}, layer=[*_background(lanes), _points(rows, lanes)])
    title = f"{dyad_name(dyad)}: episodes"
    return Picture("timeline", title, told, spec, _COLUMNS, tuple(_kept(h) for h in found))


def _row(h: Happening, lane: str) -> Row:
    return {
        "day": h.day or h.published,
        "told": h.day or f"no date; published {h.published}",
        "dated": h.day is not None,
        "lane": lane,
        "quad": quad_names()[h.quad - 1],
        "type": h.type,
        "scale": h.scale or 0.0,
        "reports": h.reports,
        "words": shown(h.text, 90),
        "doc": shown(h.doc),
        "event": h.event,
        "episode": h.episode,
    }


def _kept(h: Happening) -> tuple[object, ...]:
    head = (h.episode, h.day, h.published, h.way, h.type, quad_names()[h.quad - 1])
    return (*head, h.scale, h.confidence, h.reports, h.event, h.doc, h.text)


def _lane(lanes: Sequence[str]) -> Spec:
    axis = {"title": None, "labels": False}
    return {"field": "lane", "type": "nominal", "scale": {"domain": list(lanes)}, "axis": axis}


def _background(lanes: Sequence[str]) -> list[Spec]:
    """The line of score 0 in each lane, and what the lane is."""
    data = values([{"lane": lane} for lane in lanes])
    place = {"y": _lane(lanes)}
    text = {"type": "text", "style": "label", "align": "left", "baseline": "top", "fontWeight": 600}
    return [
        {"data": data, "mark": {"type": "rule", "style": "lane"}, "encoding": place},
        {
            "data": data,
            "mark": {**text, "x": 0, "yOffset": 4 - _LANE // 2},
            "encoding": {**place, "text": {"field": "lane", "type": "nominal"}},
        },
    ]


def _points(rows: Sequence[Row], lanes: Sequence[str]) -> Spec:
    """What has a date of its own is full, the rest pale."""
    tooltip = [{"field": name, "type": "nominal"} for name in ("told", "type", "quad", "words", "reports", "doc")]
    return {
        "data": values(rows),
        "mark": {"type": "point", "filled": True, "strokeWidth": 1.5},
        "encoding": {
            "x": days([row["day"] for row in rows]),
            "y": _lane(lanes),
            "yOffset": {"field": "scale", "type": "quantitative", "scale": {"domain": [11, -11]}},
            "fill": quad_fill(),
            "stroke": quad_rim(),
            "shape": quad_shape(),
            "opacity": {"condition": {"test": "datum.dated", "value": 1}, "value": 0.4},
            "size": {"field": "reports", "type": "quantitative", "scale": {"range": [70, 260]}, "legend": None},
            "tooltip": tooltip,
        },
    }


def told_of(found: Sequence[Happening], dyad: tuple[str, str]) -> str:
    """The main numbers in words."""
    dated = sorted(h.day for h in found if h.day is not None)
    ways = ", ".join(
        f"{counted(number, 'episode')} {name}"
        for way, name in _lanes(dyad).items()
        if (number := sum(h.way == way for h in found))
    )
    if not found:
        return f"{dyad_name(dyad)}: no episode."
    reach = f"from {dated[0]} to {dated[-1]}" if dated else "none with a date"
    undated = len(found) - len(dated)
    beside = f" {counted(undated, 'episode')} without a date of their own stand pale on the day of publication."
    beside = beside if undated else ""
    quads = [sum(h.quad == quad for h in found) for quad in (1, 2, 3, 4)]
    left = f" Drawn are the {MOST:,} with most and surest reports." if len(found) > MOST else ""
    return f"{ways}, {reach}. {quads_told(quads)}.{beside}{left}"


def _lanes(dyad: tuple[str, str]) -> dict[str, str]:
    one, other = short_name(dyad[0]), short_name(dyad[1])
    return {"forth": f"{one} → {other}", "both": f"{one} and {other}", "back": f"{other} → {one}"}
