"""What actor codes are called: RUS is Russia, UNO the United Nations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dragoman.actors.knowledge import data_folder
from dragoman.actors.tables import read_table

#: The codes of PLOVER that are no state's, as a reader of a table wants to see them.
_INTERNATIONAL: Mapping[str, str] = {
    "UNO": "United Nations",
    "EUR": "European Union",
    "IGO": "Intergovernmental bodies",
    "NGO": "International NGOs",
    "ISM": "International movements",
    "IMG": "International armed groups",
    "MNC": "Multinational companies",
}


@cache
def code_names() -> Mapping[str, str]:
    """Code -> name of every state and of the international codes. Raises DataError for a table with a mistake."""
    names: dict[str, str] = {}
    # The first row of a code is the state itself, those below are its regions; one that has passed comes last.
    for row in sorted(read_table(data_folder() / "states.csv"), key=lambda row: row.cells["to"] != ""):
        names.setdefault(row.cells["code"], row.cells["name"])
    return {**names, **_INTERNATIONAL}


def short_name(code: str, room: int = 14) -> str:
    """The name of a code where it has at most `room` characters, else the code."""
    name = code_names().get(code, code)
    return name if len(name) <= room else code
