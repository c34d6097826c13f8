"""Parquet straight out of DuckDB, column types and nesting kept.

Reading connections have no access to files, and DuckDB does not give it back once it is off; so this
one is apart: an empty database in memory with the record attached for reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from dragoman.record.connection import MEMORY_LIMIT, explained
from dragoman.record.schema import BY_NAME

#: Runs are no rows of a document; their counts are in the line form alone.
_RUN_COLUMNS = ("id", "version", "resources", "parser", "settings")


def copy_to_parquet(record: Path, targets: Mapping[str, Path]) -> None:
    """Write kinds (name -> file) of the record in the order of their lines; one thread, so that the
    same rows give the same bytes. The record must not be open in this process. Raises RecordError."""
    with explained(record):
        connection = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY_LIMIT})
        try:
            connection.execute(f"ATTACH {_quoted(record)} AS record (READ_ONLY)")
            for name, path in targets.items():
                with explained(path):
                    connection.execute(f"COPY ({_select(name)}) TO {_quoted(path)} (FORMAT parquet)")
        finally:
            connection.close()


def _select(name: str) -> str:
    columns: tuple[str, ...] = _RUN_COLUMNS
    order: tuple[str, ...] = ("id",)
    if name != "run":
        kind = BY_NAME[name]
        columns, order = kind.exported, ("doc", *kind.sort)
    listed, ordered = (", ".join(f'"{column}"' for column in group) for group in (columns, order))
    return f"SELECT {listed} FROM record.{name} ORDER BY {ordered}"


def _quoted(path: Path) -> str:
    text = str(path.absolute()).replace("'", "''")
    return f"'{text}'"
