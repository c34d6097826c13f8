"""Which parties "the two countries", "both sides", "the three leaders" are.

Sets of codes compete: those that earlier sentences coordinate or join ("A met B", "A's talks with B"), the nearer
the heavier; those that a sentence names and no others; and the set that the headline and the first sentences
speak of, which stays in focus for the whole document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Protocol

from dragoman.actors.coreference import subject_of
from dragoman.actors.descriptions import NO_STATE, salient_states
from dragoman.actors.mentions import Mention
from dragoman.actors.points import Point
from dragoman.actors.sight import Sight
from dragoman.actors.words import words
from dragoman.language.grammar import Phrase
from dragoman.language.tree import Sentence
from dragoman.model import Entity

#: How many sentences back a set is looked for, and which sentences are the lead.
_BACK, _LEAD = 8, 2
#: How many sentences back those stand whom "the pair" takes up though nobody knows them.
_NEARBY = 4
#: What a set weighs more that the lead coordinates as subject or partners, as anything else, or only names.
_FOCUS, _MINOR, _NAMED = 1.2, 0.5, 0.2
#: What a set weighs that is the subject, that is partners ("A met B"), any other, and one that looks on.
_SUBJECT, _PARTNERS, _LOW, _APART = 2.4, 2.2, 1.8, 1.0
#: Words that, without a noun, mean those named last.
_BARE = frozenset({"both", "two", "pair", "duo", "either", "neither", "other", "another", "former", "latter"})
#: Nouns that name persons alone, never their states.
_ONLY_PERSONS = frozenset({"men", "women"})
#: Organisations are sides too, less often than states.
_ORGANISATION = 0.6
#: What a state must weigh to be one of the sides without being coordinated with another.
_SALIENT = 0.3

Codes = frozenset[str]


class Cast(Protocol):
    """What is asked of the document's cast."""

    @property
    def sight(self) -> Sight:
        """The document with its mentions."""

    def points_at(self, position: int) -> tuple[Point, ...]:
        """The participants of a sentence."""

    def of_point(self, point: Point) -> tuple[Entity, ...]:
        """Who a participant is."""


def of_states(head: str) -> bool:
    """Whether a plural noun counts states as wholes: countries, governments."""
    single = head[:-3] + "y" if head.endswith("ies") else head.removesuffix("s")
    return single in words("whole")


def sides(cast: Cast, position: int, phrase: Phrase, count: int, persons: bool) -> list[Mention]:
    """A mention of each of the `count` sides that a phrase means, in text order; empty if there are not so many."""
    sight = cast.sight
    token = phrase.left
    head = sight.sentences[position].tokens[phrase.head].lower
    states_only = of_states(head)
    lead = 0 if head in _BARE else _LEAD
    scores: dict[Codes, float] = defaultdict(float)
    for codes, weight, at in (*_coordinated(cast, position, phrase, count), *_meetings(cast, position, phrase, count)):
        if not states_only or not codes & NO_STATE:
            less = _ORGANISATION if codes & NO_STATE else 1.0
            focus = (_FOCUS if weight > _LOW else _MINOR if weight == _LOW else 0.0) if at < lead else 0.0
            scores[codes] += less * (weight / (1 + position - at) + focus)
    pool = [m for m in sight.sided if 0 <= m.sentence <= position and (m.sentence < position or m.left < token)]
    if head in _BARE:
        doer = _doer(sight, position, phrase)
        pool = [m for m in pool if (m.sentence < position or m.code != doer) and not _is_where(sight, m)]
    _add_named(sight, position, token, count, pool, scores)
    _weaken(cast, position, phrase, scores)
    best: Codes
    if head in _BARE and _unknown_pair(cast, position, phrase, count) >= max(scores.values(), default=0.0):
        return []
    if head in {"pair", "duo"} and not scores:
        return []
    if scores:
        best = max(scores, key=lambda c: (scores[c], sorted(c)))
    else:
        best = frozenset(s.code for s in salient_states(sight, position, token)[:count] if s.weight >= _SALIENT)
    if len(best) < count and not (len(best) == 1 and head in {"sides", "parties", "side"}):
        return []
    people = [m for m in pool if m.actor.kind == "person" and m.code in best]
    if (persons or head in _ONLY_PERSONS) and len({m.code for m in people}) == count:
        pool = people
    elif head in _ONLY_PERSONS:
        return []
    return _mentions(sight, position, token, best, pool)


def _coordinated(cast: Cast, position: int, phrase: Phrase, count: int) -> Iterator[tuple[Codes, float, int]]:
    """Sets that a point of the lead or of the sentences before has for members, with weight and sentence."""
    sight = cast.sight
    near = range(max(0, position - _BACK + 1), position + 1)
    for k in sorted({*near, *range(min(_LEAD, position))}):
        for point in cast.points_at(k):
            if len(point.members) != count or (k == position and max(*point.members, point.head) >= phrase.left):
                continue
            codes = frozenset(e.code for e in cast.of_point(point) if e.code and e.code not in {"NGO", "IMG", "MNC"})
            if len(codes) == count or (len(codes) == 1 and count == 2 and _are_parties(point)):
                apart = sight.sentences[k].tokens[point.verb].lemma in words("bystander_verbs")
                yield (
                    codes,
                    (_APART if apart else _SUBJECT if point.rank >= 5 else _PARTNERS if point.rank >= 4 else _LOW),
                    k,
                )


def _unknown_pair(cast: Cast, position: int, phrase: Phrase, count: int) -> float:
    """What those weigh whom the sentences before name together and whom no code names: two prisoners, two brothers."""
    best = 0.0
    for k in range(max(0, position - _NEARBY), position + 1):
        for point in cast.points_at(k):
            if len(point.members) != count or (k == position and max(point.members) >= phrase.left):
                continue
            if any(e.code for e in cast.of_point(point)):
                continue
            if all(cast.sight.sentences[k].tokens[i].pos == "PROPN" for i in point.members):
                best = max(best, (_SUBJECT if point.rank >= 5 else _LOW) / (1 + position - k))
    return best


def _is_where(sight: Sight, m: Mention) -> bool:
    """Whether a place is only where something is: "fled to Mosul and Raqqa"."""
    if m.actor.kind != "place":
        return False
    return sight.sentences[m.sentence].tokens[m.right - 1].dep not in {"nsubj", "nsubjpass", "poss", "dobj"}


def _are_parties(point: Point) -> bool:
    """Whether two members are sides inside one state: "the army and the rebels"."""
    return point.reading is not None and point.reading.kind in {"body", "crowd", "group", "org"}


def _meetings(cast: Cast, position: int, phrase: Phrase, count: int) -> Iterator[tuple[Codes, float, int]]:
    """ "During a meeting with A, B said …": a partner of talks and the subject of the sentence."""
    for k in range(max(0, position - _BACK + 1), position + 1) if count == 2 else ():
        sentence = cast.sight.sentences[k]
        for m in cast.sight.by_sentence[k]:
            noun = _talks(sentence, m)
            subject = subject_of(sentence, noun) if noun is not None else None
            if subject is None or (k == position and max(m.right, subject + 1) > phrase.left):
                continue
            point = next((p for p in cast.points_at(k) if p.head == subject and not p.members), None)
            codes = frozenset(e.code for e in cast.of_point(point) if e.code) if point is not None else frozenset()
            codes |= {m.code} if m.code else set()
            if len(codes) == 2:
                yield codes, _PARTNERS, k


def _talks(sentence: Sentence, m: Mention) -> int | None:
    """The noun of talks, nobody's own, that a mention is the partner of: "a meeting with A"."""
    tokens = sentence.tokens
    last = tokens[min(m.right, len(tokens)) - 1]
    if last.dep != "pobj" or tokens[last.head].lower != "with":
        return None
    noun = tokens[last.head].head
    owned = any(tokens[c].dep == "poss" for c in sentence.children[noun])
    return noun if tokens[noun].lemma in words("meetings") and not owned else None


def _add_named(
    sight: Sight, position: int, token: int, count: int, pool: list[Mention], scores: dict[Codes, float]
) -> None:
    """Sentences that name just so many sides, or the foremost of more."""
    for k in sorted({*range(max(0, position - _BACK + 1), position + 1), *range(min(_LEAD, position))}):
        here = frozenset(m.code or "" for m in pool if m.sentence == k)
        focus = _NAMED if k < _LEAD else 0.0
        if len(here) == count:
            scores[here] += 1.3 / (1 + position - k) + focus
        elif len(here) > count:
            ranked = [s.code for s in salient_states(sight, position, token) if s.code in here]
            scores[frozenset(ranked[:count])] += 0.7 / (1 + position - k)


def _weaken(cast: Cast, position: int, phrase: Phrase, scores: dict[Codes, float]) -> None:
    """Sets with a side that the same sentence names later, or that does something to the two, count less."""
    sight = cast.sight
    sentence = sight.sentences[position]
    others = {m.code for m in sight.between(position, phrase.right, len(sentence.tokens))}
    if sentence.tokens[phrase.head].dep == "dobj":
        others |= {_doer(sight, position, phrase)} - {None}
    for codes in scores:
        if codes & others:
            scores[codes] *= 0.4


def _doer(sight: Sight, position: int, phrase: Phrase) -> str | None:
    """The code of the name that is the subject of a phrase's clause, unless the phrase is that itself."""
    sentence = sight.sentences[position]
    subject = subject_of(sentence, phrase.head)
    mention = sight.at[position].get(subject) if subject not in {None, phrase.head} else None
    return mention.code if mention is not None else None


def _mentions(sight: Sight, position: int, token: int, best: Codes, pool: list[Mention]) -> list[Mention]:
    """The mention of each code that stands last before the phrase, or any; of `pool` if there is one."""
    chosen: dict[str | None, Mention] = {}
    for m in sight.mentions:
        if m.code in best and (m.actor.kind in {"state", "org"} or m.code not in NO_STATE):
            before = 0 <= m.sentence < position or (m.sentence == position and m.left < token)
            if before or m.code not in chosen:
                chosen[m.code] = m
    chosen.update({m.code: m for m in sight.sided if m.code in best})
    chosen.update({m.code: m for m in pool if m.code in best})
    return sorted(chosen.values(), key=lambda m: m.span)
