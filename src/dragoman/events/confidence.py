"""How sure an event is: a logistic model over a few features that a person can name.

The weights stand in `data/lexicon/confidence.toml`; `docs/quality.md` shows how well the numbers
hold on annotated articles.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from dragoman.events.draft import Draft
from dragoman.events.parties import BODIES
from dragoman.language.grammar import Clause
from dragoman.tables import read_toml

#: How far up the clauses are looked at.
_DEPTH = 6
_FIRM = frozenset({"named", "office", "metonym", "nationality", "description", "pronoun"})


def read_weights(path: Path) -> Mapping[str, float]:
    """The weights by feature name; `bias` is the constant."""
    return {str(k): float(v) for k, v in read_toml(path)["weights"].items()}


def ranks(drafts: Sequence[Draft], clauses: Sequence[Clause]) -> list[int]:
    """The place of each event in its sentence: those of the main clause come first, and else it is the text's."""
    keys = [(not _is_main(d.clause, clauses), nth) for nth, d in enumerate(drafts)]
    order = sorted(keys)
    return [order.index(key) for key in keys]


def _is_main(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether a clause is the main one, what is said there, or beside one that is."""
    for _ in range(_DEPTH):
        if clause.parent is None:
            return True
        if clause.link not in {"ccomp", "conj"}:
            return False
        clause = clauses[clause.parent]
    return True


def features(draft: Draft, clauses: Sequence[Clause], place: int) -> dict[str, float]:
    """The features of one event, each between 0 and 1. `place` is its rank in the sentence."""
    main = _is_main(draft.clause, clauses)
    actors = [a for a in draft.actors if a.code]
    return {
        "actor_firm": float(any(a.basis in _FIRM for a in actors)),
        "recipient": float(any(r.code for r in draft.recipients) or len({a.code for a in actors}) > 1),
        "state": float(any(a.code not in BODIES for a in actors)),
        "verb": float(draft.clause.kind == "verb"),
        "main": float(main),
        "operator": float(draft.depth > 0),
        "ambiguous": min(draft.rivals - 1, 4) / 4,
        "actual": float(draft.factuality == "actual"),
        "first": float(place == 0),
    }


def confidence(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability that the event is right, rounded to three places."""
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(1 / (1 + math.exp(-total)), 3)
