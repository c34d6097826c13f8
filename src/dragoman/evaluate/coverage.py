"""What the lexicon does not know: main predicates of sentences that name an actor.

A predicate is known if it is a kernel, an operator or a light verb, or listed as no event with a reason.
Whatever else heads such a sentence is a word that the lexicon owes an entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dragoman.evaluate.rates import rounded, share
from dragoman.events.lexicon import Lexicon
from dragoman.events.scene import Scene
from dragoman.language.tree import Token
from dragoman.model import Document
from dragoman.pipeline import Resources, scenes_of

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that no table has: how many sentences it heads, and the first of them."""

    lemma: str
    pos: str
    number: int
    example: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sentences that name an actor, and the predicates of those whose head is unknown, most frequent first."""

    sentences: int
    unknown: tuple[Unknown, ...]

    @property
    def missing(self) -> int:
        """How many sentences have a main predicate that is unknown."""
        return sum(word.number for word in self.unknown)

    @property
    def known_share(self) -> float:
        """The share of the sentences whose main predicate is known; 0 where there are none."""
        return share(self.sentences - self.missing, self.sentences)

    def as_dict(self, limit: int | None = None) -> dict[str, Any]:
        """Plain values, with at most `limit` words."""
        words = [
            {"lemma": w.lemma, "pos": w.pos, "sentences": w.number, "example": w.example} for w in self.unknown[:limit]
        ]
        return {
            "sentences": self.sentences,
            "unknown": self.missing,
            "known_share": rounded(self.known_share),
            "words": words,
        }


def coverage(documents: Iterable[Document], resources: Resources) -> Coverage:
    """Read documents as they are coded, but without the gate, and look up every main predicate."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    sentences = 0
    ungated = replace(resources, gate=None)
    for document in documents:
        for scene in _peopled(scenes_of(document, ungated)):
            sentences += 1
            root = next((t for t in scene.sentence.tokens if t.dep == "ROOT"), None)
            if root is None or is_known(root, resources.lexicon):
                continue
            start, end = scene.sentence.span
            counts[root.lemma, root.pos] += 1
            examples.setdefault((root.lemma, root.pos), " ".join(document.text[start:end].split())[:_WIDTH])
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Coverage(sentences, tuple(Unknown(*word, number, examples[word]) for word, number in ordered))


def is_known(token: Token, lexicon: Lexicon) -> bool:
    """Whether some table of the lexicon has a word."""
    tables = (lexicon.verbs, lexicon.light, lexicon.nouns, lexicon.adjectives)
    return token.lower in lexicon.forms or any(token.lemma in table for table in tables)


def _peopled(scenes: Iterable[Scene]) -> Iterator[Scene]:
    for scene in scenes:
        start, end = scene.sentence.span
        if any(m.code and start <= m.span[0] < end for m in scene.casting.cast.mentions):
            yield scene
