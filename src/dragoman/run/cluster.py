"""A run on a Ray cluster, or on the cores of this machine through Ray. The only file that imports Ray.

One task reads the input as a run on one machine does, so that names and choice are the same, and hands shards of
documents to coders that write them into a depot (`run.depot`). What comes back are the names of whole shards; Ray
gives those of a dead coder to another, and a shard that is written twice is the same file.
"""

from __future__ import annotations

import itertools
import logging
import os
import pickle
import socket
import tempfile
import traceback
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dragoman.documents.options import ReadOptions
from dragoman.documents.read import read_paths
from dragoman.documents.remote import is_url
from dragoman.errors import DataError, DragomanError, RecordError, UsageError
from dragoman.language.parse import version_of
from dragoman.linking.partitions import JUDGED, NEEDED, judge_partition
from dragoman.linking.settings import LinkSettings
from dragoman.memory import settle
from dragoman.model import Problem
from dragoman.pipeline import check_tables
from dragoman.run.choice import Choice, Chosen
from dragoman.run.coders import prepared
from dragoman.run.depot import Depot, Finished
from dragoman.run.local import ALL, Progress, Report, run_of, silent
from dragoman.run.partitions import TRIES, Judge
from dragoman.run.shards import Item, Task, finish
from dragoman.run.workers import Coding, Prepare
from dragoman.settings import Settings

#: Documents of a shard: half a minute of one core, and not too many files.
SHARD = 256
#: Bytes of the store of objects that a local Ray shares between its processes.
_STORE = 256_000_000
#: Seconds in which the head of a cluster must answer.
_PATIENCE = 10.0
_TABLES = ("actors", "lexicon", "ontology")


@dataclass(frozen=True, slots=True)
class Place:
    """Where to code into the depot `out`: at the address of a cluster, "auto" for the one that this machine belongs
    to, or with None on this machine; with so many coders, as many as there are cores if None, and shards of so many
    documents. `prepare` makes a coder ready."""

    out: str
    address: str | None = None
    coders: int | None = None
    shard: int = SHARD
    prepare: Prepare = prepared

    def __post_init__(self) -> None:
        if self.coders is not None and self.coders < 1:
            raise UsageError(f"jobs must be 1 or more, not {self.coders}")


@dataclass(frozen=True, slots=True)
class _Job:
    """All that a coder needs to know; the user's tables travel with it, since other machines have no such files."""

    settings: Settings
    tables: Mapping[str, tuple[tuple[str, bytes], ...]]
    out: str
    task: Task
    prepare: Prepare


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the reader needs to know."""

    paths: tuple[str, ...]
    options: ReadOptions
    choice: Choice
    shard: int


@dataclass(frozen=True, slots=True)
class _Read:
    """What the reader tells: a shard, or at the end how many documents had no date."""

    number: int
    items: tuple[Item, ...] = ()
    undated: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    """What comes back: a whole shard, the end of the input, or why it went no further."""

    number: int
    shard: Finished | None = None
    unchanged: bool = False
    undated: int = 0
    error: DragomanError | None = None
    bug: str | None = None


def code_on_ray(
    paths: tuple[str, ...],
    place: Place,
    settings: Settings,
    options: ReadOptions,
    choice: Choice = ALL,
    report: Report = silent,
) -> Progress:
    """Code what `choice` takes of everything behind `paths` into the depot of `place` and say what was done. Shards
    that are there already are not coded again; Ctrl-C keeps those that are whole (`interrupted`).

    Raises UsageError for wrong arguments and where Ray is not installed or not reached, DataError for a wrong table,
    RecordError if the depot cannot be written, and RuntimeError for a bug in the coder."""
    ray = library()
    _check_apart(paths, place.out)
    # The first document is read here, so that a wrong path or field is told before anything is started.
    list(itertools.islice(read_paths(paths, options), 1))
    check_tables(settings.actors, settings.lexicon, settings.ontology)
    run = run_of(settings, version_of(settings.parser))
    depot = Depot(place.out)
    depot.open()
    job = _Job(settings, _packed(settings), place.out, Task(run, uuid.uuid4().hex), place.prepare)
    with connected(ray, place):
        coders = place.coders or max(1, int(ray.cluster_resources().get("CPU", 1)))
        reading = _Reading(paths, options, choice, place.shard)
        taken = _Taken(report)
        try:
            # Should Ray not hand back what a coder told, the shard is there all the same, and asked for again.
            for _ in range(TRIES):
                for told in _results(ray, reading, job, coders):
                    taken.take(told)
                if taken.is_whole():
                    break
        except KeyboardInterrupt:
            return replace(taken.progress, interrupted=True)
    if not taken.is_whole():
        raise RecordError(f"{place.out}: Ray did not hand back every shard; what is there is kept, run it again")
    depot.close(run, taken.shards())
    return taken.progress


def library() -> Any:  # noqa: ANN401 - a module that may not be installed
    """Ray, told that it must not report over the network. Raises UsageError if it is not installed."""
    # Ray reports its use over the network unless it is told before it is loaded that it must not.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
        import ray.data
    except ImportError:
        raise UsageError("--engine ray needs Ray: pip install 'dragoman[cluster]'") from None
    return ray


def _check_apart(paths: tuple[str, ...], out: str) -> None:
    if is_url(out):
        if any(is_url(path) and f"{out.rstrip('/')}/".startswith(f"{path.rstrip('/')}/") for path in paths):
            raise UsageError(f"the shards would be written among the articles: {out}")
        return
    target = Path(out).resolve()
    if target.exists() and not target.is_dir():
        raise UsageError(f"with --engine ray the coded shards go to a folder, and {out} is a file")
    if any(path != "-" and Path(path).is_dir() and target.is_relative_to(Path(path).resolve()) for path in paths):
        raise UsageError(f"the shards would be written among the articles: {out}")


def _packed(settings: Settings) -> dict[str, tuple[tuple[str, bytes], ...]]:
    return {name: tuple((path.name, path.read_bytes()) for path in getattr(settings, name)) for name in _TABLES}


@contextmanager
def connected(ray: Any, place: Place) -> Iterator[None]:  # noqa: ANN401
    """Ray while the block lasts; one that runs in this process already is used and left alone."""
    if ray.is_initialized():
        yield
        return
    if place.address is not None:
        _check_answers(place.address)
    quiet = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    try:
        if place.address is None:
            cores = place.coders or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
            ray.init(address="local", num_cpus=cores, include_dashboard=False, object_store_memory=_STORE, **quiet)
        else:
            ray.init(address=place.address, **quiet)
    except (ConnectionError, ValueError, RuntimeError) as error:
        where = f"no Ray cluster answers at {place.address}" if place.address else "Ray does not start here"
        raise UsageError(f"{where}: {str(error).strip().splitlines()[0]}") from None
    try:
        yield
    finally:
        ray.shutdown()


def _check_answers(address: str) -> None:
    """Ray itself tries for minutes. Raises UsageError."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if not colon:
        return
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
    except (OSError, ValueError) as error:
        raise UsageError(f"no Ray cluster answers at {address}: {error}") from None


def judged_on_ray(
    folders: Sequence[Path],
    settings: LinkSettings,
    address: str | None = None,
    jobs: int | None = None,
    judge: Judge = judge_partition,
) -> None:
    """Judge every partition of linking on Ray. Files go to the workers and come back with Ray, so that they need no
    disk in common; Ray gives what a dead worker had to another. Raises UsageError as `code_on_ray` does, and
    DragomanError for a partition that cannot be judged."""
    ray = library()
    with connected(ray, Place("", address, jobs)):
        judging = ray.remote(num_cpus=1, max_retries=TRIES)(_judged)
        at_once = jobs or max(1, int(ray.cluster_resources().get("CPU", 1)))
        waiting: dict[Any, Path] = {}
        for folder in [*folders, None]:
            # Whatever is left at the end; before, as many as there is room for.
            while waiting and (folder is None or len(waiting) > at_once):
                (done,), _ = ray.wait(list(waiting), num_returns=1)
                part = waiting.pop(done)
                try:
                    (part / f"{JUDGED}.parquet").write_bytes(ray.get(done))
                except ray.exceptions.RayError as error:
                    raise DragomanError(f"partition {part.name}: {str(error).strip().splitlines()[-1]}") from error
            if folder is not None:
                files = {name: (folder / f"{name}.parquet").read_bytes() for name in NEEDED}
                waiting[judging.remote(files, settings, judge)] = folder


def _judged(files: Mapping[str, bytes], settings: LinkSettings, judge: Judge) -> bytes:
    with tempfile.TemporaryDirectory(prefix="dragoman-") as name:
        folder = Path(name)
        for table, data in files.items():
            (folder / f"{table}.parquet").write_bytes(data)
        judge(folder, settings)
        return (folder / f"{JUDGED}.parquet").read_bytes()


def _results(ray: Any, reading: _Reading, job: _Job, coders: int) -> Iterator[_Told]:  # noqa: ANN401
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    # A shard is a block of its own, handed on as soon as it is read.
    context.target_max_block_size = 1
    read = ray.data.from_items([pickle.dumps(reading)]).map_batches(_read, batch_size=1, num_cpus=0)
    pool = ray.data.ActorPoolStrategy(size=coders)
    coded = read.map_batches(_Coder, fn_constructor_args=(job,), batch_size=1, compute=pool, num_cpus=1)
    for row in coded.iter_rows():
        yield pickle.loads(row["told"])  # noqa: S301 - made by this run


class _Taken:
    """What has come back so far."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._found: dict[int, Finished] = {}
        self._end: int | None = None
        self.progress = Progress()

    def take(self, told: _Told) -> None:
        """Count a shard, once however often it is told. Raises what ended a worker's part."""
        if told.error is not None:
            raise told.error
        if told.bug is not None:
            raise RuntimeError(f"in a worker process:\n{told.bug}")
        if told.shard is None:
            self._end = told.number
            self.progress = replace(self.progress, undated=told.undated)
            return
        if told.number in self._found:
            return
        self._found[told.number] = told.shard
        problems = [Problem(**{**p, "span": tuple(p["span"]) if p["span"] else None}) for p in told.shard.first]
        counts = dict(told.shard.counts)
        if told.unchanged:
            counts = {"unchanged": counts["coded"], "problems": counts["problems"]}
        added = {name: getattr(self.progress, name) + number for name, number in counts.items()}
        first = self.progress.with_problems(problems).first
        self.progress = replace(self.progress, **added, first=first)
        self._report(self.progress)

    def is_whole(self) -> bool:
        """Whether the end of the input has come back and every shard before it."""
        return self._end == len(self._found)

    def shards(self) -> list[Finished]:
        """The shards in the order of the input."""
        return [self._found[number] for number in sorted(self._found)]


def _read(batch: Mapping[str, Any]) -> Iterator[dict[str, list[bytes]]]:
    """The reader: shards of documents, in the order of the input, as Ray rows."""
    for packed in batch["item"]:
        reading: _Reading = pickle.loads(packed)  # noqa: S301 - made by this run
        try:
            for read in _shards_of(reading):
                yield {"read": [pickle.dumps(read)]}
        except DragomanError as error:
            yield {"read": [pickle.dumps(_plain(error))]}


def _plain(error: DragomanError) -> DragomanError:
    """An expected error as it can travel: its line, and whether the request was wrong."""
    wrong = isinstance(error, UsageError | DataError)
    return UsageError(str(error)) if wrong else DragomanError(str(error))


def _shards_of(reading: _Reading) -> Iterator[_Read]:
    chosen = Chosen(read_paths(reading.paths, reading.options), reading.choice)
    stream = iter(chosen)
    for number in itertools.count():
        items = tuple(itertools.islice(stream, reading.shard))
        if not items:
            yield _Read(number, undated=chosen.undated)
            return
        yield _Read(number, items)


class _Coder:
    """A worker: codes shards and writes them into the depot."""

    def __init__(self, job: _Job) -> None:
        self._job = job
        self._depot = Depot(job.out)
        self._tables = tempfile.TemporaryDirectory(prefix="dragoman-")
        self._coding: Coding | None = None

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, list[bytes]]:
        """One Ray row for each shard: what became of it."""
        found = [self._told(pickle.loads(packed)) for packed in batch["read"]]  # noqa: S301 - made by this run
        return {"told": [pickle.dumps(told) for told in found]}

    def _told(self, read: _Read | DragomanError) -> _Told:
        if isinstance(read, DragomanError):
            return _Told(-1, error=read)
        if not read.items:
            return _Told(read.number, undated=read.undated)
        try:
            shard, unchanged = finish(read.items, self._depot, self._job.task, self._ready)
        except DragomanError as error:
            return _Told(read.number, error=_plain(error))
        except MemoryError:
            # What is left of this process cannot be trusted: another takes its shard.
            os._exit(1)
        except Exception:
            return _Told(read.number, bug=traceback.format_exc())
        return _Told(read.number, shard, unchanged)

    def _ready(self) -> Coding:
        if self._coding is None:
            self._coding = self._job.prepare(self._unpacked())
            settle()
        return self._coding

    def _unpacked(self) -> Settings:
        """The settings with the user's tables as files of this machine."""
        files: dict[str, Any] = {}
        for kind, tables in self._job.tables.items():
            paths = []
            for number, (name, data) in enumerate(tables):
                path = Path(self._tables.name) / f"{kind}{number}" / name
                path.parent.mkdir()
                path.write_bytes(data)
                paths.append(path)
            files[kind] = tuple(paths)
        return replace(self._job.settings, **files)
