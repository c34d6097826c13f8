"""The actor tables: reading and checking the CSV files of `data/actors`.

Every table is recognised by its header, so a user's own file may have the form of any of them.
A mistake raises `DataError` with file and line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from dragoman.errors import DataError

Kind = Literal["state", "place", "org", "group", "people", "collective", "person"]
Form = Literal["name", "demonym", "capital", "metonym", "family"]

SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
    ]
)
ROLE_KINDS = frozenset({"office", "person", "body", "group", "asset", "place"})
HEADERS: dict[tuple[str, ...], str] = {
    ("code", "name", "aliases", "demonyms", "capital", "metonyms", "from", "to"): "states",
    ("name", "code", "kind", "aliases"): "places",
    ("id", "name", "code", "sector", "aliases", "members", "from", "to"): "organisations",
    ("id", "name", "code", "sector", "aliases", "from", "to"): "groups",
    ("noun", "sector", "number", "kind"): "roles",
    ("name", "code", "office", "from", "to", "aliases", "family"): "officeholders",
}
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_MEMBER = re.compile(r"[A-Z]{3}(:[-\d]*/?[-\d]*)?")


class Actor(NamedTuple):
    """One row of a table: a state, an organisation, or a person in one office.

    `start` and `end` are ISO dates cut to what is known, empty where open. `code` is None for
    collectives such as "the West". `rank` is 1 for rows of a user's own tables.
    """

    id: str
    name: str
    code: str | None
    sector: str | None
    kind: Kind
    office: str | None = None
    start: str = ""
    end: str = ""
    members: tuple[str, ...] = ()
    rank: int = 0


class Sense(NamedTuple):
    """An alias read as an actor, and which form of its name the alias is."""

    actor: Actor
    form: Form


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun ("foreign minister") with its sector."""

    noun: str
    sector: str | None
    plural: bool
    kind: str


class Row(NamedTuple):
    """A checked row: its table's name, its cells, and where it stands."""

    table: str
    cells: dict[str, str]
    path: Path
    line: int


def read_table(path: Path) -> Iterator[Row]:
    """Rows of one CSV file. Lines that start with # and blank lines are skipped.

    Raises `DataError` for an unknown header, a wrong number of cells, a bad code, sector or date.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, None, f"cannot be read ({error})") from error
    header: tuple[str, ...] | None = None
    table = ""
    reader = csv.reader(line if not line.startswith("#") else "" for line in text.splitlines())
    for cells in reader:
        if not cells:
            continue
        if header is None:
            header = tuple(cell.strip() for cell in cells)
            if header not in HEADERS:
                raise DataError(path, reader.line_num, f"unknown header: {','.join(header)}")
            table = HEADERS[header]
            continue
        if len(cells) != len(header):
            raise DataError(path, reader.line_num, f"{len(cells)} cells where the header has {len(header)}")
        row = Row(table, dict(zip(header, map(str.strip, cells), strict=True)), path, reader.line_num)
        _check(row)
        yield row
    if header is None:
        raise DataError(path, 1, "no header")


def split_list(cell: str) -> tuple[str, ...]:
    """The items of a cell that `|` separates."""
    return tuple(item.strip() for item in cell.split("|") if item.strip()) if cell else ()


def _check(row: Row) -> None:
    cells = row.cells
    name = cells.get("name") or cells.get("noun") or ""
    if not name:
        raise DataError(row.path, row.line, "no name")
    code = cells.get("code")
    if code is not None and not (
        (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper())
        or (not code and row.table in {"groups", "organisations"})
    ):
        raise DataError(row.path, row.line, f"'{code}' is no code of three capitals")
    sector = cells.get("sector")
    if sector and sector not in SECTORS:
        raise DataError(row.path, row.line, f"unknown sector '{sector}'")
    for column in ("from", "to"):
        value = cells.get(column)
        if value and not _DATE.fullmatch(value):
            raise DataError(row.path, row.line, f"'{value}' is no ISO date")
    if cells.get("from") and cells.get("to") and cells["from"] > cells["to"] + "~":
        raise DataError(row.path, row.line, f"from {cells['from']} is after to {cells['to']}")
    members = cells.get("members")
    for member in split_list(members) if members else ():
        if not _MEMBER.fullmatch(member):
            raise DataError(row.path, row.line, f"'{member}' is no member code")
    if row.table == "roles" and (cells["number"] not in {"singular", "plural"} or cells["kind"] not in ROLE_KINDS):
        raise DataError(row.path, row.line, f"role '{name}' needs number and kind")


def covers(start: str, end: str, day: str) -> bool:
    """Whether a tenure with cut dates may cover the ISO day (or month or year) `day`."""
    return (not start or start[: len(day)] <= day[: len(start)]) and (not end or day[: len(end)] <= end[: len(day)])


def plurals(noun: str) -> str:
    """The plural of a role noun; its head is the word before " of "/" in "/" for "."""
    for link in (" of ", " in ", " for "):
        if link in noun:
            first, rest = noun.split(link, 1)
            return plurals(first) + link + rest
    special = {
        "chief of staff": "chiefs of staff",
        "attorney general": "attorneys general",
        "secretary-general": "secretaries-general",
    }
    if noun in special:
        return special[noun]
    if noun.endswith(("general", "elect", "designate")) and noun != "general":
        cut = max(noun.rfind(" "), noun.rfind("-"))
        if cut > 0 and noun[:cut] not in {"major", "brigadier", "lieutenant", "inspector"}:
            return plurals(noun[:cut]) + noun[cut:]
    for old, new in (
        ("woman", "women"),
        ("child", "children"),
        ("person", "people"),
        ("wife", "wives"),
        ("thief", "thieves"),
    ):
        if noun.endswith(old):
            return noun[: -len(old)] + new
    if noun.endswith("man") and not noun.endswith(("human", "german", "roman")):
        return noun[:-3] + "men"
    if noun.endswith(("passerby", "passer-by")):
        return noun.replace("passer", "passers")
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"
