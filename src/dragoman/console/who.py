"""Questions to the actor tables: what `dragoman who` asks and prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.actors.knowledge import load_knowledge
from dragoman.actors.search import Candidate
from dragoman.errors import UsageError

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
Asked = tuple[str, str | None]


def asked(name: str | None, day: str | None, file: Path | None) -> list[Asked]:
    """The names to look up. Raises UsageError for a wrong date, or neither or both of name and file."""
    if (name is None) == (file is None):
        raise UsageError("give a NAME or --file ROWS.tsv")
    rows: list[Asked] = [(name, day)] if name is not None else []
    if file is not None:
        try:
            lines = file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read {file}: {error}") from error
        for line in lines:
            cells = line.split("\t")
            if cells[0].strip():
                rows.append((cells[0].strip(), (cells[1].strip() or None) if len(cells) > 1 else day))
    for _, when in rows:
        if when is not None and not _DAY.fullmatch(when):
            raise UsageError(f"not a date: {when!r} (write 1999, 1999-05 or 1999-05-31)")
    return rows


def answers(rows: Sequence[Asked], actors: Sequence[Path]) -> Iterator[tuple[Asked, list[Candidate]]]:
    """Each name with its candidates, the best first."""
    knowledge = load_knowledge(extra=actors)
    for row in rows:
        yield row, knowledge.who(*row)


def who_lines(row: Asked, candidates: Sequence[Candidate]) -> Iterator[str]:
    """A few lines for a reader."""
    yield row[0] + (f" on {row[1]}" if row[1] else "")
    if not candidates:
        yield "  nobody that the tables know"
    for found in candidates[:5]:
        code = " ".join(x for x in (found.code, found.sector) if x)
        office = f", {found.office}" if found.office else ""
        yield f"  {found.name} ({code}){office}  by {found.basis}, {found.score:.2f}"
