#!/usr/bin/env python3
"""Where the time of coding goes: the share of each part of dragoman and of each library.

usage: parts.py [--documents N] [--json]
Codes articles that `recombined.py` makes, in one process with everything loaded, under Python's profiler with
the processor's clock. The time of a built-in function counts for whoever called it. A profiler makes small functions
look dearer than they are: the shares tell where to look, not how fast it is.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import re
import time
from collections import defaultdict

from recombined import articles

from dragoman.identity import document_id
from dragoman.model import Document
from dragoman.pipeline import code_many, load_resources

_PART = re.compile(r"/dragoman/([a-z_]+)(?:/([a-z_]+))?(?:\.py)?")
_LIBRARY = re.compile(r"site-packages/([A-Za-z_]+)")
#: Parts of dragoman whose files are told apart, as each does another thing.
_FINE = {"language"}


def owner(file: str) -> str:
    """The part of dragoman, or the library, that a file is of."""
    if match := _PART.search(file):
        part, module = match.groups()
        return f"{part}/{module}" if part in _FINE and module else part
    if match := _LIBRARY.search(file):
        return f"({match.group(1)})"
    return "(python)"


def shares(number: int) -> dict[str, float]:
    """The share of each part in percent, the largest first."""
    resources = load_resources()
    rows = [made.row for made in articles(number)]
    documents = [
        Document(r["id"], r["text"], document_id(r["text"]), published=r["published"], published_basis="given")
        for r in rows
    ]
    list(code_many(documents[:20], resources))
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    for _ in code_many(documents, resources):
        pass
    profile.disable()
    spent: defaultdict[str, float] = defaultdict(float)
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if file.startswith(("~", "<")) and callers:
            for (caller, _, _), (_, _, part, _) in callers.items():
                spent[owner(caller)] += part
        else:
            spent[owner(file)] += own
    total = sum(spent.values())
    return {name: round(100 * value / total, 1) for name, value in sorted(spent.items(), key=lambda i: -i[1])}


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = shares(given.documents)
    if given.json:
        print(json.dumps(found))
        return
    for name, share in found.items():
        if share >= 0.5:
            print(f"{name:<24}{share:>6.1f} %")


if __name__ == "__main__":
    main()
