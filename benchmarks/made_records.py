"""Coded records of any size: the happenings of `synthetic.py`, told by articles of several sentences.

An article has the reports of one outlet on one day, each of another happening, with a headline, what
an actor said of it and where it stands; every twelfth is printed again by another outlet. Words, spans
and ids are as coding gives them, so that a page of such a record shows what a page of a real one does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from synthetic import OUTLETS, Report, happenings

from dragoman.identity import coding_id, content_hash, document_id, statement_id
from dragoman.model import Coded, Document, Entity, Event, Figure, Position, Segment, Source, Span, Statement, Timex
from dragoman.record.schema import Run
from dragoman.record.store import Shard, open_store

#: Reports in an article, and how often one is printed again.
SENTENCES = 5
REPRINTED = 12
#: Documents that are stored in one transaction.
SHARD = 1000
RUN = Run("made", "synthetic", "none", {})
#: What a type of event is about, as issues name it.
_TOPICS = {"AID": "aid", "SANCTION": "sanctions", "ASSAULT": "war", "AGREE": "peace", "PROTEST": "protest"}


@dataclass(frozen=True, slots=True)
class Article:
    """A coded document with the happening of each of its events, by event id."""

    coded: Coded
    happenings: dict[str, int]


def articles(events: int, seed: int = 1) -> Iterator[Article]:
    """Articles until there are about so many events."""
    waiting: defaultdict[tuple[str | None, str | None], list[Report]] = defaultdict(list)
    number = 0
    for reports, _ in happenings(events - events // (REPRINTED + 1), seed, copies=False):
        for report in reports:
            document = report.coded.document
            held = waiting[document.published, document.outlet]
            held.append(report)
            if len(held) == SENTENCES:
                yield from _printed(number, waiting.pop((document.published, document.outlet)))
                number += 1
    for held in waiting.values():
        yield from _printed(number, held)
        number += 1


def write(path: Path, found: Iterable[Article]) -> int:
    """Store articles in a new record; how many events they have."""
    count = 0
    waiting: list[Coded] = []
    with open_store(path, RUN) as store:

        def flush() -> None:
            store.write(Shard(tuple(waiting), {c.document.doc: coding_id(c.document, RUN.id) for c in waiting}))
            waiting.clear()

        for article in found:
            waiting.append(article.coded)
            count += len(article.coded.events)
            if len(waiting) >= SHARD:
                flush()
        flush()
    return count


def _printed(number: int, reports: list[Report]) -> Iterator[Article]:
    article = _article(number, reports)
    yield article
    if number % REPRINTED == 0:
        yield _reprint(article)


def _article(number: int, reports: list[Report]) -> Article:
    """One text out of several sentences, and all that is coded of it."""
    first = reports[0].coded.document
    lead = reports[0].coded.events[0]
    parts = [f"{lead.actor[0].entity_text}: {lead.event[0].lower()} ({number})"]
    for report in reports:
        parts.append(report.coded.document.text)
        if report.happening % 2:
            parts.append(_said(report.coded.events[0]))
    text = "\n\n".join(parts)
    name = f"{(first.published or '')[:7]}/{(first.outlet or '').lower().replace(' ', '-')}-{number:06}.txt"
    document = Document(
        name, text, document_id(text), title=parts[0], published=first.published, published_basis="given",
        outlet=first.outlet, outlet_basis="given", language="en", url=f"https://news.example/{number}",
    )  # fmt: skip
    at = len(parts[0]) + 2
    pieces: list[Coded] = []
    for report in reports:
        quoted = report.happening % 2 == 1
        pieces.append(_placed(document, report.coded, at, quoted))
        at += len(report.coded.document.text) + 2
        at += len(_said(report.coded.events[0])) + 2 if quoted else 0
    segments = (Segment("headline", (0, len(parts[0]))), Segment("body", (len(parts[0]) + 2, len(text))))
    coded = Coded(
        document,
        segments,
        *(tuple(v for p in pieces for v in getattr(p, part)) for part in _PARTS),
    )
    return Article(coded, {r.coded.events[0].id: r.happening for r in reports})


_PARTS = ("timexes", "events", "statements", "positions", "figures")


def _said(event: Event) -> str:
    """What the first actor says of it."""
    words = event.event_text.split(", amid ")[-1].split()[:3]
    return f'"We want {" ".join(words)}," {event.actor[0].entity_text} said.'


def _placed(document: Document, coded: Coded, at: int, quoted: bool) -> Coded:
    """What is coded of one sentence where it stands in the article."""
    event = coded.events[0]
    actor = event.actor[0]
    start = at + len(event.event_text) + 2
    statements: tuple[Statement, ...] = ()
    if quoted:
        statements = (_statement(document, event, start),)
    moved = replace(
        event,
        actor=tuple(_entity(e, at) for e in event.actor),
        recipient=tuple(_entity(e, at) for e in event.recipient),
        sources=_sources(event.sources, at),
        span=_by(event.span, at),
        trigger=_by(event.trigger, at),
        date_span=_by(event.date_span, at) if event.date_span else None,
        event_loc=replace(event.event_loc, span=_by(event.event_loc.span, at)) if event.event_loc else None,
        quote=None,
    )
    timexes = (Timex(moved.date_span, "DATE", event.date, "day", "explicit"),) if moved.date_span and event.date else ()
    positions: tuple[Position, ...] = ()
    if event.recipient and actor.code:
        topic = _TOPICS.get(event.event[0], "relations")
        target = event.recipient[0].code or ""
        positions = (
            Position(
                actor.code,
                actor.identifier_text,
                f"{topic} {event.recipient[0].identifier_text}",
                f"{topic}:{target}",
                (target,),
                "for" if event.quad_code < 3 else "against",
                0.7,
                moved.span,
                event.id,
                statements[0].id if statements else None,
                event.date,
                "synthetic",
                moved.sources,
            ),
        )
    figures = tuple(_figure(f, at) for f in coded.figures)
    return Coded(document, (), timexes, (moved,), statements, positions, figures)


def _statement(document: Document, event: Event, start: int) -> Statement:
    text = _said(event)
    actor = event.actor[0]
    quote = (start + 1, start + text.rindex('"'))
    speaker = (quote[1] + 2, quote[1] + 2 + len(actor.entity_text))
    cue = (speaker[1] + 1, speaker[1] + 5)
    return Statement(
        statement_id(document, (start, start + len(text)), cue, actor.identifier_text), "body", actor.identifier_text,
        f"{actor.code}.{actor.sector}", speaker, cue, "direct", (quote,), (quote,), document.text[slice(*quote)],
        (start, start + len(text)), event=(event.id,),
    )  # fmt: skip


def _by(span: Span, at: int) -> Span:
    return span[0] + at, span[1] + at


def _entity(entity: Entity, at: int) -> Entity:
    return replace(entity, span=_by(entity.span, at))


def _sources(sources: tuple[Source, ...], at: int) -> tuple[Source, ...]:
    return tuple(replace(s, span=_by(s.span, at)) for s in sources)


def _figure(figure: Figure, at: int) -> Figure:
    return replace(figure, span=_by(figure.span, at))


def _reprint(article: Article) -> Article:
    """The same article under another name and outlet."""
    coded = article.coded
    outlet = OUTLETS[(OUTLETS.index(coded.document.outlet or OUTLETS[0]) + 1) % len(OUTLETS)]
    document = replace(coded.document, doc=coded.document.doc.replace(".txt", "-again.txt"), outlet=outlet)
    ids = {v.id: content_hash("again", v.id) for v in (*coded.events, *coded.statements, *coded.figures)}
    copied = replace(
        coded,
        document=document,
        events=tuple(replace(e, id=ids[e.id], figures=tuple(ids[f] for f in e.figures)) for e in coded.events),
        statements=tuple(replace(s, id=ids[s.id], event=tuple(ids[e] for e in s.event)) for s in coded.statements),
        positions=tuple(
            replace(p, event=ids[p.event] if p.event else None, statement=ids[p.statement] if p.statement else None)
            for p in coded.positions
        ),
        figures=tuple(replace(f, id=ids[f.id], event=ids[f.event] if f.event else None) for f in coded.figures),
    )
    return Article(copied, {ids[id_]: happening for id_, happening in article.happenings.items()})
