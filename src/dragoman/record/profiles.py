"""Dyads and actors for reading: who did how much with whom, by type and day.

A happening counts once, however many reports tell it; what was not done, is only planned or may be does not count
(as in `tallies.py`). Each function makes a `Question`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.record import ready
from dragoman.record.filters import day_bound
from dragoman.record.tallies import Happening, Quads, Question

DyadOrder = Literal["episodes", "reports", "score", "last"]
ActorOrder = Literal["episodes", "did", "received", "last"]
Way = Literal["forth", "back", "both"]


@dataclass(frozen=True, slots=True)
class Between:
    """The days between which happenings count: ISO dates, also cut, both included; None is open."""

    since: str | None = None
    until: str | None = None

    def where(self) -> tuple[str, list[object]]:
        """SQL that begins with AND, with its values. Raises UsageError for a date that is none."""
        sql, values = "", list[object]()
        for day, test, last in ((self.since, "first >= ?::DATE", False), (self.until, "first <= ?::DATE", True)):
            if day is not None:
                sql += f" AND {test}"
                values.append(day_bound(day, last=last))
        return sql, values


@dataclass(frozen=True, slots=True)
class DyadProfile:
    """Two codes: their happenings either way or together, the reports of them, the happenings of quads 1 to 4, the
    mean PLOVER score, and the first and last day."""

    one: str
    other: str
    episodes: int
    reports: int
    quads: Quads
    scale: float | None
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Another code, as an actor meets it: happenings that the actor did to it, that it did to the actor and that both
    did together, with the mean scores of the first two."""

    code: str
    episodes: int
    did: int
    received: int
    together: int
    quads: Quads
    did_scale: float | None
    received_scale: float | None
    last: str | None


@dataclass(frozen=True, slots=True)
class ActorProfile:
    """A code: its happenings, those that it did and those that were done to it, by quad, with first and last day."""

    code: str
    episodes: int
    did: int
    received: int
    quads: Quads
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class WayCount:
    """Happenings of a dyad by type and way: what the first code did, what the other did, what both did together."""

    way: Way
    type: str
    quad: int
    episodes: int
    scale: float | None


def dyad_profiles(
    between: Between,
    order: DyadOrder,
    limit: int,
    offset: int = 0,
    *,
    actor: str | None = None,
    dyad: tuple[str, str] | None = None,
) -> Question[DyadProfile]:
    """Dyads with what happened between them; with `actor` those that it is part of, with `dyad` that one alone."""
    if between == Between():
        source, values = "dyad_profile", list[object]()
    else:
        rows, values = _rows(between, dyad, actor)
        source = f"({ready.dyad_sums(ready.happened(rows))})"
    where = "true"
    if dyad is not None:
        where += " AND a = ? AND b = ?"
        values += sorted(dyad)
    if actor is not None:
        where += " AND (a = ? OR b = ?)"
        values += [actor, actor]
    sql = f"SELECT a, b, n, reports, q1, q2, q3, q4, score, first, last FROM {source} WHERE {where}"
    if dyad is None:
        sql += f" ORDER BY {_DYAD_ORDERS[order]}, a, b LIMIT {limit:d} OFFSET {offset:d}"
    return Question(
        sql, tuple(values), lambda r: DyadProfile(r[0], r[1], r[2], r[3], _quads(r[4:8]), _score(r[8]), r[9], r[10])
    )


def counterparts(actor: str, between: Between, limit: int, offset: int = 0) -> Question[Counterpart]:
    """With whom an actor has to do, the most happenings first."""
    source, values = "counterpart", list[object]()
    if between != Between():
        rows, values = _rows(between, None, actor)
        source = f"({ready.counterpart_sums(f'SELECT * FROM ({ready.happened(rows)})')})"
        values = [*values, *values]  # the rows are read for each side
    sql = (
        "SELECT who, n, did, received, together, q1, q2, q3, q4, did_scale, received_scale, last"
        f" FROM {source} WHERE actor = ? ORDER BY n DESC, who LIMIT {limit:d} OFFSET {offset:d}"
    )
    return Question(sql, (*values, actor), _counterpart)


def actor_profiles(
    between: Between, order: ActorOrder, limit: int, offset: int = 0, *, actor: str | None = None
) -> Question[ActorProfile]:
    """Codes with what they did and what was done to them; with `actor` that one alone."""
    where, chosen = ("", ()) if actor is None else (" WHERE code = ?", (actor,))
    source, values = f"actor_profile{where}", list[object](chosen)
    if between != Between():
        bounds, values = between.where()
        source = f"({ready.actor_sums(f'SELECT * FROM party{where}', bounds)})"
        values = [*chosen, *values]
    sql = f"SELECT code, n, acts, suffers, q1, q2, q3, q4, first, last FROM {source}"
    if actor is None:
        sql += f" ORDER BY {_ACTOR_ORDERS[order]}, code LIMIT {limit:d} OFFSET {offset:d}"
    return Question(sql, tuple(values), lambda r: ActorProfile(r[0], r[1], r[2], r[3], _quads(r[4:8]), r[8], r[9]))


def way_counts(dyad: tuple[str, str], between: Between) -> Question[WayCount]:
    """What each of two did to the other, and both together: by way, quad and type, the most frequent first."""
    source, values = _happenings(dyad, between)
    sql = (
        f"SELECT {_way(dyad)} AS way, type, quad, count(*) AS n, avg(scale) FROM {source} WHERE a = ? AND b = ?"
        " GROUP BY ALL ORDER BY way, quad, n DESC, type"
    )
    return Question(sql, (*values, *sorted(dyad)), lambda r: WayCount(r[0], r[1], r[2], r[3], _score(r[4])))


def dyad_episodes(
    dyad: tuple[str, str], between: Between, limit: int, offset: int = 0, *, directed: bool = False
) -> Question[Happening]:
    """The happenings of two in time, the undated last, each with its surest report; with `directed` only what the
    first did to the other."""
    source, values = _happenings(dyad, between)
    way = _way(dyad)
    only = f" AND {way} = 'forth'" if directed else ""
    order = f"first NULLS LAST, e LIMIT {limit:d} OFFSET {offset:d}"
    page = f"SELECT * FROM {source} WHERE a = ? AND b = ?{only} ORDER BY {order}"
    # What is shown of a happening stands in the table; of what is grouped now it is looked up for the page alone.
    told = page if source == "happening" else ready.shown(page)
    sql = (
        f"SELECT episode, first::VARCHAR, published::VARCHAR, {way}, type, quad, scale, sure, reports, id, doc, told"
        f" FROM ({told}) ORDER BY first NULLS LAST, e"
    )
    return Question(sql, (*values, *sorted(dyad)), _happening)


@dataclass(frozen=True, slots=True)
class Bearer:
    """How often a name occurs under a code: in events and as the speaker of statements, with the first and last day of
    the events."""

    name: str
    events: int
    statements: int
    first: str | None
    last: str | None


def bearers(code: str, names: Sequence[str]) -> Question[Bearer]:
    """Which of these names occur under a code, the most frequent first."""
    sql = (
        "WITH sought AS (SELECT DISTINCT unnest(?::VARCHAR[]) AS name),"
        " told AS (SELECT known AS name, count(DISTINCT n) AS events, min(first) AS first, max(last) AS last FROM party"
        " JOIN (SELECT id AS name, sought.name AS known FROM name"
        " JOIN sought ON words = ' ' || lower(sought.name) || ' ') USING (name)"
        " JOIN brief USING (n) WHERE code = ? AND story GROUP BY ALL),"
        " said AS (SELECT speaker AS name, sum(times)::BIGINT AS statements FROM speaker"
        " WHERE starts_with(speaker_code, ?) GROUP BY ALL)"
        " SELECT name, coalesce(events, 0) AS n, coalesce(statements, 0) AS m, first::VARCHAR, last::VARCHAR"
        " FROM sought LEFT JOIN told USING (name) LEFT JOIN said USING (name) WHERE n + m > 0"
        " ORDER BY n + m DESC, name"
    )
    return Question(sql, (list(names), code, code), lambda r: Bearer(r[0], r[1], r[2], r[3], r[4]))


def _rows(between: Between, dyad: tuple[str, str] | None, actor: str | None) -> tuple[str, list[object]]:
    """The rows of `dyad` within these days: of two codes, of one on either side, or all. The table is sorted by the
    first code, then the other, so each order is asked for by itself."""
    bounds, values = between.where()
    if dyad is not None:
        pairs = dict.fromkeys((dyad, dyad[::-1]))
        sides = [("one = ? AND other = ?", list[object](pair)) for pair in pairs]
    elif actor is not None:
        sides = [("one = ?", [actor]), ("other = ? AND one <> ?", [actor, actor])]
    else:
        sides = [("true", [])]
    sql = " UNION ALL ".join(f"SELECT * FROM dyad WHERE {side}{bounds}" for side, _ in sides)
    return sql, [value for _, bound in sides for value in (*bound, *values)]


def _happenings(dyad: tuple[str, str], between: Between) -> tuple[str, list[object]]:
    """The happenings of pairs, at least those of this one."""
    if between == Between():
        return "happening", []
    rows, values = _rows(between, dyad, None)
    return f"({ready.happened(rows)})", values


def _way(dyad: tuple[str, str]) -> str:
    """The column that tells the way as the first code sees it."""
    return "way" if dyad[0] <= dyad[1] else "way_back"


def _counterpart(r: tuple[Any, ...]) -> Counterpart:
    return Counterpart(r[0], r[1], r[2], r[3], r[4], _quads(r[5:9]), _score(r[9]), _score(r[10]), r[11])


def _happening(r: tuple[Any, ...]) -> Happening:
    return Happening(r[0], r[1], r[2], r[3], r[4], r[5], _score(r[6]), *r[7:])


def _quads(counts: tuple[int, ...]) -> Quads:
    one, two, three, four = counts
    return one, two, three, four


def _score(value: Any) -> float | None:  # noqa: ANN401 - a number of the database
    return None if value is None else round(float(value), 3)


_DYAD_ORDERS: dict[DyadOrder, str] = {
    "episodes": "n DESC",
    "reports": "reports DESC",
    "score": "score NULLS LAST",
    "last": "last DESC NULLS LAST",
}
DYAD_ORDERS: tuple[DyadOrder, ...] = tuple(_DYAD_ORDERS)
_ACTOR_ORDERS: dict[ActorOrder, str] = {
    "episodes": "n DESC",
    "did": "acts DESC",
    "received": "suffers DESC",
    "last": "last DESC NULLS LAST",
}
ACTOR_ORDERS: tuple[ActorOrder, ...] = tuple(_ACTOR_ORDERS)
