"""From the arguments of a command to the files that it means: paths, folders, globs, URLs, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.documents.remote import is_url, listed
from dragoman.errors import UsageError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read and the name that its document has; without `path` and `url` it is standard input.

    `explicit` is true where the user named the file (or matched it by a glob) rather than its folder.
    """

    path: Path | None
    name: str
    explicit: bool = True
    url: str | None = None


def expand(paths: Sequence[str], known: Callable[[str], bool], skip: Path | None = None) -> Iterator[Source]:
    """The files behind `paths`, in the order given, the files of a folder sorted by name.

    All arguments are checked before this returns, so nothing is read if one of them is wrong.
    `known` says whether a file name has a format that a folder is searched for; `skip` is a file
    to leave out (the metadata table). Raises UsageError for a path that does not exist, a folder
    without any readable file and a pattern without a match.
    """
    if not paths:
        raise UsageError("nothing to read: name a file, a folder, a pattern or - for standard input")
    skipped = skip.resolve() if skip is not None else None
    for argument in paths:
        _check(argument, known, skipped)
    return _walk_all(tuple(paths), skipped)


def _check(argument: str, known: Callable[[str], bool], skipped: Path | None) -> None:
    if argument == STDIN:
        return
    if is_url(argument):
        if not any(known(name) or explicit for _, name, explicit in listed(argument)):
            raise UsageError(f"no readable file at {argument}")
        return
    path = Path(argument)
    if path.is_dir():
        if not os.access(path, os.R_OK | os.X_OK):
            raise UsageError(f"cannot read the folder {argument}")
        if not any(known(source.name) for source in _walk(path, skipped)):
            raise UsageError(f"no readable file in the folder {argument}")
    elif path.exists():
        return
    elif glob.has_magic(argument):
        if next(_matches(argument), None) is None:
            raise UsageError(f"no file matches {argument}")
    else:
        raise UsageError(f"no such file or folder: {argument}")


def _walk_all(paths: tuple[str, ...], skipped: Path | None) -> Iterator[Source]:
    for argument in paths:
        path = Path(argument)
        if argument == STDIN:
            yield Source(None, "stdin")
        elif is_url(argument):
            yield from (Source(None, name, explicit, url) for url, name, explicit in listed(argument))
        elif path.is_dir():
            yield from _walk(path, skipped)
        elif path.exists():
            yield Source(path, _name(Path(path.name)))
        else:
            root = _fixed_part(argument)
            for match in _matches(argument):
                if match.is_dir():
                    yield from _walk(match, skipped)
                elif skipped is None or match.resolve() != skipped:
                    yield Source(match, _name(match.relative_to(root)))


def _walk(folder: Path, skipped: Path | None) -> Iterator[Source]:
    """The files under a folder, hidden ones left out, each folder's entries in the order of their names."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if name.startswith(".") or (skipped is not None and path.resolve() == skipped):
                continue
            yield Source(path, _name(path.relative_to(folder)), explicit=False)


def _name(path: Path) -> str:
    """A path as the name of a document: bytes that are no UTF-8, which no record can hold, as `\\xe9`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _matches(pattern: str) -> Iterator[Path]:
    return (Path(name) for name in sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207 - Path.glob takes no absolute pattern


def _fixed_part(pattern: str) -> Path:
    """The leading folders of a pattern that hold no wildcard."""
    parts: list[str] = []
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts) if parts else Path()
