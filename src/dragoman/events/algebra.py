"""The algebra of events: operator × class of what it governs → the new event and the inner one's fate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from dragoman.errors import DataError
from dragoman.events.draft import Draft
from dragoman.events.senses import OPERATORS
from dragoman.model import Factuality
from dragoman.tables import read_toml

Class = Literal["cooperative", "yield", "conflict", "end", "demand", "none"]
Fate = Literal["drop", "keep", "negate", "future", "hypothetical", "attribute"]
Route = Literal["others", "author", "target", "none"]

_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"})
_YIELD = frozenset({"RETREAT", "CONCEDE"})
#: Conflict that is talk; "urged not to criticise" is no call to end a conflict.
_CLASSES: tuple[Class, ...] = get_args(Class)


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the table. `explicit` rows want a named counterpart; `actor` rows put the
    operator's subject in the place of the inner actor."""

    type: str | None
    mode: str | None
    inner: Fate
    recipient: Route
    factuality: Factuality | None = None
    explicit: bool = False
    actor: bool = False
    only: str | None = None


@dataclass(frozen=True, slots=True)
class Algebra:
    """The whole table. `moods` says which modifiers take an event noun how far from fact, `before`
    which words before its noun phrase do, by the last of them."""

    rows: Mapping[tuple[str, Class], Row]
    modes: Mapping[str, Mapping[str, str]]
    types: Mapping[str, Mapping[str, str]]
    moods: Mapping[str, Factuality] = field(default_factory=dict)
    before: Mapping[str, tuple[tuple[tuple[str, ...], Factuality], ...]] = field(default_factory=dict)

    def row(self, op: str, inner: Draft | None) -> Row:
        """The cell for an operator and the event that it governs."""
        return self.rows[op, class_of(inner)]

    def type(self, row: Row, inner: Draft | None) -> str | None:
        """The type of the new event: the cell's own, or by the inner event's type."""
        if row.type is None or row.type not in self.types:
            return row.type
        return self.named(row.type, inner)

    def named(self, name: str, inner: Draft | None) -> str:
        """What a table of types makes of an event: by type and mode, by the operator that made it, by type, or its
        last line."""
        table = self.types[name]
        keys = (f"{inner.type}.{inner.mode}", inner.op or "", inner.type) if inner is not None else ("none",)
        return next((table[k] for k in keys if k in table), table["else"])

    def mode(self, row: Row, inner: Draft | None) -> str | None:
        """The mode of the new event: the cell's own, or by the inner event's type and mode."""
        if self._turned(row, inner):
            return self._kept(row, inner)
        if row.mode is None or row.mode not in self.modes:
            return row.mode
        table = self.modes[row.mode]
        if inner is None:
            return table.get("none")
        return self._told(table, inner) or table.get("none")

    def told(self, row: Row, inner: Draft | None) -> str | None:
        """The mode as far as the cell or the governed event tells it, and not for want of anything better."""
        if inner is None or row.mode is None:
            return None
        if self._turned(row, inner):
            return self._kept(row, inner)
        return self._told(self.modes[row.mode], inner) if row.mode in self.modes else row.mode

    def _turned(self, row: Row, inner: Draft | None) -> bool:
        """Whether a table of types makes another type than the one that the cell's modes are of."""
        table = self.types.get(row.type or "")
        return table is not None and self.type(row, inner) != table["else"]

    def _kept(self, row: Row, inner: Draft | None) -> str | None:
        """The governed event's own mode where it keeps its type: "announced a commission to investigate"."""
        return inner.mode if inner is not None and inner.type == self.type(row, inner) else None

    @staticmethod
    def _told(table: Mapping[str, str], inner: Draft) -> str | None:
        kind = class_of(inner)
        if kind == "end":
            return table.get("end") or table.get(inner.type)
        if kind == "conflict" and inner.type in _COOPERATIVE:
            return None  # "urged X not to attend"
        by_mode = (table.get(f"{inner.type}.{mode}") for mode in inner.modes or (inner.mode,))
        return next(filter(None, by_mode), None) or table.get(inner.type)


def class_of(draft: Draft | None) -> Class:
    """The class of a governed event; a negated conflict counts as its end, negated help as conflict."""
    if draft is None:
        return "none"
    if draft.type == "REQUEST":
        return "demand"
    negated = draft.factuality == "negated"
    if draft.type in _COOPERATIVE:
        return "conflict" if negated else "cooperative"
    if draft.type in _YIELD:
        return "conflict" if negated else "end" if draft.ended else "yield"
    return "end" if negated else "conflict"


def read_algebra(path: Path) -> Algebra:
    """Read the table. Raises `DataError` naming the operator whose row is wrong."""
    data = read_toml(path)
    rows: dict[tuple[str, Class], Row] = {}
    for op, cells in data["rows"].items():
        if op not in OPERATORS:
            raise DataError(path, None, f"no operator '{op}'")
        for name in _CLASSES:
            if name not in cells:
                raise DataError(path, None, f"operator '{op}' has no row for '{name}'")
            cell = cells[name]
            if cell.get("inner") not in get_args(Fate):
                raise DataError(path, None, f"{op}.{name}: inner '{cell.get('inner')}' is not known")
            rows[op, name] = Row(
                cell.get("type"),
                cell.get("mode"),
                cell["inner"],
                cell.get("recipient", "others"),
                cell.get("factuality"),
                bool(cell.get("explicit", False)),
                bool(cell.get("actor", False)),
                cell.get("only"),
            )
    missing = OPERATORS - set(data["rows"])
    if missing:
        raise DataError(path, None, f"operator '{min(missing)}' has no rows")
    moods, before = (_by_word(data.get(name, {}), path) for name in ("moods", "before"))
    words: dict[str, tuple[tuple[tuple[str, ...], Factuality], ...]] = {}
    for phrase, mood in before.items():
        *_, last = said = tuple(phrase.split())
        words[last] = (*words.get(last, ()), (said, mood))
    return Algebra(rows, data["modes"], data.get("types", {}), moods, words)


def _by_word(table: Mapping[str, list[str]], path: Path) -> dict[str, Factuality]:
    """A table of words by factuality, turned round."""
    out: dict[str, Factuality] = {}
    for mood, words in table.items():
        if mood not in get_args(Factuality):
            raise DataError(path, None, f"no factuality '{mood}'")
        out.update({word: cast(Factuality, mood) for word in words})
    return out
