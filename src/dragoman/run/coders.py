"""What turns batches of documents into coded ones: this process, or several beside it.

A coder yields coded documents one by one, in the order of the input, and `Done` after each batch,
which is when they are stored. Whatever cuts it short, all that it had coded has been yielded before.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

from dragoman.errors import DragomanError
from dragoman.model import Coded, Document
from dragoman.pipeline import Resources, code_many, load_resources
from dragoman.run.interrupts import blocked
from dragoman.settings import Settings

#: Seconds that workers get after Ctrl-C to hand over what they have, and then to leave by themselves.
GRACE = 1.0
LEAVE = 0.5


@dataclass(frozen=True, slots=True)
class Done:
    """A batch is through."""


Batches = Iterator[tuple[Document, ...]]
Coder = Callable[[Batches], Iterator[Coded | Done]]


@contextmanager
def here(resources: Resources) -> Iterator[Coder]:
    """Code in this process."""

    def coder(batches: Batches) -> Iterator[Coded | Done]:
        for batch in batches:
            with _naming(batch) as count:
                for coded in code_many(batch, resources):
                    count.append(coded.document.doc)
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
        error.add_note(
            f"This is a bug of dragoman. It came up at the document {left[0] if left else 'after the last'}."
        )
        raise


@dataclass(frozen=True, slots=True)
class _Handed:
    """What a worker hands over: the documents that it coded, and the trace of a bug that stopped it."""

    coded: tuple[Coded, ...]
    failure: str | None = None


@contextmanager
def in_processes(settings: Settings) -> Iterator[Coder]:
    """Code in `settings.jobs` processes of their own, each with its own resources. Raises
    DragomanError if the system kills one of them."""
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    with blocked():
        stop = context.Event()
        pool = ProcessPoolExecutor(settings.jobs, context, initializer=_start, initargs=(settings, stop))
    try:
        yield lambda batches: _in_pool(pool, batches, stop, settings.jobs)
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
        deadline = time.monotonic() + LEAVE
        for child in sorted(set(multiprocessing.active_children()) - others, key=lambda c: c.name):
            child.join(max(0.0, deadline - time.monotonic()))
            if child.is_alive():
                child.terminate()


def _in_pool(
    pool: ProcessPoolExecutor, batches: Batches, stop: multiprocessing.synchronize.Event, jobs: int
) -> Iterator[Coded | Done]:
    """Coded documents in the order of the batches, with no more in flight than keeps the workers busy."""
    waiting: deque[Future[_Handed]] = deque()
    ready: deque[Coded] = deque()
    try:
        for batch in _with_ends(batches):
            if batch is not None:
                with blocked():
                    waiting.append(pool.submit(_work, batch))
            while waiting and (batch is None or len(waiting) >= 2 * jobs):
                handed = waiting[0].result()
                waiting.popleft()
                ready.extend(handed.coded)
                while ready:
                    yield ready.popleft()
                if handed.failure is not None:
                    raise RuntimeError(f"in a worker process:\n{handed.failure}")
                yield Done()
    except KeyboardInterrupt:
        stop.set()
        finished, _ = wait([f for f in waiting if not f.cancel()], GRACE)
        ready.extend(c for f in waiting if f in finished and f.exception() is None for c in f.result().coded)
        while ready:
            yield ready.popleft()
        raise
    except BrokenProcessPool as error:
        raise DragomanError("a worker process was killed, perhaps for want of memory; try fewer --jobs") from error


def _with_ends(batches: Batches) -> Iterator[tuple[Document, ...] | None]:
    """The batches, then None for their end."""
    yield from batches
    yield None


@dataclass(frozen=True, slots=True)
class _Tools:
    resources: Resources
    stop: multiprocessing.synchronize.Event


# A worker process loads its resources once; they are constant for its whole life.
_worker: dict[str, _Tools] = {}


def _start(settings: Settings, stop: multiprocessing.synchronize.Event) -> None:
    _worker["tools"] = _Tools(load_resources(settings.parser, settings.actors, settings.lexicon), stop)


def _work(documents: tuple[Document, ...]) -> _Handed:
    """Code a batch, or as much of it as is done when the run stops or a bug comes up."""
    tools = _worker["tools"]
    done: list[Coded] = []
    try:
        with _naming(documents) as through:
            for coded in code_many(documents, tools.resources):
                done.append(coded)
                through.append(coded.document.doc)
                if tools.stop.is_set():
                    break
    except Exception:
        return _Handed(tuple(done), traceback.format_exc())
    return _Handed(tuple(done))
