"""Why an event is in the record: what `dragoman explain` prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from dragoman.console.terminal import hanging, shortened, shows_styles
from dragoman.console.timeline import headlines
from dragoman.console.unseen import shown
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
    passage = shown(re.sub(r"\s", " ", passage))
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
        yield "figure", f"{amount(figure)}: “{_said(document, figure.span)}”"
    yield "who says so", sourced(document, event.sources)
    if statement is not None:
        yield "in words of", f"{statement.speaker or 'unknown'} ({statement.form}): “{shortened(statement.quote, 300)}”"
    yield "factuality", event.factuality
    scale = f", PLOVER score {event.event_scale:+g}" if event.event_scale is not None else ""
    goldstein = f" (Goldstein {event.goldstein:+g})" if event.goldstein is not None else ""
    yield "coded as", f"quad {event.quad_code}{scale}" + (f", CAMEO {event.cameo}{goldstein}" if event.cameo else "")
    yield "contexts", ", ".join(event.context) or "none"
    yield "confidence", f"{event.confidence:.2f}, the chance that it is right; raised (+) or lowered (-) because"
    for sign, words in reasons(event, weights):
        yield "", f"{sign} {words}"


def participant(document: Document, entity: Entity) -> str:
    """Code, words, name, office, and how it is known who it is."""
    words = _said(document, entity.span)
    code = " ".join(x for x in (entity.code or "no code", entity.sector) if x)
    name = f" = {entity.identifier_text}" if entity.identifier_text and entity.identifier_text != words else ""
    office = f", {entity.office}" if entity.office else ""
    stands = f", stands for “{_said(document, entity.antecedent_span)}”" if entity.antecedent_span else ""
    return f"{code}: “{words}”{name}{office} ({known(entity.basis)}{stands})"


def dated(document: Document, event: Event) -> str:
    """The date with its precision, its basis and the words that give it."""
    if event.date is None:
        return "none: the text gives none for this event"
    until = f" to {event.enddate}" if event.enddate else ""
    words = f": “{_said(document, event.date_span)}”" if event.date_span else ""
    return f"{event.date}{until}, by {event.date_precision}, {event.date_basis}{words}"


def sourced(document: Document, sources: tuple[Source, ...]) -> str:
    """The chain, outermost first, with the words of each."""
    if not sources:
        return document.outlet or "the article itself"
    parts = [
        f"{source.name or 'unnamed'}{f' ({source.code})' if source.code else ''}, {source.kind}: "
        f"“{_said(document, source.span)}”"
        for source in sources
    ]
    return " > ".join([*([document.outlet] if document.outlet else []), *parts])


def _said(document: Document, span: Span) -> str:
    return " ".join(document.text[span[0] : span[1]].split())
