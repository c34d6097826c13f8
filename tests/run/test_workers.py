"""Worker processes that are killed, run out of memory or meet a bug."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import deadly
import pytest

from dragoman import read_text
from dragoman.documents.options import ReadOptions
from dragoman.errors import DragomanError
from dragoman.model import Coded, Document, Problem
from dragoman.record.query import open_record
from dragoman.run import local
from dragoman.run.coders import in_processes
from dragoman.run.workers import Done, Item, Prepare
from dragoman.settings import Settings


def documents(number: int, **words: str) -> list[Document]:
    """`number` documents; `words` gives some of them another text."""
    names = [f"d{n:02}" for n in range(number)]
    return [read_text(words.get(name, "The ministry said so."), name=name) for name in names]


def coded(found: list[Document], size: int = 8, jobs: int = 2, prepare: Prepare = deadly.prepare) -> list[Item]:
    batches = (tuple(found[n : n + size]) for n in range(0, len(found), size))
    with in_processes(Settings(jobs=jobs), prepare) as coder:
        return list(coder(batches))


def names(items: list[Item]) -> list[str]:
    return sorted(item.document.doc for item in items if isinstance(item, Coded))


def problems(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.doc, item.code) for item in items if isinstance(item, Problem)]


@pytest.mark.parametrize("word", ["KILL", "MEMORY"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_who_kills_its_worker_is_a_problem_and_all_others_are_coded_once(word: str, jobs: int) -> None:
    found = documents(20, d03=word)
    items = coded(found, jobs=jobs)
    assert problems(items) == [("d03", "worker-died")]
    assert names(items) == [d.doc for d in found if d.doc != "d03"]
    # The row of the problem may come after all batches, when the run itself stores it.
    assert isinstance([item for item in items if not isinstance(item, Problem)][-1], Done), "the last batch is stored"


def test_long_documents_of_one_batch_are_shared_out(tmp_path: Path) -> None:
    told = tmp_path / "told"
    found = documents(2, d00=f"WAIT {told} {'and so on ' * 2_500}", d01=f"TOUCH {told}")
    assert names(coded(found)) == ["d00", "d01"], "whoever has the first would wait in vain for the second"


def test_several_in_one_batch(tmp_path: Path) -> None:
    found = documents(24, d01="KILL", d06="KILL", d07="MEMORY", d20=f"ONCE {tmp_path / 'died'}")
    items = coded(found, size=12)
    assert sorted(problems(items)) == [(name, "worker-died") for name in ("d01", "d06", "d07")]
    assert names(items) == sorted({d.doc for d in found} - {"d01", "d06", "d07"}), "d20 died but once"


def test_a_document_alone_is_tried_twice(tmp_path: Path) -> None:
    items = coded(documents(2, d00=f"ONCE {tmp_path / 'died'}", d01="KILL"), size=1)
    assert (names(items), problems(items)) == (["d00"], [("d01", "worker-died")])
    assert "signal 9" in next(item.message for item in items if isinstance(item, Problem))


@pytest.mark.usefixtures("loaded")
def test_the_record_has_a_problem_row_and_the_next_run_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "in_processes", partial(in_processes, prepare=deadly.prepare))
    rows, out = tmp_path / "rows.jsonl", tmp_path / "r.duckdb"
    texts = {f"d{n}": "The ministry said so." for n in range(9)} | {"d4": f"KILL {tmp_path / 'died'}"}
    for text, code, kept in ((texts["d4"], ["worker-died"], 8), ("It was withdrawn.", [], 9)):
        texts["d4"] = text
        rows.write_text("".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in texts.items()), "utf-8")
        done = local.code_paths([str(rows)], out, Settings(jobs=2, batch=4), ReadOptions())
        assert (done.problems, done.coded + done.unchanged) == (len(code), kept)
        with open_record(out) as opened:
            assert [found.value.code for found in opened.problems()] == code
            assert len(list(opened.documents())) == kept


def test_a_bug_names_its_document() -> None:
    with pytest.raises(RuntimeError, match=r"(?s)ZeroDivisionError.*at the document d05"):
        coded(documents(12, d05="BUG"))
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        coded(documents(12), prepare=deadly.broken)


def test_workers_that_cannot_begin_end_the_run() -> None:
    with pytest.raises(DragomanError, match="try fewer --jobs"):
        coded(documents(12), prepare=deadly.killed)


def test_ctrl_c_keeps_what_is_coded_within_two_seconds() -> None:
    found = documents(40, d05="SLEEP 60", d13="SLEEP 60")
    batches = iter([tuple(found[:8]), tuple(found[8:16]), tuple(found[16:])])
    items: list[Item] = []
    sent: list[float] = []

    def interrupt() -> None:
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(1.5, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        _into(items, batches)
    assert time.monotonic() - sent[0] < 2
    assert names(items) == [f"d{n:02}" for n in (*range(5), *range(8, 13))]
    timer.join()


def _into(items: list[Item], batches: Iterator[tuple[Document, ...]]) -> None:
    with in_processes(Settings(jobs=2), deadly.prepare) as coder:
        for item in coder(batches):
            items.append(item)  # noqa: PERF402 - what came before the end is wanted


def test_workers_leave_at_once_when_the_run_is_over() -> None:
    began = time.monotonic()
    with in_processes(Settings(jobs=2), deadly.prepare) as coder:
        stream = coder(iter([tuple(documents(4, d02="SLEEP 60"))]))
        assert isinstance(next(stream), Coded)
        _close(stream)
    assert time.monotonic() - began < 5


def _close(stream: Iterator[Item]) -> None:
    close = getattr(stream, "close", None)
    assert close is not None
    close()
