"""What `dragoman coverage` prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.evaluate.coverage import Coverage, coverage
from dragoman.pipeline import load_resources
from dragoman.record.query import open_record


def covered(record: Path, lexicon: tuple[Path, ...]) -> Coverage:
    """The coverage of the documents of a record, with a user's own senses. Raises `DataError`, `UsageError`."""
    with open_record(record) as opened:
        return coverage(opened.documents(), load_resources(lexicon=lexicon))


def coverage_lines(found: Coverage, limit: int | None) -> Iterator[str]:
    """The share of sentences whose main predicate is unknown, then the words with their first sentence."""
    yield f"{found.sentences:,} sentences name an actor; the main predicate of {found.missing:,} of them is unknown"
    for word in found.unknown[:limit]:
        yield f"{word.number:>5}  {word.lemma} ({word.pos})  “{word.example}”"
