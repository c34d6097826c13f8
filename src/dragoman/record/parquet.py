"""Parquet straight out of DuckDB, column types and nesting kept.

Reading connections have no access to files, and DuckDB does not give it back once it is off; so this
one is apart: an empty database in memory with the record attached for reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from dragoman.record.connection import MEMORY_LIMIT, explained
from dragoman.record.schema import BY_NAME, structure_of

#: One thread, so that the same rows give the same bytes.
_BOUNDS: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "memory_limit": MEMORY_LIMIT}
#: Runs are no rows of a document; their counts are in the line form alone.
_RUN_COLUMNS = ("id", "version", "resources", "parser", "settings")


def copy_to_parquet(record: Path, targets: Mapping[str, Path]) -> None:
    """Write kinds (name -> file) of the record in the order of their lines; one thread, so that the
    same rows give the same bytes. The record must not be open in this process. Raises RecordError."""
    with explained(record):
        connection = duckdb.connect(":memory:", config=_BOUNDS)
        try:
            connection.execute(f"ATTACH {_quoted(record)} AS record (READ_ONLY)")
            for name, path in targets.items():
                with explained(path):
                    connection.execute(f"COPY ({_select(name)}) TO {_quoted(path)} (FORMAT parquet)")
        finally:
            connection.close()


def write_texts(rows: Mapping[str, Sequence[str]], folder: Path) -> dict[str, Path]:
    """Write rows (kind -> JSON texts with the columns of its table) as one Parquet file a kind into `folder`; the
    files of the kinds that have any. Raises RecordError."""
    written: dict[str, Path] = {}
    with explained(folder), closing(duckdb.connect(":memory:", config=_BOUNDS)) as connection:
        for name in sorted(kind for kind, texts in rows.items() if texts):
            written[name] = folder / f"{name}.parquet"
            structure = structure_of(BY_NAME[name]).replace("'", "''")
            taken = f"SELECT unnest(from_json(line, '{structure}')) FROM (SELECT unnest(?::VARCHAR[]) AS line)"
            connection.execute(f"CREATE OR REPLACE TEMP TABLE part AS {taken}", [list(rows[name])])
            connection.execute(f"COPY part TO {_quoted(written[name])} (FORMAT parquet)")
    return written


def read_texts(files: Mapping[str, Path]) -> dict[str, list[str]]:
    """The rows of files that `write_texts` wrote (kind -> file). Raises RecordError."""
    found: dict[str, list[str]] = {}
    with closing(duckdb.connect(":memory:", config=_BOUNDS)) as connection:
        for name, path in files.items():
            with explained(path):
                rows = connection.execute(f"SELECT to_json(part)::VARCHAR FROM {_quoted(path)} AS part").fetchall()
            found[name] = [str(text) for (text,) in rows]
    return found


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
