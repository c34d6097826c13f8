#!/usr/bin/env python3
"""Where the time of coding goes: the share of each part of dragoman and of each library; and what the gate saves.

usage: parts.py [shares] [--data PATH] [--documents N] [--modules] [--json]
       parts.py gate [--data PATH] [--documents N] [--json]
Codes the articles behind a path, or articles that `recombined.py` makes, in one process with everything loaded.
Shares are taken under Python's profiler with the processor's clock, storing included. The time of a built-in function
counts for whoever called it. A profiler makes small functions look dearer than they are: the shares tell where to
look, not how fast it is. `gate` counts words: of all sentences, of those that pass the gate, and of those in which a
line or an event of the record stands.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import json
import pstats
import re
import tempfile
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from recombined import articles

from dragoman.documents.options import ReadOptions
from dragoman.documents.read import read_paths
from dragoman.identity import coding_id, document_id
from dragoman.model import Coded, Document, Span
from dragoman.pipeline import WINDOW, Resources, _read, code_many, load_resources
from dragoman.record.schema import Run
from dragoman.record.store import Shard, open_store

_PART = re.compile(r"/dragoman/([a-z_]+)(?:/([a-z_]+))?(?:\.py)?")
_LIBRARY = re.compile(r"site-packages/([A-Za-z_]+)")
#: Parts of dragoman whose files are told apart, as each does another thing.
_FINE = {"language"}


def corpus(data: Path | None, number: int) -> list[Document]:
    """The first so many documents behind a path, or as many made ones."""
    if data is not None:
        found = (d for d in read_paths([str(data)], ReadOptions()) if isinstance(d, Document))
        return list(itertools.islice(found, number))
    rows = [made.row for made in articles(number)]
    return [
        Document(r["id"], r["text"], document_id(r["text"]), published=r["published"], published_basis="given")
        for r in rows
    ]


def owner(file: str, modules: bool = False) -> str:
    """The part of dragoman, or the library, that a file is of; or its module."""
    if match := _PART.search(file):
        part, module = match.groups()
        return f"{part}/{module}" if (modules or part in _FINE) and module else part
    if match := _LIBRARY.search(file):
        return f"({match.group(1)})"
    return "(python)"


def shares(documents: Sequence[Document], modules: bool = False) -> dict[str, float]:
    """The share of each part in percent, the largest first."""
    resources = load_resources()
    list(code_many(documents[:20], resources))
    profile = cProfile.Profile(time.process_time)
    with tempfile.TemporaryDirectory() as folder:
        profile.enable()
        store_all(documents, resources, Path(folder) / "record.duckdb")
        profile.disable()
    spent: defaultdict[str, float] = defaultdict(float)
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if file.startswith(("~", "<")) and callers:
            for (caller, _, _), (_, _, part, _) in callers.items():
                spent[owner(caller, modules)] += part
        else:
            spent[owner(file, modules)] += own
    total = sum(spent.values())
    return {name: round(100 * value / total, 1) for name, value in sorted(spent.items(), key=lambda i: -i[1])}


def store_all(documents: Sequence[Document], resources: Resources, record: Path) -> None:
    """Code and store a window of documents at a time, as a run does."""
    run = Run("measured", "packaged", resources.parser.version, {})
    with open_store(record, run) as store:
        for start in range(0, len(documents), WINDOW):
            coded = tuple(code_many(documents[start : start + WINDOW], resources))
            store.write(Shard(coded, {c.document.doc: coding_id(c.document, run.id) for c in coded}))


def gate(documents: Sequence[Document]) -> dict[str, float]:
    """Percent of the words of all sentences that pass the gate, that stand in a sentence with any line, and in one
    with an event."""
    resources = load_resources()
    words: Counter[str] = Counter()
    for document, coded in zip(documents, code_many(documents, resources), strict=True):
        read = _read(document, resources)
        starts = [s.span[0] for s in read.sentences]
        passing = {s.index for s in read.kept}
        events, lines = (
            {bisect_right(starts, at) - 1 for at, _ in spans}
            for spans in ([e.trigger for e in coded.events], told(coded))
        )
        for n, sentence in enumerate(read.sentences):
            number = len(document.text[slice(*sentence.span)].split())
            words["all"] += number
            words["passing"] += number * (sentence.index in passing)
            words["with a line"] += number * (n in lines)
            words["with an event"] += number * (n in events)
    return {name: round(100 * number / words["all"], 1) for name, number in words.items()}


def told(coded: Coded) -> Iterator[Span]:
    """Where each line but those of times begins."""
    yield from (e.trigger for e in coded.events)
    yield from (s.cue_span or s.span for s in coded.statements)
    yield from (v.span for v in (*coded.positions, *coded.figures, *coded.relations))


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=["shares", "gate"], nargs="?", default="shares")
    parser.add_argument("--data", type=Path, help="Articles to code, of any format.")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--modules", action="store_true", help="Tell the modules of a part apart.")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    documents = corpus(given.data, given.documents)
    found = gate(documents) if given.task == "gate" else shares(documents, given.modules)
    if given.json:
        print(json.dumps(found))
        return
    for name, share in found.items():
        if share >= 0.5:
            print(f"{name:<28}{share:>6.1f} %")


if __name__ == "__main__":
    main()
