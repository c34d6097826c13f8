"""Who a noun phrase is. `build_cast` sees a document once; `Cast.resolve` answers for its phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.actors import addressees, context, coreference, descriptions, sides
from dragoman.actors.athome import localised
from dragoman.actors.countries import by_mention
from dragoman.actors.kin import settle
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.mentions import Mention, find_mentions
from dragoman.actors.names import introduce, name_mentions, without_namesakes
from dragoman.actors.namesakes import told_apart
from dragoman.actors.nouns import read
from dragoman.actors.owners import is_excluded
from dragoman.actors.pleonastic import is_empty
from dragoman.actors.points import PRONOUNS, Point, inside, points_of, quoted_spans
from dragoman.actors.reading import Reading, span_of
from dragoman.actors.recall import dateline_of, scene_of, venues_of
from dragoman.actors.sight import RoleSpan, Sight, role_spans
from dragoman.actors.tables import Actor
from dragoman.language.grammar import Phrase
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.tree import Sentence
from dragoman.model import Document, Entity

__all__ = ["Cast", "build_cast"]

#: Kinds of phrases that "they" may be though nobody knows whose they are.
_ANIMATE = frozenset({"crowd", "people", "collective"})
#: By how much what has no code must fit better to keep a pronoun from who has one.
_MARGIN = 1.0


def build_cast(document: Document, sentences: Sequence[Sentence], knowledge: Knowledge) -> Cast:
    """Find all names of a document; phrases are resolved when they are asked for."""
    found = find_mentions(document.text, _day(document), sentences, knowledge)
    mentions = settle(sentences, told_apart(document.text, found))
    sight = _sight(document, sentences, knowledge, mentions)
    local = localised(sight)
    if local is not sight.mentions:
        mentions, sight = local, _sight(document, sentences, knowledge, local, sight)
    names = introduce(sight)
    if names:
        kept = without_namesakes(sight, names)
        if len(kept) < len(mentions):
            sight = _sight(document, sentences, knowledge, kept, sight, names)
        every = tuple(sorted((*kept, *name_mentions(sight, names)), key=lambda m: m.span))
        sight = _sight(document, sentences, knowledge, every, sight, names)
    return Cast(sight)


def _day(document: Document) -> str | None:
    """The document's day, ISO, without a time."""
    return document.published[:10] if document.published and document.published[:4].isdigit() else None


def _sight(
    document: Document,
    sentences: Sequence[Sentence],
    knowledge: Knowledge,
    mentions: tuple[Mention, ...],
    known: Sight | None = None,
    names: dict[str, Actor] | None = None,
) -> Sight:
    """The document with these mentions; role nouns are taken over from `known`."""
    at: list[dict[int, Mention]] = [{} for _ in sentences]
    listed: list[list[Mention]] = [[] for _ in sentences]
    for m in mentions:
        if m.sentence >= 0:
            listed[m.sentence].append(m)
            for i in range(m.left, m.right):
                at[m.sentence].setdefault(i, m)
    roles = known.roles if known else tuple(role_spans(s, knowledge, at[k]) for k, s in enumerate(sentences))
    venues, towns = venues_of(sentences, mentions)
    sided = tuple(
        m for m in mentions if descriptions.is_side(m) and m.span not in towns and not is_excluded(document.text, m)
    )
    by_sentence = tuple(tuple(ms) for ms in listed)
    return Sight(
        document.text,
        _day(document),
        sentences,
        knowledge,
        mentions,
        tuple(at),
        roles,
        names or {},
        by_sentence,
        sided,
        venues,
        dateline_of(document.text, mentions),
    )


class Cast:
    """The actors of one document. Answers are cached; nothing else changes."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self._quotes = quoted_spans(sight.text)
        self._positions = {s.index: k for k, s in enumerate(sight.sentences)}
        self._cache: dict[tuple[int, int, int, int, str | None], tuple[Entity, ...]] = {}
        self._points: dict[int, tuple[Point, ...]] = {}
        self._readings: dict[tuple[int, Phrase], Reading] = {}
        self._settled = 0
        self._front: str | None = None
        counts = self.states()
        most = max(counts.values(), default=1)
        self._shares = {code: n / most for code, n in counts.items()}

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All names found, in text order."""
        return self.sight.mentions

    def names_in(self, sentence: Sentence, phrase: Phrase) -> list[Mention]:
        """The names inside a noun phrase, in text order."""
        return list(self.sight.between(self._positions[sentence.index], phrase.left, phrase.right))

    def states(self) -> Counter[str]:
        """How often each code is named."""
        return Counter(m.code for m in self.sight.mentions if m.code)

    def mention_at(self, sentence: Sentence, i: int) -> Mention | None:
        """The name that token `i` belongs to."""
        return self.sight.at[self._positions[sentence.index]].get(i)

    def mentions_at(self, sentence: Sentence, i: int) -> list[Mention]:
        """All names in token `i`, of which "Franco-German" has two."""
        return self.sight.between(self._positions[sentence.index], i, i + 1)

    def named_at(self, sentence: Sentence, i: int) -> str | None:
        """The code of the name that token `i` belongs to, whatever it is there for."""
        mention = self.mention_at(sentence, i)
        return mention.code if mention is not None else None

    def role_at(self, sentence: Sentence, i: int) -> RoleSpan | None:
        """The role noun that covers token `i`."""
        return self.sight.role_at(self._positions[sentence.index], i)

    def pair(self, sentence: Sentence, phrase: Phrase) -> tuple[Entity, ...]:
        """The two sides that a phrase such as "the two neighbours" speaks of; empty if they are not plain."""
        return context.resolve_sides(self, self._positions[sentence.index], phrase, 2, False)

    def home_of(self, sentence: Sentence, i: int) -> str | None:
        """The code of the state where what is told at token `i` takes place, as far as the text shows it."""
        found = descriptions.home(self.sight, self._positions[sentence.index], i)
        return found[0] if found is not None else None

    def front(self) -> str | None:
        """The code of the state where the document's fighting is; None if none stands out."""
        if self._front is None:
            found = scene_of(self.sight)
            self._front = found.code or "" if found is not None else ""
        return self._front or None

    def is_venue(self, sentence: Sentence, i: int) -> bool:
        """Whether a token names a place where somebody only meets: it is no party to what is done there."""
        return self.sight.is_venue(self._positions[sentence.index], i)

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
        sentence = self.sight.sentences[position]
        head = sentence.tokens[phrase.head]
        if coreference.is_pronoun(head) and phrase.head not in self.sight.at[position]:
            return self._pronoun(position, phrase, speaker)
        if addressees.is_second(head):
            return self._as_pronoun(position, phrase, self._addressed(position, head.start, speaker))
        words = [t.lower for t in sentence.tokens[phrase.left : phrase.right]]
        if words in (["each", "other"], ["one", "another"]):
            return self._subject(position, phrase)
        if words[-1] in {"former", "latter"} and len(words) <= 2:
            return self._former(position, phrase, words[-1])
        return context.resolve_noun(self, position, phrase, speaker)

    # Pronouns

    def _pronoun(self, position: int, phrase: Phrase, speaker: Entity | None) -> tuple[Entity, ...]:
        sentence = self.sight.sentences[position]
        token = sentence.tokens[phrase.head]
        if token.lower in coreference.FIRST:
            return self._first_person(position, phrase, speaker)
        if token.lower in coreference.RELATIVE:
            noun = coreference.relative_antecedent(sentence, phrase.head)
            if noun is None or noun == phrase.head:
                return context.unknown(self, position, phrase)
            found = self._of_heads(
                position,
                conjuncts(sentence, noun)
                if token.lower == "who" and self._plural_verb(sentence, phrase.head)
                else [noun],
            )
            return self._as_pronoun(position, phrase, found)
        if is_empty(sentence, phrase.head, self.sight.text):
            return context.unknown(self, position, phrase)
        return self._as_pronoun(position, phrase, self._antecedent(position, phrase, speaker))

    def _antecedent(self, position: int, phrase: Phrase, speaker: Entity | None) -> tuple[Entity, ...]:
        """Whom a personal pronoun stands for; empty if nobody is plain. What has no code but fits better
        than all that have one keeps these from being taken."""
        self._settle(position)
        token = self.sight.sentences[position].tokens[phrase.head]
        quoted = inside(self._quotes, token.start)
        before = [self.points_at(k) for k in range(max(0, position - coreference.REACH), position + 1)]
        barred = self._subject_of_clause(position, phrase)
        ours = any(t.lower in coreference.FIRST for t in self.sight.sentences[position].tokens)
        doubt = float("-inf")
        for score, point in coreference.antecedents(self.sight, position, phrase.head, before, quoted, self._shares):
            found = self.of_point(point)
            if any(_is_one(e, b) for e in found for b in barred):
                continue
            if quoted and speaker is not None and _is_speakers(point, found, speaker, PRONOUNS[token.lower], ours):
                continue
            if any(e.code for e in found):
                return found if score > doubt - _MARGIN else ()
            if point.rank >= 5 or (PRONOUNS[token.lower] == "p" and _are_people(point, found)):
                return found
            doubt = max(doubt, score)
        return ()

    def _subject_of_clause(self, position: int, phrase: Phrase) -> tuple[Entity, ...]:
        """Who does what the clause tells of an object pronoun, which is somebody else: "he told him"."""
        sentence = self.sight.sentences[position]
        subject = coreference.other_argument(sentence, phrase.head)
        if subject is None or subject >= phrase.left:
            return ()
        return self._of_heads(position, (subject,))

    @staticmethod
    def _plural_verb(sentence: Sentence, i: int) -> bool:
        verb = sentence.tokens[sentence.tokens[i].head]
        return verb.tag == "VBP" or verb.lower in {"are", "were", "have"}

    def _first_person(self, position: int, phrase: Phrase, speaker: Entity | None) -> tuple[Entity, ...]:
        if speaker is None or speaker.code is None:
            return context.unknown(self, position, phrase)
        return self._as_pronoun(position, phrase, (speaker,))

    def _addressed(self, position: int, at: int, speaker: Entity | None) -> tuple[Entity, ...]:
        """Whom the speaker of a quotation says that they speak to, around it or shortly before."""
        if speaker is None or speaker.code is None or not inside(self._quotes, at):
            return ()
        for k in range(position, max(-1, position - addressees.REACH - 1), -1):
            sentence = self.sight.sentences[k]
            for subject, told in addressees.spoken_to(sentence):
                if inside(self._quotes, sentence.tokens[told].start):
                    continue
                found = [e for e in self._of_heads(k, (told,)) if e.code and e.sector != "JRN"]
                says = {e.code for e in self._of_heads(k, (subject,))}
                if found and speaker.code in says and all(e.code != speaker.code for e in found):
                    return tuple(found[:1])
        return ()

    def _as_pronoun(self, position: int, phrase: Phrase, found: Sequence[Entity]) -> tuple[Entity, ...]:
        start, end = span_of(self.sight.sentences[position].tokens, phrase)
        words = self.sight.text[start:end]
        return tuple(
            replace(
                e,
                entity_text=words,
                span=(start, end),
                basis="pronoun" if e.code else e.basis,
                antecedent_span=e.antecedent_span or e.span,
            )
            for e in found
        ) or context.unknown(self, position, phrase)

    def _settle(self, position: int) -> None:
        """Resolve the pronouns of earlier sentences first, in order, so that chains stay short."""
        while self._settled < position:
            k = self._settled
            self._settled += 1
            for point in self.points_at(k):
                if point.pronoun is not None:
                    self.of_point(point)

    def reading(self, position: int, phrase: Phrase) -> Reading:
        """What a noun phrase says by itself, read once."""
        key = (position, phrase)
        if key not in self._readings:
            self._readings[key] = read(self.sight, position, phrase)
        return self._readings[key]

    def points_at(self, position: int) -> tuple[Point, ...]:
        if position not in self._points:
            self._points[position] = points_of(self.sight, position, self._quotes, self.reading)
        return self._points[position]

    def of_point(self, point: Point) -> tuple[Entity, ...]:
        if point.members:
            return self._of_heads(point.position, point.members)
        return self.resolve(self.sight.sentences[point.position], point.phrase)

    def _of_heads(self, position: int, heads: Iterable[int]) -> tuple[Entity, ...]:
        sentence = self.sight.sentences[position]
        out: list[Entity] = []
        for head in heads:
            out.extend(
                e for e in self.resolve(sentence, phrase_at(sentence, head)) if e.code not in {o.code for o in out}
            )
        coded = [e for e in out if e.code]
        return tuple(coded or out[:1])

    def _subject(self, position: int, phrase: Phrase) -> tuple[Entity, ...]:
        sentence = self.sight.sentences[position]
        subject = coreference.subject_of(sentence, phrase.head)
        found = self._of_heads(position, tuple(conjuncts(sentence, subject))) if subject is not None else ()
        if len(found) < 2:
            found = context.resolve_sides(self, position, phrase, 2, False) or found
        return self._as_pronoun(position, phrase, found)

    def _former(self, position: int, phrase: Phrase, word: str) -> tuple[Entity, ...]:
        pair = sides.sides(self, position, phrase, 2, False)
        if len(pair) < 2:
            return context.unknown(self, position, phrase)
        pair.sort(key=lambda m: m.span)
        return (by_mention(self, position, phrase, pair[0 if word == "former" else 1], None),)


def _is_one(one: Entity, other: Entity) -> bool:
    """Whether two participants are the same one, not only of one state."""
    if one.code != other.code:
        return False
    if (one.antecedent_span or one.span) == (other.antecedent_span or other.span):
        return True
    return one.identifier_text is not None and one.identifier_text == other.identifier_text


def _are_people(point: Point, found: Sequence[Entity]) -> bool:
    """Whether a point is people whom no code names."""
    return (point.reading is not None and point.reading.kind in _ANIMATE) or any(e.basis == "collective" for e in found)


def _is_speakers(point: Point, found: Sequence[Entity], speaker: Entity, kind: str, ours: bool) -> bool:
    """Whether a pronoun in a quotation would be the speaker, or the speaker's own state named outside of it or
    called "we" (`ours`)."""
    if kind in {"m", "f"}:
        return bool(speaker.identifier_text) and any(e.identifier_text == speaker.identifier_text for e in found)
    if (point.quoted and not ours) or speaker.code is None or speaker.code not in {e.code for e in found}:
        return False
    return point.reading is None or point.reading.kind not in _ANIMATE or bool(point.members)
