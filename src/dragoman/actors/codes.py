"""What actor codes are called: RUS is Russia, UNO the United Nations."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

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


def code_names() -> Mapping[str, str]:
    """Code -> name of every state and of the international codes; the first row of a code
    counts, one that has passed only where no other stands. Raises DataError for a table with a mistake."""
    names: dict[str, str] = {}
    states = Path(str(files("dragoman") / "data" / "actors" / "states.csv"))
    for row in sorted(read_table(states), key=lambda row: row.cells["to"] != ""):
        names.setdefault(row.cells["code"], row.cells["name"])
    return {**names, **_INTERNATIONAL}
