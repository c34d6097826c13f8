"""Older records brought up to this version of the schema, where nothing has to be coded for it."""

from __future__ import annotations

from pathlib import Path

from dragoman.record import ready
from dragoman.record.connection import UPGRADED, connect, explained
from dragoman.record.schema import SCHEMA_VERSION


def upgrade(path: Path) -> None:
    """Give a record of schema 4 the views of `ready`; leave any other file as it is. Raises RecordError if there is
    none at `path` or another process has it."""
    connection = connect(path, read_only=not path.exists())
    try:
        with explained(path):
            tables = {
                name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
            }
            found = (
                connection.execute("SELECT max(schema_version) FROM dragoman").fetchone()
                if "dragoman" in tables
                else None
            )
            if found != (UPGRADED,):
                return
            connection.execute("BEGIN TRANSACTION")
            for statement in ready.ddl():
                connection.execute(statement)
            connection.execute("UPDATE dragoman SET schema_version = ?", [SCHEMA_VERSION])
            connection.execute("COMMIT")
    finally:
        connection.close()
