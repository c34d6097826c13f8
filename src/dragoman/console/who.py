"""Questions to the actor tables: what `dragoman who` asks and prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.actors.knowledge import load_knowledge
from dragoman.actors.search import Candidate
from dragoman.errors import UsageError
from dragoman.record.filters import day_bound

#: A name, and the day, month or year that is meant.
Asked = tuple[str, str | None]
#: The basis of a name that no table knows.
UNRESOLVED = "unresolved"
_SHOWN = 5


def asked(name: str | None, day: str | None, file: Path | None) -> list[Asked]:
    """The names to look up. Raises UsageError for a wrong date, an unreadable file, and for neither
    or both of name and file."""
    if (name is None) == (file is None):
        raise UsageError("give a NAME or --file ROWS.tsv")
    if day is not None:
        day_bound(day, last=False)
    if file is None:
        return [(name or "", day)]
    return list(_rows(file, day))


def _rows(file: Path, day: str | None) -> Iterator[Asked]:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read {file}: it is not UTF-8") from error
    for number, line in enumerate(text.split("\n"), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells):
            continue
        when = cells[1] if len(cells) > 1 and cells[1] else day
        if when is not None:
            try:
                day_bound(when, last=False)
            except UsageError as error:
                raise UsageError(f"{file}:{number}: {error}") from None
        yield cells[0], when


def answers(rows: Iterable[Asked], actors: Sequence[Path]) -> Iterator[tuple[Asked, list[Candidate]]]:
    """Each name with its candidates, the best first. Raises DataError for a wrong table."""
    knowledge = load_knowledge(extra=actors)
    for name, day in rows:
        yield (name, day), knowledge.who(name, day) if name else []


def who_line(row: Asked, candidates: Sequence[Candidate]) -> dict[str, str | float | None]:
    """The best answer as one JSON object; of an unknown name everything but `name` and `basis` is null."""
    name, day = row
    line: dict[str, str | float | None] = {"asked": name, "on": day}
    if not candidates:
        return {**line, "name": name, "code": None, "sector": None, "office": None, "basis": UNRESOLVED, "score": None}
    best = candidates[0]
    found = {"name": best.name, "code": best.code, "sector": best.sector, "office": best.office}
    return {**line, **found, "basis": best.basis, "score": round(best.score, 3)}


def who_lines(row: Asked, candidates: Sequence[Candidate]) -> Iterator[str]:
    """A few lines for a reader."""
    yield row[0] + (f" on {row[1]}" if row[1] else "")
    if not candidates:
        yield "  nobody that the tables know"
    for found in candidates[:_SHOWN]:
        code = " ".join(x for x in (found.code, found.sector) if x)
        office = f", {found.office}" if found.office else ""
        held = f" {found.start or '…'} to {found.end or 'now'}" if found.start or found.end else ""
        yield f"  {found.name} ({code or 'no code'}){office}{held}  by {found.basis}, {found.score:.2f}"
