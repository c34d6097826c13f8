"""The word lists of `data/language/words.toml`."""

from __future__ import annotations

from dragoman.tables import word_lists


def listed(name: str) -> frozenset[str]:
    """One list of lower-case words. Raises `KeyError` for a name that the file does not have."""
    return word_lists("language")[name]
