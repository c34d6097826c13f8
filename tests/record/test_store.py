"""Writing: whole shards or nothing, documents replaced, and a clear line for whatever is in the way."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from record_builders import RUN, document, event, full

from dragoman.errors import RecordError
from dragoman.identity import coding_id
from dragoman.model import Coded, Problem
from dragoman.record import store as store_module
from dragoman.record.connection import explained
from dragoman.record.query import open_record
from dragoman.record.schema import KINDS, SCHEMA_VERSION, Run
from dragoman.record.store import CodedDocument, Link, Shard, open_links, open_store

NONE_ACROSS = {"episode": 0, "judgement": 0}


def shard(*coded: Coded, run: Run = RUN, problems: tuple[Problem, ...] = ()) -> Shard:
    return Shard(coded, {c.document.doc: coding_id(c.document, run.id) for c in coded}, problems)


def save(path: Path, *coded: Coded, run: Run = RUN, problems: tuple[Problem, ...] = ()) -> None:
    with open_store(path, run) as store:
        store.write(shard(*coded, run=run, problems=problems))


def counts(path: Path) -> dict[str, int]:
    with open_record(path) as record:
        return record.counts()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


def test_all_kinds_are_stored_and_come_back(path: Path) -> None:
    coded = full("a.txt")
    save(path, coded)
    with open_record(path) as record:
        assert record.document("a.txt") == coded.document
        assert record.segments("a.txt") == coded.segments
        assert record.timexes("a.txt") == coded.timexes
        assert [found.value for found in record.events()] == list(coded.events)
        assert [found.value for found in record.statements("a.txt")] == list(coded.statements)
        assert [found.value for found in record.problems()] == list(coded.problems)
        assert record.counts() == NONE_ACROSS | {kind.name: 1 for kind in KINDS}


def test_text_is_kept_verbatim(path: Path) -> None:
    text = "tab\t nul\x00 line\r\nend \u2028 – 'quoted' \"twice\" \\ 😀 \ufeff"
    save(path, Coded(document("a.txt", text)))
    with open_record(path) as record:
        assert record.document("a.txt").text == text


def test_coding_a_document_again_replaces_all_its_rows(path: Path) -> None:
    save(path, full("a.txt"), full("b.txt"))
    save(path, Coded(document("a.txt", "Nothing happened.")))
    assert counts(path) == NONE_ACROSS | {kind.name: 2 if kind.name == "document" else 1 for kind in KINDS}


def test_the_later_of_one_name_stands(path: Path) -> None:
    with open_store(path, RUN) as store:
        store.write(shard(full("a.txt"), Coded(document("a.txt", "Second."))))
        store.write(shard(Coded(document("a.txt", "Third."))))
    with open_record(path) as record:
        assert [d.text for d in record.documents()] == ["Third."]
        assert record.counts()["event"] == 0


def test_unchanged_documents_are_known(path: Path) -> None:
    a, b = full("a.txt"), full("b.txt")
    save(path, a, b)
    with open_store(path, RUN) as store:
        names = shard(a, b).codings
        assert store.unchanged(names) == {"a.txt", "b.txt"}
        assert list(store.coded()) == [CodedDocument(d, a.document.doc_id, names[d]) for d in ("a.txt", "b.txt")]
        changed = document("a.txt", published="2024-05-08")
        new = document("c.txt")
        assert store.unchanged({d.doc: coding_id(d, RUN.id) for d in (changed, new, b.document)}) == {"b.txt"}
        assert store.unchanged({}) == frozenset()


def test_another_configuration_leaves_nothing_unchanged(path: Path) -> None:
    save(path, full("a.txt"))
    newer = Run("0.2.0", RUN.resources, RUN.parser, RUN.settings)
    with open_store(path, newer) as store:
        assert store.unchanged(shard(full("a.txt"), run=newer).codings) == frozenset()


def test_runs_that_made_nothing_that_stands_are_forgotten(path: Path) -> None:
    newer = Run("0.2.0", RUN.resources, RUN.parser, RUN.settings)
    save(path, full("a.txt"), full("b.txt"))
    save(path, full("a.txt"), run=newer)
    with open_record(path) as record:
        assert {found.run.version: found.counts["event"] for found in record.runs()} == {"0.1.0": 1, "0.2.0": 1}
    save(path, full("b.txt"), run=newer)
    with open_record(path) as record:
        assert [(found.run, found.counts["document"]) for found in record.runs()] == [(newer, 2)]


def linked(path: Path) -> dict[str, tuple[str | None, str | None, float | None]]:
    with open_record(path) as record:
        return {x["doc"]: (x["story"], x["duplicate_of"], x["overlap"]) for x in record.lines({"document"})}


def test_links_are_written_together_and_only_where_they_are_new(path: Path) -> None:
    save(path, full("a.txt"), full("b.txt"), full("c.txt"))
    links = [Link("a.txt", "s1"), Link("b.txt", "s1", "a.txt", 0.8125), Link("c.txt", "s2")]
    with open_links(path) as store:
        assert (store.link(links), store.link(links)) == (3, 0)
    wanted = {"a.txt": ("s1", None, None), "b.txt": ("s1", "a.txt", 0.8125), "c.txt": ("s2", None, None)}
    assert linked(path) == wanted
    with open_record(path) as record:
        assert [found.run for found in record.runs()] == [RUN]
    with open_links(path) as store:
        assert store.link([*links[:2], Link("elsewhere.txt", "s3")]) == 1
    assert linked(path) == {**wanted, "c.txt": (None, None, None)}


def test_a_document_that_is_coded_again_forgets_its_links(path: Path) -> None:
    save(path, full("a.txt"), full("b.txt"))
    with open_links(path) as store:
        store.link([Link("a.txt", "s1"), Link("b.txt", "s1", "a.txt", 1.0)])
    save(path, full("b.txt"))
    assert linked(path) == {"a.txt": ("s1", None, None), "b.txt": (None, None, None)}


def test_links_are_all_or_nothing(path: Path) -> None:
    save(path, full("a.txt"))
    with open_links(path) as store, pytest.raises(RecordError):
        store.link([Link("a.txt", "s1"), Link("b.txt", "s1", "a.txt", "much")])  # type: ignore[arg-type]
    assert linked(path) == {"a.txt": (None, None, None)}


def test_links_want_a_record(path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        open_links(path)
    assert not path.exists()
    path.write_bytes(b"no record")
    with pytest.raises(RecordError, match="not a dragoman record"):
        open_links(path)


def unread(doc: str, message: str) -> Problem:
    return Problem(doc, "read", "bad-line", message)


def test_problems_of_one_file_gather_within_a_run_and_are_renewed_by_the_next(path: Path) -> None:
    for _ in range(2):
        with open_store(path, RUN) as store:
            store.write(Shard(problems=(unread("x.jsonl", "line 3"),)))
            store.write(Shard(problems=(unread("x.jsonl", "line 9"),)))
    with open_record(path) as record:
        assert [found.value.message for found in record.problems("x.jsonl")] == ["line 3", "line 9"]


def test_a_document_that_can_no_longer_be_read_keeps_its_coding(path: Path) -> None:
    save(path, full("a.txt"))
    save(path, problems=(unread("a.txt", "broken gzip"),))
    assert counts(path)["event"] == 1
    save(path, Coded(document("a.txt", "Readable again.")))
    assert counts(path)["problem"] == 0


def test_problems_of_reading_and_coding_one_document_stand_together(path: Path) -> None:
    with open_store(path, RUN) as store:
        store.write(shard(full("a.txt"), problems=(unread("a.txt", "odd encoding"),)))
        store.write(shard(full("a.txt")))
    assert counts(path)["problem"] == 2


def test_a_shard_is_stored_whole_or_not_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(path, full("a.txt"))

    def interrupted(self: store_module.Store, kind: object, rows: list[str]) -> None:
        if getattr(kind, "name", "") == "statement":
            raise KeyboardInterrupt
        insert(self, kind, rows)  # type: ignore[arg-type]

    insert = store_module.Store._insert
    with monkeypatch.context() as patch, open_store(path, RUN) as store:
        patch.setattr(store_module.Store, "_insert", interrupted)
        changed = shard(Coded(document("a.txt", "Changed.")), full("b.txt"))
        with pytest.raises(KeyboardInterrupt):
            store.write(changed)
    assert counts(path) == NONE_ACROSS | {kind.name: 1 for kind in KINDS}
    save(path, full("b.txt"))
    assert counts(path)["event"] == 2


def test_what_was_stored_outlives_a_killed_process(path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from record_builders import *; from dragoman.record.store import *\n"
        "store = open_store(Path(sys.argv[1]), RUN); store.write(Shard((full('a.txt'),))); os._exit(9)"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run([sys.executable, "-c", script, str(path)], env=env, check=False)
    assert done.returncode == 9
    assert counts(path)["event"] == 1


def test_an_empty_shard_makes_an_empty_record(path: Path) -> None:
    save(path)
    assert set(counts(path).values()) == {0}


def wrong_file(kind: str, path: Path) -> None:
    if kind == "text":
        path.write_text("Not a record at all. " * 400, encoding="utf-8")
    elif kind == "empty":
        path.touch()
    elif kind == "folder":
        path.mkdir()
    elif kind == "other database":
        with duckdb.connect(str(path)) as other:
            other.execute("CREATE TABLE savings (owner VARCHAR)")


@pytest.mark.parametrize("kind", ["text", "empty", "folder", "other database"])
def test_what_is_no_record_is_refused_and_left_alone(path: Path, kind: str) -> None:
    wrong_file(kind, path)
    before = path.read_bytes() if path.is_file() else b""
    for opened in (lambda: open_store(path, RUN), lambda: open_record(path)):
        with pytest.raises(RecordError, match=r"news\.duckdb: (not a dragoman|a folder, not a) record") as caught:
            opened()
        assert "\n" not in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_missing_record_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        open_record(tmp_path / "none.duckdb")
    with pytest.raises(RecordError, match="no such folder"):
        open_store(tmp_path / "nowhere" / "new.duckdb", RUN)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("version", "advice"), [(SCHEMA_VERSION + 1, "newer dragoman"), (0, "new record")])
def test_another_schema_version_is_refused(path: Path, version: int, advice: str) -> None:
    save(path, full("a.txt"))
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE dragoman SET schema_version = ?, made_by = '9.0'", [version])
    for opened in (lambda: open_store(path, RUN), lambda: open_record(path)):
        with pytest.raises(RecordError, match=f"made by dragoman 9.0 with schema {version}.*{advice}"):
            opened()


def hold(path: Path, ready: multiprocessing.synchronize.Event, done: multiprocessing.synchronize.Event) -> None:
    with open_store(path, RUN):
        ready.set()
        done.wait(60)


def test_a_record_in_use_by_another_process_is_refused(path: Path) -> None:
    save(path, full("a.txt"))
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    holder = context.Process(target=hold, args=(path, ready, done))
    holder.start()
    try:
        assert ready.wait(60)
        for opened in (lambda: open_store(path, RUN), lambda: open_record(path)):
            with pytest.raises(RecordError, match="in use by another process"):
                opened()
    finally:
        done.set()
        holder.join(60)
    assert counts(path)["event"] == 1


def test_reading_and_writing_at_once_in_one_process_is_refused(path: Path) -> None:
    save(path, full("a.txt"))
    with open_record(path), pytest.raises(RecordError, match="this process has the record open already"):
        open_store(path, RUN)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 8 MB, where the system lets us mount one."""
    with tempfile.TemporaryDirectory() as name:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", name], check=False, capture_output=True
        )
        if mounted.returncode:
            pytest.skip("no right to mount a small file system here")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", name], check=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tmpfs is of Linux")
def test_a_full_disk_keeps_what_was_stored(small_disk: Path) -> None:
    path = small_disk / "news.duckdb"
    stored = 0

    def fill() -> None:
        nonlocal stored
        with open_store(path, RUN) as store:
            for number in range(400):
                text = os.urandom(32_000).hex()
                d = document(f"{number:03}.txt", text)
                store.write(shard(Coded(d, events=(event(d),))))
                stored += 1

    with pytest.raises(RecordError, match="no space left on the disk"):
        fill()
    assert stored
    with open_record(path) as record:
        assert record.counts()["event"] >= stored


def test_a_query_that_ctrl_c_ended_is_ctrl_c(tmp_path: Path) -> None:
    """DuckDB makes a plain RuntimeError of the signal."""
    with pytest.raises(KeyboardInterrupt), explained(tmp_path / "r.duckdb"):
        raise RuntimeError("Query interrupted")
    with pytest.raises(RuntimeError, match="a bug"), explained(tmp_path / "r.duckdb"):
        raise RuntimeError("a bug")


def test_a_shard_of_whole_books_is_stored(tmp_path: Path) -> None:
    books = tuple(Coded(document(f"book-{n}", f"{n} " + "All about Wexland. " * 40_000)) for n in range(40))
    with open_store(tmp_path / "r.duckdb", RUN) as store:
        store.write(Shard(books))
        store.write(Shard((Coded(document("note")),)))
    with open_record(tmp_path / "r.duckdb") as record:
        assert record.counts()["document"] == 41
