"""Documents as a reader finds them: a list by outlet, time and story, and all that was coded of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.errors import RecordError
from dragoman.model import Span
from dragoman.record.cards import key_of, unpacked
from dragoman.record.filters import day_bound
from dragoman.record.query import Record
from dragoman.record.schema import PLACES
from dragoman.record.tallies import Question

_FIRST = "left(published || '-01-01', 10)"
_LAST = "left(published || CASE length(published) WHEN 4 THEN '-12-31' ELSE '-31' END, 10)"
#: The newest first, the undated last, then as they stand in the record.
_ORDER = "published DESC NULLS LAST, n"
_COLUMNS = "n, doc, doc_id, title, outlet, published, language, n_chars, duplicate_of, overlap, story"
#: Outlets that a choice offers; there is a field for the others.
MOST_OUTLETS = 200


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document without its text. `n` is its number in the record; `n_chars` counts code points; `duplicate_of` is
    the document that it is a copy of, with `overlap` the share of its words that stand there. Before linking these
    two and the story are null."""

    n: int
    doc: str
    doc_id: str | None
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    n_chars: int | None
    duplicate_of: str | None
    overlap: float | None
    story: str | None


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents. `since` and `until` are ISO dates that may be cut, both included; an undated document has
    no time. `copies` leaves them out or leaves nothing else."""

    outlet: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    copies: Literal["no", "only"] | None = None

    def where(self) -> tuple[str, list[object]]:
        """The SQL condition with its values. Raises UsageError for a date that is none."""
        parts: list[str] = []
        values: list[object] = []
        for column, terms in (("outlet", self.outlet), ("story", self.story)):
            if terms:
                parts.append(f"{column} IN (SELECT unnest(?::VARCHAR[]))")
                values.append(list(terms))
        if self.since is not None:
            parts.append(f"{_LAST} >= ?")
            values.append(day_bound(self.since, last=False))
        if self.until is not None:
            parts.append(f"{_FIRST} <= ?")
            values.append(day_bound(self.until, last=True))
        if self.copies is not None:
            parts.append(f"duplicate_of IS {'NOT ' if self.copies == 'only' else ''}NULL")
        return " AND ".join(f"({part})" for part in parts) or "true", values


def documents(
    record: Record, wanted: DocumentFilter | None = None, limit: int | None = None, offset: int = 0
) -> tuple[DocumentRow, ...]:
    """The documents that a filter selects, the newest first. Raises UsageError for a date that is none."""
    where, values = (wanted or DocumentFilter()).where()
    page = "" if limit is None else f" LIMIT {limit:d} OFFSET {offset:d}"
    # Only what is sorted by is read of all documents.
    chosen = f"SELECT n FROM document WHERE {where} ORDER BY {_ORDER}{page}"
    sql = f"SELECT {_COLUMNS} FROM document JOIN ({chosen}) USING (n) ORDER BY {_ORDER}"
    return tuple(DocumentRow(*row) for row in record.select(sql, values))


def document_row(record: Record, doc: str) -> DocumentRow:
    """One document. Raises RecordError if the record has none of that name."""
    row = rows_by_name(record, [doc]).get(doc)
    if row is None:
        raise RecordError(f"{record.path}: no document {doc!r}")
    return row


def copies_of(record: Record, doc: str, limit: int) -> tuple[DocumentRow, ...]:
    """The copies of a document, by name."""
    found = record.select(f"SELECT n FROM copy WHERE origin = ? ORDER BY doc LIMIT {limit:d}", [doc])
    return tuple(sorted(_rows(record, [n for (n,) in found]), key=lambda row: row.doc))


def rows_by_name(record: Record, docs: Iterable[str]) -> dict[str, DocumentRow]:
    """Documents by name; those that the record has not are left out."""
    names = set(docs)
    keys: list[object] = [key_of(name) for name in sorted(names)]
    numbers = [n for (n,) in record.select(f"SELECT n FROM sheet WHERE key IN ({_marks(keys)})", keys)] if keys else []
    return {row.doc: row for row in _rows(record, numbers) if row.doc in names}


def _rows(record: Record, numbers: list[object]) -> Iterator[DocumentRow]:
    # Bound one by one, numbers say which blocks need not be looked at.
    sql = f"SELECT {_COLUMNS} FROM document WHERE n IN ({_marks(numbers)})"
    return (DocumentRow(*row) for row in (record.select(sql, numbers) if numbers else ()))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def event_counts(record: Record, rows: Sequence[DocumentRow]) -> dict[str, int]:
    """How many events the story of each document has, by name; one without any is left out."""
    docs = {row.n >> PLACES: row.doc for row in rows}
    sql = (
        f"SELECT n >> {PLACES}, count(*) FROM brief WHERE story AND (n >> {PLACES}) IN (SELECT unnest(?::BIGINT[])) "
        "GROUP BY 1"
    )
    return {docs[number]: int(count) for number, count in record.select(sql, [list(docs)])} if docs else {}


def tellings(record: Record, stories: Iterable[str | None]) -> dict[str, int]:
    """How many documents tell each of these stories."""
    wanted = sorted({story for story in stories if story is not None})
    sql = f"SELECT story, documents FROM spread WHERE story IN ({_marks(wanted)})"
    return {story: int(count) for story, count in record.select(sql, [*wanted])} if wanted else {}


def outlets() -> Question[str]:
    """Outlets by name, at most `MOST_OUTLETS`: those with most documents."""
    sql = (
        "SELECT outlet FROM (SELECT outlet FROM document WHERE outlet IS NOT NULL GROUP BY outlet "
        f"ORDER BY count(*) DESC, outlet LIMIT {MOST_OUTLETS}) ORDER BY outlet"
    )
    return Question(sql, (), lambda row: str(row[0]))


def excerpts(record: Record, places: Sequence[tuple[str, Span]]) -> tuple[str, ...]:
    """The words at places of documents, in the order asked; "" for a document that is gone."""
    keys = sorted({key_of(doc) for doc, _ in places})
    sql = "SELECT line FROM sheet JOIN card USING (n) WHERE key IN (SELECT unnest(?::UBIGINT[]))"
    rows = (unpacked(line)["document"][0] for (line,) in (record.select(sql, [keys]) if keys else ()))
    texts = {row["doc"]: row["text"] for row in rows}
    return tuple(" ".join(texts.get(doc, "")[span[0] : span[1]].split()) for doc, span in places)
