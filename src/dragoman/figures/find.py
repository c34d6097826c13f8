"""The figures of a document: amounts, what they count, what is told of it, whose it is, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman import identity
from dragoman.actors.resolve import Cast
from dragoman.figures.amounts import Amount, amounts, may_count
from dragoman.figures.counted import Counted, counted
from dragoman.figures.owners import of_doer, owner_of
from dragoman.figures.roles import Told, role_of
from dragoman.figures.telling import event_of, sources_of
from dragoman.figures.votes import Ballot, ballots
from dragoman.figures.words import Words, load_words
from dragoman.language.grammar import Clause
from dragoman.language.tree import Sentence
from dragoman.model import STORY_LABELS, Document, Event, Figure, Source, Span, Statement, Timex

#: People without a role count from this many on, money from this amount.
MANY = 10
OLDEST = 120
SUM = 1000.0
#: There are not more states than this.
STATES = 220
#: Classes of units that count only where the words tell a role.
_QUIET = frozenset({"act", "thing", "goods", "vote", "length"})
_ONE = frozenset({"killed", "injured", "missing", "abducted", "hostages", "downed", "destroyed"})


@dataclass(frozen=True, slots=True)
class Page:
    """What figures need to know of a document."""

    document: Document
    cast: Cast
    statements: Sequence[Statement]
    timexes: Sequence[Timex]


def find_figures(
    page: Page, sentences: Sequence[Sentence], clauses: Mapping[int, tuple[Clause, ...]], events: Sequence[Event]
) -> tuple[Figure, ...]:
    """The figures of the story in text order. `events` are those of the document; a figure of one of them has
    its id."""
    words = load_words()
    out: dict[str, Figure] = {}
    for sentence in sentences:
        if sentence.segment in STORY_LABELS and may_count(page.document.text[slice(*sentence.span)], words):
            for figure in _sentence_figures(page, sentence, clauses[sentence.index], events, words):
                out.setdefault(figure.id, figure)
    return tuple(sorted(out.values(), key=lambda f: (f.span, f.id)))


def _sentence_figures(
    page: Page, sentence: Sentence, clauses: Sequence[Clause], events: Sequence[Event], words: Words
) -> Iterator[Figure]:
    text = page.document.text
    left, right = sentence.span
    times = [t.span for t in page.timexes if left <= t.span[0] < right]
    voted: set[Span] = set()
    found = amounts(text, sentence.span, times, words)
    inside = [e for e in events if left <= e.trigger[0] < right] if found else []
    last: Amount | None = None
    for ballot in ballots(text, sentence.span, found):
        yield _ballot(page, ballot, inside)
        voted.add(ballot.amount.core)
    before: tuple[Counted, Told] | None = None
    for amount, one in _counts(page, sentence, [a for a in found if a.core not in voted], found, words):
        owner = owner_of(sentence, one, page.cast)
        told = role_of(sentence, clauses, one, owner.sector, words)
        if before is not None and _shares(sentence, one, told, *before):
            told = before[1]
        before = (one, told) if told is not None else before
        if _wanted(amount, one, told):
            whose = of_doer(sentence, clauses, owner, told, page.cast)
            yield _figure(page, sentence, amount, one, told, whose, inside)


def _counts(
    page: Page, sentence: Sentence, wanted: Sequence[Amount], found: Sequence[Amount], words: Words
) -> Iterator[tuple[Amount, Counted]]:
    """The amounts that count something; the same money in another currency is told once."""
    text = page.document.text
    last: Amount | None = None
    for amount in wanted:
        again = last is not None and last.currency and amount.currency and text[last.core[1] : amount.core[0]].strip()
        last = amount
        one = None if again == "(" or amount.share else counted(sentence, amount, found, page.cast, words)
        if one is not None and not (one.alone and _is_age(sentence, amount, one)):
            yield amount, one


def _is_age(sentence: Sentence, amount: Amount, one: Counted) -> bool:
    """ "Mr Doe, 63, was hurt": a bare number between commas after a noun."""
    tokens = sentence.tokens
    if amount.op != "=" or amount.value > OLDEST or one.unit is not None or one.first < 2:
        return False
    after = tokens[one.last + 1].text if one.last + 1 < len(tokens) else "."
    before = tokens[one.first - 1], tokens[one.first - 2]
    return before[0].text in {",", "("} and before[1].pos in {"NOUN", "PROPN"} and after in {",", ".", ")", ";", "and"}


def _shares(sentence: Sentence, one: Counted, told: Told | None, last: Counted, role: Told) -> bool:
    """Whether the role of the figure before is also this one's: a part of it, or the next in the same list."""
    token = sentence.tokens[one.head]
    same = one.unit is not None and last.unit is not None and one.unit.kind == last.unit.kind
    if same and token.dep == "conj" and token.head == last.head and (told is None or told.token < last.first):
        return True
    return (told is None or told.role.rank > role.role.rank) and _is_part(sentence, one)


def _is_part(sentence: Sentence, one: Counted) -> bool:
    """Whether what is counted is told to be among those counted before: "300 of them", "including two children"."""
    tokens = sentence.tokens
    i = one.first - 1
    while i > 0 and tokens[i].pos in {"ADV", "ADJ", "DET", "CCONJ", "PUNCT"} and tokens[i].lower != "among":
        i -= 1
    behind = tokens[one.last + 1 : one.last + 3]
    led = i >= 0 and tokens[i].lower in {"including", "them", "whom", "include", "included", "includes"}
    return led or [t.lower for t in behind] in (["of", "them"], ["of", "whom"])


def _ballot(page: Page, ballot: Ballot, events: Sequence[Event]) -> Figure:
    event = event_of(events, ballot.span, None, ())
    amount = ballot.amount
    return Figure(
        id=identity.figure_id(page.document, ballot.span, amount.value, ballot.role),
        value=amount.value,
        value_max=amount.value_max,
        op=amount.op,
        unit=ballot.unit,
        role=ballot.role,
        span=ballot.span,
        sources=(event.sources if event else ()) or sources_of(page.statements, ballot.span, page.document.text),
        event=event.id if event is not None else None,
    )


def _wanted(amount: Amount, one: Counted, told: Told | None) -> bool:
    """Whether a number is worth the record: it is told what became of the counted, or it counts a force, weapons,
    states, many people or much money."""
    if told is not None and one.unit is not None and one.unit.kind == "money":
        return amount.value >= SUM or (amount.value >= SUM / 10 and told.role.name != "sales")
    if told is not None:
        small = amount.value == 1 and amount.op == "="
        return not small or (not one.alone and told.role.name in _ONE)
    unit = one.unit
    if unit is None or one.plain or unit.kind in _QUIET or amount.value == 1:
        return False
    if unit.kind == "money":
        return amount.value >= SUM
    if unit.kind == "person":
        return (amount.value >= MANY or (amount.operated and amount.value >= MANY / 2)) and not one.alone
    if unit.kind == "state":
        return 2 < amount.value <= STATES
    return True


def _figure(
    page: Page, sentence: Sentence, amount: Amount, one: Counted, told: Told | None, of: str | None, events: list[Event]
) -> Figure:
    document = page.document
    tokens = sentence.tokens
    end = max(amount.span[1], tokens[one.head].end)
    if told is not None and tokens[told.token].start >= end and told.token <= one.head + 2:
        end = tokens[told.token].end
    span = (amount.span[0], end)
    name = told.role.name if told is not None else None
    unit = one.unit.name if one.unit is not None else told.role.alone if told is not None else None
    event = event_of(events, span, tokens[told.token] if told is not None else None, told.role.events if told else ())
    said: tuple[Source, ...] = event.sources if event is not None and event.sources else ()
    return Figure(
        id=identity.figure_id(document, span, amount.value, name),
        value=amount.value,
        value_max=amount.value_max,
        op=amount.op,
        unit=unit,
        role=name,
        span=span,
        of=of,
        sources=said or sources_of(page.statements, span, document.text),
        event=event.id if event is not None else None,
    )
