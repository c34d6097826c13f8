"""Judgements out of a record of any schema: what people said has to outlive a change of the other tables."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import RecordError
from dragoman.model import Judgement
from dragoman.record.connection import connect, explained
from dragoman.record.schema import BY_NAME, value_of

#: What stands at the eighth byte of every DuckDB file.
_SIGN = b"DUCK"


def is_record(path: Path) -> bool:
    """Whether a file looks like a record and not like text."""
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == _SIGN
    except OSError:
        return False


def judgements_in(path: Path) -> tuple[Judgement, ...]:
    """All judgements of a record, of whichever schema. Raises RecordError if it has none or keeps them otherwise."""
    kind = BY_NAME["judgement"]
    connection = connect(path, read_only=True)
    try:
        with explained(path):
            have = connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'judgement'"
            )
            known = {name for (name,) in have.fetchall()}
        if not known:
            raise RecordError(f"{path}: no judgements in it")
        names = tuple(column.name for column in kind.columns)
        columns = ", ".join(f'"{name}"' if name in known else f'NULL AS "{name}"' for name in names)
        with explained(path):
            rows = connection.execute(f'SELECT {columns} FROM judgement ORDER BY "when"').fetchall()
        return tuple(value_of(kind, names, row) for row in rows)
    except (KeyError, TypeError) as error:
        raise RecordError(f"{path}: its judgements have another form: {error}") from error
    finally:
        connection.close()
