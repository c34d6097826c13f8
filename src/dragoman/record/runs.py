"""The configurations that coded what stands in a record, and how many rows came out of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from dragoman.record.found import RunCount
from dragoman.record.schema import KINDS, Run

#: Rows of a query with its values.
Select = Callable[[str, list[object]], Iterator[tuple[Any, ...]]]


def run_counts(select: Select) -> tuple[RunCount, ...]:
    """The runs of a record, by id, with the rows of each kind that they made."""
    rows = select("SELECT id, version, resources, parser, settings FROM run ORDER BY id", [])
    runs = {row[0]: Run(row[1], row[2], row[3], json.loads(row[4])) for row in rows}
    counts: dict[str, dict[str, int]] = {key: {} for key in runs}
    for kind in KINDS:
        table = "document" if kind.name == "document" else f"{kind.name} JOIN document USING (doc)"
        found: dict[str, int] = dict(select(f"SELECT document.run, count(*) FROM {table} GROUP BY 1", []))
        for key in runs:
            counts[key][kind.name] = found.get(key, 0)
    return tuple(RunCount(run, counts[key]) for key, run in runs.items())
