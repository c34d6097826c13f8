"""What weekdays mean that are counted: "the first Monday in May", "two Sundays ago", "the week before last"."""

from __future__ import annotations

import datetime as dt
import re

from dragoman.timex import calendar as cal
from dragoman.timex.days import day_of_month, group, month_bare, month_year, near_word
from dragoman.timex.numbers import count, ordinal
from dragoman.timex.patterns import Found
from dragoman.timex.scene import Meaning, Scene

_STEP = {"last": -1, "this": 0, "next": 1}
_PRECISION = {"week": "W", "month": "M", "year": "Y"}


def _number(scene: Scene, found: Found) -> int:
    return scene.names.weekdays[found.match["weekday"].lower()]


def weekday_of_month(scene: Scene, found: Found) -> Meaning | None:
    """ "the first Monday in May", "the last Friday of April 2024", "the third Sunday of last month"; of every
    month it is a set."""
    if group(found, "each"):
        return Meaning("SET", "P1M", None, "explicit")
    month, basis = _month(scene, found)
    words = found.match["ord"].lower()
    nth = -1 if words == "last" else ordinal(words, scene.names)
    if month is None or nth is None or not -1 <= nth <= 5:
        return Meaning("DATE", None, "day", "relative")
    first = dt.date(*month, 1)
    days = [first + dt.timedelta(days=k) for k in range(31)]
    days = [d for d in days if d.month == month[1] and d.isoweekday() == _number(scene, found)]
    at = nth if nth < 0 else nth - 1
    return Meaning("DATE", days[at].isoformat(), "day", basis) if at < len(days) else None


def _month(scene: Scene, found: Found) -> tuple[tuple[int, int] | None, str]:
    if group(found, "month"):
        dated = group(found, "year") or group(found, "near")
        meaning = month_year(scene, found) if dated else month_bare(scene, found)
        covered = cal.bounds(meaning.value) if meaning else None
        return ((covered[0].year, covered[0].month), meaning.basis) if covered and meaning else (None, "relative")
    if scene.anchor is None or scene.anchor.month is None:
        return None, "relative"
    step = _STEP.get(near_word(found, "of"), 0)
    return cal.add_months(scene.anchor.year, scene.anchor.month, step), scene.basis


def weekdays_ago(scene: Scene, found: Found) -> Meaning:
    """ "two Sundays ago", "the Friday before last" (two of them back)."""
    words = group(found, "count")
    times = count(words, scene.names) if words else 2.0
    today = scene.today
    if today is None or times is None:
        return Meaning("DATE", None, "day", "relative")
    back = (today.isoweekday() - _number(scene, found)) % 7 or 7
    return scene.dated((today - dt.timedelta(days=back + 7 * (int(times) - 1))).isoformat(), "day")


def weekday_after_next(scene: Scene, found: Found) -> Meaning:
    """ "Monday week": a week after the coming Monday."""
    today = scene.today
    if today is None:
        return Meaning("DATE", None, "day", "relative")
    ahead = (_number(scene, found) - today.isoweekday()) % 7 or 7
    return scene.dated((today + dt.timedelta(days=ahead + 7)).isoformat(), "day")


def weekday_the(scene: Scene, found: Found) -> Meaning:
    """ "Monday the 13th": the day of the month."""
    return day_of_month(scene, found)


def two_away(scene: Scene, found: Found) -> Meaning:
    """ "the week before last", "the month after next"."""
    code = _PRECISION[found.match["unit"].lower()]
    way = -2 if re.match("before", found.match["way"], re.IGNORECASE) else 2
    base = scene.today if code == "W" else scene.middle
    if base is None and code == "Y" and scene.anchor is not None:
        base = dt.date(scene.anchor.year, 7, 1)
    moved = cal.shift(base, way, code) if base else None
    if moved is None:
        return Meaning("DATE", None, {"W": "week", "M": "month", "Y": "year"}[code], "relative")
    return scene.dated(*cal.cut(moved, code))
