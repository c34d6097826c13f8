"""What a noun without an owner takes from the rest of the document: the same noun with an owner, the scene."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from dragoman.actors.mentions import Mention
from dragoman.actors.points import Point
from dragoman.actors.reading import Reading, entity
from dragoman.actors.sight import Sight
from dragoman.actors.words import pairs, words
from dragoman.language.grammar import Phrase
from dragoman.language.tree import Sentence
from dragoman.model import Entity, Span

#: How many sentences back any noun is looked for.
_REACH = 5
#: How many sentences back somebody new is looked for, and what each sentence takes off.
_INTRODUCED, _FAR = 4, 1.0
_AT = frozenset({"in", "at"})
#: How far into a text its dateline stands, and what follows the place in it.
_HEAD = 1500
_SENT_FROM = re.compile(r"(?:, ?[^\n:(]{2,30})? ?(?:\([^)\n]{2,40}\) ?)?(?:--|—|–|:|-) ")
#: The weights of a state as the place of fighting, as the owner of a side, and as named there at all; how many
#: times the next state the scene must weigh, and what it must weigh at least.
_PLACED, _OWNER, _NAMED = 2.0, 2.0, 0.3
_CLEAR, _LEAST = 1.5, 2.0


class Discourse(Protocol):
    """What noun phrases ask of the document's cast."""

    @property
    def sight(self) -> Sight:
        """The document with its mentions."""

    def resolve(self, sentence: Sentence, phrase: Phrase, speaker: Entity | None = None) -> tuple[Entity, ...]:
        """Who a phrase is."""

    def reading(self, position: int, phrase: Phrase) -> Reading:
        """What a noun phrase says by itself."""

    def points_at(self, position: int) -> tuple[Point, ...]:
        """The participants of a sentence."""

    def of_point(self, point: Point) -> tuple[Entity, ...]:
        """Who a participant is."""


def lend(cast: Discourse, position: int, phrase: Phrase, reading: Reading, owner: Entity, basis: str) -> Entity:
    """The phrase with its owner's code."""
    one = entity(
        cast.sight,
        position,
        phrase,
        owner.code,
        reading.entities[0].sector,
        basis,
        office=reading.entities[0].office,
        name=reading.entities[0].identifier_text,
    )
    return replace(one, antecedent_span=owner.antecedent_span or owner.span)


def _class_of(noun: str) -> str:
    """The last word of a role, or the class of nouns of the same people that it is in."""
    last = noun.rsplit(maxsplit=1)[-1]
    return pairs("synonyms").get(last, (last,))[0]


def _is_bare_body(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> bool:
    """Whether a body is called by its noun as by a name: "*Cabinet* agreed", "*coalition* airstrikes"."""
    head = cast.sight.sentences[position].tokens[phrase.head]
    before = head.dep == "compound" and head.lower in words("armed_nouns")
    alone = phrase.left == phrase.head and not reading.plural
    return reading.kind == "body" and alone and (before or head.text[:1].isupper())


def same_noun(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...] | None:
    """ "the ministry" after "the Iranian foreign ministry": an earlier phrase with the same last word."""
    assert reading.role is not None
    if not reading.definite and not _is_bare_body(cast, position, phrase, reading):
        return None
    last = _class_of(reading.role.noun)
    for k in range(position, max(-1, position - _REACH), -1):
        for point in reversed(cast.points_at(k)):
            if k == position and point.head >= phrase.left:
                continue
            other = point.reading
            if other is None or other.role is None or not other.owned or other.plural != reading.plural:
                continue
            if _class_of(other.role.noun) == last:
                return tuple(
                    replace(
                        lend(cast, position, phrase, reading, e, "description"),
                        identifier_text=e.identifier_text,
                        sector=e.sector,
                    )
                    for e in other.entities
                )
    return None


def newcomer(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...] | None:
    """ "the individual" after "a British soldier was killed": somebody without a name of whom the sentences before
    tell for the first time, subjects before others; None for other nouns, or if there is nobody."""
    assert reading.role is not None
    last = reading.role.noun.rsplit(maxsplit=1)[-1]
    if (
        not reading.definite
        or reading.plural
        or reading.kind != "person"
        or last not in words("newcomers")
        or phrase.head - phrase.left > 2
    ):
        return None
    best: tuple[float, Point] | None = None
    for k in range(position, max(-1, position - _INTRODUCED), -1):
        tokens = cast.sight.sentences[k].tokens
        for point in cast.points_at(k):
            other = point.reading
            if other is None or point.members or (k == position and point.head >= phrase.left):
                continue
            if other.kind != "person" or other.plural or not other.owned or other.role is None:
                continue
            if tokens[point.phrase.left].lower not in {"a", "an", "one"} or _unlike(reading, other):
                continue
            score = point.rank - _FAR * (position - k)
            if best is None or score > best[0]:
                best = (score, point)
    if best is None or best[1].reading is None:
        return None
    owners = best[1].reading.entities
    return tuple(lend(cast, position, phrase, reading, e, "description") for e in owners)


def _unlike(one: Reading, other: Reading) -> bool:
    """Whether one of two persons is a man and the other a woman."""
    return one.gender is not None and other.gender is not None and one.gender != other.gender


def _side(sentence: Sentence, phrase: Phrase) -> frozenset[str]:
    """The words of a phrase that name a side of a conflict inside a state: opposition, rebels, government forces."""
    tokens = sentence.tokens
    out = set()
    for i in range(phrase.left, min(phrase.right, phrase.head + 1)):
        lemma = tokens[i].lemma.lower()
        if lemma in words("sides_within") or (lemma == "government" and i < phrase.head):
            out.add(lemma)
    return frozenset(out)


def side_at_home(cast: Discourse, position: int, phrase: Phrase) -> tuple[str, Span] | None:
    """The state of "the opposition", "government forces", "civilians": the one that owned the same noun earlier,
    at any distance, else the scene of the fighting; None for other nouns, or if there is neither."""
    sight = cast.sight
    keys = _side(sight.sentences[position], phrase)
    if not keys:
        return None
    for k in range(position, -1, -1):
        for point in reversed(cast.points_at(k)):
            if k == position and point.head >= phrase.left:
                continue
            reading = point.reading
            if reading is None or not reading.owned or len(reading.entities) != 1 or point.members:
                continue
            one = reading.entities[0]
            tokens = sight.sentences[k].tokens
            named = {t.lemma.lower() for t in tokens[point.phrase.left : point.head + 1]}
            if one.code in sight.knowledge.states and one.basis != "place" and keys & named:
                return one.code or "", one.span
    scene = scene_of(sight)
    return (scene.code, scene.span) if scene is not None and scene.code else None


def scene_of(sight: Sight) -> Mention | None:
    """A mention of the state where the document's fighting is; None if no state stands out."""
    weights: dict[str, float] = defaultdict(float)
    first: dict[str, Mention] = {}
    for k, sentence in enumerate(sight.sentences):
        tokens = sentence.tokens
        if not any(t.lemma in words("conflict") for t in tokens):
            continue
        for m in sight.by_sentence[k]:
            if m.actor.kind not in {"state", "place"} or m.code is None or m.span in sight.venues:
                continue
            placed = m.form != "demonym" and any(
                tokens[i].lower in {"in", "near", "across", "inside"} for i in range(max(0, m.left - 2), m.left)
            )
            owner = any(t.lemma in words("sides_within") for t in tokens[m.right : m.right + 2])
            weights[m.code] += _PLACED * placed + _OWNER * owner + _NAMED
            first.setdefault(m.code, m)
    ranked = sorted(weights, key=lambda c: (-weights[c], c))
    if not ranked or weights[ranked[0]] < _LEAST:
        return None
    if len(ranked) > 1 and weights[ranked[0]] < _CLEAR * weights[ranked[1]]:
        return None
    return first[ranked[0]]


def venues_of(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[frozenset[Span], frozenset[Span]]:
    """Spans of the places where somebody only meets, and of those among them that are towns of diplomacy whose
    own state the document does not speak of."""
    named = {m.code for m in mentions if m.actor.kind in {"state", "person"} and m.form != "capital"}
    met: set[Span] = set()
    towns: set[Span] = set()
    passing: list[Mention] = []
    for m in mentions:
        if m.sentence < 0 or m.actor.kind not in {"place", "state"} or m.form not in {"name", "capital"}:
            continue
        sentence = sentences[m.sentence]
        token = sentence.tokens[m.right - 1]
        acts = token.dep in {"nsubj", "poss"} and token.tag != "POS"
        town = m.actor.name if m.form == "name" else "".join(t.text for t in sentence.tokens[m.left : m.right])
        known = town.lower().removeprefix("the ").replace(" ", "_") in words("venues")
        if known and not acts and m.code not in named and not _is_visited(sentence, m, town):
            passing.append(m)
            if _is_diplomatic(sentence):
                towns.add(m.span)
        elif _is_met_in(sentence, m):
            met.add(m.span)
    # A town of talks in one sentence is no party in the others either.
    seats = {m.actor.name for m in passing if m.span in towns}
    towns |= {m.span for m in passing if m.actor.name in seats}
    return frozenset(met | towns), frozenset(towns)


def dateline_of(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """The place that a report is sent from: "NAIROBI (Agency) -- …"."""
    for m in mentions:
        if m.span[0] > _HEAD:
            return None
        begins = m.span[0] == 0 or text[m.span[0] - 1] in "\n|"
        if (
            begins
            and m.actor.kind in {"place", "state"}
            and m.code
            and not _is_seat(text, m)
            and _SENT_FROM.match(text, m.span[1])
        ):
            return m
    return None


def _is_seat(text: str, m: Mention) -> bool:
    """Whether the press sits in a town for the business of others."""
    town = text[m.span[0] : m.span[1]].lower().replace(" ", "_")
    return town in words("venues") or town in words("seats") or town in words("press_seats")


def _is_visited(sentence: Sentence, m: Mention, town: str) -> bool:
    """Whether somebody comes to a capital, and nothing says that it is for talks among others: "arrived in Hanoi"."""
    tokens = sentence.tokens
    at = tokens[tokens[m.right - 1].head]
    if m.form != "capital" or town.lower().replace(" ", "_") in words("seats") or at.dep != "prep":
        return False
    comes = tokens[at.head].lemma in words("arrival") and at.lower in {"in", "to", "for", "into", "at"}
    return comes and not any(t.lemma in words("venue_heads") for t in tokens)


def _is_diplomatic(sentence: Sentence) -> bool:
    """Whether a sentence is about talks."""
    return any(t.lemma in words("venue_heads") or t.lemma in words("diplomacy") for t in sentence.tokens)


def _is_met_in(sentence: Sentence, m: Mention) -> bool:
    """Whether talks, or a verb of meeting, govern a place: "negotiated in Oslo", "the Cairo summit"."""
    tokens = sentence.tokens
    if m.right < len(tokens) and tokens[m.right].lemma in words("venue_heads") and tokens[m.right].pos == "NOUN":
        return m.actor.kind == "place" or m.form == "capital"
    noun = tokens[m.right - 1]
    while noun.dep == "conj":
        noun = tokens[noun.head]
    at = noun.head
    if noun.dep != "pobj" or tokens[at].lower not in _AT or tokens[at].head == at:
        return False
    above = tokens[at].head
    lemmas = [tokens[above].lemma]
    lemmas += [tokens[k].lemma for k in sentence.children[above] if tokens[k].dep in {"dobj", "nsubjpass"}]
    return any(lemma in words("venue_heads") for lemma in lemmas)
