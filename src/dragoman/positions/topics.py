"""Topics: which words of an issue name one, and what the issue is about in this document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dragoman.events.casting import Casting
from dragoman.language.grammar import Clause
from dragoman.language.phrases import single
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import BODIES, PUBLIC, Part, View, is_ngos
from dragoman.positions.tables import Conflict, Pattern, Tables, Topic

#: How many words a gap may hold.
_GAP = 4
#: How many characters there are at most between a person's name and that of the body whose office it is.
_BESIDE = 120
_MARKS = frozenset({"-", "–", "/", '"', "'", "“", "”"})
#: Codes whose bodies are one actor.
_UNIONS = {"UNO": "un:united-nations", "EUR": "eu:european-union"}
_PERSONAL = frozenset({"it", "them", "us"})
_POSSESSIVE = frozenset({"its", "their", "his", "her", "our", "my"})


@dataclass(frozen=True, slots=True)
class Match:
    """Words of an issue that name a topic: tokens `[left, right)`, `size` of them without gaps."""

    topic: Topic
    opposite: bool
    left: int
    right: int
    size: int


def code_of(entity: Entity, casting: Casting) -> str | None:
    """A state's code, an organisation's acronym in capitals. All bodies of the United Nations are UNO, all those of the
    European Union EUR."""
    if entity.code not in BODIES:
        private = entity.sector not in PUBLIC and (entity.identifier_id or "").startswith(("person:", "text:"))
        private = private or (entity.identifier_id is None and entity.sector not in PUBLIC)
        if not private or not is_ngos(casting, casting.cast.sight.text, entity.identifier_text):
            return entity.code
        entity = replace(entity, code="NGO")
    if entity.code not in _UNIONS and (entity.identifier_id or "person:").startswith(("person:", "text:")):
        found = _body_of(entity, casting)
    else:
        found = acronym(entity.code or "", entity.identifier_id, entity.identifier_text, casting)
    return found if found is not None and found.isupper() else entity.code


def _body_of(entity: Entity, casting: Casting) -> str | None:
    """The acronym of the organisation that stands beside the first mention of one of its people."""
    mentions = casting.cast.mentions
    first = next((m.span for m in mentions if m.actor.id == entity.identifier_id), entity.span)
    bodies = (m for m in mentions if m.code == entity.code and m.actor.kind == "org")
    found = min(bodies, key=lambda m: abs(m.span[0] - first[0]), default=None)
    if found is None or abs(found.span[0] - first[0]) > _BESIDE:
        return None
    return casting.cast.sight.knowledge.short.get(found.actor.id)


def acronym(code: str, identifier: str | None, name: str | None, casting: Casting) -> str | None:
    """The acronym of an organisation by its id, or its name in capitals if that is one short word."""
    found = casting.cast.sight.knowledge.short.get(_UNIONS.get(code, identifier or ""))
    return found or (name.upper() if name and " " not in name else name)


def topic_of(view: View, part: Part) -> Match | None:
    """The topic that the words of a part name best: at its head, with the most words, first."""
    if not part.is_clause and view.tokens[part.head].lemma in view.tables.words["own_topic"]:
        return None
    tokens = list(view.tokens[part.left : part.right])
    who = part.subject
    if who is not None and not (part.left <= who.head < part.right):
        tokens = [*view.tokens[who.left : who.right], *tokens]
    found = list(_matches(tokens, view.tables))
    leads = view.tokens[part.head].lemma not in view.tables.words["leading_to"]
    return min(
        found, key=lambda m: (not (leads and m.left <= part.head < m.right), -m.size, m.left, m.topic.id), default=None
    )


def first_topic(view: View, end: int) -> Match | None:
    """The first words before token `end` that name a topic."""
    found = _matches(view.tokens[:end], view.tables)
    return min(found, key=lambda m: (m.left, -m.size, m.topic.id), default=None)


def _matches(tokens: Sequence[Token], tables: Tables, topic: str | None = None) -> Iterator[Match]:
    """The words that name a topic, or only those that name the topic of an id."""
    words = [t for t in tokens if t.text not in _MARKS]
    forms = [_forms(t) for t in words]
    patterns = tables.patterns
    listed = patterns.keys()
    for n, token in enumerate(words):
        if listed.isdisjoint(forms[n]):
            continue
        seen: set[int] = set()
        for lemma in forms[n]:
            for pattern in patterns.get(lemma, ()):
                if id(pattern) in seen or (topic is not None and pattern.topic.id != topic):
                    continue
                end = _end(forms, n, pattern)
                if end is not None:
                    seen.add(id(pattern))
                    size = sum(p is not None for p in pattern.places)
                    yield Match(pattern.topic, pattern.opposite, token.i, words[end].i + 1, size)


def _end(forms: Sequence[tuple[str, ...]], start: int, pattern: Pattern) -> int | None:
    """The index of the last word that a pattern takes from `start` on, or None."""
    at, gap = start, False
    for place in pattern.places:
        if place is None:
            gap = True
            continue
        reach = range(at, min(len(forms), at + (_GAP + 1 if gap else 1)))
        hit = next((k for k in reach if not place.isdisjoint(forms[k])), None)
        if hit is None:
            return None
        at, gap = hit + 1, False
    return at - 1


def _forms(token: Token) -> tuple[str, ...]:
    """The forms under which a word is listed: lemma, as it stands, and without a plural that the tagger missed."""
    low = token.lower
    return (token.lemma, low, low[:-1]) if low.endswith("s") else (token.lemma, low)


def codes_in(view: View, left: int, right: int) -> dict[int, str]:
    """Token → code of the names and possessive pronouns in a stretch."""
    out: dict[int, str] = {}
    for i in range(left, right):
        token = view.tokens[i]
        mention = view.casting.cast.mention_at(view.sentence, i)
        if mention is not None and mention.code:
            actor = mention.actor
            body = mention.code in BODIES
            out[i] = (acronym(mention.code, actor.id, actor.name, view.casting) if body else None) or mention.code
        elif token.lower in _POSSESSIVE if token.dep == "poss" else token.lower in _PERSONAL and token.dep == "pobj":
            if token.dep == "poss" and view.tokens[token.head].lemma in view.tables.words["relational"]:
                continue
            for entity in view.casting.coded(single(i)):
                code = code_of(entity, view.casting)
                if code:
                    out[i] = code
    return out


def targets_of(view: View, part: Part, match: Match | None) -> frozenset[str]:
    """The codes that the words of an issue name as what it is about."""
    found = codes_in(view, part.left, part.right)
    if part.subject is not None and (part.is_clause or not found):
        found |= codes_in(view, part.subject.left, part.subject.right)
    if match is None or not match.topic.about:
        return frozenset(found.values())
    marks = [
        t.i for t in view.tokens[part.left : part.right] if t.lower in match.topic.about and t.pos in {"ADP", "SCONJ"}
    ]
    first = marks[0] if marks else part.head if part.is_clause else part.right
    return frozenset(code for i, code in found.items() if i > first)


class Subjects:
    """What a document is about, for issues that do not name it: its conflict, and the targets of each topic."""

    def __init__(self, views: Sequence[View], names: Mapping[str, int], tables: Tables) -> None:
        self._views = views
        self._names = names
        self._tables = tables
        self._by_topic: dict[str, frozenset[str]] = {}

    def settle(self, view: View, part: Part, match: Match | None, actor: str) -> frozenset[str]:
        """The target codes of an issue."""
        named = targets_of(view, part, match)
        if match is None:
            return named
        topic = match.topic
        if topic.fixed:
            return topic.fixed
        if topic.conflict:
            known = self._conflict(named, actor)
            if known is not None and not (topic.joins and named and not named <= known.parties):
                return known.codes
        if topic.joins and len(named) == 1 and actor not in named and _with(view, part):
            return named | {actor}
        if not named:
            return self._elsewhere(topic) or (frozenset({actor}) if topic.own else named)
        return named

    def _conflict(self, named: frozenset[str], actor: str) -> Conflict | None:
        """The conflict that these names mean: alone, with the document's, or with the actor."""
        mine = self.conflict
        if not named:
            return mine or next((c for c in self._tables.conflicts if c.codes == {actor}), None)
        for conflict in self._tables.conflicts:
            if conflict.codes <= named <= conflict.parties:
                return conflict
        if mine is not None and (named <= mine.parties or mine.codes < named):
            return mine
        both = named | {actor}
        return next((c for c in self._tables.conflicts if len(both) > 1 and c.codes <= both <= c.parties), None)

    @cached_property
    def conflict(self) -> Conflict | None:
        """The conflict that the document names most: in so many words ("the war in X"), or by all its parties."""
        votes: Counter[Conflict] = Counter()
        words = self._tables.words["conflicts"]
        for view in self._views:
            for token in view.tokens:
                if token.lemma in words and token.pos in {"NOUN", "PROPN", "VERB"}:
                    found = self._named_at(view, token)
                    if found is not None:
                        votes[found] += 1
        if votes:
            return max(votes, key=lambda c: (votes[c], sorted(c.codes)))
        named = [c for c in self._tables.conflicts if len(c.parties) > 1 and all(self._names.get(p) for p in c.parties)]
        return max(named, key=lambda c: (min(self._names[p] for p in c.parties), sorted(c.codes)), default=None)

    def _named_at(self, view: View, token: Token) -> Conflict | None:
        """The conflict that the phrase of a word of war names."""
        part = view.noun_part(token.i) if token.pos != "VERB" else _around(view.clause.get(token.i))
        if part is None:
            return None
        codes = frozenset(codes_in(view, part.left, part.right).values())
        for conflict in self._tables.conflicts:
            if conflict.codes <= codes <= conflict.parties:
                return conflict
        return Conflict(codes, codes) if 0 < len(codes) <= 2 and token.pos != "VERB" else None

    def _elsewhere(self, topic: Topic) -> frozenset[str]:
        """The targets that the document names most often with a topic."""
        if topic.id not in self._by_topic:
            votes: Counter[frozenset[str]] = Counter()
            for view in self._views:
                for match in _matches(view.tokens, self._tables, topic.id):
                    token = view.tokens[match.right - 1]
                    if token.pos in {"NOUN", "PROPN"}:
                        found = targets_of(view, view.noun_part(token.i), match)
                        if found:
                            votes[found] += 1
            best = max(votes, key=lambda c: (votes[c], sorted(c)), default=frozenset[str]())
            self._by_topic[topic.id] = best
        return self._by_topic[topic.id]


def _with(view: View, part: Part) -> bool:
    return any(t.lower == "with" for t in view.tokens[part.left : part.right])


def _around(clause: Clause | None) -> Part | None:
    """A verb with its participants: "Russia invaded Ukraine"."""
    if clause is None:
        return None
    heads = [p.head for role in ("agent", "patient", "with") for p in clause.roles.get(role, ())]
    return Part(clause.head, min([clause.head, *heads]), max([clause.head, *heads]) + 1)
