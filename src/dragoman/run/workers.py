"""Worker processes that may die: what a killed one had in hand is given to another, in halves.

Each worker has a pipe of its own, so that one killed in the middle of a word harms no other, and sends
document by document, so that nothing is held back in it. A document that was there when a worker died,
and then takes another down alone, is a problem row (`worker-died`), and the run goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from dragoman.errors import DragomanError
from dragoman.model import Coded, Document, Problem
from dragoman.run.interrupts import blocked, held
from dragoman.settings import Settings

#: Seconds after Ctrl-C in which workers may still hand in what they have just coded, and for them to leave.
GRACE = 0.4
LEAVE = 0.6
#: Seconds between looks at whether Ctrl-C has come.
_LOOK = 0.3
#: Tasks that a worker has in hand: one in work and one that waits.
_AHEAD = 2
#: Characters of a task. The parser's throughput is flat from about a hundred sentences on, and whoever is through first
#: at the end waits for no more than one such task of the others.
_TASK = 20_000


@dataclass(frozen=True, slots=True)
class Done:
    """A batch is through; `failure` is the trace of a bug that ended it early, in a worker process."""

    failure: str | None = None


@dataclass(frozen=True, slots=True)
class _Ready:
    """A worker has loaded what it needs."""


Batch = tuple[Document, ...]
Coding = Callable[[Sequence[Document]], Iterator[Coded]]
#: Makes a worker ready: loads tables and parser, and gives the function that codes a batch.
Prepare = Callable[[Settings], Coding]
Item = Coded | Problem | Done


@dataclass(slots=True)
class _Task:
    """Documents of a batch that are still to be coded by one worker; `deaths` counts those that died over them."""

    documents: list[Document]
    deaths: int = 0


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    tasks: deque[_Task] = field(default_factory=deque)


@contextmanager
def team(settings: Settings, prepare: Prepare) -> Iterator[Team]:
    """`settings.jobs` worker processes, each with its own resources, for as long as the block lasts."""
    workers = Team(settings, prepare)
    try:
        yield workers
    finally:
        workers.dismiss()


class Team:
    """The workers, and what is on its way from them."""

    def __init__(self, settings: Settings, prepare: Prepare) -> None:
        self._settings = settings
        self._prepare = prepare
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        # Documents that came in since a batch was said to be through.
        self._since = 0
        # What was received is put here before anything else is done, so that Ctrl-C loses nothing.
        self._arrived: deque[tuple[_Worker, object]] = deque()
        # Starting it lets signals through again; so it is started before the workers, who must not see Ctrl-C.
        resource_tracker.ensure_running()
        for _ in range(settings.jobs):
            self._hire()

    def coded(self, batches: Iterator[Batch]) -> Iterator[Item]:
        """What the workers make of the batches; what order the documents come in makes no difference to a
        record. Raises DragomanError if a worker is killed before it has begun, RuntimeError for a bug."""
        try:
            more = True
            while more or self._busy():
                if more:
                    more = self._fill(batches)
                yield from self._next()
            if self._since:
                self._since = 0
                yield Done()
        except KeyboardInterrupt:
            yield from self._rest()
            raise

    def dismiss(self) -> None:
        """Let the workers go: whoever sees its pipe closed leaves by itself."""
        with blocked():
            for worker in self._workers:
                worker.pipe.close()
            deadline = time.monotonic() + LEAVE
            for worker in self._workers:
                worker.process.join(max(0.0, deadline - time.monotonic()))
                if worker.process.is_alive():
                    worker.process.kill()
                    worker.process.join()
            self._workers.clear()

    def _hire(self) -> None:
        with blocked():
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(theirs, self._settings, self._prepare), daemon=True)
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def _busy(self) -> bool:
        return bool(self._waiting) or any(w.tasks for w in self._workers)

    def _fill(self, batches: Iterator[Batch]) -> bool:
        """Give every worker enough to do; whether there may be more batches. What was taken back from a
        worker that died goes first."""
        for count in range(_AHEAD):
            for worker in [w for w in self._workers if len(w.tasks) <= count]:
                if not self._waiting:
                    batch = next(batches, None)
                    if batch is None:
                        return False
                    self._waiting.extend(_Task(part) for part in _parts(batch))
                self._give(worker)
        return True

    def _give(self, worker: _Worker) -> None:
        with held():
            task = self._waiting.popleft()
            worker.tasks.append(task)
            # A worker that is gone says so at its pipe, with the task in its hand.
            _send(worker.pipe, tuple(task.documents))

    def _next(self) -> Iterator[Item]:
        """What the next message or death makes known."""
        for worker in self._workers:
            if self._waiting and len(worker.tasks) < _AHEAD:
                self._give(worker)
        if not self._busy():
            return
        pipes = {w.pipe: w for w in self._workers}
        # A signal may have come to a thread of some library, and then nothing wakes the wait.
        for pipe in wait(list(pipes), timeout=_LOOK):
            worker = pipes[pipe]  # type: ignore[index]
            with held():
                self._receive(worker)
        while self._arrived:
            with held():
                item = self._understood(*self._arrived.popleft())
            if item is not None:
                yield item

    def _receive(self, worker: _Worker) -> None:
        try:
            self._arrived.append((worker, worker.pipe.recv()))
        except (EOFError, OSError):
            self._arrived.append((worker, None))

    def _understood(self, worker: _Worker, message: object) -> Item | None:
        match message:
            case None:
                return self._buried(worker)
            case _Ready():
                worker.ready = True
            case Done(failure=str() as trace):
                raise RuntimeError(f"in a worker process:\n{trace}")
            case Done():
                worker.tasks.popleft()
                return message if self._is_batch() else None
            case Coded():
                self._since += 1
                left = worker.tasks[0].documents
                # Documents come back in the order in which they were given.
                del left[0]
                return message
        return None

    def _is_batch(self) -> bool:
        """Whether as many documents as a batch has came in since this was last so."""
        full = self._since >= self._settings.batch
        if full:
            self._since = 0
        return full

    def _buried(self, worker: _Worker) -> Problem | None:
        """Take back what a dead worker had in hand, the batch in work in halves, and put another in its place."""
        worker.pipe.close()
        worker.process.join()
        self._workers.remove(worker)
        if not worker.ready:
            raise DragomanError(
                "a worker process was killed before it had begun, perhaps for want of memory; try fewer --jobs"
            )
        task, *others = worker.tasks or [_Task([])]
        self._waiting.extendleft(reversed(others))
        self._hire()
        left, deaths = task.documents, task.deaths + 1
        if len(left) == 1 and deaths > 1:
            return _died(left[0], worker.process.exitcode)
        half = (len(left) + 1) // 2
        self._waiting.extendleft(_Task(part, deaths) for part in (left[half:], left[:half]) if part)
        return None

    def _rest(self) -> Iterator[Coded]:
        """What has arrived already, or comes in at once."""
        deadline = time.monotonic() + GRACE
        while True:
            while self._arrived:
                _, item = self._arrived.popleft()
                if isinstance(item, Coded):
                    yield item
            pipes = {w.pipe: w for w in self._workers if not w.pipe.closed and w.tasks}
            ready = wait(list(pipes), timeout=max(0.0, deadline - time.monotonic()))
            if not ready:
                return
            for pipe in ready:
                worker = pipes[pipe]  # type: ignore[index]
                self._receive(worker)
                if self._arrived[-1][1] is None:
                    worker.pipe.close()
            if time.monotonic() > deadline + GRACE:
                return


def _parts(batch: Batch) -> Iterator[list[Document]]:
    """A batch in parts of some `_TASK` characters, its documents in their order."""
    part: list[Document] = []
    size = 0
    for document in batch:
        part.append(document)
        size += len(document.text)
        if size >= _TASK:
            yield part
            part, size = [], 0
    if part:
        yield part


def _send(pipe: Connection, batch: Batch) -> None:
    try:
        pipe.send(batch)
    except OSError:
        return


def _died(document: Document, status: int | None) -> Problem:
    how = f"signal {-status}" if status is not None and status < 0 else f"status {status}"
    message = f"the process that coded it died twice ({how}), perhaps for want of memory"
    return Problem(document.doc, "run", "worker-died", message)


def _serve(pipe: Connection, settings: Settings, prepare: Prepare) -> None:
    """The life of a worker: code what comes until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    given: queue.SimpleQueue[Batch] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, given), daemon=True).start()
    try:
        try:
            coding = prepare(settings)
        except MemoryError:
            raise
        except Exception:
            pipe.send(Done(traceback.format_exc()))
            return
        pipe.send(_Ready())
        while True:
            pipe.send(_through(given.get(), coding, pipe))
    except (MemoryError, OSError):
        # Either the run is gone, or what is left of this process cannot be trusted: others take its batch.
        os._exit(1)


def _listen(pipe: Connection, given: queue.SimpleQueue[Batch]) -> None:
    """Take in batches while others are coded, so that nobody waits; end the process when the run is over."""
    try:
        while True:
            given.put(pipe.recv())
    except (EOFError, OSError, MemoryError):
        os._exit(1)


def _through(batch: Batch, coding: Coding, pipe: Connection) -> Done:
    try:
        with naming(batch) as through:
            for coded in coding(batch):
                pipe.send(coded)
                through.append(coded.document.doc)
    except MemoryError:
        raise
    except Exception:
        return Done(traceback.format_exc())
    return Done()


@contextmanager
def naming(batch: Sequence[Document]) -> Iterator[list[str]]:
    """A bug in the coder says which document it met; the list takes the names of those that are through."""
    through: list[str] = []
    try:
        yield through
    except Exception as error:
        left = [d.doc for d in batch][len(through) :]
        where = left[0] if left else "after the last"
        error.add_note(f"This is a bug of dragoman. It came up at the document {where}.")
        raise
