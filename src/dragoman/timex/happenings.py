"""Times counted from what happened: "three weeks after the ceasefire", where the text dates the ceasefire."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.model import Timex
from dragoman.timex import calendar as cal
from dragoman.timex.scene import Scene

_WAY = (
    r"\s+(?P<way>after|before|following)\s+(?:the|that|its|his|her|their|this)\s+(?:(?!was\b|were\b|is\b|ha[ds]\b|have\b)[\w’'-]+\s+){0,2}?"
    r"(?P<noun>(?!was\b|were\b|had\b|has\b|[a-z]+ed\b|found\b)[a-z][a-z-]{2,})(?=\s*(?:[.,;:)]|$)|\s+(?:and|that|which|he|she|it|they|the|a|in|on)\b)"
)
_LENGTH = re.compile(_WAY)
_BARE = re.compile(r"\b[Tt]he\s+(?P<unit>day|week|month|year)" + _WAY)
_ROUGH = re.compile(r"more|less|fewer|nearly|almost|over|at\s+least|up\s+to|barely|just", re.IGNORECASE)
_SIZE = re.compile(r"P(\d+)([DWMY])")
_FINE = {"D": {"day"}, "W": {"day"}, "M": {"day", "month"}, "Y": {"day", "month", "year"}}
_STOP = re.compile(r"[.!?][\"”’]?\s+(?=[\"“‘(]*[A-Z])|\n")


def counted(scene: Scene, timexes: Sequence[Timex]) -> list[Timex]:
    """The expressions with lengths that are counted from a dated happening made dates (basis `text`)."""
    text = scene.text
    if " after " not in text and " before " not in text and " following " not in text:
        return list(timexes)
    out: list[Timex] = []
    for timex in timexes:
        exact = timex.type == "DURATION" and not _ROUGH.match(text, timex.span[0])
        size = _SIZE.fullmatch(timex.value or "") if exact else None
        found = _LENGTH.match(text, timex.span[1]) if size else None
        made = _made(scene, timexes, found, timex.span[0], int(size[1]), size[2]) if size and found else None
        out.append(made or timex)
    taken = [t.span for t in out]
    for found in _BARE.finditer(text):
        made = _made(
            scene, timexes, found, found.start(), 1, {"d": "D", "w": "W", "m": "M", "y": "Y"}[found["unit"][0]]
        )
        if made and not any(a < made.span[1] and made.span[0] < b for a, b in taken):
            out.append(made)
    return sorted(out, key=lambda t: t.span)


def _made(
    scene: Scene, timexes: Sequence[Timex], found: re.Match[str], start: int, number: int, code: str
) -> Timex | None:
    base = _dated(scene.text, timexes, found["noun"], start, _FINE[code])
    if base is None:
        return None
    first, fine = base
    moved = cal.shift(first, -number if found["way"] == "before" else number, code)
    if moved is None:
        return None
    value, precision = cal.cut(moved, code if fine == "day" or code in "WY" else "M")
    return Timex((start, found.end("noun")), "DATE", value, precision, "text")


def _dated(text: str, timexes: Sequence[Timex], noun: str, before: int, fine: set[str]) -> tuple[cal.Date, str] | None:
    """The day of the last sentence before that names `noun` (or its verb) and has just one date."""
    word = re.compile(rf"\b{re.escape(noun)}(?:s|ed|ing)?\b", re.IGNORECASE)
    places = list(word.finditer(text, max(0, before - 1500), before))
    for place in reversed(places):
        left = max((m.end() for m in _STOP.finditer(text, max(0, place.start() - 400), place.start())), default=0)
        stop = _STOP.search(text, place.end())
        right = min(stop.start() if stop else len(text), before)
        dates = [t for t in timexes if left <= t.span[0] < right and t.type in ("DATE", "TIME") and cal.bounds(t.value)]
        if len(dates) != 1:
            continue
        covered, precision = cal.bounds(dates[0].value), "day" if dates[0].precision == "time" else dates[0].precision
        return (covered[0], precision) if covered and precision in fine else None
    return None
