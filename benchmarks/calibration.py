"""The confidence model on annotated documents: examples, fit, and how well its numbers hold.

An event is right if the annotations have it: where a document has several annotated events, with its
type, its actors and its recipients, one to one; where it has a single one, with its type and actors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dragoman.documents.options import ReadOptions
from dragoman.documents.read import read_paths
from dragoman.evaluate.events import codes_of, score_events, stands_in, type_fits
from dragoman.evaluate.gold import GoldEvent, read_gold
from dragoman.events import assemble, confidence
from dragoman.events.draft import Draft
from dragoman.language.grammar import Clause
from dragoman.model import Coded, Document, Event
from dragoman.pipeline import Resources, code_many
from dragoman.record.schema import Line, line_of, rows_of

FOLDS = 10
BINS = 10
#: Draws from which the error by chance is estimated.
DRAWS = 2000
RIDGE = 2.0
#: Codes that sets with one event a document do not tell apart.
COARSE = {"UNO": "IGO", "EUR": "IGO", "NGO": "IGO"}


class Example(NamedTuple):
    """One coded event: its document, its features by name, and whether it is right."""

    doc: str
    features: Mapping[str, float]
    right: bool


@dataclass(frozen=True)
class Bin:
    """A tenth of the events by confidence: lowest and highest, how many, mean confidence, share right."""

    low: float
    high: float
    number: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Reliability:
    """How well the numbers hold: events, share right, expected calibration error, area under the ROC curve, and the
    error that numbers which hold exactly would show on so few events."""

    number: int
    right: float
    ece: float
    auroc: float
    bins: tuple[Bin, ...]
    by_chance: float


def unread(doc: str) -> bool:
    """Whether a document is of the third that nobody looks at."""
    return hashlib.sha1(doc.encode()).digest()[0] % 3 == 0


def examples(docs: Path, gold: Path, resources: Resources) -> list[Example]:
    """Every event coded in the annotated documents of a file or folder."""
    wanted = read_gold(gold)
    found = read_paths([str(docs)], ReadOptions())
    documents = [d for d in found if isinstance(d, Document) and d.doc in wanted.docs]
    golds: dict[str, list[GoldEvent]] = {}
    for event in wanted.events:
        golds.setdefault(event.doc, []).append(event)
    noted: dict[object, dict[str, float]] = {}
    plain = confidence.features

    def noting(draft: Draft, clauses: Sequence[Clause], place: int) -> dict[str, float]:
        values = plain(draft, clauses, place)
        noted.setdefault((draft.clause.trigger, draft.type, draft.actors, draft.recipients), values)
        return values

    out: list[Example] = []
    assemble.features = noting
    try:
        for coded in code_many(documents, resources):
            right = _right(coded, golds.get(coded.document.doc, []))
            out += [Example(coded.document.doc, noted[_key(e)], e.id in right) for e in coded.events]
            noted.clear()
    finally:
        assemble.features = plain
    return out


def _key(event: Event) -> object:
    return event.trigger, event.event[0], event.actor, event.recipient


def _right(coded: Coded, golds: Sequence[GoldEvent]) -> set[str]:
    """The ids of the events that the annotations have."""
    lines = [line_of(kind, row) for kind, row in rows_of(coded) if kind.name == "event"]
    if len(golds) == 1:
        return {line["id"] for line in lines if _type_and_actors(golds[0], line)}
    return {line["id"] for _, line in score_events(golds, lines).matched}


def _type_and_actors(gold: GoldEvent, line: Line) -> bool:
    return stands_in(gold, line) and type_fits(gold, line) and _folded(codes_of(line["actor"])) == _folded(gold.actors)


def _folded(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(COARSE.get(code, code) for code in codes)


def arrays(found: Sequence[Example]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names of the features, their matrix with a column of ones before it, and what is right."""
    names = sorted(found[0].features)
    x = np.array([[1.0, *(example.features[name] for name in names)] for example in found])
    return names, x, np.array([float(example.right) for example in found])


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ridge logistic regression; the first column is the constant and is not penalised."""
    w = np.zeros(x.shape[1])
    penalty = RIDGE * np.eye(x.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty @ w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def out_of_fold(found: Sequence[Example]) -> Reliability:
    """Each event judged by a model that was fitted without its fold of documents."""
    _, x, y = arrays(found)
    fold = np.array([hashlib.sha1(example.doc.encode()).digest()[1] % FOLDS for example in found])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k])))
    return reliability(p, y)


def held_out(fitted: Sequence[Example], others: Sequence[Example]) -> Reliability:
    """Events judged by a model that was fitted on other documents."""
    _, x, y = arrays(fitted)
    _, other, right = arrays(others)
    return reliability(1 / (1 + np.exp(-other @ fit(x, y))), right)


def reliability(p: np.ndarray, y: np.ndarray) -> Reliability:
    """Confidences against what is right, in bins of equal mass."""
    order = np.argsort(p, kind="stable")
    bins = tuple(
        Bin(float(p[part].min()), float(p[part].max()), len(part), float(p[part].mean()), float(y[part].mean()))
        for part in np.array_split(order, BINS)
        if len(part)
    )
    error = sum(b.number * abs(b.confidence - b.right) for b in bins) / len(p)
    return Reliability(len(p), float(y.mean()), error, auroc(p, y), bins, _by_chance(p[order]))


def _by_chance(p: np.ndarray) -> float:
    """The mean error of draws in which each event is right with its own probability; `p` is sorted."""
    drawn = np.random.default_rng(0).random((DRAWS, len(p))) < p
    parts = [part for part in np.array_split(np.arange(len(p)), BINS) if len(part)]
    errors = sum(len(part) * np.abs(drawn[:, part].mean(axis=1) - p[part].mean()) for part in parts)
    return float(np.mean(errors) / len(p))


def auroc(p: np.ndarray, y: np.ndarray) -> float:
    """Area under the ROC curve, ties counted half; one half where all are right or none is."""
    pos, neg = p[y == 1], p[y == 0]
    if not len(pos) or not len(neg):
        return 0.5
    wins = (pos[:, None] > neg[None, :]).sum() + 0.5 * (pos[:, None] == neg[None, :]).sum()
    return float(wins / (len(pos) * len(neg)))
