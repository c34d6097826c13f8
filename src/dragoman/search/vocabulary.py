"""The words of questions, read from `data/search/ask.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import DataError
from dragoman.tables import data_path, parse_toml, read_text

PATH = data_path("search", "ask.toml")
_TABLES = ("kinds", "types", "quads", "stances", "roles", "skip")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases as tuples of words, each with its meaning. A word that ends with * stands for all that begin so."""

    kinds: Mapping[tuple[str, ...], str]
    types: Mapping[tuple[str, ...], str]
    quads: Mapping[tuple[str, ...], str]
    stances: Mapping[tuple[str, ...], str]
    roles: Mapping[str, frozenset[str]]
    skip: frozenset[str]


def longest(table: Mapping[tuple[str, ...], str], words: list[str], at: int) -> tuple[int, str] | None:
    """The meaning of the longest phrase of a table that begins at a word, with the number of its words."""
    best: tuple[int, str] | None = None
    for phrase, meaning in table.items():
        size = len(phrase)
        if (best is None or size > best[0]) and size <= len(words) - at and _fits(phrase, words[at : at + size]):
            best = size, meaning
    return best


def _fits(phrase: tuple[str, ...], words: list[str]) -> bool:
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(phrase, words, strict=True)
    )


@cache
def vocabulary(path: Path = PATH) -> Vocabulary:
    """The words of questions. Raises DataError with file and line for a mistake."""
    text = read_text(path)
    tables = parse_toml(text, path)
    for name in tables:
        if name not in _TABLES:
            raise DataError(path, _line(text, f"[{name}]"), f"unknown table {name!r}: choose from {', '.join(_TABLES)}")
    phrases = {name: dict(_phrases(path, text, tables.get(name, {}))) for name in _TABLES[:4]}
    roles = {role: frozenset(words) for role, words in tables.get("roles", {}).items()}
    return Vocabulary(**phrases, roles=roles, skip=frozenset(tables.get("skip", {}).get("words", ())))


def _phrases(path: Path, text: str, table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for meaning, words in table.items():
        if not isinstance(words, list) or not all(isinstance(w, str) and w and w == w.lower() for w in words):
            raise DataError(path, _line(text, f"{meaning} ="), f"{meaning}: wants a list of words in lower case")
        for phrase in words:
            yield tuple(phrase.split()), meaning


def _line(text: str, start: str) -> int | None:
    lines = re.split(r"\r?\n", text)
    return next((n for n, line in enumerate(lines, 1) if line.startswith(start)), None)
