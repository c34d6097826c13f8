"""The word lists of `data/actors/words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dragoman.tables import data_path, read_toml, word_lists


def words(name: str) -> frozenset[str]:
    """One list of words. Raises `KeyError` for a name that the file does not have."""
    return word_lists("actors")[name]


@cache
def pairs(name: str) -> Mapping[str, tuple[str, ...]]:
    """One table of a word → its values."""
    return {key: tuple(str(value).split()) for key, value in read_toml(data_path("actors", "words.toml"))[name].items()}
