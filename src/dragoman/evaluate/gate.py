"""What the gate costs: documents coded with it and without it, against annotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.evaluate.gold import Gold, GoldEvent, GoldLine
from dragoman.evaluate.metrics import score
from dragoman.evaluate.rates import rounded, share
from dragoman.model import Document
from dragoman.pipeline import Resources, code_many, sentences_of
from dragoman.record.schema import Line, line_of, rows_of


@dataclass(frozen=True, slots=True)
class GateLoss:
    """Sentences that may be coded and those that the gate drops, in number and in characters; how many
    annotations match (events in full, statements with their speaker) without and with the gate; those
    that only match without it (`lost`) and only with it (`gained`)."""

    sentences: int
    dropped: int
    characters: int
    dropped_characters: int
    without: dict[str, int]
    kept: dict[str, int]
    lost: tuple[GoldLine, ...]
    gained: tuple[GoldLine, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "sentences": self.sentences,
            "dropped": self.dropped,
            "dropped_share": rounded(share(self.dropped, self.sentences)),
            "dropped_characters_share": rounded(share(self.dropped_characters, self.characters)),
            "matched_without": self.without,
            "matched_with": self.kept,
            "lost": [_place(g) for g in self.lost],
            "gained": [_place(g) for g in self.gained],
        }


def kind_of(gold: GoldLine) -> str:
    """The kind of an annotation that the gate can lose."""
    return "event" if isinstance(gold, GoldEvent) else "statement"


def _place(gold: GoldLine) -> dict[str, Any]:
    return {"kind": kind_of(gold), "doc": gold.doc, "span": list(gold.span)}


def gate_loss(gold: Gold, documents: Sequence[Document], resources: Resources) -> GateLoss:
    """Code the documents twice. A gate that loses nothing has no `lost`."""
    every: list[int] = []
    dropped: list[int] = []
    for document in documents:
        sentences, kept = sentences_of(document, resources)
        passing = {s.span for s in kept}
        every += [s.span[1] - s.span[0] for s in sentences]
        dropped += [s.span[1] - s.span[0] for s in sentences if s.span not in passing]
    without = _matched(gold, documents, replace(resources, gate=None))
    gated = _matched(gold, documents, resources)
    lost = [g for kind in without for key, g in without[kind].items() if key not in gated[kind]]
    gained = [g for kind in gated for key, g in gated[kind].items() if key not in without[kind]]
    counts = [{kind: len(found) for kind, found in table.items()} for table in (without, gated)]
    sizes = (len(every), len(dropped), sum(every), sum(dropped))
    return GateLoss(*sizes, counts[0], counts[1], tuple(lost), tuple(gained))


def _matched(gold: Gold, documents: Iterable[Document], resources: Resources) -> dict[str, dict[int, GoldLine]]:
    """The annotations that match, by kind and identity."""
    lines: list[Line] = []
    for coded in code_many(documents, resources):
        lines += [line_of(kind, row) for kind, row in rows_of(coded) if kind.name in {"event", "statement"}]
    found = score(gold, lines)
    out: dict[str, dict[int, GoldLine]] = {}
    if found.event is not None:
        out["event"] = {id(g): g for g, _ in found.event.matched}
    if found.statement is not None:
        out["statement"] = {id(g): g for g in found.statement.matched}
    return out
