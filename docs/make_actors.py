# ruff: noqa: INP001 - a script beside the page that it writes, no package
"""Write docs/actors.md anew: what the actor tables hold, and whom they know in which office and decade.

usage: .venv/bin/python docs/make_actors.py

The page is counted from `src/dragoman/data/actors`; a test compares it with the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman.actors.knowledge import data_folder
from dragoman.actors.tables import Row, read_table, split_list

PAGE = Path(__file__).resolve().parent / "actors.md"
#: First and last year of each column.
DECADES = {
    "to 1989": (0, 1989),
    "1990s": (1990, 1999),
    "2000s": (2000, 2009),
    "2010s": (2010, 2019),
    "2020s": (2020, 2026),
}
YEARS = range(1990, 2027)
#: Codes that are no state.
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
HEADS = {
    "head of state or government": frozenset({
        "president", "prime minister", "monarch", "chancellor", "supreme leader", "head of state", "head of government",
        "acting president", "governor-general", "leader",
    }),
    "foreign minister": frozenset({"foreign minister", "foreign secretary", "secretary of state"}),
    "defence minister": frozenset({
        "defence minister", "secretary of defense", "defense secretary", "defence secretary",
    }),
}  # fmt: skip
#: Offices with fewer tenures share the last row.
FEW = 60

HEAD = """# Whom the tables know

Written by `.venv/bin/python docs/make_actors.py` from `src/dragoman/data/actors`; do not edit. A test
compares it with the tables, so run the command after a change of theirs.

Actors are dated facts: a title or a surname stands for whoever held the office on the day of the
report. A tenure has a start and an end, cut to the day, month or year that is known; whom nobody can
date to the year is not in the tables. The tables were written from general knowledge and carry
mistakes; `tests/actors/test_tenures.py` refuses two holders of one office of one state at a time, dates
that do not exist, codes of no state, and rows that say the same twice. How to add to them, and how a
file of one's own goes first, is said in [lexicon.md](lexicon.md).
"""


def tables() -> dict[str, list[Row]]:
    """The rows of every table, by file name; those of officeholders together."""
    out: dict[str, list[Row]] = {}
    for path in sorted(data_folder().glob("*.csv")):
        if path.name != "given_names.csv":
            out[path.name] = list(read_table(path))
    out["officeholders/"] = officeholders()
    return out


def officeholders() -> list[Row]:
    """The rows of all tables of officeholders."""
    return [row for path in sorted(data_folder().glob("officeholders/*.csv")) for row in read_table(path)]


def years(row: Row) -> tuple[int, int]:
    """The first and the last year of a tenure; an open end is the last year of the page."""
    cells = row.cells
    return int(cells["from"][:4] or 0), int(cells["to"][:4] or YEARS[-1])


def within(row: Row, span: tuple[int, int]) -> bool:
    """Whether a tenure has a year of the span."""
    first, last = years(row)
    return first <= span[1] and span[0] <= last


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table of Markdown; all columns but the first are numbers."""
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    return [*lines, *(f"| {' | '.join(str(cell) for cell in row)} |" for row in rows), ""]


def names(row: Row) -> int:
    """How many names a row gives its actor."""
    columns = ("aliases", "demonyms", "metonyms", "family")
    return 1 + sum(len(split_list(row.cells.get(column, ""))) for column in columns)


def counted() -> list[str]:
    """Rows and names of each table."""
    rows = [(f"`{name}`", f"{len(found):,}", f"{sum(map(names, found)):,}") for name, found in tables().items()]
    return ["## The tables", "", *table(("table", "rows", "names"), rows)]


def by_office(rows: Sequence[Row]) -> list[str]:
    """Tenures by office and decade."""
    number = Counter(row.cells["office"] for row in rows)
    offices = sorted((o for o in number if number[o] >= FEW), key=lambda o: (-number[o], o))
    groups = [(office, [r for r in rows if r.cells["office"] == office]) for office in offices]
    groups.append((f"{len(number) - len(offices)} other offices", [r for r in rows if number[r.cells["office"]] < FEW]))
    groups.append(("**all**", list(rows)))
    lines = [
        (name, *(f"{sum(within(r, span) for r in found):,}" for span in DECADES.values()), f"{len(found):,}")
        for name, found in groups
    ]
    words = "Tenures that have a year of the decade; a long one counts in several, and once in the last column."
    return ["## Officeholders by office and decade", "", words, "", *table(("office", *DECADES, "all"), lines)]


def by_state(rows: Sequence[Row], states: frozenset[str]) -> list[str]:
    """How many states have a holder."""
    lines = []
    for name, offices in HEADS.items():
        found = [r for r in rows if r.cells["office"] in offices and r.cells["code"] in states]
        cells = [len({r.cells["code"] for r in found if within(r, span)}) for span in DECADES.values()]
        covered = {(r.cells["code"], year) for r in found for year in YEARS if within(r, (year, year))}
        lines.append((name, *cells, f"{len(covered) / (len(states) * len(YEARS)):.1%}"))
    words = (
        f"Of {len(states)} states and territories, those with a holder in some year of the decade; at the right the\n"
        f"share of all state-years from {YEARS[0]} to {YEARS[-1]} that have one. States that were founded later\n"
        "cannot have them all."
    )
    return ["## States with a holder", "", words, "", *table(("office", *DECADES, "state-years"), lines)]


def by_precision(rows: Sequence[Row]) -> list[str]:
    """How exact the dates are."""
    kinds = {10: "day", 7: "month", 4: "year", 0: "open"}
    lines = []
    for column, label in (("from", "start"), ("to", "end")):
        found = Counter(kinds[len(row.cells[column])] for row in rows)
        lines.append((label, *(f"{found[kind]:,}" for kind in kinds.values())))
    return ["## Precision of the dates", "", *table(("tenures by", *kinds.values()), lines)]


def page() -> str:
    """The text of docs/actors.md."""
    rows = officeholders()
    states = frozenset(row.cells["code"] for row in read_table(data_folder() / "states.csv")) - BODIES
    parts = [HEAD, *counted(), *by_office(rows), *by_state(rows, states), *by_precision(rows)]
    return "\n".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
