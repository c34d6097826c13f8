"""The word lists of `data/actors/words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(files("dragoman").joinpath("data/actors/words.toml").read_text("utf-8"))
    return table


@cache
def words(name: str) -> frozenset[str]:
    """One list of words."""
    return frozenset(str(_table()[name]).split())


@cache
def pairs(name: str) -> Mapping[str, tuple[str, ...]]:
    """One table of a word → its values."""
    return {key: tuple(str(value).split()) for key, value in _table()[name].items()}
