"""A document as its page shows it: the text in blocks of marked runs, and the data that the marks stand for."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dragoman.model import FURNITURE_LABELS, Coded, Event, Source, Span, Statement
from dragoman.web.marks import Mark, Piece, paragraphs, part_of, parts, pieces

Kind = Literal["event", "statement", "figure", "actor", "time", "place"]
#: What is marked, in the order of the page, with its name for readers.
KINDS: dict[Kind, str] = {
    "event": "Events",
    "statement": "Quotations",
    "figure": "Figures",
    "actor": "Who",
    "time": "When",
    "place": "Where",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """Where something is named, in which words, and how it is known ("" where that is not kept)."""

    span: Span
    words: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part or speaks, wherever the text names them."""

    code: str | None
    sector: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Datum:
    """One thing that the text says. `key` names it on the page: its anchor in the text, and with "d-" before it
    the entry beside the text. `value` is a value of the model, or a Party."""

    key: str
    kind: Kind
    value: Any
    mentions: tuple[Mention, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on the page: `looks` are its classes, `data` the keys of what it belongs to, the innermost
    first, `anchors` the keys of data that begin here, and `stop` says whether Tab halts here."""

    at: int
    text: str
    looks: str = ""
    data: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    link: str | None = None
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the label of its segment ("" outside of any)."""

    label: str
    furniture: bool
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of a document. `part` counts from 1; `data` are those that the part touches."""

    part: int
    parts: tuple[Span, ...]
    within: Span
    blocks: tuple[Block, ...]
    data: tuple[Datum, ...]
    counts: dict[Kind, int] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[Datum, ...]:
        """The data of one kind in the order of the text."""
        return tuple(datum for datum in self.data if datum.kind == kind)


def shown_part(coded: Coded, part: int | None, place: str | None) -> Shown:
    """The part of a document with this number, else the one that has a place: a key of a datum or an offset. A
    place that the document has not is in the first part; a number too high is the last."""
    text = coded.document.text
    everything = tuple(data_of(coded))
    found = parts(text, (mark.span[0] for datum in everything for mark in datum.marks if mark.looks))
    at = _offset(everything, place)
    number = min(part, len(found)) - 1 if part is not None else part_of(found, at or 0)
    within = found[number]
    data = tuple(d for d in everything if any(_touch(mark.span, within) for mark in d.marks))
    cuts = {span[0] for span in _loose(coded)} | ({at} if at is not None else set())
    counts = {kind: sum(datum.kind == kind for datum in data) for kind in KINDS}
    return Shown(number + 1, found, within, tuple(_blocks(coded, within, data, cuts)), data, counts)


def data_of(coded: Coded) -> Iterator[Datum]:
    """Everything of a document that is marked, by kind and then in the order of the text."""
    text = coded.document.text
    yield from _in_order(_event(event) for event in coded.events)
    yield from _in_order(_statement(statement, text) for statement in coded.statements)
    for figure in coded.figures:
        key = f"f-{figure.id}"
        mentions = (Mention(figure.span, _said(text, figure.span)),)
        yield Datum(key, "figure", figure, mentions, (Mark(key, "figure", figure.span),))
    yield from _grouped("actor", "a", _parties(coded), text)
    for n, timex in enumerate(coded.timexes):
        key = f"t-{n}"
        yield Datum(
            key, "time", timex, (Mention(timex.span, _said(text, timex.span)),), (Mark(key, "time", timex.span),)
        )
    yield from _grouped("place", "p", _places(coded.events), text)


def _event(event: Event) -> Datum:
    key = f"e-{event.id}"
    marks = (Mark(key, f"event quad-{event.quad_code}", event.trigger), Mark(key, "", event.span))
    return Datum(key, "event", event, (Mention(event.span, event.event_text),), marks)


def _statement(statement: Statement, text: str) -> Datum:
    key = f"s-{statement.id}"
    marks = [Mark(key, "statement", span) for span in statement.content]
    marks += [Mark(key, "", statement.span)]
    words = " … ".join(_said(text, span) for span in statement.content) or statement.quote
    return Datum(key, "statement", statement, (Mention(statement.span, words),), tuple(marks))


def _in_order(data: Iterator[Datum]) -> list[Datum]:
    """By place, each key once: readings that share an id share their place."""
    found: dict[str, Datum] = {}
    for datum in sorted(data, key=lambda d: d.mentions[0].span):
        found.setdefault(datum.key, datum)
    return list(found.values())


def _grouped(kind: Kind, letter: str, told: Iterator[tuple[Any, Any, Span, str]], text: str) -> Iterator[Datum]:
    """One datum for all mentions of the same; `told` has what is the same, the value, the place and the basis."""
    values: dict[Any, Any] = {}
    places: dict[Any, dict[Span, str]] = {}
    for same, value, span, basis in told:
        if 0 <= span[0] < span[1] <= len(text):
            values.setdefault(same, value)
            where = places.setdefault(same, {})
            where[span] = where.get(span) or basis
    for n, same in enumerate(sorted(places, key=lambda s: (min(places[s]), str(s)))):
        key = f"{letter}-{n}"
        mentions = tuple(Mention(span, _said(text, span), basis) for span, basis in sorted(places[same].items()))
        yield Datum(key, kind, values[same], mentions, tuple(Mark(key, kind, m.span) for m in mentions))


def _parties(coded: Coded) -> Iterator[tuple[Any, Party, Span, str]]:
    for event in coded.events:
        for entity in (*event.actor, *event.recipient):
            name = entity.identifier_text or entity.entity_text
            yield (entity.code, name), Party(entity.code, entity.sector, name), entity.span, entity.basis
        yield from _sources(event.sources)
    for statement in coded.statements:
        if statement.speaker_span and statement.speaker:
            code, _, sector = (statement.speaker_code or "").partition(".")
            party = Party(code or None, sector or None, statement.speaker)
            yield (party.code, party.name), party, statement.speaker_span, ""
        yield from _sources(statement.sources)


def _sources(sources: Sequence[Source]) -> Iterator[tuple[Any, Party, Span, str]]:
    for source in sources:
        code, _, sector = (source.code or "").partition(".")
        if source.name:
            yield (code or None, source.name), Party(code or None, sector or None, source.name), source.span, ""


def _places(events: Sequence[Event]) -> Iterator[tuple[Any, Any, Span, str]]:
    for event in events:
        if event.event_loc is not None:
            yield (event.event_loc.name, event.event_loc.geonames_id), event.event_loc, event.event_loc.span, ""


def _loose(coded: Coded) -> list[Span]:
    """What has no mark of its own and can be linked to all the same."""
    found = [*(p.span for p in coded.positions), *(r.span for r in coded.relations)]
    return [*found, *(p.span for p in coded.problems if p.span)]


def _offset(data: Sequence[Datum], place: str | None) -> int | None:
    if place is None:
        return None
    digits = place.removeprefix("c-")
    if digits.isascii() and digits.isdigit() and len(digits) < 12:
        return int(digits)
    return next((datum.mentions[0].span[0] for datum in data if datum.key == place), None)


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and a[1] > b[0]


def _said(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())


def _blocks(coded: Coded, within: Span, data: Sequence[Datum], cuts: set[int]) -> Iterator[Block]:
    """The paragraphs of a part. Where a segment ends a paragraph ends too."""
    text = coded.document.text
    marks = [mark for datum in data for mark in datum.marks]
    spans = [(label, span) for label, stretch in _stretches(coded, within) for span in paragraphs(text, stretch)]
    waiting, stopped = deque(anchors_of(data, within)), set[str]()
    runs = deque(pieces(within, marks, cuts | {at for _, span in spans for at in span}))
    for label, (start, end) in spans:
        block: list[Run] = []
        while runs and runs[0].start < end:
            piece = runs.popleft()
            if piece.start < start:
                continue
            here = []
            while waiting and waiting[0][0] < piece.end:
                here.append(waiting.popleft()[1])
            block.append(_run(text, piece, marks, tuple(here), stopped))
        yield Block(label, label in FURNITURE_LABELS, tuple(block))


def anchors_of(data: Sequence[Datum], within: Span) -> list[tuple[int, str]]:
    """Where each datum begins in a part, in order."""
    return sorted((max(within[0], min(m.span[0] for m in d.marks if _touch(m.span, within))), d.key) for d in data)


def _stretches(coded: Coded, within: Span) -> Iterator[tuple[str, Span]]:
    """Segments with what lies between them, within a part. A dateline is the beginning of what follows it."""
    at, begun = within[0], False
    for segment in coded.segments:
        start, end = max(at, segment.span[0]), min(within[1], segment.span[1])
        if start >= end:
            continue
        if at < start and not begun:
            yield "", (at, start)
            at = start
        begun = segment.label == "dateline"
        if not begun:
            yield segment.label, (at, end)
            at = end
    if at < within[1]:
        yield "body" if begun else "", (at, within[1])


def _run(text: str, piece: Piece, marks: Sequence[Mark], anchors: tuple[str, ...], stopped: set[str]) -> Run:
    over, words = [marks[n] for n in piece.marks], text[piece.start : piece.end]
    looks = " ".join(dict.fromkeys(mark.looks for mark in over if mark.looks))
    link = next((mark.datum for mark in over if mark.looks), None) if _can_be_seen(words) else None
    stop = link is not None and link not in stopped
    if link is not None:
        stopped.add(link)
    data = tuple(dict.fromkeys(mark.datum for mark in over))
    return Run(piece.start, words, looks, data, anchors, link, stop)


def _can_be_seen(words: str) -> bool:
    """Whether there is something to point at: a letter, a number or a sign."""
    return any(unicodedata.category(char)[0] in "LNPS" for char in words)
