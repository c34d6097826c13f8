"""How quickly the pages of a record come, with many readers at once, and what the server takes of memory.

    .venv/bin/python benchmarks/scale.py record --events 1000000 -o million.duckdb
    .venv/bin/python benchmarks/pages.py million.duckdb --readers 20 --seconds 30

Each reader asks for one page after the other, of all kinds in turn and of things drawn at random, and reads it for
`--reading` seconds before the next (0: a machine, no person). Prints for each kind of page how many were asked,
the median and the 95th percentile in milliseconds; and the most memory that the server had, what a page cost it of
the processor, and how many cores other work took meanwhile: where those are not near 0, times tell little.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from dragoman.record.query import Record, open_record
from dragoman.record.tallies import Question, Scope, actor_counts, dyad_counts

#: Things of each kind that are drawn for the addresses.
DRAWN = 300
WORDS = ("peace", "sanctions", "border", "ceasefire talks", "minister", "troop", "the presid", "said", '"last week"')
QUESTIONS = (
    "statements by China on Ukraine since March 2022",
    "who threatened whom in 2024",
    "Russian attacks on Ukraine",
    "India's position on the war",
)


def addresses(path: Path, seed: int) -> dict[str, list[str]]:
    """Addresses by kind of page."""
    chance = random.Random(seed)
    with open_record(path) as record:
        actors = [a.code for a in record.ask(actor_counts(Scope(), 60))]
        dyads = [f"{d.one}-{d.other}" for d in record.ask(dyad_counts(Scope(), DRAWN))]
        ids = _some(record, "event", "id, doc", chance)
        episodes = _some(record, "episode", "id", chance)
        issues = _some(record, "position", "issue_id", chance)
    return {
        "overview": ["/"],
        "actors": ["/actors"],
        "actor": [f"/actor/{code}" for code in actors],
        "dyads": ["/dyads"],
        "dyad": [f"/dyad/{dyad}" for dyad in dyads],
        "issues": ["/issues"],
        "issue": [f"/issue?id={quote(issue)}" for (issue,) in issues],
        "episodes": ["/episodes", *(f"/episodes?actor={code}" for code in actors[:20])],
        "episode": [f"/episode/{episode}" for (episode,) in episodes],
        "events": ["/events", *(f"/events?actor={code}&since=20{n:02}" for n, code in enumerate(actors[:20]))],
        "event": [f"/event/{event}" for event, _ in ids],
        "statements": ["/statements", *(f"/statements?speaker={code}" for code in actors[:20])],
        "positions": ["/positions", *(f"/positions?actor={code}" for code in actors[:20])],
        "documents": ["/documents"],
        "document": [f"/document?doc={quote(doc)}" for _, doc in ids],
        "problems": ["/problems"],
        "map": ["/map"],
        "network": ["/network"],
        "audit": ["/audit"],
        "search": [f"/search?q={quote(word)}" for word in WORDS],
        "ask": [f"/ask?q={quote(question)}" for question in QUESTIONS],
    }


def _some(record: Record, table: str, columns: str, chance: random.Random) -> list[tuple[str, ...]]:
    sql = f"SELECT DISTINCT {columns} FROM {table} USING SAMPLE {DRAWN} ROWS (reservoir, {chance.randrange(10**6)})"
    return list(record.ask(Question(sql, (), tuple)))


def memory(pid: int) -> float:
    """Resident memory of a process at its highest, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def spent(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def busy() -> float:
    """Seconds that all processors of the machine were busy."""
    user, nice, system, _, _, *rest = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9])
    return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")


def read_on(
    port: int, turns: Iterator[tuple[str, str]], until: float, reading: float, note: Callable[..., None]
) -> None:
    """One reader until the time is over."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        kind, address = next(turns)
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Host": f"127.0.0.1:{port}", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        note(kind, time.perf_counter() - begun, answer.status, address)
        time.sleep(reading)


def turns(pages: dict[str, list[str]], seed: int) -> Iterator[tuple[str, str]]:
    chance = random.Random(seed)
    while True:
        kinds = list(pages)
        chance.shuffle(kinds)
        for kind in kinds:
            if pages[kind]:
                yield kind, chance.choice(pages[kind])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--reading", type=float, default=1.0)
    parser.add_argument("--after", type=float, default=0.0, help="seconds that the server has been up")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    pages = addresses(options.record, options.seed)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "dragoman.cli", "serve", str(options.record), "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        begun = time.monotonic()
        while "is at" not in (line := server.stdout.readline() if server.stdout else ""):
            if not line:
                raise SystemExit("the server did not start")
        ready = time.monotonic() - begun
        taken: dict[str, list[float]] = defaultdict(list)
        wrong: list[str] = []
        lock = threading.Lock()

        def note(kind: str, seconds: float, status: int, address: str) -> None:
            with lock:
                taken[kind].append(seconds)
                if status != 200:
                    wrong.append(f"{status} {address}")

        time.sleep(options.after)
        before = spent(server.pid), busy(), time.monotonic(), time.process_time()
        until = time.monotonic() + options.seconds
        readers = [
            threading.Thread(target=read_on, args=(port, turns(pages, n), until, options.reading, note))
            for n in range(options.readers)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        peak = memory(server.pid)
        used, all_used, passed, own = (
            now - then
            for now, then in zip(
                (spent(server.pid), busy(), time.monotonic(), time.process_time()), before, strict=True
            )
        )
        pages_read = max(1, sum(map(len, taken.values())))
        load = {
            "cpu_ms_a_page": round(1000 * used / pages_read, 1),
            "pages_a_second": round(pages_read / passed, 1),
            "cores_of_others": round((all_used - used - own) / passed, 2),
        }
    finally:
        server.terminate()
    report(taken, wrong, {**load, "peak_mb": round(peak), "ready_s": round(ready, 1)}, options)


def report(
    taken: dict[str, list[float]], wrong: list[str], load: dict[str, float], options: argparse.Namespace
) -> None:
    rows = []
    for kind, seconds in sorted(taken.items()):
        ordered = sorted(seconds)
        p50, p95 = (1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95))
        rows.append({"page": kind, "n": len(ordered), "p50_ms": round(p50), "p95_ms": round(p95)})
    about = {"readers": options.readers, "reading_s": options.reading, **load}
    if options.json:
        print(json.dumps({**about, "pages": rows, "wrong": wrong[:20]}))
        return
    print(
        f"{options.readers} readers, {options.reading:g} s each page, ready after {load['ready_s']:.1f} s, at most "
        f"{load['peak_mb']:.0f} MB; {load['pages_a_second']:.1f} pages a second, {load['cpu_ms_a_page']:.0f} ms of the "
        f"processor each; other work had {load['cores_of_others']:.2f} cores"
    )
    for row in rows:
        print(f"{row['page']:<12}{row['n']:>6}{row['p50_ms']:>8} ms{row['p95_ms']:>8} ms at 95 %")
    if wrong:
        print(f"{len(wrong)} answers were not 200: {', '.join(wrong[:5])}")


if __name__ == "__main__":
    main()
