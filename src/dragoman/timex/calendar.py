"""Arithmetic on calendar values: anchors, shifts, weeks, feasts, and the days a value covers."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from dragoman.timex.names import Holiday

Date = dt.date
_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?:(?P<m>0[1-9]|1[0-2])(?:-(?P<d>\d\d)(?:T.*)?)?|W(?P<w>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])"
    r"|H(?P<h>[12])|(?P<s>SP|SU|FA|WI)))?"
)
_SEASON_FIRST = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date as far as it is known: `month` and `day` are None below its precision."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> Date | None:
        """The day, if it is known to the day."""
        return Date(self.year, self.month, self.day) if self.month and self.day else None


def read_anchor(text: str | None) -> Anchor | None:
    """An `Anchor` of an ISO date that may be cut to its month or year; None if it is not one."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", text or "")
    if not found:
        return None
    year, month, day = (int(g) if g else None for g in found.groups())
    try:
        Date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return Anchor(year or 0, month, day)


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The year and month `count` months after the given one."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def shift(day: Date, count: int, code: str) -> Date | None:
    """`day` moved by `count` units (D, W, M, Y); the day of month is cut to the month's last."""
    try:
        if code in "DW":
            return day + dt.timedelta(days=count * (7 if code == "W" else 1))
        year, month = add_months(day.year, day.month, count * (12 if code == "Y" else 1))
        return Date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def week(day: Date) -> str:
    """The ISO week of a day, as TIMEX3 writes it."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def cut(day: Date, code: str) -> tuple[str, str]:
    """The value and precision of the unit (D, W, M, Y) that holds `day`."""
    if code == "D":
        return day.isoformat(), "day"
    if code == "W":
        return week(day), "week"
    return (f"{day:%Y-%m}", "month") if code == "M" else (f"{day.year:04d}", "year")


def easter(year: int) -> Date:
    """Western Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    rest = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return Date(year, month, day + 1)


def orthodox_easter(year: int) -> Date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus' Julian computus; 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return Date(year, month, day + 1) + dt.timedelta(days=13)


def holiday(day: Holiday, year: int) -> Date:
    """The date of a named day in a year."""
    if day.easter is not None:
        return easter(year) + dt.timedelta(days=day.easter)
    if day.orthodox is not None:
        return orthodox_easter(year) + dt.timedelta(days=day.orthodox)
    if day.nth is not None:
        month, weekday, which = day.nth
        first = Date(year, month, 1)
        ahead = (weekday - first.isoweekday()) % 7
        length = calendar.monthrange(year, month)[1]
        days = list(range(1 + ahead, length + 1, 7))
        return Date(year, month, days[which - 1 if which > 0 else which])
    month, number = day.date or (1, 1)
    return Date(year, month, number)


def valid(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def bounds(value: str | None) -> tuple[Date, Date] | None:
    """First and last day of a calendar value (day, week, month, quarter, half, season, year);
    None for durations, sets, references and unknown values."""
    found = _VALUE.fullmatch(value or "")
    if not found:
        return None
    part = found.groupdict()
    year = int(part["y"])
    try:
        if part["d"]:
            day = Date(year, int(part["m"]), int(part["d"]))
            return day, day
        if part["w"]:
            first = Date.fromisocalendar(year, int(part["w"]), 6 if part["we"] else 1)
            return first, Date.fromisocalendar(year, int(part["w"]), 7)
    except ValueError:
        return None
    if part["m"]:
        return _months(year, int(part["m"]), 1)
    if part["q"]:
        return _months(year, int(part["q"]) * 3 - 2, 3)
    if part["h"]:
        return _months(year, int(part["h"]) * 6 - 5, 6)
    if part["s"]:
        return _months(year, _SEASON_FIRST[part["s"]], 3)
    return (Date(year, 1, 1), Date(year, 12, 31)) if year else None


def _months(year: int, first: int, count: int) -> tuple[Date, Date]:
    last_year, last = add_months(year, first, count - 1)
    return Date(year, first, 1), Date(last_year, last, calendar.monthrange(last_year, last)[1])
