"""A shard of a cluster's work: done once, found again, and told from what killed its worker. No Ray is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman import read_text
from dragoman.errors import RecordError
from dragoman.model import Coded, Document, Problem
from dragoman.record.query import open_record
from dragoman.record.schema import Run
from dragoman.run.depot import Attempt, Depot, Finished
from dragoman.run.gather import gather
from dragoman.run.shards import Item, Task, finish, name_of

pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'dragoman[cluster]'")

TASK = Task(Run("1", "tables", "parser"), "first")
ITEMS: tuple[Item, ...] = (
    *(read_text(f"The ministry said so {n} times.", name=f"d{n}") for n in range(4)),
    Problem("bad.txt", "documents", "not-text", "binary data, not text"),
)


def coding(batch: Sequence[Document]) -> Iterator[Coded]:
    return (Coded(document) for document in batch)


def never(batch: Sequence[Document]) -> Iterator[Coded]:
    raise AssertionError(f"coded again: {[d.doc for d in batch]}")


@pytest.fixture
def depot(tmp_path: Path) -> Depot:
    return Depot(str(tmp_path / "shards"))


def test_a_shard_is_coded_once(depot: Depot) -> None:
    done, known = finish(ITEMS, depot, TASK, lambda: coding)
    assert (known, done.rows["document"], done.rows["problem"], done.died) == (False, 4, 1, 0)
    assert finish(ITEMS, depot, replace(TASK, session="second"), lambda: never) == (done, True)
    assert depot.attempt(done.name) is None
    other = (read_text("Another text.", name="d0"), *ITEMS[1:])
    assert name_of(other, TASK.run) != done.name
    assert name_of(ITEMS, replace(TASK.run, version="2")) != done.name


def test_the_worker_that_follows_a_dead_one_finds_out_who_kills(depot: Depot) -> None:
    name = name_of(ITEMS, TASK.run)
    seen: list[list[str]] = []

    def watching(batch: Sequence[Document]) -> Iterator[Coded]:
        seen.append([d.doc for d in batch])
        if [d.doc for d in batch] == ["d2"]:
            raise KeyboardInterrupt  # as near to a killed process as a test can come
        return coding(batch)

    depot.begin(name, Attempt(TASK.session))
    with pytest.raises(KeyboardInterrupt):
        finish(ITEMS, depot, TASK, lambda: watching)
    assert seen == [["d0"], ["d1"], ["d2"]]
    assert depot.attempt(name) == Attempt(TASK.session, "d2")
    done, _ = finish(ITEMS, depot, TASK, lambda: watching)
    assert (done.died, done.rows["document"], done.rows["problem"]) == (1, 3, 2)
    assert finish(ITEMS, depot, TASK, lambda: never) == (done, False), "the same run does not try again, and did it"
    again, known = finish(ITEMS, depot, replace(TASK, session="second"), lambda: coding)
    assert (known, again.died, again.rows["document"]) == (False, 0, 4), "the next one does"


def test_what_an_earlier_run_left_behind_says_nothing(depot: Depot) -> None:
    depot.begin(name_of(ITEMS, TASK.run), Attempt("another", "d1"))
    assert finish(ITEMS, depot, TASK, lambda: coding)[0].rows["document"] == 4


def test_gathering_replaces_what_changed_and_keeps_the_rest(depot: Depot, tmp_path: Path) -> None:
    out = tmp_path / "r.duckdb"

    def coded(items: Sequence[Item]) -> tuple[int, int]:
        depot.close(TASK.run, [finish(items, depot, TASK, lambda: coding)[0]])
        done = gather([depot.url], out)
        return done.coded, done.unchanged

    assert coded(ITEMS) == (4, 0)
    changed = (read_text("It was withdrawn.", name="d0"), *ITEMS[1:])
    assert coded(changed) == (1, 3)
    with open_record(out) as record:
        assert record.document("d0").text == "It was withdrawn."
        assert [found.value.code for found in record.problems()] == ["not-text"]


def test_missing_rows_are_no_record(depot: Depot, tmp_path: Path) -> None:
    done, _ = finish(ITEMS, depot, TASK, lambda: coding)
    with pytest.raises(RecordError, match="no finished shards"):
        gather([depot.url], tmp_path / "r.duckdb")
    depot.close(TASK.run, [Finished(done.name, done.session, {**done.rows, "document": 5})])
    with pytest.raises(RecordError, match="has 4 rows and not 5"):
        gather([depot.url], tmp_path / "r.duckdb")
    (Path(depot.url) / "document" / f"{done.name}.parquet").unlink()
    with pytest.raises(RecordError):
        gather([depot.url], tmp_path / "r.duckdb")


def test_a_place_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(RecordError):
        Depot(str(tmp_path / "file" / "shards")).open()


def test_any_file_system_will_do() -> None:
    there = Depot("memory://shards/of/a/test")
    done, known = finish(ITEMS, there, TASK, lambda: coding)
    there.close(TASK.run, [done])
    assert not known
    assert there.rows(*there.opened()[1][0]).keys() == {"document", "problem"}
