#!/usr/bin/env python3
"""Fit the weights of the confidence model on annotated sentences and articles.

usage: fit_confidence.py --docs DOCS.jsonl --gold GOLD.jsonl [--docs … --gold …] [--write]

Gold is in the form that `dragoman evaluate` reads. An event is right if a gold event of its document
has its type and its actors (and its recipients, where the document has several gold events). The
model is a logistic regression with ridge penalty, fitted by Newton steps; documents are folded to
estimate the calibration error. With --write the weights go into data/lexicon/confidence.toml.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from dragoman.events import assemble, confidence
from dragoman.identity import document_id
from dragoman.model import Document
from dragoman.pipeline import code_many, load_resources

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "dragoman" / "data" / "lexicon" / "confidence.toml"
FOLDS = 10
RIDGE = 2.0
COARSE = {"UNO": "IGO", "EUR": "IGO", "NGO": "IGO"}


def rows(path: Path) -> list[dict]:
    """The JSON objects of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def codes(entities: object) -> set[str]:
    """The folded codes of participants, gold or coded."""
    found = {e if isinstance(e, str) else e.code for e in entities}  # type: ignore[attr-defined]
    return {COARSE.get(c, c) for c in found if c and c != "UNK"}


def is_right(event: object, gold: list[dict]) -> bool:
    """Whether a gold event of the document is this one."""
    for g in gold:
        if event.event[0] not in g["types"]:
            continue
        start, end = g["span"]
        if not start <= event.trigger[0] < end:
            continue
        actors, recipients = codes(event.actor), codes(event.recipient)
        want, whom = codes(g["actors"]), codes(g["recipients"])
        allowed = whom | codes(g.get("recipients_allowed", []))
        fits = recipients <= allowed if g.get("recipients_optional") else recipients == whom
        if actors == want and (fits or len(gold) == 1):
            return True
    return False


def examples(docs: Path, gold: Path, resources: object) -> list[tuple[str, dict[str, float], bool]]:
    """`(document, features, right)` of every event; the third of the documents kept unread is left out."""
    seen: list[dict[str, float]] = []
    plain = confidence.confidence

    def noting(found: dict[str, float], weights: dict[str, float]) -> float:
        seen.append(dict(found))
        return plain(found, weights)

    wanted: dict[str, list[dict]] = {}
    for g in rows(gold):
        if g.get("kind") == "event":
            wanted.setdefault(g["doc"], []).append(g)
    documents = [
        Document(r["id"], r["text"], document_id(r["text"]), published=r.get("published"))
        for r in rows(docs)
        if r["id"] in wanted and hashlib.sha1(r["id"].encode()).digest()[0] % 3 != 0
    ]
    out: list[tuple[str, dict[str, float], bool]] = []
    assemble.confidence = noting
    try:
        for coded in code_many(documents, resources):
            found = {e.id: e for e in coded.events}
            for event, features in zip(found.values(), seen[-len(found) :] if found else [], strict=True):
                out.append((coded.document.doc, features, is_right(event, wanted[coded.document.doc])))
            seen.clear()
    finally:
        assemble.confidence = plain
    return out


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


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal mass."""
    order = np.argsort(p, kind="stable")
    parts = np.array_split(order, bins)
    return float(sum(len(b) * abs(p[b].mean() - y[b].mean()) for b in parts if len(b)) / len(p))


def auroc(p: np.ndarray, y: np.ndarray) -> float:
    """Area under the ROC curve, ties counted half."""
    pos, neg = p[y == 1], p[y == 0]
    wins = (pos[:, None] > neg[None, :]).sum() + 0.5 * (pos[:, None] == neg[None, :]).sum()
    return float(wins / (len(pos) * len(neg)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", type=Path, action="append", required=True)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    resources = load_resources()
    data = [e for d, g in zip(given.docs, given.gold, strict=True) for e in examples(d, g, resources)]
    names = sorted(data[0][1])
    x = np.array([[1.0, *(f[n] for n in names)] for _, f, _ in data])
    y = np.array([float(right) for _, _, right in data])
    fold = np.array([hashlib.sha1(d.encode()).digest()[1] % FOLDS for d, _, _ in data])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k])))
    weights = dict(zip(["bias", *names], fit(x, y), strict=True))
    print(
        f"{len(y)} events, {y.mean():.3f} right; out of fold: ECE {calibration_error(p, y):.3f}, AUROC {auroc(p, y):.3f}"
    )
    text = (
        "# Weights of the confidence model, fitted by benchmarks/fit_confidence.py on annotated articles.\n[weights]\n"
    )
    text += "".join(f"{name} = {value:.3f}\n" for name, value in weights.items())
    print(text)
    if given.write:
        TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
