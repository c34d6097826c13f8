"""The exceptions that dragoman raises on purpose. A bad document is a `Problem`, not an exception."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all expected errors; its text is one clear line for the user."""


class UsageError(DragomanError):
    """An option or an argument is wrong (exit status 2)."""


class DataError(DragomanError):
    """A knowledge table is wrong; the text names file and line."""

    def __init__(self, path: object, line: int | None, message: str) -> None:
        where = f"{path}:{line}" if line is not None else f"{path}"
        super().__init__(f"{where}: {message}")
        self.line = line
        self.message = message


class RecordError(DragomanError):
    """A record cannot be opened, read or written."""


class TooSlowError(RecordError):
    """A query took longer than its reader may wait."""


class InUseError(RecordError):
    """Another process has the record open; it may be free in a moment."""
