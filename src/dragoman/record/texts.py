"""Documents as a reader finds them: a list by outlet, time and story, and all that was coded of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.errors import RecordError
from dragoman.model import STORY_LABELS, Coded, Span
from dragoman.record.filters import day_bound
from dragoman.record.query import Record

_FIRST = "left(published || '-01-01', 10)"
_LAST = "left(published || CASE length(published) WHEN 4 THEN '-12-31' ELSE '-31' END, 10)"
#: The newest first, the undated last.
_ORDER = f"{_FIRST} DESC NULLS LAST, doc"
_COLUMNS = "doc, doc_id, title, outlet, published, language, n_chars, duplicate_of, overlap, story"
#: Outlets that a choice offers; there is a field for the others.
MOST_OUTLETS = 200


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document without its text. `n_chars` counts code points; `duplicate_of` is the document that it is a copy
    of, with `overlap` the share of its words that stand there; the last two are null before linking."""

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
    sql = f"SELECT {_COLUMNS} FROM document WHERE {where} ORDER BY {_ORDER}{page}"
    return tuple(DocumentRow(*row) for row in record.select(sql, values))


def document_row(record: Record, doc: str) -> DocumentRow:
    """One document. Raises RecordError if the record has none of that name."""
    for row in record.select(f"SELECT {_COLUMNS} FROM document WHERE doc = ?", [doc]):
        return DocumentRow(*row)
    raise RecordError(f"{record.path}: no document {doc!r}")


def copies_of(record: Record, doc: str, limit: int) -> tuple[DocumentRow, ...]:
    """The copies of a document, by name."""
    sql = f"SELECT {_COLUMNS} FROM document WHERE duplicate_of = ? ORDER BY doc LIMIT {limit:d}"
    return tuple(DocumentRow(*row) for row in record.select(sql, [doc]))


def rows_by_name(record: Record, docs: Iterable[str]) -> dict[str, DocumentRow]:
    """Documents by name; those that the record has not are left out."""
    names = sorted(set(docs))
    if not names:
        return {}
    sql = f"SELECT {_COLUMNS} FROM document WHERE doc IN (SELECT unnest(?::VARCHAR[]))"
    return {row[0]: DocumentRow(*row) for row in record.select(sql, [names])}


def event_counts(record: Record, docs: Sequence[str]) -> dict[str, int]:
    """How many events the story of each document has; none is left out."""
    if not docs:
        return {}
    sql = (
        "SELECT doc, count(*) FROM event WHERE doc IN (SELECT unnest(?::VARCHAR[])) "
        "AND segment IN (SELECT unnest(?::VARCHAR[])) GROUP BY doc"
    )
    return {doc: int(count) for doc, count in record.select(sql, [list(docs), sorted(STORY_LABELS)])}


def outlets(record: Record) -> tuple[tuple[str, int], ...]:
    """Outlets with the number of their documents, at most `MOST_OUTLETS`: those with most, by name."""
    sql = (
        "SELECT outlet, count(*) AS many FROM document WHERE outlet IS NOT NULL GROUP BY outlet "
        f"ORDER BY many DESC, outlet LIMIT {MOST_OUTLETS}"
    )
    return tuple(sorted((outlet, int(many)) for outlet, many in record.select(sql, [])))


def coded(record: Record, doc: str) -> Coded:
    """A document with all that was coded of it. Raises RecordError if the record has none of that name."""
    return Coded(
        document=record.document(doc),
        segments=record.segments(doc),
        timexes=record.timexes(doc),
        events=tuple(f.value for f in record.found("event", "doc = ?", [doc], "span, id, trigger")),
        statements=tuple(f.value for f in record.statements(doc)),
        positions=tuple(f.value for f in record.found("position", "doc = ?", [doc], "span, actor, issue_id")),
        figures=tuple(f.value for f in record.figures(doc)),
        relations=tuple(f.value for f in record.found("relation", "doc = ?", [doc], "span, subject, object")),
        problems=tuple(f.value for f in record.problems(doc)),
    )


def excerpts(record: Record, places: Sequence[tuple[str, Span]]) -> tuple[str, ...]:
    """The words at places of documents, in the order asked; "" for a document that is gone."""
    names = sorted({doc for doc, _ in places})
    if not names:
        return ()
    sql = "SELECT doc, text FROM document WHERE doc IN (SELECT unnest(?::VARCHAR[]))"
    found: dict[str, str] = dict(record.select(sql, [names]))  # type: ignore[arg-type]
    return tuple(" ".join(found.get(doc, "")[span[0] : span[1]].split()) for doc, span in places)
