"""What to select from the events of a record, as a typed value and as SQL with bound values."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.record.cards import key_of
from dragoman.record.schema import PLACES

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CODE = re.compile(r"([A-Za-z]{3})(?:\.([A-Za-z]{3}))?")


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
        """The SQL condition on the table `brief` with its values. Raises UsageError for a date that is none."""
        parts: list[str] = []
        values: list[object] = []
        for recipient, terms in ((False, self.actor), (True, self.recipient)):
            _any_of(parts, values, [_participant(recipient, term) for term in terms])
        for term in self.party:
            _any_of(parts, values, [_participant(None, term)])
        _any_of(parts, values, [("quad = ?", [quad]) for quad in self.quad])
        _any_of(parts, values, [_place(term) for term in self.place])
        _any_of(parts, values, [("type = ? OR list_contains(also, ?)", [term.upper()] * 2) for term in self.type])
        _any_of(parts, values, [("list_contains(mode, ?)", [term.lower()]) for term in self.mode])
        _any_of(parts, values, [_of(term) for term in self.doc])
        _any_of(parts, values, [("factuality = ?", [term]) for term in self.factuality])
        if self.since is not None:
            parts.append("last >= ?::DATE")
            values.append(day_bound(self.since, last=False))
        if self.until is not None:
            parts.append("first <= ?::DATE")
            values.append(day_bound(self.until, last=True))
        if self.min_confidence is not None:
            parts.append("confidence >= ?")
            values.append(self.min_confidence)
        if not self.furniture:
            parts.append("story")
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

    def where(self, *, numbered: bool = False) -> tuple[str, list[object]]:
        """The SQL condition on the table `stand` with its values, or on `taken`, where who takes positions is
        `numbered`. Raises UsageError for a date that is none."""
        parts: list[str] = []
        values: list[object] = []
        name = "actor = ? OR contains(words, ?)"
        if numbered:
            name = f"holder IN (SELECT holder FROM holder WHERE {name})"
        _any_of(parts, values, [(name, [t.strip().upper(), f" {t.strip().lower()} "]) for t in self.actor])
        for word in self.issue:
            tests = ["contains(issue, ?)", "issue_id = ?", "list_contains(target, ?)"]
            bound: list[object] = [word.word.lower(), word.word, word.word.upper()]
            tests += ["starts_with(ltrim(issue_id, '~'), ?)"] * len(word.topics) + ["list_contains(target, ?)"] * len(
                word.codes
            )
            bound += [*(f"{topic}:" for topic in word.topics), *word.codes]
            _any_of(parts, values, [(" OR ".join(tests), bound)])
        _any_of(parts, values, [("contains(sources, ?)", [f" {term.strip().lower()} "]) for term in self.source])
        _any_of(parts, values, [("stance = ?", [term.lower()]) for term in self.stance])
        _any_of(parts, values, [_of(term) for term in self.doc])
        if self.since is not None:
            parts.append("last >= ?")
            values.append(day_bound(self.since, last=False))
        if self.until is not None:
            parts.append("first <= ?")
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
    return "n IN (SELECT n FROM spot WHERE code = ? OR contains(words, ?))", [word.upper(), f" {word.lower()} "]


def _of(doc: str) -> tuple[str, list[object]]:
    """What comes from the document of this name."""
    return f"n >> {PLACES} IN (SELECT n >> {PLACES} FROM sheet WHERE key = ?)", [key_of(doc)]


def _participant(recipient: bool | None, term: str) -> tuple[str, list[object]]:
    """A name matches by whole words, so that "us" is not found in "Russia"."""
    tests = ["name IN (SELECT id FROM name WHERE contains(words, ?))"]
    bound: list[object] = [f" {term.strip().lower()} "]
    code = _CODE.fullmatch(term.strip())
    if code:
        tests.append("code = ?" + (" AND sector = ?" if code.group(2) else ""))
        bound.extend(part.upper() for part in code.groups() if part)
    side = {None: "", False: "NOT recipient AND ", True: "recipient AND "}[recipient]
    # Each by itself: the table is sorted by codes.
    return f"n IN ({' UNION ALL '.join(f'SELECT n FROM party WHERE {side}{test}' for test in tests)})", bound
