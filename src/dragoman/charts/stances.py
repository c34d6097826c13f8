"""Where an actor stands on an issue over time, as steps, with each change marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.actors.codes import short_name
from dragoman.charts.picture import Picture, Row, Spec, counted, days, shown, specification, values
from dragoman.charts.wanted import Wanted
from dragoman.errors import UsageError
from dragoman.model import Position
from dragoman.positions.search import meaning
from dragoman.record.filters import IssueWord, PositionFilter
from dragoman.record.found import Found
from dragoman.record.moves import TURNED
from dragoman.record.query import Record

_COLUMNS = ("day", "dated", "stance", "change", "strength", "issue", "who", "source", "words", "doc")
_ORDER = ("for", "neutral", "against")


@dataclass(frozen=True, slots=True)
class Stand:
    """A position with its day (that of the document where the text has none, `dated` is then false), the stance on
    the issue asked for, whether it is other than the one before, and the words."""

    day: str | None
    dated: bool
    stance: str
    change: bool
    position: Position
    words: str
    doc: str


def make(record: Record, wanted: Wanted) -> Picture:
    """The positions of an actor on an issue. Raises UsageError without either."""
    if wanted.actor is None or wanted.issue is None:
        raise UsageError("positions needs --actor and --issue")
    words = tuple(IssueWord(*found) for found in meaning(wanted.issue))
    if not words:
        raise UsageError(f"{wanted.issue!r} names no issue")
    chosen = PositionFilter((wanted.actor,), words, since=wanted.since, until=wanted.until)
    found = list(record.positions(chosen))
    # An id tells a reader less than the words that it stands for.
    named = Counter(f.value.issue for f in found if ":" in wanted.issue and not f.value.issue_id.startswith("~"))
    issue = named.most_common(1)[0][0] if named else wanted.issue
    return picture(list(stands(record, found)), wanted.actor, issue)


def stands(record: Record, found: Sequence[Found[Position]]) -> Iterator[Stand]:
    """Positions with day and words, in the order given; what is against an issue's opposite is for the issue."""
    before: str | None = None
    for item in found:
        document = record.document(item.doc)
        position = item.value
        turned = position.issue_id.startswith("~")
        stance = TURNED[position.stance] if turned else position.stance
        day = position.date or (document.published[:10] if document.published else None)
        words = document.text[slice(*position.span)]
        yield Stand(day, position.date is not None, stance, before not in (None, stance), position, words, item.doc)
        before = stance


def picture(found: Sequence[Stand], actor: str, issue: str) -> Picture:
    """Steps from stance to stance; a full mark is a change, a hollow one says the same again."""
    who = short_name(actor, 24)
    told = told_of(found, who, issue)
    rows = [_row(s) for s in found if s.day is not None]
    spec = specification(told, {"step": 64}, data=values(rows), layer=_layers(rows))
    kept = tuple(_kept(s, actor) for s in found)
    return Picture("positions", f"{who} on {shown(issue)}", told, spec, _COLUMNS, kept)


def _row(s: Stand) -> Row:
    return {
        "day": _full(s.day),
        "told": s.day if s.dated else f"{s.day} (the document's)",
        "stance": s.stance,
        "change": s.change,
        "note": s.day if s.change else "",
        "issue": shown(s.position.issue),
        "words": shown(s.words, 90),
        "source": shown(_source(s)),
        "doc": shown(s.doc),
    }


def _kept(s: Stand, actor: str) -> tuple[object, ...]:
    who = s.position.identifier_text or actor
    head = (s.day, s.dated, s.stance, s.change, s.position.strength, s.position.issue)
    return (*head, who, _source(s), s.words, s.doc)


def _layers(rows: Sequence[Row]) -> list[Spec]:
    """The steps, a mark a position, and the day beside each change."""
    x = days([row["day"] for row in rows])
    y = {"field": "stance", "type": "nominal", "scale": {"domain": list(_ORDER)}, "axis": {"title": None, "grid": True}}
    place = {"x": x, "y": y}
    shapes = {"domain": list(_ORDER), "range": ["triangle-up", "circle", "triangle-down"]}
    tooltip = [{"field": "told", "type": "nominal", "title": "day"}]
    tooltip += [{"field": name, "type": "nominal"} for name in ("stance", "issue", "words", "source", "doc")]
    shape = {"field": "stance", "type": "nominal", "scale": shapes, "legend": None}
    marked = {**place, "shape": shape, "tooltip": tooltip}
    change = {"transform": [{"filter": "datum.change"}]}
    note = {"text": {"field": "note", "type": "nominal"}}
    return [
        {"mark": {"type": "line", "style": "line", "interpolate": "step-after"}, "encoding": place},
        {"mark": {"type": "point", "style": "hollow", "size": 70}, "encoding": marked},
        {**change, "mark": {"type": "point", "style": "dot", "filled": True, "size": 150}, "encoding": marked},
        {**change, "mark": {"type": "text", "style": "label", "dy": -14}, "encoding": {**place, **note}},
    ]


def told_of(found: Sequence[Stand], who: str, issue: str) -> str:
    """The main numbers in words."""
    if not found:
        return f"{who} takes no position on {shown(issue)}."
    counts = ", ".join(f"{n} {stance}" for stance in _ORDER if (n := sum(s.stance == stance for s in found)))
    changes = [s for s in found if s.change]
    moves = ", ".join(f"{s.stance} from {s.day or 'no date'}" for s in changes)
    told = f"{who} on {shown(issue)}: {counted(len(found), 'position')} ({counts}), first {found[0].stance}"
    return f"{told}, then {moves}." if changes else f"{told}, no change told."


def _source(stand: Stand) -> str:
    return ", ".join(source.name for source in stand.position.sources if source.name)


def _full(day: str | None) -> str | None:
    """The first day that a cut date can mean."""
    return None if day is None else (day + "-01-01"[len(day) - 4 :])[:10] if len(day) in {4, 7} else day
