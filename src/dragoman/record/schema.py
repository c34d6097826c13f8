"""Tables and columns of a record, and the line form of every kind (docs/record.md).

One table below says everything: a kind is a model class with its columns in the order of the line,
and a column has a type that knows its SQL and how to turn a model value into plain JSON values and
back. The store, the query, the exports and the tests all read this table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman import model
from dragoman.identity import content_hash

#: Raised by one whenever a table changes in a way that an older dragoman cannot read.
SCHEMA_VERSION = 5
#: Every row of a document has a number `n` of its own: that of the document, then so many bits for its place there.
#: Numbers grow as rows are stored, so that the rows of a document are found without looking at others.
PLACES = 24

#: One line of the record as plain JSON values.
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A DuckDB type with its two converters between model values and plain JSON values."""

    sql: str
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`in_model`: the model class has a field of this name. `exported`: it is part of the line."""

    name: str
    type: ColumnType
    in_model: bool = True
    exported: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of line, which is also one table. `part` is the field of `Coded` that holds it; rows
    of one document are ordered by `sort`, which leaves no two different rows in a tie."""

    name: str
    part: str
    model: type
    columns: tuple[Column, ...]
    sort: tuple[str, ...]

    @property
    def exported(self) -> tuple[str, ...]:
        """The names of the line after `kind`, in order: `doc`, `doc_id`, then the columns."""
        return ("doc", "doc_id", *(c.name for c in self.columns if c.exported))


def _same(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    return value


def _many(one: ColumnType) -> ColumnType:
    return ColumnType(
        f"{one.sql}[]",
        lambda values: [one.encode(v) for v in values],
        lambda values: tuple(one.decode(v) for v in values or ()),
    )


def _struct(cls: type, columns: tuple[Column, ...]) -> ColumnType:
    def encode(value: object) -> Line | None:
        return None if value is None else {c.name: c.type.encode(getattr(value, c.name)) for c in columns}

    def decode(row: Mapping[str, Any] | None) -> object:
        return None if row is None else cls(**{c.name: c.type.decode(row[c.name]) for c in columns})

    return ColumnType("STRUCT(" + ", ".join(f'"{c.name}" {c.type.sql}' for c in columns) + ")", encode, decode)


TEXT = ColumnType("VARCHAR", _same, _same)
WHOLE = ColumnType("INTEGER", _same, _same)
REAL = ColumnType("DOUBLE", lambda v: None if v is None else float(v), _same)
TEXTS = _many(TEXT)
#: `[start, end]` in Unicode code points of the verbatim text; None where there is no such place.
SPAN = ColumnType("INTEGER[]", lambda v: None if v is None else list(v), lambda v: None if v is None else tuple(v))
SPANS = _many(SPAN)


def _columns(**types: ColumnType) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name, kind in types.items())


ENTITY = _struct(
    model.Entity,
    _columns(
        code=TEXT,
        sector=TEXT,
        sectors=TEXTS,
        entity_text=TEXT,
        identifier_text=TEXT,
        identifier_id=TEXT,
        office=TEXT,
        span=SPAN,
        antecedent_span=SPAN,
        basis=TEXT,
    ),
)
SOURCE = _struct(model.Source, _columns(name=TEXT, code=TEXT, kind=TEXT, span=SPAN))
PLACE = _struct(
    model.Place,
    _columns(name=TEXT, code=TEXT, lat=REAL, lon=REAL, geonames_id=WHOLE, precision=TEXT, span=SPAN),
)

_DOCUMENT = (
    Column("text", TEXT, exported=False),
    *_columns(title=TEXT, published=TEXT, published_basis=TEXT, outlet=TEXT, outlet_basis=TEXT, byline=TEXT),
    *_columns(dateline=TEXT, url=TEXT, language=TEXT),
    Column("n_chars", WHOLE, in_model=False),
    # Linking fills these three; before it has run they are null.
    Column("duplicate_of", TEXT, in_model=False),
    Column("overlap", REAL, in_model=False),
    Column("story", TEXT, in_model=False),
    # The run that coded the document, and everything that its coding depends on (identity.coding_id).
    Column("run", TEXT, in_model=False, exported=False),
    Column("coding", TEXT, in_model=False, exported=False),
)

_EVENT = _columns(
    id=TEXT,
    segment=TEXT,
    event=TEXTS,
    mode=TEXTS,
    context=TEXTS,
    quad_code=WHOLE,
    event_scale=REAL,
    cameo=TEXT,
    goldstein=REAL,
    actor=_many(ENTITY),
    recipient=_many(ENTITY),
    factuality=TEXT,
    sources=_many(SOURCE),
    date=TEXT,
    enddate=TEXT,
    date_precision=TEXT,
    date_basis=TEXT,
    date_span=SPAN,
    event_loc=PLACE,
    event_text=TEXT,
    span=SPAN,
    trigger=SPAN,
    quote=TEXT,
    figures=TEXTS,
    confidence=REAL,
    rule=TEXT,
    episode=TEXT,
)

_STATEMENT = _columns(
    id=TEXT,
    segment=TEXT,
    speaker=TEXT,
    speaker_code=TEXT,
    speaker_span=SPAN,
    cue_span=SPAN,
    form=TEXT,
    content=SPANS,
    quotes=SPANS,
    quote=TEXT,
    span=SPAN,
    addressee=TEXT,
    occasion=TEXT,
    sources=_many(SOURCE),
    event=TEXTS,
)

_POSITION = _columns(
    actor=TEXT,
    identifier_text=TEXT,
    issue=TEXT,
    issue_id=TEXT,
    target=TEXTS,
    stance=TEXT,
    strength=REAL,
    sources=_many(SOURCE),
    event=TEXT,
    statement=TEXT,
    span=SPAN,
    date=TEXT,
    rule=TEXT,
)

_FIGURE = _columns(
    id=TEXT,
    value=REAL,
    value_max=REAL,
    op=TEXT,
    unit=TEXT,
    of=TEXT,
    role=TEXT,
    sources=_many(SOURCE),
    span=SPAN,
    event=TEXT,
)

_RELATION = _columns(subject=TEXT, relation=TEXT, object=TEXT, sources=_many(SOURCE), span=SPAN, valid=TEXT)
_TIMEX = _columns(span=SPAN, type=TEXT, value=TEXT, precision=TEXT, basis=TEXT)
_PROBLEM = _columns(stage=TEXT, code=TEXT, message=TEXT, span=SPAN)

_JUDGED = _struct(model.Judged, _columns(a=TEXT, b=TEXT, verdict=TEXT, score=REAL, reasons=TEXTS, by=TEXT))
_CLAIM = _struct(model.Claim, _columns(value=TEXT, documents=TEXTS, sources=TEXTS))
_DISAGREEMENT = _struct(model.Disagreement, _columns(field=TEXT, kind=TEXT, claims=_many(_CLAIM)))
_EPISODE = _columns(
    id=TEXT,
    event=TEXTS,
    actor=TEXTS,
    recipient=TEXTS,
    date=TEXT,
    enddate=TEXT,
    event_loc=PLACE,
    mentions=TEXTS,
    documents=TEXTS,
    outlets=TEXTS,
    judgement=_many(_JUDGED),
    disagreements=_many(_DISAGREEMENT),
)
_PARTY = _struct(model.Party, _columns(code=TEXT, sector=TEXT, name=TEXT))
_SEEN = _struct(
    model.Seen,
    _columns(
        doc=TEXT,
        span=SPAN,
        event_text=TEXT,
        event=TEXTS,
        mode=TEXTS,
        context=TEXTS,
        actor=_many(_PARTY),
        recipient=_many(_PARTY),
        factuality=TEXT,
        date=TEXT,
        enddate=TEXT,
        event_loc=PLACE,
        sources=TEXTS,
        confidence=REAL,
    ),
)
_JUDGEMENT = _columns(
    about=_many(_struct(model.Datum, _columns(doc_id=TEXT, trigger=SPAN))),
    verdict=TEXT,
    field=TEXT,
    who=TEXT,
    when=TEXT,
    seen=_SEEN,
    seed=WHOLE,
)

#: Every kind of line that belongs to a document, in the order in which a document's lines stand.
KINDS: tuple[Kind, ...] = (
    Kind("document", "document", model.Document, _DOCUMENT, ()),
    Kind("segment", "segments", model.Segment, _columns(label=TEXT, span=SPAN), ("span", "label")),
    Kind("timex", "timexes", model.Timex, _TIMEX, ("span", "type", "value", "precision", "basis")),
    Kind("event", "events", model.Event, _EVENT, ("span", "id", "trigger", "mode", "factuality", "rule")),
    Kind("statement", "statements", model.Statement, _STATEMENT, ("span", "id", "cue_span", "form")),
    Kind(
        "position",
        "positions",
        model.Position,
        _POSITION,
        ("span", "actor", "issue_id", "issue", "stance", "rule", "event"),
    ),
    Kind("figure", "figures", model.Figure, _FIGURE, ("span", "id", "role", "unit", "event")),
    Kind("relation", "relations", model.Relation, _RELATION, ("span", "subject", "relation", "object")),
    Kind("problem", "problems", model.Problem, _PROBLEM, ("stage", "code", "span", "message")),
)
#: Kinds that stand across documents; their `doc` is null. Linking makes episodes, people judgements.
ACROSS: tuple[Kind, ...] = (
    Kind("episode", "episodes", model.Episode, _EPISODE, ("id",)),
    Kind("judgement", "judgements", model.Judgement, _JUDGEMENT, ("about", "who", "when", "field", "verdict")),
)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in (*KINDS, *ACROSS)}


@dataclass(frozen=True, slots=True)
class Run:
    """One configuration of coding: the version of dragoman, the hash of lexicon and tables, the
    parser with its version, and the settings that can change a result. It has no time in it, so
    that two runs over the same articles make the same record."""

    version: str
    resources: str
    parser: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def settings_json(self) -> str:
        """The settings as JSON with sorted keys."""
        return json.dumps(self.settings, ensure_ascii=False, sort_keys=True)

    @property
    def id(self) -> str:
        """The hash of all of it."""
        return content_hash("run", self.version, self.resources, self.parser, self.settings_json)


def row_of(
    kind: Kind, doc: str | None, doc_id: str | None, value: object, extra: Mapping[str, Any] | None = None
) -> Line:
    """One row of the table as plain JSON values; `extra` has the columns that the model has not."""
    row: Line = {"doc": doc, "doc_id": doc_id}
    given = extra or {}
    for column in kind.columns:
        row[column.name] = (
            column.type.encode(getattr(value, column.name)) if column.in_model else given.get(column.name)
        )
    return row


def rows_of(coded: model.Coded, extra: Mapping[str, Any] | None = None) -> Iterator[tuple[Kind, Line]]:
    """Every row that one coded document makes; `extra` goes into the row of the document itself."""
    document = coded.document
    for kind in KINDS:
        if kind.name == "document":
            more = {"n_chars": len(document.text), **(extra or {})}
            yield kind, row_of(kind, document.doc, document.doc_id, document, more)
            continue
        for value in getattr(coded, kind.part):
            yield kind, row_of(kind, document.doc, document.doc_id, value)


def structure_of(kind: Kind, *, numbered: bool = False) -> str:
    """What DuckDB's `from_json` must know to take a row apart: the SQL type of every column, as JSON; rows of documents
    may be `numbered` already."""
    number = {"n": "BIGINT"} if numbered and kind not in ACROSS else {}
    return json.dumps({**number, "doc": "VARCHAR", "doc_id": "VARCHAR", **{c.name: c.type.sql for c in kind.columns}})


def line_of(kind: Kind, row: Mapping[str, Any]) -> Line:
    """The line form of a row: what `export --format jsonl` writes."""
    return {"kind": kind.name, **{name: row[name] for name in kind.exported}}


def value_of(kind: Kind, names: Sequence[str], row: Sequence[Any]) -> Any:  # noqa: ANN401 - an instance of kind.model
    """The model value of a row whose columns are `names`."""
    have = dict(zip(names, row, strict=True))
    values = {c.name: c.type.decode(have[c.name]) for c in kind.columns if c.in_model}
    if kind.model in (model.Document, model.Problem):
        values["doc"] = have["doc"]
    if kind.model is model.Document:
        values["doc_id"] = have["doc_id"]
    return kind.model(**values)


def ddl() -> Iterator[str]:
    """The statements that make an empty record."""
    yield "CREATE TABLE dragoman (schema_version INTEGER NOT NULL, made_by VARCHAR NOT NULL)"
    yield "CREATE TABLE run (id VARCHAR, version VARCHAR, resources VARCHAR, parser VARCHAR, settings VARCHAR)"
    for kind in (*KINDS, *ACROSS):
        doc = "doc VARCHAR" if kind in ACROSS else "n BIGINT, doc VARCHAR NOT NULL"
        columns = [doc, "doc_id VARCHAR", *(f'"{c.name}" {c.type.sql}' for c in kind.columns)]
        yield f"CREATE TABLE {kind.name} ({', '.join(columns)})"
