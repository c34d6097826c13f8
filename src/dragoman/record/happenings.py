"""Episodes as a reader finds them: a list by parties, type and time, and one with every report of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.errors import RecordError
from dragoman.model import Episode, Event
from dragoman.record.filters import day_bound
from dragoman.record.found import Found
from dragoman.record.query import Record
from dragoman.record.texts import DocumentRow, rows_by_name

_ORDER = "first DESC NULLS LAST, id"
#: Reports of one episode that are read; more are counted.
MOST_REPORTS = 200


@dataclass(frozen=True, slots=True)
class EpisodeFilter:
    """Which episodes. Within a field any of the values will do; all fields given must hold. `actor` and
    `recipient` take codes, `type` PLOVER types; `since` and `until` are ISO dates that may be cut, both
    included. `several` asks for more than one report, `disputed` for reports that differ."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    several: bool = False
    disputed: bool = False

    def where(self) -> tuple[str, list[object]]:
        """The SQL condition on the table `chapter` with its values. Raises UsageError for a date that is none."""
        parts: list[str] = []
        values: list[object] = []
        for column, terms in (("actor", self.actor), ("recipient", self.recipient), ("event", self.type)):
            if terms:
                parts.append(f"list_has_any({column}, ?::VARCHAR[])")
                values.append([term.upper() for term in terms])
        if self.since is not None:
            parts.append("last >= ?::DATE")
            values.append(day_bound(self.since, last=False))
        if self.until is not None:
            parts.append("first <= ?::DATE")
            values.append(day_bound(self.until, last=True))
        if self.several:
            parts.append("reports > 1")
        if self.disputed:
            parts.append("len(differing) > 0")
        return " AND ".join(f"({part})" for part in parts) or "true", values


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode in short: `reports` are its events, `independent` the outlets that copies have one place in,
    `differing` the fields in which reports differ."""

    id: str
    event: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str | None
    enddate: str | None
    place: str | None
    reports: int
    documents: int
    independent: int
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One event of an episode with its document; None for a document that is gone."""

    found: Found[Event]
    document: DocumentRow | None


def episodes(
    record: Record, wanted: EpisodeFilter | None = None, limit: int | None = None, offset: int = 0
) -> tuple[EpisodeRow, ...]:
    """The episodes that a filter selects, the newest first, the undated last. Raises UsageError for a date that
    is none."""
    where, values = (wanted or EpisodeFilter()).where()
    page = "" if limit is None else f" LIMIT {limit:d} OFFSET {offset:d}"
    sql = (
        "SELECT id, event, actor, recipient, date, enddate, place, reports, documents, independent, differing"
        f" FROM chapter WHERE {where} ORDER BY {_ORDER}{page}"
    )
    return tuple(_row(*row) for row in record.select(sql, values))


def _row(*columns: Any) -> EpisodeRow:  # noqa: ANN401 - columns of SQL
    key, types, actors, recipients, date, end, place, told, documents, outlets, differing = columns
    sides = tuple(actors), tuple(recipients)
    return EpisodeRow(key, tuple(types), *sides, date, end, place, told, documents, outlets, tuple(differing))


def episode(record: Record, prefix: str) -> Episode:
    """The one episode whose id begins with `prefix`. Raises RecordError if there is none or several."""
    begun = prefix.lower()
    # Episodes are stored by id: between two ids few are looked at.
    bounds: list[object] = [begun, begun + "~"]
    found = [f.value for f in record.found("episode", "id BETWEEN ? AND ?", bounds, "id LIMIT 3")] if begun else []
    if not found:
        raise RecordError(f"{record.path}: no episode {prefix!r}")
    if len(found) > 1:
        some = ", ".join(value.id for value in found)
        raise RecordError(f"{record.path}: several episodes begin with {prefix!r} ({some} …); give more of the id")
    only: Episode = found[0]
    return only


def reports(record: Record, of: Episode) -> tuple[Report, ...]:
    """The reports of an episode, at most `MOST_REPORTS`: originals by the day of publication, each with its
    copies behind it."""
    events = tuple(record.events_named(of.mentions[:MOST_REPORTS]))
    rows = rows_by_name(record, (found.doc for found in events))
    found = [Report(event, rows.get(event.doc)) for event in events]

    def order(report: Report) -> tuple[str, str, bool, str, tuple[int, int]]:
        own = report.document
        origin = rows.get(own.duplicate_of, own) if own and own.duplicate_of else own
        day = (origin.published if origin else None) or "~"
        copied = own is not None and own.duplicate_of is not None
        return day, origin.doc if origin else "", copied, report.found.doc, report.found.value.trigger

    return tuple(sorted(found, key=order))
