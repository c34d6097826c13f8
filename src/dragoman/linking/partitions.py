"""Pairs found partition by partition, each with the blocks of some keys and what is needed of their events.

A block is all that a pair needs to be found, so partitions can be compared one after another, side by side, or on
other machines. A pair that blocks of two partitions have is judged twice and alike; it counts once when they are put
together. What comes out is the table `judged` that `steps.judge_pairs` makes, row for row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from dragoman.linking.settings import LinkSettings
from dragoman.linking.steps import block_steps, pair_steps, run_steps

#: The files of a partition, and the one that is made of them.
NEEDED = ("mention", "telling", "side", "block")
JUDGED = "judged"
#: What compares a partition may have; what is more goes to disk beside it.
_MEMORY = "1GB"

#: Has `judge_partition` done for every folder; what it raises ends the linking.
Work = Callable[[Sequence[Path], LinkSettings], None]


def judge_by_partitions(
    connection: duckdb.DuckDBPyConnection, settings: LinkSettings, folder: Path, number: int, work: Work
) -> None:
    """Make the tables `mention` and `judged` of a record, with `number` partitions in the empty `folder`, which must
    be within reach of the connection."""
    run_steps(connection, block_steps(settings))
    parts = divide(connection, folder, number)
    work(parts, settings)
    files = ", ".join(_quoted(part / f"{JUDGED}.parquet") for part in parts)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE judged AS SELECT DISTINCT ON (a, b) * FROM read_parquet([{files}])"
    )


def divide(connection: duckdb.DuckDBPyConnection, folder: Path, number: int) -> list[Path]:
    """Write the blocks of a record as files of `number` partitions; their folders. What is alone in its block is
    left out."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE divided AS SELECT n, key, (hash(key) % {number})::INTEGER AS part FROM block "
        "QUALIFY count(*) OVER (PARTITION BY key) > 1"
    )
    parts = [folder / str(part) for part in range(number)]
    for part, path in enumerate(parts):
        path.mkdir()
        wanted = f"(SELECT n FROM divided WHERE part = {part})"
        for table in NEEDED:
            rows = f"SELECT * FROM {table} WHERE n IN {wanted}"
            if table == "block":
                rows = f"SELECT n, key FROM divided WHERE part = {part}"
            connection.execute(f"COPY ({rows}) TO {_quoted(path / f'{table}.parquet')} (FORMAT parquet)")
    connection.execute("DROP TABLE divided")
    return parts


def judge_partition(folder: Path, settings: LinkSettings) -> None:
    """Judge the pairs of a partition and write them beside what they were found in, whole or not at all."""
    with closing(duckdb.connect(":memory:", config={"threads": 1, "memory_limit": _MEMORY})) as connection:
        for table in NEEDED:
            file = _quoted(folder / f"{table}.parquet")
            connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM read_parquet({file})")
        run_steps(connection, pair_steps(settings))
        made = folder / f"{JUDGED}.part"
        connection.execute(f"COPY {JUDGED} TO {_quoted(made)} (FORMAT parquet)")
    made.replace(folder / f"{JUDGED}.parquet")


def _quoted(path: Path) -> str:
    text = str(path.absolute()).replace("'", "''")
    return f"'{text}'"
