"""What it costs to finish a record: the tables of `record/ready.py`, made anew as linking makes them.

    .venv/bin/python benchmarks/ready.py million.duckdb

Prints for each table its rows and the seconds of the processor and of the clock that it took, and what all of them add
to the file. The record is left linked as it was; one of the last schema is brought up to date.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

from dragoman.record import ready
from dragoman.record.connection import connect
from dragoman.record.upgrade import upgrade


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    record = parser.parse_args().record
    upgrade(record)
    with connect(record, read_only=False) as base:
        base.execute("BEGIN TRANSACTION")
        if base.execute(ready.FINISHED).fetchone():
            for statement in ready.unfinished():
                base.execute(statement)
        base.execute("COMMIT")
        base.execute("CHECKPOINT")
        before = _used(base)
        base.execute("BEGIN TRANSACTION")
        for statement in ready.finished():
            begun, spent = time.perf_counter(), time.process_time()
            base.execute(statement)
            if statement.startswith("CREATE TABLE"):
                name = statement.split()[2]
                (rows,) = base.execute(f"SELECT count(*) FROM {name}").fetchone() or (0,)
                print(
                    f"{name:<14}{rows:>10}{time.process_time() - spent:>8.1f} s of the processor"
                    f"{time.perf_counter() - begun:>8.1f} s"
                )
        base.execute("COMMIT")
        base.execute("CHECKPOINT")
        print(f"{(_used(base) - before) / 1e6:.0f} MB more in a file of {before / 1e6:.0f} MB")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory at most")


def _used(base: object) -> int:
    """Bytes of the blocks that hold something."""
    size, used = base.execute("SELECT block_size, used_blocks FROM pragma_database_size()").fetchone()  # type: ignore[attr-defined]
    return int(size) * int(used)


if __name__ == "__main__":
    main()
