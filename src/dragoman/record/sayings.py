"""Statements for reading: who said what about whom, in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.record.filters import day_bound
from dragoman.record.tallies import Question

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
        """The SQL condition on the table `said` with its values. Raises UsageError for a date that is none."""
        parts: list[str] = []
        values: list[object] = []
        for terms, test in ((self.speaker, _speaker), (self.about, _about)):
            if terms:
                tests = [test(term.strip()) for term in terms]
                parts.append(" OR ".join(sql for sql, _ in tests))
                values += [value for _, bound in tests for value in bound]
        if self.doc:
            parts.append("doc IN (SELECT unnest(?::VARCHAR[]))")
            values.append(list(self.doc))
        for day, sign, last in ((self.since, ">=", False), (self.until, "<=", True)):
            if day is not None:
                parts.append(f"day {sign} ?")
                values.append(day_bound(day, last=last))
        if not self.furniture:
            parts.append("story")
        return " AND ".join(f"({part})" for part in parts) or "true", tuple(values)


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement: its id, the day of its document, who said it, the words, how, to whom and where, who passes it on,
    where it stands, and the words that say so."""

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
    cue: str | None


def sayings(wanted: SayingFilter, limit: int, offset: int = 0, *, newest: bool = False) -> Question[Saying]:
    """The statements that a filter selects, by the day of their document, the undated last, with `newest` from the
    latest on. Raises UsageError for a date that is none."""
    where, values = wanted.where()
    order = f"day {'DESC' if newest else 'ASC'} NULLS LAST, {_PLACE}"
    # Only what is sorted by is read of all that fit.
    page = f"SELECT rowid FROM said WHERE {where} ORDER BY {order} LIMIT {limit:d} OFFSET {offset:d}"
    sql = (
        "SELECT id, day, speaker, speaker_code, quote, form, addressee, occasion, by_, doc, span[1], cue"
        f" FROM said WHERE rowid IN ({page}) ORDER BY {order}"
    )
    return Question(sql, values, _saying)


def cues(found: Sequence[Saying]) -> dict[str, str]:
    """The words that say so ("condemned"), by the id of the statement; a statement without any is left out."""
    return {saying.id: saying.cue for saying in found if saying.cue is not None}


def _saying(r: tuple[Any, ...]) -> Saying:
    *head, source, doc, start, cue = r
    values: tuple[Any, ...] = (*head, tuple(source), doc, start, None if cue is None else " ".join(cue.split()))
    return Saying(*values)


def _speaker(term: str) -> tuple[str, list[object]]:
    tests, bound = ["contains(words, ?)"], list[object]([f" {term.lower()} "])
    if _CODE.fullmatch(term.upper()):
        tests.append("speaker_code = ? OR starts_with(speaker_code, ?)")
        bound += [term.upper(), f"{term.upper()}."]
    return f"who IN (SELECT who FROM speaker WHERE {' OR '.join(tests)})", bound


def _about(term: str) -> tuple[str, list[object]]:
    """A name is found by whole words, whatever stands around them."""
    # Words are found much sooner by themselves than with what must not stand around them.
    around = r"[^\pL\pN]"
    words = f"contains(words, lower(?)) AND regexp_matches(words, '(^|{around})' || lower(?) || '($|{around})')"
    bound: list[object] = [term, re.escape(term)]
    return ("contains(about, ?)", [f" {term} "]) if _CODE.fullmatch(term) else (words, bound)
