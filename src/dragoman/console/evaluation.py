"""What `dragoman evaluate` does: scores, and on demand the error desk, a comparison and the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.console.desk import change_lines, desk_lines, gate_lines
from dragoman.console.scores import score_lines
from dragoman.errors import UsageError
from dragoman.evaluate.compare import Changes, compare, read_export
from dragoman.evaluate.desk import Finding, findings
from dragoman.evaluate.gate import GateLoss, gate_loss
from dragoman.evaluate.gold import read_gold
from dragoman.evaluate.metrics import Scores, score
from dragoman.pipeline import load_resources
from dragoman.record.query import open_record


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was asked for; None for what was not. `limit` is the most to show of a list."""

    scores: Scores
    errors: tuple[Finding, ...] | None
    changes: Changes | None
    gate: GateLoss | None
    limit: int | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values; lists are whole but for the errors, of which `limit` holds for each cause and kind."""
        out = self.scores.as_dict()
        if self.errors is not None:
            seen: dict[tuple[str, str], list[Finding]] = {}
            for finding in self.errors:
                seen.setdefault((finding.cause, finding.kind), []).append(finding)
            counts: dict[str, dict[str, int]] = {}
            for (cause, kind), found in sorted(seen.items()):
                counts.setdefault(cause, {})[kind] = len(found)
            shown = [finding.as_dict() for found in seen.values() for finding in found[: self.limit]]
            out["errors"] = {"counts": counts, "found": shown}
        if self.changes is not None:
            out["against"] = self.changes.as_dict()
        if self.gate is not None:
            out["gate"] = self.gate.as_dict()
        return out

    def lines(self) -> Iterator[str]:
        """The same for a reader."""
        yield from score_lines(self.scores)
        if self.changes is not None:
            yield ""
            yield from change_lines(self.changes, self.limit)
        if self.gate is not None:
            yield ""
            yield from gate_lines(self.gate)
        if self.errors is not None:
            yield ""
            yield from desk_lines(self.errors, self.limit)


def evaluation(record: Path, gold: Path, errors: int | None, against: Path | None, gate: bool) -> Evaluation:
    """Score a record. `errors` asks for the error desk and says how many of each cause and kind are
    shown (0: all). Raises UsageError for what cannot be read, or if what is asked for needs events and
    none are annotated."""
    wanted = read_gold(gold)
    old = read_export(against) if against is not None else None
    with open_record(record) as opened:
        scores = score(wanted, opened.lines())
        needed = errors is not None or gate
        documents = [d for d in opened.documents() if d.doc in wanted.docs] if needed else []
    if scores.event is None and (errors is not None or old is not None):
        raise UsageError(f"{gold}: no events are annotated in it")
    resources = load_resources() if needed else None
    found = changes = loss = None
    if scores.event is not None and resources is not None and errors is not None:
        found = tuple(findings(wanted, scores.event, documents, resources))
    if scores.event is not None and old is not None:
        before = score(wanted, old).event
        changes = compare(wanted, before, scores.event) if before is not None else None
    if gate and resources is not None:
        loss = gate_loss(wanted, documents, resources)
    return Evaluation(scores, found, changes, loss, errors or None)
