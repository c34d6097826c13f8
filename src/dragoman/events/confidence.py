"""How sure an event is: a logistic model over a few features that a person can name.

The weights stand in `data/lexicon/confidence.toml`; `docs/quality.md` shows how well the numbers
hold on annotated articles.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from dragoman.events.draft import Draft
from dragoman.events.lexicon_file import read_toml
from dragoman.language.grammar import Clause

_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"})
_FIRM = frozenset({"named", "office", "metonym", "nationality", "description", "pronoun"})


def read_weights(path: Path) -> Mapping[str, float]:
    """The weights by feature name; `bias` is the constant."""
    return {str(k): float(v) for k, v in read_toml(path)["weights"].items()}


def features(draft: Draft, clauses: Sequence[Clause], quoted: bool, place: int) -> dict[str, float]:
    """The features of one event, each between 0 and 1. `place` counts the events before it in the sentence."""
    depth, clause = 0, draft.clause
    side, main = False, True
    while clause.parent is not None and depth < 6:
        side = side or clause.link in {"advcl", "relcl", "acl"}
        main = main and clause.link in {"ccomp", "conj"}
        clause = clauses[clause.parent]
        depth += 1
    coded_a = [a for a in draft.actors if a.code]
    coded_r = [r for r in draft.recipients if r.code]
    return {
        "actor": float(bool(coded_a)),
        "actor_firm": float(any(a.basis in _FIRM for a in coded_a)),
        "recipient": float(bool(coded_r) or len(coded_a) > 1),
        "recipient_firm": float(any(r.basis in _FIRM for r in coded_r)),
        "recipient_domestic": float(any(r.basis == "domestic" for r in coded_r)),
        "verb": float(draft.clause.kind == "verb"),
        "noun": float(draft.clause.kind == "noun"),
        "root": float(depth == 0),
        "main": float(main),
        "both": float(bool(coded_a) and bool(coded_r)),
        "state": float(any(e.code not in _BODIES for e in coded_a)),
        "deep": min(depth, 4) / 4,
        "side": float(side),
        "operator": float(draft.depth > 0),
        "ambiguous": min(draft.rivals - 1, 4) / 4,
        "actual": float(draft.factuality == "actual"),
        "quoted": float(quoted),
        "first": float(place == 0),
        "mode": float(draft.mode is not None),
        "same": float(bool(coded_a) and {a.code for a in coded_a} == {r.code for r in coded_r}),
    }


def confidence(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability that the event is right, rounded to three places."""
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(1 / (1 + math.exp(-total)), 3)
