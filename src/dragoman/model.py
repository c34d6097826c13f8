"""The nouns of the record.

Every value is frozen. A `span` is `(start, end)`, half-open, in Unicode code points of the
document's verbatim text, so `text[start:end]` is the evidence. A value that the text does not
support is `None`, and the `*_basis` beside it says why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]

SegmentLabel = Literal["headline", "byline", "dateline", "body", "caption", "credit", "teaser", "boilerplate"]
#: Segments that tell the story; the others are furniture, kept but left out by default.
STORY_LABELS: frozenset[str] = frozenset({"headline", "body"})
#: Segments that are not the story at all (the byline and the dateline are neither).
FURNITURE_LABELS: frozenset[str] = frozenset({"caption", "credit", "teaser", "boilerplate"})

Factuality = Literal["actual", "future", "hypothetical", "negated", "historical"]
Form = Literal["direct", "partial", "mixed", "indirect"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read or decided. `code` is a stable word such as `empty-file`."""

    doc: str
    stage: str
    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article as the user gave it; `text` is verbatim and all offsets refer to it."""

    doc: str
    text: str
    doc_id: str
    title: str | None = None
    published: str | None = None
    published_basis: str = "none"
    outlet: str | None = None
    outlet_basis: str = "none"
    byline: str | None = None
    dateline: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A labelled stretch of a document. Segments do not overlap and are in text order."""

    label: SegmentLabel
    span: Span


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression, after TIMEX3 (ISO-TimeML). `value` is None where no anchor is known."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    precision: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A participant of an event, as PLOVER's exchange format describes actors and recipients."""

    code: str | None
    sector: str | None
    entity_text: str
    identifier_text: str | None
    span: Span
    basis: str
    sectors: tuple[str, ...] = ()
    identifier_id: str | None = None
    office: str | None = None
    antecedent_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so. Chains of sources list the outermost first."""

    name: str | None
    code: str | None
    kind: Literal["outlet", "agency", "speaker", "document", "unnamed"]
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event took place."""

    name: str
    code: str | None
    span: Span
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One coded event. `rule` names the kernel and the operators that produced it."""

    id: str
    segment: str
    event: tuple[str, ...]
    mode: tuple[str, ...]
    context: tuple[str, ...]
    quad_code: int
    event_scale: float | None
    cameo: str | None
    goldstein: float | None
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    factuality: Factuality
    sources: tuple[Source, ...]
    date: str | None
    enddate: str | None
    date_precision: str | None
    date_basis: str
    date_span: Span | None
    event_loc: Place | None
    event_text: str
    span: Span
    trigger: Span
    confidence: float
    rule: str
    quote: str | None = None
    figures: tuple[str, ...] = ()
    episode: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: a source, a cue and the content that is attributed to the source."""

    id: str
    segment: str
    speaker: str | None
    speaker_code: str | None
    speaker_span: Span | None
    cue_span: Span | None
    form: Form
    content: tuple[Span, ...]
    quotes: tuple[Span, ...]
    quote: str
    span: Span
    addressee: str | None = None
    occasion: str | None = None
    sources: tuple[Source, ...] = ()
    event: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands on an issue, as one clause shows it (docs/positions.md has ids and strengths)."""

    actor: str
    identifier_text: str | None
    issue: str
    issue_id: str
    target: tuple[str, ...]
    stance: Literal["for", "against", "neutral"]
    strength: float
    span: Span
    event: str | None = None
    statement: str | None = None
    date: str | None = None
    rule: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people, weapons, money or territory in the story."""

    id: str
    value: float
    op: Literal["=", ">=", ">", "<=", "<", "~"]
    unit: str | None
    role: str | None
    span: Span
    value_max: float | None = None
    of: str | None = None
    sources: tuple[Source, ...] = ()
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A standing relation that the text states."""

    subject: str
    relation: str
    object: str
    span: Span
    sources: tuple[Source, ...] = ()
    valid: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged of two events, by their ids: by whom ("machine" or a person), how surely and why."""

    a: str
    b: str
    verdict: Literal["same", "different", "unsure"]
    score: float | None
    reasons: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Datum:
    """An event as a person's judgement names it, whatever coding makes of it later: the text's id and the trigger."""

    doc_id: str
    trigger: Span


@dataclass(frozen=True, slots=True)
class Party:
    """A participant as a judgement keeps it: code, sector and the name or, where no table knows it, the words."""

    code: str | None
    sector: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as it stood when a person judged it: what the judgement vouches for, and nothing else."""

    doc: str
    span: Span
    event_text: str
    event: tuple[str, ...]
    mode: tuple[str, ...]
    context: tuple[str, ...]
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    factuality: str
    date: str | None
    enddate: str | None
    event_loc: Place | None
    sources: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of one event, or of two: whether they are the same happening. `when` is ISO 8601.

    Of one event: right, wrong or unsure; `field` is the part that this is said of, None the whole. `seen` is what
    was judged, `seed` that of the draw which brought it up, None where the person chose the event."""

    about: tuple[Datum, ...]
    verdict: str
    field: str | None
    who: str
    when: str
    seen: Seen | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One of several values, the documents that give it and whom these name for it."""

    value: str
    documents: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What reports of one episode say differently. `development`: later reports go beyond earlier ones;
    `scope`: the values are of different things, such as the dead of either side."""

    field: str
    kind: Literal["contradiction", "development", "scope"]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """One happening as one or more events tell it. `mentions` are event ids; copies of one report have one
    place in `outlets`."""

    id: str
    event: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str | None
    enddate: str | None
    event_loc: Place | None
    mentions: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    judgement: tuple[Judged, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """Everything that the pipeline made of one document."""

    document: Document
    segments: tuple[Segment, ...] = ()
    timexes: tuple[Timex, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
