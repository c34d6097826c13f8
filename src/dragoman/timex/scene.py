"""What the resolution of one expression may look at: the text, the anchor day and what came before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dragoman.model import Timex
from dragoman.timex import calendar as cal
from dragoman.timex.calendar import Anchor
from dragoman.timex.names import Names
from dragoman.timex.tense import Direction, direction

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


class Meaning(NamedTuple):
    """Type, TIMEX3 value, precision and basis of an expression."""

    type: Kind
    value: str | None
    precision: str | None
    basis: str


_ATTRIBUTIVE = re.compile(r"\b(?:the|a|an|its|his|her|their|our|this|[A-Za-z]+[’']s?)\s+$", re.IGNORECASE)
_NOUN = re.compile(
    r"\s*,?\s+(?!(?:in|on|at|by|and|to|of|for|with|after|before|when|that|from|as|but|because|while|where|during|over|amid|"
    r"until|since|or|is|was|were|are|has|had|will|would|near|between|against|he|she|it|they|said)\b)[A-Za-z-]+"
)


@dataclass(slots=True)
class Scene:
    """One document under resolution. `history` grows with each resolved expression, in text order."""

    text: str
    names: Names
    anchor: Anchor | None
    basis: str
    history: list[Timex] = field(default_factory=list)
    latest: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def today(self) -> dt.date | None:
        """The anchor day, if there is one."""
        return self.anchor.date if self.anchor else None

    @property
    def middle(self) -> dt.date | None:
        """The anchor day, or the middle of the anchor month where no day is known."""
        if self.anchor is None or self.anchor.month is None:
            return None
        return self.anchor.date or dt.date(self.anchor.year, self.anchor.month, 15)

    def dated(self, value: str | None, precision: str | None) -> Meaning:
        """A date resolved against the anchor; without value it is left `relative`."""
        return Meaning("DATE", value, precision, self.basis if value else "relative")

    def attributive(self, start: int, end: int) -> bool:
        """Whether the expression modifies a noun: "the Aug. 7 bombing"."""
        return bool(_ATTRIBUTIVE.search(self.text, max(0, start - 20), start)) and bool(_NOUN.match(self.text, end))

    def way(self, start: int, end: int) -> Direction:
        """The direction that the verbs around give."""
        return direction(self.text, start, end)

    def base(self, code: str) -> dt.date | None:
        """The day of the last expression that is fine enough for a unit (D, W, M, Y), its first day."""
        fine = {
            "D": ("day", "time"),
            "W": ("day", "time", "week"),
            "M": ("day", "time", "month"),
            "Y": ("day", "time", "week", "month", "year", "quarter", "season", "half"),
        }
        for item in reversed(self.history[-8:]):
            if item.precision in fine[code]:
                covered = cal.bounds(item.value)
                if covered:
                    return covered[0]
        return None

    def note(self, timex: Timex) -> None:
        """Append to the history. Quarters that are not themselves comparisons are counted."""
        self.history.append(timex)
        if timex.precision == "quarter" and timex.value and timex.basis != "text":
            self.latest = timex.value
            self.counts[timex.value] = self.counts.get(timex.value, 0) + 1

    def quarter(self) -> tuple[int, int] | None:
        """Year and number of the last quarter spoken of that is not itself a comparison."""
        return (int(self.latest[:4]), int(self.latest[-1])) if self.latest else None

    def main_quarter(self) -> tuple[int, int] | None:
        """The quarter that the document has mostly reported on so far."""
        value = max(self.counts, key=lambda quarter: self.counts[quarter], default="")
        return (int(value[:4]), int(value[-1])) if value else None

    def pick(self, options: Iterable[dt.date], way: Direction) -> dt.date | None:
        """Of the same day in several years, the one that the text means."""
        today = self.middle
        if today is None:
            return None
        days = list(options)
        past = max((d for d in days if d <= today), default=None)
        future = min((d for d in days if d >= today), default=None)
        if past is None or future is None:
            return past or future
        ahead, behind = (future - today).days, (today - past).days
        if way == "future":
            return future if ahead <= 270 else past
        if way == "past":
            return future if ahead <= 1 or (behind >= 290 and ahead <= 75) else past
        return future if ahead <= 90 and ahead < behind else past
