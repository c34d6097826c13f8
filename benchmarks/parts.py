#!/usr/bin/env python3
"""Where the time of coding goes: the share of each part of dragoman and of each library; and what the gate saves.

usage: parts.py [stages] [--data PATH] [--documents N] [--json]
       parts.py profile [--data PATH] [--documents N] [--modules] [--json]
       parts.py gate [--data PATH] [--documents N] [--json]
       parts.py linking --data RECORD [--json]
Codes and stores the articles behind a path, or articles that `recombined.py` makes, in one process with everything
loaded. `stages` takes the processor's clock at the doors of each stage: what a stage asks of names or clauses while it
works is its own. `profile` is Python's profiler, for where to look: it makes small functions look dearer than they
are, and compiled libraries cheaper. `gate` counts words: of all sentences, of those that pass the gate, and of those
in which a line or an event of the record stands. `linking` links a copy of a record.
"""

from __future__ import annotations

import argparse
import cProfile
import inspect
import itertools
import json
import pstats
import re
import shutil
import tempfile
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from recombined import articles

from dragoman import pipeline, when, where
from dragoman.documents import metadata
from dragoman.documents.options import ReadOptions
from dragoman.documents.read import read_paths
from dragoman.identity import coding_id, document_id
from dragoman.language.gate import Gate
from dragoman.language.parse import Parser
from dragoman.model import Coded, Document, Span
from dragoman.pipeline import WINDOW, Resources, code_many, load_resources, sentences_of
from dragoman.record.schema import Run
from dragoman.record.store import Shard, Store, open_store

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


class Clock:
    """Time of the processor by stage; what a stage has done by another counts for that one."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._stack = ["pipeline"]
        self._last = time.process_time()

    def turn(self, name: str | None) -> None:
        """Enter a stage, or leave the last one that was entered."""
        now = time.process_time()
        self.spent[self._stack[-1]] += now - self._last
        self._last = now
        if name is None:
            self._stack.pop()
        else:
            self._stack.append(name)

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function, or the generator function, with its time counted."""

        def done(*given: object, **named: object) -> Any:  # noqa: ANN401 - whatever the stage returns
            self.turn(name)
            try:
                found = work(*given, **named)
            finally:
                self.turn(None)
            return self._each(name, found) if inspect.isgenerator(found) else found

        return done

    def _each(self, name: str, found: Iterator[Any]) -> Iterator[Any]:
        while True:
            self.turn(name)
            try:
                item = next(found)
            except StopIteration:
                return
            finally:
                self.turn(None)
            yield item


def stages(documents: Sequence[Document]) -> dict[str, float]:
    """The share of each stage in percent, the largest first. The pipeline of this process is timed from then on."""
    resources = load_resources()
    list(code_many(documents[:20], resources))
    clock = Clock()
    doors: list[tuple[Any, str, str]] = [
        (Parser, "parse", "parse"),
        (Gate, "passing", "gate"),
        (Store, "write", "store"),
    ]
    for holder in (pipeline, metadata, when, where):
        for name, function in vars(holder).items():
            if inspect.isfunction(function) and (holder is not pipeline or function.__module__ != pipeline.__name__):
                part = owner(f"/{function.__module__.replace('.', '/')}.py")
                doors.append((holder, name, part))
    for holder, name, part in doors:
        setattr(holder, name, clock.timed(part, getattr(holder, name)))
    with tempfile.TemporaryDirectory() as folder:
        clock.turn("pipeline")
        clock.spent.clear()
        store_all(documents, resources, Path(folder) / "record.duckdb")
        clock.turn(None)
    return _percent(clock.spent)


def linking(record: Path) -> dict[str, float]:
    """The share of each stage of linking a record in percent, the largest first."""
    from dragoman.linking import episodes, steps
    from dragoman.run import link

    clock, run_steps = Clock(), steps.run_steps

    def run(connection: Any, found: Iterable[steps.Step]) -> None:  # noqa: ANN401 - an open record
        listed = list(found)
        clock.timed("comparing" if listed[0].name == "candidate" else "blocks", run_steps)(connection, listed)

    setattr(steps, "run_steps", run)  # noqa: B010 - a door, as below
    doors = ((link, "find_copies", "copies"), (link, "find_stories", "stories"), (episodes, "clusters", "clusters"))
    for holder, name, part in doors:
        setattr(holder, name, clock.timed(part, getattr(holder, name)))
    with tempfile.TemporaryDirectory(dir=record.parent) as folder:
        copy = shutil.copy(record, Path(folder) / "linked.duckdb")
        clock.turn("episodes, reading and storing")
        clock.spent.clear()
        link.link_record(Path(copy))
        clock.turn(None)
    return _percent(clock.spent)


def _percent(spent: Mapping[str, float]) -> dict[str, float]:
    total = sum(spent.values())
    return {name: round(100 * value / total, 1) for name, value in sorted(spent.items(), key=lambda i: -i[1])}


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
    return _percent(spent)


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
        sentences, kept = sentences_of(document, resources)
        starts = [s.span[0] for s in sentences]
        passing = {s.index for s in kept}
        events, lines = (
            {bisect_right(starts, at) - 1 for at, _ in spans}
            for spans in ([e.trigger for e in coded.events], told(coded))
        )
        for n, sentence in enumerate(sentences):
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
    parser.add_argument("task", choices=["stages", "profile", "gate", "linking"], nargs="?", default="stages")
    parser.add_argument("--data", type=Path, help="Articles to code, of any format.")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--modules", action="store_true", help="Tell the modules of a part apart.")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.task == "linking":
        if given.data is None:
            parser.error("linking wants a record: --data RECORD")
        found = linking(given.data)
    elif given.task == "profile":
        found = shares(corpus(given.data, given.documents), given.modules)
    else:
        found = (gate if given.task == "gate" else stages)(corpus(given.data, given.documents))
    if given.json:
        print(json.dumps(found))
        return
    for name, share in found.items():
        if share >= 0.5:
            print(f"{name:<28}{share:>6.1f} %")


if __name__ == "__main__":
    main()
