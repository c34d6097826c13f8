"""What the error desk prints: errors by cause, changes between versions, the cost of the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from dragoman.evaluate.compare import Changes
from dragoman.evaluate.desk import CAUSES, Cause, Finding, Kind
from dragoman.evaluate.events import codes_of
from dragoman.evaluate.gate import GateLoss, kind_of
from dragoman.evaluate.gold import GoldEvent
from dragoman.evaluate.rates import share
from dragoman.record.schema import Line

#: What each cause says, in words.
MEANING: dict[Cause, str] = {
    "document": "the document is not in the record",
    "segment": "the words stand in no segment that is coded",
    "gate": "the sentence is not parsed",
    "clause": "no clause with a known predicate where the annotation is",
    "lexicon": "predicate unknown, or no sense of it fits",
    "algebra": "the predicates are known, another event or none came out",
    "actor": "right type, other participants",
    "coreference": "other participants, through a pronoun or a description",
    "span": "the trigger is outside the annotated words",
    "factuality": "the event is right, its factuality is not",
    "extra": "coded where nobody annotated it",
}
_WORDS = 90


def desk_lines(found: Sequence[Finding], limit: int | None) -> Iterator[str]:
    """The counts by cause, then at most `limit` errors of each cause and kind."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    counts = Counter((f.cause, f.kind) for f in found)
    yield f"{'cause':<14}{'missed':>7}{'false':>7}{'wrong':>7}"
    causes = [cause for cause in CAUSES if any(counts[cause, kind] for kind in kinds)]
    for cause in causes:
        numbers = "".join(f"{counts[cause, kind] or '–':>7}" for kind in kinds)
        yield f"{cause:<14}{numbers}   {MEANING[cause]}"
    yield f"{'all':<14}" + "".join(f"{sum(f.kind == kind for f in found):>7}" for kind in kinds)
    for cause in causes:
        own = [f for f in found if f.cause == cause and not _told(f)]
        shown = [f for kind in kinds for f in [x for x in own if x.kind == kind][:limit]]
        if shown:
            yield ""
            yield f"== {cause}: {MEANING[cause]}"
        for finding in shown:
            yield from _finding(finding)


def _told(finding: Finding) -> bool:
    """A false event in the place of a missed one is told with that one."""
    return finding.kind == "false" and finding.gold is not None and finding.gold.core


def _finding(finding: Finding) -> Iterator[str]:
    yield ""
    yield f"{finding.kind:<8}{finding.doc} {finding.span[0]}: {finding.why}"
    yield f"  sentence  “{finding.sentence}”"
    if finding.gold is not None:
        yield f"  wanted    {_gold(finding.gold)}"
    if finding.line is not None:
        yield f"  coded     {_line(finding.line)}"
    for n, clause in enumerate(finding.clauses):
        yield f"  {'clauses' if n == 0 else '':<10}{clause}"


def change_lines(changes: Changes, limit: int | None) -> Iterator[str]:
    """What a version gained and lost against an older one."""
    parts = (
        ("gained", "matched now, and not before", [_event(g) for g in changes.gained]),
        ("lost", "matched before, and not now", [_event(g) for g in changes.lost]),
        ("new false", "coded now without an annotation", [_false(line) for line in changes.new]),
        ("gone false", "no longer coded without an annotation", [_false(line) for line in changes.gone]),
    )
    for name, meaning, rows in parts:
        yield f"{name:<12}{len(rows):>5}   {meaning}"
        yield from (f"  {row}" for row in rows[:limit])


def gate_lines(loss: GateLoss) -> Iterator[str]:
    """How much the gate drops, and which annotations are lost by it."""
    sentences, characters = share(loss.dropped, loss.sentences), share(loss.dropped_characters, loss.characters)
    shares = f"({sentences:.1%}; {characters:.1%} of characters)"
    yield f"the gate drops {loss.dropped:,} of {loss.sentences:,} sentences {shares}"
    for kind, number in loss.without.items():
        lost = sum(kind_of(g) == kind for g in loss.lost)
        gained = sum(kind_of(g) == kind for g in loss.gained)
        yield f"{kind + 's':<12}{number:>5} match without it, {loss.kept[kind]} with it: {lost} lost, {gained} gained"
    for gold in loss.lost:
        yield f"  lost  {_event(gold) if isinstance(gold, GoldEvent) else f'{gold.doc} {gold.span[0]}'}"


def _gold(gold: GoldEvent) -> str:
    factuality = f" [{'/'.join(gold.factuality)}]" if gold.factuality and gold.factuality != ("actual",) else ""
    evidence = f": “{_short(gold.evidence)}”" if gold.evidence else ""
    return f"{'/'.join(gold.types)} {_codes(gold.actors)} → {_codes(gold.recipients)}{factuality}{evidence}"


def _event(gold: GoldEvent) -> str:
    return f"{gold.doc} {gold.span[0]}: {_gold(gold)}"


def _line(line: Line) -> str:
    kind = "/".join(line["event"]) + (f" {'/'.join(line['mode'])}" if line.get("mode") else "")
    sides = f"{_codes(codes_of(line.get('actor')))} → {_codes(codes_of(line.get('recipient')))}"
    factuality = f" [{line['factuality']}]" if line.get("factuality") not in {None, "actual"} else ""
    return f"{kind} {sides}{factuality}: {line.get('rule') or 'no rule'}"


def _false(line: Line) -> str:
    return f"{line['doc']} {line['span'][0]}: {_line(line)}: “{_short(line.get('event_text') or '')}”"


def _codes(codes: Iterable[str]) -> str:
    return ",".join(sorted(codes)) or "–"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WORDS else words[: _WORDS - 1].rstrip() + "…"
