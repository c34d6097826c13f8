"""Partitions of linking on the cores of this machine: a process for each, some at a time.

A process that dies leaves no half of anything: its partition is given to another, and linking ends only where one
dies over and over.
"""

from __future__ import annotations

import multiprocessing
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from dragoman.errors import DragomanError, UsageError
from dragoman.linking.partitions import JUDGED, Work, judge_partition
from dragoman.linking.settings import LinkSettings
from dragoman.run.interrupts import blocked

#: How often a partition is tried.
TRIES = 3
_FAILED = "failed"

Judge = Callable[[Path, LinkSettings], None]


@dataclass(frozen=True, slots=True)
class Spread:
    """Linking by so many partitions, each compared by `work`."""

    partitions: int
    work: Work

    def __post_init__(self) -> None:
        if self.partitions < 1:
            raise UsageError(f"partitions must be 1 or more, not {self.partitions}")


def in_processes(
    folders: Sequence[Path], settings: LinkSettings, jobs: int = 1, judge: Judge = judge_partition
) -> None:
    """Judge every partition, `jobs` at a time. Raises DragomanError for one that cannot be judged."""
    waiting = deque((folder, TRIES) for folder in folders)
    running: dict[int, tuple[BaseProcess, Path, int]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                folder, left = waiting.popleft()
                process = _started(judge, folder, settings)
                running[process.sentinel] = process, folder, left
            for sentinel in [s for s in wait(list(running)) if isinstance(s, int)]:
                process, folder, left = running.pop(sentinel)
                process.join()
                if not (folder / f"{JUDGED}.parquet").exists():
                    _explain(folder, process.exitcode, left)
                    waiting.append((folder, left - 1))
    finally:
        for process, _, _ in running.values():
            process.kill()
            process.join()


def _started(judge: Judge, folder: Path, settings: LinkSettings) -> BaseProcess:
    with blocked():
        process = multiprocessing.get_context("spawn").Process(
            target=_judged, args=(judge, folder, settings), daemon=True
        )
        process.start()
    return process


def _judged(judge: Judge, folder: Path, settings: LinkSettings) -> None:
    try:
        judge(folder, settings)
    except Exception:
        (folder / _FAILED).write_text(traceback.format_exc(), "utf-8")


def _explain(folder: Path, status: int | None, left: int) -> None:
    """Why a partition is not judged, unless it was killed and may be tried again."""
    failed = folder / _FAILED
    if failed.exists():
        raise DragomanError(f"partition {folder.name}: {failed.read_text('utf-8').strip().splitlines()[-1]}")
    if left <= 1:
        raise DragomanError(
            f"partition {folder.name}: its process died {TRIES} times (status {status}), perhaps for want of memory; "
            "try more --partitions or fewer --jobs"
        )
