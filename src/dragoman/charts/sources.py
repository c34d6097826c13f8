"""Which outlets the documents are from, and how many of them are copies."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.charts.picture import Picture, counted, numbers, shown, specification, values
from dragoman.charts.wanted import Wanted
from dragoman.record.query import Record
from dragoman.record.tallies import OutletCount, outlet_counts

TOP = 15
_COLUMNS = ("outlet", "documents", "copies", "events")
_KINDS = ("first told", "copies")


def make(record: Record, wanted: Wanted) -> Picture:
    """The outlets of a record."""
    return picture(record.ask(outlet_counts(wanted.top or TOP)))


def picture(found: Sequence[OutletCount]) -> Picture:
    """A bar an outlet: full what is first told there, pale what is a copy."""
    told = told_of(found)
    rows = []
    for o in found:
        first = o.documents - o.copies
        for kind, low, high in ((_KINDS[0], 0, first), (_KINDS[1], first, o.documents)):
            row = {"outlet": _name(o), "kind": kind, "low": low, "high": high}
            rows.append({**row, "documents": high - low, "events": o.events})
    rows = [row for row in rows if row["documents"]]
    names = [_name(o) for o in found]
    rank = {"field": "outlet", "type": "nominal", "sort": list(dict.fromkeys(names)), "axis": {"title": None}}
    axis = numbers("documents (pale: copies)", 0, max((o.documents for o in found), default=0))
    length = {"field": "low", "type": "quantitative", "axis": axis}
    tooltip = [{"field": name, "type": "nominal"} for name in ("outlet", "kind", "documents", "events")]
    bars = [
        {
            "transform": [{"filter": f"datum.kind === '{kind}'"}],
            "mark": {"type": "bar", "style": style, "height": {"band": 0.68}},
            "encoding": {"y": rank, "x": length, "x2": {"field": "high"}, "tooltip": tooltip},
        }
        for kind, style in zip(_KINDS, ("plain-bar", "pale-bar"), strict=True)
    ]
    spec = specification(told, {"step": 24}, data=values(rows), layer=bars)
    kept = tuple((o.outlet, o.documents, o.copies, o.events) for o in found)
    return Picture("outlets", "Outlets", told, spec, _COLUMNS, kept)


def told_of(found: Sequence[OutletCount]) -> str:
    """The main numbers in words."""
    if not found:
        return "No document."
    documents, copies = sum(o.documents for o in found), sum(o.copies for o in found)
    first = ", ".join(f"{_name(o)} {o.documents:,}" for o in found[:5])
    dup = f", {copies:,} of them copies" if copies else ""
    return f"{counted(documents, 'document')} of {counted(len(found), 'outlet')}{dup}: {first}."


def _name(outlet: OutletCount) -> str:
    return shown(outlet.outlet, 32) if outlet.outlet else "outlet unknown"
