"""What the coder sees where an annotation or an event stands: sentences, clauses, senses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.evaluate.matching import common
from dragoman.events.examples import types_of
from dragoman.events.matching import candidates
from dragoman.events.scene import Scene, factuality_of
from dragoman.events.senses import Sense
from dragoman.language.grammar import Clause, Phrase
from dragoman.model import Document, Span
from dragoman.pipeline import Resources, scenes_of, sentences_of

#: What stands before a noun is no predicate, and is not missed as one.
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """A clause with what the lexicon has for its word (`known`) and what it takes it for (`sense`)."""

    scene: Scene
    clause: Clause
    known: tuple[Sense, ...]
    sense: Sense | None
    light: bool

    @property
    def types(self) -> frozenset[str]:
        """The event types that the chosen sense can make."""
        return frozenset() if self.sense is None else types_by(self.scene, self.sense)

    def has_words(self, sense: Sense) -> bool:
        """Whether all words of a sense stand in the sentence."""
        there = {word for token in self.scene.sentence.tokens for word in (token.lower, token.lemma)}
        return set(sense.words) - {self.clause.lemma} <= there


@dataclass(frozen=True, slots=True)
class Page:
    """A document as the coder sees it: the sentences that may be coded (`spans`), those of them that the
    gate lets through (`kept`), and the scenes of all of them."""

    document: Document
    spans: tuple[Span, ...]
    kept: frozenset[Span]
    scenes: tuple[Scene, ...]

    def sentences(self, span: Span) -> tuple[Span, ...]:
        """The sentences that a span touches."""
        return tuple(s for s in self.spans if common(s, span) > 0)

    def words(self, span: Span) -> str:
        """The whole sentences around a span, in one line; the span itself where there are none."""
        found = self.sentences(span) or (span,)
        return " ".join(self.document.text[found[0][0] : found[-1][1]].split())

    def predicates(self, span: Span) -> list[Predicate]:
        """The clauses whose trigger lies in a span."""
        return [
            _predicate(scene, clause)
            for scene in self.scenes
            for clause in scene.clauses
            if common(clause.trigger, span) == clause.trigger[1] - clause.trigger[0] > 0
        ]

    def unheard(self, span: Span) -> list[str]:
        """Words in a span that the lexicon has as events and that head no clause."""
        return [word for scene in self.scenes for word in _unheard(scene, span)]


def open_page(document: Document, resources: Resources) -> Page:
    """Read a document up to its clauses, also the sentences that the gate would drop."""
    every, kept = sentences_of(document, resources)
    scenes = scenes_of(document, replace(resources, gate=None))
    return Page(document, tuple(s.span for s in every), frozenset(s.span for s in kept), scenes)


def types_by(scene: Scene, sense: Sense) -> frozenset[str]:
    """The event types that a sense can make."""
    own = frozenset({sense.type} if sense.type else ())
    return own | types_of(scene.lexicon.algebra, sense.op) if sense.op else own


def _predicate(scene: Scene, clause: Clause) -> Predicate:
    match = scene.match(clause)
    known = tuple(candidates(scene.view(clause), scene.lexicon))
    return Predicate(scene, clause, known, match.sense if match else None, scene.light(clause) is not None)


def _unheard(scene: Scene, span: Span) -> Iterator[str]:
    heads = {clause.head for clause in scene.clauses}
    tables = {"VERB": scene.lexicon.verbs, "NOUN": scene.lexicon.nouns, "ADJ": scene.lexicon.adjectives}
    for token in scene.sentence.tokens:
        table = tables.get(token.pos)
        if table is None or token.i in heads or token.dep in _MODIFIERS or common((token.start, token.end), span) == 0:
            continue
        if any(s.none is None and len(s.words) == 1 for s in table.get(token.lemma, ())):
            yield token.text


def clause_lines(predicates: Sequence[Predicate], document: Document) -> tuple[str, ...]:
    """Each clause in a line: the predicate, its roles with words and codes, and its sense."""
    return tuple(_clause_line(p, document.text) for p in predicates)


def _clause_line(p: Predicate, text: str) -> str:
    clause = p.clause
    how: list[str] = [factuality_of(clause)] if factuality_of(clause) != "actual" else []
    how += [clause.voice] if clause.voice == "passive" else []
    link = [f"{clause.link} of {p.scene.clauses[clause.parent].lemma}"] if clause.parent is not None else []
    head = " ".join((clause.lemma, *clause.particles)) + f" ({', '.join((clause.kind, *how, *link))})"
    every = [*clause.roles.items(), *((f"~{name}", found) for name, found in clause.adjuncts.items())]
    roles = [f"{name} {_phrase(p.scene, phrase, text)}" for name, found in every for phrase in found]
    return f"{head}: {'; '.join(roles) or 'no roles'} [{_sense(p)}]"


def _phrase(scene: Scene, phrase: Phrase, text: str) -> str:
    words = " ".join(scene.sentence.text_of(phrase.left, phrase.right, text).split())
    codes = "+".join(sorted({e.code for e in scene.casting.who(phrase) if e.code}))
    return f"“{words}”{f' = {codes}' if codes else ''}"


def _sense(p: Predicate) -> str:
    if p.sense is None:
        return "light verb" if p.light else "no sense fits" if p.known else "unknown"
    if p.sense.none is not None:
        return f"no event: {p.sense.none}"
    kind = p.sense.op or ".".join(x for x in (p.sense.type, p.sense.mode) if x)
    return f"{p.sense.id}: {kind}, {p.sense.where}"
