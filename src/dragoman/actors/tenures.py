"""Who held which office when, by code: the tables of officeholders as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.actors.knowledge import data_folder
from dragoman.actors.tables import read_table


@dataclass(frozen=True, slots=True)
class Tenure:
    """One office of a person; `start` and `end` are ISO dates cut to what is known, "" where open or unknown."""

    name: str
    office: str
    start: str
    end: str


def tenures(folder: Path | None = None) -> Mapping[str, tuple[Tenure, ...]]:
    """The tenures of each code, in the order of the tables, of the packaged ones or those of `folder`. Raises
    DataError for a row with a mistake."""
    found: dict[str, list[Tenure]] = {}
    for path in sorted((folder or data_folder() / "officeholders").glob("*.csv")):
        for row in read_table(path):
            cells = row.cells
            found.setdefault(cells["code"], []).append(
                Tenure(cells["name"], cells["office"], cells["from"], cells["to"])
            )
    return {code: tuple(rows) for code, rows in found.items()}
