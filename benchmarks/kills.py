#!/usr/bin/env python3
"""Kills `dragoman code` and `dragoman link` at random moments, goes on, and compares with a run that nobody disturbed.

The first command codes the paragraphs of the example articles, several times over under other names, and gets
SIGKILL at a moment drawn from the whole time that it takes: while it loads, reads, codes, stores or closes.
Then the same command goes on. When it comes through, the record is linked, and linking is killed in the same
way, up to twice a record. What is exported at the end must be byte for byte that of the undisturbed run; then a
new record is begun, until there were as many kills as asked for. Coding takes one process and two in turn; with
two, sometimes the whole group is killed, sometimes the first process or a worker alone.

usage: kills.py [--kills N] [--repeat N] [--seed N] [--data FILE.jsonl] [--json]
Ends with status 1 if a single byte differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOL = [sys.executable, "-m", "dragoman.cli"]
VICTIMS = ("group", "first", "worker")
#: Bytes of a record's log that has a shard in it.
STORED = 50_000
#: The most kills of linking one record.
LINKINGS = 2


@dataclass
class Outcome:
    """What was done and seen. `kept` counts the documents that stood in a record after each kill of coding,
    `linked` the kills of linking after which some document had its links already."""

    documents: int = 0
    coding_seconds: float = 0.0
    linking_seconds: float = 0.0
    kills: int = 0
    linking_kills: int = 0
    linked: int = 0
    records: int = 0
    identical: int = 0
    victims: Counter[str] = field(default_factory=Counter)
    kept: list[int] = field(default_factory=list)


def corpus(path: Path, repeat: int) -> int:
    """Write every paragraph of the example texts as a document, `repeat` times over, as JSON Lines: many
    shards in little time. Returns their number."""
    texts = [p.read_text("utf-8") for p in sorted((ROOT / "examples").rglob("*.txt"))]
    parts = [part for text in texts for part in text.split("\n\n") if len(part) > 80]
    rows = [{"id": f"{n}-{k}", "text": part} for n in range(repeat) for k, part in enumerate(parts)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return len(rows)


def trial(source: Path, folder: Path, kills: int, rng: random.Random) -> Outcome:
    """Kill and go on until there were `kills`, and the record of the last was finished."""
    out = Outcome(documents=sum(1 for line in source.read_text("utf-8").splitlines() if line.strip()))
    whole = folder / "whole.duckdb"
    out.coding_seconds = _seconds(_command(source, whole, 1))
    out.linking_seconds = _seconds(_linking(whole))
    expected = exported(whole)
    while out.kills < kills:
        record = folder / f"killed-{out.records}.duckdb"
        _code(source, record, kills, rng, out)
        _link(record, kills, rng, out)
        out.records += 1
        out.identical += exported(record) == expected
        record.unlink()
    return out


def _seconds(command: list[str]) -> float:
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def _code(source: Path, record: Path, kills: int, rng: random.Random, out: Outcome) -> None:
    """Code a record to its end, over kills."""
    through = False
    while not through:
        # By turns, so that what is killed with two processes is finished with one and the other way round.
        jobs = 1 + out.kills % 2
        moment = rng.uniform(0.0, out.coding_seconds) if out.kills < kills else None
        # Every other pair of kills counts its time from the first shard that is stored, lest most hit the loading.
        watched = record.with_name(f"{record.name}.wal") if out.kills // 2 % 2 else None
        victim, through = _run(_command(source, record, jobs), moment, rng, watched)
        if victim is not None:
            out.kills += 1
            out.victims[victim] += 1
            out.kept.append(_held(record))


def _link(record: Path, kills: int, rng: random.Random, out: Outcome) -> None:
    """Link a record to its end, over up to two kills: linking is done whole or not at all and begins anew."""
    for _ in range(LINKINGS):
        if out.kills == kills:
            break
        victim, through = _run(_linking(record), rng.uniform(0.0, out.linking_seconds), rng)
        if through:
            return
        out.kills += 1
        out.linking_kills += 1
        out.victims[victim or "first"] += 1
        out.linked += _links(record)
    _run(_linking(record), None, rng)


def _command(source: Path, record: Path, jobs: int) -> list[str]:
    return [*TOOL, "code", str(source), "-o", str(record), "--jobs", str(jobs), "--quiet"]


def _linking(record: Path) -> list[str]:
    return [*TOOL, "link", str(record)]


def _run(
    command: list[str], moment: float | None, rng: random.Random, watched: Path | None = None
) -> tuple[str | None, bool]:
    """Run the command, and kill it at a moment (seconds after its start, or after it has stored in the
    file that is watched): who was killed, if anybody, and whether it came through all the same, as it
    does where one worker of several is killed. Raises RuntimeError if it failed by itself."""
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    victim = None
    if watched is not None and moment is not None:
        _await(process, watched)
        moment /= 2
    try:
        _, said = process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        workers = _children(process.pid)
        victim = rng.choice(VICTIMS) if workers else "first"
        if victim == "group":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            os.kill(rng.choice(workers) if victim == "worker" else process.pid, signal.SIGKILL)
        _, said = process.communicate()
    expected = victim is not None and (process.returncode == -signal.SIGKILL or b"before it had begun" in said)
    if process.returncode != 0 and not expected:
        raise RuntimeError(f"status {process.returncode}: {said.decode()}")
    return victim, process.returncode == 0


def _await(process: subprocess.Popen[bytes], watched: Path) -> None:
    began = time.time()
    while process.poll() is None:
        if watched.exists() and watched.stat().st_mtime > began and watched.stat().st_size > STORED:
            return
        time.sleep(0.02)


def _children(pid: int) -> list[int]:
    """The worker processes of a run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue  # it is gone already
        if parent == pid and b"spawn_main" in words:
            found.append(int(folder.name))
    return found


def exported(record: Path) -> bytes:
    """The whole record as JSON Lines."""
    return subprocess.run([*TOOL, "export", str(record)], check=True, capture_output=True).stdout


def _held(record: Path) -> int:
    from dragoman.errors import RecordError
    from dragoman.record.query import open_record

    try:
        with open_record(record) as opened:
            return opened.counts()["document"]
    except RecordError:
        return 0  # killed before the record was made


def _links(record: Path) -> bool:
    """Whether a document of a record has links."""
    import duckdb

    with duckdb.connect(str(record), read_only=True) as opened:
        return opened.execute("SELECT count(story) FROM document").fetchone() != (0,)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--repeat", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        source = given.data or Path(name) / "corpus.jsonl"
        if given.data is None:
            corpus(source, given.repeat)
        found = trial(source, Path(name), given.kills, random.Random(given.seed))
    who = ", ".join(f"{n} of {victim}" for victim, n in sorted(found.victims.items()))
    print(f"{found.documents} documents; undisturbed {found.coding_seconds:.1f} and {found.linking_seconds:.1f} s")
    print(f"{found.kills - found.linking_kills} kills of coding, {sum(n > 0 for n in found.kept)} with a part stored")
    print(f"{found.linking_kills} kills of linking, {found.linked} with a part stored")
    print(f"{found.kills} kills ({who}), {found.records} records finished, {found.identical} identical")
    if given.json:
        print(json.dumps(vars(found)))
    return 0 if found.identical == found.records else 1


if __name__ == "__main__":
    sys.exit(main())
