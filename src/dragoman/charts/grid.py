"""Who did what to whom: a table of actors by recipients, each cell with its number and the colour of its mean score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.actors.codes import short_name
from dragoman.charts.picture import Picture, Spec, counted, specification, values
from dragoman.charts.wanted import Wanted
from dragoman.record.query import Record
from dragoman.record.tallies import DirectedCount, directed_counts

TOP = 12
#: Bounds of the seven steps between conflict and cooperation.
STEPS = (-7.0, -4.0, -1.0, 1.0, 4.0, 7.0)
_COLUMNS = ("actor", "recipient", "episodes", "scale")


def make(record: Record, wanted: Wanted) -> Picture:
    """The matrix of a record, or of what an actor has to do with."""
    return picture(record.ask(directed_counts(wanted.scope)), wanted.top or TOP)


def picture(found: Sequence[DirectedCount], top: int = TOP) -> Picture:
    """The `top` codes with most episodes, which stand in rows as actors and in columns as recipients."""
    totals = Counter[str]()
    for d in found:
        totals.update({d.actor: d.episodes, d.recipient: d.episodes})
    codes = sorted(totals, key=lambda code: (-totals[code], code))[:top]
    kept = [d for d in found if d.actor in codes and d.recipient in codes]
    told = told_of(kept, len(codes), sum(d.episodes for d in found))
    rows = [
        {
            "actor": d.actor,
            "recipient": d.recipient,
            "who": f"{short_name(d.actor, 40)} → {short_name(d.recipient, 40)}",
            "episodes": d.episodes,
            "scale": d.scale or 0.0,
            "step": sum((d.scale or 0.0) >= bound for bound in STEPS),
        }
        for d in kept
    ]
    tooltip = [
        {"field": "who", "type": "nominal", "title": "who"},
        {"field": "episodes", "type": "nominal"},
        {"field": "scale", "type": "quantitative", "format": "+.1f", "title": "mean score"},
    ]
    colour: Spec = {
        "field": "scale",
        "type": "quantitative",
        "scale": {"type": "threshold", "domain": list(STEPS), "range": "diverging"},
        "legend": {"title": "mean PLOVER score", "gradientLength": 240, "format": "+d"},
    }
    place: Spec = {
        "x": _codes("recipient", codes, orient="top", labelAngle=-90),
        "y": _codes("actor", codes),
    }
    cell: Spec = {"mark": {"type": "rect", "style": "cell"}, "encoding": {**place, "fill": colour, "tooltip": tooltip}}
    number: Spec = {**place, "text": {"field": "episodes", "type": "quantitative", "format": ",d"}}
    numbers = [
        {
            "transform": [{"filter": f"datum.step === {step}"}],
            "mark": {"type": "text", "style": f"on-{step}"},
            "encoding": number,
        }
        for step in range(len(STEPS) + 1)
    ]
    spec = specification(told, {"step": 28}, data=values(rows), layer=[cell, *numbers])
    out = tuple((d.actor, d.recipient, d.episodes, d.scale) for d in kept)
    return Picture("matrix", "Who did what to whom", told, spec, _COLUMNS, out)


def _codes(field: str, codes: Sequence[str], **axis: object) -> Spec:
    return {
        "field": field,
        "type": "nominal",
        "title": field,
        "scale": {"domain": list(codes)},
        "axis": {"labelOverlap": False, **axis},
    }


def told_of(kept: Sequence[DirectedCount], codes: int, episodes: int) -> str:
    """The main numbers in words."""
    if not kept:
        return "No episode has an actor and a recipient that are known."
    most = sorted(kept, key=lambda d: (-d.episodes, d.actor, d.recipient))[:3]
    first = ", ".join(f"{d.actor} → {d.recipient} {d.episodes:,} (mean score {d.scale or 0.0:+.1f})" for d in most)
    shown_here = sum(d.episodes for d in kept)
    return (
        f"{shown_here:,} of {counted(episodes, 'directed episode')}, between the {counted(codes, 'actor')} with most. "
        f"Most: {first}."
    )
