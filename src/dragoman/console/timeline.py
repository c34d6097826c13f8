"""The timeline that `dragoman show` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from dragoman.model import Entity, Event, Source
from dragoman.record.query import Found

#: Shape and colour of the four quads; the shape alone tells them apart.
QUADS: dict[int, tuple[str, str]] = {1: ("○", "blue"), 2: ("●", "blue"), 3: ("△", "red"), 4: ("▲", "red")}
_UNDATED = "no date"


def timeline(found: Iterable[Found[Event]], width: int) -> Iterator[Text]:
    """Lines to print, a heading for each new date."""
    last: str | None = None
    for item in found:
        day = item.value.date or _UNDATED
        if day != last:
            if last is not None:
                yield Text("")
            yield Text(day, style="bold")
            last = day
        yield headline(item.value)
        yield _evidence(item, width)


def headline(event: Event) -> Text:
    """Type, mode, who to whom, and what keeps it from being plain fact."""
    shape, colour = QUADS[event.quad_code]
    line = Text("  ")
    line.append(f"{shape} ", style=colour)
    kind = "/".join(event.event) + (f" {'/'.join(event.mode)}" if event.mode else "")
    line.append(f"{kind:<22}", style=f"bold {colour}")
    line.append(" " + names(event.actor))
    if event.recipient:
        line.append(" → ", style="dim")
        line.append(names(event.recipient))
    if event.factuality != "actual":
        line.append(f"  [{event.factuality}]", style="yellow")
    return line


def _evidence(item: Found[Event], width: int) -> Text:
    event = item.value
    line = Text("    ")
    words = " ".join(event.event_text.split())
    tail = f"  {says(event.sources)}{item.doc} · {event.confidence:.2f} · {event.id[:8]}"
    room = max(30, width - len(tail) - 8)
    line.append("“" + (words if len(words) <= room else words[: room - 1].rstrip() + "…") + "”", style="italic")
    line.append(tail, style="dim")
    return line


def says(sources: Iterable[Source]) -> str:
    """The chain of sources in words, innermost last."""
    chain = " ← ".join(s.name or "unnamed" for s in reversed(list(sources)))
    return f"{chain} · " if chain else ""


def names(entities: Iterable[Entity]) -> str:
    """Names with codes: "Sergei Lavrov (RUS GOV)"."""
    return ", ".join(_name(e) for e in entities) or "–"


def _name(entity: Entity) -> str:
    words = entity.identifier_text or " ".join(entity.entity_text.split())
    words = words if len(words) <= 48 else words[:47].rstrip() + "…"
    code = " ".join(x for x in (entity.code, entity.sector) if x)
    return f"{words} ({code})" if code else f"{words} (?)"
