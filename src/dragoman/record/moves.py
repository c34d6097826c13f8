"""How an actor's stance on each issue moved, for a table: one row an issue, without the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.model import Span
from dragoman.record.tallies import Question

#: What a stance on the opposite of an issue is on the issue.
TURNED = {"for": "against", "against": "for", "neutral": "neutral"}


@dataclass(frozen=True, slots=True)
class Stance:
    """A position without its words, with the day that it counts on: that of its document unless it is `dated`."""

    issue_id: str
    issue: str
    stance: str
    day: str | None
    dated: bool
    doc: str
    span: Span


@dataclass(frozen=True, slots=True)
class Course:
    """An actor's stances on one issue in time. `moves` has the stance and day of the first and of each change; what
    is against an issue's opposite is for the issue."""

    issue_id: str
    issue: str
    positions: int
    moves: tuple[tuple[str, str | None], ...]
    last: Stance

    @property
    def stance(self) -> str:
        """Where the actor stands last."""
        return self.moves[-1][0]


def stances_of(actor: str) -> Question[Stance]:
    """The positions of a code, in time by issue, the undated last."""
    sql = (
        "SELECT issue_id, issue, stance, coalesce(date, left(d.published, 10)) AS day, date IS NOT NULL, p.doc, p.span"
        " FROM position p JOIN document d USING (doc) WHERE p.actor = ?"
        " ORDER BY ltrim(issue_id, '~'), day NULLS LAST, p.doc, p.span, issue, stance"
    )
    return Question(
        sql, (actor,), lambda r: Stance(r[0], r[1], r[2], r[3], bool(r[4]), r[5], (int(r[6][0]), int(r[6][1])))
    )


def courses(found: Iterable[Stance]) -> Iterator[Course]:
    """The courses of stances that stand by issue and in time: those with most changes first, then with most
    positions."""
    groups: dict[str, list[Stance]] = {}
    for one in found:
        groups.setdefault(one.issue_id.removeprefix("~"), []).append(one)
    made = [_course(issue, group) for issue, group in groups.items()]
    yield from sorted(made, key=lambda c: (-len(c.moves), -c.positions, c.issue_id))


def _course(issue_id: str, group: list[Stance]) -> Course:
    moves: list[tuple[str, str | None]] = []
    for one in group:
        stance = TURNED[one.stance] if one.issue_id.startswith("~") else one.stance
        if not moves or moves[-1][0] != stance:
            moves.append((stance, one.day))
    named = [one.issue for one in group if not one.issue_id.startswith("~")]
    words = Counter(named).most_common(1)[0][0] if named else f"not {group[0].issue}"
    return Course(issue_id, words, len(group), tuple(moves), group[-1])
