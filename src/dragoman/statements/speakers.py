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
    from dragoman.actors.resolve import Cast

Kind = Literal["outlet", "agency", "speaker", "document", "unnamed"]
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "'s", "’s"})
_AUTHORS = frozenset({"from", "by", "of", "released", "issued"})
_INDEFINITE = frozenset({"a", "an", "some", "several", "one", "two", "three", "many", "another", "other", "senior", "few"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source in the text: canonical name, code with sector, kind and place."""

    name: str | None
    code: str | None
    kind: Kind
    span: Span
    entity: Entity | None = None

    def as_source(self) -> Source:
        """The same as a link of a chain."""
        return Source(self.name, self.code.partition(".")[0] if self.code else None, self.kind, self.span)


def identify(sentence: Sentence, phrase: Phrase, cast: Cast, cues: Cues, speaker: Entity | None = None) -> Speaker:
    """Who the phrase is. `speaker` is who "we" and "I" are, inside a quotation."""
    tokens = sentence.tokens
    span = tokens[phrase.left].start, tokens[phrase.right - 1].end
    head = tokens[phrase.head]
    short = " ".join(t.lower for t in tokens[phrase.left : phrase.right])
    if short in cues.short:
        return Speaker(cues.short[short], None, _kind(sentence, phrase, cues), span)
    author = _author(sentence, phrase, cues)
    entities = cast.resolve(sentence, author or phrase, speaker)
    if author is None:
        joint = [i for i in conjuncts(sentence, phrase.head) if i != phrase.head]
        for i in joint:
            entities += cast.resolve(sentence, phrase_at(sentence, i), speaker)
            span = (span[0], max(span[1], tokens[phrase_at(sentence, i).right - 1].end))
    known = [e for e in entities if e.code or (e.identifier_text and e.basis != "unresolved")]
    names = list(dict.fromkeys(filter(None, (_entity_name(e) for e in known))))
    codes = list(dict.fromkeys(filter(None, (_code(e) for e in known))))
    kind = _kind(sentence, phrase, cues)
    name = " and ".join(names[:3]) if names else plain_name(sentence, author or phrase)
    if head.pos == "PRON" and not names:
        name = None
    return Speaker(name, codes[0] if len(codes) == 1 else codes[0] if codes else None, kind, span, known[0] if known else None)


def _entity_name(entity: Entity) -> str | None:
    return entity.identifier_text or entity.entity_text or None


def _code(entity: Entity) -> str | None:
    if entity.code is None:
        return None
    return f"{entity.code}.{entity.sector}" if entity.sector else entity.code


def plain_name(sentence: Sentence, phrase: Phrase) -> str | None:
    """The name in a phrase, else its words without the article."""
    tokens = sentence.tokens
    head = phrase.head
    if tokens[head].pos == "PROPN":
        left = right = head
        while left > phrase.left and tokens[left - 1].pos == "PROPN":
            left -= 1
        while right + 1 < phrase.right and tokens[right + 1].pos == "PROPN":
            right += 1
        if tokens[head].head != head or left != right:
            return " ".join(t.text for t in tokens[left : right + 1])
    words = [t for t in tokens[phrase.left : phrase.right]]
    while words and words[0].lower in _ARTICLES:
        words = words[1:]
    while words and words[-1].pos in {"PUNCT", "PART"}:
        words = words[:-1]
    return " ".join(t.text for t in words[:8]) or None


def _author(sentence: Sentence, phrase: Phrase, cues: Cues) -> Phrase | None:
    """The office behind a document: "a statement from the foreign ministry", "the ministry's report"."""
    tokens = sentence.tokens
    if tokens[phrase.head].lemma not in cues.documents:
        return None
    for k in sentence.children[phrase.head]:
        if tokens[k].dep == "poss":
            return phrase_at(sentence, k)
        if tokens[k].lower in {"from", "by"} or (tokens[k].lower in {"released", "issued", "published"}):
            for c in sentence.children[k]:
                if tokens[c].dep == "pobj":
                    return phrase_at(sentence, c)
                for d in sentence.children[c]:
                    if tokens[c].dep in {"agent", "prep"} and tokens[d].dep == "pobj":
                        return phrase_at(sentence, d)
    return None


def _kind(sentence: Sentence, phrase: Phrase, cues: Cues) -> Kind:
    tokens = sentence.tokens
    words = [t.lower for t in tokens[phrase.left : phrase.right]]
    head = tokens[phrase.head]
    proper = head.pos == "PROPN"
    if any(w in cues.agencies for w in words) and (proper or head.lower == "agency"):
        return "agency"
    if (proper and any(w in cues.outlets for w in words)) or head.lemma in cues.outlets and head.lemma not in cues.documents:
        return "outlet"
    if head.lemma in cues.documents and not proper:
        return "document"
    if not proper and head.lemma in cues.unnamed and not any(t.pos == "PROPN" and t.dep == "appos" for t in tokens[phrase.left : phrase.right]):
        if words[0] in _INDEFINITE or head.tag == "NNS" or head.lemma == "source":
            return "unnamed"
    return "speaker"
