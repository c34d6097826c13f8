#!/usr/bin/env python3
"""What the gazetteer costs and how often it is right.

usage: gazetteer.py [--runs N] [--json]

Seconds to load it (the best of N fresh processes, imports left out: others on the machine only add; the
processor's seconds stand beside) and the megabytes that it adds to the process, against the limits of 0.3 s
and 60 MB; and the shares of tests/cases/places.toml that come out right, expected failures counted as wrong.
The exit status is 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parents[1] / "tests" / "cases" / "places.toml"
#: Seconds and megabytes.
LIMITS = (0.3, 60.0)

#: A process of its own: what is in use before and after, in kilobytes of resident memory.
PROBE = """
import resource, time
from dragoman.where import load_gazetteer
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start, cpu = time.perf_counter(), time.process_time()
kept = load_gazetteer()
seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
print(seconds, cpu, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def cost(runs: int) -> tuple[float, float, float]:
    """Seconds, seconds of processor time (the best run of each) and megabytes (the median; the peak while loading
    included) of loading it."""
    found = []
    for _ in range(runs):
        out = subprocess.run([sys.executable, "-c", PROBE], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        found.append([float(cell) for cell in out.split()])
    return min(row[0] for row in found), min(row[1] for row in found), statistics.median(row[2] for row in found)


def shares() -> dict[str, float]:
    """Of the project's own table: `found`, sentences whose place has the right state and GeoNames id (none where
    the source has none); `geonames`, of those with an id; `none`, words that are no place; `event`, events with
    the right place or rightly none."""
    from dragoman.pipeline import load_resources

    table = tomllib.loads(TABLE.read_text("utf-8"))
    resources = load_resources(gated=False)
    found = [(case, _place(case, resources)) for case in table["find"]]
    right = [_is_right(case, place) for case, place in found]
    with_id = [good for (case, _), good in zip(found, right, strict=True) if "id" in case]
    none = [_place(case, resources) is None for case in table["none"]]
    event = [_event_right(case, resources) for case in table["event"]]
    return {
        name: round(sum(rows) / len(rows), 4)
        for name, rows in (("found", right), ("geonames", with_id), ("none", none), ("event", event))
    }


def _place(case: Mapping[str, Any], resources: Any) -> Any:  # noqa: ANN401 - imported late
    from dragoman.where import find_places

    text = case["text"]
    start = text.index(case["at"])
    places = find_places(text, [(0, len(text))], resources.gazetteer, case.get("states", {}))
    return next((p for p in places if p.span[0] < start + len(case["at"]) and start < p.span[1]), None)


def _is_right(case: Mapping[str, Any], place: Any) -> bool:  # noqa: ANN401
    return place is not None and (place.code or "", place.geonames_id) == (case["code"], case.get("id"))


def _event_right(case: Mapping[str, Any], resources: Any) -> bool:  # noqa: ANN401
    from dragoman.model import Document
    from dragoman.pipeline import scenes_of
    from dragoman.where import find_places, place_of

    text = case["text"]
    start = text.index(case["trigger"])
    places = find_places(text, [(0, len(text))], resources.gazetteer, {})
    for scene in scenes_of(Document("case", text, "case"), resources):
        for clause in scene.clauses:
            if clause.trigger[0] == start:
                place = place_of(clause, scene.sentence, scene.clauses, places)
                return case["at"] in ({place.name, text[slice(*place.span)]} if place else {""})
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    seconds, cpu, megabytes = cost(options.runs)
    right = shares()
    if options.json:
        costs = {"seconds": round(seconds, 3), "cpu_seconds": round(cpu, 3), "megabytes": round(megabytes, 1)}
        print(json.dumps({**costs, "places": right}))
    else:
        print(f"loads in {seconds:.3f} s (limit {LIMITS[0]}; {cpu:.3f} s of processor time)")
        print(f"takes {megabytes:.1f} MB (limit {LIMITS[1]:.0f})")
        print("places: own table, share right: " + ", ".join(f"{name} {value:.3f}" for name, value in right.items()))
    return int(seconds > LIMITS[0] or megabytes > LIMITS[1])


if __name__ == "__main__":
    sys.exit(main())
