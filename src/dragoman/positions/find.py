"""From sentences to positions: whose they are, on what, since when, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman import when
from dragoman.events.casting import Casting
from dragoman.language.grammar import Clause, Phrase
from dragoman.model import STORY_LABELS, Document, Entity, Event, Position, Source, Span, Statement, Timex
from dragoman.positions.adjectives import adjective_hits
from dragoman.positions.aims import aim_hits
from dragoman.positions.converse import converse_hits
from dragoman.positions.duties import duty_hits
from dragoman.positions.effects import effect_hits
from dragoman.positions.issues import Issue, act_before, before_this, clause_before, is_echo, issue_of
from dragoman.positions.joining import with_joined
from dragoman.positions.judging import judging_hits
from dragoman.positions.leaning import leaning_hits
from dragoman.positions.nouns import noun_hits
from dragoman.positions.reading import ANAPHORS, Hit, Part, View
from dragoman.positions.rights import right_hits
from dragoman.positions.tables import tables
from dragoman.positions.topics import Subjects, code_of
from dragoman.positions.verbs import verb_hits
from dragoman.positions.voices import issued, with_fellows
from dragoman.positions.weighing import weighing_hits

#: Below this a stance on relations in general is a courtesy.
_FULL = 0.8


@dataclass(frozen=True, slots=True)
class Page:
    """What positions need of a coded document."""

    document: Document
    events: Sequence[Event]
    statements: Sequence[Statement]
    timexes: Sequence[Timex]
    paragraphs: Mapping[int, Span]


def find_positions(
    page: Page, castings: Sequence[Casting], clauses: Mapping[int, tuple[Clause, ...]]
) -> tuple[Position, ...]:
    """The positions of headline and body in text order, one for each actor, issue and clause.

    `castings` are the parsed sentences with who speaks in each; `clauses` are theirs by sentence index.
    """
    words = tables()
    views = _views(page, castings, clauses)
    if not views:
        return ()
    subjects = Subjects(views, views[0].casting.cast.states(), words)
    out: dict[tuple[str, str, str, int], Position] = {}
    for n, view in enumerate(views):
        for hit in (h for first in _hits(view) for h in with_joined(view, with_fellows(view, first))):
            for position, right in _positions(page, views[: n + 1], hit, subjects):
                key = (position.actor, position.issue_id, position.stance, right)
                if key not in out or out[key].strength < position.strength:
                    out[key] = position
    return tuple(sorted(out.values(), key=lambda p: (p.span, p.actor, p.issue_id, p.issue, p.stance)))


def _views(page: Page, castings: Sequence[Casting], clauses: Mapping[int, tuple[Clause, ...]]) -> list[View]:
    """The sentences of the story, each with whose the papers are that were told before it."""
    out: list[View] = []
    papers: dict[str, Entity] = {}
    for casting in castings:
        if casting.sentence.segment in STORY_LABELS:
            view = replace(_view(page, casting, clauses), papers=dict(papers))
            out.append(view)
            papers.update(issued(view))
    return out


def _view(page: Page, casting: Casting, clauses: Mapping[int, tuple[Clause, ...]]) -> View:
    sentence = casting.sentence
    start, end = sentence.span
    near = tuple(s for s in page.statements if s.span[0] < end and start < s.span[1])
    told = tuple(e for e in page.events if start <= e.trigger[0] < end)
    by_head = {c.head: c for c in clauses[sentence.index]}
    return View(sentence, by_head, casting, tables(), near, page.document.text, told)


def _hits(view: View) -> Iterator[Hit]:
    yield from verb_hits(view)
    yield from noun_hits(view)
    yield from adjective_hits(view)
    yield from duty_hits(view)
    yield from judging_hits(view)
    yield from leaning_hits(view)
    yield from effect_hits(view)
    yield from right_hits(view)
    yield from converse_hits(view)
    yield from weighing_hits(view)
    yield from aim_hits(view)


def _positions(page: Page, views: Sequence[View], hit: Hit, subjects: Subjects) -> Iterator[tuple[Position, int]]:
    """The positions of a hit, each with the last character of its issue."""
    view = views[-1]
    event = _event(page, view, hit)
    for entity in hit.actors:
        actor = code_of(entity, view.casting)
        if actor is None:
            continue
        for part in hit.parts:
            found = _issue(views, hit, part, subjects, actor)
            if found is None:
                continue
            issue, end = found
            loose = hit.known or (issue.weak and hit.strength < _FULL)
            if not issue.listed and loose and not issue.telling and not (issue.saying and hit.strength >= 0.6):
                continue
            position = _position(view, hit, entity, issue, end)
            dated = event.date if event is not None else _date(page, view, hit.head, position.span)
            told = _sources(view, hit, event, entity)
            about = event.id if event is not None else None
            yield replace(position, actor=actor, event=about, date=dated, sources=told), end


def _issue(views: Sequence[View], hit: Hit, part: Part, subjects: Subjects, actor: str) -> tuple[Issue, int] | None:
    view = views[-1]
    token = view.tokens[part.head]
    if token.lower in ANAPHORS and token.pos == "PRON" and not part.is_clause:
        if token.lower == "it" and view.casting.coded(Phrase(part.head, part.left, part.right)):
            return None
        for found in (before_this(views[-2:], min(hit.head, token.i)), clause_before(views[-3:])):
            issue = issue_of(found[0], found[1], subjects, actor) if found is not None else None
            if issue is not None and (issue.listed or issue.telling):
                return issue, token.end
        return None
    issue = issue_of(view, part, subjects, actor, somebody=hit.sides)
    if is_echo(view, part):
        issue = _echoed(views, hit, part, subjects, actor, issue)
    return (issue, view.tokens[issue.right - 1].end) if issue is not None else None


def _echoed(
    views: Sequence[View], hit: Hit, part: Part, subjects: Subjects, actor: str, issue: Issue | None
) -> Issue | None:
    """What "this move" is: the issue as its words say it, with what the clause before tells."""
    view = views[-1]
    told = act_before(view, min(hit.head, part.head)) or clause_before(views[-2:])
    found = issue_of(told[0], told[1], subjects, actor) if told is not None else None
    if found is None or not (found.telling or found.listed):
        return issue
    words = f"{view.tokens[part.head].text}: {found.words}"
    known = found.listed or (issue is not None and issue.listed)
    return replace(found, words=words, left=part.left, right=part.right, listed=known)


def _position(view: View, hit: Hit, entity: Entity, issue: Issue, end: int) -> Position:
    """A position as its sentence tells it; whose code, which event, when and who says so are added to it."""
    token = view.tokens[hit.head]
    statement = view.statement_at(hit.head) or next((s for s in view.statements if _cues(s, token.start)), None)
    before = view.sentence.span[0] <= entity.span[0] < token.start
    return Position(
        actor="",
        identifier_text=entity.identifier_text or view.text[slice(*(entity.antecedent_span or entity.span))],
        issue=issue.words,
        issue_id=issue.id,
        target=issue.target,
        stance=hit.side,
        strength=0.0 if hit.side == "neutral" else hit.strength,
        span=(entity.span[0] if before else token.start, max(token.end, end)),
        statement=statement.id if statement is not None else None,
        rule=hit.rule,
    )


def _event(page: Page, view: View, hit: Hit) -> Event | None:
    """The event that the same word makes, by one of those who take the stance."""
    token = view.tokens[hit.head]
    codes = {e.code for e in hit.actors}
    found = (e for e in page.events if e.trigger[0] <= token.start < e.trigger[1])
    return next((e for e in found if codes & {a.code for a in e.actor}), None)


def _cues(statement: Statement, start: int) -> bool:
    return statement.cue_span is not None and statement.cue_span[0] <= start < statement.cue_span[1]


def _date(page: Page, view: View, head: int, span: Span) -> str | None:
    start, end = view.tokens[head].start, view.tokens[head].end
    others = tuple(c.span for c in view.clause.values() if c.kind != "noun" and c.trigger[0] != start)
    around = when.Around(trigger=(start, end), others=others, text=page.document.text)
    own = next((c.span for c in view.clause.values() if c.trigger[0] == start), span)
    paragraph = page.paragraphs.get(view.sentence.paragraph, view.sentence.span)
    dated = when.date_of(own, view.sentence.span, paragraph, page.timexes, page.document.published, around)
    return dated.date if dated is not None else None


def _sources(view: View, hit: Hit, event: Event | None, entity: Entity) -> tuple[Source, ...]:
    """Who says so, outermost first: those whom the event has, and whoever is quoted or reported with the words."""
    statement = view.statement_at(hit.head)
    chain = list(event.sources) if event is not None else []
    if statement is not None:
        chain = [*(s for s in statement.sources if all(s.name != c.name for c in chain)), *chain]
        name, span = statement.speaker, statement.speaker_span
        if name and span and all(s.name != name and s.span != span for s in chain):
            code = (statement.speaker_code or "").split(".")[0] or None
            chain.append(Source(name, code, "speaker", span))
    else:
        own = next((s for s in view.statements if _cues(s, view.tokens[hit.head].start)), None)
        chain = [*(s for s in own.sources if all(s.name != c.name for c in chain)), *chain] if own else chain
    return tuple(s for s in chain if s.span != entity.span)
