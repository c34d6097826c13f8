"""What a question to a record gives, beside the values of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.record.schema import Run

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value of the record with the document that it stands in."""

    doc: str
    doc_id: str | None
    value: T


@dataclass(frozen=True, slots=True)
class Deed:
    """An event without its words: PLOVER types, codes of actors and recipients, and the name of the place."""

    types: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None


@dataclass(frozen=True, slots=True)
class RunCount:
    """A run, and how many of the rows that stand came out of it: kind -> number."""

    run: Run
    counts: dict[str, int]
