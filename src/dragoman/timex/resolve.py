"""From matches to time expressions: each rule's meaning, ranges, days with hours, sums of both."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from dragoman.model import Timex
from dragoman.timex import calendar as cal
from dragoman.timex import counted, days, lengths
from dragoman.timex.happenings import counted as from_happenings
from dragoman.timex.lists import shared
from dragoman.timex.patterns import Found
from dragoman.timex.scene import Meaning, Scene

Rule = Callable[[Scene, Found], Meaning | None]

_DAYS = frozenset({"dmy", "mdy", "wday", "wweek", "today", "iso", "holiday", "numeric", "dayofmonth"})
_CLOCKS = frozenset({"clock", "noon", "partof"})
_CLOCK_THEN_DAY = re.compile(
    r"\s*,?\s*(?:\(?(?:[A-Z]{2,4}|local\s+time)\)?,?\s+)?(?:\(?\d{1,2}(?::\d\d)?\s+GMT\)\s+)?(?:on\s+)?(?:the\s+)?"
)
_DAY_THEN_CLOCK = re.compile(
    r"\s*,?\s*(?:(?:at|around|about|by|from|until|before|after|shortly\s+(?:before|after))\s+)*(?:about\s+|around\s+)?"
)
_SAME_DAY = re.compile(r"\s*,\s+(?:on\s+)?")
_BRACKET = re.compile(r"\s*\(\s*|,\s+(?:a\s+)?")
_BESIDE = re.compile(r"\s+(?P<way>after|before|from|following)\s+(?:the\s+)?")


def _plain(type_: str) -> Rule:
    def rule(scene: Scene, found: Found) -> Meaning | None:
        if type_ == "SET":
            return Meaning("SET", scene.names.sets[found.match["word"].lower()], None, "explicit")
        words = re.sub(r"\s+", " ", found.match[0].lower())
        value = scene.names.references.get(words, "PAST_REF" if found.rule == "vagueago" else "PRESENT_REF")
        return Meaning("DATE", value, None, "explicit")

    return rule


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "my": days.month_year,
        "mnear": days.month_near,
        "mbare": days.month_bare,
        "matt": days.month_bare,
        "monthset": days.month_set,
        "wset": days.weekday_set,
        "wweek": days.weekday_week,
        "wday": days.weekday,
        "wnth": counted.weekday_of_month,
        "wago": counted.weekdays_ago,
        "wafternext": counted.weekday_after_next,
        "wthe": counted.weekday_the,
        "twoaway": counted.two_away,
        "today": days.today,
        "tonight": days.tonight,
        "reference": _plain("DATE"),
        "nowadays": _plain("DATE"),
        "vagueago": _plain("DATE"),
        "setword": _plain("SET"),
        "holiday": days.holiday,
        "dayofmonth": days.day_of_month,
        "iso": days.iso,
        "numeric": days.numeric,
        "year": days.year,
        "spoken": days.spoken,
        "decade": days.decade_of,
        "ago": lengths.ago,
        "hence": lengths.hence,
        "later": lengths.later,
        "earlierunit": lengths.earlier_unit,
        "adjacent": lengths.adjacent,
        "inword": lengths.in_word,
        "near": lengths.near,
        "edge": lengths.edge,
        "yearend": lengths.year_end,
        "weekend": lengths.weekend,
        "span": lengths.length,
        "length": lengths.length,
        "vaguelength": lengths.length,
        "row": lengths.row,
        "each": lengths.each,
        "rate": lengths.each,
        "quarter": lengths.quarter,
        "latestquarter": lengths.latest_quarter,
        "samequarter": lengths.same_quarter,
        "half": lengths.half,
        "century": lengths.century,
        "fiscal": lengths.fiscal,
        "fiscalnear": lengths.fiscal,
        "quarterq": lengths.quarter_mark,
        "halfh": lengths.quarter_mark,
        "season": lengths.season,
    }
)


def resolve(scene: Scene, found: Sequence[Found]) -> tuple[Timex, ...]:
    """The time expressions that the matches stand for, in text order."""
    at = 0
    while at < len(found):
        item = found[at]
        after = found[at + 1] if at + 1 < len(found) else None
        joined = _joined(scene, item, after) if after else None
        made = joined if joined is not None else _alone(scene, item)
        at += 1 if joined is None else 2
        for timex in made:
            _add(scene, timex)
    return tuple(from_happenings(scene, shared(scene, scene.history)))


def _add(scene: Scene, timex: Timex) -> None:
    """Append an expression; a length with "after" or "before" the day that follows makes one date."""
    last = scene.history[-1] if scene.history else None
    if last is not None and last.type == "DURATION" and timex.type in ("DATE", "TIME"):
        sum_ = _sum(scene, last, timex)
        if sum_ is not None:
            scene.history[-1] = sum_
            return
    scene.note(timex)


def _sum(scene: Scene, length: Timex, day: Timex) -> Timex | None:
    gap = _BESIDE.fullmatch(scene.text, length.span[1], day.span[0])
    size = re.fullmatch(r"P(\d+)([DWMY])", length.value or "")
    base = cal.bounds(day.value)
    if not gap or not size or base is None:
        return None
    code = size[2]
    fine = {
        "D": ("day", "time"),
        "W": ("day", "time"),
        "M": ("day", "time", "month"),
        "Y": ("day", "time", "month", "year"),
    }
    if day.precision not in fine[code]:
        return None
    moved = cal.shift(base[0], int(size[1]) * (-1 if gap["way"] == "before" else 1), code)
    if moved is None:
        return None
    level = {"time": "D", "day": "D", "month": "M", "year": "Y"}[day.precision or "day"]
    value, precision = cal.cut(moved, level)
    return Timex((length.span[0], day.span[1]), "DATE", value, precision, day.basis)


def _timex(meaning: Meaning, start: int, end: int) -> Timex:
    return Timex((start, end), meaning.type, meaning.value, meaning.precision, meaning.basis)


def _alone(scene: Scene, item: Found) -> list[Timex]:
    if item.rule in ("dmy", "mdy"):
        return _month_days(scene, item)
    if item.rule == "yearrange":
        return _year_range(item)
    if item.rule in ("clock", "noon", "partnear", "partalone"):
        return _clock_alone(scene, item)
    rule = RULES.get(item.rule)
    meaning = rule(scene, item) if rule else None
    return [_timex(meaning, item.start, item.end)] if meaning else []


def _month_days(scene: Scene, item: Found) -> list[Timex]:
    """A day of a month, or both ends of a range such as "June 3-5" and "5–7 May"."""
    match = item.match
    first = days.month_day(scene, item, int(match["day"]))
    if first is None:
        return []
    if not match["day2"]:
        return [_timex(first, item.start, item.end)]
    second = days.month_day(scene, item, int(match["day2"]))
    if second is None or int(match["day2"]) <= int(match["day"]):
        return [_timex(first, item.start, item.end)] if item.rule == "mdy" else []
    return [_timex(first, item.start, match.end("day")), _timex(second, match.start("day2"), item.end)]


def _year_range(item: Found) -> list[Timex]:
    """ "2014-2016", "2019/20": two years."""
    first, short = item.match["year"], item.match["year2"]
    second = short if len(short) == 4 else first[:2] + short
    apart = int(second) - int(first)
    if not 0 < apart <= 60 or (len(short) == 2 and apart > 1 and int(short) <= 12 and int(first) >= 2000):
        return []
    makes = [(first, *item.match.span("year")), (second, *item.match.span("year2"))]
    return [Timex((start, end), "DATE", value, "year", "explicit") for value, start, end in makes]


def _day_of(scene: Scene, item: Found) -> tuple[dt.date | None, str]:
    """The day of an hour that stands without one: of the same sentence, else the anchor's."""
    for last in scene.history[-1:]:
        gap = scene.text[last.span[1] : item.start]
        covered = cal.bounds(last.value)
        if covered and last.precision in ("day", "time") and not re.search(r"[.!?]\s|\n", gap):
            return covered[0], "text"
    return scene.today, scene.basis if scene.today else "relative"


def _clock_alone(scene: Scene, item: Found) -> list[Timex]:
    hour = days.clock_value(scene, item)
    if hour is None:
        return []
    if item.rule == "partnear":
        word = (days.group(item, "near") or "").lower()
        textual = days.near_word(item) in ("same", "following", "previous") or word == "the next"
        base = scene.base("D") if textual else scene.today
        basis = ("text" if textual else scene.basis) if base else ("none" if textual else "relative")
        steps = {"last": -1, "yesterday": -1, "following": 1, "the next": 1, "previous": -1}
        move = steps.get(days.near_word(item), steps.get(word, 0))
        day = base + dt.timedelta(days=move) if base else None
    else:
        day, basis = _day_of(scene, item)
    return [Timex((item.start, item.end), "TIME", f"{day}{hour}" if day else None, "time", basis)]


def _weekday_beside(scene: Scene, item: Found, after: Found) -> list[Timex] | None:
    """A weekday and the date that it is, "Tuesday (May 14)", "14 May (Tuesday)": the weekday has the date's
    day. None where the date has another weekday."""
    made = [_alone(scene, one) for one in (item, after)]
    if any(len(one) != 1 for one in made):
        return None
    (first,), (second,) = made
    day = first if after.rule == "wday" else second
    covered = cal.bounds(day.value)
    written = (after if after.rule == "wday" else item).match[0].split()[-1].strip(".").lower()
    if covered is None or scene.names.weekdays.get(written) != covered[0].isoweekday():
        return None
    return [
        replace(one, value=day.value, precision=day.precision, basis=one.basis if one is day else "text")
        for one in (first, second)
    ]


def _joined(scene: Scene, item: Found, after: Found) -> list[Timex] | None:
    """An hour beside its day as one expression: "noon Thursday", "Friday at 10:35"."""
    gap = scene.text[item.end : after.start]
    if item.rule in ("later", "adjacent") and after.rule in ("dmy", "mdy") and _SAME_DAY.fullmatch(gap):
        made = _alone(scene, after)
        return [replace(made[0], span=(item.start, item.end), basis="text"), *made] if made else None
    if {item.rule, after.rule} <= {"wday", "dmy", "mdy"} and item.rule != after.rule and _BRACKET.fullmatch(gap):
        return _weekday_beside(scene, item, after)
    if len(gap) > 30 or "\n\n" in gap:
        return None
    if item.rule in _CLOCKS and after.rule in _DAYS and _CLOCK_THEN_DAY.fullmatch(gap):
        clock, day = item, after
    elif item.rule in _DAYS and after.rule in ("clock", "noon") and _DAY_THEN_CLOCK.fullmatch(gap):
        clock, day = after, item
    else:
        return None
    hour = days.clock_value(scene, clock)
    made = _alone(scene, day)
    if hour is None or len(made) != 1 or made[0].value == "PRESENT_REF":
        return None
    value = made[0].value
    span = (item.start, after.end)
    return [Timex(span, "TIME", f"{value[:10]}{hour}" if value else None, "time", made[0].basis)]
