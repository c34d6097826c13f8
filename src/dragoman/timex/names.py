"""The words of time, read once from `data/time/*.toml` and checked."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import DataError
from dragoman.tables import data_path, line_with, read_toml

FOLDER = data_path("time")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: ISO designator, whether it stands after the T, and how many it counts for."""

    name: str
    code: str
    clock: bool
    times: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with a name; exactly one of `date`, `easter`, `orthodox` and `nth` is set."""

    names: tuple[str, ...]
    date: tuple[int, int] | None
    easter: int | None
    orthodox: int | None
    nth: tuple[int, int, int] | None
    year: int | None
    needs: tuple[str, ...]
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """All tables. Keys are lower case; `months` and `weekdays` hold short forms too."""

    months: Mapping[str, int]
    full_months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: Mapping[str, int]
    full_weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    seasons: Mapping[str, tuple[str, int]]
    parts: Mapping[str, str]
    clock: Mapping[str, str]
    units: Mapping[str, Unit]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    references: Mapping[str, str]
    sets: Mapping[str, str]
    friends: Mapping[str, frozenset[str]]
    holidays: Mapping[str, Holiday]


def _units(table: Mapping[str, Any], path: Path) -> dict[str, Unit]:
    units = {}
    for name, row in table.items():
        if row.get("code") not in {"S", "M", "H", "D", "W", "Y"}:
            raise DataError(path, line_with(path, f"{name} ="), f"unit {name}: unknown code {row.get('code')!r}")
        unit = Unit(name, row["code"], bool(row["clock"]), int(row.get("times", 1)))
        units[name] = unit
        units[row.get("plural", name + "s")] = unit
    return units


def _holiday(row: Mapping[str, Any], path: Path) -> Holiday:
    names = tuple(row.get("names", ()))
    ways = [key for key in ("date", "easter", "orthodox", "nth") if key in row]
    line = line_with(path, f'"{names[0]}"') if names else None
    if not names or len(ways) != 1:
        raise DataError(path, line, "a day needs `names` and one of date, easter, orthodox, nth")
    date = row.get("date")
    if date is not None and not re.fullmatch(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", date):
        raise DataError(path, line, f"date {date!r} is not month-day")
    pair = (int(date[:2]), int(date[3:])) if date else None
    nth = tuple(row["nth"]) if "nth" in row else None
    return Holiday(
        names,
        pair,
        row.get("easter"),
        row.get("orthodox"),
        (nth[0], nth[1], nth[2]) if nth else None,
        row.get("year"),
        tuple(row.get("needs", ())),
        tuple(row.get("not_before", ())),
    )


def _named(table: Mapping[str, Any], top: int, path: Path) -> dict[str, int]:
    names = {}
    for name, row in table.items():
        if not 1 <= row["number"] <= top:
            raise DataError(path, line_with(path, f"{name} ="), f"{name}: number {row['number']} is out of range")
        for form in (name, *row["short"]):
            names[form.lower()] = row["number"]
    return names


def _short(table: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(form for row in table.values() for form in row["short"])


@functools.cache
def load_names(folder: Path = FOLDER) -> Names:
    """Read and check the tables of `folder`. Raises `DataError` with file and, where found, line."""
    path = folder / "calendar.toml"
    calendar = read_toml(folder / "calendar.toml")
    words = read_toml(folder / "words.toml")
    days = [_holiday(row, folder / "holidays.toml") for row in read_toml(folder / "holidays.toml").get("day", [])]
    try:
        return Names(
            months=_named(calendar["month"], 12, path),
            full_months=tuple(calendar["month"]),
            short_months=_short(calendar["month"]),
            weekdays=_named(calendar["weekday"], 7, path),
            full_weekdays=tuple(calendar["weekday"]),
            short_weekdays=_short(calendar["weekday"]),
            seasons={k: (v["code"], v["first"]) for k, v in calendar["season"].items()},
            parts=calendar["part"],
            clock=calendar["clock"],
            units=_units(calendar["unit"], path),
            numbers=calendar["number"],
            ordinals=calendar["ordinal"],
            references={p: value for value, phrases in words["reference"].items() for p in phrases},
            sets=words["set"],
            friends={k: frozenset(v) for k, v in words["false_friend"].items()},
            holidays={name: day for day in days for name in day.names},
        )
    except KeyError as error:
        raise DataError(path, None, f"missing table or key {error}") from error


def either(words: Iterable[str]) -> str:
    """A regular expression that matches any of `words`, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(words), key=lambda w: (-len(w), w)))
