"""Why an event is in the record: what `dragoman explain` prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from dragoman.console.terminal import hanging, shortened, shows_styles
from dragoman.console.timeline import headlines
from dragoman.grounds import CONTEXT, amount, derivation, known, marks_of, passage_of, reasons
from dragoman.model import Document, Entity, Event, Figure, Source, Span, Statement

_STYLES = {
    "trigger": "bold reverse",
    "actor": "bold blue",
    "recipient": "bold magenta",
    "date": "green",
    "source": "yellow",
    "place": "cyan",
}
_LABEL = 14


def explain(
    document: Document,
    event: Event,
    statement: Statement | None,
    weights: Mapping[str, float],
    screen: Console,
    figures: Sequence[Figure] = (),
) -> Iterator[Text]:
    """The words with their marks, the derivation, its figures, who says so, and what the confidence rests on."""
    yield from headlines(event, screen.width)
    yield Text("")
    styled = shows_styles(screen)
    yield from hanging(Text("  "), marked(document, event, styled), screen)
    yield Text("")
    if styled:
        yield legend(event)
        yield Text("")
    for label, words in _facts(document, event, statement, weights, figures):
        yield from hanging(Text(f"  {label:<{_LABEL}}", style="dim"), Text(words), screen)


def marked(document: Document, event: Event, styled: bool, context: int = CONTEXT) -> Text:
    """The passage with its marks, as styles or, where they cannot be seen, as [actor the words]."""
    left, right = passage_of(event, document.text, context)
    # One character for one, so that the offsets hold; a new paragraph is shown as ¶.
    passage = re.sub(r"\n(?=\s*\n)", "¶", document.text[left:right])
    passage = re.sub(r"\s", " ", passage)
    inside = [(name, a - left, b - left) for name, (a, b) in marks_of(event) if left <= a < b <= right]
    before, after = "… " if left > 0 else "", " …" if right < len(document.text) else ""
    if not styled:
        return Text(before + _bracketed(passage, inside) + after)
    out = Text(passage)
    for name, a, b in inside:
        out.stylize(_STYLES[name], a, b)
    return Text(before) + out + Text(after)


def _bracketed(passage: str, marks: list[tuple[str, int, int]]) -> str:
    """Marks as brackets; at one place the longer opens first and the shorter closes first."""
    signs: list[tuple[int, int, int, str]] = []
    for name, a, b in dict.fromkeys(marks):
        signs.append((a, 1, -(b - a), f"[{name} "))
        signs.append((b, 0, b - a, "]"))
    out, last = [], 0
    for at, _, _, sign in sorted(signs):
        out += [passage[last:at], sign]
        last = at
    return "".join([*out, passage[last:]])


def legend(event: Event) -> Text:
    """What the styles of the marks mean."""
    line = Text("  ")
    for name in dict.fromkeys(name for name, _ in marks_of(event)):
        line.append(name, style=_STYLES[name])
        line.append("  ")
    return line


def _facts(
    document: Document,
    event: Event,
    statement: Statement | None,
    weights: Mapping[str, float],
    figures: Sequence[Figure],
) -> Iterator[tuple[str, str]]:
    yield "event", event.id
    yield "document", f"{document.doc}, characters {event.span[0]}–{event.span[1]}, {event.segment}"
    yield from derivation(event.rule)
    for label, entities in (("actor", event.actor), ("recipient", event.recipient)):
        for entity in entities:
            yield label, participant(document, entity)
        if not entities:
            yield label, "none: the text names none"
    yield "date", dated(document, event)
    if event.event_loc is not None:
        yield "place", " ".join(x for x in (event.event_loc.name, event.event_loc.code) if x)
    for figure in figures:
