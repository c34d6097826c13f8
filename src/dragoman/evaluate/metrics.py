"""How well a record agrees with annotations (docs/evaluation.md says how each number is made).

Precision asks of everything that was coded whether any annotation has it; recall asks only for the
`core` annotations, which any careful reader would want. Matching is one to one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dragoman.evaluate.events import EventScores, score_events
from dragoman.evaluate.gold import (
    Gold,
    GoldFigure,
    GoldLine,
    GoldPosition,
    GoldRelation,
    GoldSegment,
    GoldStatement,
    number_or_none,
)
from dragoman.evaluate.matching import common, match, same_name, words_of
from dragoman.evaluate.rates import CoreRate, core_rate, rounded
from dragoman.model import FURNITURE_LABELS, Span
from dragoman.record.schema import Line

_QUOTED = frozenset({"direct", "partial", "mixed"})
#: Spans of a quotation agree if they share this much of what both cover together.
QUOTE_AGREEMENT = 0.6
_DEATHS = frozenset({"killed", "injured"})
#: Relations that say the same either way round.
_MUTUAL = frozenset({"ally_of", "partner_of", "rival_of", "borders"})
#: Words of an issue that do not tell it from another.
_SMALL = frozenset(
    ["a", "an", "the", "in", "on", "of", "to", "s", "between", "and", "with", "against", "for"]
)  # fmt: skip
G = TypeVar("G", bound=GoldLine)


@dataclass(frozen=True, slots=True)
class StatementScores:
    """Quotations: by their span, and by span and speaker; `matched` are those with both."""

    span: CoreRate
    speaker: CoreRate
    matched: tuple[GoldStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentScores:
    """Characters of furniture: how much of it was found, and how much of what was found is furniture."""

    recall: float | None
    precision: float | None


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of the kinds that were annotated; None for one that was not."""

    event: EventScores | None = None
    statement: StatementScores | None = None
    tuples: Mapping[str, CoreRate] = field(default_factory=dict)
    segment: SegmentScores | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values, rounded to four places."""
        out: dict[str, Any] = {}
        if self.event is not None:
            out["event"] = self.event.as_dict()
        if self.statement is not None:
            out["statement"] = {"span": self.statement.span.as_dict(), "speaker": self.statement.speaker.as_dict()}
        out.update({kind: rate.as_dict() for kind, rate in self.tuples.items()})
        if self.segment is not None:
            recall, precision = self.segment.recall, self.segment.precision
            out["segment"] = {"character_recall": rounded(recall), "character_precision": rounded(precision)}
        return out


def score(gold: Gold, lines: Iterable[Line]) -> Scores:
    """Score the lines of a record (`Record.lines`, or an export read back). Only documents and kinds
    that are annotated count."""
    found = [line for line in lines if line.get("doc") in gold.docs]
    tuples: dict[str, CoreRate] = {}
    for kind, wanted, same in (
        ("figure", gold.figures, _same_figure),
        ("relation", gold.relations, _same_relation),
        ("position", gold.positions, _same_position),
    ):
        if kind in gold.kinds:
            tuples[kind] = _tuples(wanted, _of_kind(found, kind), same)
    return Scores(
        event=score_events(gold.events, _of_kind(found, "event")) if "event" in gold.kinds else None,
        statement=_statements(gold, _of_kind(found, "statement")) if "statement" in gold.kinds else None,
        tuples=tuples,
        segment=_segments(gold.segments, _of_kind(found, "segment")) if "segment" in gold.kinds else None,
    )


def _of_kind(lines: Iterable[Line], kind: str) -> list[Line]:
    return [line for line in lines if line.get("kind") == kind]


def _core_first(golds: Iterable[G]) -> list[G]:
    return sorted(golds, key=lambda g: not g.core)


def _statements(gold: Gold, lines: Iterable[Line]) -> StatementScores:
    """Each stretch inside quotation marks is compared by itself; indirect speech is left aside."""
    golds = _core_first(gold.statements)
    found = [{**p, "span": span} for p in lines if p["form"] in _QUOTED for span in p.get("quotes") or [p["span"]]]

    def spans(g: GoldLine, p: Line) -> bool:
        shared = common(g.span, p["span"])
        together = _length(g.span) + _length(p["span"]) - shared
        return bool(g.doc == p["doc"]) and shared >= QUOTE_AGREEMENT * together

    by_span = match(golds, found, spans)
    by_speaker = match(golds, found, lambda g, p: spans(g, p) and same_name(p.get("speaker"), g.speaker))
    cores = [g.core for g in golds]
    both = tuple(g for n, g in enumerate(golds) if n in by_speaker)
    return StatementScores(core_rate(by_span, cores, len(found)), core_rate(by_speaker, cores, len(found)), both)


def _tuples(wanted: Sequence[G], found: Sequence[Line], same: Callable[[Any, Line], bool]) -> CoreRate:
    """Lines of one kind that overlap an annotation and say the same."""
    golds = _core_first(wanted)
    pairs = match(golds, found, lambda g, p: g.doc == p["doc"] and common(g.span, p["span"]) > 0 and same(g, p))
    return core_rate(pairs, [g.core for g in golds], len(found))


def _same_figure(gold: GoldFigure, found: Line) -> bool:
    """The same number; of the dead and the injured also the same role."""
    value = number_or_none(found.get("value"))
    if value is None or value != gold.value:
        return False
    return gold.role == found.get("role") or gold.role not in _DEATHS


def _same_relation(gold: GoldRelation, found: Line) -> bool:
    if found.get("relation") != gold.relation:
        return False
    sides = (found.get("subject"), found.get("object"))
    return sides == (gold.subject, gold.object) or (gold.relation in _MUTUAL and sides == (gold.object, gold.subject))


def _same_position(gold: GoldPosition, found: Line) -> bool:
    if (found.get("actor"), found.get("stance")) != (gold.actor, gold.stance):
        return False
    return bool((words_of(gold.issue) & words_of(found.get("issue"))) - _SMALL)


def _segments(wanted: Iterable[GoldSegment], lines: Iterable[Line]) -> SegmentScores:
    golds = _covered((g.doc, g.span) for g in wanted)
    found = _covered((p["doc"], tuple(p["span"])) for p in lines if p.get("label") in FURNITURE_LABELS)
    both = sum(common(a, b) for doc, spans in golds.items() for a in spans for b in found.get(doc, ()))
    gold_size, found_size = (
        sum(_length(span) for spans in table.values() for span in spans) for table in (golds, found)
    )
    return SegmentScores(both / gold_size if gold_size else None, both / found_size if found_size else None)


def _covered(spans: Iterable[tuple[str, Span]]) -> dict[str, list[Span]]:
    """What spans cover together, by document: no character counts twice."""
    out: dict[str, list[Span]] = {}
    for doc, (start, end) in sorted(spans):
        merged = out.setdefault(doc, [])
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return out


def _length(span: Span) -> int:
    return span[1] - span[0]
