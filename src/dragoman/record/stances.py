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

from dragoman.linking.days import first_day
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
    head, values = _stand(wanted, (topic,) if topic else (), story)
    page = f"page AS (SELECT *, false AS moved FROM stand ORDER BY {_TIME} LIMIT {limit:d} OFFSET {offset:d})"
    return Question(
        f"{head}, {page} SELECT {_STANCE} {_PAGE} ORDER BY {_TIME}", values, lambda row: Stance(*_plain(row))
    )


def turns(
    wanted: PositionFilter, limit: int, *, topics: Sequence[str], story: str | None = None, actors: Sequence[str] = ()
) -> Question[Stance]:
    """For each actor and topic the first position and every one that changes sides, in time; `actors` are exact."""
    head, values = _stand(wanted, topics, story, actors)
    page = f"page AS (SELECT * FROM course WHERE moved OR place = 1 ORDER BY {_TIME} LIMIT {limit:d})"
    sql = f"{head}, {_COURSE}, {page} SELECT {_STANCE} {_PAGE} ORDER BY {_TIME}"
    return Question(sql, values, lambda row: Stance(*_plain(row)))


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
    head, values = _stand(wanted, topics, story, actors)
    page = f"page AS (SELECT * FROM latest AS page ORDER BY {_BUSY} LIMIT {limit:d} OFFSET {offset:d})"
    return Question(
        f"{head}, {_COURSE}, {_LATEST}, {page} SELECT {_STANCE}, {_TOLD} {_PAGE} ORDER BY {_BUSY}", values, _course
    )


def meetings(one: str, other: str, limit: int) -> Question[Course]:
    """The topics on which both actors stand, by their latest day, each as two courses after each other (`met` makes
    pairs of them)."""
    head, values = _stand(PositionFilter(), (), None, (one, other))
    both = (
        "shared AS (SELECT a.topic, a.story, greatest(a.first, b.first) AS met FROM latest a JOIN latest b"
        " ON a.topic = b.topic AND a.story IS NOT DISTINCT FROM b.story WHERE a.actor = ? AND b.actor = ?"
        f" ORDER BY met DESC NULLS LAST, a.topic, a.story LIMIT {limit:d}),"
        " page AS (SELECT latest.*, met FROM latest JOIN shared"
        " ON latest.topic = shared.topic AND latest.story IS NOT DISTINCT FROM shared.story)"
    )
    order = "met DESC NULLS LAST, topic, page.story, actor <> ?"
    sql = f"{head}, {_COURSE}, {_LATEST}, {both} SELECT {_STANCE}, {_TOLD} {_PAGE} ORDER BY {order}"
    return Question(sql, (*values, one, other, one), _course)


def met(found: Sequence[Course]) -> Iterator[Meeting]:
    """The pairs of the answer to `meetings`."""
    for one, other in zip(found[::2], found[1::2], strict=True):
        yield Meeting(one, other)


def issues(wanted: PositionFilter, order: IssueOrder, limit: int, offset: int = 0) -> Question[Issue]:
    """The topics that the positions of a filter are on."""
    head, values = _stand(wanted)
    sides = ", ".join(f"count_if(side = '{side}')" for side in ("for", "neutral", "against"))
    tail = (
        f"SELECT topic, story, mode(most ORDER BY length(most), most), count(*) AS actors, {sides},"
        " sum(n)::INTEGER AS positions, sum(moves)::INTEGER AS moves, min(since)::VARCHAR,"
        " max(first)::VARCHAR AS last FROM latest GROUP BY topic, story"
        f" ORDER BY {_ISSUE_ORDERS[order]}, topic, story LIMIT {limit:d} OFFSET {offset:d}"
    )
    return Question(f"{head}, {_COURSE}, {_LATEST} {tail}", values, lambda row: Issue(*row))


def topic_of(issue_id: str) -> str:
    """The topic of an issue's id, whichever pole it is."""
    return issue_id.removeprefix("~")


def _stand(
    wanted: PositionFilter, topics: Sequence[str] = (), story: str | None = None, actors: Sequence[str] = ()
) -> tuple[str, tuple[object, ...]]:
    """The positions of a filter, on these topics, in this story and of exactly these actors if any are given, as a
    table `stand`."""
    where, bound = wanted.where()
    values = list(bound)
    if topics:
        where += " AND issue_id IN (SELECT unnest(?::VARCHAR[]))"
        values.append([pole for topic in topics for pole in (topic_of(topic), f"~{topic_of(topic)}")])
    if actors:
        where += " AND actor IN (SELECT unnest(?::VARCHAR[]))"
        values.append(list(actors))
    if story is not None:
        values.append(story)
    told_in = "coalesce(story, doc) = ?" if story is not None else "true"
    return _STAND.format(where=where, story=told_in), tuple(values)


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The columns of `_STANCE` as the fields of `Stance`."""
    *first, sources, moved = row
    return (*first, tuple(sources), bool(moved))


_FIELDS = 15


def _course(row: tuple[Any, ...]) -> Course:
    latest = Stance(*_plain(row[:_FIELDS]))
    return Course(latest.actor, latest.topic, latest.story, *row[_FIELDS:], latest=latest)


_ISSUE_ORDERS: dict[IssueOrder, str] = {
    "actors": "actors DESC, positions DESC",
    "positions": "positions DESC",
    "moves": "moves DESC, positions DESC",
    "last": "last DESC NULLS LAST",
}
ISSUE_ORDERS: tuple[IssueOrder, ...] = tuple(_ISSUE_ORDERS)
_TIME = "first NULLS LAST, doc, span, actor, topic"
_BUSY = "moves DESC, n DESC, topic, page.story, actor"
# A position without a date of its own counts on the day of its document.
_STAND = f"""
WITH dated AS (
  SELECT position.*, coalesce(story, doc) AS told_in, coalesce(date, left(published, 10)) AS day
  FROM (SELECT * FROM position WHERE {{where}}) AS position JOIN document USING (doc) WHERE {{story}}
), stand AS (
  SELECT doc, actor, identifier_text AS who, issue, ltrim(issue_id, '~') AS topic, stance, strength, span, sources,
    CASE WHEN NOT starts_with(issue_id, '~') OR stance = 'neutral' THEN stance
      WHEN stance = 'for' THEN 'against' ELSE 'for' END AS side,
    NOT starts_with(issue_id, '~') AS straight, day, date IS NOT NULL AS dated, {first_day("day")} AS first,
    CASE WHEN ends_with(issue_id, ':') THEN told_in END AS story
  FROM dated
)
"""
# What has no day stands before what has one and moves nothing.
_COURSE = """course AS (
  SELECT *, row_number() OVER way AS place, row_number() OVER back AS behind,
    first IS NOT NULL AND coalesce(lag(side) OVER dated_way, side) <> side AS moved
  FROM stand
  WINDOW way AS (PARTITION BY actor, topic, story ORDER BY first NULLS FIRST, doc, span, issue),
    back AS (PARTITION BY actor, topic, story ORDER BY first DESC NULLS LAST, doc DESC, span DESC, issue DESC),
    dated_way AS (PARTITION BY actor, topic, story, first IS NULL ORDER BY first, doc, span, issue)
)"""
_LATEST = """summed AS (
  SELECT actor, topic, story, count(*) AS n, count_if(moved) AS moves, min(first) AS since,
    coalesce(mode(issue ORDER BY length(issue), issue) FILTER (straight),
      'the opposite of: ' || mode(issue ORDER BY length(issue), issue)) AS most
  FROM course GROUP BY actor, topic, story
), latest AS (
  SELECT course.*, most, n, moves, since FROM course JOIN summed ON course.actor = summed.actor
    AND course.topic = summed.topic AND course.story IS NOT DISTINCT FROM summed.story WHERE behind = 1
)"""
_STANCE = """actor, who, issue, topic, page.story, stance, side, strength, day, dated, doc, span[1],
  substring(document.text, span[1] + 1, span[2] - span[1]), [s.name FOR s IN sources IF s.name IS NOT NULL], moved"""
_TOLD = "most, n, moves, since::VARCHAR"
_PAGE = "FROM page JOIN document USING (doc)"
