"""How linking is set: `data/linking/episodes.toml`, checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from dragoman.errors import DataError
from dragoman.tables import read_toml

#: Every feature that two events are compared by, in the order of the reasons.
FEATURES = (
    "same-type", "same-mode", "other-mode", "same-roles", "reversed-roles", "same-sides", "other-party", "same-day",
    "near-day", "same-time", "other-time", "only-fight", "same-news", "old-news", "same-place", "same-land",
    "other-place", "same-person", "same-persons", "other-person", "same-figure", "near-figure", "other-figure", "copy",
    "same-story",
    "same-document", "other-fact", "words",
)  # fmt: skip
_NUMBERS = ("window", "reach", "slack", "neighbours", "rare", "rare_count", "same", "unsure")


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """Weights by feature, families of types, and the bounds that the file explains."""

    weights: Mapping[str, float]
    families: Mapping[str, tuple[str, ...]]
    window: int
    reach: int
    slack: int
    neighbours: int
    rare: float
    rare_count: int
    same: float
    unsure: float


def read_settings(path: Path | None = None) -> LinkSettings:
    """Read a file of weights, by default the packaged one. Raises DataError with the file and what is wrong."""
    path = path or Path(str(files("dragoman") / "data" / "linking" / "episodes.toml"))
    found = read_toml(path)
    weights, families = found.get("weights", {}), found.get("families", {})
    for name in (*_NUMBERS, *FEATURES):
        value = found.get(name) if name in _NUMBERS else weights.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise DataError(path, None, f"{name} must be a number")
    if extra := sorted(set(weights) - set(FEATURES)):
        raise DataError(path, None, f"unknown weight {extra[0]!r}: choose from {', '.join(FEATURES)}")
    types = [t for group in families.values() for t in group]
    if twice := sorted({t for t in types if types.count(t) > 1}):
        raise DataError(path, None, f"{twice[0]} is in two families")
    return LinkSettings(
        weights={name: float(weights[name]) for name in FEATURES},
        families={name: tuple(group) for name, group in families.items()},
        window=int(found["window"]),
        reach=int(found["reach"]),
        slack=int(found["slack"]),
        neighbours=int(found["neighbours"]),
        rare=float(found["rare"]),
        rare_count=int(found["rare_count"]),
        same=float(found["same"]),
        unsure=float(found["unsure"]),
    )
