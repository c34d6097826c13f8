"""Two versions of a record against the same annotations: what was gained, and what was lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.evaluate.events import EventScores, codes_of
from dragoman.evaluate.gold import Gold, GoldEvent
from dragoman.evaluate.lines import read_lines
from dragoman.record.schema import Line


@dataclass(frozen=True, slots=True)
class Changes:
    """Annotated events that are matched now and were not (`gained`), or were and are not (`lost`), and
    coded events without annotation that are `new` or `gone`."""

    gained: tuple[GoldEvent, ...]
    lost: tuple[GoldEvent, ...]
    new: tuple[Line, ...]
    gone: tuple[Line, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        golds = {"gained": self.gained, "lost": self.lost}
        lines = {"new_false": self.new, "gone_false": self.gone}
        return {
            **{name: [gold_dict(gold) for gold in found] for name, found in golds.items()},
            **{name: [_line_dict(line) for line in found] for name, found in lines.items()},
        }


def gold_dict(gold: GoldEvent) -> dict[str, Any]:
    """What names an annotation."""
    sides = {"actors": sorted(gold.actors), "recipients": sorted(gold.recipients)}
    return {"doc": gold.doc, "span": list(gold.span), "types": list(gold.types), **sides, "evidence": gold.evidence}


def _line_dict(line: Line) -> dict[str, Any]:
    sides = {side: sorted(codes_of(line.get(side))) for side in ("actor", "recipient")}
    return {"doc": line["doc"], "span": line["span"], "event": line["event"], **sides, "rule": line.get("rule")}


def compare(gold: Gold, before: EventScores, after: EventScores) -> Changes:
    """What changed. Both scores must be against this `gold`."""
    had, have = ({id(g) for g, _ in scores.matched} for scores in (before, after))
    was, now = ({_key(line): line for line in scores.false} for scores in (before, after))
    return Changes(
        gained=tuple(g for g in gold.events if id(g) in have - had),
        lost=tuple(g for g in gold.events if id(g) in had - have),
        new=tuple(now[key] for key in now if key not in was),
        gone=tuple(was[key] for key in was if key not in now),
    )


def _key(line: Line) -> object:
    """What makes two coded events the same for a reader of the list."""
    sides = (codes_of(line.get("actor")), codes_of(line.get("recipient")))
    return line["doc"], tuple(line.get("trigger") or line["span"]), line["event"][0], sides


def read_export(path: Path) -> Iterable[Line]:
    """The lines of an export. Raises UsageError with the line for what cannot be read."""
    return [row for _, row in read_lines(path, "a line of an export", ("kind",))]
