#!/usr/bin/env python3
"""Fit the weights of the confidence model on annotated sentences and articles.

usage: fit_confidence.py --docs DOCS --gold GOLD.jsonl [--docs … --gold …] [--write]

DOCS is a file or folder that `dragoman code` reads, gold is in the form that `dragoman evaluate` reads.
The model is a logistic regression with ridge penalty, fitted by Newton steps; documents are folded to
estimate the calibration error (benchmarks/calibration.py, which also says when an event is right). The
third of the documents of gold/dev that nobody looks at is left out. With --write the weights go into
data/lexicon/confidence.toml.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from calibration import arrays, examples, fit, out_of_fold, unread

from dragoman.pipeline import load_resources

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "dragoman" / "data" / "lexicon" / "confidence.toml"
HEAD = "# Weights of the confidence model, fitted by benchmarks/fit_confidence.py on annotated articles.\n[weights]\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", type=Path, action="append", required=True)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    resources = load_resources()
    data = [
        example
        for docs, gold in zip(given.docs, given.gold, strict=True)
        for example in examples(docs, gold, resources)
        if docs.is_dir() or not unread(example.doc)
    ]
    names, x, y = arrays(data)
    found = out_of_fold(data)
    print(f"{found.number} events, {found.right:.3f} right; out of fold: ECE {found.ece:.3f}, AUROC {found.auroc:.3f}")
    weights = dict(zip(["bias", *names], fit(x, y), strict=True))
    text = HEAD + "".join(f"{name} = {value:.3f}\n" for name, value in weights.items())
    print(text)
    if given.write:
        TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
