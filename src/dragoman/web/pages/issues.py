"""Issues: all of them as a table, and one with who stands where, since when, in whose words."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.response import Template

from dragoman.errors import RecordError, UsageError
from dragoman.record.filters import PositionFilter
from dragoman.record.query import Record
from dragoman.record.stances import ISSUE_ORDERS, Course, Issue, Stance, courses, issues, topic_of, turns
from dragoman.record.tallies import Question
from dragoman.web.filters import position_filter
from dragoman.web.pages.common import Asked, library_of, page, paged, query_of
from dragoman.web.reading import Library
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, Query, choice, one, paging

COLUMNS = ("id", "story", "words", "actors", "for", "neutral", "against", "positions", "moves", "first", "last")
COURSE_COLUMNS = ("actor", "name", "side", "since", "positions", "moves", "day", "who", "words", "doc")
#: Actors on one page of an issue, and the positions that changed something that are shown of them.
_TURNS = 300
SIDES = ("for", "neutral", "against")


@get("/issues", sync_to_thread=True)
def all_issues(request: Asked) -> Template:
    """One page of issues, those that most actors take up first."""
    library, query = library_of(request), query_of(request)
    which = paging(query)
    with library.reading() as record:
        found = library.kept(record, _issues(query, PAGE_ROWS + 1, which.offset))
    return page(
        request, "issues.html", **paged(found, which), order=choice(query, "order", ISSUE_ORDERS) or ISSUE_ORDERS[0]
    )


@get("/issues.csv", sync_to_thread=True)
def all_issues_csv(request: Asked) -> Response[bytes]:
    """All of them by the same filters."""
    with library_of(request).reading() as record:
        found = record.ask(_issues(query_of(request), CSV_ROWS, 0))
    rows = [
        (i.topic, i.story, i.issue, i.actors, i.for_, i.neutral, i.against, i.positions, i.moves, i.first, i.last)
        for i in found
    ]
    return csv_answer("issues", COLUMNS, rows)


@get("/issue", sync_to_thread=True)
def issue(request: Asked) -> Template:
    """One issue by its `id`, either pole; one that names nobody is a question of its own in every `story`. Raises
    UsageError without an id, RecordError for one on which there is no position."""
    query, which = query_of(request), paging(query_of(request))
    topic, story = _asked(query)
    library = library_of(request)
    with library.reading() as record:
        found = library.kept(record, _courses(query, PAGE_ROWS + 1, which.offset))
        if not found:
            raise RecordError(f"no position is on the issue {topic!r}")
        shown = found[:PAGE_ROWS]
        told = _turns(library, record, topic, story, shown)
        document = record.document(shown[0].latest.doc) if shown[0].story else None
    values = {
        "topic": topic,
        "story": story,
        "words": shown[0].issue,
        "sides": {side: [c for c in shown if c.latest.side == side] for side in SIDES},
        "moved": [(c, _of(told, c)) for c in shown if c.moves],
        "documents": document,
        "several": len({c.story for c in shown}) > 1,
    }
    return page(request, "issue.html", crumbs=(("/issues", "Issues"),), **values, **paged(found, which))


@get("/issue.csv", sync_to_thread=True)
def issue_csv(request: Asked) -> Response[bytes]:
    """Every actor on the issue with its latest position."""
    library, query = library_of(request), query_of(request)
    with library.reading() as record:
        found = record.ask(_courses(query, CSV_ROWS, 0))
    rows = [
        (c.actor, library.name(c.actor), c.latest.side, c.since, c.positions, c.moves, c.latest.day, c.latest.who,
         c.latest.words, c.latest.doc)
        for c in found
    ]  # fmt: skip
    return csv_answer("issue", COURSE_COLUMNS, rows)


def _issues(query: Query, limit: int, offset: int) -> Question[Issue]:
    return issues(position_filter(query), choice(query, "order", ISSUE_ORDERS) or ISSUE_ORDERS[0], limit, offset)


def _courses(query: Query, limit: int, offset: int) -> Question[Course]:
    topic, story = _asked(query)
    days = PositionFilter(since=one(query, "since"), until=one(query, "until"))
    return courses(days, limit, offset, topics=(topic,), story=story)


def _asked(query: Query) -> tuple[str, str | None]:
    """The topic and the story of an address. Raises UsageError without an id."""
    wanted = one(query, "id")
    if wanted is None:
        raise UsageError("which issue? Give its id, such as /issue?id=peace:UKR")
    return topic_of(wanted), one(query, "story")


def _turns(
    library: Library, record: Record, topic: str, story: str | None, found: tuple[Course, ...]
) -> tuple[Stance, ...]:
    """The changes of those who moved, with where they began."""
    movers = [course.actor for course in found if course.moves]
    if not movers:
        return ()
    return library.kept(record, turns(PositionFilter(), _TURNS, topics=(topic,), story=story, actors=movers))


def _of(told: tuple[Stance, ...], course: Course) -> list[Any]:
    return [s for s in told if (s.actor, s.story) == (course.actor, course.story)]


HANDLERS = (all_issues, all_issues_csv, issue, issue_csv)
