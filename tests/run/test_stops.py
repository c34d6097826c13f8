"""Runs that are stopped from outside: killed at random moments, by Ctrl-C, by a full disk."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.record.query import open_record

TOOL = [sys.executable, "-m", "dragoman.cli"]
Script = Callable[[str], ModuleType]


def held(out: Path) -> int:
    with open_record(out) as opened:
        return opened.counts()["document"]


@pytest.fixture
def corpus(tmp_path: Path, script: Script) -> Path:
    """Some four hundred short documents."""
    path = tmp_path / "corpus.jsonl"
    assert script("benchmarks/kills.py").corpus(path, 4) > 300
    return path


def test_kills_lose_and_double_nothing(tmp_path: Path, script: Script) -> None:
    kills = script("benchmarks/kills.py")
    kills.corpus(tmp_path / "corpus.jsonl", 1)
    found = kills.trial(tmp_path / "corpus.jsonl", tmp_path, 3, random.Random(11))
    assert found.kills >= 3
    assert found.identical == found.records >= 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_on_the_command_line(tmp_path: Path, corpus: Path, jobs: str) -> None:
    out = tmp_path / "r.duckdb"
    command = [*TOOL, "code", str(corpus), "-o", str(out), "--jobs", jobs]
    process = subprocess.Popen(
        command, start_new_session=True, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    log = Path(f"{out}.wal")
    deadline = time.monotonic() + 120
    # The first shard is in the log: some hundred kilobytes.
    while not (log.exists() and log.stat().st_size > 100_000) and time.monotonic() < deadline:
        time.sleep(0.02)
    # A terminal sends it to the whole group.
    os.killpg(process.pid, signal.SIGINT)
    sent = time.monotonic()
    _, said = process.communicate(timeout=60)
    # Two seconds on a machine that does nothing else.
    assert time.monotonic() - sent < 6
    assert process.returncode == 130, said
    number = held(out)
    assert 0 < number < 392
    assert said == f"dragoman: stopped; {number} documents are kept in {out}, and the same command goes on from there\n"


def test_a_full_disk_keeps_what_is_stored(tmp_path: Path, corpus: Path) -> None:
    out = tmp_path / "r.duckdb"
    command = [*TOOL, "code", str(corpus), "-o", str(out)]
    full = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_little_room)
    assert full.returncode == 1, full.stderr
    assert full.stderr.startswith(f"dragoman: {out}: ")
    assert full.stderr.count("\n") == 1
    number = held(out)
    assert 0 < number < 392
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"{392 - number} documents coded, {number} unchanged" in again.stdout


def _little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
