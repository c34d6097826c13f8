"""Calendar dates as datelines, page heads and metadata write them.

Only what is certain is read: `05/10/2022` may be May or October and gives nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = {name: number for number, name in enumerate(_MONTHS, 1)}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|Jun\.|July?|Jul\.|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:19|20)\d\d"
MONTH_FIRST = rf"{_MONTH}\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?"
DAY_FIRST = rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?\s{_MONTH}"
#: A day with or without its year, as a dateline has it.
LOOSE_DAY = rf"(?:(?:{MONTH_FIRST}|{DAY_FIRST})(?:,?\s{_YEAR})?)"

_DATE = re.compile(
    rf"(?P<iso>(?<!\d){_YEAR}-\d\d-\d\d(?!\d))"
    rf"|(?P<slash>(?<!\d){_YEAR}[/.]\d\d?[/.]\d\d?(?!\d))"
    rf"|(?P<late>(?<!\d)\d\d?[/.]\d\d?[/.]{_YEAR}(?!\d))"
    rf"|(?P<month_first>(?<![a-z])(?P<mf_month>{_MONTH})[\s-]{{1,2}}(?P<mf_day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:,?\s{{1,2}}(?P<mf_year>{_YEAR}))?(?!\d))"
    rf"|(?P<day_first>(?<!\d)(?P<df_day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-](?P<df_month>{_MONTH})"
    rf"(?:,?[\s-](?P<df_year>{_YEAR}))?(?![a-z\d]))",
    re.IGNORECASE,
)
_ISO = re.compile(rf"({_YEAR})(?:-?(\d\d)(?:-?(\d\d))?)?(?=$|[T ])")
_YEAR_MONTH = re.compile(rf"({_MONTH}),?\s({_YEAR})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text; `year` is None where the text leaves it out."""

    span: Span
    year: int | None
    month: int
    day: int

    def iso(self) -> str | None:
        """The ISO date, None without a year."""
        return None if self.year is None else f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDate]:
    """The days written in `text[start:end]`, in order; ambiguous and impossible ones are left out."""
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        found = _read(match)
        if found is not None:
            yield found


def _read(match: re.Match[str]) -> FoundDate | None:
    year: int | None
    if match["iso"] or match["slash"]:
        year, month, day = (int(part) for part in re.split(r"[-/.]", match[0]))
    elif match["late"]:
        first, second, year = (int(part) for part in re.split(r"[/.]", match[0]))
        # With dots the day stands first wherever dots are used; with strokes either may.
        if "/" in match[0] and first <= 12 and second <= 12 and first != second:
            return None
        day, month = (second, first) if "/" in match[0] and second > 12 else (first, second)
    else:
        prefix = "mf" if match["month_first"] else "df"
        month = _NUMBER[match[f"{prefix}_month"][:3].lower()]
        day = int(match[f"{prefix}_day"])
        year = int(match[f"{prefix}_year"]) if match[f"{prefix}_year"] else None
    if not _exists(year if year is not None else 2000, month, day):
        return None
    return FoundDate(match.span(), year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def parse_date(value: str) -> str | None:
    """An ISO date, cut to its precision, from what a metadata field holds; None if it is not certain.

    >>> parse_date("2022-10-05T08:15:00Z"), parse_date("Wed, 05 Oct 2022 10:00:00 GMT"), parse_date("March 2021")
    ('2022-10-05', '2022-10-05', '2021-03')
    """
    value = value.strip()
    match = _ISO.match(value)
    if match is not None:
        year, month, day = match.groups()
        if month is None:
            return year if value == year else None
        if day is None:
            return f"{year}-{month}" if 1 <= int(month) <= 12 and "-" in value else None
        return f"{year}-{month}-{day}" if _exists(int(year), int(month), int(day)) else None
    for found in find_dates(value):
        return found.iso()
    loose = _YEAR_MONTH.search(value)
    return f"{loose[2]}-{_NUMBER[loose[1][:3].lower()]:02d}" if loose is not None else None


def nearest_before(month: int, day: int, published: str | None) -> str | None:
    """The day with the year that puts it on or before the publication date (one day of grace for zones).

    None where that would be more than half a year before: then something else is meant.
    """
    if published is None or len(published) != 10:
        return None
    latest = dt.date.fromisoformat(published) + dt.timedelta(days=1)
    for year in (latest.year, latest.year - 1):
        if _exists(year, month, day) and dt.timedelta(0) <= latest - dt.date(year, month, day) <= dt.timedelta(183):
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None
