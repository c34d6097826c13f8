#!/usr/bin/env python3
"""What coding, linking and reading cost as the number of documents and events grows.

usage: scale.py corpus --documents N -o FILE.jsonl [--truth FILE.jsonl]
       scale.py record --events N -o FILE.duckdb [--link]
       scale.py measure [--documents N …] [--events N …] [--json] [--keep FOLDER]
       scale.py read RECORD [--json]
       scale.py link RECORD [--partitions N] [--jobs N] [--json]
       scale.py memory --documents 10000 100000 [--keep FOLDER] [--json]

Corpora are made by `recombined.py` and coded by `dragoman code`; records are made by `made_records.py`
and stored as coding stores them. Every step is a process of its own, and its time is that of the
processor (user and system), so that what else the machine does matters little. Linking is done on a
copy of a record. Reading is measured in one process, each question asked several times after once
(medians), and as commands from start to end. `memory` codes as many articles as the largest number says, in one
process, and tells the highest memory that it had by then at each of the numbers and at ten more between.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DRAGOMAN = [sys.executable, "-m", "dragoman.cli"]
ASKED = 7


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor and of the clock, and the peak of memory in MB, of a process."""

    cpu_s: float
    wall_s: float
    memory_mb: float


def run(command: list[str]) -> Cost:
    """Run a command to its end. Raises CalledProcessError."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    return Cost(round(used.ru_utime + used.ru_stime, 2), round(wall, 2), round(used.ru_maxrss / 1024, 1))


def write_corpus(number: int, path: Path, truth: Path | None = None) -> None:
    """A JSONL file of so many articles, and one of their stories and origins."""
    from recombined import articles

    with path.open("w", encoding="utf-8") as out, (truth or Path(os.devnull)).open("w", encoding="utf-8") as told:
        for made in articles(number):
            out.write(json.dumps(made.row, ensure_ascii=False) + "\n")
            told.write(json.dumps({"id": made.row["id"], "story": made.story, "origin": made.origin}) + "\n")


def write_record(events: int, path: Path) -> int:
    """A record with about so many events; how many it has."""
    from made_records import articles, write

    return write(path, articles(events))


def coding(number: int, folder: Path) -> dict[str, Any]:
    """What coding a corpus costs on one core."""
    corpus, record = folder / f"corpus{number}.jsonl", folder / f"coded{number}.duckdb"
    write_corpus(number, corpus)
    cost = run([*DRAGOMAN, "code", str(corpus), "-o", str(record), "--quiet"])
    return {"documents": number, **asdict(cost), "cpu_ms_per_document": round(1000 * cost.cpu_s / number, 2)} | sizes(
        record
    )


def sizes(record: Path) -> dict[str, Any]:
    """How many rows a record has and how large it is."""
    from dragoman.record.query import open_record

    with open_record(record) as opened:
        counts = opened.counts()
    size = record.stat().st_size
    return {
        "events": counts["event"],
        "coded_documents": counts["document"],
        "record_mb": round(size / 1e6, 1),
        "bytes_per_event": round(size / max(1, counts["event"])),
    }


def memory(numbers: list[int], folder: Path) -> list[dict[str, int]]:
    """The peak of memory (MB) of a process that codes, at so many articles; said as it grows."""
    from dragoman.memory import uncollected

    # As the command does it.
    with uncollected():
        from dragoman.documents.options import ReadOptions
        from dragoman.run.local import Progress, code_paths
        from dragoman.settings import Settings

    most = max(numbers)
    corpus, record = folder / f"corpus{most}.jsonl", folder / f"grown{most}.duckdb"
    # In a process of its own, since making it wants memory too.
    run([sys.executable, __file__, "corpus", "--documents", str(most), "-o", str(corpus)])
    record.unlink(missing_ok=True)
    steps = sorted({*numbers, *(most * n // 10 for n in range(1, 11))})
    found: list[dict[str, int]] = []

    def report(done: Progress) -> None:
        if len(found) < len(steps) and done.coded >= steps[len(found)]:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            found.append({"documents": done.coded, "memory_mb": peak, "cpu_s": round(time.process_time())})
            print(json.dumps(found[-1]), file=sys.stderr, flush=True)

    code_paths((str(corpus),), record, Settings(), ReadOptions(), report=report)
    return found


def linking(record: Path, *options: str) -> dict[str, Any]:
    """What linking a record costs; the record stays as it is."""
    with tempfile.TemporaryDirectory(dir=record.parent) as folder:
        copy = Path(folder) / "linked.duckdb"
        shutil.copy(record, copy)
        cost = run([*DRAGOMAN, "link", str(copy), *options])
        again = sizes(copy)
    return {**sizes(record), **asdict(cost), "linked_mb": again["record_mb"]}


def questions(record: Path) -> Iterator[tuple[str, Callable[[Any], object]]]:
    """What a reader asks: the busiest dyad, a middling one, filters, single documents and events, overviews."""
    from dragoman.record.filters import EventFilter, PositionFilter
    from dragoman.record.query import open_record
    from dragoman.record.series import SeriesFilter
    from dragoman.record.tallies import Scope, actor_counts, dyad_counts, outlet_counts, quad_counts, type_counts

    with open_record(record) as opened:
        dyads = [(d.one, d.other) for d in opened.ask(dyad_counts(Scope(), 10_000))]
        busiest, middle = dyads[0], dyads[len(dyads) // 2]
        found = next(iter(opened.events(EventFilter(actor=middle[:1]), 1)))
        actor = found.value.actor[0].identifier_text or ""
    event, doc = found.value.id, found.doc
    filters = {
        "one actor": EventFilter(actor=busiest[:1]),
        "two sides and a type": EventFilter(actor=middle[:1], recipient=middle[1:], type=("ACCUSE",)),
        "words of a name": EventFilter(actor=(actor.split()[-1],)),
        "one month": EventFilter(since=(found.value.date or "2020")[:7], until=(found.value.date or "2020")[:7]),
        "nothing": EventFilter(),
    }
    yield "series, busiest dyad", lambda r: r.series(SeriesFilter(busiest))
    yield "series, middling dyad", lambda r: r.series(SeriesFilter(middle))
    for name, wanted in filters.items():
        yield f"50 events by {name}", lambda r, w=wanted: list(r.events(w, 50))
        yield f"count of events by {name}", lambda r, w=wanted: r.number_of_events(w)
    yield "all events by two sides and a type", lambda r: list(r.events(filters["two sides and a type"]))
    yield "event by id", lambda r: r.event(event[:8])
    yield "document with all that is coded", lambda r: r.coded(doc)
    yield "statements of a document", lambda r: list(r.statements(doc))
    yield "50 positions of an actor", lambda r: list(r.positions(PositionFilter(actor=busiest[:1]), 50))
    yield "months by quad", lambda r: r.ask(quad_counts(Scope()))
    yield "months by quad, one dyad", lambda r: r.ask(quad_counts(Scope(dyad=busiest)))
    yield "types", lambda r: r.ask(type_counts(Scope()))
    yield "20 dyads", lambda r: r.ask(dyad_counts(Scope(), 20))
    yield "20 actors", lambda r: r.ask(actor_counts(Scope(), 20))
    yield "outlets", lambda r: r.ask(outlet_counts(20))


def reading(record: Path) -> dict[str, Any]:
    """Milliseconds of each question, of the processor and of the clock, and of commands from start to end."""
    from dragoman.record.query import open_record
    from dragoman.record.tallies import Scope, dyad_counts

    out: dict[str, Any] = {}
    asked = list(questions(record))
    with open_record(record) as opened:
        for name, question in asked:
            question(opened)
            took: list[tuple[float, float]] = []
            for _ in range(ASKED):
                cpu, wall = time.process_time(), time.perf_counter()
                question(opened)
                took.append((time.process_time() - cpu, time.perf_counter() - wall))
            out[name] = [round(1000 * statistics.median(t[n] for t in took), 1) for n in (0, 1)]
        busiest = opened.ask(dyad_counts(Scope(), 1))[0]
    sides = ["--actor", busiest.one, "--recipient", busiest.other, "--limit", "50"]
    for name, command in (
        ("dragoman series --dyad", ["series", str(record), "--dyad", f"{busiest.one}-{busiest.other}"]),
        ("dragoman show --actor --recipient --limit 50", ["show", str(record), *sides]),
    ):
        costs = [run([*DRAGOMAN, *command]) for _ in range(3)]
        out[name] = [round(1000 * statistics.median(getattr(c, part) for c in costs)) for part in ("cpu_s", "wall_s")]
    return {**sizes(record), "milliseconds": out}


def measured(documents: list[int], events: list[int], folder: Path) -> dict[str, Any]:
    """Everything, against the numbers of documents and events."""
    result: dict[str, Any] = {"coding": [coding(n, folder) for n in documents], "linking": [], "reading": []}
    for number in events:
        record = folder / f"made{number}.duckdb"
        if not record.exists():
            write_record(number, record)
        result["linking"].append(linking(record))
        result["reading"].append(reading(record))
    return result


def show(result: dict[str, Any]) -> None:
    """Print tables."""
    for part in ("coding", "linking", "memory"):
        rows = result.get(part, [])
        if rows:
            print(part)
            print("".join(f"{name:>21}" for name in rows[0]))
            for row in rows:
                print("".join(f"{value:>21,}" for value in row.values()))
    for row in result.get("reading", []):
        print(f"reading {row['events']:,} events, ms of the processor and of the clock")
        for name, (cpu, wall) in row["milliseconds"].items():
            print(f"  {name:<50}{cpu:>9.1f}{wall:>9.1f}")


def main() -> None:
    """Make or measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=["corpus", "record", "measure", "read", "link", "memory"])
    parser.add_argument("record", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, nargs="*", default=[])
    parser.add_argument("--events", type=int, nargs="*", default=[])
    parser.add_argument("-o", "--out", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--link", action="store_true", help="Link the record that is made.")
    parser.add_argument("--keep", type=Path, help="Folder for what is made, which then stays.")
    parser.add_argument("--partitions", type=int, help="Link by so many partitions.")
    parser.add_argument("--jobs", type=int, help="Compare so many partitions at once.")
    parser.add_argument("--json", action="store_true", help="One JSON object.")
    given = parser.parse_args()
    if given.task in ("corpus", "record") and (given.out is None or not (given.documents or given.events)):
        parser.error(f"{given.task} wants a number and --out")
    if given.task == "memory" and not given.documents:
        parser.error("memory wants --documents")
    if given.task in ("read", "link") and given.record is None:
        parser.error(f"{given.task} wants a record")
    result = task(given)
    if given.json:
        print(json.dumps(result))
    else:
        show(result)


def task(given: argparse.Namespace) -> dict[str, Any]:
    """Do what was asked for."""
    if given.task == "corpus":
        write_corpus(given.documents[0], given.out, given.truth)
        return {"documents": given.documents[0]}
    if given.task == "record":
        given.out.unlink(missing_ok=True)
        write_record(given.events[0], given.out)
        if given.link:
            run([*DRAGOMAN, "link", str(given.out)])
        return sizes(given.out)
    if given.task == "read":
        return {"reading": [reading(given.record)]}
    if given.task == "link":
        options = {"--partitions": given.partitions, "--jobs": given.jobs}
        words = (word for name, value in options.items() if value for word in (name, str(value)))
        return {"linking": [linking(given.record, *words)]}
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
        return grown(given, given.keep)
    with tempfile.TemporaryDirectory() as folder:
        return grown(given, Path(folder))


def grown(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """What is measured against numbers of documents and events, with what is made for it in the folder."""
    if given.task == "memory":
        return {"memory": memory(given.documents, folder)}
    return measured(given.documents, given.events, folder)


if __name__ == "__main__":
    main()
