"""The stages in order. This is the only module that knows it.

`code_many` is the primitive, since the parser wants full batches; `code` is its case of one. Both
are pure: the same documents and the same resources give the same values.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman import when, where
from dragoman.actors.knowledge import Knowledge, load_knowledge
from dragoman.actors.resolve import Cast, build_cast
from dragoman.documents.metadata import describe
from dragoman.documents.segment import segment
from dragoman.events.assemble import Page, assemble, with_events
from dragoman.events.coder import code_scene
from dragoman.events.confidence import read_weights
from dragoman.events.echo import echoed
from dragoman.events.inflection import verb_forms
from dragoman.events.lexicon import Lexicon, data_folder, load_lexicon
from dragoman.events.roles import Casting
from dragoman.events.scene import Scene, make_scene
from dragoman.language.clauses import Vocabulary, clauses_of
from dragoman.language.gate import Gate
from dragoman.language.grammar import Clause
from dragoman.language.parse import DEFAULT_PARSER, Parser
from dragoman.language.sentences import RawSentence, split
from dragoman.language.tree import Sentence
from dragoman.model import Coded, Document, Entity, Event, Segment, Span, Statement
from dragoman.ontology import Ontology, load_ontology
from dragoman.positions.find import Page as PositionPage
from dragoman.positions.find import find_positions
from dragoman.positions.tables import tables as position_tables
from dragoman.statements.cues import gate_words
from dragoman.statements.quotations import find_statements

#: Documents whose sentences share parser batches.
WINDOW = 64
#: Segments whose sentences are coded; events of captions are kept and marked.
_CODED = frozenset({"headline", "body", "caption", "teaser"})


@dataclass(frozen=True, slots=True)
class Resources:
    """Everything that is loaded once: tables, lexicon and parser."""

    knowledge: Knowledge
    ontology: Ontology
    lexicon: Lexicon
    parser: Parser
    gate: Gate | None
    vocabulary: Vocabulary
    weights: dict[str, float]
    gazetteer: where.Gazetteer


def load_resources(
    parser: str = DEFAULT_PARSER,
    actors: Sequence[Path] = (),
    lexicon: Sequence[Path] = (),
    gated: bool = True,
    ontology: Sequence[Path] = (),
) -> Resources:
    """Load tables, lexicon and parser. Raises `DataError` or `UsageError`."""
    knowledge = load_knowledge(extra=actors)
    types = load_ontology(extra=ontology)
    words = load_lexicon(types, extra=lexicon)
    positions = position_tables()
    cue_verbs, cue_words = gate_words()
    stance_verbs, stance_words = positions.gate_words()
    verbs = cue_verbs | stance_verbs
    triggers = words.triggers() | cue_words | stance_words | {form for verb in verbs for form in verb_forms(verb)}
    gate = Gate(triggers, frozenset(knowledge.roles)) if gated else None
    vocabulary = Vocabulary(words.noun_lemmas(), words.compounds(), frozenset(words.adjectives))
    weights = dict(read_weights(data_folder() / "confidence.toml"))
    return Resources(knowledge, types, words, Parser(parser), gate, vocabulary, weights, where.load_gazetteer())


def code(document: Document, resources: Resources) -> Coded:
    """Code one document."""
    return next(code_many([document], resources))


def code_many(documents: Iterable[Document], resources: Resources) -> Iterator[Coded]:
    """Code documents in order, a window of them at a time."""
    stream = iter(documents)
    while window := list(itertools.islice(stream, WINDOW)):
        yield from _code_window(window, resources)


@dataclass(frozen=True, slots=True)
class _Read:
    """A document that is segmented and split, before it is parsed."""

    document: Document
    segments: tuple[Segment, ...]
    sentences: list[RawSentence]
    kept: list[RawSentence]


def _code_window(documents: Sequence[Document], resources: Resources) -> Iterator[Coded]:
    read = [_read(document, resources) for document in documents]
    flat = ((raw, r.document.text[raw.span[0] : raw.span[1]]) for r in read for raw in r.kept)
    parsed = resources.parser.parse(flat)
    for r in read:
        sentences = list(itertools.islice(parsed, len(r.kept)))
        yield _code_parsed(r, sentences, resources)


def _read(document: Document, resources: Resources) -> _Read:
    segments = segment(document)
    document = describe(document, segments)
    sentences = split(document.text, [s for s in segments if s.label in _CODED])
    kept = sentences
    if resources.gate is not None:
        names = [(hit.start, hit.end) for hit in resources.knowledge.index.hits(document.text)]
        kept = resources.gate.passing(document.text, sentences, names)
    return _Read(document, segments, sentences, kept)


def _code_parsed(read: _Read, sentences: Sequence[Sentence], resources: Resources) -> Coded:
    document = read.document
    clauses = {s.index: clauses_of(s, resources.vocabulary) for s in sentences}
    cast = build_cast(document, sentences, resources.knowledge)
    spans = [s.span for s in read.segments if s.label not in {"boilerplate", "credit"}]
    timexes = when.find_timexes(document.text, spans, document.published, None)
    statements = find_statements(document, read.segments, sentences, clauses, cast)
    places = where.find_places(document.text, spans, resources.gazetteer, cast.states())
    page = Page(document, statements, timexes, places, resources.ontology, resources.weights)
    paragraphs = _paragraphs(read.sentences)
    events: list[Event] = []
    for sentence in sentences:
        found = clauses[sentence.index]
        events.extend(_sentence_events(page, sentence, found, cast, resources, paragraphs[sentence.paragraph]))
    events = list(echoed(events, resources.lexicon.modes, resources.ontology))
    statements = with_events(statements, events)
    castings = [Casting(s, cast, _speaker(statements, s)) for s in sentences]
    ground = PositionPage(document, events, statements, timexes, paragraphs)
    positions = find_positions(ground, castings, clauses)
    return Coded(document, read.segments, timexes, tuple(events), statements, positions)


def _sentence_events(
    page: Page, sentence: Sentence, clauses: tuple[Clause, ...], cast: Cast, resources: Resources, paragraph: Span
) -> list[Event]:
    speaker = _speaker(page.statements, sentence)
    scene = make_scene(sentence, clauses, Casting(sentence, cast, speaker), resources.lexicon)
    return assemble(page, sentence, clauses, code_scene(scene), paragraph)


def _speaker(statements: Sequence[Statement], sentence: Sentence) -> Entity | None:
    """Who speaks in a sentence that is quoted or has a quotation, for "we" and "I"."""
    start, end = sentence.span
    best, most = None, (0, 0)
    for statement in statements:
        if statement.speaker_code and statement.speaker_span and statement.form != "indirect":
            said = sum(max(0, min(b, end) - max(a, start)) for a, b in statement.content)
            # Of two that reach as far into the sentence, the later one is the nearer.
            if said and (said, statement.span[0]) > most:
                best, most = statement, (said, statement.span[0])
    if best is None or best.speaker_code is None or best.speaker_span is None:
        return None
    code, _, sector = best.speaker_code.partition(".")
    return Entity(code, sector or None, best.speaker or "", best.speaker, best.speaker_span, "named")


def sentences_of(document: Document, resources: Resources) -> tuple[list[RawSentence], list[RawSentence]]:
    """The sentences of a document that may be coded, and those of them that pass the gate."""
    read = _read(document, resources)
    return read.sentences, read.kept


def scenes_of(document: Document, resources: Resources) -> tuple[Scene, ...]:
    """What the event coder sees of a document: each sentence that passes the gate, with its clauses."""
    read = _read(document, resources)
    document = read.document
    texts = ((raw, document.text[raw.span[0] : raw.span[1]]) for raw in read.kept)
    sentences = list(resources.parser.parse(texts))
    clauses = {s.index: clauses_of(s, resources.vocabulary) for s in sentences}
    cast = build_cast(document, sentences, resources.knowledge)
    statements = find_statements(document, read.segments, sentences, clauses, cast)
    return tuple(
        make_scene(s, clauses[s.index], Casting(s, cast, _speaker(statements, s)), resources.lexicon) for s in sentences
    )


def _paragraphs(sentences: Sequence[RawSentence]) -> dict[int, Span]:
    out: dict[int, Span] = {}
    for s in sentences:
        left, right = out.get(s.paragraph, s.span)
        out[s.paragraph] = (min(left, s.span[0]), max(right, s.span[1]))
    return out
