"""What days, months, weekdays, holidays, years and hours mean."""

from __future__ import annotations

import datetime as dt
import re

from dragoman.timex import calendar as cal
from dragoman.timex.names import Holiday
from dragoman.timex.numbers import decade, spoken_year
from dragoman.timex.patterns import Found
from dragoman.timex.scene import Meaning, Scene


def group(found: Found, name: str) -> str | None:
    """A named group of the match; None where the rule has none of that name."""
    return found.match.groupdict().get(name)


def near_word(found: Found, name: str = "near") -> str:
    """The pointing word of a match, in one spelling: last, this, next, following, previous, same."""
    words = re.sub(r"\s+", " ", (group(found, name) or "").lower())
    words = re.sub(r"^(?:the|this) (?=past|coming|following|previous|same|current|present)|^that (?=same)", "", words)
    return {
        "past": "last",
        "coming": "next",
        "current": "this",
        "present": "this",
        "that": "same",
        "the": "this",
        "latest": "last",
        "new": "this",
        "most recent": "last",
    }.get(words, words)


STEP = {"last": -1, "this": 0, "next": 1, "following": 1, "previous": -1, "same": 0}


def near_year(scene: Scene, word: str) -> tuple[int | None, str]:
    """The year that "last year", "the same year" … mean, with the basis."""
    if word in ("following", "previous", "same"):
        base = scene.base("Y")
        return (base.year + STEP[word], "text") if base else (None, "none")
    if scene.anchor is None:
        return None, "relative"
    return scene.anchor.year + STEP[word], scene.basis


def _month_number(scene: Scene, found: Found) -> int:
    return scene.names.months[found.match["month"].lower().rstrip(".")]


def month_day(scene: Scene, found: Found, day: int) -> Meaning | None:
    """A month and day, with its year where the text gives it."""
    month = _month_number(scene, found)
    if not cal.valid(2000, month, day):
        return None
    year, basis = None, "explicit"
    if group(found, "year"):
        year = int(found.match["year"])
    elif group(found, "near"):
        year, basis = near_year(scene, near_word(found))
    else:
        basis = scene.basis
        today = scene.middle
        if today is not None:
            options = {
                k: dt.date(today.year + k, month, day) for k in (-4, -1, 0, 1) if cal.valid(today.year + k, month, day)
            }
            way = "none" if scene.attributive(found.start, found.end) else scene.way(found.start, found.end)
            chosen = scene.pick(options.values(), way)
            year = chosen.year if chosen else None
    if year is None:
        return Meaning("DATE", None, "day", "relative")
    return Meaning("DATE", f"{year:04d}-{month:02d}-{day:02d}", "day", basis) if cal.valid(year, month, day) else None


def month_year(scene: Scene, found: Found) -> Meaning | None:
    """ "August 1988", "June last year", "January nineteen ninety-seven"."""
    month = _month_number(scene, found)
    if group(found, "year"):
        year, basis = int(found.match["year"]), "explicit"
    elif group(found, "spoken"):
        spoken = spoken_year(found.match["spoken"], scene.names)
        if spoken is None:
            return None
        year, basis = spoken, "explicit"
    else:
        known, basis = near_year(scene, near_word(found))
        if known is None:
            return Meaning("DATE", None, "month", basis)
        year = known
    return Meaning("DATE", f"{year:04d}-{month:02d}", "month", basis)


def month_near(scene: Scene, found: Found) -> Meaning:
    """ "last November", "this September", "next March", "that July"."""
    month, word = _month_number(scene, found), near_word(found)
    if word in ("following", "previous", "same"):
        base = scene.base("Y")
        if base is None:
            return Meaning("DATE", None, "month", "none")
        year = base.year + (word == "following" and month <= base.month) - (word == "previous" and month >= base.month)
        return Meaning("DATE", f"{year:04d}-{month:02d}", "month", "text")
    if scene.anchor is None or scene.anchor.month is None:
        return Meaning("DATE", None, "month", "relative")
    now = scene.anchor.month
    year = scene.anchor.year + {"last": -1 if month >= now else 0, "next": 1 if month <= now else 0}.get(word, 0)
    return scene.dated(f"{year:04d}-{month:02d}", "month")


def month_bare(scene: Scene, found: Found) -> Meaning:
    """A month alone: the verb says whether the last or the coming one."""
    month = _month_number(scene, found)
    if scene.anchor is None or scene.anchor.month is None:
        return Meaning("DATE", None, "month", "relative")
    ahead = (month - scene.anchor.month) % 12
    way = "none" if scene.attributive(found.start, found.end) else scene.way(found.start, found.end)
    future = ahead == 0 or (way == "future" and ahead <= 10) or (way == "none" and ahead <= 2)
    year, number = cal.add_months(scene.anchor.year, scene.anchor.month, ahead if future else ahead - 12)
    return scene.dated(f"{year:04d}-{number:02d}", "month")


def month_set(scene: Scene, found: Found) -> Meaning:
    """ "every April"."""
    return Meaning("SET", f"XXXX-{_month_number(scene, found):02d}", "month", "explicit")


def weekday_set(scene: Scene, found: Found) -> Meaning:
    """ "every Friday", "on Fridays"."""
    return Meaning("SET", f"XXXX-WXX-{scene.names.weekdays[found.match['weekday'].lower()]}", "day", "explicit")


def _with_part(scene: Scene, found: Found, day: dt.date | None, basis: str) -> Meaning:
    """A day, or the part of it that the match names."""
    part = group(found, "part")
    kind, precision = ("TIME", "time") if part else ("DATE", "day")
    if day is None:
        return Meaning(kind, None, precision, basis)  # type: ignore[arg-type]
    suffix = f"T{scene.names.parts[part.lower()]}" if part else ""
    return Meaning(kind, day.isoformat() + suffix, precision, basis)  # type: ignore[arg-type]


def weekday(scene: Scene, found: Found) -> Meaning:
    """A weekday name: the nearest past day, publication included, unless the words point ahead."""
    number, word = scene.names.weekdays[found.match["weekday"].lower()], near_word(found)
    if word in ("following", "previous", "same"):
        base = scene.base("D")
        if base is None:
            return _with_part(scene, found, None, "none")
        gap = (number - base.isoweekday()) % 7
        days = {"following": gap or 7, "previous": gap - 7}.get(word, gap)
        return _with_part(scene, found, base + dt.timedelta(days=days), "text")
    today = scene.today
    if today is None:
        return _with_part(scene, found, None, "relative")
    return _with_part(scene, found, _weekday_date(scene, found, today, number, word), scene.basis)


def _weekday_date(scene: Scene, found: Found, today: dt.date, number: int, word: str) -> dt.date:
    back = (today.isoweekday() - number) % 7
    monday = today - dt.timedelta(days=today.isoweekday() - 1)
    if word == "last":
        days = back or 7
        return today - dt.timedelta(days=days + 7 if days == 1 and "past" not in (group(found, "near") or "") else days)
    if word == "next" and "coming" not in (group(found, "near") or ""):
        return monday + dt.timedelta(days=6 + number)
    if word in ("this", "next"):
        way = scene.way(found.start, found.end)
        ahead = (number - today.isoweekday()) % 7
        return today - dt.timedelta(days=back) if way == "past" and word == "this" else today + dt.timedelta(days=ahead)
    way = scene.way(found.start, found.end)
    possessive = scene.text[found.end : found.end + 2] in ("'s", "’s") or scene.attributive(found.start, found.end)
    if possessive and re.search(
        r"\b(?:after|follow(?:s|ed|ing)|since|despite|over|from)\s+(?:the\s+)?$",
        scene.text[max(0, found.start - 14) : found.start],
    ):
        way = "past"
    if back == 0:
        return today
    # The day after publication: six days ago has "last" before it, save in the reviews of a weekend.
    if way == "future" or (back == 6 and (way == "none" or today.isoweekday() < 6)):
        return today + dt.timedelta(days=7 - back)
    return today - dt.timedelta(days=back)


def weekday_week(scene: Scene, found: Found) -> Meaning:
    """ "Friday of last week"."""
    today = scene.today
    if today is None:
        return _with_part(scene, found, None, "relative")
    monday = today - dt.timedelta(days=today.isoweekday() - 1)
    days = 7 * STEP[near_word(found)] + scene.names.weekdays[found.match["weekday"].lower()] - 1
    return _with_part(scene, found, monday + dt.timedelta(days=days), scene.basis)


_OFFSET = {"today": 0, "yesterday": -1, "tomorrow": 1, "day after tomorrow": 2, "day before yesterday": -2}
_AGE = re.compile(
    r"[’']s\s+(?:world|society|age|generation|standards|climate|youth|environment|terms|money|prices|dollars)\b"
)


def today(scene: Scene, found: Found) -> Meaning:
    """ "today", "yesterday evening", "the day after tomorrow"; "today's world" is only the present."""
    word = re.sub(r"\s+", " ", found.match["word"].lower())
    if word == "today" and _AGE.match(scene.text, found.end):
        return Meaning("DATE", "PRESENT_REF", None, "explicit")
    day = scene.today
    if day is None:
        return _with_part(scene, found, None, "relative")
    return _with_part(scene, found, day + dt.timedelta(days=_OFFSET[word]), scene.basis)


def tonight(scene: Scene, _found: Found) -> Meaning:
    """The night of the anchor day."""
    day = scene.today
    return Meaning("TIME", f"{day}TNI" if day else None, "time", scene.basis if day else "relative")


def holiday(scene: Scene, found: Found) -> Meaning | None:
    """A day with a name, in the year that is given or meant."""
    row = scene.names.holidays[re.sub(r"\s+", " ", found.match["name"])]
    if row.year:
        return Meaning("DATE", cal.holiday(row, row.year).isoformat(), "day", "explicit")
    year = group(found, "year")
    if year:
        return Meaning("DATE", cal.holiday(row, int(year)).isoformat(), "day", "explicit")
    return scene.dated(_holiday_value(scene, found, row), "day")


def _holiday_value(scene: Scene, found: Found, row: Holiday) -> str | None:
    now, word = scene.middle, near_word(found)
    if now is None:
        return None
    options = {k: cal.holiday(row, now.year + k) for k in (-1, 0, 1)}
    if word == "last":
        return max(d for d in options.values() if d < now).isoformat()
    if word == "next":
        return min(d for d in options.values() if d > now).isoformat()
    chosen = options[0] if word == "this" else scene.pick(options.values(), scene.way(found.start, found.end))
    return chosen.isoformat() if chosen else None


def day_of_month(scene: Scene, found: Found) -> Meaning:
    """ "on the 14th": of the anchor's month or the one beside it, as the verb says."""
    now, number = scene.today, int(found.match["day"])
    if now is None:
        return Meaning("DATE", None, "day", "relative")
    word = near_word(found)
    months = {k: cal.add_months(now.year, now.month, k) for k in (-2, -1, 0, 1, 2)}
    options = {k: dt.date(*months[k], number) for k in months if cal.valid(*months[k], number)}
    if group(found, "near"):
        chosen = options.get(STEP[word])
    else:
        way = scene.way(found.start, found.end)
        later = [d for d in options.values() if d >= now]
        earlier = [d for d in options.values() if d <= now]
        chosen = (min(later) if way == "future" else max(earlier)) if later and earlier else None
    return scene.dated(chosen.isoformat() if chosen else None, "day")


def iso(_scene: Scene, found: Found) -> Meaning | None:
    """ "2022-02-14", with or without an hour."""
    year, month, day = (int(found.match[k]) for k in ("year", "month", "day"))
    if not cal.valid(year, month, day):
        return None
    value = f"{year:04d}-{month:02d}-{day:02d}"
    if group(found, "hour"):
        return Meaning("TIME", f"{value}T{found.match['hour']}:{found.match['minute']}", "time", "explicit")
    return Meaning("DATE", value, "day", "explicit")


def numeric(scene: Scene, found: Found) -> Meaning | None:
    """ "14.02.2022", "14/02/22": day and month in the only order that is possible; where both are,
    a point means day first and other marks leave the value open (basis `ambiguous`)."""
    first, second, mark = int(found.match["first"]), int(found.match["second"]), found.match["mark"]
    year = found.match["year"]
    if len(year) == 2 and (
        mark == "-" or (mark == "." and not (len(found.match["first"]) == len(found.match["second"]) == 2))
    ):
        return None
    number = int(year) + (0 if len(year) == 4 else _century(scene, int(year)))
    options = [(second, first), (first, second)]
    good = [(m, d) for m, d in options[: 1 if mark == "." else 2] if cal.valid(number, m, d)]
    if not good:
        return None
    if len(set(good)) > 1:
        return Meaning("DATE", None, "day", "ambiguous")
    return Meaning("DATE", f"{number:04d}-{good[0][0]:02d}-{good[0][1]:02d}", "day", "explicit")


def _century(scene: Scene, short: int) -> int:
    """The century of a two-digit year: at most five years after the anchor (2030 where there is none)."""
    latest = (scene.anchor.year if scene.anchor else 2030) + 5
    return latest // 100 * 100 - (100 if short > latest % 100 else 0)


def year(_scene: Scene, found: Found) -> Meaning:
    """A year in digits."""
    return Meaning("DATE", found.match["year"], "year", "explicit")


def spoken(scene: Scene, found: Found) -> Meaning | None:
    """A year in words."""
    number = spoken_year(found.match["spoken"], scene.names)
    return Meaning("DATE", f"{number:04d}", "year", "explicit") if number and 1500 <= number < 2100 else None


def decade_of(_scene: Scene, found: Found) -> Meaning:
    """ "the 1990s", "the '80s", "the nineties"."""
    if group(found, "decade"):
        return Meaning("DATE", found.match["decade"][:3], "decade", "explicit")
    if group(found, "short"):
        return Meaning("DATE", "19" + found.match["short"][0], "decade", "explicit")
    value = decade(found.match["word"])
    return Meaning("DATE", value, "decade", "explicit" if value else "ambiguous")


def clock_value(scene: Scene, found: Found) -> str | None:
    """The `T…` part of a time of day; None if there is no such hour."""
    if found.rule == "noon":
        return f"T{scene.names.clock[found.match['word'].lower()]}"
    if found.rule in ("partof", "partnear", "partalone"):
        return f"T{scene.names.parts.get((group(found, 'part') or 'night').lower(), 'NI')}"
    words = found.match["hour"]
    hour = int(words) if words.isdigit() else scene.names.numbers.get(words.lower(), 99)
    minute = int(group(found, "minute") or group(found, "dot") or 0)
    half = (group(found, "half") or "").lower()
    if half and hour > 12:
        return None
    if half.startswith(("p", "afternoon", "evening")) and hour < 12:
        hour += 12
    elif half.startswith(("a", "morning")) and half != "afternoon" and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}" if hour < 24 else None
