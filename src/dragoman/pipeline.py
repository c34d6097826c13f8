"""The stages in order. This is the only module that knows it.

`code_many` is the primitive, since the parser wants full batches; `code` is its case of one. Both
are pure: the same documents and the same resources give the same values.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dragoman import when, where
from dragoman.actors.knowledge import Knowledge, load_knowledge
from dragoman.actors.resolve import Cast, build_cast
from dragoman.cache import kept
from dragoman.documents import metadata
from dragoman.documents.segment import segment
from dragoman.events.assemble import Page, assemble, with_events
from dragoman.events.casting import Casting
from dragoman.events.coder import code_scene
from dragoman.events.confidence import read_weights
from dragoman.events.draft import Draft
from dragoman.events.echo import echoed
from dragoman.events.lexicon import Lexicon, data_folder, load_lexicon
from dragoman.events.recalled import recalled
from dragoman.events.scene import Scene, make_scene
from dragoman.events.selection import accounts
from dragoman.figures.amounts import may_tell
from dragoman.figures.find import Page as Ledger
from dragoman.figures.find import find_figures
from dragoman.figures.telling import with_figures
from dragoman.figures.words import load_words as figure_words
from dragoman.keeping import only
from dragoman.language.clauses import Vocabulary, clauses_of
from dragoman.language.gate import Gate
from dragoman.language.grammar import Clause
from dragoman.language.inflection import noun_forms, verb_forms
from dragoman.language.parse import DEFAULT_PARSER, Parser
from dragoman.language.sentences import RawSentence, split
from dragoman.language.tree import Sentence
from dragoman.memory import uncollected
from dragoman.model import (
    STORY_LABELS,
    Coded,
    Document,
    Entity,
    Event,
    Figure,
    Position,
    Relation,
    Segment,
    Span,
    Statement,
    Timex,
)
from dragoman.ontology import Ontology, load_ontology
from dragoman.positions.find import Page as PositionPage
from dragoman.positions.find import find_positions
from dragoman.positions.tables import tables as position_tables
from dragoman.relations.find import Found, find_relations
from dragoman.relations.parties import Names, load_names
from dragoman.relations.words import Words
from dragoman.relations.words import load_words as relation_words
from dragoman.settings import KINDS, needed_for
from dragoman.statements.cues import gate_words, reporting_words, source_words
from dragoman.statements.quotations import find_statements
from dragoman.tables import word_lists

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
    names: Names
    #: The kinds of lines that are wanted (`settings.KINDS`).
    kinds: frozenset[str] = frozenset(KINDS)


@uncollected()
def load_resources(
    parser: str = DEFAULT_PARSER,
    actors: Sequence[Path] = (),
    lexicon: Sequence[Path] = (),
    gated: bool = True,
    ontology: Sequence[Path] = (),
    kinds: Collection[str] = KINDS,
) -> Resources:
    """Load tables, lexicon and parser, to code lines of `kinds`. Raises `DataError` or `UsageError`."""
    knowledge, types, words, names, towns = (
        _read_tables(actors, lexicon, ontology)
        if actors or lexicon or ontology
        else kept("tables", _read_tables, uses=("ahocorasick",))
    )
    gate = _gate(knowledge, words, relation_words(), frozenset(kinds)) if gated else None
    # Read when a sentence first asks for them; so that a mistake in them is told before that.
    for part in ("actors", "language", "lexicon"):
        word_lists(part)
    vocabulary = Vocabulary(words.noun_lemmas(), words.compounds(), frozenset(words.adjectives))
    weights = dict(read_weights(data_folder() / "confidence.toml"))
    return Resources(knowledge, types, words, Parser(parser), gate, vocabulary, weights, towns, names, frozenset(kinds))


class _Tables(NamedTuple):
    """What is read from the largest tables."""

    knowledge: Knowledge
    ontology: Ontology
    lexicon: Lexicon
    names: Names
    gazetteer: where.Gazetteer


def _read_tables(actors: Sequence[Path] = (), lexicon: Sequence[Path] = (), ontology: Sequence[Path] = ()) -> _Tables:
    knowledge = load_knowledge(extra=actors)
    types = load_ontology(extra=ontology)
    # Made when it is first asked for; so it is kept with the rest.
    _ = knowledge.index
    return _Tables(knowledge, types, load_lexicon(types, extra=lexicon), load_names(knowledge), where.load_gazetteer())


def check_tables(actors: Sequence[Path], lexicon: Sequence[Path], ontology: Sequence[Path]) -> None:
    """Read a user's own tables where others will load all. Raises `DataError` as `load_resources` does."""
    if actors:
        load_knowledge(extra=actors)
    if lexicon or ontology:
        load_lexicon(load_ontology(extra=ontology), extra=lexicon)


def _gate(knowledge: Knowledge, lexicon: Lexicon, relations: Words, kinds: frozenset[str]) -> Gate:
    """What lets a sentence pass: words of events, attributions, relations and stances, with whoever acts or speaks."""
    speakers = frozenset(form for noun in source_words() for form in noun_forms(noun))
    standins = frozenset(knowledge.roles) | speakers
    if kinds <= {"event", "timex"}:
        return Gate(lexicon.triggers(), standins, quotes=False)
    cue_verbs, cue_words = gate_words()
    stance_verbs, stance_words = position_tables().gate_words()
    cues = cue_words | stance_words | {form for verb in cue_verbs | stance_verbs for form in verb_forms(verb)}
    return Gate(lexicon.triggers() | relations.triggers() | cues, standins, alone=_spoken())


def _spoken() -> frozenset[str]:
    """The forms in the past, and "says", of the verbs that report what somebody said."""
    return frozenset(
        f for verb in reporting_words() for f in verb_forms(verb) if f.endswith(("ed", "says", "said", "told"))
    )


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
    document = metadata.describe(document, segments)
    sentences = split(document.text, [s for s in segments if s.label in _CODED])
    kept = sentences
    if resources.gate is not None:
        names = [(hit.start, hit.end) for hit in resources.knowledge.index.hits(document.text)]
        passing = {s.index for s in resources.gate.passing(document.text, sentences, names)}
        figures = "figure" in resources.kinds
        kept = [s for s in sentences if s.index in passing or (figures and _tells_figure(document, s))]
    if needed_for(resources.kinds) == {"timex"}:
        kept = []
    return _Read(document, segments, sentences, kept)


def _tells_figure(document: Document, sentence: RawSentence) -> bool:
    """Whether a sentence that tells no event may still tell how many ("the toll rose to 157")."""
    return sentence.segment in STORY_LABELS and may_tell(document.text[slice(*sentence.span)], figure_words())


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A document with its sentences parsed, and what every kind of line starts from."""

    read: _Read
    sentences: Sequence[Sentence]
    clauses: Mapping[int, tuple[Clause, ...]]
    cast: Cast
    castings: Mapping[int, Casting]
    statements: tuple[Statement, ...]
    spans: Sequence[Span]
    paragraphs: Mapping[int, Span]


_Drafted = list[tuple[Sentence, tuple[Draft, ...]]]


def _code_parsed(read: _Read, sentences: Sequence[Sentence], resources: Resources) -> Coded:
    kinds = resources.kinds
    parsed = _parsed(read, sentences, resources)
    document, cast, clauses = read.document, parsed.cast, parsed.clauses
    drafted = _drafts(parsed, resources) if "event" in needed_for(kinds) else []
    timexes = _timexes(parsed) if drafted or not kinds <= {"event", "statement"} else ()
    events = _events(parsed, drafted, timexes, resources)
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    positions: tuple[Position, ...] = ()
    if "figure" in kinds:
        figures = find_figures(Ledger(document, cast, parsed.statements, timexes), sentences, clauses, events)
        events = with_figures(events, figures)
    statements = with_events(parsed.statements, events)
    if "relation" in kinds:
        speakers = {n: who for n, casting in parsed.castings.items() if (who := casting.speaker) is not None}
        found = Found(cast, statements, timexes, speakers)
        relations = find_relations(document, sentences, clauses, resources.names, found)
    if "position" in kinds:
        ground = PositionPage(document, events, statements, timexes, parsed.paragraphs)
        positions = find_positions(ground, list(parsed.castings.values()), clauses)
    problems = metadata.contradictions(document, read.segments)
    if "timex" in kinds:
        problems += when.contradictions(document.doc, document.text, timexes, document.published)
    coded = Coded(document, read.segments, timexes, events, statements, positions, figures, relations, problems)
    return only(coded, kinds)


def _parsed(read: _Read, sentences: Sequence[Sentence], resources: Resources) -> _Parsed:
    clauses = {s.index: clauses_of(s, resources.vocabulary) for s in sentences}
    cast = build_cast(read.document, sentences, resources.knowledge)
    statements = find_statements(read.document, read.segments, sentences, clauses, cast)
    castings = {s.index: _casting(s, cast, statements) for s in sentences}
    spans = [s.span for s in read.segments if s.label not in {"boilerplate", "credit"}]
    return _Parsed(read, sentences, clauses, cast, castings, statements, spans, _paragraphs(read.sentences))


def _drafts(parsed: _Parsed, resources: Resources) -> _Drafted:
    """The sentences that tell events, with their drafts."""
    scenes = (
        make_scene(s, parsed.clauses[s.index], parsed.castings[s.index], resources.lexicon) for s in parsed.sentences
    )
    out = list(recalled((scene, drafts) for scene in scenes if (drafts := code_scene(scene))))
    told = accounts([drafts for _, drafts in out], len(parsed.sentences))
    return [(scene.sentence, drafts) for (scene, _), drafts in zip(out, told, strict=True) if drafts]


def _timexes(parsed: _Parsed) -> tuple[Timex, ...]:
    document = parsed.read.document
    dateline = metadata.dateline_date(document, parsed.read.segments)
    return when.find_timexes(document.text, parsed.spans, document.published, dateline)


def _events(parsed: _Parsed, drafted: _Drafted, timexes: tuple[Timex, ...], resources: Resources) -> tuple[Event, ...]:
    if not drafted:
        return ()
    document, statements = parsed.read.document, parsed.statements
    places = where.find_places(document.text, parsed.spans, resources.gazetteer, parsed.cast.states())
    bearing = frozenset(resources.lexicon.light)
    page = Page(document, statements, timexes, places, resources.ontology, resources.weights, bearing)
    events: list[Event] = []
    for sentence, drafts in drafted:
        paragraph = parsed.paragraphs[sentence.paragraph]
        events.extend(assemble(page, sentence, parsed.clauses[sentence.index], drafts, paragraph))
    return tuple(echoed(events, resources.lexicon.modes, resources.ontology))


def _casting(sentence: Sentence, cast: Cast, statements: Sequence[Statement]) -> Casting:
    start, end = sentence.span
    told = (
        ((a, b), who)
        for s in statements
        if s.form == "indirect" and (who := _entity(s)) is not None
        for a, b in s.content
        if start <= a and b <= end
    )
    return Casting(sentence, cast, _speaker(statements, sentence), tuple(told))


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
    return _entity(best) if best is not None else None


def _entity(statement: Statement) -> Entity | None:
    """The speaker of a statement, if they have a code."""
    if statement.speaker_code is None or statement.speaker_span is None:
        return None
    code, _, sector = statement.speaker_code.partition(".")
    return Entity(code, sector or None, statement.speaker or "", statement.speaker, statement.speaker_span, "named")


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
    return tuple(make_scene(s, clauses[s.index], _casting(s, cast, statements), resources.lexicon) for s in sentences)


def _paragraphs(sentences: Sequence[RawSentence]) -> dict[int, Span]:
    out: dict[int, Span] = {}
    for s in sentences:
        left, right = out.get(s.paragraph, s.span)
        out[s.paragraph] = (min(left, s.span[0]), max(right, s.span[1]))
    return out
