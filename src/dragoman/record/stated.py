"""Figures and relations as a reader finds them, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Figure, Relation
from dragoman.record.filters import RelationFilter
from dragoman.record.found import Found
from dragoman.record.query import Record


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which figures. Within a field any of the values will do; all fields given must hold. `of` takes codes, also
    without their sector; `least` is a lower bound of the value."""

    role: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    least: float | None = None

    def where(self) -> tuple[str, list[object]]:
        """The SQL condition with its values."""
        parts: list[str] = []
        values: list[object] = []
        for column, terms in (("role", self.role), ("unit", self.unit), ("doc", self.doc)):
            if terms:
                parts.append(f"{column} IN (SELECT unnest(?::VARCHAR[]))")
                values.append(list(terms))
        if self.of:
            parts.append("""list_has_any(["of", split_part("of", '.', 1)], ?::VARCHAR[])""")
            values.append([term.upper() for term in self.of])
        if self.least is not None:
            parts.append("value >= ?")
            values.append(self.least)
        return " AND ".join(f"({part})" for part in parts) or "true", values


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of a column and how many rows have it."""

    value: str
    times: int


def figures(
    record: Record,
    wanted: FigureFilter | None = None,
    limit: int | None = None,
    offset: int = 0,
    by_value: bool = False,
) -> tuple[Found[Figure], ...]:
    """The figures that a filter selects, as they stand in the record, document by document, or the highest first."""
    where, values = (wanted or FigureFilter()).where()
    order = "value DESC, n" if by_value else "n"
    return tuple(record.found("figure", where, values, order + _page(limit, offset)))


def roles(record: Record) -> tuple[Counted, ...]:
    """What figures are told of, the most frequent first."""
    return _counted(record, "figure", "role")


def relations(
    record: Record, wanted: RelationFilter | None = None, limit: int | None = None, offset: int = 0
) -> tuple[Found[Relation], ...]:
    """The relations that a filter selects, all mentions of one after each other."""
    where, values = (wanted or RelationFilter()).where()
    order = "relation, subject, object, doc, span" + _page(limit, offset)
    return tuple(record.found("relation", where, values, order))


def kinds(record: Record) -> tuple[Counted, ...]:
    """Which relations there are, the most frequent first."""
    return _counted(record, "relation", "relation")


def _counted(record: Record, table: str, column: str) -> tuple[Counted, ...]:
    sql = f"SELECT {column}, count(*) AS times FROM {table} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    return tuple(Counted(value, int(times)) for value, times in record.select(sql, []))


def _page(limit: int | None, offset: int) -> str:
    return "" if limit is None else f" LIMIT {limit:d} OFFSET {offset:d}"
