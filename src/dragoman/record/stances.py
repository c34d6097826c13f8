"""Positions for reading: with the words that show them, by issue, and in courses that tell who moved when.

An issue and its opposite pole (`peace:UKR` and `~peace:UKR`) are one `topic` here; `side` is the stance on the
topic itself, so that who is against escalation is for peace. A topic that names nobody (`attack:`) is a question of
its own in every story, since two stories tell of two attacks: `story` is then that of its documents, else None.
Each function makes a `Question`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.record import ready
from dragoman.record.filters import PositionFilter
from dragoman.record.tallies import Question

Side = Literal["for", "neutral", "against"]
IssueOrder = Literal["actors", "positions", "moves", "last"]


@dataclass(frozen=True, slots=True)
class Stance:
    """A position with its words. `day` is that of its document where the text has none; `dated` is then false.
    `source` names those who ascribe it, outermost first; `moved` says that the side is another than the one before
    (a position without any day moves nothing)."""

    actor: str
    who: str | None
    issue: str
    topic: str
    story: str | None
    stance: Side
    side: Side
    strength: float
    day: str | None
    dated: bool
    doc: str
    start: int
    words: str
    source: tuple[str, ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class Course:
    """An actor on a topic: how many positions, how often the side changed, since when, and the latest of them.
    `issue` has the words most used for the topic."""

    actor: str
    topic: str
    story: str | None
    issue: str
    positions: int
    moves: int
    since: str | None
    latest: Stance


@dataclass(frozen=True, slots=True)
class Issue:
    """A topic: its most used words, how many actors take it up and on which side they stand last, how many positions
    and changes of side there are, and from when to when."""

    topic: str
    story: str | None
    issue: str
    actors: int
    for_: int
    neutral: int
    against: int
    positions: int
    moves: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A topic on which two actors stand, with the latest position of each."""

    one: Course
    other: Course

    @property
    def agree(self) -> bool | None:
        """Whether both are on one side; None where one of them is neutral and the other is not."""
        sides = {self.one.latest.side, self.other.latest.side}
        return True if len(sides) == 1 else None if "neutral" in sides else False


def stances(
    wanted: PositionFilter, limit: int, offset: int = 0, *, topic: str | None = None, story: str | None = None
) -> Question[Stance]:
    """The positions that a filter selects, in time, the undated last. Raises UsageError for a date that is none."""
    where, values = _where(wanted, (topic,) if topic else (), story)
    columns = _STANCE.replace("moved", "false")
    # Only what is sorted by is read of all that fit.
    page = f"SELECT rowid FROM taken WHERE {where} ORDER BY {ready.IN_COURSE} LIMIT {limit:d} OFFSET {offset:d}"
    sql = f"SELECT {columns} FROM taken WHERE rowid IN ({page}) ORDER BY {ready.IN_COURSE}"
    return Question(sql, values, _stance)


def steps(
    wanted: PositionFilter, limit: int, *, topic: str | None = None, story: str | None = None
) -> Question[Stance]:
    """The same with what moved: a side other than that of the position before it, among those of the filter."""
    source, values = _moving(wanted, (topic,) if topic else (), story, ())
    return Question(f"SELECT {_STANCE} FROM ({source}) ORDER BY {ready.IN_COURSE} LIMIT {limit:d}", values, _stance)


def turns(
    wanted: PositionFilter, limit: int, *, topics: Sequence[str], story: str | None = None, actors: Sequence[str] = ()
) -> Question[Stance]:
    """For each actor and topic the first position and every one that changes sides, in time; `actors` are exact."""
    # What one actor took stands together, and so do the turns on one topic.
    source, values = _moving(wanted, topics, story, actors, "taken" if len(actors) == 1 else "turn")
    sql = f"SELECT {_STANCE} FROM ({source}) WHERE moved OR rank = 1 ORDER BY {ready.IN_COURSE} LIMIT {limit:d}"
    return Question(sql, values, _stance)


def courses(
    wanted: PositionFilter,
    limit: int,
    offset: int = 0,
    *,
    topics: Sequence[str] = (),
    story: str | None = None,
    actors: Sequence[str] = (),
) -> Question[Course]:
    """Actors on topics, those that moved most first, then those with most positions; `actors` are exact."""
    source, values = _courses(wanted, topics, story, actors)
    order = "moves DESC, positions DESC, topic, story, actor"
    sql = f"SELECT {_STANCE}, {_SUMS} FROM ({source}) ORDER BY {order} LIMIT {limit:d} OFFSET {offset:d}"
    return Question(sql, values, _course)


def meetings(one: str, other: str, limit: int) -> Question[Course]:
    """The topics on which both actors stand, by their latest day, each as two courses after each other (`met` makes
    pairs of them). On a topic that names nobody both have to use the same words."""
    sql = (
        "WITH latest AS MATERIALIZED (SELECT * FROM course WHERE actor IN (?, ?)),"
        " shared AS (SELECT a.topic, a.story, greatest(a.first, b.first) AS met FROM latest a JOIN latest b"
        " ON a.topic = b.topic AND a.story IS NOT DISTINCT FROM b.story AND (a.story IS NULL OR a.issue = b.issue)"
        " WHERE a.actor = ? AND b.actor = ?"
        f" ORDER BY met DESC NULLS LAST, a.topic, a.story LIMIT {limit:d})"
        f" SELECT {_STANCE.replace('topic, story', 'latest.topic, latest.story')}, {_SUMS} FROM latest JOIN shared"
        " ON latest.topic = shared.topic AND latest.story IS NOT DISTINCT FROM shared.story"
        " ORDER BY met DESC NULLS LAST, latest.topic, latest.story, actor <> ?"
    )
    return Question(sql, (one, other, one, other, one), _course)


def met(found: Sequence[Course]) -> Iterator[Meeting]:
    """The pairs of the answer to `meetings`."""
    for one, other in zip(found[::2], found[1::2], strict=True):
        yield Meeting(one, other)


def issues(wanted: PositionFilter, order: IssueOrder, limit: int, offset: int = 0) -> Question[Issue]:
    """The topics that the positions of a filter are on."""
    source, values = _courses(wanted)
    sides = ", ".join(f"count_if(side = '{side}') AS {side}_" for side in ("for", "neutral", "against"))
    orders = f"{_ISSUE_ORDERS[order]}, topic, story"
    # Of words that are used as often those of the actor that comes first.
    sql = (
        f"SELECT topic, story, first(label ORDER BY positions DESC, actor), count(*) AS actors, {sides},"
        " sum(positions)::INTEGER AS positions, sum(moves)::INTEGER AS moves, min(since), max(first) AS last"
        f" FROM ({source}) GROUP BY topic, story ORDER BY {orders} LIMIT {limit:d} OFFSET {offset:d}"
    )
    return Question(sql, values, lambda row: Issue(*row))


def topic_of(issue_id: str) -> str:
    """The topic of an issue's id, whichever pole it is."""
    return issue_id.removeprefix("~")


def _where(
    wanted: PositionFilter, topics: Sequence[str] = (), story: str | None = None, actors: Sequence[str] = ()
) -> tuple[str, tuple[object, ...]]:
    """The condition on `taken`: a filter, on these topics, in this story and of exactly these actors if any are
    given."""
    where, bound = wanted.where(numbered=True)
    part, values = _part(topics, story, actors)
    return f"({where}) AND {part}", (*bound, *values)


def _part(topics: Sequence[str], story: str | None, actors: Sequence[str]) -> tuple[str, tuple[object, ...]]:
    """The condition that takes whole courses."""
    tests, values = ["true"], list[object]()
    for column, chosen in (("topic", [topic_of(topic) for topic in topics]), ("actor", list(actors))):
        if chosen:
            tests.append(f"{column} IN ({', '.join('?' * len(chosen))})")
            values += chosen
    if story is not None:
        tests.append("story = ?")
        values.append(story)
    return " AND ".join(tests), tuple(values)


def _moving(
    wanted: PositionFilter, topics: Sequence[str], story: str | None, actors: Sequence[str], table: str = "taken"
) -> tuple[str, tuple[object, ...]]:
    """Positions with what moved; where a filter leaves some out, a side is compared with the one before it of those
    that are left."""
    if wanted == PositionFilter():
        part, values = _part(topics, story, actors)
        return f"SELECT * FROM {table} WHERE {part}", values
    where, values = _where(wanted, topics, story, actors)
    return ready.moving(f"SELECT * EXCLUDE (rank, moved) FROM taken WHERE {where}"), values


def _courses(
    wanted: PositionFilter, topics: Sequence[str] = (), story: str | None = None, actors: Sequence[str] = ()
) -> tuple[str, tuple[object, ...]]:
    """Courses of the positions of a filter."""
    if wanted == PositionFilter():
        part, values = _part(topics, story, actors)
        return f"SELECT * FROM course WHERE {part}", values
    source, values = _moving(wanted, topics, story, actors)
    return ready.courses_of(source), values


def _stance(row: tuple[Any, ...]) -> Stance:
    """A row of `_STANCE`."""
    *head, source, moved = row
    values: tuple[Any, ...] = (*head, tuple(source), bool(moved))
    return Stance(*values)


def _course(row: tuple[Any, ...]) -> Course:
    latest = _stance(row[:_FIELDS])
    positions, moves, since, issue = row[_FIELDS:]
    return Course(latest.actor, latest.topic, latest.story, issue, positions, moves, since, latest)


_ISSUE_ORDERS: dict[IssueOrder, str] = {
    "actors": "actors DESC, positions DESC",
    "positions": "positions DESC",
    "moves": "moves DESC, positions DESC",
    "last": "last DESC NULLS LAST",
}
ISSUE_ORDERS: tuple[IssueOrder, ...] = tuple(_ISSUE_ORDERS)
#: The columns of `taken` as the fields of `Stance`.
_STANCE = "actor, who, named, topic, story, stance, side, strength, day, dated, doc, start, told, by_, moved"
_FIELDS = 15
_SUMS = "positions, moves, since, label"
