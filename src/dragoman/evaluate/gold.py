"""Annotations made by people: one JSON object a line (docs/evaluation.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dragoman.errors import UsageError
from dragoman.evaluate.lines import read_lines
from dragoman.model import Span

Weight = Literal["core", "optional"]


@dataclass(frozen=True, slots=True)
class GoldLine:
    """What every annotation has. `core` ones are missed if they are absent, `optional` ones are not."""

    doc: str
    span: Span
    weight: Weight

    @property
    def core(self) -> bool:
        """Whether its absence counts as a miss."""
        return self.weight == "core"


@dataclass(frozen=True, slots=True)
class GoldEvent(GoldLine):
    """An event. Any of `types` is right; the flags say how far the sides may differ."""

    types: tuple[str, ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    factuality: tuple[str, ...]
    dates: tuple[str, ...]
    modes: tuple[str, ...]
    sources: tuple[str, ...]
    evidence: str
    types_any: bool
    actors_optional: bool
    actors_any: bool
    actors_superset: bool
    actors_allowed: frozenset[str]
    recipients_optional: bool
    recipients_any: bool
    recipients_allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldStatement(GoldLine):
    """A quotation and who says it."""

    speaker: str


@dataclass(frozen=True, slots=True)
class GoldFigure(GoldLine):
    """A number of people, weapons, money or territory; `value` None is one that nothing matches."""

    value: float | None
    role: str | None


@dataclass(frozen=True, slots=True)
class GoldRelation(GoldLine):
    """A standing relation."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class GoldPosition(GoldLine):
    """Where an actor stands on an issue."""

    actor: str
    issue: str
    stance: str


@dataclass(frozen=True, slots=True)
class GoldSegment(GoldLine):
    """A stretch of text that is not the story."""


@dataclass(frozen=True, slots=True)
class Gold:
    """All annotations of a file. `kinds` and `docs` are those that occur in it: a kind that nobody
    annotated is not scored, and neither is a document."""

    docs: frozenset[str]
    kinds: frozenset[str]
    events: tuple[GoldEvent, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    figures: tuple[GoldFigure, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    positions: tuple[GoldPosition, ...] = ()
    segments: tuple[GoldSegment, ...] = ()


def read_gold(path: Path) -> Gold:
    """The annotations of a file. Raises UsageError with the line for what cannot be read."""
    rows = read_lines(path, "an annotation", ("kind", "doc"))
    if not rows:
        raise UsageError(f"{path}: no annotations in it")
    made = [(row["kind"], _made(path, number, row)) for number, row in rows]
    # Events in furniture are wanted by nobody; they are listed so that readers of the file know.
    lines = [line for (kind, line), (_, row) in zip(made, rows, strict=True) if not _aside(kind, row)]
    return Gold(
        docs=frozenset(row["doc"] for _, row in rows),
        kinds=frozenset(kind for kind, _ in made),
        events=tuple(x for x in lines if isinstance(x, GoldEvent)),
        statements=tuple(x for x in lines if isinstance(x, GoldStatement)),
        figures=tuple(x for x in lines if isinstance(x, GoldFigure)),
        relations=tuple(x for x in lines if isinstance(x, GoldRelation)),
        positions=tuple(x for x in lines if isinstance(x, GoldPosition)),
        segments=tuple(x for x in lines if isinstance(x, GoldSegment)),
    )


def _aside(kind: str, row: Mapping[str, Any]) -> bool:
    return kind == "event" and row.get("segment") == "boilerplate"


def _made(path: Path, number: int, row: Mapping[str, Any]) -> GoldLine | None:
    """The value of a line; None for a kind that is not scored."""
    maker = _MAKERS.get(row["kind"])
    if maker is None:
        return None
    try:
        start, end = row["span"]
        weight: Weight = "core" if row.get("weight", "core") == "core" else "optional"
        return maker(row, {"doc": row["doc"], "span": (int(start), int(end)), "weight": weight})
    except (KeyError, TypeError, ValueError) as error:
        wrong = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise UsageError(f"{path}:{number}: a wrong {row['kind']}: {wrong}") from None


def _event(row: Mapping[str, Any], common: dict[str, Any]) -> GoldEvent:
    return GoldEvent(
        **common,
        types=tuple(row["types"]),
        actors=frozenset(row["actors"]) - {"UNK"},
        recipients=frozenset(row["recipients"]) - {"UNK"},
        factuality=listed(row.get("factuality")),
        dates=tuple(str(d) for d in listed(row.get("date"))),
        modes=listed(row.get("mode")),
        sources=tuple(row.get("sources") or ()),
        evidence=str(row.get("evidence") or ""),
        types_any=bool(row.get("types_any")),
        actors_optional=bool(row.get("actors_optional")),
        actors_any=bool(row.get("actors_any")),
        actors_superset=bool(row.get("actors_superset")),
        actors_allowed=frozenset(row.get("actors_allowed") or ()),
        recipients_optional=bool(row.get("recipients_optional")),
        recipients_any=bool(row.get("recipients_any")),
        recipients_allowed=frozenset(row.get("recipients_allowed") or ()),
    )


def _statement(row: Mapping[str, Any], common: dict[str, Any]) -> GoldStatement:
    return GoldStatement(**common, speaker=str(row["speaker"]))


def _figure(row: Mapping[str, Any], common: dict[str, Any]) -> GoldFigure:
    return GoldFigure(**common, value=number_or_none(row.get("value")), role=row.get("role"))


def _relation(row: Mapping[str, Any], common: dict[str, Any]) -> GoldRelation:
    return GoldRelation(**common, subject=row["subject"], relation=row["relation"], object=row["object"])


def _position(row: Mapping[str, Any], common: dict[str, Any]) -> GoldPosition:
    return GoldPosition(**common, actor=row["actor"], issue=row["issue"], stance=row["stance"])


def _segment(row: Mapping[str, Any], common: dict[str, Any]) -> GoldSegment:  # noqa: ARG001 - the form of a maker
    return GoldSegment(**common)


_MAKERS = {
    "event": _event,
    "statement": _statement,
    "figure": _figure,
    "relation": _relation,
    "position": _position,
    "segment": _segment,
}


def number_or_none(value: object) -> float | None:
    """A number, also where it is written as text."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def listed(value: object) -> tuple[Any, ...]:
    """A value that may be missing, single or a list, as a tuple."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else (value,)
