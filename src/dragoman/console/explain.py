"""Why an event is in the record: what `dragoman explain` prints."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from dragoman.console.timeline import headline, says
from dragoman.model import Document, Entity, Event, Span, Statement

_STYLES = {"trigger": "bold reverse", "actor": "bold blue", "recipient": "bold magenta", "date": "green", "source": "yellow"}
#: Characters of text shown before and after the event.
CONTEXT = 160


def explain(document: Document, event: Event, statement: Statement | None) -> Iterator[Text]:
    """The words with their marks, the derivation, who says so, and what the confidence rests on."""
    yield headline(event)
    yield Text("")
    yield marked(document, event)
    yield Text("")
    yield _legend()
    yield Text("")
    yield from _facts(document, event, statement)


def marked(document: Document, event: Event) -> Text:
    """The passage with trigger, participants, date and sources marked."""
    left = max(0, _word_start(document.text, event.span[0] - CONTEXT))
    right = min(len(document.text), event.span[1] + CONTEXT)
    passage = document.text[left:right]
    out = Text("  " + passage.replace("\n", " "))
    marks: list[tuple[str, Span]] = [("actor", e.span) for e in event.actor]
    marks += [("recipient", e.span) for e in event.recipient]
    marks += [("date", event.date_span)] if event.date_span else []
    marks += [("source", s.span) for s in event.sources]
    marks.append(("trigger", event.trigger))
    for name, (a, b) in marks:
        if a < right and left < b:
            out.stylize(_STYLES[name], max(a, left) - left + 2, min(b, right) - left + 2)
    return out


def _word_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    space = text.find(" ", at)
    return space + 1 if space >= 0 else at


def _legend() -> Text:
    line = Text("  ")
    for name, style in _STYLES.items():
        line.append(name, style=style)
        line.append("  ")
    return line


def _facts(document: Document, event: Event, statement: Statement | None) -> Iterator[Text]:
    yield _fact("event", event.id)
    yield _fact("document", f"{document.doc}  characters {event.span[0]}–{event.span[1]}, {event.segment}")
    for n, step in enumerate(event.rule.split(" < ")):
        yield _fact("rule" if n == 0 else "", f"{'  ' * n}{step}")
    for label, entities in (("actor", event.actor), ("recipient", event.recipient)):
        for entity in entities:
            yield _fact(label, _participant(document, entity))
    if event.date:
        words = document.text[event.date_span[0] : event.date_span[1]] if event.date_span else ""
        until = f" to {event.enddate}" if event.enddate else ""
        yield _fact("date", f"{event.date}{until}, by {event.date_precision}, {event.date_basis}" + (f": “{words}”" if words else ""))
    else:
        yield _fact("date", "none: the text gives none for this event")
    yield _fact("said by", says(event.sources).rstrip(" ·") or (document.outlet or "the article itself"))
    if statement is not None:
        yield _fact("in words of", f"{statement.speaker or 'unknown'} ({statement.form}): “{' '.join(statement.quote.split())[:160]}”")
    yield _fact("factuality", event.factuality)
    scale = f", PLOVER score {event.event_scale:+g}" if event.event_scale is not None else ""
    cameo = f", CAMEO {event.cameo} (Goldstein {event.goldstein})" if event.cameo else ""
    yield _fact("coded as", f"quad {event.quad_code}{scale}{cameo}")
    yield _fact("contexts", ", ".join(event.context) or "none")
    yield _fact("confidence", f"{event.confidence:.2f}")


def _participant(document: Document, entity: Entity) -> str:
    words = " ".join(document.text[entity.span[0] : entity.span[1]].split())
    code = " ".join(x for x in (entity.code or "no code", entity.sector) if x)
    name = f" = {entity.identifier_text}" if entity.identifier_text and entity.identifier_text != words else ""
    office = f", {entity.office}" if entity.office else ""
    stands = ""
    if entity.antecedent_span:
        stands = f", stands for “{' '.join(document.text[slice(*entity.antecedent_span)].split())}”"
    return f"{code}: “{words}”{name}{office} (by {entity.basis}{stands})"


def _fact(label: str, words: str) -> Text:
    line = Text(f"  {label:<12}", style="dim")
    line.append(words, style="not dim")
    return line
