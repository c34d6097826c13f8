"""The gazetteer: names of places to rows, read from `data/places`.

`gazetteer.tsv.gz` is made by a script out of GeoNames (CC BY 4.0); `disputed.csv`, written by hand, adds
the places of disputes that it lacks, and goes before it.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import DataError
from dragoman.places.keys import fold

FOLDER = Path(__file__).resolve().parent.parent / "data" / "places"
_COLUMNS = 9
_HEADER = ["name", "code", "lat", "lon", "kind", "aliases", "geonames_id"]
_KINDS = frozenset({"country", "region", "area", "capital", "city", "site", "water", "line"})
#: What precision the record gives for a kind.
PRECISIONS = {"country": "country", "region": "region", "area": "region", "water": "region", "line": "region",
              "capital": "city", "city": "city", "site": "point"}  # fmt: skip
MARKS = "~!@="
_UNMARKED = str.maketrans("", "", "~!@")


class Row(NamedTuple):
    """A place. `admin` is the province ("USA.TX"), empty where unknown; `population` 0 where unknown."""

    geonames_id: int | None
    name: str
    code: str | None
    admin: str
    lat: float | None
    lon: float | None
    population: int
    kind: str
    own: bool


class Reading(NamedTuple):
    """A key read as a place. `weak`: an alternative name; `guarded`: also a word or a person's name;
    `after_comma`: an abbreviation that counts only after a comma."""

    row: Row
    weak: bool
    guarded: bool
    after_comma: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by folded name (`index`), by acronym as spelt (`exact`), and how many words the longest name
    of several that begins with a word has (`firsts`). An index value is one line number or several; lines are read
    when they are asked for, which keeps loading fast and small."""

    index: Mapping[str, int | tuple[int, ...]]
    firsts: Mapping[str, int]
    lines: tuple[str | Row, ...]

    def readings(self, key: str) -> tuple[Reading, ...]:
        """All places that a key may be; an acronym as spelt has "=" in front."""
        found = self.index.get(key)
        if found is None:
            return ()
        return tuple(self._reading(n, key) for n in ((found,) if isinstance(found, int) else found))

    def _reading(self, number: int, key: str) -> Reading:
        line = self.lines[number]
        if isinstance(line, Row):
            return Reading(line, False, False, False)
        cells = line.split("\t")
        listed = f"|{cells[8]}|"
        at = listed.find(f"{key}|")
        while at > 0 and listed[at - 1] not in MARKS + "|":
            at = listed.find(f"{key}|", at + 1)
        marks = listed[listed.rfind("|", 0, at) : at]
        return Reading(_row(cells), "~" in marks, "!" in marks, "@" in marks)

    def __contains__(self, name: str) -> bool:
        return fold(name) in self.index


def _row(cells: list[str]) -> Row:
    number, name, code, admin, lat, lon, people, kind, _ = cells
    return Row(int(number) if number else None, name, code or None, admin, float(lat) if lat else None,
               float(lon) if lon else None, int(people), kind, False)  # fmt: skip


def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """Read `gazetteer.tsv.gz` and `disputed.csv` of a folder (the package's own by default).

    Raises `DataError` with file and line for a wrong number of cells, an unknown kind, a code that is not
    of three capitals, coordinates or ids that are no numbers or out of range, and an empty name.
    """
    folder = folder or FOLDER
    lines: list[str | Row] = []
    index: dict[str, int | tuple[int, ...]] = {}
    for row, names in _own_rows(folder / "disputed.csv"):
        for name in names:
            _enter(index, fold(name), len(lines))
        lines.append(row)
    path = folder / "gazetteer.tsv.gz"
    for n, line in enumerate(_unpacked(path), start=1):
        if line.count("\t") != _COLUMNS - 1:
            raise DataError(path, n, f"{line.count(chr(9)) + 1} cells where {_COLUMNS} belong")
        number = len(lines)
        for key in line[line.rindex("\t") + 1 :].translate(_UNMARKED).split("|"):
            if key in index:
                _enter(index, key, number)
            else:
                index[key] = number
        lines.append(line)
    if "" in index:
        raise DataError(path, None, "an empty key")
    firsts: dict[str, int] = {}
    for key in index:
        blanks = key.count(" ")
        if blanks:
            first = key[: key.index(" ")]
            if blanks >= firsts.get(first, 0):
                firsts[first] = blanks + 1
    return Gazetteer(index, firsts, tuple(lines))


def _enter(index: dict[str, int | tuple[int, ...]], key: str, number: int) -> None:
    old = index.get(key)
    if old is None:
        index[key] = number
    else:
        listed = (old,) if isinstance(old, int) else old
        if number not in listed:
            index[key] = (*listed, number)


def _unpacked(path: Path) -> list[str]:
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(path, None, f"cannot be read ({error})") from error


def _own_rows(path: Path) -> Iterator[tuple[Row, list[str]]]:
    """The rows of the hand-written table with all their names."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, None, f"cannot be read ({error})") from error
    reader = csv.reader("" if line.startswith("#") else line for line in text.splitlines())
    header: list[str] | None = None
    for cells in reader:
        if not cells:
            continue
        cells = [cell.strip() for cell in cells]
        if header is None:
            header = cells
            if header != _HEADER:
                raise DataError(path, reader.line_num, f"unknown header: {','.join(header)}")
            continue
        yield _own_row(path, reader.line_num, cells)
    if header is None:
        raise DataError(path, 1, "no header")


def _own_row(path: Path, line: int, cells: list[str]) -> tuple[Row, list[str]]:
    if len(cells) != len(_HEADER):
        raise DataError(path, line, f"{len(cells)} cells where the header has {len(_HEADER)}")
    name, code, lat, lon, kind, aliases, number = cells
    if not name:
        raise DataError(path, line, "no name")
    if code and not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        raise DataError(path, line, f"'{code}' is no code of three capitals")
    if kind not in _KINDS:
        raise DataError(path, line, f"unknown kind '{kind}'")
    if number and not number.isdecimal():
        raise DataError(path, line, f"'{number}' is no GeoNames id")
    names = [name, *(alias.strip() for alias in aliases.split("|") if alias.strip())]
    north, east = _degrees(path, line, lat, 90), _degrees(path, line, lon, 180)
    return Row(int(number) if number else None, name, code or None, "", north, east, 0, kind, True), names


def _degrees(path: Path, line: int, cell: str, bound: float) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise DataError(path, line, f"'{cell}' is no coordinate") from None
    if not -bound <= value <= bound:
        raise DataError(path, line, f"{value} is outside -{bound}…{bound} degrees")
    return value
