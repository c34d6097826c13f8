"""The words of places, read once from `data/places/words.toml` and checked."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from pathlib import Path

from dragoman.errors import DataError
from dragoman.places.gazetteer import FOLDER
from dragoman.tables import read_toml


@dataclass(frozen=True, slots=True)
class Words:
    """Each a set of lower-case words; see the comments of the file for what they are for."""

    given: frozenset[str]
    titles: frozenset[str]
    openers: frozenset[str]
    directions: frozenset[str]
    after: frozenset[str]
    division: frozenset[str]
    locative: frozenset[str]
    leaving: frozenset[str]
    moving: frozenset[str]
    entering: frozenset[str]
    striking: frozenset[str]
    parts: frozenset[str]
    gatherings: frozenset[str]
    assaults: frozenset[str]
    journeys: frozenset[str]
    actors: frozenset[str]
    scenes: frozenset[str]
    receiving: frozenset[str]
    framing: frozenset[str]
    saying: frozenset[str]
    light: frozenset[str]


@functools.lru_cache(maxsize=2)
def load_words(path: Path = FOLDER / "words.toml") -> Words:
    """Read the file. Raises `DataError` for a list that is missing or unknown, or for a file that is no TOML."""
    table = read_toml(path)
    names = [field.name for field in fields(Words)]
    wrong = sorted(set(names) ^ (set(table) - {"common", "persons", "never", "not_places", "us_states"}))
    if wrong:
        raise DataError(path, None, f"missing or unknown list: {', '.join(wrong)}")
    for name in names:
        if not isinstance(table[name], str):
            raise DataError(path, None, f"'{name}' must be one string of words")
    return Words(*(frozenset(table[name].split()) for name in names))
