"""Parquet: one file a kind, lists and structs kept as such."""

from __future__ import annotations

from pathlib import Path

from dragoman.record.query import Record
from dragoman.record.schema import ACROSS, KINDS


def write(record: Record, folder: Path) -> None:
    """Write `event.parquet`, `statement.parquet` … and `run.parquet` into `folder`."""
    record.write_parquet(
        {name: folder / f"{name}.parquet" for name in (*(kind.name for kind in (*KINDS, *ACROSS)), "run")}
    )
