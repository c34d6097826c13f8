"""Knowledge tables: one way to read a TOML file, so that each mistake is told with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomli

from dragoman.errors import DataError

_LINE = re.compile(r"line (\d+)")
_HEAD = re.compile(r"\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?")


@cache
def data_path(*parts: str) -> Path:
    """A file or folder of the knowledge that comes with dragoman: `data_path("time", "words.toml")`."""
    return Path(str(files("dragoman").joinpath("data", *parts)))


def read_text(path: Path) -> str:
    """The file's text. Raises `DataError` if it cannot be read or is not UTF-8."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(path, None, f"is not UTF-8: {error}") from error
    except OSError as error:
        raise DataError(path, None, f"cannot be read: {error.strerror}") from error


def parse_toml(text: str, name: object) -> dict[str, Any]:
    """The content of TOML text; `name` is what mistakes call it. Raises `DataError` with the line."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        raise DataError(name, int(found[1]) if found else None, str(error)) from error


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content. Raises `DataError`, with the line where the TOML is wrong."""
    return parse_toml(read_text(path), path)


@dataclass(frozen=True, slots=True)
class Table:
    """One `[kind]` or `[[kind]]` table of a TOML file, with the lines on which it stands."""

    path: Path
    kind: str
    values: Mapping[str, Any]
    line: int
    text: tuple[str, ...]

    def error(self, message: str, needle: str = "") -> DataError:
        """A `DataError` at the first line of the table that holds `needle`, or at its head."""
        for offset, line in enumerate(self.text):
            if needle and needle in line:
                return DataError(self.path, self.line + offset, message)
        return DataError(self.path, self.line, message)

    def keys(self, *allowed: str) -> None:
        """Raises `DataError` for a key that is not allowed: mostly a slip of the pen."""
        for key in self.values:
            if key not in allowed:
                raise self.error(f"{self.kind} has no key {key!r}; it has {', '.join(allowed)}", key)

    def words(self, key: str, *, optional: bool = False) -> list[str]:
        """The list of words under `key`; none if it may be absent and is. Raises `DataError`."""
        value = self.values.get(key, [] if optional else None)
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise self.error(f"'{key}' must be a list of words", f"{key} =")
        return value

    def named(self, key: str) -> dict[str, str]:
        """The words that `key` maps to names; none if it is absent. Raises `DataError`."""
        value = self.values.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value.values()):
            raise self.error(f"'{key}' maps words to names", key)
        return value


class TomlFile:
    """A TOML file whose tables know their lines. Raises `DataError` if it cannot be read or is no TOML."""

    def __init__(self, path: Path) -> None:
        text = read_text(path)
        self._data = parse_toml(text, path)
        self._path = path
        self._lines = tuple(text.splitlines())
        self.root = Table(path, "file", self._data, 1, self._lines)
        found = ((number, _HEAD.fullmatch(line.strip())) for number, line in enumerate(self._lines))
        self._heads = [(number, head[1]) for number, head in found if head is not None]

    def tables(self, kind: str) -> Iterator[Table]:
        """The `[[kind]]` tables in order; none if there are none."""
        rows = self._data.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.root.error(f"{kind} must be [[{kind}]] tables", kind)
        starts = [number for number, name in self._heads if name == kind]
        for index, row in enumerate(rows):
            yield self._table(kind, row, starts[index] if index < len(starts) else 0)

    def parts(self) -> Iterator[Table]:
        """The `[name]` tables in order."""
        starts = {name: number for number, name in reversed(self._heads)}
        for name, values in self._data.items():
            if isinstance(values, dict):
                yield self._table(name, values, starts.get(name, 0))

    def _table(self, kind: str, values: Mapping[str, Any], start: int) -> Table:
        end = next((number for number, _ in self._heads if number > start), len(self._lines))
        return Table(self._path, kind, values, start + 1, self._lines[start:end])


def read_lists(path: Path) -> dict[str, frozenset[str]]:
    """The lists of words at the top of a TOML file, each one string with blanks between.

    Raises `DataError` for a list that is none or is empty, and for a word that stands in it twice.
    """
    root, out = TomlFile(path).root, {}
    for name, value in root.values.items():
        if isinstance(value, dict):
            continue
        words = value.split() if isinstance(value, str) else []
        if not words:
            raise root.error(f"'{name}' must be one string of words", f"{name} =")
        twice = [word for word in words if words.count(word) > 1]
        if twice:
            raise root.error(f"'{name}' has '{twice[0]}' twice", f"{name} =")
        out[name] = frozenset(words)
    return out


@cache
def word_lists(folder: str) -> Mapping[str, frozenset[str]]:
    """The word lists that come with dragoman for one part of it, read once. Raises as `read_lists` does."""
    return read_lists(data_path(folder, "words.toml"))


def line_with(path: Path, needle: str) -> int | None:
    """The number of the first line of a file that holds `needle`, to tell where a mistake is."""
    return next((number for number, line in enumerate(read_text(path).splitlines(), 1) if needle in line), None)
