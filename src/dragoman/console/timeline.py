"""The timeline that `dragoman show` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from rich.text import Text

from dragoman.console.terminal import shortened
from dragoman.model import Entity, Event, Source
from dragoman.record.found import Found
from dragoman.record.schema import BY_NAME, line_of, row_of

#: Shape, colour and meaning of the four quads; the shape alone tells them apart.
QUADS: dict[int, tuple[str, str, str]] = {
    1: ("○", "blue", "verbal cooperation"),
    2: ("●", "blue", "material cooperation"),
    3: ("△", "red", "verbal conflict"),
    4: ("▲", "red", "material conflict"),
}
#: Digits of an id that a timeline shows; `dragoman explain` takes any beginning of one.
ID_DIGITS = 8
_UNDATED = "no date"
#: Participants of one side that a timeline names.
SIDE = 6
_KIND = 20
#: With fewer columns left for the words, document and source get a line of their own.
_WORDS = 56


def timeline(found: Iterable[Found[Event]], width: int) -> Iterator[Text]:
    """Lines to print, a heading for each new date and the meaning of the shapes at the end."""
    last: str | None = None
    shapes: set[int] = set()
    for item in found:
        day = item.value.date or _UNDATED
        if day != last:
            if last is not None:
                yield Text("")
            yield Text(day, style="bold")
            last = day
        shapes.add(item.value.quad_code)
        yield from _entry(item, width)
    if last is not None:
        yield Text("")
        yield _legend(shapes)


def _legend(shapes: Iterable[int]) -> Text:
    line = Text(" ")
    for code in sorted(shapes):
        shape, colour, meaning = QUADS[code]
        line.append(f" {shape} ", style=colour)
        line.append(f"{meaning} ", style="dim")
    return line


def _entry(item: Found[Event], width: int) -> Iterator[Text]:
    """One event: what, who to whom with confidence and id at the right; then the words and where they stand."""
    event = item.value
    mark = f"{event.confidence:.2f} {event.id[:ID_DIGITS]}"
    lines = headlines(event, width - len(mark) - 2)
    first = lines[0]
    first.append(" " * max(2, width - first.cell_len - len(mark)))
    first.append(mark, style="dim")
    yield from lines
    origin = says(event.sources) + item.doc
    beside = width - 8 - len(origin)
    quote = Text("    ")
    quote.append_text(_words(event, beside if beside >= _WORDS else width - 6))
    if beside >= _WORDS:
        quote.append("  " + origin, style="dim")
        yield quote
        return
    yield quote
    yield Text("    " + shortened(origin, width - 4), style="dim")


def headlines(event: Event, width: int) -> list[Text]:
    """Type, mode, who to whom, and what keeps it from being plain fact, in as few lines as they need."""
    shape, colour, _ = QUADS[event.quad_code]
    line = Text("  ")
    line.append(f"{shape} ", style=colour)
    kind = "/".join(event.event) + (f" {'/'.join(event.mode)}" if event.mode else "")
    line.append(f"{kind:<{_KIND}}", style=f"bold {colour}")
    indent = 4 + _KIND
    room = max(20, width - indent - 1)
    lines = [line]
    used = line.cell_len - indent
    for words, style in _pieces(event, room):
        if used and used + 1 + len(words) > room:
            lines.append(Text(" " * indent))
            used = 0
        lines[-1].append(" " + words, style=style)
        used += 1 + len(words)
    return lines


def _pieces(event: Event, room: int) -> Iterator[tuple[str, str]]:
    """What a headline says after the type, in pieces that are not broken, each with its style."""
    for lead, entities in (("", event.actor), ("→ ", event.recipient)):
        shown = list(entities[:SIDE])
        more = len(entities) - len(shown)
        for n, entity in enumerate(shown):
            comma = "," if n + 1 < len(shown) or more else ""
            yield shortened((lead if n == 0 else "") + _name(entity), room - 1) + comma, ""
        if more:
            yield f"and {more} more", ""
        if not entities and not lead:
            yield "–", "dim"
    if event.event_loc is not None:
        yield shortened(f"in {event.event_loc.name}", room), ""
    if event.factuality != "actual":
        yield f"[{event.factuality}]", "yellow"


def _words(event: Event, room: int) -> Text:
    """The words of the event in quotation marks with the trigger in bold, cut at both ends if they are too long."""
    room -= 2
    start, end = event.trigger[0] - event.span[0], event.trigger[1] - event.span[0]
    words = "".join(" " if c.isspace() else c for c in event.event_text)
    left, right = 0, len(words)
    if right > room:
        # The trigger stays in sight, with a third of what is left before it.
        left = max(0, min(start - (room - (end - start)) // 3, right - room))
        right = left + room
    before, after = "…" if left > 0 else "", "…" if right < len(words) else ""
    cut = words[left + len(before) : right - len(after)]
    out = Text("“" + before + cut + after + "”", style="italic")
    shift = 1 - left
    if 0 <= start < end <= len(words):
        out.stylize("bold", max(1, start + shift), max(1, end + shift))
    return out


def says(sources: Iterable[Source]) -> str:
    """The chain of sources in words, innermost first: "Lavrov, in TASS: "."""
    chain = ", in ".join(s.name or "unnamed" for s in reversed(list(sources)))
    return f"{chain}: " if chain else ""


def _name(entity: Entity) -> str:
    """ "Sergei Lavrov (RUS GOV)"; a question mark where no table knows the name."""
    words = shortened(entity.identifier_text or entity.entity_text, 48)
    code = " ".join(x for x in (entity.code, entity.sector) if x)
    return f"{words} ({code})" if code else f"{words} (?)"


def event_json(found: Found[Event]) -> str:
    """The line of an event as `export` writes it."""
    kind = BY_NAME["event"]
    return json.dumps(line_of(kind, row_of(kind, found.doc, found.doc_id, found.value)), ensure_ascii=False)
