"""The one way into a record. Everything that shows, exports or scores a record asks here.

with open_record(Path("news.duckdb")) as record:
    for found in record.events(EventFilter(actor=("RUS",), since="2022")):
        print(found.doc, found.value.event, found.value.event_text)
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import duckdb

from dragoman.errors import RecordError
from dragoman.linking.days import first_day
from dragoman.model import (
    STORY_LABELS,
    Coded,
    Document,
    Episode,
    Event,
    Figure,
    Judgement,
    Position,
    Problem,
    Relation,
    Segment,
    Span,
    Statement,
    Timex,
)
from dragoman.record import flat
from dragoman.record.cards import ALONE, ON_DOCUMENT, in_order, key_of, span_of, unpacked, values_on
from dragoman.record.connection import MEMORY_LIMIT, THREADS, check_schema, connect, explained, within
from dragoman.record.filters import EventFilter, PositionFilter, RelationFilter
from dragoman.record.found import Deed, Found, RunCount
from dragoman.record.parquet import copy_to_parquet
from dragoman.record.runs import run_counts
from dragoman.record.schema import ACROSS, BY_NAME, KINDS, Kind, Line, line_of, value_of
from dragoman.record.series import Period, SeriesFilter, period_of, series_query
from dragoman.record.tallies import Question

_CHUNK = 1000
#: Events of one beginning of an id that are looked at before somebody is told to give more of it.
_ALIKE = 4
_SHEET = "SELECT n FROM sheet WHERE key = ?"
#: So many cards are looked up by their rows; a scan would read the blocks around each.
_FEW = 300
T = TypeVar("T")


class Record:
    """A record that is open for reading. Use `open_record`; many processes may read at once.

    Every method raises RecordError if the file cannot be read.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, seconds: float | None = None) -> None:
        self.path = path
        self._connection = connection
        self._seconds = seconds
        # A page asks for its document several times; a record without a time limit may change between two questions.
        self._kept: dict[str, tuple[int | None, dict[str, Any]]] = {}

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; values that were read stay good. Raises RecordError while a query runs in another thread."""
        with explained(self.path):
            self._connection.close()

    @contextmanager
    def limited(self, seconds: float) -> Iterator[Record]:
        """This record for one reader among several, also in another thread; a query that takes longer than
        `seconds` (wall time) is ended and raises TooSlowError."""
        cursor = self._connection.cursor()
        try:
            yield Record(cursor, self.path, seconds)
        finally:
            cursor.close()

    def events(
        self, wanted: EventFilter | None = None, limit: int | None = None, offset: int = 0
    ) -> Iterator[Found[Event]]:
        """The events that a filter selects, as a timeline: by date, the undated last, then by document
        and place. Without a filter every event of headlines and bodies. `limit` takes so many after the
        first `offset`, much faster than all of many. Raises UsageError for a date that is none."""
        where, values = (wanted or EventFilter()).where()
        return self._events(where, values, limit, offset)

    def number_of_events(self, wanted: EventFilter | None = None) -> int:
        """How many events a filter selects. Raises UsageError for a date that is none."""
        where, values = (wanted or EventFilter()).where()
        return self._scalar(f"SELECT count(*) FROM brief WHERE {where}", values)

    def event(self, prefix: str) -> Found[Event]:
        """The one event whose id begins with `prefix`. Raises RecordError if there is none or several."""
        where, values = flat.begins_with(prefix.lower())
        found = list(self._these(flat.alike(where, _ALIKE), values)) if prefix else []
        if not found:
            raise RecordError(f"{self.path}: no event {prefix!r}")
        if len(found) > 1:
            some = ", ".join(f.value.id for f in found[:3])
            number = self._scalar(f"SELECT count(*) FROM brief WHERE {where}", values)
            raise RecordError(f"{self.path}: {number} events begin with {prefix!r} ({some} …); give more of the id")
        return found[0]

    def events_named(self, ids: Collection[str]) -> Iterator[Found[Event]]:
        """The events with these ids, as a timeline; those that the record has not are left out."""
        keys: list[object] = [int(name, 16) for name in ids if re.fullmatch("[0-9a-f]{1,16}", name)]
        # One key is looked for in a fraction of what several cost.
        where, values = ("key = ?", keys) if len(keys) == 1 else ("key IN (SELECT unnest(?::UBIGINT[]))", [keys])
        return self._these(flat.alike(where), values)

    def document(self, doc: str) -> Document:
        """A document with its verbatim text. Raises RecordError if the record has none of that name."""
        found: tuple[Document, ...] = self._of_document("document", doc)
        if not found:
            raise RecordError(f"{self.path}: no document {doc!r}")
        return found[0]

    def coded(self, doc: str) -> Coded:
        """A document with everything that was coded of it, each kind in text order, read at once. Raises RecordError
        if the record has none of that name."""
        number, rows = self._card(doc)
        if number is None:
            raise RecordError(f"{self.path}: no document {doc!r}")
        parts: dict[str, Any] = {kind.part: in_order(kind, values_on(rows, kind.name)) for kind in ON_DOCUMENT}
        (document,) = parts.pop("document")
        where = "n BETWEEN ? AND ?"
        values: list[object] = [*span_of(number)]
        named: dict[int, str | None] = dict(self._select(f"SELECT n, episode FROM event WHERE {where}", values))
        alone: dict[str, list[Line]] = {kind.name: [] for kind in ALONE}
        for n, line in self._select(f"SELECT n, line FROM card WHERE {where} AND n <> ?", [*values, number]):
            row = unpacked(line)
            alone[row["kind"]].append({**row, "episode": named.get(n)})
        parts |= {kind.part: in_order(kind, values_on(alone, kind.name)) for kind in ALONE}
        problems = tuple(f.value for f in self._values(BY_NAME["problem"], where, values, "n"))
        return Coded(document, problems=problems, **parts)

    def documents(self) -> Iterator[Document]:
        """Every document, by name."""
        found: Iterator[Found[Document]] = self._values(BY_NAME["document"], "true", [], "doc")
        return (f.value for f in found)

    def segments(self, doc: str) -> tuple[Segment, ...]:
        """The segments of a document in text order."""
        return self._of_document("segment", doc)

    def stretches(self) -> Iterator[tuple[str, str, Span]]:
        """The stretches of all documents that tell a story, with the name of the document and the label,
        by document and place; nothing is read of the text."""
        where = "FROM segment WHERE label IN (SELECT unnest(?::VARCHAR[])) ORDER BY doc, span"
        rows = self._rows(("doc", "label", "span"), where, [sorted(STORY_LABELS)])
        return ((doc, label, (span[0], span[1])) for doc, label, span in rows)

    def deeds(self) -> Iterator[tuple[str, Deed]]:
        """What was coded of every document without its words, by document; far cheaper than `events`."""
        # The codes of participants are cut out in the database: a row is small.
        names = "doc, event, [p.code FOR p IN actor], [p.code FOR p IN recipient], event_loc.name"
        where = "FROM event WHERE segment IN (SELECT unnest(?::VARCHAR[])) ORDER BY doc, id, span"
        for doc, types, actors, recipients, place in self._select(f"SELECT {names} {where}", [sorted(STORY_LABELS)]):
            yield doc, Deed(tuple(types), _codes(actors), _codes(recipients), place)

    def timexes(self, doc: str) -> tuple[Timex, ...]:
        """The time expressions of a document in text order."""
        return self._of_document("timex", doc)

    def statements(self, doc: str | None = None) -> Iterator[Found[Statement]]:
        """The statements of one document or of all, by document and place."""
        return self._all("statement", doc)

    def statement(self, statement_id: str, doc: str | None = None) -> Found[Statement] | None:
        """The statement with this id, if the record has it; with the name of its document it is found at once."""
        if doc is not None:
            return next((f for f in self.statements(doc) if f.value.id == statement_id), None)
        found: Iterator[Found[Statement]] = self._values(BY_NAME["statement"], "id = ?", [statement_id], "doc")
        return next(found, None)

    def figures(self, doc: str | None = None) -> Iterator[Found[Figure]]:
        """The figures of one document or of all, by document and place."""
        return self._all("figure", doc)

    def figures_of(self, event: str, doc: str | None = None) -> tuple[Figure, ...]:
        """The figures that belong to the event with this id, in text order; with the name of its document they are
        found at once."""
        if doc is not None:
            return tuple(f.value for f in self.figures(doc) if f.value.event == event)
        found: Iterator[Found[Figure]] = self._values(BY_NAME["figure"], "event = ?", [event], "doc, span, id")
        return tuple(f.value for f in found)

    def relations(self, wanted: RelationFilter | None = None) -> Iterator[Found[Relation]]:
        """The relations that a filter selects, all mentions of one relation after each other: by kind, parties,
        document and place."""
        where, values = (wanted or RelationFilter()).where()
        return self._values(BY_NAME["relation"], where, values, "relation, subject, object, doc, span")

    def positions(
        self, wanted: PositionFilter | None = None, limit: int | None = None, offset: int = 0
    ) -> Iterator[Found[Position]]:
        """The positions that a filter selects, in time: by date, else by the day of their document. `limit` takes
        so many after the first `offset`. Raises UsageError for a date that is none."""
        where, values = (wanted or PositionFilter()).where()
        return (_on_card(unpacked(line)) for (line,) in self._select(flat.stands(where, limit, offset), values))

    def count_positions(self, wanted: PositionFilter | None = None) -> int:
        """How many positions a filter selects. Raises UsageError for a date that is none."""
        where, values = (wanted or PositionFilter()).where()
        return self._scalar(f"SELECT count(*) FROM stand WHERE {where}", values)

    def problems(self, doc: str | None = None) -> Iterator[Found[Problem]]:
        """What could not be read or decided, in one document or in all."""
        return self._all("problem", doc)

    def episodes(self, disputed: bool = False) -> Iterator[Episode]:
        """The episodes that linking made, by date, the undated last; with `disputed` those whose reports differ."""
        where = "len(disagreements) > 0" if disputed else "true"
        found: Iterator[Found[Episode]] = self._values(BY_NAME["episode"], where, [], f"{first_day()} NULLS LAST, id")
        return (f.value for f in found)

    def judgements(self) -> Iterator[Judgement]:
        """What people said of events, in a fixed order."""
        return (f.value for f in self._all("judgement", None))

    def series(self, wanted: SeriesFilter) -> tuple[Period, ...]:
        """A dyad over time. Raises UsageError for a date or a period that is none."""
        sql, values = series_query(wanted)
        return tuple(period_of(row) for row in self._select(sql, values))

    def ask(self, question: Question[T]) -> tuple[T, ...]:
        """The answer to a question, of `record/tallies.py` and its like."""
        return tuple(self.stream(question))

    def stream(self, question: Question[T]) -> Iterator[T]:
        """The same, one after the other, where the whole would be too much."""
        return (question.of(row) for row in self._select(question.sql, question.values))

    def counts(self) -> dict[str, int]:
        """How many rows of each kind there are."""
        return {kind.name: self._scalar(f"SELECT count(*) FROM {kind.name}") for kind in (*KINDS, *ACROSS)}

    def runs(self) -> tuple[RunCount, ...]:
        """The configurations of coding whose rows stand in the record, by id."""
        return run_counts(self._select)

    def lines(self, kinds: Collection[str] | None = None) -> Iterator[Line]:
        """Every row in line form, in an order that depends on nothing but the rows: runs, then by document
        name, kind, span and id, then what stands across documents. `kinds` keeps only those kinds (`run`
        is one)."""
        if kinds is None or "run" in kinds:
            for entry in self.runs():
                run = entry.run
                head = {"kind": "run", "doc": None, "id": run.id, "version": run.version, "resources": run.resources}
                yield {**head, "parser": run.parser, "settings": dict(run.settings), "counts": entry.counts}
        wanted = [(i, kind) for i, kind in enumerate(KINDS) if kinds is None or kind.name in kinds]
        streams = [((line["doc"], i, line) for line in self._lines(kind)) for i, kind in wanted]
        # DuckDB orders text by UTF-8 bytes, which is Python's order of code points, so the streams merge.
        yield from (line for _, _, line in heapq.merge(*streams, key=lambda item: item[:2]))
        for kind in ACROSS:
            if kinds is None or kind.name in kinds:
                yield from self._lines(kind)

    def write_parquet(self, targets: Mapping[str, Path]) -> None:
        """Write each kind to its Parquet file, in the order of `lines`. The record is closed for that
        moment, so iterators of it that are still open end. Raises RecordError, also for a full disk."""
        self._connection.close()
        try:
            copy_to_parquet(self.path, targets)
        finally:
            self._connection = connect(self.path, read_only=True)

    def select(self, sql: str, values: list[object]) -> Iterator[tuple[Any, ...]]:
        """Rows of a query of this package's own, values bound."""
        return self._select(sql, values)

    def found(self, kind: str, where: str, values: list[object], order: str) -> Iterator[Found[Any]]:
        """Values of one kind, with their documents, by a condition of this package's own, values bound."""
        return self._values(BY_NAME[kind], where, values, order)

    def _lines(self, kind: Kind) -> Iterator[Line]:
        names = kind.exported
        order = ", ".join(f'"{name}"' for name in ("doc", *kind.sort))
        for row in self._rows(names, f"FROM {kind.name} ORDER BY {order}", []):
            yield line_of(kind, dict(zip(names, row, strict=True)))

    def _card(self, doc: str) -> tuple[int | None, dict[str, Any]]:
        """The number of the document of this name, and what is on its card."""
        if doc not in self._kept:
            rows: dict[str, Any]
            found: tuple[int | None, dict[str, Any]] = (None, {})
            for number, line in self._cards([n for (n,) in self._select(_SHEET, [key_of(doc)])]).items():
                rows = unpacked(line)
                if rows["document"][0]["doc"] == doc:
                    found = number, rows
            if self._seconds is None:
                return found
            self._kept[doc] = found
        return self._kept[doc]

    def _cards(self, numbers: Sequence[int]) -> dict[int, bytes]:
        """The cards of these numbers."""
        if len(numbers) == 1:
            return dict(self._select("SELECT n, line FROM card WHERE n = ?", [*numbers]))
        rows = "SELECT rowid FROM card WHERE n IN (SELECT unnest(?::BIGINT[]))"
        return dict(self._select(f"SELECT n, line FROM card WHERE rowid IN ({rows})", [list(numbers)]))

    def _events(
        self, where: str, values: list[object], limit: int | None = None, offset: int = 0
    ) -> Iterator[Found[Event]]:
        if limit is None or limit > _FEW:
            for line, episode in self._select(flat.chosen(where, limit, offset), values):
                yield _on_card({**unpacked(line), "episode": episode})
            return
        yield from self._these(flat.numbers(where, limit, offset), values)

    def _these(self, sql: str, values: list[object]) -> Iterator[Found[Event]]:
        """The events of a few numbers, with the names of their episodes."""
        rows = list(self._select(sql, values))
        cards = self._cards([n for n, _ in rows])
        for n, episode in rows:
            yield _on_card({**unpacked(cards[n]), "episode": episode})

    def _of_document(self, kind: str, doc: str) -> tuple[Any, ...]:
        return in_order(BY_NAME[kind], values_on(self._card(doc)[1], kind))

    def _all(self, name: str, doc: str | None) -> Iterator[Found[Any]]:
        kind = BY_NAME[name]
        if doc is not None and kind in ON_DOCUMENT:
            _, rows = self._card(doc)
            doc_id = rows["document"][0]["doc_id"] if rows else None
            return (Found(doc, doc_id, value) for value in in_order(kind, values_on(rows, name)))
        order = ", ".join(f'"{column}"' for column in ("doc", *kind.sort))
        return self._values(kind, "doc = ?" if doc is not None else "true", [doc] if doc is not None else [], order)

    def _values(self, kind: Kind, where: str, values: Sequence[object], order: str) -> Iterator[Found[Any]]:
        names = ("doc", "doc_id", *(c.name for c in kind.columns if c.in_model))
        for row in self._rows(names, f"FROM {kind.name} WHERE {where} ORDER BY {order}", values):
            value = value_of(kind, names, row)
            yield Found(row[0], row[1], value)

    def _rows(self, names: tuple[str, ...], tail: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Rows in chunks, so that a large record does not have to fit in memory."""
        columns = ", ".join(f'"{name}"' for name in names)
        return self._select(f"SELECT {columns} {tail}", values)

    def _select(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        with explained(self.path):
            cursor = self._connection.cursor()
        try:
            with explained(self.path), within(cursor, self._seconds):
                chunk = cursor.execute(sql, values).fetchmany(_CHUNK)
            yield from chunk
            while len(chunk) == _CHUNK:
                with explained(self.path), within(cursor, self._seconds):
                    chunk = cursor.fetchmany(_CHUNK)
                yield from chunk
        finally:
            cursor.close()

    def _scalar(self, sql: str, values: Sequence[object] = ()) -> int:
        return next(int(row[0]) for row in self._select(sql, list(values)))


def _on_card(row: Line) -> Found[Any]:
    return Found(row["doc"], row["doc_id"], value_of(BY_NAME[row["kind"]], list(row), list(row.values())))


def _codes(values: list[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value is not None}))


def open_record(path: Path, memory: str = MEMORY_LIMIT, threads: int = THREADS) -> Record:
    """Open a record for reading, with so much memory for what is read and so many threads for all queries. Raises
    RecordError if there is none at `path`, if it is something else or of another schema version, or while another
    process writes it."""
    connection = connect(path, read_only=True, memory=memory)
    try:
        check_schema(connection, path)
        connection.execute(f"SET threads = {threads:d}")
    except BaseException:
        connection.close()
        raise
    return Record(connection, path)
