"""Names for the codes of a record: RUS is Russia, UNO the United Nations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dragoman.actors.knowledge import data_folder
from dragoman.actors.tables import read_table
from dragoman.ontology import load_ontology

#: PLOVER explains its international codes; these two are one body each.
_BODIES = {"UNO": "United Nations", "EUR": "European Union"}


@cache
def code_names() -> Mapping[str, str]:
    """The names of states and PLOVER's words for international codes, by code."""
    # The first row of a code is the state itself; those below are its regions.
    rows = list(read_table(data_folder() / "states.csv"))
    states = {row.cells["code"]: row.cells["name"] for row in reversed(rows)}
    return {**load_ontology().international, **_BODIES, **states}


def short_name(code: str, room: int = 14) -> str:
    """The name of a code where it has at most `room` characters, else the code."""
    name = code_names().get(code, code)
    return name if len(name) <= room else code
