"""What expressions with a unit mean: "last week", "three days later", "ten years", "every month"."""

from __future__ import annotations

import datetime as dt
import re

from dragoman.timex import calendar as cal
from dragoman.timex.days import STEP, group, near_word, near_year
from dragoman.timex.names import Unit
from dragoman.timex.numbers import count, duration, ordinal
from dragoman.timex.patterns import Found
from dragoman.timex.scene import Meaning, Scene

_PRECISION = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def _unit(scene: Scene, found: Found) -> Unit:
    return scene.names.units[found.match["unit"].lower()]


def _number(scene: Scene, found: Found) -> float | None:
    number = count(found.match["count"], scene.names)
    return number + 0.5 if number is not None and group(found, "half") else number


def _moved(number: float, unit: Unit, way: int, base: dt.date | None) -> tuple[str | None, str]:
    """The value and precision of the unit that lies `number` units off `base`."""
    amount, code = number * unit.times, unit.code
    if code == "Y" and amount != int(amount):
        amount, code = amount * 12, "M"
    day = cal.shift(base, way * round(amount), code) if base else None
    if unit.times == 3:
        return (f"{day.year}-Q{(day.month + 2) // 3}" if day else None), "quarter"
    return cal.cut(day, code) if day else (None, _PRECISION[code])


def _anchor_day(scene: Scene, code: str) -> dt.date | None:
    """The anchor as a day, if it is known as finely as the unit asks."""
    if code in ("D", "W"):
        return scene.today
    if code == "M":
        return scene.middle
    return scene.middle or (dt.date(scene.anchor.year, 7, 1) if scene.anchor else None)


def ago(scene: Scene, found: Found) -> Meaning:
    """ "three days ago", "two years ago today", "several years ago"."""
    unit, number = _unit(scene, found), _number(scene, found)
    if number is None or unit.clock:
        return Meaning("DATE", "PAST_REF", None, "explicit")
    quarter = scene.quarter()
    if unit.code == "Y" and number == 1 and quarter:
        return Meaning("DATE", f"{quarter[0] - 1}-Q{quarter[1]}", "quarter", "text")
    if group(found, "from") and scene.today:
        offset = {"today": 0, "yesterday": -1, "tomorrow": 1}[found.match["from"].lower()]
        day = cal.shift(scene.today + dt.timedelta(days=offset), -round(number * unit.times), unit.code)
        return scene.dated(day.isoformat() if day else None, "day")
    return scene.dated(*_moved(number, unit, -1, _anchor_day(scene, unit.code)))


def hence(scene: Scene, found: Found) -> Meaning:
    """ "two weeks from now", "in a year's time"."""
    unit, number = _unit(scene, found), _number(scene, found)
    if number is None or unit.clock:
        return Meaning("DATE", "FUTURE_REF", None, "explicit")
    return scene.dated(*_moved(number, unit, 1, _anchor_day(scene, unit.code)))


def later(scene: Scene, found: Found) -> Meaning:
    """ "three days later", "a year earlier": from the expression before; a year or month earlier with
    none before is from publication."""
    unit, number = _unit(scene, found), _number(scene, found)
    way = 1 if found.match["way"].lower() in ("later", "afterward", "afterwards") else -1
    if number is None or unit.clock:
        return Meaning("DATE", None, None, "none")
    quarter = scene.quarter()
    if unit.code == "Y" and unit.times == 1 and number == int(number) and quarter:
        return Meaning("DATE", f"{quarter[0] + way * int(number)}-Q{quarter[1]}", "quarter", "text")
    code = "Y" if unit.code == "Y" and number == int(number) else "M" if unit.code == "Y" else unit.code
    base = scene.base(code)
    if base is None and way < 0 and unit.code in ("M", "Y"):
        return scene.dated(*_moved(number, unit, -1, _anchor_day(scene, unit.code)))
    value, precision = _moved(number, unit, way, base)
    return Meaning("DATE", value, precision, "text" if value else "none")


def earlier_unit(scene: Scene, found: Found) -> Meaning:
    """ "the year-earlier quarter", "the year-ago period"."""
    code = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D"}[found.match["unit"].lower()]
    quarter = scene.quarter()
    if quarter and code in "YQ":
        index = quarter[0] * 4 + quarter[1] - 1 - (4 if code == "Y" else 1)
        return Meaning("DATE", f"{index // 4}-Q{index % 4 + 1}", "quarter", "text")
    if code == "Q":
        return scene.dated(None, "quarter")
    base = _anchor_day(scene, code)
    day = cal.shift(base, -1, code) if base else None
    return scene.dated(*(cal.cut(day, code) if day else (None, _PRECISION[code])))


def adjacent(scene: Scene, found: Found) -> Meaning:
    """ "the day before", "the year after": beside the expression before."""
    code = _unit(scene, found).code
    base = scene.base(code)
    day = cal.shift(base, 1 if found.match["way"].lower() == "after" else -1, code) if base else None
    value, precision = cal.cut(day, code) if day else (None, _PRECISION[code])
    return Meaning("DATE", value, precision, "text" if value else "none")


def in_word(scene: Scene, found: Found) -> Meaning:
    """ "in five years": a date ahead where the verb points ahead, else a duration."""
    unit, number = _unit(scene, found), _number(scene, found)
    before = scene.text[max(0, found.start - 24) : found.start]
    exact = number is not None and not unit.clock and (number > 1 or unit.code != "D")
    ahead = exact and found.match["context"].lower().startswith("in")
    ranked = re.search(r"(?:time|\w+est|first|most|least|only|once|ever|straight)\s+in\s+$", before)
    counted = re.search(r"\b(?:second|third|fourth|fifth|\d+th|times)\b", before)
    if ahead and not ranked and not counted and scene.way(found.start, found.end) == "future":
        return scene.dated(*_moved(number or 0, unit, 1, _anchor_day(scene, unit.code)))
    return Meaning("DURATION", duration(number, unit), None, "explicit")


def near(scene: Scene, found: Found) -> Meaning | None:
    """ "last week", "this month", "the following day", "that year", "next weekend"."""
    name, word = found.match["unit"].lower(), near_word(found)
    if name == "weekend":
        return weekend(scene, found)
    if name == "period":
        return None
    if name in ("night", "day") and word in ("last", "this"):
        return None
    if name in ("decade", "century"):
        size, cut_at = (10, 3) if name == "decade" else (100, 2)
        base_year, basis = near_year(scene, word if word in ("following", "previous", "same") else "this")
        if base_year is None:
            return Meaning("DATE", None, name, basis)
        shift = (STEP[word] * size) if word in ("last", "next") else 0
        return Meaning("DATE", f"{base_year + shift:04d}"[:cut_at], name, basis)
    if name == "quarter":
        return _near_quarter(scene, word)
    unit = scene.names.units[name]
    steps = STEP[word] * unit.times
    if word in ("following", "previous", "same") or (name in ("day", "night") and word == "next"):
        base = scene.base(unit.code)
        day = cal.shift(base, steps, unit.code) if base else None
        value, precision = cal.cut(day, unit.code) if day else (None, _PRECISION[unit.code])
        return Meaning("DATE", value, precision, "text" if value else "none")
    base = _anchor_day(scene, unit.code)
    day = cal.shift(base, steps, unit.code) if base else None
    return scene.dated(*(cal.cut(day, unit.code) if day else (None, _PRECISION[unit.code])))


def _near_quarter(scene: Scene, word: str) -> Meaning:
    known = scene.quarter() if word in ("following", "previous", "same") else None
    if known:
        start: tuple[int, int] | None = known
    else:
        start = (scene.anchor.year, (scene.anchor.month + 2) // 3) if scene.anchor and scene.anchor.month else None
    if start is None:
        return scene.dated(None, "quarter")
    index = start[0] * 4 + start[1] - 1 + STEP[word]
    return Meaning("DATE", f"{index // 4}-Q{index % 4 + 1}", "quarter", "text" if known else scene.basis)


def weekend(scene: Scene, found: Found) -> Meaning:
    """ "the weekend", "last weekend": Saturday and Sunday of an ISO week."""
    today, word = scene.today, near_word(found)
    if today is None:
        return scene.dated(None, "week")
    if word in ("following", "same", "previous"):
        base = scene.base("D")
        if base is None:
            return Meaning("DATE", None, "week", "none")
        return Meaning("DATE", cal.week(base + dt.timedelta(days=7 * STEP[word])) + "-WE", "week", "text")
    steps = STEP.get(word, 0)
    if word in ("", "this"):
        way = scene.way(found.start, found.end)
        monday_to_wednesday = today.isoweekday() <= 3
        past = today.isoweekday() <= 5 and way != "future" and (way == "past" or monday_to_wednesday)
        steps = -1 if past else 0
    return scene.dated(cal.week(today + dt.timedelta(days=7 * steps)) + "-WE", "week")


def edge(scene: Scene, found: Found) -> Meaning | None:
    """ "the end of the month", "later in the year": the unit itself."""
    name = found.match["unit"].lower()
    if found.match["edge"].lower() == "turn" or name == "century":
        return None
    word = near_word(found) or "this"
    if name == "decade":
        year, basis = near_year(scene, "this")
        return Meaning("DATE", f"{year + STEP[word] * 10:04d}"[:3] if year else None, "decade", basis)
    unit = scene.names.units[name]
    base = _anchor_day(scene, unit.code)
    day = cal.shift(base, STEP[word], unit.code) if base else None
    return scene.dated(*(cal.cut(day, unit.code) if day else (None, _PRECISION[unit.code])))


def year_end(scene: Scene, found: Found) -> Meaning:
    """ "year-end" is 31 December; "month's end" the month."""
    name = found.match["unit"].lower()
    if name == "year":
        return scene.dated(f"{scene.anchor.year}-12-31" if scene.anchor else None, "day")
    base = _anchor_day(scene, scene.names.units[name].code)
    return scene.dated(*(cal.cut(base, scene.names.units[name].code) if base else (None, name)))


def length(scene: Scene, found: Found) -> Meaning:
    """A duration: "three weeks", "the past four months", "a 16-hour flight", "weeks-long"."""
    unit = _unit(scene, found)
    words = group(found, "count")
    vague = found.rule == "vaguelength"
    number = None if vague else _number(scene, found) if words else 1.0
    return Meaning("DURATION", duration(number, unit), None, "explicit")


def row(scene: Scene, found: Found) -> Meaning | None:
    """ "the 14th year in a row": as long as the ordinal says; an ordinal alone is no time."""
    words = found.match[0].lower()
    if found.match["unit"].lower() == "time" or not re.search(
        r"consecutive|straight|successive|in a row|running", words
    ):
        return None
    number = ordinal(found.match["ord"], scene.names)
    return Meaning("DURATION", duration(float(number), _unit(scene, found)), None, "explicit") if number else None


def each(scene: Scene, found: Found) -> Meaning:
    """ "every month", "every two years", "twice a week", "$3 million a year"."""
    words = group(found, "count")
    number = count(words, scene.names) if words else 2.0 if re.search(r"\bother\b", found.match[0].lower()) else 1.0
    return Meaning("SET", duration(number, _unit(scene, found)), None, "explicit")


def quarter(scene: Scene, found: Found) -> Meaning | None:
    """ "the third quarter (of 1984)": without a year the latest that has begun, or the next to come."""
    number = ordinal(found.match["ord"], scene.names)
    if number is None or not 1 <= number <= 4:
        return None
    if group(found, "year"):
        return Meaning("DATE", f"{found.match['year']}-Q{number}", "quarter", "explicit")
    pointed = "near" if group(found, "near") else "before" if group(found, "before") else None
    anchor = scene.anchor
    if pointed and anchor:
        return scene.dated(f"{anchor.year + STEP[near_word(found, pointed)]}-Q{number}", "quarter")
    if anchor is None or anchor.month is None:
        return scene.dated(None, "quarter")
    begun = number * 3 - 2 <= anchor.month
    future = not begun and scene.way(found.start, found.end) == "future"
    return scene.dated(f"{anchor.year if begun or future else anchor.year - 1}-Q{number}", "quarter")


def latest_quarter(scene: Scene, found: Found) -> Meaning | None:
    """ "the latest quarter": the one spoken of, else the last to be over."""
    word, known = near_word(found), scene.main_quarter()
    is_period = found.match[0].lower().endswith("period")
    if known and (word == "last" or is_period):
        return Meaning("DATE", f"{known[0]}-Q{known[1]}", "quarter", "text")
    return None if is_period else _near_quarter(scene, {"last": "last", "previous": "last"}.get(word, word))


def same_quarter(scene: Scene, _found: Found) -> Meaning | None:
    """ "the quarter": the one spoken of."""
    known = scene.quarter()
    return Meaning("DATE", f"{known[0]}-Q{known[1]}", "quarter", "text") if known else None


def half(scene: Scene, found: Found) -> Meaning | None:
    """ "the first half of 2024"; a half of nothing is no time."""
    number = 1 if found.match["ord"].lower() == "first" else 2
    if group(found, "year"):
        return Meaning("DATE", f"{found.match['year']}-H{number}", "half", "explicit")
    if not group(found, "near"):
        return None
    year, basis = near_year(scene, near_word(found))
    return Meaning("DATE", f"{year}-H{number}" if year else None, "half", basis)


def century(scene: Scene, found: Found) -> Meaning | None:
    """ "the 19th century" is 18."""
    number = ordinal(found.match["ord"], scene.names)
    if number is None or number < 1 or group(found, "era"):
        return None
    return Meaning("DATE", f"{number - 1:02d}", "century", "explicit")


def fiscal(scene: Scene, found: Found) -> Meaning | None:
    """A fiscal year has the value of the calendar year it is named for."""
    digits = group(found, "year")
    if digits:
        return Meaning("DATE", digits if len(digits) == 4 else f"20{digits}", "year", "explicit")
    year, basis = near_year(scene, near_word(found))
    return Meaning("DATE", f"{year}" if year else None, "year", "relative" if year is None else basis)


def quarter_mark(scene: Scene, found: Found) -> Meaning:
    """ "Q3 2024", "4Q", "H1 2023"."""
    letter = "H" if found.rule == "halfh" else "Q"
    number, digits = int(group(found, "number") or group(found, "number2") or 1), group(found, "year")
    precision = "half" if letter == "H" else "quarter"
    if digits:
        return Meaning(
            "DATE", f"{digits if len(digits) == 4 else '20' + digits}-{letter}{number}", precision, "explicit"
        )
    anchor = scene.anchor
    if anchor is None or anchor.month is None:
        return scene.dated(None, precision)
    return scene.dated(f"{anchor.year - (number * 3 - 2 > anchor.month)}-{letter}{number}", precision)


def season(scene: Scene, found: Found) -> Meaning:
    """ "last fall", "this summer", "the winter of 2023"; a winter has the year in which it begins."""
    code, first = scene.names.seasons[found.match["season"].lower()]
    if group(found, "year"):
        return Meaning("DATE", f"{found.match['year']}-{code}", "season", "explicit")
    if group(found, "of"):
        year, basis = near_year(scene, near_word(found, "of"))
        return Meaning("DATE", f"{year}-{code}" if year else None, "season", basis)
    word, now = near_word(found), scene.middle
    if word in ("following", "previous", "same"):
        year, basis = near_year(scene, word)
        return Meaning("DATE", f"{year}-{code}" if year else None, "season", basis)
    if now is None:
        return scene.dated(None, "season")
    years = range(now.year - 2, now.year + 2)
    begun = [y for y in years if dt.date(y, first, 1) <= now]
    over = [y for y in begun if dt.date(*cal.add_months(y, first, 3), 1) <= now]
    coming = [y for y in years if dt.date(y, first, 1) > now]
    current = [y for y in begun if y not in over]
    if word == "this":
        chosen = now.year - (1 if first == 12 and now.month <= 4 else 0)
    elif word in ("last", "next"):
        chosen = over[-1] if word == "last" else coming[0]
    else:
        way = scene.way(found.start, found.end)
        chosen = current[0] if current else coming[0] if way == "future" else over[-1]
    return scene.dated(f"{chosen}-{code}", "season")
