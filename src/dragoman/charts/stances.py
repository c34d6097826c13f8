"""Where an actor stands on an issue over time, as steps, with each change marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.actors.codes import short_name
from dragoman.charts.picture import Picture, Row, Spec, counted, days, shown, specification, values
from dragoman.charts.wanted import Wanted
from dragoman.errors import UsageError
from dragoman.positions.search import meaning
from dragoman.record.filters import IssueWord, PositionFilter
from dragoman.record.query import Record
from dragoman.record.stances import Side, Stance, steps, topic_of

_COLUMNS = ("day", "dated", "side", "change", "strength", "issue", "topic", "story", "who", "source", "words", "doc")
_ORDER: tuple[Side, ...] = ("for", "neutral", "against")
#: So many positions are shown, from the first on.
_MOST = 1000


def make(record: Record, wanted: Wanted) -> Picture:
    """The positions of an actor on an issue. Raises UsageError without either."""
    if wanted.actor is None or wanted.issue is None:
        raise UsageError("positions needs --actor and --issue")
    topic = topic_of(wanted.issue) if ":" in wanted.issue else None
    words = () if topic else tuple(IssueWord(*found) for found in meaning(wanted.issue))
    if topic is None and not words:
        raise UsageError(f"{wanted.issue!r} names no issue")
    chosen = PositionFilter((wanted.actor,), words, since=wanted.since, until=wanted.until)
    found = record.ask(steps(chosen, _MOST + 1, topic=topic, story=wanted.story))
    # An id tells a reader less than the words that it stands for.
    named = Counter(s.issue for s in found if s.stance == s.side)
    issue = named.most_common(1)[0][0] if topic and named else wanted.issue
    return picture(found[:_MOST], wanted.actor, issue, cut=len(found) > _MOST)


def picture(found: Sequence[Stance], actor: str, issue: str, cut: bool = False) -> Picture:
    """Steps from side to side, in each topic by themselves; a full mark is a change, a hollow one says the same
    again. `cut` says that there are more, later ones."""
    who = short_name(actor, 24)
    told = told_of(found, who, issue) + (" Later ones are not shown." if cut else "")
    rows = [_row(s) for s in found if s.day is not None]
    spec = specification(told, {"step": 64}, data=values(rows), layer=_layers(rows))
    kept = tuple(_kept(s) for s in found)
    return Picture("positions", f"{who} on {shown(issue)}", told, spec, _COLUMNS, kept)


def _row(s: Stance) -> Row:
    return {
        "day": _full(s.day),
        "told": s.day if s.dated else f"{s.day} (the document's)",
        "side": s.side,
        "change": s.moved,
        "note": s.day if s.moved else "",
        "topic": shown(f"{s.topic} {s.story or ''}", 200),
        "issue": shown(s.issue),
        "words": shown(s.words, 90),
        "source": shown(", ".join(s.source)),
        "doc": shown(s.doc),
    }


def _kept(s: Stance) -> tuple[object, ...]:
    head = (s.day, s.dated, s.side, s.moved, s.strength, s.issue, s.topic, s.story)
    return (*head, s.who or s.actor, ", ".join(s.source), s.words, s.doc)


def _layers(rows: Sequence[Row]) -> list[Spec]:
    """The steps, a mark a position, and the day beside each change."""
    x = days([row["day"] for row in rows])
    y = {"field": "side", "type": "nominal", "scale": {"domain": list(_ORDER)}, "axis": {"title": None, "grid": True}}
    place = {"x": x, "y": y}
    shapes = {"domain": list(_ORDER), "range": ["triangle-up", "circle", "triangle-down"]}
    tooltip = [{"field": "told", "type": "nominal", "title": "day"}]
    tooltip += [{"field": name, "type": "nominal"} for name in ("side", "issue", "words", "source", "doc")]
    shape = {"field": "side", "type": "nominal", "scale": shapes, "legend": None}
    marked = {**place, "shape": shape, "tooltip": tooltip}
    change = {"transform": [{"filter": "datum.change"}]}
    note = {"text": {"field": "note", "type": "nominal"}}
    steps = {**place, "detail": {"field": "topic", "type": "nominal"}}
    return [
        {"mark": {"type": "line", "style": "line", "interpolate": "step-after"}, "encoding": steps},
        {"mark": {"type": "point", "style": "hollow", "size": 70}, "encoding": marked},
        {**change, "mark": {"type": "point", "style": "dot", "filled": True, "size": 150}, "encoding": marked},
        {**change, "mark": {"type": "text", "style": "label", "dy": -14}, "encoding": {**place, **note}},
    ]


def told_of(found: Sequence[Stance], who: str, issue: str) -> str:
    """The main numbers in words."""
    if not found:
        return f"{who} takes no position on {shown(issue)}."
    counts = ", ".join(f"{n} {side}" for side in _ORDER if (n := sum(s.side == side for s in found)))
    topics = {(s.topic, s.story) for s in found}
    told = f"{who} on {shown(issue)}: {counted(len(found), 'position')} ({counts})"
    if len(topics) > 1:
        told += f" on {len(topics)} topics"
    moves = ", then ".join(f"{s.side} from {s.day}" for s in found if s.moved)
    return f"{told}. First {found[0].side}, then {moves}." if moves else f"{told}. No change is told."


def _full(day: str | None) -> str | None:
    """The first day that a cut date can mean."""
    return None if day is None else (day + "-01-01"[len(day) - 4 :])[:10] if len(day) in {4, 7} else day
