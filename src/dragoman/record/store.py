"""The only writer of records.

Rows travel as JSON text in one list parameter for each table and shard, which DuckDB takes apart by
the column types of `schema`: some fifty thousand events a second, where a statement a row is slower
by two orders of magnitude and a temporary file would need access to the file system.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import duckdb

from dragoman.errors import RecordError
from dragoman.linking.episodes import Judging, link
from dragoman.linking.settings import read_settings
from dragoman.linking.steps import judge_pairs
from dragoman.model import Coded, Datum, Judged, Judgement, Problem
from dragoman.record import cards, flat, ready
from dragoman.record.connection import CODING_MEMORY, MEMORY_LIMIT, check_schema, connect, explained
from dragoman.record.query import Record
from dragoman.record.schema import BY_NAME, KINDS, PLACES, SCHEMA_VERSION, Kind, Run, ddl, row_of, rows_of, structure_of

#: Rows that are inserted by one statement.
_ROWS = 20_000
#: Bytes that DuckDB wants for each of a shard until it is stored, with a fifth to spare.
_ROOM = 5


@dataclass(frozen=True, slots=True)
class Shard:
    """What is stored together, all of it or nothing. `codings` has `identity.coding_id` of each
    document as it was read; `problems` are those of documents that could not be read at all."""

    coded: tuple[Coded, ...] = ()
    codings: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def texts_of(shard: Shard, run: Run) -> dict[str, list[str]]:
    """The rows of a shard that `run` coded, as JSON texts by kind."""
    rows: dict[str, list[str]] = defaultdict(list)
    for coded in shard.coded:
        extra = {"run": run.id, "coding": shard.codings.get(coded.document.doc)}
        for kind, row in rows_of(coded, extra):
            rows[kind.name].append(_dump(row))
    for problem in shard.problems:
        rows["problem"].append(_dump(row_of(BY_NAME["problem"], problem.doc, None, problem)))
    return rows


class CodedDocument(NamedTuple):
    """A document that the record holds: its name, the hash of its text, and the hash of everything
    that its coding depends on."""

    doc: str
    doc_id: str
    coding: str


class Link(NamedTuple):
    """What linking found of a document: the story that it tells, and where it is a copy, the name of the
    document that it is a copy of with the share of its words that stand there."""

    doc: str
    story: str | None = None
    duplicate_of: str | None = None
    overlap: float | None = None


class Store:
    """A record that is open for writing. Use `open_store`; one process at a time may have it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, run: Run | None) -> None:
        self.path = path
        self._run = run
        self._connection = connection
        #: Names of which this run stored a problem, which stays: one file can yield problems in many shards.
        self._troubled: set[str] = set()
        self._numbered: int | None = None

    @property
    def run(self) -> Run:
        """The configuration that codes. Raises RecordError if the record was opened for links alone."""
        if self._run is None:
            raise RecordError(f"{self.path}: opened for links, not for coding")
        return self._run

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except RecordError:
            # The first error is the one to tell; everything stored so far is in the file or its log.
            if value is None:
                raise

    def close(self) -> None:
        """Forget runs that coded nothing which still stands, and close the file. Raises RecordError."""
        try:
            with self._transaction():
                self._connection.execute(
                    "DELETE FROM run WHERE id IS DISTINCT FROM ? AND id NOT IN (SELECT run FROM document)",
                    [self._run.id if self._run else None],
                )
        finally:
            with explained(self.path):
                self._connection.close()

    def coded(self) -> Iterator[CodedDocument]:
        """Every document that the record holds, ordered by name."""
        with explained(self.path):
            rows = self._connection.execute("SELECT doc, doc_id, coding FROM document ORDER BY doc")
            while chunk := rows.fetchmany(1000):
                yield from (CodedDocument(*row) for row in chunk)

    def unchanged(self, codings: Mapping[str, str]) -> frozenset[str]:
        """Which of the documents (name -> `identity.coding_id`) are in the record with just that coding."""
        if not codings:
            return frozenset()
        with explained(self.path):
            rows = self._connection.execute(
                "SELECT doc, coding FROM document WHERE doc IN (SELECT unnest(?::VARCHAR[]))", [list(codings)]
            ).fetchall()
        return frozenset(doc for doc, coding in rows if codings[doc] == coding)

    def write(self, shard: Shard) -> None:
        """Store a shard in one transaction; rows of a document that was there already are replaced.

        If a shard holds two documents of one name, the later stands. Raises RecordError, and then
        nothing of the shard is in the record and everything before it is."""
        # dict: the last of a name wins, whatever came before.
        documents = {coded.document.doc: coded for coded in shard.coded}
        rows = texts_of(replace(shard, coded=tuple(documents.values())), self.run)
        self.take(rows, documents, [problem.doc for problem in shard.problems])

    def take(self, rows: Mapping[str, list[str]], documents: Collection[str], troubled: Collection[str]) -> None:
        """Store rows that were made elsewhere (kind -> JSON texts with the columns of its table) in one transaction.
        `documents` are the names of those that were coded, `troubled` of those with a problem of reading.
        Raises RecordError, and then nothing has changed."""
        first = self._next_number()
        packed = cards.Packed(rows, first)
        with self._room(rows), self._transaction():
            self._change()
            self._remove(documents, troubled)
            for kind in KINDS:
                self._insert(kind, packed.rows.get(kind.name, []))
            self._pack(packed)
            if packed.rows.get("event") or packed.rows.get("position"):
                for statement in flat.added():
                    self._connection.execute(statement, [first << PLACES])
        self._numbered = first + len(packed.sheets)
        self._troubled.update(json.loads(row)["doc"] for row in packed.rows.get("problem", []))

    @contextmanager
    def _room(self, rows: Mapping[str, list[str]]) -> Iterator[None]:
        """More memory for DuckDB while a shard of long documents is stored."""
        wanted = _ROOM * sum(len(text) for texts in rows.values() for text in texts) // 1_000_000
        if 2 * wanted <= CODING_MEMORY:
            yield
            return
        with explained(self.path):
            self._connection.execute(f"SET memory_limit = '{CODING_MEMORY + wanted}MB'")
        yield
        with explained(self.path):
            self._connection.execute(f"SET memory_limit = '{CODING_MEMORY}MB'")

    def _pack(self, packed: cards.Packed) -> None:
        for table, types, pairs in (("card", "BIGINT BLOB", packed.cards), ("sheet", "BIGINT UBIGINT", packed.sheets)):
            columns = [list(column) for column in zip(*pairs, strict=True)]
            if columns:
                each = ", ".join(f"unnest(?::{kind}[])" for kind in types.split())
                self._connection.execute(f"INSERT INTO {table} SELECT {each}", columns)

    def _next_number(self) -> int:
        """The number of the next document; none is given twice, also after its document was coded again."""
        if self._numbered is None:
            with explained(self.path):
                row = self._connection.execute(f"SELECT max(n >> {PLACES}) FROM document").fetchone()
            self._numbered = 0 if row is None or row[0] is None else int(row[0]) + 1
        return self._numbered

    def link(self, links: Iterable[Link]) -> int:
        """Give every document its links and take those of all others away, in one transaction; how many
        rows that changed. Raises RecordError, and then nothing has changed."""
        rows = list(links)
        columns = [[row[n] for row in rows] for n in range(len(Link._fields))]
        found = "SELECT unnest(?::VARCHAR[]) AS doc, unnest(?::VARCHAR[]) AS story"
        found += ", unnest(?::VARCHAR[]) AS duplicate_of, unnest(?::DOUBLE[]) AS overlap"
        with self._transaction():
            self._change()
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE found AS {found}", columns)
            changed = self._connection.execute(
                "UPDATE document SET story = f.story, duplicate_of = f.duplicate_of, overlap = f.overlap "
                "FROM (SELECT document.doc, found.story, found.duplicate_of, found.overlap "
                "FROM document LEFT JOIN found USING (doc)) AS f WHERE document.doc = f.doc AND "
                "(document.story IS DISTINCT FROM f.story OR document.overlap IS DISTINCT FROM f.overlap "
                "OR document.duplicate_of IS DISTINCT FROM f.duplicate_of)"
            ).fetchone()
            self._connection.execute("DROP TABLE found")
        return int(changed[0]) if changed else 0

    def link_events(self, judging: Judging = judge_pairs) -> tuple[int, int]:
        """Find the episodes of all events and store them in one transaction: how many there are, and how many of
        them have several reports; `judging` finds the pairs. Raises RecordError, and then nothing has changed."""
        kind = BY_NAME["episode"]
        shared = 0
        with self._transaction():
            self._change()
            rows: list[str] = []
            self._connection.execute("DELETE FROM episode")
            for episode in link(self._connection, read_settings(), self._judged(), judging):
                rows.append(_dump(row_of(kind, None, None, episode)))
                shared += len(episode.documents) > 1
                if len(rows) == _ROWS:
                    self._insert(kind, rows)
                    rows.clear()
            self._insert(kind, rows)
            self._name_episodes()
            for statement, values in flat.anew():
                self._connection.execute(statement, values)
            for finishing in ready.finished():
                self._connection.execute(finishing)
            (number,) = self._connection.execute("SELECT count(*) FROM episode").fetchone() or (0,)
        return int(number), shared

    def _change(self) -> None:
        """What was worked out beforehand holds no longer (`record/ready.py`)."""
        if self._connection.execute(ready.FINISHED).fetchone():
            for statement in ready.unfinished():
                self._connection.execute(statement)

    def _name_episodes(self) -> None:
        self._connection.execute(
            "UPDATE event SET episode = f.episode FROM (SELECT DISTINCT event.id, named.episode FROM event LEFT JOIN "
            "(SELECT unnest(mentions) AS id, id AS episode FROM episode) AS named USING (id)) AS f "
            "WHERE event.id = f.id AND event.episode IS DISTINCT FROM f.episode"
        )

    def _judged(self) -> list[Judged]:
        """What people said of pairs of events, by the ids that these have now; of several judgements the last."""
        rows = self._connection.execute(
            "SELECT a.id, b.id, j.verdict, j.who FROM judgement j JOIN event a ON a.doc_id = j.about[1].doc_id "
            "AND a.trigger = j.about[1].trigger JOIN event b ON b.doc_id = j.about[2].doc_id "
            'AND b.trigger = j.about[2].trigger WHERE len(j.about) = 2 ORDER BY j."when", j.who'
        ).fetchall()
        last = {(a, b): Judged(a, b, verdict, None, (), who) for a, b, verdict, who in rows if a != b}
        return list(last.values())

    def judge(self, *judgements: Judgement) -> None:
        """Keep what people said, all of it or nothing; it stays when documents are coded or linked anew. Raises
        RecordError."""
        kind = BY_NAME["judgement"]
        with self._transaction():
            self._insert(kind, [_dump(row_of(kind, None, None, judgement)) for judgement in judgements])

    def take_back(self, about: tuple[Datum, ...], who: str, when: str) -> None:
        """Forget what a person said of events at one moment. Raises RecordError."""
        kind = BY_NAME["judgement"]
        (named,) = (column.type for column in kind.columns if column.name == "about")
        same = f'about = CAST(?::JSON AS {named.sql}) AND who = ? AND "when" = ?'
        with self._transaction():
            self._connection.execute(
                f"DELETE FROM judgement WHERE {same}", [json.dumps(named.encode(about)), who, when]
            )

    def reading(self) -> Record:
        """The same open file for reading, beside the writer; close the store last."""
        with explained(self.path):
            return Record(self._connection.cursor(), self.path)

    def _remove(self, documents: Iterable[str], troubled: Iterable[str]) -> None:
        names = list(documents)
        stale = sorted({*names, *troubled} - self._troubled)
        self._delete("problem", stale)
        known = self._connection.execute(
            "SELECT doc FROM document WHERE doc IN (SELECT unnest(?::VARCHAR[]))", [names]
        ).fetchall()
        if known:
            again = [doc for (doc,) in known]
            for statement in (*cards.forgotten(), *flat.forgotten()):
                self._connection.execute(statement, [again])
        for kind in KINDS:
            if kind.name != "problem":
                self._delete(kind.name, [doc for (doc,) in known])
        # A document that comes twice in one run replaces its own problems, not those of reading it.
        self._connection.execute(
            "DELETE FROM problem WHERE doc_id IS NOT NULL AND doc IN (SELECT unnest(?::VARCHAR[]))", [names]
        )

    def _delete(self, table: str, docs: list[str]) -> None:
        if docs:
            self._connection.execute(f"DELETE FROM {table} WHERE doc IN (SELECT unnest(?::VARCHAR[]))", [docs])

    def _insert(self, kind: Kind, rows: list[str]) -> None:
        if not rows:
            return
        structure = structure_of(kind, numbered=True).replace("'", "''")
        self._connection.execute(
            f"INSERT INTO {kind.name} BY NAME "
            f"SELECT unnest(from_json(line, '{structure}')) FROM (SELECT unnest(?::VARCHAR[]) AS line)",
            [rows],
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, also on Ctrl-C."""
        with explained(self.path):
            self._connection.execute("BEGIN TRANSACTION")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        try:
            self._connection.execute("ROLLBACK")
        except duckdb.Error:
            # A failed COMMIT has rolled back by itself; after a full disk the connection is closed for
            # writing and the file holds what was committed. The first error is the one to tell.
            return


def _dump(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False)


def open_links(path: Path, memory: str = MEMORY_LIMIT, reach: Path | None = None) -> Store:
    """Open a record that is there to write links or judgements, with the folder `reach` for files beside it. Raises
    RecordError as `open_store` does, and if there is none."""
    if not path.exists():
        raise RecordError(f"{path}: no such record")
    connection = connect(path, read_only=False, memory=memory, reach=reach)
    try:
        check_schema(connection, path)
    except BaseException:
        connection.close()
        raise
    return Store(connection, path, None)


def open_store(path: Path, run: Run) -> Store:
    """Open a record for writing, or make it. Raises RecordError if `path` is something else than a
    record of this schema version, in use by another process, or cannot be written."""
    connection = connect(path, read_only=False, memory=f"{CODING_MEMORY}MB")
    try:
        with explained(path):
            tables = connection.execute("SELECT count(*) FROM information_schema.tables").fetchone()
            # No table at all: the file is new, or its making was cut short.
            if tables == (0,):
                connection.execute("BEGIN TRANSACTION")
                for statement in (*ddl(), *cards.ddl(), *flat.ddl(), *ready.ddl()):
                    connection.execute(statement)
                connection.execute("INSERT INTO dragoman VALUES (?, ?)", [SCHEMA_VERSION, run.version])
                connection.execute("COMMIT")
        check_schema(connection, path)
        with explained(path):
            connection.execute("DELETE FROM run WHERE id = ?", [run.id])
            connection.execute(
                "INSERT INTO run VALUES (?, ?, ?, ?, ?)",
                [run.id, run.version, run.resources, run.parser, run.settings_json],
            )
    except BaseException:
        connection.close()
        raise
    return Store(connection, path, run)
