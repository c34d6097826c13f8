"""Statements for reading: who said what about whom, in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.model import STORY_LABELS
from dragoman.record.filters import day_bound
from dragoman.record.query import Record
from dragoman.record.schema import PLACES
from dragoman.record.tallies import Question
from dragoman.record.texts import excerpts

_DAY = "left(published, 10)"
_PLACE = "doc, span, id"
_CODE = re.compile(r"[A-Z]{3}(\.[A-Z]{3})?")


@dataclass(frozen=True, slots=True)
class SayingFilter:
    """Which statements. Within a field any of the values will do; all fields given must hold.

    `speaker` takes a code (`RUS`), one with a sector (`RUS.GOV`) or words of a name. `about` takes a code, whose
    events or positions the statement tells, or words of what is said. `since` and `until` are ISO dates of the
    document, also cut. `furniture` adds what stands in captions, teasers and the like.
    """

    speaker: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    furniture: bool = False

    def where(self) -> tuple[str, tuple[object, ...]]:
        """The SQL condition with its values. Raises UsageError for a date that is none."""
        parts: list[str] = []
        values: list[object] = []
        for terms, test in ((self.speaker, _speaker), (self.about, _about)):
            if terms:
                tests = [test(term.strip()) for term in terms]
                parts.append(" OR ".join(sql for sql, _ in tests))
                values += [value for _, bound in tests for value in bound]
        if self.doc:
            parts.append("statement.doc IN (SELECT unnest(?::VARCHAR[]))")
            values.append(list(self.doc))
        for day, sign, last in ((self.since, ">=", False), (self.until, "<=", True)):
            if day is not None:
                parts.append(f"left(published, 10) {sign} ?")
                values.append(day_bound(day, last=last))
        if not self.furniture:
            parts.append("segment IN (SELECT unnest(?::VARCHAR[]))")
            values.append(sorted(STORY_LABELS))
        return " AND ".join(f"({part})" for part in parts) or "true", tuple(values)


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement: its id, the day of its document, who said it, the words, how, to whom and where, who passes it on,
    where it stands, and the span of the word that says so."""

    id: str
    day: str | None
    speaker: str | None
    code: str | None
    words: str
    form: str
    addressee: str | None
    occasion: str | None
    source: tuple[str, ...]
    doc: str
    start: int
    cue: tuple[int, int] | None


def sayings(wanted: SayingFilter, limit: int, offset: int = 0, *, newest: bool = False) -> Question[Saying]:
    """The statements that a filter selects, by the day of their document, the undated last, with `newest` from the
    latest on. Raises UsageError for a date that is none."""
    where, values = wanted.where()
    way = "DESC" if newest else "ASC"
    order = f"day {way} NULLS LAST, {_PLACE}"
    sql = (
        f"WITH page AS MATERIALIZED (SELECT n, day FROM (SELECT statement.n, statement.doc, span, id, {_DAY} AS day"
        f" FROM statement JOIN document ON document.n = statement.n >> {PLACES} << {PLACES} WHERE {where})"
        f" ORDER BY {order} LIMIT {limit:d} OFFSET {offset:d})"
        " SELECT id, day, speaker, speaker_code, quote, form, addressee, occasion,"
        " [s.name FOR s IN sources IF s.name IS NOT NULL], doc, span[1], cue_span FROM page JOIN statement USING (n)"
        f" ORDER BY {order}"
    )
    return Question(sql, values, _saying)


def cues(record: Record, found: Sequence[Saying]) -> dict[str, str]:
    """The words that say so ("condemned"), by the id of the statement; a statement without any is left out."""
    cued = [(s.id, (s.doc, s.cue)) for s in found if s.cue is not None]
    return dict(zip((key for key, _ in cued), excerpts(record, [place for _, place in cued]), strict=True))


def _saying(r: tuple[Any, ...]) -> Saying:
    return Saying(
        r[0],
        r[1],
        r[2],
        r[3],
        r[4],
        r[5],
        r[6],
        r[7],
        tuple(r[8]),
        r[9],
        r[10],
        (r[11][0], r[11][1]) if r[11] else None,
    )


def _speaker(term: str) -> tuple[str, list[object]]:
    name = "contains(' ' || lower(speaker) || ' ', ?)"
    bound: list[object] = [f" {term.lower()} "]
    if not _CODE.fullmatch(term.upper()):
        return name, bound
    code = term.upper()
    return f"{name} OR speaker_code = ? OR starts_with(speaker_code, ?)", [*bound, code, f"{code}."]


def _about(term: str) -> tuple[str, list[object]]:
    """A name is found by whole words, whatever stands around them."""
    words = "regexp_matches(quote, ?, 'i')"
    bound: list[object] = [rf"(^|[^\pL\pN])({re.escape(term)})($|[^\pL\pN])"]
    if not _CODE.fullmatch(term):
        return words, bound
    told = (
        "id IN (SELECT statement FROM position WHERE n IN (SELECT n FROM stand WHERE list_contains(target, ?)))"
        " OR id IN (SELECT quote FROM event WHERE quote IS NOT NULL AND n IN (SELECT n FROM party WHERE code = ?))"
    )
    return told, [term, term]
