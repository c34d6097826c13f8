"""Parquet files, read with DuckDB in small batches. Imported only where a Parquet file is met."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from dragoman.documents.options import FIELD_NAMES, Found, Input, ReadOptions, Trouble
from dragoman.documents.read_tables import check_fields, to_article

_BATCH = 256


def read_rows(source: Input) -> Iterator[Found]:
    """The rows of a Parquet file; one without a path (standard input, a gzipped file) goes through a temporary file."""
    if source.path is None:
        with tempfile.NamedTemporaryFile(suffix=".parquet") as copy:
            shutil.copyfileobj(source.stream, copy)
            copy.flush()
            yield from _rows(Path(copy.name), source.explicit, source.options)
    else:
        yield from _rows(source.path, source.explicit, source.options)


def _rows(path: Path, explicit: bool, options: ReadOptions) -> Iterator[Found]:
    connection = duckdb.connect(":memory:")
    try:
        try:
            described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        except duckdb.Error as error:
            yield Trouble("bad-parquet", str(error).splitlines()[0])
            return
        have = [str(row[0]) for row in described]
        yield from check_fields(have, options, explicit)
        if options.text_field not in have:
            return
        wanted = [name for name in dict.fromkeys(getattr(options, key) for key in FIELD_NAMES) if name in have]
        columns = ", ".join('"' + name.replace('"', '""') + '"' for name in wanted)
        cursor = connection.execute(f"SELECT {columns} FROM read_parquet(?)", [str(path)])
        number = 0
        while batch := cursor.fetchmany(_BATCH):
            for values in batch:
                number += 1
                yield to_article(dict(zip(wanted, values, strict=True)), number, options)
    except duckdb.Error as error:
        yield Trouble("bad-parquet", str(error).splitlines()[0])
    finally:
        connection.close()
