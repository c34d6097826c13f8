"""The numbers that decide about links, read once from `data/linking/*.toml` and checked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TypeVar

from dragoman.errors import DataError
from dragoman.tables import read_toml

FOLDER = Path(__file__).resolve().parent.parent / "data" / "linking"
T = TypeVar("T", bound="Limits")


@dataclass(frozen=True, slots=True)
class Limits:
    """A table of numbers above 0, each with its name."""


@dataclass(frozen=True, slots=True)
class CopyLimits(Limits):
    """What makes a copy; `data/linking/copies.toml` says what each is."""

    run: int
    least: int
    whole: float
    share: float
    share_without_lead: float
    lead: int
    share_unquoted: float
    exchanged: int
    exchanged_per_hundred: float
    gap: int
    blanks: int


@dataclass(frozen=True, slots=True)
class StoryLimits(Limits):
    """What makes a story; `data/linking/stories.toml` says what each is."""

    alike: float
    alike_undated: float
    days: int
    longest: int
    lead: int
    lead_weight: float
    marks: float
    heaviest: float
    prior: int
    record: float
    news: float
    terms: int


def read_limits(path: Path, kind: type[T]) -> T:
    """The limits of a file. Raises DataError if one is missing, unknown or no number above 0."""
    table = read_toml(path)
    wanted = {f.name: f.type for f in fields(kind)}
    for name in sorted(wanted.keys() ^ table.keys()):
        raise DataError(path, None, f"{name} is {'missing' if name in wanted else 'unknown'}")
    for name, value in table.items():
        whole = wanted[name] == "int"
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or value <= 0:
            raise DataError(path, None, f"{name} must be a {'whole ' if whole else ''}number above 0")
    return kind(**table)


@cache
def copy_limits() -> CopyLimits:
    """The packaged limits of copies."""
    return read_limits(FOLDER / "copies.toml", CopyLimits)


@cache
def story_limits() -> StoryLimits:
    """The packaged limits of stories."""
    return read_limits(FOLDER / "stories.toml", StoryLimits)
