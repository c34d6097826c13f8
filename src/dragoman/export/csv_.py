"""CSV: one file a kind, UTF-8 with a header. Lists and nested values are JSON in their cell, an empty
cell is null, and a kind without rows has its header alone."""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from pathlib import Path

from dragoman.record.query import Record
from dragoman.record.schema import ACROSS, KINDS


def write(record: Record, folder: Path) -> None:
    """Write `event.csv`, `statement.csv` … into `folder`."""
    with ExitStack() as stack:
        writers = {}
        for kind in (*KINDS, *ACROSS):
            file = stack.enter_context((folder / f"{kind.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[kind.name] = csv.writer(file, lineterminator="\n")
            writers[kind.name].writerow(kind.exported)
        for line in record.lines(frozenset(writers)):
            name = line.pop("kind")
            writers[name].writerow([_cell(value) for value in line.values()])


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
