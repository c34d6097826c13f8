"""JSON Lines as evaluation reads them: a fault ends the run with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError


def read_lines(path: Path, what: str, needs: tuple[str, ...]) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a file with their line numbers, blank lines left out.

    Every object has text under each name in `needs`. Raises UsageError, with the line where there is
    one, for a file that cannot be read and for a line that is not `what`.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read {path}: it is not UTF-8") from error
    return list(_rows(path, text, what, needs))


def _rows(path: Path, text: str, what: str, needs: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{path}:{number}: not JSON: {error}") from None
        if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in needs):
            names = " and ".join(f"'{name}'" for name in needs)
            raise UsageError(f"{path}:{number}: not {what}: it needs {names}")
        yield number, row
