"""Writing a record out. `FORMATS` is the whole list; a format is one small module and one entry."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import UsageError
from dragoman.export import csv_, jsonl, parquet
from dragoman.export.atomic import folder_in_place, in_place
from dragoman.record.query import Record


@dataclass(frozen=True, slots=True)
class StreamFormat:
    """A format of one stream, which may go to standard output."""

    name: str
    description: str
    write: Callable[[Record, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class FolderFormat:
    """A format of several files in a folder; `write` fills a folder that exists and is empty."""

    name: str
    description: str
    write: Callable[[Record, Path], None]


Format = StreamFormat | FolderFormat

FORMATS: Mapping[str, Format] = {
    entry.name: entry
    for entry in (
        StreamFormat("jsonl", "one JSON object a line, every kind in one stream", jsonl.write),
        FolderFormat("csv", "one CSV file a kind in a folder; nested values as JSON in the cell", csv_.write),
        FolderFormat(
            "parquet", "one Parquet file a kind in a folder; nested values as lists and structs", parquet.write
        ),
    )
}


def export_record(record: Record, fmt: str, out: Path | None = None, stream: BinaryIO | None = None) -> None:
    """Write `record` in the format `fmt` to `out`, whole or not at all; without `out` to `stream`, by
    default standard output. Raises UsageError for an unknown format or a folder format without
    `out`, RecordError if it cannot be written (what was at `out` before then stays)."""
    chosen = FORMATS.get(fmt)
    if chosen is None:
        raise UsageError(f"unknown format {fmt!r}: choose from {', '.join(FORMATS)}")
    if isinstance(chosen, FolderFormat):
        if out is None:
            raise UsageError(f"{fmt} writes several files: name a folder for them")
        with folder_in_place(out) as folder:
            chosen.write(record, folder)
    elif out is None:
        target = stream if stream is not None else sys.stdout.buffer
        chosen.write(record, target)
        target.flush()
    else:
        with in_place(out) as file:
            chosen.write(record, file)
