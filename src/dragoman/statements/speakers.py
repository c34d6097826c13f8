"""Who speaks: names, codes and kinds of sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.tree import Sentence
from dragoman.model import Entity, Source, Span
from dragoman.statements.cues import Cues
from dragoman.statements.naming import ARTICLES, apposed, gender_of, is_thing, plain_name, without_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.actors.mentions import Mention
    from dragoman.actors.resolve import Cast

#: The sentences in which a statement begins and ends.
Place = tuple[int, int]
Kind = Literal["outlet", "agency", "speaker", "document", "unnamed"]
_INDEFINITE = frozenset(
    {"a", "an", "some", "several", "one", "two", "three", "many", "another", "other", "senior", "few"}
)
#: Sectors of those who hold offices of state, which nobody with a rank of the police does.
_OFFICES = frozenset({"GOV", "LEG"})
_PERSONAL = frozenset({"he", "she"})
_THING = frozenset({"it"})
#: How many sentences after a statement its speaker is still "he", and is so if nobody else fits.
_NEXT, _REACH = 1, 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source in the text: canonical name, code with sector, kind and place. `person` is None where
    the tables do not know whether it is one."""

    name: str | None
    code: str | None
    kind: Kind
    span: Span
    entity: Entity | None = None
    person: bool | None = None
    gender: str | None = None

    def as_source(self) -> Source:
        """The same as a link of a chain."""
        return Source(self.name, self.code.partition(".")[0] if self.code else None, self.kind, self.span)


class Speakers:
    """Names the sources of one document. They must be asked for in text order: a pronoun that says
    something goes on with the speaker of the statement before."""

    def __init__(self, cast: Cast, cues: Cues, text: str) -> None:
        self._cast = cast
        self._cues = cues
        self._text = text
        mentions = getattr(cast, "mentions", ())
        self._starts = {m.span[0]: m for m in mentions}
        self._ends = {m.span[1]: m for m in mentions}
        self._spelling = _spellings(mentions, text)
        self._last: list[tuple[int, Speaker]] = []

    def identify(
        self, sentence: Sentence, phrase: Phrase, place: Place, speaker: Entity | None = None, leads: bool = True
    ) -> Speaker:
        """Who the phrase is. `place` is where the statement begins and ends (indices of sentences),
        `speaker` who "we" and "I" are; `leads` says that the phrase speaks in the reporter's own clause,
        not inside what another says."""
        found = None
        head = sentence.tokens[phrase.head]
        if head.lower in _PERSONAL | _THING and leads:
            found = self._continued(sentence, phrase, place[0], _NEXT)
        if found is None:
            found = self._look_up(sentence, phrase, speaker)
            vague = found.entity is None or found.entity.identifier_text is None
            if head.lower in _PERSONAL | _THING and leads and vague:
                found = self._continued(sentence, phrase, place[0], _REACH) or found
        if leads and found.name is not None:
            self._last.append((place[1], found))
        return found

    def _continued(self, sentence: Sentence, phrase: Phrase, first: int, reach: int) -> Speaker | None:
        """ "he" and "it" as the speaker of a statement that ended at most `reach` sentences before."""
        head = sentence.tokens[phrase.head]
        wanted = head.lower in _PERSONAL
        gender = gender_of(sentence, phrase, None)
        for index, last in reversed(self._last[-4:]):
            if first - index > reach:
                return None
            if gender is not None and last.gender not in {gender, None}:
                continue
            if last.person is wanted or (last.person is None and wanted and last.kind == "speaker"):
                return replace(last, span=(head.start, head.end), gender=gender)
        return None

    def _look_up(self, sentence: Sentence, phrase: Phrase, speaker: Entity | None) -> Speaker:
        tokens = sentence.tokens
        span = tokens[phrase.left].start, tokens[phrase.right - 1].end
        kind = kind_of(sentence, phrase, self._cues)
        short = " ".join(t.lower for t in tokens[phrase.left : phrase.right])
        if short in self._cues.short:
            return Speaker(self._cues.short[short], None, kind, span, None, False)
        author = author_of(sentence, phrase, self._cues)
        one = author or phrase
        named = apposed(sentence, one)
        entities = self._cast.resolve(sentence, one, speaker)
        if any(t.lower.rstrip(".") in self._cues.ranks for t in tokens[one.left : one.right]):
            entities = tuple(e for e in entities if e.sector not in _OFFICES)  # a sergeant bears a premier's name
        names = [self._name(sentence, one, e) for e in entities] or [self._alone(sentence, one)]
        if author is None:
            for i in conjuncts(sentence, phrase.head):
                if i != phrase.head and i >= phrase.right:
                    joint = phrase_at(sentence, i)
                    more = self._cast.resolve(sentence, joint, speaker)
                    entities += more
                    names += [self._name(sentence, joint, e) for e in more] or [self._plain(sentence, joint)]
                    span = span[0], max(span[1], tokens[joint.right - 1].end)
        if named is not None and len(entities) <= 1 and not any(e.identifier_text for e in entities):
            names = [plain_name(sentence, named, self._cues, self._text)]
        known = [without_form(n) for n in dict.fromkeys(names) if n]
        codes = [c for c in dict.fromkeys(_code(e) for e in entities) if c]
        name = " and ".join(known[:3]) or None
        person = self._is_person(sentence, one, entities) if len(known) == 1 else False
        gender = gender_of(sentence, one, name)
        found = Speaker(
            name, codes[0] if codes else None, kind, span, entities[0] if entities else None, person, gender
        )
        return self._same_as_before(sentence, phrase, found, entities)

    def _name(self, sentence: Sentence, phrase: Phrase, entity: Entity) -> str | None:
        if entity.identifier_text and not self._is_namesake(sentence, phrase):
            return self._spelling.get(entity.identifier_text, entity.identifier_text)
        if sentence.tokens[phrase.head].pos == "PRON":
            return self._antecedent(entity)
        return self._plain(sentence, phrase)

    def _alone(self, sentence: Sentence, phrase: Phrase) -> str | None:
        return None if sentence.tokens[phrase.head].pos == "PRON" else self._plain(sentence, phrase)

    def _plain(self, sentence: Sentence, phrase: Phrase) -> str | None:
        """The name in a phrase; after a title that the parser took for its head, the name at its end."""
        tokens = sentence.tokens
        first = self._starts.get(tokens[phrase.left].start)
        if (
            first is not None
            and first.form == "demonym"
            and phrase.left < phrase.head
            and tokens[phrase.head].pos == "PROPN"
        ):
            phrase = Phrase(phrase.head, phrase.left + 1, phrase.right)  # "Spaniard Juan Paz"
        if tokens[phrase.head].lower in self._cues.titles:
            left = phrase.right
            while (
                left - 1 > phrase.head
                and tokens[left - 1].pos == "PROPN"
                and tokens[left - 1].lower not in self._cues.titles
            ):
                left -= 1
            if phrase.right - left >= 2 and tokens[phrase.right - 1].end not in self._ends:
                return plain_name(sentence, Phrase(phrase.right - 1, left, phrase.right), self._cues, self._text)
        return plain_name(sentence, phrase, self._cues, self._text)

    def _antecedent(self, entity: Entity) -> str | None:
        """The words that a pronoun stands for, without the article."""
        if entity.antecedent_span is None:
            return None
        words = self._text[entity.antecedent_span[0] : entity.antecedent_span[1]].split()
        return " ".join(words[1:] if words and words[0].lower() in ARTICLES else words) or None

    def _is_namesake(self, sentence: Sentence, phrase: Phrase) -> bool:
        """Whether the tables know the family name only as a place: "Adnan Afrin"."""
        tokens = sentence.tokens
        head = tokens[phrase.head]
        mention = self._ends.get(head.end)
        if (
            mention is None
            or mention.actor.kind != "place"
            or mention.span[0] != head.start
            or phrase.head == phrase.left
        ):
            return False
        before = tokens[phrase.head - 1]
        return before.pos == "PROPN" and before.lower not in self._cues.titles

    def _is_person(self, sentence: Sentence, phrase: Phrase, entities: tuple[Entity, ...]) -> bool | None:
        """Whether the phrase is a person, as far as its words and the tables tell."""
        tokens = sentence.tokens
        head = tokens[phrase.head]
        if head.lower in _PERSONAL:
            return True
        if head.lower in _THING or head.tag in {"NNS", "NNPS"}:
            return False
        mention = self._ends.get(head.end) or self._starts.get(head.start)
        if mention is not None and not self._is_namesake(sentence, phrase):
            return bool(mention.actor.kind == "person")
        if any(e.office for e in entities):
            return True
        if head.pos == "PROPN" and kind_of(sentence, phrase, self._cues) == "speaker":
            return True
        return None if head.pos == "NOUN" and not is_thing(head.lemma, self._cues) else False

    def _same_as_before(
        self, sentence: Sentence, phrase: Phrase, found: Speaker, entities: tuple[Entity, ...]
    ) -> Speaker:
        """ "the Russian diplomat": the last person of that state who spoke by name, if the tables know nobody;
        "Bagchi": the person whose full name came before."""
        head = sentence.tokens[phrase.head]
        first = sentence.tokens[phrase.left].lower
        if found.name is None or any(e.identifier_text for e in entities):
            return found
        for _, last in reversed(self._last[-8:]):
            if last.person is False or last.name is None:
                continue
            family = last.name.split()[-1] == found.name and found.name[:1].isupper()
            described = head.pos == "NOUN" and head.tag == "NN" and first in {"the", "this"} and found.code is not None
            described = described and not is_thing(head.lemma, self._cues) and head.lemma not in self._cues.single
            if family or (
                described and last.person and last.code is not None and last.code[:3] == (found.code or "")[:3]
            ):
                name = max(last.name, found.name, key=len) if family else last.name
                return Speaker(
                    name,
                    found.code or last.code,
                    last.kind,
                    found.span,
                    found.entity or last.entity,
                    True,
                    last.gender or found.gender,
                )
        return found


def _spellings(mentions: Iterable[Mention], text: str) -> dict[str, str]:
    """How the document spells, in full, the names of the persons that the tables know."""
    out: dict[str, str] = {}
    for m in mentions:
        words = text[m.span[0] : m.span[1]].split()
        if m.actor.kind == "person" and m.form == "name" and len(words) > 1 and words[-1][0].isupper():
            out.setdefault(m.actor.name, " ".join(words))
    return out


def _code(entity: Entity) -> str | None:
    if entity.code is None:
        return None
    return f"{entity.code}.{entity.sector}" if entity.sector else entity.code


def author_of(sentence: Sentence, phrase: Phrase, cues: Cues) -> Phrase | None:
    """The office behind a document: "a statement from the foreign ministry", "the ministry's report"."""
    tokens = sentence.tokens
    if tokens[phrase.head].lemma not in cues.documents:
        return None
    verb = tokens[tokens[phrase.head].head]
    if tokens[phrase.head].dep == "dobj" and verb.lemma in cues.issuing:
        return next((phrase_at(sentence, k) for k in sentence.children[verb.i] if tokens[k].dep == "nsubj"), None)
    for k in sentence.children[phrase.head]:
        if tokens[k].dep == "poss":
            return phrase_at(sentence, k)
        below = (
            [k, *sentence.children[k]]
            if tokens[k].lower in {"released", "issued", "published", "obtained", "seen"}
            else [k]
        )
        for p in below:
            if tokens[p].lower in {"from", "by"}:
                for c in sentence.children[p]:
                    if tokens[c].dep == "pobj":
                        return phrase_at(sentence, c)
    return None


def kind_of(sentence: Sentence, phrase: Phrase, cues: Cues) -> Kind:
    """outlet, agency, document, unnamed, else speaker."""
    tokens = sentence.tokens
    words = [t.lower for t in tokens[phrase.left : phrase.right]]
    head = tokens[phrase.head]
    proper = head.pos == "PROPN"
    if any(w in cues.agencies for w in words) and (proper or head.lower == "agency"):
        return "agency"
    if (proper and head.lower in cues.outlets) or (head.lemma in cues.outlets and head.lemma not in cues.documents):
        return "outlet"
    if head.lemma in cues.documents and not proper:
        return "document"
    if (
        not proper
        and head.lemma in cues.unnamed
        and (words[0] in _INDEFINITE or head.tag == "NNS" or head.lemma == "source")
    ):
        return "unnamed"
    return "speaker"
