"""How the desk comes by the record: it opens the file for each act, or has a writer that is open already.

Whoever opens the file for each act leaves it to others in between, so that several people can judge one record at
once from processes of their own, and each judgement is in the file before the next event is shown.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from dragoman.errors import InUseError
from dragoman.record.query import Record, open_record
from dragoman.record.store import Store, open_links

#: Seconds to wait for a record that another process has open, and between two looks.
PATIENCE = 5.0
_PAUSE = 0.05
T = TypeVar("T")


class Access(Protocol):
    """A record to read and to keep judgements in, for the length of a block each."""

    def reading(self) -> AbstractContextManager[Record]:
        """The record, open for reading."""

    def writing(self) -> AbstractContextManager[Store]:
        """The record, open for writing."""


class Files:
    """The file is opened for each act. Raises InUseError where another process keeps it for longer than a moment."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self._patience = patience

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """The record, open for reading."""
        with self._patiently(open_record) as record:
            yield record

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The record, open for writing."""
        with self._patiently(open_links) as store:
            yield store

    def _patiently(self, open_it: Callable[[Path], T]) -> T:
        until = time.monotonic() + self._patience
        while True:
            try:
                return open_it(self.path)
            except InUseError:
                if time.monotonic() >= until:
                    raise
                time.sleep(_PAUSE)


class Held:
    """A store that is open already, for a process of many threads; one writes at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """The record, open for reading."""
        with self._store.reading() as record:
            yield record

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store, to one thread at a time."""
        with self._lock:
            yield self._store
