"""An event as linking sees it: what may agree or disagree with other reports of the same happening."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dragoman.model import Place

_INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure of an event; `of` is whose, CODE.SECTOR."""

    role: str
    of: str | None
    op: str
    value: float
    value_max: float | None = None

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest number that it can mean; "about" leaves a tenth either way."""
        top = self.value_max if self.value_max is not None else self.value
        low = {"<": 0.0, "<=": 0.0, "~": 0.9 * self.value}.get(self.op, self.value)
        return low, {">": _INFINITE, ">=": _INFINITE, "~": 1.1 * top}.get(self.op, top)

    @property
    def words(self) -> str:
        """The number as a claim gives it."""
        sign = "" if self.op == "=" else self.op
        top = f"–{self.value_max:g}" if self.value_max is not None else ""
        return f"{sign}{self.value:g}{top}"


@dataclass(frozen=True, slots=True)
class Mention:
    """One event of one document. `origin` is the document that this one is a copy of, or itself; `first`
    and `last` are the days between which its date lies."""

    n: int
    id: str
    doc: str
    origin: str
    outlet: str | None
    published: dt.date | None
    type: str
    factuality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    enddate: str | None
    first: dt.date | None
    last: dt.date | None
    place: Place | None
    tolls: tuple[Toll, ...] = ()
    sources: tuple[str, ...] = ()
