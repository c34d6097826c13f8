#!/usr/bin/env python3
"""How long a user waits: `dragoman --help`, and one example article coded from start to end.

Whole processes, in turn, on a machine that does nothing else; medians are quoted. The byte code of the
modules is there, as it is after the first use.

usage: startup.py [--runs N] [--article FILE] [--parts] [--json]
--parts tells, in seconds of the processor, what loading and the first document consist of (medians of fresh
processes); "read anew" is what tables cost where the cache has nothing of them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOL = [sys.executable, "-m", "dragoman.cli"]
ARTICLE = ROOT / "examples" / "asia"
#: What a process does until the first article is coded; each part is timed by itself, and what is left of loading.
LOADING = """
import json, sys, time
took, clock = {}, time.process_time
def timed(name, work):
    def done(*given, **named):
        start = clock()
        try:
            return work(*given, **named)
        finally:
            took[name] = took.get(name, 0.0) + clock() - start
    return done
def imported(name, *modules):
    timed(name, lambda: [__import__(module) for module in modules])()
took["Python"] = clock()
imported("modules of spaCy", "spacy")
imported("modules of dragoman", "dragoman.run.local")
import dragoman.pipeline as pipeline
from dragoman.identity import document_id
from dragoman.model import Document
for name, part in (("tables, as they were kept", "kept"), ("pipeline of spaCy", "Parser"), ("gate", "_gate")):
    setattr(pipeline, part, timed(name, getattr(pipeline, part)))
start, before = clock(), sum(took.values())
resources = pipeline.load_resources()
took["other tables"] = clock() - start - (sum(took.values()) - before)
text = open(sys.argv[1], encoding="utf-8").read()
for name in ("first article", "the same again"):
    document = Document(name, text, document_id(text))
    timed(name, pipeline.code)(document, resources)
for name, part in (("actors", "load_knowledge"), ("lexicon", "load_lexicon"), ("names", "load_names")):
    setattr(pipeline, part, timed(f"read anew: {name}", getattr(pipeline, part)))
pipeline.where.load_gazetteer = timed("read anew: gazetteer", pipeline.where.load_gazetteer)
start, before = clock(), sum(took.values())
pipeline._read_tables()
took["read anew: index of names"] = clock() - start - (sum(took.values()) - before)
print(json.dumps(took))
"""


def parts(article: Path, runs: int) -> dict[str, float]:
    """Seconds of the processor of each part of the start; medians of fresh processes."""
    found = [
        json.loads(
            subprocess.run([sys.executable, "-c", LOADING, str(article)], check=True, capture_output=True).stdout
        )
        for _ in range(runs)
    ]
    return {name: round(statistics.median(run[name] for run in found), 3) for name in found[0]}


def timed(command: list[str]) -> float:
    """Seconds of wall-clock time of a whole process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--article", type=Path, default=min(ARTICLE.glob("*.txt")))
    parser.add_argument("--parts", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.parts:
        for name, seconds in parts(given.article, given.runs).items():
            print(f"{name:22}{seconds:6.2f} s")
        return
    with tempfile.TemporaryDirectory() as name:
        # The first of each is not counted: it may write byte code and read cold files.
        records = [Path(name) / f"{run}.duckdb" for run in range(given.runs + 1)]
        found = {
            "help": [timed([*TOOL, "--help"]) for _ in records][1:],
            "code": [timed([*TOOL, "code", str(given.article), "-o", str(r), "--quiet"]) for r in records][1:],
        }
    for command, seconds in found.items():
        print(f"{command:6} {statistics.median(seconds):6.2f} s  (min {min(seconds):.2f}, max {max(seconds):.2f})")
    if given.json:
        print(json.dumps({"article": given.article.name, **found}))


if __name__ == "__main__":
    main()
