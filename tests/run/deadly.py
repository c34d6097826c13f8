"""A coding for worker processes that does what the texts say: it dies, fails or sleeps; and judges of partitions."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.linking.partitions import judge_partition
from dragoman.linking.settings import LinkSettings
from dragoman.model import Coded, Document
from dragoman.run.coders import prepared
from dragoman.run.workers import Coding
from dragoman.settings import Settings


def prepare(settings: Settings) -> Coding:  # noqa: ARG001 - the form of what makes a worker ready
    return code


def known(folder: Path, settings: Settings) -> Coding:
    """As a coder that leaves word of its process in a folder."""
    (folder / str(os.getpid())).touch()
    return prepared(settings)


def broken(settings: Settings) -> Coding:
    raise ZeroDivisionError(settings.parser)


def killed(settings: Settings) -> Coding:  # noqa: ARG001
    os.kill(os.getpid(), signal.SIGKILL)
    return code


def code(batch: Sequence[Document]) -> Iterator[Coded]:
    for document in batch:
        word, _, rest = document.text.partition(" ")
        if word == "KILL" or (word == "ONCE" and not Path(rest).exists()):
            if rest:
                Path(rest).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "MEMORY":
            raise MemoryError
        elif word == "BUG":
            raise ZeroDivisionError
        elif word == "SLEEP":
            time.sleep(float(rest))
        elif word == "TOUCH":
            Path(rest).touch()
        elif word == "WAIT":
            _wait_for(Path(rest.split()[0]))
        yield Coded(document)


def _wait_for(file: Path) -> None:
    deadline = time.monotonic() + 60
    while not file.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(str(file))
        time.sleep(0.02)


def judge_once_more(marker: Path, folder: Path, settings: LinkSettings) -> None:
    """As a process that is killed in the middle of the first partition of all; the marker says that it was."""
    if not marker.exists():
        marker.touch()
        (folder / "judged.part").write_bytes(b"half")
        os.kill(os.getpid(), signal.SIGKILL)
    judge_partition(folder, settings)


def judge_never(folder: Path, settings: LinkSettings) -> None:  # noqa: ARG001 - the form of what judges
    os.kill(os.getpid(), signal.SIGKILL)


def judge_wrongly(folder: Path, settings: LinkSettings) -> None:  # noqa: ARG001
    raise ZeroDivisionError(folder.name)
