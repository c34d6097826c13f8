"""Lists and ranges whose members share what only one of them says: "March, April and May 2020"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.model import Timex
from dragoman.timex import calendar as cal
from dragoman.timex.names import either
from dragoman.timex.scene import Scene

_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to|through|until|till)\s+|\s*[-–—/&]\s*)"
_DAYS_BEFORE = re.compile(
    r"(?:(?<![\w.,/-])(?:0?[1-9]|[12]\d|3[01])(?:\s*,\s*(?:and\s+)?|\s+(?:and|or)\s+|\s*[/&]\s*))+$"
)
_DAYS_AFTER = re.compile(
    r"(?:\s*,\s*(?:0?[1-9]|[12]\d|3[01]))*,?\s+and\s+(?:0?[1-9]|[12]\d|3[01])(?=\s*(?:[.;:)]|,(?!\d)|$)|\s+(?:in|at|by|when|as)\s)"
)
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"\s+(?:to|through|until|till|and)\s+")
_FROM = re.compile(r"\b(?P<word>from|between)\s+$")


def shared(scene: Scene, timexes: Sequence[Timex]) -> list[Timex]:
    """The expressions with those that a list or range adds or puts right, in text order."""
    out: list[Timex] = []
    for timex in timexes:
        text = scene.text[slice(*timex.span)]
        months = _months(scene, timex, text) if timex.precision == "month" and timex.basis == "explicit" else []
        days = _days(scene, timex, text) if timex.precision == "day" and timex.type == "DATE" else []
        first = min((t.span[0] for t in (*months, *days)), default=timex.span[0])
        while out and out[-1].span[0] >= first and (months or days):
            out.pop()
        out.extend(t for t in (*months, *days) if t.span[1] <= timex.span[0])
        out.append(timex)
        out.extend(t for t in days if t.span[0] >= timex.span[1])
    out = _distinct(out)
    return [_range_end(scene, one, two) for one, two in zip([None, *out], out, strict=False)]


def _distinct(timexes: Sequence[Timex]) -> list[Timex]:
    """Without those that a list has taken in already."""
    out: list[Timex] = []
    for timex in timexes:
        if not out or timex.span[0] >= out[-1].span[1]:
            out.append(timex)
    return out


def _months(scene: Scene, timex: Timex, words: str) -> list[Timex]:
    """Months joined to one with a year: theirs is that year, or the one before where they come later in it."""
    if not re.search(r"\d{4}$", words) or not words[:1].isupper():
        return []
    name = rf"(?:{either(scene.names.full_months)})"
    before = re.search(rf"(?<![\w-])(?:{name}{_JOIN})+$", scene.text[max(0, timex.span[0] - 80) : timex.span[0]])
    if before is None:
        return []
    offset = max(0, timex.span[0] - 80) + before.start()
    year, month = int((timex.value or "0-1")[:4]), int((timex.value or "0-1")[5:7])
    out: list[Timex] = []
    for found in reversed(list(re.finditer(name, before[0]))):
        number = scene.names.months[found[0].lower()]
        year, month = (year - 1 if number >= month else year), number
        span = (offset + found.start(), offset + found.end())
        out.append(Timex(span, "DATE", f"{year:04d}-{number:02d}", "month", "explicit"))
    return out[::-1]


def _days(scene: Scene, timex: Timex, words: str) -> list[Timex]:
    """Days joined to one with a month: "1, 2 and 3 March", "March 1, 2 and 3"."""
    if timex.value is None or len(timex.value) != 10 or not re.search(r"[A-Za-z]", words):
        return []
    day = int(timex.value[8:])
    if re.match(r"\d", words):
        left = max(0, timex.span[0] - 40)
        found = _DAYS_BEFORE.search(scene.text, left, timex.span[0])
        numbers = list(_NUMBER.finditer(scene.text, found.start(), found.end())) if found else []
        rising = [int(n[0]) for n in numbers] + [day]
    else:
        found = _DAYS_AFTER.match(scene.text, timex.span[1]) if words[-1:].isdigit() else None
        numbers = list(_NUMBER.finditer(scene.text, found.start(), found.end())) if found else []
        rising = [day] + [int(n[0]) for n in numbers]
    if any(a >= b for a, b in pairwise(rising)) or (re.search(r"\d{4}", words) and not re.match(r"\d", words)):
        return []
    year, month = int(timex.value[:4]), int(timex.value[5:7])
    return [
        Timex(n.span(), "DATE", f"{timex.value[:8]}{int(n[0]):02d}", "day", timex.basis)
        for n in numbers
        if cal.valid(year, month, int(n[0]))
    ]


def _range_end(scene: Scene, one: Timex | None, two: Timex) -> Timex:
    """The end of "from Friday to Sunday": the first such day after the start."""
    if one is None or one.precision != "day" or two.precision != "day" or not one.value or not two.value:
        return two
    text = scene.text
    names = scene.names.weekdays
    if text[slice(*one.span)].lower() not in names or text[slice(*two.span)].lower() not in names:
        return two
    if not _RANGE.fullmatch(text, one.span[1], two.span[0]) or not _FROM.search(text, 0, one.span[0]):
        return two
    start = dt.date.fromisoformat(one.value)
    gap = (names[text[slice(*two.span)].lower()] - start.isoweekday()) % 7 or 7
    return replace(two, value=(start + dt.timedelta(days=gap)).isoformat())
