"""What `dragoman info` says of a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rich.text import Text

from dragoman.record.filters import EventFilter
from dragoman.record.query import Record

_PLURALS = {"timex": "time expressions"}
_SHOWN = ("document", "event", "statement", "timex", "position", "figure", "relation", "problem")


def info_values(record: Record) -> dict[str, Any]:
    """Counts, runs, events by type and the problems, as plain values."""
    types = Counter(t for e in record.events(EventFilter(furniture=True)) for t in e.value.event)
    return {
        "record": str(record.path),
        "counts": record.counts(),
        "events_by_type": dict(sorted(types.items())),
        "runs": [
            {"version": r.run.version, "parser": r.run.parser, "resources": r.run.resources, "counts": r.counts}
            for r in record.runs()
        ],
        "problems": [
            {"doc": p.doc, "stage": p.value.stage, "code": p.value.code, "message": p.value.message}
            for p in record.problems()
        ],
    }


def info_lines(record: Record) -> Iterator[Text]:
    """The same for a reader."""
    values = info_values(record)
    yield Text(values["record"], style="bold")
    for kind in _SHOWN:
        yield Text(f"  {_PLURALS.get(kind, kind + 's'):<18}{values['counts'].get(kind, 0):>9,}")
    if values["events_by_type"]:
        yield Text("events by type", style="bold")
        for name, number in sorted(values["events_by_type"].items(), key=lambda x: (-x[1], x[0])):
            yield Text(f"  {name:<18}{number:>9,}")
    yield Text("coded with", style="bold")
    for run in values["runs"]:
        tables = f"dragoman {run['version']}, {run['parser']}, tables {run['resources']}"
        yield Text(f"  {run['counts'].get('document', 0):,} documents by {tables}")
    if values["problems"]:
        yield Text("problems", style="bold")
        for problem in values["problems"]:
            yield Text(f"  {problem['doc']}: {problem['message']} ({problem['stage']}: {problem['code']})")
