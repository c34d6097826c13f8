"""What could not be read or decided, by code."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Problem
from dragoman.record.found import Found
from dragoman.record.query import Record


@dataclass(frozen=True, slots=True)
class Trouble:
    """A code of problems with how often it was met, in how many documents, and the words of one."""

    stage: str
    code: str
    times: int
    documents: int
    example: str


@dataclass(frozen=True, slots=True)
class ProblemFilter:
    """Which problems. Within a field any of the values will do; all fields given must hold."""

    code: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()

    def where(self) -> tuple[str, list[object]]:
        """The SQL condition with its values."""
        parts: list[str] = []
        values: list[object] = []
        for column, terms in (("code", self.code), ("stage", self.stage), ("doc", self.doc)):
            if terms:
                parts.append(f"{column} IN (SELECT unnest(?::VARCHAR[]))")
                values.append(list(terms))
        return " AND ".join(f"({part})" for part in parts) or "true", values


def troubles(record: Record) -> tuple[Trouble, ...]:
    """Every code that was met, the most frequent first."""
    sql = (
        "SELECT stage, code, count(*) AS times, count(DISTINCT doc), min(message) FROM problem "
        "GROUP BY stage, code ORDER BY times DESC, stage, code"
    )
    return tuple(Trouble(*row) for row in record.select(sql, []))


def problems(
    record: Record, wanted: ProblemFilter | None = None, limit: int | None = None, offset: int = 0
) -> tuple[Found[Problem], ...]:
    """The problems that a filter selects, by document."""
    where, values = (wanted or ProblemFilter()).where()
    page = "" if limit is None else f" LIMIT {limit:d} OFFSET {offset:d}"
    return tuple(record.found("problem", where, values, f"doc, stage, code, span, message{page}"))
