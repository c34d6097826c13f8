#!/usr/bin/env python3
"""How long a user waits: `dragoman --help`, and one example article coded from start to end.

Whole processes, in turn, on a machine that does nothing else; medians are quoted. The byte code of the
modules is there, as it is after the first use.

usage: startup.py [--runs N] [--article FILE] [--json]
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


def timed(command: list[str]) -> float:
    """Seconds of wall-clock time of a whole process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--article", type=Path, default=min(ARTICLE.glob("*.txt")))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
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
