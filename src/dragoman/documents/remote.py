"""Files that are somewhere else: whatever fsspec has a protocol for (s3, gs, abfs, hdfs, memory …).

This is the only file that imports fsspec, which is installed with `dragoman[cluster]`.
"""

from __future__ import annotations

import glob
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from dragoman.errors import UsageError

_PROTOCOL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(argument: str) -> bool:
    """Whether an argument names its protocol, as `s3://bucket/news` does."""
    return _PROTOCOL.match(argument) is not None


def filesystem(url: str) -> tuple[Any, str]:
    """The file system of a URL or a local path, and the path in it. Raises UsageError for an unknown
    protocol, one whose library is not installed, and one that cannot be reached."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise UsageError(f"{url}: this needs fsspec: pip install 'dragoman[cluster]'") from None
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        raise UsageError(f"{url}: {_line(error)}") from None
    except Exception as error:
        raise UsageError(f"cannot use {url}: {_line(error)}") from None
    return system, str(path)


def listed(url: str) -> list[tuple[str, str, bool]]:
    """The files behind a URL, a pattern or a folder, as (URL, name, whether the user named it), in the order
    of a local folder; hidden ones are left out. Raises UsageError if there are none or they cannot be listed."""
    system, root = filesystem(url)
    try:
        if glob.has_magic(root):
            base = PurePosixPath(*_before_magic(PurePosixPath(root).parts))
            found = [path for path in system.glob(root) if system.isfile(path)]
            explicit = True
        elif system.isfile(root):
            return [(url, PurePosixPath(root).name, True)]
        else:
            base, explicit = PurePosixPath(root), False
            found = system.find(root)
    except Exception as error:
        raise UsageError(f"cannot read {url}: {_line(error)}") from None
    named = [(str(path), PurePosixPath(path).relative_to(base)) for path in found]
    named = [(path, name) for path, name in named if not any(part.startswith(".") for part in name.parts)]
    if not named:
        raise UsageError(f"nothing to read at {url}")
    named.sort(key=lambda item: _walked(item[1]))
    return [(system.unstrip_protocol(path), name.as_posix(), explicit) for path, name in named]


@contextmanager
def fetched(url: str) -> Iterator[Path]:
    """A local copy of a file for as long as the block lasts. Raises OSError if it cannot be read."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        copy = Path(folder) / "copy"
        try:
            system, path = filesystem(url)
            system.get_file(path, str(copy))
        except OSError:
            raise
        except Exception as error:
            raise OSError(_line(error)) from error
        yield copy


def _before_magic(parts: tuple[str, ...]) -> Iterator[str]:
    for part in parts:
        if glob.has_magic(part):
            return
        yield part


def _walked(name: PurePosixPath) -> tuple[tuple[int, str], ...]:
    """Files before folders, each by name."""
    return (*((1, part) for part in name.parts[:-1]), (0, name.parts[-1]))


def _line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
