"""Time expressions of news text, the dates of events, and dates that contradict publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

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
_LINK = (
    r"(?:in|on|at|by|and|to|of|for|with|after|before|when|that|from|as|but|because|while|where|during|said|was|were|is|are"
    r"|has|had|will)\b"
)
_HEAD = re.compile(rf"(?:[’']s)?,?\s+(?!{_LINK})[a-z]")


@dataclass(frozen=True, slots=True)
class Around:
    """What else helps to choose among dates: the document's text, the event's trigger, and the spans
    of the other clauses of the sentence.

    `closed` are those whose times are not the event's ("who left in 2015"), `own` those that say when
    the event itself began. A time outside the clause counts only inside `reach`; `running` says whether
    the running time of the paragraph may be the event's, `spoken` that the event is done by speaking,
    `coarse` that a time outside is roughly the event's ("worsened in 2020 after troops clashed"): to the
    month at best. `noun` says that the event is a noun, and whether it is a verb's object; `nouns` are
    the other event nouns that stand below it, whose months and years are their own.
    """

    text: str | None = None
    trigger: Span | None = None
    others: tuple[Span, ...] = ()
    closed: tuple[Span, ...] = ()
    own: tuple[Span, ...] = ()
    reach: Span | None = None
    running: bool = True
    spoken: bool = False
    coarse: bool = False
    noun: Literal["none", "object", "other"] = "none"
    nouns: tuple[Span, ...] = ()


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
    not after publication, told as past at most two sentences before). Of several the nearest to the
    trigger is taken, those outside other clauses first. With the text at hand, expressions that date
    another noun ("the Aug. 7 bombing") are left out and those that only bound the time ("until
    Friday") or stand in a subordinate clause serve inside the event's own clause alone. DURATION, SET,
    references, decades and centuries never give a date, nor does publication by default.
    """
    first = max(paragraph[0], sentence[0] - 2 * _RUN_CHARACTERS) if around.text is not None else paragraph[0]
    last_end = max(sentence[1], span[1])
    near = [t for t in timexes if first <= t.span[0] < last_end and t.type in ("DATE", "TIME")]
    usable = [t for t in near if cal.bounds(t.value)]
    text, trigger = around.text, around.trigger or span
    open_ = [t for t in usable if not any(_within(t.span, c) for c in around.closed) and not _claimed(t, around)]

    def best(found: list[Timex], clauses: Sequence[Span], worst: int) -> Timex | None:
        ranked = [(_rank(t, trigger, clauses, text), _gap(t.span, trigger), t.span, t) for t in found]
        good = [row for row in ranked if row[0] <= worst]
        return min(good, key=lambda row: row[:3])[3] if good else None

    inner = [o for o in around.others if _within(o, span) and o != span]
    homes = (span, *around.own)
    beside = next((t for t in usable if _beside(t, span, around) or _opens(t, span, around)), None)
    chosen = beside or best([t for t in open_ if any(_within(t.span, home) for home in homes)], inner, 3)
    if chosen:
        return _event_date(chosen, usable, "explicit" if chosen.basis == "explicit" else "relative", text)
    reach = around.reach or sentence
    outside = [t for t in open_ if _within(t.span, reach) and not _within(t.span, span)]
    if around.coarse:
        outside = [t for t in outside if t.precision in ("month", "season", "year")]
    chosen = best(outside, [o for o in around.others if o != span], 1)
    if chosen:
        return _event_date(chosen, usable, "sentence", text)
    before = [t for t in usable if _within(t.span, paragraph) and t.span[1] <= sentence[0]]
    last = before[-1] if before and around.running else None
    return _event_date(last, usable, "paragraph", text) if last and _runs(last, sentence, published, around) else None


_JOIN = re.compile(r",?\s+(?:(?:in|on|at|from|of)\s+)?(?:the\s+|early\s+|late\s+|mid-?)*")


def _beside(timex: Timex, span: Span, around: Around) -> bool:
    """Whether a time right behind an event noun is its own: "the bombing in 1979", "the coup of July 2016". That
    behind an object is so if it is no day: "discussed the attack on Monday" tells when they spoke."""
    if around.noun == "none" or around.text is None or timex.span[0] < (around.trigger or span)[1]:
        return False
    ends = (span[1], (around.trigger or span)[1])
    gap = next(
        (m for m in (_JOIN.fullmatch(around.text, end, timex.span[0]) for end in ends if end <= timex.span[0]) if m),
        None,
    )
    if gap is None or _is_modifier(around.text, *timex.span):
        return False
    return around.noun == "other" or " of " in gap[0] or timex.precision in ("month", "season", "year")


def _opens(timex: Timex, span: Span, around: Around) -> bool:
    """Whether the event's clause hangs on a time by "when": "since early 2014, when it was ousted"."""
    text = around.text
    if text is None or not text.startswith("when ", span[0]):
        return False
    return re.fullmatch(r",?\s+", text[timex.span[1] : span[0]]) is not None


def _claimed(timex: Timex, around: Around) -> bool:
    """Whether a month, season or year is that of another event noun: "scorned an announcement in December"."""
    text = around.text
    if text is None or timex.precision not in ("month", "season", "year"):
        return False
    return any(
        (noun[0] < timex.span[0] and _within(timex.span, noun)) or _JOIN.fullmatch(text, noun[1], timex.span[0])
        for noun in around.nouns
    )


#: So far before an event's sentence, in sentences and in characters, a time still runs.
_RUN_SENTENCES, _RUN_CHARACTERS = 2, 400
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]*[A-Z])")
_SAID = re.compile(
    r"\b(?:said|says|told|tweeted|announced|declared|wrote|claimed|reported|confirmed)(?:\s+[\w’'-]+){0,3}\s+$"
)


def _runs(timex: Timex, sentence: Span, published: str | None, around: Around) -> bool:
    """Whether a time of an earlier sentence goes on to the event's: the narrative's own past day, week or
    month, near enough, and not the time at which somebody says something, unless the event is speech."""
    text, anchor = around.text, cal.read_anchor(published)
    if timex.precision not in ("day", "time", "week", "month") or (anchor and _late(timex, anchor)):
        return False
    if text is None:
        return True
    start, end = timex.span
    gap = text[end : sentence[0]]
    if len(gap) > _RUN_CHARACTERS or len(_SENTENCE_END.findall(gap)) > _RUN_SENTENCES or "\n\n" in gap.strip():
        return False
    said = _SAID.search(clause_before(text, start))
    return _rank(timex, timex.span, (), text) == 0 and is_past(text, start, end) and (around.spoken or not said)


def _late(timex: Timex, anchor: cal.Anchor) -> bool:
    covered = cal.bounds(timex.value)
    return covered is not None and _after(covered[0], anchor)


#: What may stand between a time and the noun that it modifies: "the Aug. 7 suicide car bombing".
_NEAR_HEAD = re.compile(rf"(?:[’']s)?,?\s+(?:(?!{_LINK})[\w’'-]+\s+){{0,3}}")
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
            return 0 if _NEAR_HEAD.fullmatch(text, end, max(end, trigger[0])) else 4
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
    a weekday that the date beside it does not have ("Monday, March 5", "March 5 (Monday)"), and
    `dates-disagree` for a day that the date in apposition is not ("yesterday, May 3"). `doc` names the
    document in the rows."""
    anchor = cal.read_anchor(published)
    rows: list[Problem] = []
    dates = [t for t in timexes if t.type in ("DATE", "TIME") and cal.bounds(t.value)]
    for timex in dates:
        words = text[timex.span[0] : timex.span[1]]
        first = (cal.bounds(timex.value) or (dt.date.min,))[0]
        if timex.basis == "explicit" and anchor and _after(first, anchor) and _told_as_past(text, timex.span):
            message = f'"{words}" is told as past but lies after publication ({published})'
            rows.append(Problem(doc, "when", "date-after-publication", message, timex.span))
        if timex.precision in ("day", "time") and _stated_weekday(words) not in (None, first.isoweekday()):
            message = f'"{words}": {first} is a {first:%A}'
            rows.append(Problem(doc, "when", "weekday-mismatch", message, timex.span))
    for one, two in pairwise(dates):
        rows.extend(_disagreement(doc, text, one, two))
    return tuple(sorted(rows, key=lambda row: row.span or (0, 0)))


_APPOSED = re.compile(r"\s*(?:,\s*(?:on\s+|a\s+)?|\(\s*)")
_DAY_WORD = re.compile(r"(?:today|yesterday|tomorrow|the day (?:before yesterday|after tomorrow))", re.IGNORECASE)


def _stated_weekday(words: str) -> int | None:
    """The number of the weekday that stands before a date, Monday as 1."""
    weekday = re.match(r"([A-Z][a-z]+)(?:[.,]|\s*\(|\s+\d|\s+[A-Z])", words)
    return load_names().weekdays.get(weekday[1].lower()) if weekday else None


def _disagreement(doc: str, text: str, one: Timex, two: Timex) -> Iterable[Problem]:
    """A row where two days in apposition are not the same."""
    first, second = cal.bounds(one.value), cal.bounds(two.value)
    if not first or not second or {one.precision, two.precision} - {"day", "time"}:
        return
    if first[0] == second[0] or not _APPOSED.fullmatch(text, one.span[1], two.span[0]):
        return
    left, right = text[slice(*one.span)], text[slice(*two.span)]
    weekday = [load_names().weekdays.get(words.lower()) for words in (left, right)]
    dated = [bool(re.search(r"\d", words)) for words in (left, right)]
    if dated not in ([True, False], [False, True]):
        return
    word = left if dated[1] else right
    span = (one.span[0], two.span[1])
    if any(weekday):
        day = second[0] if dated[1] else first[0]
        if day.isoweekday() not in weekday:
            message = f'"{left}, {right}": {day} is a {day:%A}'
            yield Problem(doc, "when", "weekday-mismatch", message, span)
    elif _DAY_WORD.fullmatch(word):
        yield Problem(doc, "when", "dates-disagree", f'"{left}" is {first[0]}, "{right}" is {second[0]}', span)


_CHANGED = re.compile(r"\b(?:amended|corrected|updated|revised|clarified|edited|modified|changed)\b")
_OWNER = re.compile(r"\b(?:its|his|her|their|our|my|the|[A-Za-z]+[’']s)\s+$")


def _told_as_past(text: str, span: Span) -> bool:
    """Whether the words tell the time as past: not that of a forecast ("cut his 2030 estimate") nor of a change
    to the page after its publication."""
    before = clause_before(text, span[0])
    if _CHANGED.search(before) or (span[1] - span[0] == 4 and _OWNER.search(before)):
        return False
    return not _is_modifier(text, *span) and is_past(text, *span)


def _after(day: dt.date, anchor: cal.Anchor) -> bool:
    """Whether `day` is more than one day after the anchor, as far as the anchor is known."""
    if anchor.date:
        return day > anchor.date + dt.timedelta(days=1)
    if anchor.month:
        return (day.year, day.month) > (anchor.year, anchor.month)
    return day.year > anchor.year
