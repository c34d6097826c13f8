"""Who a noun phrase is. `build_cast` sees a document once; `Cast.resolve` answers for its phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors import coreference, descriptions
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.mentions import Mention, find_mentions
from dragoman.actors.names import introduce, name_mentions
from dragoman.actors.nouns import Reading, entity, read, span_of
from dragoman.actors.owners import is_excluded
from dragoman.actors.points import PRONOUNS, Point, inside, points_of, quoted_spans
from dragoman.actors.search import holders
from dragoman.actors.sight import Sight, role_spans
from dragoman.actors.tables import Actor
from dragoman.language.grammar import Phrase
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.tree import Sentence
from dragoman.model import Document, Entity

__all__ = ["Cast", "build_cast"]

_LEADERS = frozenset(
    {"president", "prime minister", "chancellor", "supreme leader", "monarch", "leader", "premier", "king", "emir"}
)
#: States whose leader, said without more, is the head of government.
_CABINET = frozenset(
    ["AUS", "BEL", "BGD", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "GBR", "GEO", "GRC", "HUN", "IND", "IRL", "ISR", "ITA", "JPN", "LUX", "LVA", "MYS", "NLD", "NOR", "NPL", "NZL", "PAK", "POL", "PRT", "SGP", "SVK", "SVN", "SWE", "THA"]
)


def build_cast(document: Document, sentences: Sequence[Sentence], knowledge: Knowledge) -> Cast:
    """Find all names of a document; phrases are resolved when they are asked for."""
    mentions = find_mentions(document.text, document.published, sentences, knowledge)
    sight = _sight(document, sentences, knowledge, mentions, {})
    names = introduce(sight)
    if names:
        more = name_mentions(sight, names)
        every = tuple(sorted((*mentions, *more), key=lambda m: m.span))
        sight = _sight(document, sentences, knowledge, every, names)
    return Cast(sight)


def _sight(
    document: Document,
    sentences: Sequence[Sentence],
    knowledge: Knowledge,
    mentions: tuple[Mention, ...],
    names: dict[str, Actor],
) -> Sight:
    at: list[dict[int, Mention]] = [{} for _ in sentences]
    listed: list[list[Mention]] = [[] for _ in sentences]
    for m in mentions:
        if m.sentence >= 0:
            listed[m.sentence].append(m)
            for i in range(m.left, m.right):
                at[m.sentence].setdefault(i, m)
    roles = tuple(role_spans(s, knowledge, at[k]) for k, s in enumerate(sentences))
    sided = tuple(m for m in mentions if descriptions.is_side(m) and not is_excluded(document.text, m))
    by_sentence = tuple(tuple(ms) for ms in listed)
    return Sight(
        document.text, document.published, sentences, knowledge, mentions, tuple(at), roles, names, by_sentence, sided
    )


class Cast:
    """The actors of one document. Answers are cached; nothing else changes."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._quotes = quoted_spans(sight.text)
        self._positions = {s.index: k for k, s in enumerate(sight.sentences)}
        self._cache: dict[tuple[int, int, int, int, str | None], tuple[Entity, ...]] = {}
        self._points: dict[int, tuple[Point, ...]] = {}
        self._settled = 0

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All names found, in text order."""
        return self._sight.mentions

    def states(self) -> Counter[str]:
        """How often each code is named."""
        return Counter(m.code for m in self._sight.mentions if m.code)

    def resolve(self, sentence: Sentence, phrase: Phrase, speaker: Entity | None = None) -> tuple[Entity, ...]:
        """Who the phrase is: one entity, several for "both sides"; code None and basis `unresolved` (or
        `collective`) for nobody whom a code can name. `speaker` is who "we" and "I" are."""
        position = self._positions[sentence.index]
        key = (
            position,
            phrase.head,
            phrase.left,
            phrase.right,
            speaker.entity_text + str(speaker.span) if speaker else None,
        )
        if key not in self._cache:
            # A phrase that is asked for while it is being resolved stands for nobody: no endless chains.
            self._cache[key] = ()
            self._cache[key] = self._resolve(position, phrase, speaker)
        return self._cache[key]

    def _resolve(self, position: int, phrase: Phrase, speaker: Entity | None) -> tuple[Entity, ...]:
        sentence = self._sight.sentences[position]
        head = sentence.tokens[phrase.head]
        if coreference.is_pronoun(head) and phrase.head not in self._sight.at[position]:
            return self._pronoun(position, phrase, speaker)
        words = [t.lower for t in sentence.tokens[phrase.left : phrase.right]]
        if words in (["each", "other"], ["one", "another"]):
            return self._subject(position, phrase)
        if words[-1] in {"former", "latter"} and len(words) <= 2:
            return self._former(position, phrase, words[-1])
        return self._noun(position, phrase, words, speaker)

    # Pronouns

    def _pronoun(self, position: int, phrase: Phrase, speaker: Entity | None) -> tuple[Entity, ...]:
        sentence = self._sight.sentences[position]
        token = sentence.tokens[phrase.head]
        if token.lower in coreference.FIRST:
            return self._first_person(position, phrase, speaker)
        if token.lower in coreference.RELATIVE:
            noun = coreference.relative_antecedent(sentence, phrase.head)
            if noun is None or noun == phrase.head:
                return self._unknown(position, phrase)
            found = self._of_heads(
                position,
                conjuncts(sentence, noun)
                if token.lower == "who" and self._plural_verb(sentence, phrase.head)
                else [noun],
            )
            return self._as_pronoun(position, phrase, found)
        if coreference.is_empty(self._sight.text[token.start : sentence.span[1]], token.lower):
            return self._unknown(position, phrase)
        self._settle(position)
        quoted = inside(self._quotes, token.start)
        before = [self._points_at(k) for k in range(max(0, position - coreference.REACH), position + 1)]
        for point in coreference.antecedents(self._sight, position, phrase.head, before, quoted):
            found = self._of_point(point)
            if speaker is not None and quoted and token.lower in {"he", "she", "him", "his"}:
                if speaker.identifier_text and any(e.identifier_text == speaker.identifier_text for e in found):
                    continue
            if any(e.code for e in found) or point.rank >= 5:
                return self._as_pronoun(position, phrase, found)
        return self._unknown(position, phrase)

    @staticmethod
    def _plural_verb(sentence: Sentence, i: int) -> bool:
        verb = sentence.tokens[sentence.tokens[i].head]
        return verb.tag == "VBP" or verb.lower in {"are", "were", "have"}

    def _first_person(self, position: int, phrase: Phrase, speaker: Entity | None) -> tuple[Entity, ...]:
        if speaker is None or speaker.code is None:
            return self._unknown(position, phrase)
        return self._as_pronoun(position, phrase, (speaker,))

    def _as_pronoun(self, position: int, phrase: Phrase, found: Sequence[Entity]) -> tuple[Entity, ...]:
        start, end = span_of(self._sight.sentences[position].tokens, phrase)
        words = self._sight.text[start:end]
        return tuple(
            replace(
                e,
                entity_text=words,
                span=(start, end),
                basis="pronoun" if e.code else e.basis,
                antecedent_span=e.antecedent_span or e.span,
            )
            for e in found
        ) or self._unknown(position, phrase)

    def _settle(self, position: int) -> None:
        """Resolve the pronouns of earlier sentences first, in order, so that chains stay short."""
        while self._settled < position:
            k = self._settled
            self._settled += 1
            for point in self._points_at(k):
                if point.pronoun is not None:
                    self._of_point(point)

    def _points_at(self, position: int) -> tuple[Point, ...]:
        if position not in self._points:
            self._points[position] = points_of(self._sight, position, self._quotes)
        return self._points[position]

    def _of_point(self, point: Point) -> tuple[Entity, ...]:
        if point.members:
            return self._of_heads(point.position, point.members)
        return self.resolve(self._sight.sentences[point.position], point.phrase)

    def _of_heads(self, position: int, heads: Sequence[int] | object) -> tuple[Entity, ...]:
        sentence = self._sight.sentences[position]
        out: list[Entity] = []
        for head in heads:  # type: ignore[attr-defined]
            out.extend(
                e for e in self.resolve(sentence, phrase_at(sentence, head)) if e.code not in {o.code for o in out}
            )
        coded = [e for e in out if e.code]
        return tuple(coded or out[:1])

    def _subject(self, position: int, phrase: Phrase) -> tuple[Entity, ...]:
        sentence = self._sight.sentences[position]
        subject = coreference.subject_of(sentence, phrase.head)
        found = self._of_heads(position, tuple(conjuncts(sentence, subject))) if subject is not None else ()
        if len(found) < 2:
            found = self._sides(position, phrase, 2, False) or found
        return self._as_pronoun(position, phrase, found)

    def _former(self, position: int, phrase: Phrase, word: str) -> tuple[Entity, ...]:
        pair = descriptions.sides(self._sight, position, phrase, 2, False, Counter())
        if len(pair) < 2:
            return self._unknown(position, phrase)
        pair.sort(key=lambda m: m.span)
        return (self._by_mention(position, phrase, pair[0 if word == "former" else 1], None),)

    # Nouns and descriptions

    def _noun(self, position: int, phrase: Phrase, words: list[str], speaker: Entity | None) -> tuple[Entity, ...]:
        sight = self._sight
        head = sight.sentences[position].tokens[phrase.head]
        reading = read(sight, position, phrase)
        if reading.owned:
            return self._identified(position, phrase, reading)
        count = descriptions.plural_count(words, head.lower)
        if count is not None:
            found = self._sides(
                position, phrase, count, reading.role is not None and reading.role.kind in {"office", "person"}
            )
            if found:
                return found
        if any(e.basis == "collective" for e in reading.entities) or reading.kind in {"none", "collective"}:
            return reading.entities
        possessed, owner = self._possessor(position, phrase, speaker)
        noun = reading.role.noun if reading.role is not None else head.lemma
        if descriptions.is_other(noun):
            return self._other(position, phrase, reading, owner) or reading.entities
        if owner:
            return tuple(self._lend(position, phrase, reading, e, e.basis) for e in owner)
        if possessed:
            return reading.entities
        short = self._shortened(position, phrase)
        if short is not None:
            return short
        if reading.kind == "person" and reading.role is None:
            return self._nameless(position, phrase, reading)
        return self._described(position, phrase, reading, noun)

    def _identified(self, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
        """Add the name of "the Russian leader" where a person named before or the tables give it."""
        if reading.role is None or reading.kind != "person" or reading.plural or len(reading.entities) != 1:
            return reading.entities
        one = reading.entities[0]
        if (
            one.identifier_text is not None
            or one.sector == "ELI"
            or (not reading.definite
            and reading.role.kind != "office")
        ):
            return reading.entities
        named = self._named_before(position, phrase, one.code, reading.role.noun)
        if named is not None:
            return (
                replace(
                    one, identifier_text=named.actor.name, identifier_id=named.actor.id, antecedent_span=named.span
                ),
            )
        if reading.role.noun == "leader" and one.code and one.basis in {"nationality", "named", "metonym"}:
            people = self._sight.knowledge.people.get(one.code, ())
            order = (
                ("prime minister", "chancellor")
                if one.code in _CABINET
                else ("supreme leader", "president", "monarch", "prime minister")
            )
            for office in order:
                found = {h.id: h for h in holders(people, office, self._sight.day)}
                if len(found) == 1:
                    held = next(iter(found.values()))
                    return (replace(one, identifier_text=held.name, identifier_id=held.id),)
        return reading.entities

    def _named_before(self, position: int, phrase: Phrase, code: str | None, noun: str) -> Mention | None:
        """The last person of this code (any if None) named before whose office the noun can mean."""
        for m in reversed(self._sight.mentions):
            if (
                m.actor.kind != "person"
                or m.sentence < 0
                or m.sentence > position
                or (m.sentence == position and m.left >= phrase.left)
            ):
                continue
            if code is not None and m.code != code:
                continue
            office = m.actor.office or ""
            if (
                office == noun
                or (noun == "leader" and office in _LEADERS)
                or (noun == "minister" and office.endswith("minister"))
            ):
                return m
        return None

    def _sides(self, position: int, phrase: Phrase, count: int, persons: bool) -> tuple[Entity, ...]:
        pairs: Counter[frozenset[str]] = Counter()
        for k in range(position, max(-1, position - 8), -1):
            for point in self._points_at(k):
                if len(point.members) != count or (k == position and max(*point.members, point.head) >= phrase.left):
                    continue
                codes = frozenset(e.code for e in self._of_point(point) if e.code and len(e.code) == 3)
                if len(codes) == count:
                    pairs[codes] += (2.4 if point.rank >= 5 else 1.8) / (1 + position - k)
        found = descriptions.sides(self._sight, position, phrase, count, persons, pairs)
        role = self._sight.role_at(position, phrase.head)
        sector = role.role.sector if role is not None else "GOV"
        return tuple(self._by_mention(position, phrase, m, sector) for m in found)

    def _by_mention(self, position: int, phrase: Phrase, m: Mention, sector: str | None) -> Entity:
        name = m.actor.name if m.actor.kind in {"state", "org", "group", "person"} else None
        one = entity(
            self._sight, position, phrase, m.code, sector or m.actor.sector, "description", name=name, id=m.actor.id
        )
        return replace(one, antecedent_span=m.span)

    def _possessor(self, position: int, phrase: Phrase, speaker: Entity | None) -> tuple[bool, tuple[Entity, ...]]:
        """Whether "his", "their", "whose" stands in front of the head, and who that is, with a code."""
        tokens = self._sight.sentences[position].tokens
        for i in range(phrase.left, phrase.head):
            low = tokens[i].lower
            if tokens[i].tag in {"PRP$", "WP$"} or (low in PRONOUNS and tokens[i].dep == "poss"):
                sentence = self._sight.sentences[position]
                found = self.resolve(sentence, Phrase(i, i, i + 1), speaker)
                return True, tuple(e for e in found if e.code)
        return False, ()

    def _lend(self, position: int, phrase: Phrase, reading: Reading, owner: Entity, basis: str) -> Entity:
        """The phrase with its owner's code."""
        sector = reading.entities[0].sector
        one = entity(
            self._sight,
            position,
            phrase,
            owner.code,
            sector,
            basis,
            office=reading.entities[0].office,
            name=reading.entities[0].identifier_text,
        )
        return replace(one, antecedent_span=owner.antecedent_span or owner.span)

    def _other(self, position: int, phrase: Phrase, reading: Reading, owner: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """ "his counterpart": the most salient other state of the sentence and those before."""
        own = {e.code for e in owner}
        if not owner:
            subject = coreference.subject_of(self._sight.sentences[position], phrase.head)
            if subject is not None and subject != phrase.head:
                sentence = self._sight.sentences[position]
                own = {e.code for e in self.resolve(sentence, phrase_at(sentence, subject))}
        for salient in descriptions.salient_states(self._sight, position, phrase.left):
            if salient.code not in own and salient.weight >= 0.5:
                return (self._by_mention(position, phrase, salient.mention, reading.entities[0].sector),)
        return ()

    def _shortened(self, position: int, phrase: Phrase) -> tuple[Entity, ...] | None:
        """ "the Times" after "the New York Times", "the ministry": the last word of an organisation's name."""
        head = self._sight.sentences[position].tokens[phrase.head]
        if phrase.head - phrase.left != 1 or self._sight.sentences[position].tokens[phrase.left].lower not in {
            "the",
            "that",
            "this",
        }:
            return None
        for m in reversed(self._sight.mentions):
            if m.sentence < 0 or m.sentence > position or (m.sentence == position and m.left >= phrase.left):
                continue
            if m.actor.kind in {"org", "group"} and m.right - m.left > 1:
                words = self._sight.text[m.span[0] : m.span[1]]
                if words.lower().endswith(" " + head.lower):
                    basis = "named" if head.text[:1].isupper() else "description"
                    return (replace(self._by_mention(position, phrase, m, m.actor.sector), basis=basis),)
        return None

    def _nameless(self, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
        """A person with a title but no nationality is at home ("Prime Minister Jane Doe")."""
        one = reading.entities[0]
        if one.office is None:
            return reading.entities
        at = descriptions.home(self._sight, position, phrase.left)
        return (replace(one, code=at[0], basis="domestic", antecedent_span=at[1].span),) if at else reading.entities

    def _described(self, position: int, phrase: Phrase, reading: Reading, noun: str) -> tuple[Entity, ...]:
        if reading.definite:
            if descriptions.is_country(noun) and not reading.plural:
                ranked = descriptions.salient_states(self._sight, position, phrase.left)
                return (self._by_mention(position, phrase, ranked[0].mention, "GOV"),) if ranked else reading.entities
            refers, codes = descriptions.refers_to(noun)
            if refers:
                m = descriptions.last_named(self._sight, position, phrase.left, codes, frozenset({"org", "group"}))
                if m is not None:
                    return (self._by_mention(position, phrase, m, m.actor.sector),)
        if reading.role is None or reading.kind in {"thing", "none", "place"}:
            return reading.entities
        earlier = self._same_noun(position, phrase, reading) if reading.definite else None
        if earlier is not None:
            return earlier
        if reading.kind == "person" and reading.definite and not reading.plural:
            named = self._named_before(position, phrase, None, noun)
            if named is not None:
                return (replace(self._by_mention(position, phrase, named, reading.entities[0].sector), office=noun),)
        at = descriptions.home(self._sight, position, phrase.left) if self._at_home(reading) else None
        if at is None:
            return reading.entities
        one = reading.entities[0]
        return (replace(one, code=at[0], basis="domestic", antecedent_span=at[1].span),)

    @staticmethod
    def _at_home(reading: Reading) -> bool:
        """Whether a role without nationality may be taken for the home state's: not weapons, not alliances."""
        role = reading.role
        return (
            role is not None
            and role.sector not in {None, "UNK"}
            and reading.kind in {"person", "crowd", "body", "group"}
        )

    def _same_noun(self, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...] | None:
        """ "the ministry" after "the Iranian foreign ministry": an earlier phrase with the same last word."""
        assert reading.role is not None
        last = reading.role.noun.split()[-1]
        for k in range(position, max(-1, position - 5), -1):
            for point in reversed(self._points_at(k)):
                if k == position and point.head >= phrase.left:
                    continue
                other = point.reading
                if other is None or other.role is None or not other.owned or other.plural != reading.plural:
                    continue
                if other.role.noun.split()[-1] == last:
                    return tuple(
                        replace(
                            self._lend(position, phrase, reading, e, "description"),
                            identifier_text=e.identifier_text,
                            sector=e.sector,
                        )
                        for e in other.entities
                    )
        return None

    def _unknown(self, position: int, phrase: Phrase) -> tuple[Entity, ...]:
        return (entity(self._sight, position, phrase, None, None, "unresolved"),)
