"""Questions in plain words: "statements by China on Ukraine since March 2022" as filters.

Times are read by the grammar of `timex`, names by the actor tables, the rest by the words of
`data/search/ask.toml`. Nothing is guessed in silence: every word is either part of a filter, skipped as a word
without a meaning of its own, or given back as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.actors.knowledge import Knowledge
from dragoman.actors.tables import Actor
from dragoman.search.vocabulary import Vocabulary, longest, vocabulary
from dragoman.timex import calendar
from dragoman.when import find_timexes

#: Codes of many different actors, of whom the name says more than the code.
_MANY = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*|['’]s?\b")
_SINCE = frozenset({"since", "from", "after"})
_UNTIL = frozenset({"until", "till", "before", "by", "to"})
#: Small words that are acronyms only in their own capitals.
_WORDS = frozenset(
    "us who is it may can so no in on to by or and as at am an he we be do did has its say says said".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who is named: a code where it is of one actor alone, else the name as the tables have it."""

    term: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. `kind` is statements, positions, events, episodes or documents; `party` are those who
    take part on whichever side, all of them; `place` is where; `about` is what statements or positions are about;
    `since` and `until` are ISO days; `words` are to be searched for, `ignored` mean nothing here."""

    text: str
    kind: str
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    party: tuple[Party, ...] = ()
    place: tuple[Party, ...] = ()
    about: tuple[Party, ...] = ()
    types: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    stance: str | None = None
    since: str | None = None
    until: str | None = None
    words: tuple[str, ...] = ()
    ignored: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the question with what it is: party, kind, type, quad, stance, time, skip or word."""

    start: int
    end: int
    what: str
    value: object = None
    days: tuple[str, str] = ("", "")


def read_question(text: str, knowledge: Knowledge, today: str) -> Question:
    """What a question asks for. `today` (an ISO day) is what "last year" is seen from."""
    known = vocabulary()
    text = " ".join(text.split())
    times = list(_times(text, today))
    parties = list(_parties(text, knowledge, times))
    pieces = sorted([*times, *parties, *_words(text, [*times, *parties], known)], key=lambda p: p.start)
    kind = _kind(pieces)
    since, until = _bounds(pieces, text)
    types = tuple(dict.fromkeys(str(p.value) for p in pieces if p.what == "type"))
    roles = _roles(pieces, text, kind, known)
    stance = next((str(p.value) for p in pieces if p.what == "stance"), None) if kind == "positions" else None
    searched = kind in ("statements", "documents", "positions")
    kept = ("word", "type", "quad") if searched else ("word",)
    left = tuple(text[p.start : p.end] for p in pieces if p.what in kept)
    return Question(
        text,
        kind,
        **roles,
        types=() if kind in ("statements", "positions", "documents") else types,
        quads=tuple(dict.fromkeys(int(str(p.value)) for p in pieces if p.what == "quad")),
        stance=stance,
        since=since,
        until=until,
        words=left if searched else (),
        ignored=() if searched else left,
    )


def _times(text: str, today: str) -> Iterator[_Piece]:
    """Dates of the calendar, as their first and last day."""
    for timex in find_timexes(text, [(0, len(text))], today):
        days = calendar.bounds(timex.value) if timex.type == "DATE" else None
        if days is not None:
            yield _Piece(*timex.span, "time", days=(days[0].isoformat(), days[1].isoformat()))


def _parties(text: str, knowledge: Knowledge, taken: Sequence[_Piece]) -> Iterator[_Piece]:
    """Names of the tables, also where the question is written without capitals."""
    found: list[_Piece] = []
    for written in (text, text.title(), text.upper()):
        if len(written) != len(text):
            continue
        for hit in knowledge.index.hits(written):
            words = text[hit.start : hit.end]
            if written is not text and _is_plain(text, words, hit.start):
                continue
            no_acronym = written.isupper() and (len(words) < 2 or hit.key != hit.key.upper())
            if no_acronym or any(_crosses(hit.start, hit.end, p) for p in [*found, *taken]):
                continue
            actor = _actor(knowledge, hit.key)
            if actor is not None:
                found.append(_Piece(hit.start, hit.end, "party", _party(actor)))
    yield from found


def _is_plain(text: str, words: str, start: int) -> bool:
    """Whether a word that would be a name in capitals is meant as the word it is: "us", but not "the us"."""
    small = words.lower()
    if small == "us":
        return (
            _word_before(text, start) not in ("", "the", "by", "from", "of")
            and "the us" not in text[:start].lower()[-7:]
        )
    return small in _WORDS or small in vocabulary().skip


def _actor(knowledge: Knowledge, key: str) -> Actor | None:
    """Whom a name means: a state before all others, then whoever the tables have first."""
    actors = [sense.actor for sense in knowledge.senses[key] if sense.actor.code or sense.actor.kind != "place"]
    return min(actors, key=lambda a: (a.kind != "state", bool(a.end) and a.kind == "state"), default=None)


def _party(actor: Actor) -> Party:
    single = actor.code is not None and actor.code not in _MANY and actor.kind in ("state", "place", "collective")
    if single or (
        actor.code in ("UNO", "EUR") and actor.kind == "org" and actor.name in ("United Nations", "European Union")
    ):
        return Party(str(actor.code), actor.name)
    return Party(actor.name, actor.name)


def _crosses(start: int, end: int, piece: _Piece) -> bool:
    return start < piece.end and piece.start < end


def _words(text: str, taken: Sequence[_Piece], known: Vocabulary) -> Iterator[_Piece]:
    """What the words between names and times mean."""
    tokens = [m for m in _TOKEN.finditer(text) if not any(_crosses(m.start(), m.end(), p) for p in taken)]
    words = [m.group().lower() for m in tokens]
    at = 0
    while at < len(words):
        size, piece = _meaning(words, at, known)
        yield _Piece(tokens[at].start(), tokens[at + size - 1].end(), *piece)
        at += size


def _meaning(words: list[str], at: int, known: Vocabulary) -> tuple[int, tuple[str, object]]:
    best: tuple[int, tuple[str, object]] = (0, ("", None))
    for what, table in (("kind", known.kinds), ("type", known.types), ("quad", known.quads), ("stance", known.stances)):
        found = longest(table, words, at)
        if found and found[0] > best[0] and not (what == "stance" and words[at] in known.skip and found[0] == 1):
            best = found[0], (what, found[1])
    if best[0]:
        return best
    return 1, ("skip" if words[at] in known.skip or words[at].startswith(("'", "’")) else "word", None)


def _kind(pieces: Sequence[_Piece]) -> str:
    """What is asked for: a word for it, else events where a deed is named, else statements of somebody."""
    kinds = [str(p.value) for p in pieces if p.what == "kind"]
    if kinds:
        return next((kind for kind in kinds if kind != "events"), kinds[0])
    if any(p.what in ("type", "quad") for p in pieces):
        return "events"
    return "events" if any(p.what == "party" for p in pieces) else "documents"


def _bounds(pieces: Sequence[_Piece], text: str) -> tuple[str | None, str | None]:
    """The first and the last day: one time by itself is both."""
    since: str | None = None
    until: str | None = None
    times = [p for p in pieces if p.what == "time"]
    for number, piece in enumerate(times):
        first, last = piece.days
        before = _word_before(text, piece.start)
        opening = re.match(r"\w+", text[piece.start : piece.end].lower())
        word = opening.group() if opening and opening.group() in _SINCE | _UNTIL else before
        if word in _SINCE or (word == "between" and len(times) > 1):
            since = _shifted(last, 1) if word == "after" else first
        elif word in _UNTIL or (word == "and" and number):
            until = _shifted(first, -1) if word == "before" else last
        else:
            since, until = since or first, last
    return since, until


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _roles(pieces: Sequence[_Piece], text: str, kind: str, known: Vocabulary) -> dict[str, tuple[Party, ...]]:
    """Which side each name is on, by the word before it, by what stands after it, and by where the deed stands."""
    parties = [p for p in pieces if p.what == "party"]
    deeds = kind in ("events", "episodes")
    meeting = {str(p.value) for p in pieces if p.what == "type"} == {"CONSULT"}
    between = any(_word_before(text, p.start) == "between" for p in parties)
    alone = not any(p.what in ("type", "quad") for p in pieces)
    if deeds and parties and (between or alone or meeting):
        return {"party": tuple(dict.fromkeys(_who(p) for p in parties))}
    sides: dict[str, list[Party]] = {}
    last = "actor"
    for piece in parties:
        joined = _word_before(text, piece.start) in ("and", "or", ",") and last in sides
        last = last if joined else _side(piece, pieces, text, deeds, known)
        sides.setdefault(last, []).append(_who(piece))
    return {side: tuple(dict.fromkeys(found)) for side, found in sides.items()}


def _who(piece: _Piece) -> Party:
    assert isinstance(piece.value, Party)
    return piece.value


def _side(piece: _Piece, pieces: Sequence[_Piece], text: str, deeds: bool, known: Vocabulary) -> str:
    """The side of one name; what a statement or a position is about stands where a deed has its recipient."""
    before, after, deed = _word_before(text, piece.start), text[piece.end :], _deed(pieces)
    second = "recipient" if deeds else "about"
    if not deeds and not any(p.what == "kind" for p in pieces):
        return "about"
    if before == "by" or re.match(r"\s*['’]s?\b", after):
        return "actor"
    if deeds and before == "in":
        return "place"
    if piece.start < deed.start:
        return second if deeds and _is_passive(text, deed) else "actor"
    led = any(p.what == "party" and p.start < piece.start for p in pieces)
    if before in known.roles[second]:
        return "actor" if before == "of" and not led else second
    return second if led or deeds else "actor"


def _is_passive(text: str, deed: _Piece) -> bool:
    """ "was attacked", "threatened by"."""
    helped = re.search(r"\b(?:was|were|been|is|are|being)\s*$", text[: deed.start].lower()) is not None
    return helped or re.match(r"\s*by\b", text[deed.end :].lower()) is not None


def _deed(pieces: Sequence[_Piece]) -> _Piece:
    """The word for the deed, else for the kind; the beginning of the question where there is none."""
    for what in ("type", "quad", "kind"):
        found = next((p for p in pieces if p.what == what), None)
        if found:
            return found
    return _Piece(0, 0, "none")


def _word_before(text: str, at: int) -> str:
    words = re.findall(r"[^\W_]+|,", re.sub(r"\bthe\s*$", "", text[:at].lower()))
    return words[-1] if words else ""
