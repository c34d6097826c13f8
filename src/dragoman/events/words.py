"""The word lists of `data/lexicon/words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dragoman.tables import data_path, read_lists


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    return read_lists(data_path("lexicon", "words.toml"))


def listed(name: str) -> frozenset[str]:
    """One list of lower-case words. Raises `KeyError` for a name that the file does not have."""
    return _lists()[name]
