"""The word lists of `data/actors/words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from dragoman.tables import data_path, read_toml


@cache
def _table() -> dict[str, Any]:
    return read_toml(data_path("actors", "words.toml"))


@cache
def words(name: str) -> frozenset[str]:
    """One list of words."""
    return frozenset(str(_table()[name]).split())


@cache
def pairs(name: str) -> Mapping[str, tuple[str, ...]]:
    """One table of a word → its values."""
    return {key: tuple(str(value).split()) for key, value in _table()[name].items()}
