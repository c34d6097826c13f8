"""From drafts to events of the record: sources, dates, contexts, scores, ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman import identity, when, where
from dragoman.events.confidence import confidence, features, ranks
from dragoman.events.dating import around
from dragoman.events.draft import Draft
from dragoman.language.grammar import Clause
from dragoman.language.tree import Sentence
from dragoman.model import Document, Event, Factuality, Place, Source, Span, Statement, Timex
from dragoman.ontology import Ontology

#: Events this many days before publication are background ("historical").
BACKGROUND_DAYS = 90
#: Types that are done by speaking.
VERBAL = frozenset({"AGREE", "CONCEDE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Page:
    """What assembling needs to know of a document."""

    document: Document
    statements: Sequence[Statement]
    timexes: Sequence[Timex]
    places: Sequence[Place]
    ontology: Ontology
    weights: dict[str, float]
    #: Lemmas of verbs that add little to an event noun but its subject.
    bearing: frozenset[str] = frozenset()


def assemble(
    page: Page, sentence: Sentence, clauses: Sequence[Clause], drafts: Sequence[Draft], paragraph: Span
) -> list[Event]:
    """The events of one sentence. Two drafts that say the same of one trigger are one event."""
    out: dict[str, Event] = {}
    for nth, draft in zip(ranks(drafts, clauses), drafts, strict=True):
        event = _event(page, sentence, clauses, draft, paragraph, nth)
        out.setdefault(event.id, event)
    return list(out.values())


def _event(page: Page, sentence: Sentence, clauses: Sequence[Clause], draft: Draft, paragraph: Span, nth: int) -> Event:
    text = page.document.text
    own = draft.clause.span
    trigger = draft.clause.trigger
    statement = _statement(page.statements, trigger)
    quoted = statement is not None and _is_quoted(statement, trigger)
    hints = around(text, sentence, clauses, draft, quoted, page.bearing)
    dated = when.date_of(own, sentence.span, paragraph, page.timexes, page.document.published, hints)
    day = dated.date if dated else None
    sources = _chain(draft, statement, text)
    words = text[own[0] : own[1]].lower()
    contexts = tuple(dict.fromkeys((*draft.context, *page.ontology.contexts_of(words))))
    modes = draft.modes
    cameo, goldstein = page.ontology.cameo(draft.type, modes, contexts)
    found = features(draft, clauses, nth)
    return Event(
        id=identity.event_id(page.document, trigger, (draft.type,), draft.actors, draft.recipients),
        segment=sentence.segment,
        event=(draft.type,),
        mode=modes,
        context=contexts,
        quad_code=page.ontology.quad(draft.type),
        event_scale=page.ontology.score(draft.type, modes),
        cameo=cameo,
        goldstein=goldstein,
        actor=draft.actors,
        recipient=draft.recipients,
        factuality=_factuality(draft, day if dated and dated.basis != "paragraph" else None, page.document.published),
        sources=sources,
        date=day,
        enddate=dated.enddate if dated else None,
        date_precision=dated.precision if dated else None,
        date_basis=dated.basis if dated else "none",
        date_span=dated.span if dated else None,
        event_loc=where.place_of(draft.clause, sentence, clauses, page.places),
        event_text=text[own[0] : own[1]],
        span=own,
        trigger=trigger,
        confidence=confidence(found, page.weights),
        rule=" < ".join(draft.steps),
        quote=statement.id if statement is not None else None,
    )


def _statement(statements: Sequence[Statement], trigger: Span) -> Statement | None:
    """The innermost statement whose content has the trigger."""
    start, end = trigger
    hits = [s for s in statements for a, b in s.content if a <= start and end <= b and s.cue_span != trigger]
    return min(hits, key=lambda s: s.span[1] - s.span[0]) if hits else None


def _chain(draft: Draft, statement: Statement | None, text: str) -> tuple[Source, ...]:
    """Who says so, outermost first: the clause that reports the event, or the statement around it.

    An indirect statement counts only where its cue reports ("said that", "according to"), not where
    somebody wants, hopes or does what the event says. What stands in quotation marks has its speaker.
    """
    told = [s for s in draft.sources if not _own_act(draft, s.span, s.name)]
    if statement is None:
        return tuple({s.name: s for s in told}.values())
    span, speaker = statement.speaker_span, statement.speaker
    stated = span is not None and any(_overlap(s.span, span) for s in draft.sources)
    quoted = _is_quoted(statement, draft.clause.trigger)
    cue = text[slice(*statement.cue_span)].lower() if statement.cue_span else ""
    own = span is not None and _own_act(draft, span, speaker)
    reports = quoted or ((stated or cue.startswith(_ACCORDING) or cue in _SAYING) and not own)
    named = [_as_stated(s, statement, text) for s in (draft.sources if quoted else told)]
    known = {s.name for s in named}
    chain = [s for s in statement.sources if reports and s.name not in known]
    if reports and speaker and span and not stated and speaker not in known:
        code = (statement.speaker_code or "").split(".")[0] or None
        chain.append(Source(speaker, code, "speaker", span))
    return tuple({s.name: s for s in (*chain, *named)}.values())


def _is_quoted(statement: Statement, trigger: Span) -> bool:
    return statement.form == "direct" or any(a <= trigger[0] and trigger[1] <= b for a, b in statement.quotes)


def _own_act(draft: Draft, span: Span, speaker: str | None) -> bool:
    """Whether what is said is itself the act of who says it: "said they would not attend"."""
    mine = (a for a in draft.actors if a.basis == "pronoun")
    return draft.type in VERBAL and any(
        a.antecedent_span == span or (speaker is not None and a.identifier_text == speaker) for a in mine
    )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


_SAYING = frozenset({"said", "says", "say", "saying", "told", "tells", "added", "adds", "adding"})
_ACCORDING = ("per", "according", "as ", "in ")


def _as_stated(source: Source, statement: Statement, text: str) -> Source:
    """The source under the name that the statement has for the same words; a house that stands for its
    state keeps its own ("the Kremlin")."""
    span, speaker = statement.speaker_span, statement.speaker
    if span is None or speaker is None or not _overlap(source.span, span):
        return source
    words = text[slice(*source.span)].removeprefix("the ").removeprefix("The ")
    house = words == source.name and words.istitle() and not set(words.split()) & set(speaker.split())
    return source if house else Source(speaker, source.code, source.kind, source.span)


def _factuality(draft: Draft, day: str | None, published: str | None) -> Factuality:
    if draft.factuality != "actual" or day is None or published is None:
        return draft.factuality
    try:
        gap = date.fromisoformat(_full(published, False)) - date.fromisoformat(_full(day, True))
    except ValueError:
        return draft.factuality
    return "historical" if gap.days > BACKGROUND_DAYS else "actual"


def _full(day: str, last: bool) -> str:
    """A day inside a date that may be cut to month or year: its last or first."""
    if len(day) == 4:
        return f"{day}-12-31" if last else f"{day}-01-01"
    if len(day) == 7:
        return f"{day}-28" if last else f"{day}-01"
    return day[:10]


def with_events(statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Statement, ...]:
    """Statements with the ids of the events that are expressed in them."""
    by_quote: dict[str, list[str]] = {}
    for event in events:
        if event.quote is not None:
            by_quote.setdefault(event.quote, []).append(event.id)
    return tuple(replace(s, event=tuple(by_quote.get(s.id, ()))) for s in statements)
