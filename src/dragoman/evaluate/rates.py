"""Precision, recall and their harmonic mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_PLACES = 4


def rounded(value: float | None) -> float | None:
    """A share, to four places."""
    return None if value is None else round(value, _PLACES)


def share(part: int, whole: int) -> float:
    """`part` of `whole`; 0 where there is nothing."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Rate:
    """`right` of what was `found` and of what was `wanted`."""

    right: int
    found: int
    wanted: int

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        precision, recall = share(self.right, self.found), share(self.right, self.wanted)
        values = {"precision": precision, "recall": recall, "f1": f1(precision, recall)}
        counts = {"tp": self.right, "pred": self.found, "gold": self.wanted}
        return {**{name: rounded(value) for name, value in values.items()}, **counts}


@dataclass(frozen=True, slots=True)
class CoreRate:
    """`matched` of what was `found`; `core_hit` of the `core` annotations."""

    matched: int
    found: int
    core_hit: int
    core: int

    @property
    def precision(self) -> float:
        """Share of what was found that any annotation has."""
        return share(self.matched, self.found)

    @property
    def recall(self) -> float:
        """Share of the core annotations that were found."""
        return share(self.core_hit, self.core)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return f1(self.precision, self.recall)

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        values = {"precision": self.precision, "core_recall": self.recall, "f1": self.f1}
        counts = {"matched": self.matched, "pred": self.found, "core": self.core}
        return {**{name: rounded(value) for name, value in values.items()}, **counts}


def core_rate(pairs: Mapping[int, int], cores: Sequence[bool], found: int) -> CoreRate:
    """The rate of a matching; `cores` says of each annotation whether it is core."""
    hit = sum(1 for n, core in enumerate(cores) if core and n in pairs)
    return CoreRate(len(pairs), found, hit, sum(cores))
