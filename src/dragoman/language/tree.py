"""Parsed sentences as plain frozen values, independent of the parser that made them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.model import Span


class Token(NamedTuple):
    """One token. `pos` is the Universal POS tag, `tag` the Penn tag, `dep` the parser's label
    (ClearNLP labels as in spaCy's English pipelines: nsubj, nsubjpass, dobj, dative, agent, prep,
    pobj, poss, compound, amod, appos, relcl, acl, ccomp, xcomp, advcl, conj, prt, neg, aux …).
    `head` is the index of the governor in the sentence, its own index for a root. `start` and
    `end` are offsets into the document."""

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence of a document; `index` counts the document's sentences, parsed or not."""

    index: int
    span: Span
    segment: str
    paragraph: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    #: The noun phrases that were asked for, by their head (`phrases.phrase_at`).
    phrases: dict[int, Span] = field(default_factory=dict, init=False, compare=False, repr=False)

    def text_of(self, left: int, right: int, text: str) -> str:
        """The verbatim words of tokens `left` to `right` (exclusive)."""
        return text[self.tokens[left].start : self.tokens[right - 1].end]


def build_sentence(index: int, span: Span, segment: str, paragraph: int, tokens: tuple[Token, ...]) -> Sentence:
    """Make a `Sentence` and its table of children."""
    kids: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            kids[token.head].append(token.i)
    return Sentence(index, span, segment, paragraph, tokens, tuple(tuple(k) for k in kids))
