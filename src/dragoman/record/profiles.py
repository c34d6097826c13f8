"""Dyads and actors for reading: who did how much with whom, by type and day.

A happening counts once, however many reports tell it; what was not done, is only planned or may be does not count
(as in `tallies.py`). Each function makes a `Question`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.record.cards import unpacked
from dragoman.record.filters import day_bound
from dragoman.record.flat import TOLD
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
    bounds, values = between.where()
    if dyad is not None:
        bounds += " AND ((one = ? AND other = ?) OR (one = ? AND other = ?))"
        values += [*dyad, *dyad[::-1]]
    if actor is not None:
        bounds += " AND (one = ? OR other = ?)"
        values += [actor, actor]
    sql = (
        f"WITH pair AS (SELECT least(one, other) AS a, greatest(one, other) AS b, e, n, quad, scale, first, last"
        f" FROM dyad WHERE one <> other{bounds}), happened AS (SELECT a, b, e, count(DISTINCT n) AS reports,"
        " mode(quad ORDER BY quad) AS quad, avg(scale) AS scale, min(first) AS first, max(last) AS last"
        f" FROM pair GROUP BY ALL) SELECT a, b, count(*) AS n, sum(reports)::INTEGER AS reports, {_BY_QUAD},"
        " avg(scale) AS score, min(first)::VARCHAR, max(last)::VARCHAR AS last FROM happened"
        f" GROUP BY a, b ORDER BY {_DYAD_ORDERS[order]}, a, b LIMIT {limit:d} OFFSET {offset:d}"
    )
    return Question(
        sql, tuple(values), lambda r: DyadProfile(r[0], r[1], r[2], r[3], _quads(r[4:8]), _score(r[8]), r[9], r[10])
    )


def counterparts(actor: str, between: Between, limit: int, offset: int = 0) -> Question[Counterpart]:
    """With whom an actor has to do, the most happenings first."""
    bounds, values = between.where()
    sql = (
        f"WITH side AS ("
        f"SELECT other AS who, e, directed AS did, false AS received, quad, scale, last FROM dyad"
        f" WHERE one = ? AND other <> ?{bounds} UNION ALL"
        " SELECT one, e, false, true, quad, scale, last FROM dyad"
        f" WHERE other = ? AND one <> ? AND directed{bounds}),"
        " happened AS (SELECT who, e, bool_or(did) AS did, bool_or(received) AS received,"
        " mode(quad ORDER BY quad) AS quad, avg(scale) AS scale, max(last) AS last FROM side GROUP BY ALL)"
        " SELECT who, count(*) AS n, count_if(did), count_if(received), count_if(NOT did AND NOT received),"
        f" {_BY_QUAD}, avg(scale) FILTER (did), avg(scale) FILTER (received), max(last)::VARCHAR"
        f" FROM happened GROUP BY who ORDER BY n DESC, who LIMIT {limit:d} OFFSET {offset:d}"
    )
    bound = (actor, actor, *values)
    return Question(sql, (*bound, *bound), _counterpart)


def actor_profiles(
    between: Between, order: ActorOrder, limit: int, offset: int = 0, *, actor: str | None = None
) -> Question[ActorProfile]:
    """Codes with what they did and what was done to them; with `actor` that one alone."""
    bounds, values = between.where()
    one = ""
    if actor is not None:
        one = " WHERE code = ?"
        values = [actor, *values]
    sql = (
        "WITH part AS (SELECT code, n, bool_or(NOT recipient) AS did, bool_or(recipient) AS received"
        f" FROM party{one} GROUP BY ALL), happened AS (SELECT code, e, bool_or(did) AS did,"
        " bool_or(received) AS received, mode(quad ORDER BY quad) AS quad, min(first) AS first, max(last) AS last"
        f" FROM part JOIN brief USING (n) WHERE code IS NOT NULL AND {TOLD}{bounds} GROUP BY ALL)"
        f" SELECT code, count(*) AS n, count_if(did) AS acts, count_if(received) AS suffers, {_BY_QUAD},"
        " min(first)::VARCHAR, max(last)::VARCHAR AS last FROM happened"
        f" GROUP BY code ORDER BY {_ACTOR_ORDERS[order]}, code LIMIT {limit:d} OFFSET {offset:d}"
    )
    return Question(sql, tuple(values), lambda r: ActorProfile(r[0], r[1], r[2], r[3], _quads(r[4:8]), r[8], r[9]))


def way_counts(dyad: tuple[str, str], between: Between) -> Question[WayCount]:
    """What each of two did to the other, and both together: by way, quad and type, the most frequent first."""
    head, values = _between(dyad, between)
    sql = (
        f"{head}, happened AS ({_HAPPENED}) SELECT way, type, quad, count(*) AS n, avg(scale) FROM happened"
        " GROUP BY ALL ORDER BY way, quad, n DESC, type"
    )
    return Question(sql, values, lambda r: WayCount(r[0], r[1], r[2], r[3], _score(r[4])))


def dyad_episodes(
    dyad: tuple[str, str], between: Between, limit: int, offset: int = 0, *, directed: bool = False
) -> Question[Happening]:
    """The happenings of two in time, the undated last, each with its surest report; with `directed` only what the
    first did to the other."""
    head, values = _between(dyad, between)
    only = " WHERE way = 'forth'" if directed else ""
    sql = (
        f"{head}, happened AS ({_HAPPENED}), page AS MATERIALIZED (SELECT * FROM happened{only}"
        f" ORDER BY first NULLS LAST, e LIMIT {limit:d} OFFSET {offset:d})"
        " SELECT brief.episode, page.first::VARCHAR, page.published::VARCHAR, way, page.type, page.quad, page.scale,"
        " sure, reports, line FROM page JOIN brief ON brief.n = surest JOIN card ON card.n = surest"
        " ORDER BY page.first NULLS LAST, page.e"
    )
    return Question(sql, values, _happening)


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
        " said AS (SELECT speaker AS name, count(*) AS statements FROM statement"
        " WHERE starts_with(speaker_code, ?) GROUP BY ALL)"
        " SELECT name, coalesce(events, 0) AS n, coalesce(statements, 0) AS m, first::VARCHAR, last::VARCHAR"
        " FROM sought LEFT JOIN told USING (name) LEFT JOIN said USING (name) WHERE n + m > 0"
        " ORDER BY n + m DESC, name"
    )
    return Question(sql, (list(names), code, code), lambda r: Bearer(r[0], r[1], r[2], r[3], r[4]))


def _between(dyad: tuple[str, str], between: Between) -> tuple[str, tuple[object, ...]]:
    """Reports of what two did, as a table `told`, each with its way."""
    one, other = dyad
    bounds, values = between.where()
    sql = (
        "WITH told AS (SELECT *,"
        " CASE WHEN NOT directed THEN 'both' WHEN one = ? THEN 'forth' ELSE 'back' END AS way"
        " FROM dyad WHERE ((one = ? AND other = ?) OR (one = ? AND other = ? AND directed))"
        f"{bounds})"
    )
    return sql, (one, one, other, other, one, *values)


def _counterpart(r: tuple[Any, ...]) -> Counterpart:
    return Counterpart(r[0], r[1], r[2], r[3], r[4], _quads(r[5:9]), _score(r[9]), _score(r[10]), r[11])


def _happening(r: tuple[Any, ...]) -> Happening:
    event = unpacked(r[9])
    surest = (event["id"], event["doc"], event["event_text"])
    return Happening(r[0] or event["id"], r[1], r[2], r[3], r[4], r[5], _score(r[6]), r[7], r[8], *surest)


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
_BY_QUAD = ", ".join(f"count_if(quad = {quad})" for quad in (1, 2, 3, 4))
_HAPPENED = (
    "SELECT e, mode(way ORDER BY way) AS way, mode(type ORDER BY type) AS type, mode(quad ORDER BY quad) AS quad,"
    " avg(scale) AS scale, max(confidence) AS sure, count(DISTINCT n) AS reports, min(first) AS first,"
    " arg_max(n, confidence) AS surest, arg_max(published, confidence) AS published FROM told GROUP BY e"
)
