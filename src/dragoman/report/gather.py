"""What a report tells, as plain frozen values: the record is asked here and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.actors.codes import code_names, short_name
from dragoman.charts.picture import shown
from dragoman.charts.score import dyad_name
from dragoman.charts.table import CHARTS, draw
from dragoman.charts.theme import theme
from dragoman.charts.wanted import Wanted
from dragoman.ontology import load_ontology
from dragoman.record.filters import PositionFilter
from dragoman.record.found import RunCount
from dragoman.record.query import Record
from dragoman.record.stances import Course, courses, meetings, met, turns
from dragoman.record.tallies import (
    ActorCount,
    Coverage,
    Extent,
    Happening,
    actor_counts,
    coverage,
    dyad_counts,
    extent,
    happenings,
)
from dragoman.report.inlined import Figure, figure
from dragoman.review.audit import Audit, audit

#: How many dyads and actors a report has where nobody chose, and rows of its tables.
DYADS, ACTORS, EPISODES, ISSUES, PROBLEMS = 3, 3, 12, 10, 100
_OVERVIEW = ("quads", "types", "dyads", "matrix", "map", "outlets")
#: More than any record has codes, or an actor changes of side in a few topics.
_EVERY = 10_000
#: A picture of an issue is drawn from so many positions on.
_DRAWN = 3
#: With fewer rows these pictures show nothing that the others do not.
_LEAST = {"series": 3}
_DYAD_PICTURES = ("timeline", "series", "types")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report is to tell; without dyads or actors the most active ones."""

    title: str | None = None
    dyads: tuple[tuple[str, str], ...] = ()
    actors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0
    published: bool = False

    @property
    def wanted(self) -> Wanted:
        """The same for charts."""
        return Wanted(since=self.since, until=self.until, min_confidence=self.min_confidence, published=self.published)


@dataclass(frozen=True, slots=True)
class Episode:
    """A row of a dyad's table: when, who to whom, what, the words, and where they stand."""

    day: str
    who: str
    type: str
    sign: str
    quad: str
    words: str
    origin: str
    confidence: float
    reports: int


@dataclass(frozen=True, slots=True)
class Issue:
    """A row of an actor's table: the issue, how the stance moved, and the last words with where they stand."""

    issue: str
    moves: tuple[str, ...]
    stance: str
    positions: int
    words: str
    origin: str


@dataclass(frozen=True, slots=True)
class Both:
    """A topic on which both of a dyad stand, and whether they agree, differ, or one leaves it open."""

    issue: str
    one: str
    other: str
    word: str


@dataclass(frozen=True, slots=True)
class Dyad:
    """A dyad's part of the report."""

    name: str
    code: str
    one: str
    other: str
    figures: tuple[Figure, ...]
    episodes: tuple[Episode, ...]
    more: int
    both: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor's part of the report."""

    name: str
    code: str
    counts: ActorCount | None
    figures: tuple[Figure, ...]
    issues: tuple[Issue, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Problems of one kind, with some of them."""

    code: str
    stage: str
    number: int
    some: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the page says."""

    title: str
    asked: Asked
    counts: dict[str, int]
    coverage: Coverage
    extent: Extent
    figures: tuple[Figure, ...]
    dyads: tuple[Dyad, ...]
    actors: tuple[Actor, ...]
    runs: tuple[RunCount, ...]
    audit: Audit | None
    reliability: tuple[Figure, ...]
    troubles: tuple[Trouble, ...]


def gather(record: Record, asked: Asked) -> Report:
    """Everything that the page says. Raises RecordError, UsageError for a date that is none."""
    wanted = asked.wanted
    found = audit(record)
    judged = found if found.counts.judged else None
    return Report(
        title=shown(asked.title or f"Diplomatic record {record.path.stem}", 200),
        asked=asked,
        counts=record.counts(),
        coverage=record.ask(coverage())[0],
        extent=record.ask(extent(wanted.scope))[0],
        figures=_pictures(record, _OVERVIEW, wanted, "all"),
        dyads=tuple(_dyad(record, wanted, sides) for sides in asked.dyads or _dyads(record, wanted)),
        actors=tuple(_actor(record, wanted, code) for code in asked.actors or _actors(record, wanted)),
        runs=record.runs(),
        audit=judged,
        reliability=_pictures(record, ("reliability",) if judged else (), wanted, "all"),
        troubles=_troubles(record),
    )


def _pictures(record: Record, names: tuple[str, ...], wanted: Wanted, prefix: str) -> tuple[Figure, ...]:
    """The pictures that show something; each takes of the choices what it heeds."""
    drawn = (draw(record, name, wanted.suiting(CHARTS[name].takes)) for name in names)
    return tuple(figure(p, f"{prefix}-{p.name}") for p in drawn if len(p.rows) >= _LEAST.get(p.name, 1))


def _dyads(record: Record, wanted: Wanted) -> list[tuple[str, str]]:
    return [(d.one, d.other) for d in record.ask(dyad_counts(wanted.scope, DYADS))]


def _actors(record: Record, wanted: Wanted) -> list[str]:
    """The most active; codes that stand for many bodies ("an armed group") are nobody."""
    kinds = load_ontology().international.keys() - {"UNO", "EUR"}
    found = record.ask(actor_counts(wanted.scope, ACTORS + len(kinds)))
    return [a.code for a in found if a.code not in kinds][:ACTORS]


def _dyad(record: Record, wanted: Wanted, sides: tuple[str, str]) -> Dyad:
    chosen = replace(wanted, dyad=sides)
    found = record.ask(happenings(chosen.scope))
    # The surest that nobody doubts, in time.
    best = sorted(found, key=lambda h: (-h.reports, -h.confidence, h.episode))[:EPISODES]
    shown_here = sorted(best, key=lambda h: (h.day or h.published or "9999", h.episode))
    code = "-".join(sides)
    return Dyad(
        name=dyad_name(sides),
        code=code,
        one=short_name(sides[0]),
        other=short_name(sides[1]),
        figures=_pictures(record, _DYAD_PICTURES, chosen, code.lower()),
        episodes=tuple(_episode(h, sides) for h in shown_here),
        more=len(found) - len(shown_here),
        both=tuple(_both(record, sides)),
    )


def _episode(h: Happening, sides: tuple[str, str]) -> Episode:
    one, other = short_name(sides[0]), short_name(sides[1])
    who = {"forth": f"{one} → {other}", "back": f"{other} → {one}", "both": f"{one} and {other}"}[h.way]
    look = theme().quads[h.quad - 1]
    day = h.day or (f"[{h.published}]" if h.published else "no date")
    return Episode(day, who, h.type, look.sign, look.name, shown(h.text, 260), shown(h.doc), h.confidence, h.reports)


def _both(record: Record, sides: tuple[str, str]) -> Iterator[Both]:
    """Topics on which both stand, the latest first."""
    for meeting in met(record.ask(meetings(*sides, ISSUES))):
        word = {True: "agree", False: "differ", None: "open"}[meeting.agree]
        yield Both(shown(meeting.one.issue, 80), _stands(meeting.one), _stands(meeting.other), word)


def _stands(course: Course) -> str:
    return f"{course.latest.side} ({course.latest.day or 'no date'})"


def _actor(record: Record, wanted: Wanted, code: str) -> Actor:
    chosen = replace(wanted, actor=code)
    counts = [c for c in record.ask(actor_counts(chosen.scope, _EVERY)) if c.code == code]
    own = record.ask(courses(PositionFilter(), ISSUES + 1, actors=(code,)))
    pictures = _pictures(record, ("quads", "dyads"), chosen, code.lower())
    longest = max(own, key=lambda c: c.positions, default=None)
    if longest is not None and longest.positions >= _DRAWN:
        issue = replace(chosen, issue=longest.topic, story=longest.story)
        pictures += _pictures(record, ("positions",), issue, code.lower())
    return Actor(
        name=code_names().get(code, code),
        code=code,
        counts=counts[0] if counts else None,
        figures=pictures,
        issues=tuple(_issues(record, code, own[:ISSUES])),
        more=len(own) > ISSUES,
    )


def _issues(record: Record, code: str, own: Sequence[Course]) -> Iterator[Issue]:
    """A row for each course, with all the changes of side in it."""
    topics = [course.topic for course in own]
    found = record.ask(turns(PositionFilter(), _EVERY, topics=topics, actors=(code,))) if topics else ()
    for course in own:
        moves = [s for s in found if (s.topic, s.story) == (course.topic, course.story)]
        told = tuple(f"{s.side} ({s.day or 'no date'})" for s in moves)
        words, doc = shown(course.latest.words, 200), shown(course.latest.doc)
        yield Issue(shown(course.issue, 80), told, course.latest.side, course.positions, words, doc)


def _troubles(record: Record) -> tuple[Trouble, ...]:
    """Problems by kind, the most frequent first."""
    numbers: Counter[tuple[str, str]] = Counter()
    some: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for found in record.problems():
        key = (found.value.stage, found.value.code)
        numbers[key] += 1
        if len(some.setdefault(key, [])) < PROBLEMS:
            some[key].append((shown(found.doc, 80), shown(found.value.message, 200)))
    kinds = numbers.most_common()
    return tuple(Trouble(shown(c, 40), shown(s, 40), n, tuple(some[s, c])) for (s, c), n in kinds)
