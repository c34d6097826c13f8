"""How many documents there are to read, as far as that can be known without reading them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.documents.options import ReadOptions
from dragoman.documents.read import reader_for
from dragoman.documents.sources import Source, expand

#: Files of one article each, by their ending.
_SINGLE = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
_LINES = frozenset({".jsonl", ".ndjson"})
#: Larger files of lines are not counted, since that would take seconds.
_COUNTABLE = 200_000_000
_CHUNK = 1 << 20


def count_documents(paths: Sequence[str], options: ReadOptions) -> int | None:
    """The number of documents behind `paths`; None where a table, an archive or standard input is
    among them, whose rows nobody has counted. Raises UsageError for a path that does not exist."""
    total = 0
    for source in expand(paths, lambda name: reader_for(name) is not None, options.metadata):
        number = _documents(source)
        if number is None:
            return None
        total += number
    return total


def _documents(source: Source) -> int | None:
    if source.path is None:
        return None
    name = source.name.lower()
    ending = Path(name.removesuffix(".gz")).suffix
    if ending in _SINGLE:
        return 1
    if ending in _LINES and not name.endswith(".gz"):
        return _lines(source.path)
    if reader_for(name) is None:
        return 1 if source.explicit else 0
    return None


def _lines(path: Path) -> int | None:
    try:
        if path.stat().st_size > _COUNTABLE:
            return None
        with path.open("rb") as file:
            number, last = 0, b"\n"
            while chunk := file.read(_CHUNK):
                number += chunk.count(b"\n")
                last = chunk[-1:]
    except OSError:
        return None
    return number + (last != b"\n")
