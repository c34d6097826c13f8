"""Time expressions of news text, the dates of events, and dates that contradict publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.model import Problem, Span, Timex
from dragoman.timex import calendar as cal
from dragoman.timex.names import load_names
from dragoman.timex.patterns import load_grammar
from dragoman.timex.resolve import resolve
from dragoman.timex.scan import scan
from dragoman.timex.scene import Scene
from dragoman.timex.tense import clause_before, is_past

__all__ = ["Around", "EventDate", "contradictions", "date_of", "find_timexes"]


def find_timexes(
    text: str, spans: Sequence[Span], published: str | None, dateline: str | None = None
) -> tuple[Timex, ...]:
    """The time expressions inside `spans` (offsets into `text`), in text order, not overlapping.

    `published` and `dateline` are ISO dates that may be cut to month or year; the dateline's day is
    the anchor where it is known, else publication. With neither, relative expressions keep their
    span and type and have value None, basis `relative`. `basis` is `explicit` (the value is in the
    words), `published` or `dateline` (resolved against it), `text` (against an expression before),
    `relative` (no anchor), `ambiguous` (two readings, as in 03/04/2022) or `none` (nothing before
    to be relative to). Values follow TIMEX3 (ISO-TimeML); DURATION and SET have no precision.
    """
    line, day = cal.read_anchor(dateline), cal.read_anchor(published)
    use_line = line is not None and line.day is not None
    names = load_names()
    scene = Scene(text, names, line if use_line else day, "dateline" if use_line else "published")
    return resolve(scene, scan(text, spans, load_grammar()))


class EventDate(NamedTuple):
    """An event's date: ISO, cut to `precision`; `enddate` is set where it covers more than one
    unit; `basis` says where it stands (explicit, relative, sentence, paragraph)."""

    date: str
    enddate: str | None
    precision: str
    basis: str
    span: Span


_RANGE = re.compile(r"\s*(?:[-–—]|to|and|until|till|through|,?\s*(?:ending|up\s+to))\s*(?:on\s+)?(?:the\s+)?")
_BOUND = re.compile(
    r"\b(?:since|until|till|before|after|ahead\s+of|prior\s+to|as\s+of|following|despite|by)\s+(?:the\s+|at\s+|early\s+|late\s+)*$"
)
_SUBORDINATE = re.compile(r"\b(?:since|which|who|when|after|before|because|while|where|as|if|until)\s[^,;:]*$")
_MODIFIER = re.compile(r"\b(?:the|a|an|its|his|her|their|our|this|that|[A-Za-z]+[’']s)\s+$", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:[’']s)?,?\s+(?!(?:in|on|at|by|and|to|of|for|with|after|before|when|that|from|as|but|because|while|where|during|said|was|were|is|are|has|had|will)\b)[a-z]"
)


@dataclass(frozen=True, slots=True)
class Around:
    """What else helps to choose among dates: the document's text, the event's trigger, and the spans
    of the other clauses of the sentence."""

    text: str | None = None
    trigger: Span | None = None
    others: tuple[Span, ...] = ()


def date_of(
    span: Span,
    sentence: Span,
    paragraph: Span,
    timexes: Sequence[Timex],
    published: str | None,
    around: Around = Around(),
) -> EventDate | None:
    """The date of the event whose own clause is `span`; None where the text gives none.

    Looked for in the clause (basis `explicit` if the words hold the value, else `relative`), then in
    its sentence, then in the paragraph before it (its running time, exact to the month at least and
    not after publication). Of several the nearest to the trigger is taken, those outside other
    clauses first. With the text at hand, expressions that date another noun ("the Aug. 7 bombing")
    are left out and those that only bound the time ("until Friday") or stand in a subordinate
    clause serve inside the event's own clause alone. DURATION, SET, references, decades and
    centuries never give a date, nor does publication by default.
    """
    usable = [t for t in timexes if t.type in ("DATE", "TIME") and cal.bounds(t.value)]
    centre, text = around.trigger or span, around.text

    def best(found: list[Timex], clauses: Sequence[Span], worst: int) -> Timex | None:
        ranked = [(_rank(t, centre, clauses, text), _gap(t.span, centre), t.span, t) for t in found]
        good = [row for row in ranked if row[0] <= worst]
        return min(good, key=lambda row: row[:3])[3] if good else None

    inner = [o for o in around.others if _within(o, span) and o != span]
    chosen = best([t for t in usable if _within(t.span, span)], inner, 3)
    if chosen:
        return _event_date(chosen, usable, "explicit" if chosen.basis == "explicit" else "relative", text)
    outside = [t for t in usable if _within(t.span, sentence) and not _within(t.span, span)]
    chosen = best(outside, [o for o in around.others if o != span], 1)
    if chosen:
        return _event_date(chosen, usable, "sentence", text)
    anchor = cal.read_anchor(published)
    before = [t for t in usable if _within(t.span, paragraph) and t.span[1] <= sentence[0]]
    fine = [t for t in before if t.precision in ("day", "time", "week", "month")]
    running = [t for t in fine if _rank(t, centre, (), text) == 0 and not (anchor and _late(t, anchor))]
    return _event_date(running[-1], usable, "paragraph", text) if running else None


def _late(timex: Timex, anchor: cal.Anchor) -> bool:
    covered = cal.bounds(timex.value)
    return covered is not None and _after(covered[0], anchor)


#: "a pact of 2001", "the attack of October 7": the date of the noun, not of what is told.
_OF_NOUN = re.compile(
    r"(?!\b(?:end|start|beginning|middle|month|evening|morning|night|day|week|early|part|summer|spring|winter|autumn|half"
    r"|course|eve)\b)\b[a-z]{4,} of (?:the )?$"
)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _gap(one: Span, other: Span) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _is_modifier(text: str, start: int, end: int) -> bool:
    """Whether the expression dates the noun after it: "the Aug. 7 bombing", "Monday's vote"."""
    owns = text[end : end + 2] in ("'s", "’s")
    return bool(_HEAD.match(text, end)) and (owns or bool(_MODIFIER.search(text, max(0, start - 16), start)))


def _rank(timex: Timex, trigger: Span, others: Iterable[Span], text: str | None) -> int:
    """0 plain, 1 inside another clause, 2 bounds the time, 3 in a subordinate clause that the trigger
    is not in, 4 dates another noun."""
    if text is not None:
        start, end = timex.span
        if _OF_NOUN.search(text, max(0, start - 24), start):
            return 4
        if _is_modifier(text, start, end):
            return (
                0 if 0 <= trigger[0] - end <= 40 and not re.search(r"[,.;]", text[end : trigger[0]].lstrip(",")) else 4
            )
        if _BOUND.search(text, max(0, start - 24), start):
            return 2
        before = clause_before(text, start)
        link = _SUBORDINATE.search(before)
        at = start - len(before) + (link.start() if link else 0)
        if link and (trigger[0] < at or re.search(r"[.!?]\s", text[end : trigger[0]])):
            return 3
    return 1 if any(_within(timex.span, o) and not _within(trigger, o) for o in others) else 0


def _event_date(timex: Timex, usable: Sequence[Timex], basis: str, text: str | None) -> EventDate:
    """Date and end of an expression, or of the range that it opens or closes."""
    first, last = cal.bounds(timex.value) or (dt.date.min, dt.date.min)
    precision = "day" if timex.precision == "time" else timex.precision or "day"
    at = usable.index(timex)
    pair = None
    if text is not None:
        for one, two in ((at, at + 1), (at - 1, at)):
            if one >= 0 and two < len(usable) and _is_range(usable[one], usable[two], text):
                pair = usable[one], usable[two]
    if pair is not None:
        lower, upper = cal.bounds(pair[0].value), cal.bounds(pair[1].value)
        if lower and upper and lower[0] <= upper[0]:
            return EventDate(
                _cut(lower[0], precision),
                _cut(upper[1], precision),
                precision,
                basis,
                (pair[0].span[0], pair[1].span[1]),
            )
    if precision in ("day", "month", "year"):
        return EventDate(_cut(first, precision), None, precision, basis, timex.span)
    if precision == "week":
        return EventDate(first.isoformat(), last.isoformat(), "week", basis, timex.span)
    return EventDate(f"{first:%Y-%m}", f"{last:%Y-%m}", precision, basis, timex.span)


def _is_range(one: Timex, two: Timex, text: str) -> bool:
    if one.precision != two.precision or not _RANGE.fullmatch(text, one.span[1], two.span[0]):
        return False
    joined = text[one.span[1] : two.span[0]].strip()
    before = text[max(0, one.span[0] - 10) : one.span[0]].lower()
    return joined != "and" or "between" in before


def _cut(day: dt.date, precision: str) -> str:
    return {"month": f"{day:%Y-%m}", "year": f"{day.year:04d}"}.get(precision, day.isoformat())


def contradictions(doc: str, text: str, timexes: Sequence[Timex], published: str | None) -> tuple[Problem, ...]:
    """Stated dates that cannot be: `date-after-publication` for a date that the words tell as past
    but that lies more than a day (the span of time zones) after publication, `weekday-mismatch` for
    a weekday that the date beside it does not have. `doc` names the document in the rows."""
    anchor = cal.read_anchor(published)
    rows: list[Problem] = []
    for timex in timexes:
        covered = cal.bounds(timex.value)
        if timex.type not in ("DATE", "TIME") or covered is None:
            continue
        words = text[timex.span[0] : timex.span[1]]
        if timex.basis == "explicit" and anchor and _after(covered[0], anchor) and _told_as_past(text, timex.span):
            message = f'"{words}" is told as past but lies after publication ({published})'
            rows.append(Problem(doc, "when", "date-after-publication", message, timex.span))
        weekday = re.match(r"([A-Z][a-z]+)[.,]", words)
        number = load_names().weekdays.get(weekday[1].lower()) if weekday else None
        if number is not None and timex.precision in ("day", "time") and covered[0].isoweekday() != number:
            rows.append(
                Problem(doc, "when", "weekday-mismatch", f'"{words}": {covered[0]} is a {covered[0]:%A}', timex.span)
            )
    return tuple(rows)


def _told_as_past(text: str, span: Span) -> bool:
    return not _is_modifier(text, *span) and is_past(text, *span)


def _after(day: dt.date, anchor: cal.Anchor) -> bool:
    """Whether `day` is more than one day after the anchor, as far as the anchor is known."""
    if anchor.date:
        return day > anchor.date + dt.timedelta(days=1)
    if anchor.month:
        return (day.year, day.month) > (anchor.year, anchor.month)
    return day.year > anchor.year
