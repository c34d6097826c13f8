"""The figures of a document: amounts, what they count, what is told of it, whose it is, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman import identity
from dragoman.actors.resolve import Cast
from dragoman.figures.amounts import Amount, amounts, may_count
from dragoman.figures.counted import Counted, Look, counted
from dragoman.figures.owners import of_doer, owner_of
from dragoman.figures.roles import Told, role_of
from dragoman.figures.telling import cause_of, event_of, sources_of
from dragoman.figures.votes import ballots
from dragoman.figures.words import Words, load_words
from dragoman.language.grammar import Clause
from dragoman.language.tree import Sentence
from dragoman.model import STORY_LABELS, Document, Event, Figure, Span, Statement, Timex

#: People without a role count from this many on, those of plain nouns from a hundred, money with a role from
#: a thousand and without one from ten thousand.
MANY = 10
CROWD = 100
SUM = 1000.0
#: There are not more states than this, and nobody is older.
STATES = 220
OLDEST = 120
#: Classes of units that count only where the words tell a role.
_QUIET = frozenset({"act", "thing", "goods", "vote", "length"})
#: Roles in which a single person or weapon is a figure.
_ONE = frozenset({"killed", "injured", "missing", "abducted", "hostages", "downed", "destroyed"})
#: What only people suffer.
_HUMAN = frozenset({"killed", "injured", "abducted", "hostages", "sentenced", "detained", "deported", "evacuated"})
#: Words before and after the number of a part: "including two children", "300 of them".
_PART = frozenset({"including", "them", "whom", "include", "included", "includes"})
#: "the rebels put *the figure* at 40".
_THE_NUMBER = frozenset({"figure", "number", "total", "count", "estimate"})
_OF_THEM = (["of", "them"], ["of", "whom"])


@dataclass(frozen=True, slots=True)
class Page:
    """What figures need to know of a document."""

    document: Document
    cast: Cast
    statements: Sequence[Statement]
    timexes: Sequence[Timex]


class Entry(NamedTuple):
    """A figure before it is one: `token` is the one that tells its role."""

    amount: Amount
    span: Span
    unit: str | None
    role: str | None
    of: str | None = None
    token: int | None = None
    events: tuple[str, ...] = ()


def find_figures(
    page: Page, sentences: Sequence[Sentence], clauses: Mapping[int, tuple[Clause, ...]], events: Sequence[Event]
) -> tuple[Figure, ...]:
    """The figures of the story in text order. `events` are those of the document; a figure of one of them has
    its id."""
    words = load_words()
    out: dict[str, Figure] = {}
    for sentence in sentences:
        left, right = sentence.span
        if sentence.segment not in STORY_LABELS or not may_count(page.document.text[left:right], words):
            continue
        inside = [e for e in events if left <= e.trigger[0] < right]
        for entry in _entries(page, sentence, clauses[sentence.index], words):
            figure = _figure(page, sentence, entry, inside, words)
            out.setdefault(figure.id, figure)
    return tuple(sorted(out.values(), key=lambda f: (f.span, f.id)))


def _entries(page: Page, sentence: Sentence, clauses: Sequence[Clause], words: Words) -> Iterator[Entry]:
    """The figures of one sentence."""
    left, right = sentence.span
    times = [t.span for t in page.timexes if left <= t.span[0] < right]
    found = amounts(page.document.text, sentence.span, times, words)
    voted: set[Span] = set()
    for ballot in ballots(page.document.text, sentence.span, found):
        voted.add(ballot.amount.core)
        yield Entry(ballot.amount, ballot.span, ballot.unit, ballot.role)
    before: tuple[Counted, Told] | None = None
    look = Look(sentence, found, page.cast, words)
    for amount, one in _counts(page, look, [a for a in found if a.core not in voted]):
        owner = owner_of(sentence, one, page.cast)
        told = role_of(sentence, clauses, one, owner.sector, words)
        if before is not None and _shares(sentence, one, told, *before):
            told = before[1]
            one = one if one.unit is not None else one._replace(unit=before[0].unit)
        before = (one, told) if told is not None else before
        if _wanted(amount, one, told):
            yield _entry(sentence, amount, one, told, of_doer(sentence, clauses, owner, told, page.cast))


def _counts(page: Page, look: Look, wanted: Sequence[Amount]) -> Iterator[tuple[Amount, Counted]]:
    """The amounts that count something; the same money in another currency is told once."""
    text = page.document.text
    last: Amount | None = None
    for amount in wanted:
        money = last is not None and last.currency is not None and amount.currency is not None
        again = money and last is not None and text[last.core[1] : amount.core[0]].strip() == "("
        last = amount
        one = None if again or amount.share else counted(look, amount)
        if one is not None and not (one.alone and _is_age(look.sentence, amount, one)):
            yield amount, one


def _is_age(sentence: Sentence, amount: Amount, one: Counted) -> bool:
    """ "Mr Doe, 63, was hurt": a bare number between commas after a noun."""
    tokens = sentence.tokens
    if amount.op != "=" or amount.value > OLDEST or one.unit is not None or one.first < 2:
        return False
    after = tokens[one.last + 1].text if one.last + 1 < len(tokens) else "."
    comma, noun = tokens[one.first - 1], tokens[one.first - 2]
    if comma.text not in {",", "("}:
        return False
    return after in {",", ")"} or (noun.pos in {"NOUN", "PROPN"} and after in {".", ";", "and"})


def _shares(sentence: Sentence, one: Counted, told: Told | None, last: Counted, role: Told) -> bool:
    """Whether the role of the figure before is also this one's: a part of it, or the next in the same list."""
    if one.unit is not None and one.unit.kind not in role.role.classes:
        return False
    token = sentence.tokens[one.head]
    same = one.unit is not None and last.unit is not None and one.unit.kind == last.unit.kind
    if same and token.dep == "conj" and token.head == last.head and (told is None or told.token < last.first):
        return True
    return (told is None or told.role.rank > role.role.rank) and _is_part(sentence, one)


def _is_part(sentence: Sentence, one: Counted) -> bool:
    """Whether what is counted is told to be among those counted before: "300 of them", "including two children"."""
    tokens = sentence.tokens
    i = one.left - 1
    while i > 0 and tokens[i].pos in {"ADV", "ADJ", "DET", "CCONJ", "PUNCT"} and tokens[i].lower != "among":
        i -= 1
    told = {t.lower for t in tokens[max(0, i - 3) : i]}
    if one.alone and i > 0 and tokens[i].lower in {"at", "to"} and not told.isdisjoint(_THE_NUMBER):
        return True
    behind = [t.lower for t in tokens[one.last + 1 : one.last + 3]]
    return (i >= 0 and tokens[i].lower in _PART) or behind in _OF_THEM


def _wanted(amount: Amount, one: Counted, told: Told | None) -> bool:
    """Whether a number is worth the record: it is told what became of the counted, or it counts a force, weapons,
    states, many people or much money."""
    kind = one.unit.kind if one.unit is not None else None
    if told is not None and kind == "money":
        return amount.value >= SUM or (amount.value >= SUM / 10 and told.role.name != "sales")
    if told is not None:
        if one.guessed and told.role.name not in _HUMAN:
            return False
        return amount.value != 1 or (not one.alone and told.role.name in _ONE)
    if kind is None or kind in _QUIET or amount.value == 1 or one.guessed:
        return False
    if kind == "person":
        least = CROWD if one.plain else MANY / 2 if amount.operated else MANY
        return amount.value >= least and not one.alone
    if kind == "money":
        return amount.value >= SUM * 10
    return not one.plain and (kind != "state" or 2 < amount.value <= STATES)


def _entry(sentence: Sentence, amount: Amount, one: Counted, told: Told | None, of: str | None) -> Entry:
    tokens = sentence.tokens
    end = max(amount.span[1], tokens[one.head].end)
    if told is None:
        return Entry(amount, (amount.span[0], end), one.unit.name if one.unit is not None else None, None, of)
    if tokens[told.token].start >= end and told.token <= one.head + 2:
        end = tokens[told.token].end
    unit = one.unit.name if one.unit is not None else told.role.alone
    return Entry(amount, (amount.span[0], end), unit, told.role.name, of, told.token, told.role.events)


def _figure(page: Page, sentence: Sentence, entry: Entry, events: Sequence[Event], words: Words) -> Figure:
    document, amount = page.document, entry.amount
    token = sentence.tokens[entry.token] if entry.token is not None else None
    event = event_of(events, entry.span, token, entry.events) or cause_of(
        events, entry.span, document.text, entry.events, words.led_to
    )
    said = event.sources if event is not None else ()
    return Figure(
        id=identity.figure_id(document, entry.span, amount.value, entry.role),
        value=amount.value,
        op=amount.op,
        unit=entry.unit,
        role=entry.role,
        span=entry.span,
        value_max=amount.value_max,
        of=entry.of,
        sources=said or sources_of(page.statements, entry.span, document.text),
        event=event.id if event is not None else None,
    )
