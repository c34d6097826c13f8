"""Opening a DuckDB file as a record, and what its errors mean to a user.

DuckDB is kept in bounds: no file but the record is within its reach, and memory and threads are
limited, so that a record opens on a small machine beside other work.
"""

from __future__ import annotations

import errno
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dragoman.errors import InUseError, RecordError, TooSlowError
from dragoman.record.schema import SCHEMA_VERSION

MEMORY_LIMIT = "2GB"
#: MB while documents are coded, beside parser and tables: more would only keep what is written already.
CODING_MEMORY = 100
THREADS = 2
#: The schema of which a record can be brought up to date without its articles.
UPGRADED = 4


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what DuckDB or the system says into one clear line. Raises RecordError, and KeyboardInterrupt for
    a query that Ctrl-C ended."""
    try:
        yield
    except RuntimeError as error:
        # DuckDB takes the signal for itself where it comes while a query runs.
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error
        raise
    except duckdb.Error as error:
        kind = InUseError if _in_use(str(error)) else RecordError
        raise kind(_meaning(path, str(error))) from error
    except OSError as error:
        raise RecordError(f"{path}: {_no_space(path) if error.errno == errno.ENOSPC else error.strerror}") from error


@contextmanager
def within(cursor: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[None]:
    """End the cursor's query after so many seconds of wall time; None waits. Raises TooSlowError."""
    if seconds is None:
        yield
        return
    over = threading.Event()

    def end() -> None:
        over.set()
        cursor.interrupt()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (duckdb.Error, RuntimeError) as error:
        if over.is_set():
            raise TooSlowError(f"the query took longer than {seconds:g} s and was ended") from error
        raise
    finally:
        timer.cancel()


def _in_use(message: str) -> bool:
    return "lock" in message and ("Conflicting" in message or "set lock" in message)


def _no_space(path: Path) -> str:
    return f"no space left on the disk of {path.absolute().parent}; what was stored before is kept"


def _meaning(path: Path, message: str) -> str:
    first = message.strip().splitlines()[0] if message.strip() else "unknown error"
    if "No space left" in message or "not enough space" in message.lower():
        return f"{path}: {_no_space(path)}"
    if _in_use(message):
        who = re.search(r"\(PID (\d+)\)", message)
        return f"{path}: in use by another process{f' ({who.group(1)})' if who else ''}; try again when it has finished"
    if "different configuration" in message or "already attached" in message:
        return f"{path}: this process has the record open already"
    if "not a valid DuckDB database" in message:
        return f"{path}: not a dragoman record"
    if "newer version of DuckDB" in message or "version number" in message:
        return f"{path}: written by another version of DuckDB than the one installed ({duckdb.__version__})"
    if "Permission denied" in message:
        return f"{path}: permission denied"
    return f"{path}: {first}"


def connect(
    path: Path, *, read_only: bool, memory: str = MEMORY_LIMIT, reach: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """Open the DuckDB file at `path`. DuckDB keeps what it read or wrote while `memory` has room; of other files it
    reaches those in the folder `reach`. Raises RecordError with one clear line if it is no file of DuckDB, in use,
    or not there (when reading) or its folder is not there (when writing)."""
    if path.is_dir():
        raise RecordError(f"{path}: a folder, not a record")
    if read_only and not path.exists():
        raise RecordError(f"{path}: no such record")
    if not path.absolute().parent.is_dir():
        raise RecordError(f"{path}: no such folder: {path.absolute().parent}")
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": reach is not None,
        "memory_limit": memory,
        "threads": THREADS,
    }
    with explained(path):
        connection = duckdb.connect(str(path), read_only=read_only, config=config)
        if reach is not None:
            # In this order, and there is no way back.
            connection.execute("SET allowed_directories = [?]", [f"{reach.absolute()}/"])
            connection.execute("SET enable_external_access = false")
        return connection


def check_schema(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raises RecordError unless the open file is a record with this version of the schema."""
    with explained(path):
        found = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_name = 'dragoman' AND table_schema = 'main'"
        ).fetchone()
        if found is None or not found[0]:
            raise RecordError(f"{path}: not a dragoman record")
        row = connection.execute("SELECT max(schema_version), max(made_by) FROM dragoman").fetchone()
    version, made_by = row or (None, None)
    if version is None:
        raise RecordError(f"{path}: not a dragoman record")
    if version > SCHEMA_VERSION:
        raise RecordError(
            f"{path}: made by dragoman {made_by} with schema {version}; this one reads schema {SCHEMA_VERSION}: "
            "install a newer dragoman"
        )
    if version == UPGRADED:
        raise RecordError(
            f"{path}: made with schema {version}; this dragoman reads schema {SCHEMA_VERSION}: dragoman link brings it "
            "up to date"
        )
    if version < SCHEMA_VERSION:
        raise RecordError(
            f"{path}: made by dragoman {made_by} with schema {version}; this one reads schema {SCHEMA_VERSION}: "
            "code the articles into a new record, and take judgements over with dragoman review --import"
        )
