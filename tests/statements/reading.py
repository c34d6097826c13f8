"""Reads a short text as the pipeline does, with a cast that knows nobody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman import identity
from dragoman.language.clauses import Vocabulary, clauses_of
from dragoman.language.grammar import Phrase
from dragoman.language.parse import Parser
from dragoman.language.sentences import split
from dragoman.language.tree import Sentence
from dragoman.model import Document, Entity, Segment, Statement
from dragoman.statements.quotations import find_statements


class Nobody:
    """A cast without tables: speakers keep the names that the text gives them."""

    mentions: tuple[object, ...] = ()

    def resolve(self, *_: Sentence | Phrase | Entity | None) -> tuple[Entity, ...]:
        """Nobody."""
        return ()


@cache
def parser() -> Parser:
    return Parser()


def parse(text: str, segments: Sequence[Segment]) -> list[Sentence]:
    raw = split(text, segments)
    return list(parser().parse((r, text[r.span[0] : r.span[1]]) for r in raw))


def read(text: str, label: str = "body") -> tuple[Statement, ...]:
    """The statements of a text that is one segment."""
    document = Document("test", text, identity.document_id(text))
    segments = (Segment(label, (0, len(text))),)  # type: ignore[arg-type]
    sentences = parse(text, segments)
    clauses = {s.index: clauses_of(s, Vocabulary()) for s in sentences}
    return find_statements(document, segments, sentences, clauses, Nobody())  # type: ignore[arg-type]
