"""Who speaks: names, codes and kinds of sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.tree import Sentence
from dragoman.model import Entity, Source, Span
from dragoman.statements.cues import Cues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.actors.mentions import Mention
    from dragoman.actors.resolve import Cast

Kind = Literal["outlet", "agency", "speaker", "document", "unnamed"]
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "'s", "’s"})
_INDEFINITE = frozenset({"a", "an", "some", "several", "one", "two", "three", "many", "another", "other", "senior", "few"})
_PERSONAL = frozenset({"he", "she"})
_THING = frozenset({"it"})
#: How many sentences back the speaker of the last statement is still "he".
_REACH = 4


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

    def as_source(self) -> Source:
        """The same as a link of a chain."""
        return Source(self.name, self.code.partition(".")[0] if self.code else None, self.kind, self.span)


class Speakers:
    """Names the sources of one document. They must be asked for in text order: a pronoun that says
    something goes on with the speaker of the statement before."""

    def __init__(self, cast: Cast, cues: Cues, text: str) -> None:
        self._cast = cast
        self._cues = cues
        mentions = getattr(cast, "mentions", ())
        self._starts = {m.span[0]: m for m in mentions}
        self._ends = {m.span[1]: m for m in mentions}
        self._spelling = _spellings(mentions, text)
        self._last: list[tuple[int, Speaker]] = []

    def identify(self, sentence: Sentence, phrase: Phrase, speaker: Entity | None = None, leads: bool = True) -> Speaker:
        """Who the phrase is. `speaker` is who "we" and "I" are; `leads` says that the phrase
        speaks in the reporter's own clause, not inside what another says."""
        tokens = sentence.tokens
        head = tokens[phrase.head]
        found = None
        if head.pos == "PRON" and leads:
            found = self._continued(sentence, phrase)
        found = found or self._look_up(sentence, phrase, speaker)
        if leads and found.name is not None:
            self._last.append((sentence.index, found))
        return found

    def _continued(self, sentence: Sentence, phrase: Phrase) -> Speaker | None:
        """ "he" and "it" as the speaker of the last statement."""
        head = sentence.tokens[phrase.head]
        wanted = head.lower in _PERSONAL
        if not (wanted or head.lower in _THING):
            return None
        for index, last in reversed(self._last[-3:]):
            if sentence.index - index > _REACH:
                return None
            if last.person is wanted or (last.person is None and wanted and last.kind == "speaker"):
                span = head.start, head.end
                return Speaker(last.name, last.code, last.kind, span, last.entity, last.person)
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
        entities = self._cast.resolve(sentence, one, speaker)
        names = [self._name(sentence, one, e) for e in entities]
        if author is None:
            for i in conjuncts(sentence, phrase.head):
                if i != phrase.head and i >= phrase.right:
                    joint = phrase_at(sentence, i)
                    more = self._cast.resolve(sentence, joint, speaker)
                    entities += more
                    names += [self._name(sentence, joint, e) for e in more] or [self._plain(sentence, joint)]
                    span = span[0], max(span[1], tokens[joint.right - 1].end)
        known = [n for n in dict.fromkeys(names) if n]
        if not known and tokens[phrase.head].pos != "PRON":
            known = [n for n in (self._plain(sentence, one),) if n]
        codes = [c for c in dict.fromkeys(_code(e) for e in entities) if c]
        name = " and ".join(known[:3]) or None
        person = self._is_person(sentence, one, entities) if len(known) == 1 else False
        found = Speaker(name, codes[0] if codes else None, kind, span, entities[0] if entities else None, person)
        return self._same_as_before(sentence, phrase, found, entities)

    def _name(self, sentence: Sentence, phrase: Phrase, entity: Entity) -> str | None:
        if entity.identifier_text:
            return self._spelling.get(entity.identifier_text, entity.identifier_text)
        if sentence.tokens[phrase.head].pos == "PRON":
            return None if entity.basis == "unresolved" else entity.entity_text
        return self._plain(sentence, phrase)

    def _plain(self, sentence: Sentence, phrase: Phrase) -> str | None:
        """The name in a phrase; after a title that the parser took for its head, the name at its end."""
        tokens = sentence.tokens
        if tokens[phrase.head].lower in self._cues.titles:
            left = phrase.right
            while left - 1 > phrase.head and tokens[left - 1].pos == "PROPN" and tokens[left - 1].lower not in self._cues.titles:
                left -= 1
            if phrase.right - left >= 2 and tokens[phrase.right - 1].end not in self._ends:
                return plain_name(sentence, Phrase(phrase.right - 1, left, phrase.right), self._cues)
        return plain_name(sentence, phrase, self._cues)

    def _is_person(self, sentence: Sentence, phrase: Phrase, entities: tuple[Entity, ...]) -> bool | None:
        """Whether the phrase is a person, as far as its words and the tables tell."""
        tokens = sentence.tokens
        head = tokens[phrase.head]
        if head.lower in _PERSONAL:
            return True
        if head.lower in _THING or head.tag in {"NNS", "NNPS"}:
            return False
        mention = self._ends.get(head.end) or self._starts.get(head.start)
        if mention is not None:
            return bool(mention.actor.kind == "person")
        if any(e.office for e in entities):
            return True
        if head.pos == "PROPN" and kind_of(sentence, phrase, self._cues) == "speaker":
            return True
        return None if head.pos == "NOUN" else False

    def _same_as_before(self, sentence: Sentence, phrase: Phrase, found: Speaker, entities: tuple[Entity, ...]) -> Speaker:
        """ "the Russian diplomat": the last person of that state who spoke by name, if the tables know nobody;
        "Bagchi": the person whose full name came before."""
        head = sentence.tokens[phrase.head]
        first = sentence.tokens[phrase.left].lower
        if found.name is None or any(e.identifier_text for e in entities):
            return found
        for _, last in reversed(self._last[-8:]):
            if last.person is False or last.name is None:
                continue
            family = head.pos == "PROPN" and last.name.split()[-1] == found.name.split()[-1]
            described = head.pos == "NOUN" and head.tag == "NN" and first in {"the", "this"} and found.code is not None
            if family or (described and last.person and last.code is not None and last.code[:3] == (found.code or "")[:3]):
                name = max(last.name, found.name, key=len) if family else last.name
                return Speaker(name, found.code or last.code, last.kind, found.span, found.entity or last.entity, True)
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


def plain_name(sentence: Sentence, phrase: Phrase, cues: Cues) -> str | None:
    """The name in a phrase without titles, else its words without the article."""
    tokens = sentence.tokens
    head = phrase.head
    if tokens[head].pos == "PROPN":
        left, right = head, head + 1
        while left > phrase.left and (tokens[left - 1].pos == "PROPN" or tokens[left - 1].text == "-"):
            left -= 1
        while right < phrase.right and (tokens[right].pos == "PROPN" or tokens[right].text == "-"):
            right += 1
        while right - left > 1 and (tokens[left].lower in cues.titles or tokens[left].text == "-"):
            left += 1
        return _joined(sentence, left, right)
    left, right = phrase.left, phrase.right
    while left < right - 1 and tokens[left].lower in _ARTICLES:
        left += 1
    while right - 1 > left and tokens[right - 1].pos in {"PUNCT", "PART"}:
        right -= 1
    return _joined(sentence, left, min(right, left + 8)) if left < right else None


def _joined(sentence: Sentence, left: int, right: int) -> str:
    """The tokens as the text has them, blanks squeezed."""
    out = ""
    for t in sentence.tokens[left:right]:
        blank = out and sentence.tokens[t.i - 1].end < t.start
        out += (" " if blank else "") + t.text
    return out


def author_of(sentence: Sentence, phrase: Phrase, cues: Cues) -> Phrase | None:
    """The office behind a document: "a statement from the foreign ministry", "the ministry's report"."""
    tokens = sentence.tokens
    if tokens[phrase.head].lemma not in cues.documents:
        return None
    for k in sentence.children[phrase.head]:
        if tokens[k].dep == "poss":
            return phrase_at(sentence, k)
        below = [k, *sentence.children[k]] if tokens[k].lower in {"released", "issued", "published", "obtained", "seen"} else [k]
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
    if not proper and head.lemma in cues.unnamed and (words[0] in _INDEFINITE or head.tag == "NNS" or head.lemma == "source"):
        return "unnamed"
    return "speaker"
