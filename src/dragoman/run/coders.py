"""What turns batches of documents into coded ones: this process, or several beside it.

A coder yields coded documents one by one and `Done` after each batch, which is when they are
stored. When Ctrl-C or a bug cuts it short, it first yields all that was coded until then.
"""

from __future__ import annotations

import multiprocessing
import queue
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event as Flag

from dragoman.errors import DragomanError
from dragoman.model import Coded, Document
from dragoman.pipeline import Resources, code_many, load_resources
from dragoman.run.interrupts import blocked
from dragoman.settings import Settings

#: Seconds after Ctrl-C to wait for what workers have just coded, and for them to leave by themselves.
GRACE = 0.4
LEAVE = 0.6
#: Seconds between looks at whether the workers live.
_LOOK = 1.0


@dataclass(frozen=True, slots=True)
class Done:
    """A batch is through; `failure` is the trace of a bug that ended it early, in a worker process."""

    failure: str | None = None


Batches = Iterator[tuple[Document, ...]]
Coder = Callable[[Batches], Iterator[Coded | Done]]


@contextmanager
def here(resources: Resources) -> Iterator[Coder]:
    """Code in this process."""

    def coder(batches: Batches) -> Iterator[Coded | Done]:
        for batch in batches:
            with _naming(batch) as through:
                for coded in code_many(batch, resources):
                    through.append(coded.document.doc)
                    yield coded
            yield Done()

    yield coder


@contextmanager
def _naming(batch: Sequence[Document]) -> Iterator[list[str]]:
    """A bug in the coder says which document it met; the list takes the names of those that are through."""
    through: list[str] = []
    try:
        yield through
    except Exception as error:
        left = [d.doc for d in batch][len(through) :]
        where = left[0] if left else "after the last"
        error.add_note(f"This is a bug of dragoman. It came up at the document {where}.")
        raise


@contextmanager
def in_processes(settings: Settings) -> Iterator[Coder]:
    """Code in `settings.jobs` processes of their own, each with its own resources. Raises
    DragomanError if the system kills one of them."""
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    with blocked():
        stop, results = context.Event(), context.Queue()
        pool = ProcessPoolExecutor(settings.jobs, context, initializer=_start, initargs=(settings, stop, results))
    try:
        yield lambda batches: _Team(pool, stop, results, 2 * settings.jobs).coded(batches)
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
        deadline = time.monotonic() + LEAVE
        for child in sorted(set(multiprocessing.active_children()) - others, key=lambda c: c.name):
            child.join(max(0.0, deadline - time.monotonic()))
            if child.is_alive():
                child.terminate()


@dataclass(frozen=True, slots=True)
class _Team:
    """Worker processes. Each puts what it has coded into `results`, document by document, so that
    nothing is held back in a worker; what order the documents come in makes no difference to a record."""

    pool: ProcessPoolExecutor
    stop: Flag
    results: Queue[Coded | Done]
    flight: int

    def coded(self, batches: Batches) -> Iterator[Coded | Done]:
        """What the workers make of the batches, with no more in flight than keeps them busy."""
        running: list[Future[None]] = []
        open_batches = 0
        try:
            for batch in batches:
                with blocked():
                    running.append(self.pool.submit(_work, batch))
                open_batches += 1
                while open_batches >= self.flight:
                    item = self._next(running)
                    open_batches -= isinstance(item, Done)
                    yield item
            while open_batches:
                item = self._next(running)
                open_batches -= isinstance(item, Done)
                yield item
        except KeyboardInterrupt:
            self.stop.set()
            yield from self._rest()
            raise
        except BrokenProcessPool as error:
            raise DragomanError("a worker process was killed, perhaps for want of memory; try fewer --jobs") from error

    def _next(self, running: list[Future[None]]) -> Coded | Done:
        """The next result. Raises BrokenProcessPool if a worker is gone, RuntimeError for a bug in one."""
        while True:
            try:
                item = self.results.get(timeout=_LOOK)
            except queue.Empty:
                _check(running)
                continue
            if isinstance(item, Done) and item.failure is not None:
                raise RuntimeError(f"in a worker process:\n{item.failure}")
            return item

    def _rest(self) -> Iterator[Coded]:
        """What is in the results already, or comes in at once."""
        while True:
            try:
                item = self.results.get(timeout=GRACE)
            except queue.Empty:
                return
            if isinstance(item, Coded):
                yield item


def _check(running: list[Future[None]]) -> None:
    """Forget the batches that are through. Raises BrokenProcessPool if a worker is gone."""
    for future in [f for f in running if f.done()]:
        running.remove(future)
        future.result()


@dataclass(frozen=True, slots=True)
class _Tools:
    resources: Resources
    stop: Flag
    results: Queue[Coded | Done]


# A worker process loads its resources once; they are constant for its whole life.
_worker: dict[str, _Tools] = {}


def _start(settings: Settings, stop: Flag, results: Queue[Coded | Done]) -> None:
    resources = load_resources(
        settings.parser, settings.actors, settings.lexicon, ontology=settings.ontology, kinds=settings.kinds
    )
    _worker["tools"] = _Tools(resources, stop, results)


def _work(documents: tuple[Document, ...]) -> None:
    """Code a batch, or as much of it as is done when the run stops or a bug comes up."""
    tools = _worker["tools"]
    try:
        with _naming(documents) as through:
            for coded in code_many(documents, tools.resources):
                tools.results.put(coded)
                through.append(coded.document.doc)
                if tools.stop.is_set():
                    return
    except Exception:
        tools.results.put(Done(traceback.format_exc()))
        return
    tools.results.put(Done())
