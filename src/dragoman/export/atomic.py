"""Files that appear whole or not at all: written beside their place, then renamed into it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import RecordError
from dragoman.record.connection import explained


@contextmanager
def in_place(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes the place of `path` when the block ends well. Raises RecordError
    if it cannot be written; `path` is then as it was."""
    if path.is_dir():
        raise RecordError(f"{path}: a folder, not a file")
    with explained(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.chmod(0o666 & ~_umask())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def folder_in_place(path: Path) -> Iterator[Path]:
    """An empty folder to fill, which becomes `path` when the block ends well. If `path` is there
    already, the new files take the place of those of the same name and the others stay. Raises
    RecordError if it cannot be written."""
    if path.exists() and not path.is_dir():
        raise RecordError(f"{path}: a file, not a folder")
    with explained(path):
        part = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
        try:
            yield part
            if path.exists():
                for file in sorted(part.iterdir()):
                    file.replace(path / file.name)
            else:
                part.chmod(0o777 & ~_umask())
                part.rename(path)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _umask() -> int:
    """The mask for new files; temporary files are made for their owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
