"""How often what happened: happenings by period, type, dyad, actor, place and outlet.

A happening counts once, however many reports tell it (an event that is not linked is a happening of its own).
What was not done, is only planned or may be does not count. Each function here makes a `Question`;
`Record.ask` answers it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from dragoman.errors import UsageError
from dragoman.record import ready
from dragoman.record.filters import day_bound
from dragoman.record.flat import TOLD
from dragoman.record.series import PERIODS, of_dyad

T = TypeVar("T")
Quads = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """SQL with bound values, and how a row of its answer becomes a value."""

    sql: str
    values: tuple[object, ...]
    of: Callable[[tuple[Any, ...]], T]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which happenings count. `dyad` has two codes, with `directed` only what the first did to the second;
    `actor` is a code that did it or that it was done to. `since` and `until` are ISO dates, also cut, both
    included; they leave out what has no date. An event that its text does not date has none; with `published` it
    counts on the day on which its document was published."""

    dyad: tuple[str, str] | None = None
    actor: str | None = None
    directed: bool = False
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0
    published: bool = False


@dataclass(frozen=True, slots=True)
class QuadCount:
    """Happenings of a quad in the period that begins on `start`; None has those whose day the text leaves open."""

    start: str | None
    quad: int
    episodes: int


@dataclass(frozen=True, slots=True)
class TypeCount:
    """Happenings of a PLOVER type."""

    type: str
    quad: int
    episodes: int


@dataclass(frozen=True, slots=True)
class DyadCount:
    """Happenings between two codes, either way or of both together; `quads` has those of quads 1 to 4 and `scale`
    is their mean PLOVER score."""

    one: str
    other: str
    episodes: int
    quads: Quads
    scale: float | None


@dataclass(frozen=True, slots=True)
class DirectedCount:
    """What `actor` did to `recipient`."""

    actor: str
    recipient: str
    episodes: int
    scale: float | None


@dataclass(frozen=True, slots=True)
class ActorCount:
    """Happenings of a code: all of them, those that it did and those that were done to it."""

    code: str
    episodes: int
    did: int
    received: int
    quads: Quads


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """Happenings at a place whose coordinates are known."""

    name: str
    code: str | None
    lat: float
    lon: float
    episodes: int
    quads: Quads


@dataclass(frozen=True, slots=True)
class OutletCount:
    """Documents of an outlet, how many of them are copies, and the events that they tell. None: no outlet is known."""

    outlet: str | None
    documents: int
    copies: int
    events: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a record was made of: documents, their outlets, and the first and last day on which one was published."""

    documents: int
    outlets: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """An episode between two codes. `way` is `forth`, `back`, or `both` for what both did together. `event` is the
    id of its surest report, which came out on `published`, stands in `doc` and has the words `text`."""

    episode: str
    day: str | None
    published: str | None
    way: str
    type: str
    quad: int
    scale: float | None
    confidence: float
    reports: int
    event: str
    doc: str
    text: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How many happenings there are, how many have a day, and the first and last of these days."""

    episodes: int
    dated: int
    first: str | None
    last: str | None


def extent(scope: Scope) -> Question[Extent]:
    """One row: over which days a scope reaches."""
    tail = "SELECT count(*), count(first), min(first)::VARCHAR, max(first)::VARCHAR FROM"
    if scope.dyad is not None and scope == Scope(dyad=scope.dyad):
        # What happened between two is worked out beforehand.
        sql = f"{tail} happening WHERE a = ? AND b = ?"
        return Question(sql, tuple(sorted(scope.dyad)), lambda r: Extent(*r))
    return _question(scope, f"{tail} happened", lambda r: Extent(*r))


def quad_counts(scope: Scope, by: str = "month") -> Question[QuadCount]:
    """Happenings by period and quad, in time, the undated first. Raises UsageError for a period that is none."""
    tail = "SELECT start::DATE::VARCHAR, quad, count(*) FROM happened GROUP BY 1, 2 ORDER BY 1 NULLS FIRST, 2"
    return _question(scope, tail, lambda r: QuadCount(r[0], int(r[1]), int(r[2])), by)


def type_counts(scope: Scope) -> Question[TypeCount]:
    """Happenings by type: by quad, the most frequent first."""
    tail = "SELECT type, quad, count(*) AS n FROM happened GROUP BY 1, 2 ORDER BY 2, n DESC, 1"
    return _question(scope, tail, lambda r: TypeCount(r[0], int(r[1]), int(r[2])))


def dyad_counts(scope: Scope, top: int) -> Question[DyadCount]:
    """The `top` dyads with most happenings, of an actor those that it is a side of; nobody is a dyad with itself.
    What a happening between two is, only the reports say that both take part in, as in `record/profiles.py`."""
    source, values = "dyad_profile", list[object]()
    if replace(scope, published=False) != Scope():
        bounds, values = _bounds(scope)
        rows = f"SELECT * FROM {_on_days(scope, 'dyad')} WHERE {bounds}"
        source = f"({ready.dyad_sums(ready.happened(rows))})"
    if scope.actor is not None:
        source += " WHERE ? IN (a, b)"
        values.append(scope.actor)
    sql = f"SELECT a, b, n, q1, q2, q3, q4, score FROM {source} ORDER BY n DESC, a, b LIMIT {int(top)}"
    return Question(sql, tuple(values), lambda r: DyadCount(r[0], r[1], int(r[2]), _quads(r[3:7]), _score(r[7])))


def directed_counts(scope: Scope) -> Question[DirectedCount]:
    """Who did how much to whom, of an actor what it is a side of; what both did together is left out."""
    tail = (
        f"{_pairs(scope)} SELECT a, b, count(*), avg(scale) FROM (SELECT DISTINCT a, b, e FROM pair WHERE NOT joint)"
        f" JOIN happened USING (e){_side(scope, 'a', 'b')} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return _of_actor(scope, tail, lambda r: DirectedCount(r[0], r[1], int(r[2]), _score(r[3])))


def actor_counts(scope: Scope, top: int) -> Question[ActorCount]:
    """The `top` codes with most happenings, each by the reports that it takes part in, as in `record/profiles.py`."""
    source, values = "actor_profile", list[object]()
    if replace(scope, published=False) != Scope():
        bounds, values = _bounds(scope)
        source = f"({ready.actor_sums('SELECT * FROM party', f' AND {bounds}', _on_days(scope, 'brief'))})"
    sql = f"SELECT code, n, acts, suffers, q1, q2, q3, q4 FROM {source} ORDER BY n DESC, code LIMIT {int(top)}"
    return Question(sql, tuple(values), lambda r: ActorCount(r[0], int(r[1]), int(r[2]), int(r[3]), _quads(r[4:8])))


def place_counts(scope: Scope) -> Question[PlaceCount]:
    """Happenings by place, the most first. A place is a GeoNames id, or a name at coordinates."""
    tail = (
        ", seen AS (SELECT e, coalesce(geonames_id::VARCHAR, name) AS at_, any_value({'name': name, 'code': code,"
        " 'lat': lat, 'lon': lon} ORDER BY id) AS loc FROM told JOIN spot USING (n)"
        " WHERE lat IS NOT NULL AND lon IS NOT NULL GROUP BY ALL)"
        " SELECT any_value(loc.name ORDER BY loc.name), any_value(loc.code ORDER BY loc.code),"
        f" avg(loc.lat), avg(loc.lon), count(*) AS n, {_QUADS}"
        " FROM seen JOIN happened USING (e) GROUP BY at_ ORDER BY n DESC, 1, 2"
    )
    return _question(
        scope,
        tail,
        lambda r: PlaceCount(r[0], r[1], round(float(r[2]), 4), round(float(r[3]), 4), int(r[4]), _quads(r[5:9])),
    )


def outlet_counts(top: int) -> Question[OutletCount]:
    """The `top` outlets with most documents; the events are all that their stories tell, done or not."""
    sql = (
        "WITH told AS (SELECT outlet, count(*) AS n FROM brief WHERE story GROUP BY outlet), own AS ("
        "SELECT outlet, count(*) AS n, count(duplicate_of) AS copies FROM document GROUP BY outlet)"
        " SELECT own.outlet, own.n, copies, coalesce(told.n, 0) FROM own LEFT JOIN told"
        f" ON own.outlet IS NOT DISTINCT FROM told.outlet ORDER BY own.n DESC, 1 NULLS LAST LIMIT {int(top)}"
    )
    return Question(sql, (), lambda r: OutletCount(r[0], int(r[1]), int(r[2]), int(r[3])))


def coverage() -> Question[Coverage]:
    """One row: what the record was made of."""
    sql = "SELECT count(*), count(DISTINCT outlet), min(left(published, 10)), max(left(published, 10)) FROM document"
    return Question(sql, (), lambda r: Coverage(int(r[0]), int(r[1]), r[2], r[3]))


def happenings(scope: Scope) -> Question[Happening]:
    """The happenings of a dyad in time, the undated last. Raises UsageError for a scope without a dyad."""
    if scope.dyad is None:
        raise UsageError("name a dyad")
    tail = (
        "SELECT happened.episode, first::VARCHAR, surest.published, way, type, quad, scale, sure, reports, surest.id,"
        " surest.doc, event_text FROM happened JOIN event ON event.n = surest.n"
        " ORDER BY first NULLS LAST, surest.published NULLS LAST, happened.episode"
    )
    return _question(scope, tail, _happening)


def _of_actor(scope: Scope, tail: str, of: Callable[[tuple[Any, ...]], T]) -> Question[T]:
    """A question whose tail ends with the condition of `_side`."""
    asked = _question(scope, tail, of)
    return asked if scope.actor is None else replace(asked, values=(*asked.values, scope.actor))


def _side(scope: Scope, one: str, other: str) -> str:
    """The condition that the actor of a scope is one of two columns; its code comes last of the bound values."""
    return "" if scope.actor is None else f" WHERE ? IN ({one}, {other})"


def _happening(r: tuple[Any, ...]) -> Happening:
    return Happening(
        episode=r[0],
        day=r[1],
        published=r[2],
        way=r[3],
        type=r[4],
        quad=int(r[5]),
        scale=_score(r[6]),
        confidence=float(r[7]),
        reports=int(r[8]),
        event=r[9],
        doc=r[10],
        text=r[11],
    )


def _where(scope: Scope) -> tuple[str, list[object]]:
    """The condition, with its values, for events or pairs of a scope, whatever their confidence."""
    tests: list[str] = []
    values: list[object] = []
    if scope.dyad is not None:
        test, bound = of_dyad(scope.dyad, scope.directed)
        tests.append(test)
        values += bound
    if scope.actor is not None:
        tests.append("n IN (SELECT n FROM party WHERE code = ?)")
        values.append(scope.actor)
    for day, test, last in ((scope.since, "first >= ?::DATE", False), (scope.until, "first <= ?::DATE", True)):
        if day is not None:
            tests.append(test)
            values.append(day_bound(day, last=last))
    return " AND ".join(f"({test})" for test in tests) or "true", values


def _bounds(scope: Scope) -> tuple[str, list[object]]:
    """The same with the confidence."""
    where, values = _where(scope)
    return f"confidence >= ? AND {where}", [scope.min_confidence, *values]


def _on_days(scope: Scope, table: str) -> str:
    """A table whose undated rows count on the day of publication, where the scope wants that."""
    return f"(SELECT * REPLACE (coalesce(first, published) AS first) FROM {table})" if scope.published else table


def _question(scope: Scope, tail: str, of: Callable[[tuple[Any, ...]], T], by: str = "month") -> Question[T]:
    """A question about the happenings of a scope."""
    if by not in PERIODS:
        raise UsageError(f"unknown period {by!r}: choose from {', '.join(PERIODS)}")
    where, values = _where(scope)
    way, way_values = "'forth'", list[object]()
    if scope.dyad is not None:
        (forth, there), (back, again) = _toward(scope.dyad), _toward(scope.dyad[::-1])
        way = f"CASE ({forth})::INT - ({back})::INT WHEN 1 THEN 'forth' WHEN -1 THEN 'back' ELSE 'both' END"
        way_values = [*there, *again]
    # The database works out an aggregate also where nothing asks for it, so only those are there that the tail names.
    asked = ", ".join(f"{sql} AS {name}" for name, sql in _OF_EPISODE.items() if re.search(rf"\b{name}\b", tail))
    day = "published" if scope.published else "NULL"
    sql = _HAPPENED.format(way=way, where=where, by=by, else_=day, asked=asked.format(by=by))
    return Question(sql + tail, (scope.min_confidence, *way_values, *values), of)


def _quads(counts: tuple[Any, ...]) -> Quads:
    one, two, three, four = (int(count) for count in counts)
    return one, two, three, four


def _score(value: float | None) -> float | None:
    return None if value is None else round(float(value), 3)


_QUADS = ", ".join(f"count_if(quad = {quad})" for quad in (1, 2, 3, 4))
#: What an episode is, of the events that tell it; of several quads, types or ways the most frequent, or the first.
_OF_EPISODE = {
    "episode": "min(episode)",
    "type": "mode(type ORDER BY type)",
    # A third of the time of `mode`.
    "quad": f"list_position([{_QUADS}], greatest({_QUADS}))",
    "scale": "avg(scale)",
    "sure": "max(confidence)",
    "reports": "count(*)",
    "first": "min(first)",
    "start": "date_trunc('{by}', min(sure_day))",
    "way": "mode(way ORDER BY way)",
    "surest": "first({{'n': n, 'id': id, 'doc': doc, 'published': published::VARCHAR}}"
    " ORDER BY confidence DESC, doc, id)",
}

# A day counts for a period if all that it can mean falls into it: a month does not, cut by day.
_HAPPENED = f"""
WITH named AS (
  SELECT n, e, coalesce(episode, id) AS episode, id, doc, type, quad, scale, confidence, by_, to_,
    coalesce(first, {{else_}}) AS first, coalesce(last, {{else_}}) AS last, published
  FROM brief WHERE {TOLD} AND confidence >= ?
), told AS (
  SELECT *, {{way}} AS way,
    CASE WHEN date_trunc('{{by}}', first) = date_trunc('{{by}}', last) THEN first END AS sure_day
  FROM named WHERE {{where}}
), happened AS (
  SELECT e, {{asked}} FROM told GROUP BY e
)
"""


def _pairs(scope: Scope) -> str:
    """The codes that have to do with each other in the events of a scope; all that `dyad` has where it is not bound."""
    bound = "" if scope == Scope(published=scope.published) else " AND n IN (SELECT n FROM told)"
    return f", pair AS (SELECT one AS a, other AS b, e, NOT directed AS joint FROM dyad WHERE one <> other{bound}) "


def _toward(dyad: tuple[str, str]) -> tuple[str, list[object]]:
    """SQL, with its values, for what the first did to the second."""
    return "(list_contains(by_, ?) AND list_contains(to_, ?))", [*dyad]
