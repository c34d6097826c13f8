"""What to select from the events of a record, as a typed value and as SQL with bound values."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.linking.days import first_day, last_day
from dragoman.model import STORY_LABELS

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CODE = re.compile(r"([A-Za-z]{3})(?:\.([A-Za-z]{3}))?")

#: The order of a timeline: by first day, the undated last, then by place in the text.
TIMELINE = f"{first_day()} NULLS LAST, doc, trigger, id"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events. Within a field any of the values will do; all fields given must hold.

    `actor` and `recipient` take a code (`RUS`, `UNO`), a code with a sector (`RUS.MIL`) or words of a name
    (`Lavrov`, `European Union`), in any case; `party` takes the same, and each of its values must be on one side
    or the other. `place` is the code of a state or the name of a place. `since` and `until` are ISO dates, also cut
    (`2022`, `2022-09`), both included; an event that may lie in the time counts, an undated one does not.
    `min_confidence` (0 to 1) leaves out what is less sure. `furniture` adds events of captions, teasers and
    other matter around the story.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    place: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    factuality: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    furniture: bool = False
    min_confidence: float | None = None

    def where(self) -> tuple[str, list[object]]:
        """The SQL condition with its values. Raises UsageError for a date that is none."""
        parts: list[str] = []
        values: list[object] = []
        for column, terms in (("actor", self.actor), ("recipient", self.recipient)):
            _any_of(parts, values, [_participant(column, term) for term in terms])
        for term in self.party:
            _any_of(parts, values, [_participant(column, term) for column in ("actor", "recipient")])
        _any_of(parts, values, [("quad_code = ?", [quad]) for quad in self.quad])
        _any_of(parts, values, [_place(term) for term in self.place])
        for column, terms in (("event", self.type), ("mode", self.mode)):
            wanted = [term.upper() if column == "event" else term.lower() for term in terms]
            _any_of(parts, values, [(f"list_contains({column}, ?)", [term]) for term in wanted])
        for column, terms in (("doc", self.doc), ("factuality", self.factuality)):
            _any_of(parts, values, [(f"{column} = ?", [term]) for term in terms])
        if self.since is not None:
            parts.append(f"{last_day()} >= ?::DATE")
            values.append(day_bound(self.since, last=False))
        if self.until is not None:
            parts.append(f"{first_day()} <= ?::DATE")
            values.append(day_bound(self.until, last=True))
        if self.min_confidence is not None:
            parts.append("confidence >= ?")
            values.append(self.min_confidence)
        if not self.furniture:
            _any_of(parts, values, [("segment = ?", [label]) for label in sorted(STORY_LABELS)])
        return " AND ".join(f"({part})" for part in parts) or "true", values


@dataclass(frozen=True, slots=True)
class RelationFilter:
    """Which relations. Within a field any of the values will do; all fields given must hold.

    `actor` is either party: a code or short name (`RUS`, `SCO`) or words of a name (`Lukashenko`), in any
    case. `kind` is the relation (`member_of`), also without its ending (`member`).
    """

    actor: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()

    def where(self) -> tuple[str, list[object]]:
        """The SQL condition with its values."""
        parts: list[str] = []
        values: list[object] = []
        name = "(contains(' ' || lower(subject) || ' ', ?) OR contains(' ' || lower(object) || ' ', ?))"
        _any_of(parts, values, [(name, [f" {term.strip().lower()} "] * 2) for term in self.actor])
        kinds = [term.strip().lower().removesuffix("_of") for term in self.kind]
        _any_of(parts, values, [("relation = ? OR relation = ?", [term, f"{term}_of"]) for term in kinds])
        _any_of(parts, values, [("doc = ?", [term]) for term in self.doc])
        return " AND ".join(f"({part})" for part in parts) or "true", values


# A position without a date of its own counts on the day of its document.
_POSITION_DAY = "coalesce(date, (SELECT published FROM document WHERE document.doc = position.doc))"
_POSITION_FIRST = f"left({_POSITION_DAY} || '-01-01', 10)"
_POSITION_LAST = f"left({_POSITION_DAY} || CASE length({_POSITION_DAY}) WHEN 4 THEN '-12-31' ELSE '-31' END, 10)"
#: The order of positions: in time, the undated last, then by place in the text.
IN_TIME = f"{_POSITION_FIRST} NULLS LAST, doc, span, actor, issue_id"


@dataclass(frozen=True, slots=True)
class IssueWord:
    """One word of what an issue is to be about: the topics that it means, or codes of who it names."""

    word: str
    topics: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PositionFilter:
    """Which positions. Within a field any of the values will do, but each word of `issue` must hold.

    `actor` takes a code or an acronym (`IND`, `SCO`) or words of the name of whoever took the position,
    `source` words of the name of whoever says so.
    `since` and `until` are ISO dates that may be cut; a position without a date counts on its document's day.
    """

    actor: tuple[str, ...] = ()
    issue: tuple[IssueWord, ...] = ()
    stance: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def where(self) -> tuple[str, list[object]]:
        """The SQL condition with its values. Raises UsageError for a date that is none."""
        parts: list[str] = []
        values: list[object] = []
        name = "actor = ? OR contains(' ' || lower(identifier_text) || ' ', ?)"
        _any_of(parts, values, [(name, [t.strip().upper(), f" {t.strip().lower()} "]) for t in self.actor])
        for word in self.issue:
            tests = ["contains(lower(issue), ?)", "issue_id = ?", "list_contains(target, ?)"]
            bound: list[object] = [word.word.lower(), word.word, word.word.upper()]
            tests += ["starts_with(ltrim(issue_id, '~'), ?)"] * len(word.topics) + ["list_contains(target, ?)"] * len(
                word.codes
            )
            bound += [*(f"{topic}:" for topic in word.topics), *word.codes]
            _any_of(parts, values, [(" OR ".join(tests), bound)])
        told = "contains(' ' || lower(who.name) || ' ', ?)"
        told = f"EXISTS (SELECT 1 FROM (SELECT unnest(sources) AS who) WHERE {told})"
        _any_of(parts, values, [(told, [f" {term.strip().lower()} "]) for term in self.source])
        _any_of(parts, values, [("stance = ?", [term.lower()]) for term in self.stance])
        _any_of(parts, values, [("doc = ?", [term]) for term in self.doc])
        if self.since is not None:
            parts.append(f"{_POSITION_LAST} >= ?")
            values.append(day_bound(self.since, last=False))
        if self.until is not None:
            parts.append(f"{_POSITION_FIRST} <= ?")
            values.append(day_bound(self.until, last=True))
        return " AND ".join(f"({part})" for part in parts) or "true", values


def day_bound(date: str, *, last: bool) -> str:
    """The first or last day of an ISO date that may be cut: 2022 -> 2022-01-01 or 2022-12-31.
    Raises UsageError for anything else."""
    found = _DATE.fullmatch(date.strip())
    if found:
        year = int(found.group(1))
        month = int(found.group(2) or (12 if last else 1))
        if year >= 1 and 1 <= month <= 12:
            days = calendar.monthrange(year, month)[1]
            day = int(found.group(3) or (days if last else 1))
            if 1 <= day <= days:
                return f"{year:04}-{month:02}-{day:02}"
    raise UsageError(f"not a date: {date!r} (write 2022, 2022-09 or 2022-09-05)")


def _any_of(parts: list[str], values: list[object], choices: list[tuple[str, list[object]]]) -> None:
    if choices:
        parts.append(" OR ".join(sql for sql, _ in choices))
        values.extend(value for _, bound in choices for value in bound)


def _place(term: str) -> tuple[str, list[object]]:
    word = term.strip()
    return "event_loc.code = ? OR contains(' ' || lower(event_loc.name) || ' ', ?)", [word.upper(), f" {word.lower()} "]


def _participant(column: str, term: str) -> tuple[str, list[object]]:
    """A name matches by whole words, so that "us" is not found in "Russia"."""
    name = "contains(' ' || lower({0}) || ' ', ?)"
    tests = [name.format("who.identifier_text"), name.format("who.entity_text")]
    bound: list[object] = [f" {term.strip().lower()} "] * 2
    code = _CODE.fullmatch(term.strip())
    if code:
        tests.append("who.code = ?" + (" AND who.sector = ?" if code.group(2) else ""))
        bound.extend(part.upper() for part in code.groups() if part)
    test = " OR ".join(f"({t})" for t in tests)
    return f"EXISTS (SELECT 1 FROM (SELECT unnest({column}) AS who) WHERE {test})", bound
