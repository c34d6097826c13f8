"""What a record is made of: documents by outlet and month, what could not be read, and how it was coded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.record.schema import Run
from dragoman.record.tallies import Question


@dataclass(frozen=True, slots=True)
class Holdings:
    """Documents, how many of them are copies and how many have no day, the stories that they tell, their outlets, the
    days on which they were published, and the first and last of these."""

    documents: int
    copies: int
    undated: int
    stories: int
    outlets: int
    days: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Documents of an outlet, how many of them are copies, and from when to when. None: no outlet is known."""

    outlet: str | None
    documents: int
    copies: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Month:
    """Documents that were published in a month."""

    year: int
    month: int
    documents: int


@dataclass(frozen=True, slots=True)
class Trust:
    """Events, and how many of them are right if each is with its confidence."""

    events: int
    expected: float


@dataclass(frozen=True, slots=True)
class Trouble:
    """Problems of a kind and the documents that have them."""

    stage: str
    code: str
    problems: int
    documents: int
    example: str


@dataclass(frozen=True, slots=True)
class Coding:
    """A configuration of coding and the documents that it coded."""

    run: Run
    documents: int


def holdings() -> Question[Holdings]:
    """One row: what there is."""
    sql = (
        "SELECT count(*), count(duplicate_of), count(*) - count(published), count(DISTINCT story),"
        " count(DISTINCT outlet), count(DISTINCT left(published, 10)), left(min(published), 10),"
        " left(max(published), 10) FROM document"
    )
    return Question(sql, (), lambda r: Holdings(*r))


def outlets(limit: int) -> Question[Outlet]:
    """The outlets with most documents."""
    sql = (
        "SELECT outlet, count(*) AS n, count(duplicate_of), left(min(published), 10), left(max(published), 10)"
        f" FROM document GROUP BY outlet ORDER BY n DESC, outlet NULLS LAST LIMIT {limit:d}"
    )
    return Question(sql, (), lambda r: Outlet(*r))


def months() -> Question[Month]:
    """Documents by month, in time; those whose month is not known are left out."""
    sql = (
        "SELECT year, month, count(*) FROM (SELECT try_cast(left(published, 4) AS INTEGER) AS year,"
        " try_cast(published[6:7] AS INTEGER) AS month FROM document)"
        " WHERE year IS NOT NULL AND month BETWEEN 1 AND 12 GROUP BY year, month ORDER BY year, month"
    )
    return Question(sql, (), lambda r: Month(*r))


def troubles() -> Question[Trouble]:
    """What could not be read or decided, by kind, the most frequent first."""
    sql = (
        "SELECT stage, code, count(*) AS n, count(DISTINCT doc), min(message) FROM problem"
        " GROUP BY stage, code ORDER BY n DESC, stage, code"
    )
    return Question(sql, (), lambda r: Trouble(*r))


def codings() -> Question[Coding]:
    """The configurations of coding whose documents stand in the record, by id."""
    sql = (
        "SELECT version, resources, parser, settings, coalesce(n, 0) FROM run"
        " LEFT JOIN (SELECT run AS id, count(*) AS n FROM document GROUP BY run) USING (id) ORDER BY id"
    )
    return Question(sql, (), _coding)


def _coding(row: tuple[Any, ...]) -> Coding:
    settings: Mapping[str, Any] = json.loads(row[3])
    return Coding(Run(row[0], row[1], row[2], settings), row[4])


def trust() -> Question[Trust]:
    """All events with the sum of their confidences: one row."""
    sql = "SELECT count(*), coalesce(sum(confidence), 0.0) FROM event"
    return Question(sql, (), lambda row: Trust(row[0], row[1]))
