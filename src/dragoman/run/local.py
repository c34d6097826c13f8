"""A run on this machine: read, code and store, a shard at a time, so that a stop loses nothing.

A shard is stored whole or not at all. A document that the record holds with the same text,
metadata, tables and settings is not coded again.
"""

from __future__ import annotations

import hashlib
import itertools
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from dragoman.documents.options import ReadOptions
from dragoman.documents.read import read_paths
from dragoman.identity import coding_id
from dragoman.model import Coded, Document, Problem
from dragoman.pipeline import Resources, code_many, load_resources
from dragoman.record.schema import Run
from dragoman.record.store import Shard, Store, open_store
from dragoman.settings import Settings


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run has done so far; the numbers only grow."""

    coded: int = 0
    unchanged: int = 0
    characters: int = 0
    events: int = 0
    statements: int = 0
    problems: int = 0
    interrupted: bool = False

    def plus(self, shard: Shard) -> Progress:
        """The numbers with a stored shard added."""
        return replace(
            self,
            coded=self.coded + len(shard.coded),
            characters=self.characters + sum(len(c.document.text) for c in shard.coded),
            events=self.events + sum(len(c.events) for c in shard.coded),
            statements=self.statements + sum(len(c.statements) for c in shard.coded),
            problems=self.problems + len(shard.problems) + sum(len(c.problems) for c in shard.coded),
        )


def code_paths(
    paths: Sequence[str],
    out: Path,
    settings: Settings,
    options: ReadOptions,
    limit: int | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
) -> Progress:
    """Code everything behind `paths` into the record `out` and say what was done.

    Ctrl-C ends the run early with what was coded until then stored (`interrupted`). Raises
    UsageError for wrong arguments, DataError for a wrong table, RecordError if the record cannot be
    written; what was stored before stays.
    """
    found = read_paths(paths, options)
    if limit is not None:
        found = itertools.islice(found, limit)
    resources = load_resources(settings.parser, settings.actors, settings.lexicon)
    progress = Progress()
    with open_store(out, _run(settings, resources)) as store, _coder(settings, resources) as coder:
        try:
            for shard, skipped in coder(_Todo(store, settings.batch).batches(found)):
                store.write(shard)
                progress = replace(progress.plus(shard), unchanged=progress.unchanged + skipped)
                report(progress)
        except KeyboardInterrupt:
            return replace(progress, interrupted=True)
    return progress


@dataclass(frozen=True, slots=True)
class _Batch:
    """Documents to code, with the coding ids, problems of reading, and how many were left as they are."""

    documents: tuple[Document, ...]
    codings: dict[str, str]
    problems: tuple[Problem, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Todo:
    store: Store
    size: int

    def batches(self, found: Iterable[Document | Problem]) -> Iterator[_Batch]:
        """Cut the input into batches and leave out what the record already holds."""
        stream = iter(found)
        while part := list(itertools.islice(stream, self.size)):
            documents = {d.doc: d for d in part if isinstance(d, Document)}
            codings = {doc: coding_id(d, self.store.run.id) for doc, d in documents.items()}
            same = self.store.unchanged(codings)
            yield _Batch(
                tuple(d for doc, d in documents.items() if doc not in same),
                {doc: coding for doc, coding in codings.items() if doc not in same},
                tuple(p for p in part if isinstance(p, Problem)),
                len(same),
            )


_Coder = Callable[[Iterator[_Batch]], Iterator[tuple[Shard, int]]]


@contextmanager
def _coder(settings: Settings, resources: Resources) -> Iterator[_Coder]:
    """What turns batches into shards: here, or in worker processes."""
    if settings.jobs == 1:
        yield lambda batches: (_shard(b, list(code_many(b.documents, resources))) for b in batches)
        return
    pool = ProcessPoolExecutor(
        settings.jobs, multiprocessing.get_context("spawn"), initializer=_start_worker, initargs=(settings,)
    )
    try:
        yield lambda batches: _in_pool(pool, batches, settings.jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _in_pool(pool: ProcessPoolExecutor, batches: Iterator[_Batch], jobs: int) -> Iterator[tuple[Shard, int]]:
    """Shards in the order of the batches, with no more in flight than keeps the workers busy."""
    waiting: list[tuple[_Batch, Future[list[Coded]]]] = []
    for batch in batches:
        waiting.append((batch, pool.submit(_work, batch.documents)))
        if len(waiting) >= 2 * jobs:
            first, future = waiting.pop(0)
            yield _shard(first, future.result())
    for batch, future in waiting:
        yield _shard(batch, future.result())


def _shard(batch: _Batch, coded: list[Coded]) -> tuple[Shard, int]:
    return Shard(tuple(coded), batch.codings, batch.problems), batch.unchanged


# A worker process loads its resources once; they are constant for its whole life.
_worker: dict[str, Resources] = {}


def _start_worker(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker["resources"] = load_resources(settings.parser, settings.actors, settings.lexicon)


def _work(documents: tuple[Document, ...]) -> list[Coded]:
    return list(code_many(documents, _worker["resources"]))


def _run(settings: Settings, resources: Resources) -> Run:
    """The configuration that the record remembers; the number of processes does not change a result."""
    return Run(
        version=version("dragoman"),
        resources=resources_digest((*settings.actors, *settings.lexicon)),
        parser=resources.parser.version,
    )


def resources_digest(extra: Sequence[Path] = ()) -> str:
    """The hash of every packaged table and of the user's own."""
    hasher = hashlib.sha256()
    root = Path(str(files("dragoman").joinpath("data")))
    for path in (*sorted(p for p in root.rglob("*") if p.is_file()), *extra):
        hasher.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return hasher.hexdigest()[:16]
