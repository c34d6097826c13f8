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

from dragoman.record.cards import unpacked
from dragoman.record.filters import PositionFilter
from dragoman.record.schema import PLACES, Line
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
    order = _TIME.replace("page.", "")
    part = f" ORDER BY {order} LIMIT {limit:d} OFFSET {offset:d}"
    # The story of a position is known late: without one few positions are looked at.
    head, values = _told(wanted, (topic,) if topic else (), story, part="" if story else part)
    page = f"page AS MATERIALIZED (SELECT *, false AS moved FROM told{part if story else ''})"
    return Question(f"{head}, {page} SELECT {_STANCE} {_CARDS} ORDER BY {_TIME}", values, _stance)


def turns(
    wanted: PositionFilter, limit: int, *, topics: Sequence[str], story: str | None = None, actors: Sequence[str] = ()
) -> Question[Stance]:
    """For each actor and topic the first position and every one that changes sides, in time; `actors` are exact."""
    head, values = _told(wanted, topics, story, actors)
    page = (
        f"page AS MATERIALIZED (SELECT * FROM course AS page WHERE moved OR rank = 1 ORDER BY {_TIME} LIMIT {limit:d})"
    )
    return Question(f"{head}, {_COURSE}, {page} SELECT {_STANCE} {_CARDS} ORDER BY {_TIME}", values, _stance)


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
    head, values = _told(wanted, topics, story, actors)
    order = "moves DESC, positions DESC, topic, story, actor"
    page = f"page AS MATERIALIZED (SELECT * FROM latest ORDER BY {order} LIMIT {limit:d} OFFSET {offset:d})"
    sql = f"{head}, {_COURSE}, {_LATEST}, {page} SELECT {_STANCE}, {_SUMS} {_CARDS} {_WORDS} ORDER BY {order}"
    return Question(sql, values, _course)


def meetings(one: str, other: str, limit: int) -> Question[Course]:
    """The topics on which both actors stand, by their latest day, each as two courses after each other (`met` makes
    pairs of them). On a topic that names nobody both have to use the same words."""
    head, values = _told(PositionFilter(), (), None, (one, other))
    both = (
        "shared AS (SELECT a.topic, a.story, greatest(a.first, b.first) AS met FROM latest a JOIN latest b"
        " ON a.topic = b.topic AND a.story IS NOT DISTINCT FROM b.story AND (a.story IS NULL OR a.issue = b.issue)"
        " WHERE a.actor = ? AND b.actor = ?"
        f" ORDER BY met DESC NULLS LAST, a.topic, a.story LIMIT {limit:d}),"
        " page AS MATERIALIZED (SELECT latest.*, met FROM latest JOIN shared"
        " ON latest.topic = shared.topic AND latest.story IS NOT DISTINCT FROM shared.story)"
    )
    order = "met DESC NULLS LAST, topic, story, actor <> ?"
    sql = f"{head}, {_COURSE}, {_LATEST}, {both} SELECT {_STANCE}, {_SUMS} {_CARDS} {_WORDS} ORDER BY {order}"
    return Question(sql, (*values, one, other, one), _course)


def met(found: Sequence[Course]) -> Iterator[Meeting]:
    """The pairs of the answer to `meetings`."""
    for one, other in zip(found[::2], found[1::2], strict=True):
        yield Meeting(one, other)


def issues(wanted: PositionFilter, order: IssueOrder, limit: int, offset: int = 0) -> Question[Issue]:
    """The topics that the positions of a filter are on."""
    head, values = _told(wanted)
    sides = ", ".join(f"count_if(side = '{side}') AS {side}_" for side in ("for", "neutral", "against"))
    orders = f"{_ISSUE_ORDERS[order]}, topic, story"
    page = (
        f"page AS MATERIALIZED (SELECT topic, story, arg_max(sample, positions) AS sample, count(*) AS actors, {sides},"
        " sum(positions)::INTEGER AS positions, sum(moves)::INTEGER AS moves, min(since) AS since,"
        f" max(first) AS last FROM latest GROUP BY topic, story ORDER BY {orders} LIMIT {limit:d} OFFSET {offset:d})"
    )
    columns = "topic, story, words.line, actors, for_, neutral_, against_, positions, moves, since, last"
    sql = f"{head}, {_COURSE}, {_LATEST}, {page} SELECT {columns} FROM page {_WORDS} ORDER BY {orders}"
    return Question(sql, values, lambda row: Issue(row[0], row[1], _issue(unpacked(row[2])), *row[3:]))


def topic_of(issue_id: str) -> str:
    """The topic of an issue's id, whichever pole it is."""
    return issue_id.removeprefix("~")


def _told(
    wanted: PositionFilter,
    topics: Sequence[str] = (),
    story: str | None = None,
    actors: Sequence[str] = (),
    part: str = "",
) -> tuple[str, tuple[object, ...]]:
    """The positions of a filter, on these topics, in this story and of exactly these actors if any are given, as a
    table `told`; `part` orders and limits them."""
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
    told_in = "told_in.story = ?" if story is not None else "true"
    return _TOLD.format(where=where, part=part, story=told_in), tuple(values)


def _stance(row: tuple[Any, ...]) -> Stance:
    """A row of `_STANCE`: the position and its document are on cards."""
    topic, story, side, moved, line, sheet = row
    position, document = unpacked(line), unpacked(sheet)["document"][0]
    start, end = position["span"]
    published: str | None = document["published"]
    return Stance(
        actor=position["actor"],
        who=position["identifier_text"],
        issue=position["issue"],
        topic=topic,
        story=story,
        stance=position["stance"],
        side=side,
        strength=position["strength"],
        day=position["date"] or (published[:10] if published else None),
        dated=position["date"] is not None,
        doc=position["doc"],
        start=start,
        words=document["text"][start:end],
        source=tuple(source["name"] for source in position["sources"] if source["name"] is not None),
        moved=bool(moved),
    )


_FIELDS = 6


def _course(row: tuple[Any, ...]) -> Course:
    latest = _stance(row[:_FIELDS])
    positions, moves, since, line = row[_FIELDS:]
    return Course(latest.actor, latest.topic, latest.story, _issue(unpacked(line)), positions, moves, since, latest)


def _issue(position: Line) -> str:
    """What a position says that the topic is."""
    words = str(position["issue"])
    return f"the opposite of: {words}" if position["issue_id"].startswith("~") else words


_ISSUE_ORDERS: dict[IssueOrder, str] = {
    "actors": "actors DESC, positions DESC",
    "positions": "positions DESC",
    "moves": "moves DESC, positions DESC",
    "last": "last DESC NULLS LAST",
}
ISSUE_ORDERS: tuple[IssueOrder, ...] = tuple(_ISSUE_ORDERS)
_TIME = "first NULLS LAST, page.doc, place, page.n"
# The story is looked up for those topics alone that have one.
_TOLD = f"""WITH chosen AS MATERIALIZED (
  SELECT n, doc, actor, issue, issue_id, stance, first, place FROM stand WHERE {{where}}{{part}}
), told_in AS (
  SELECT n, coalesce(story, doc) AS story FROM document
  WHERE n IN (SELECT n >> {PLACES} << {PLACES} FROM chosen WHERE ends_with(issue_id, ':'))
), told AS MATERIALIZED (
  SELECT chosen.* EXCLUDE (issue_id), ltrim(issue_id, '~') AS topic, starts_with(issue_id, '~') AS turned,
    CASE WHEN NOT starts_with(issue_id, '~') OR stance = 'neutral' THEN stance
      WHEN stance = 'for' THEN 'against' ELSE 'for' END AS side,
    CASE WHEN ends_with(issue_id, ':') THEN told_in.story END AS story
  FROM chosen LEFT JOIN told_in ON told_in.n = chosen.n >> {PLACES} << {PLACES} WHERE {{story}}
)"""
# A side changes from one day to a later one: on one day readings may differ. What has no day comes first and moves
# nothing.
_COURSE = """course AS MATERIALIZED (
  SELECT *, row_number() OVER way AS rank,
    coalesce(lag(side) OVER way <> side AND lag(first) OVER way < first, false) AS moved
  FROM told WINDOW way AS (PARTITION BY actor, topic, story ORDER BY first NULLS FIRST, n)
)"""
# `sample` is a position whose words name the topic: the shortest of those that are not its opposite.
_LATEST = """summed AS (
  SELECT count(*) AS positions, count_if(moved) AS moves, min(first) AS since, arg_max(n, rank) AS latest,
    arg_min(n, (length(issue) + turned::INTEGER * 1000000, n)) AS sample
  FROM course GROUP BY actor, topic, story
), latest AS MATERIALIZED (
  SELECT course.*, positions, moves, since, sample FROM course JOIN summed ON course.n = summed.latest
)"""
_STANCE = "topic, story, side, moved, card.line, sheet_.line"
_SUMS = "positions, moves, since, words.line"
_CARDS = f"""FROM page JOIN card ON card.n = page.n JOIN card AS sheet_ ON sheet_.n = page.n >> {PLACES} << {PLACES}"""
_WORDS = "JOIN card AS words ON words.n = page.sample"
