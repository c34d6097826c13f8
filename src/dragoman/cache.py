"""What reading the tables gives, kept in the user's cache folder for the next start.

Tables are read and checked from their first line to their last, which takes most of a second, and they are the same
at nearly every start. So what was made of them is kept as a pickle with a mark of all that went into it: every file
of the package by its path, size and time, and Python itself. Another mark, and it is made anew.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar, cast

from platformdirs import user_cache_path

T = TypeVar("T")

_PACKAGE = Path(__file__).parent


def kept(name: str, make: Callable[[], T], uses: Sequence[str] = ()) -> T:
    """What `make` makes of the package's own files, or what an earlier process kept of it under `name`; `uses` are
    libraries whose values are in it. A file that is damaged or another user's is not read, and where none can be
    written, none is. Raises what `make` raises."""
    mark = _mark(uses)
    place = hashlib.sha256(str(_PACKAGE).encode()).hexdigest()[:8]
    path = user_cache_path("dragoman", appauthor=False) / f"{name}-{place}.pickle"
    found = _read(path, mark)
    if found is not None:
        return cast("T", found)
    value = make()
    _write(path, mark, value)
    return value


def _mark(uses: Sequence[str]) -> bytes:
    """A digest of 32 bytes of what a value hangs on."""
    specs = (importlib.util.find_spec(library) for library in uses)
    libraries = [Path(spec.origin) for spec in specs if spec is not None and spec.origin]
    hasher = hashlib.sha256(sys.version.encode())
    for path, size, time in sorted(
        [*_files(_PACKAGE), *((str(p), p.stat().st_size, p.stat().st_mtime_ns) for p in libraries)]
    ):
        hasher.update(f"{path}\0{size}\0{time}\0".encode())
    return hasher.digest()


def _files(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    """Every file below a folder but byte code, with its size and time."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                about = entry.stat()
                yield entry.path, about.st_size, about.st_mtime_ns


def _read(path: Path, mark: bytes) -> object | None:
    """What a file keeps; None if it is not there, has another mark, is somebody else's or cannot be read."""
    try:
        with path.open("rb") as file:
            owner = os.fstat(file.fileno()).st_uid
            if (hasattr(os, "getuid") and owner != os.getuid()) or file.read(len(mark)) != mark:
                return None
            return cast("object", pickle.load(file))  # noqa: S301 - the user's own file
    except Exception:
        return None


def _write(path: Path, mark: bytes, value: object) -> None:
    """Keep a value: the whole file or none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=path.parent)
    except OSError:
        return
    try:
        with os.fdopen(number, "wb") as file:
            file.write(mark)
            pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
        Path(name).replace(path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
