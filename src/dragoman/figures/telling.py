"""Which event a figure belongs to, and who says so."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from dragoman.language.tree import Token
from dragoman.model import Event, Figure, Source, Span, Statement
from dragoman.statements.cues import cues

#: Kinds of verbs that report.
_REPORTS = frozenset({"speech", "document"})
#: What ends a clause.
_STOPS = frozenset(",;:.()—–")
_ACCORDING = ("per", "according", "as ", "in ")


def event_of(events: Sequence[Event], span: Span, token: Token | None, types: Sequence[str]) -> Event | None:
    """The event of the sentence that the figure belongs to: the one that the word of its role made; else the
    innermost one around it that has a participant there or a fitting type."""
    if token is not None:
        for event in events:
            if event.trigger[0] <= token.start < event.trigger[1]:
                return event
    around = [
        e
        for e in events
        if e.span[0] <= span[0] and span[1] <= e.span[1] and (_takes_part(e, span) or (set(e.event) & set(types)))
    ]
    return min(around, key=lambda e: (not _takes_part(e, span), e.span[1] - e.span[0], -e.confidence), default=None)


def cause_of(
    events: Sequence[Event], span: Span, text: str, types: Sequence[str], led_to: Collection[str]
) -> Event | None:
    """The event that led to what the figure counts, told right before it: "they clashed, resulting in the deaths of
    24 people". It has a fitting type, and nothing but a clause of its outcome stands between."""
    before = [e for e in events if e.span[1] <= span[0] and set(e.event) & set(types)]
    event = max(before, key=lambda e: (e.span[1], -e.span[0], e.confidence), default=None)
    if event is None:
        return None
    gap = text[event.span[1] : span[0]].lower().lstrip(", ")
    begins = any(gap.startswith(f"{words} ") for words in led_to)
    return event if begins and _STOPS.isdisjoint(gap) else None


def _takes_part(event: Event, span: Span) -> bool:
    return any(e.span[0] < span[1] and span[0] < e.span[1] for e in (*event.actor, *event.recipient))


def sources_of(statements: Sequence[Statement], span: Span, text: str) -> tuple[Source, ...]:
    """Who says so, outermost first: the innermost statement around the figure that reports."""
    around = [s for s in statements if any(a <= span[0] and span[1] <= b for a, b in s.content)]
    for statement in sorted(around, key=lambda s: s.span[1] - s.span[0]):
        cue = text[slice(*statement.cue_span)].lower() if statement.cue_span else ""
        quoted = statement.form != "indirect" and any(a <= span[0] and span[1] <= b for a, b in statement.quotes)
        if not (quoted or _reports(cue)):
            continue
        chain = list(statement.sources)
        if statement.speaker and statement.speaker_span:
            code = (statement.speaker_code or "").split(".")[0] or None
            chain.append(Source(statement.speaker, code, "speaker", statement.speaker_span))
        return tuple({s.name: s for s in chain}.values())
    return ()


def _reports(cue: str) -> bool:
    """Whether a cue says that something is so, and not that somebody wants or thinks it."""
    if cue.startswith(_ACCORDING):
        return True
    word = cue.split(maxsplit=1)[0] if cue else ""
    return not _REPORTS.isdisjoint(cues().takes(word, (), word).values())


def with_figures(events: Sequence[Event], figures: Sequence[Figure]) -> tuple[Event, ...]:
    """Events with the ids of the figures that belong to them."""
    belong: dict[str, list[str]] = {}
    for figure in figures:
        if figure.event is not None:
            belong.setdefault(figure.event, []).append(figure.id)
    return tuple(replace(e, figures=tuple(belong[e.id])) if e.id in belong else e for e in events)
