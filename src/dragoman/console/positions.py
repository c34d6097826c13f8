"""What `dragoman positions` prints: per actor and issue, the stances in time with their words and sources."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.text import Text

from dragoman.console.terminal import shortened
from dragoman.console.timeline import says
from dragoman.model import Document, Position
from dragoman.record.found import Found
from dragoman.record.schema import BY_NAME, line_of, row_of

#: Shape and colour of each stance; the shape alone tells them apart.
_SHAPES: dict[str, tuple[str, str]] = {"for": ("+", "green"), "against": ("−", "red"), "neutral": ("○", "yellow")}
_TURNED = {"for": "against", "against": "for", "neutral": "neutral"}
_STANCE = 8
_DAY = 12
#: With fewer columns left for the words, source and document get a line of their own.
_WORDS = 60
#: Times a change is told in the heading.
_MOVES = 6


def position_lines(
    found: Sequence[Found[Position]], documents: Mapping[str, Document], states: Mapping[str, str], width: int
) -> Iterator[Text]:
    """Lines to print. `documents` are those of the positions by name, `states` the names of codes."""
    groups: dict[tuple[str, str], list[Found[Position]]] = {}
    for item in found:
        groups.setdefault((item.value.actor, item.value.issue_id.removeprefix("~")), []).append(item)
    for n, ((actor, issue), items) in enumerate(groups.items()):
        if n:
            yield Text("")
        name = states.get(actor, actor)
        yield from _heading(name, actor, issue, items, documents, width)
        for item in items:
            yield from _entry(item, documents[item.doc], name, width)


def _heading(
    name: str,
    actor: str,
    issue: str,
    items: Sequence[Found[Position]],
    documents: Mapping[str, Document],
    width: int,
) -> Iterator[Text]:
    """Who, on what, and how the stance moved."""
    words = Counter(i.value.issue for i in items if not i.value.issue_id.startswith("~"))
    topic = words.most_common(1)[0][0] if words else f"not {items[0].value.issue}"
    line = Text(shortened(f"{name} on {topic}", width - len(issue) - len(actor) - 6), style="bold")
    line.append(f"  [{actor} {issue}]", style="dim")
    yield line
    yield Text("  " + moves(items, documents), style="dim")


def moves(items: Iterable[Found[Position]], documents: Mapping[str, Document]) -> str:
    """The stances one after the other, each with the day from which it is told: "neutral (2022-02) → for (2022-10)".
    What stands against an issue's opposite is for the issue."""
    told: list[tuple[str, str]] = []
    for item in items:
        stance = _TURNED[item.value.stance] if item.value.issue_id.startswith("~") else item.value.stance
        if not told or told[-1][0] != stance:
            told.append((stance, day_of(item.value, documents[item.doc])))
    shown = " → ".join(f"{stance} ({day})" for stance, day in told[-_MOVES:])
    return ("… → " if len(told) > _MOVES else "") + shown + ("" if len(told) > 1 else ", no change told")


def day_of(position: Position, document: Document) -> str:
    """The day of a position; that of the document in brackets where the text gives none."""
    if position.date is not None:
        return position.date
    return f"[{document.published[:10]}]" if document.published else "no date"


def _entry(item: Found[Position], document: Document, name: str, width: int) -> Iterator[Text]:
    """When, where the actor stands and on what, who took the stance; then the words and where they stand."""
    position = item.value
    shape, colour = _SHAPES[position.stance]
    line = Text(f"  {day_of(position, document):<{_DAY}} ")
    line.append(f"{shape} {position.stance:<{_STANCE}}", style=f"bold {colour}")
    who = f"  {position.identifier_text}" if position.identifier_text not in {None, name} else ""
    line.append(shortened(position.issue, width - line.cell_len - len(who) - 6))
    line.append(who, style="dim")
    line.append(f"  {position.strength:g}", style="dim")
    yield line
    origin = says(position.sources) + item.doc
    words = " ".join(document.text[position.span[0] : position.span[1]].split())
    indent = " " * (_DAY + 3)
    room = width - len(indent) - len(origin) - 4
    quote = Text(indent)
    if room >= min(_WORDS, len(words)):
        quote.append("“" + shortened(words, room) + "”", style="italic")
        quote.append("  " + origin, style="dim")
        yield quote
        return
    quote.append("“" + shortened(words, width - len(indent) - 2) + "”", style="italic")
    yield quote
    yield Text(indent + shortened(origin, width - len(indent)), style="dim")


def position_json(found: Found[Position]) -> str:
    """The line of a position as `export` writes it."""
    kind = BY_NAME["position"]
    return json.dumps(line_of(kind, row_of(kind, found.doc, found.doc_id, found.value)), ensure_ascii=False)
