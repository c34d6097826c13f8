"""Runs: what is stored when, that nothing coded is lost, and that the same input gives the same bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from dragoman.documents.options import ReadOptions
from dragoman.errors import RecordError
from dragoman.model import Coded, Document
from dragoman.record.query import open_record
from dragoman.record.store import Shard, Store
from dragoman.run import coders, local
from dragoman.run.choice import Choice
from dragoman.run.inputs import count_documents
from dragoman.run.interrupts import held
from dragoman.settings import Settings

Cli = Callable[..., Result]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Twenty documents in one file."""
    path = tmp_path / "rows.jsonl"
    lines = [{"id": f"d{n:02}", "text": f"This is report number {n} of the ministry."} for n in range(20)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def run(path: Path, out: Path, batch: int = 4, limit: int | None = None) -> local.Progress:
    return local.code_paths([str(path)], out, Settings(batch=batch), ReadOptions(), Choice(limit=limit))


def names(out: Path) -> list[str]:
    with open_record(out) as opened:
        return [d.doc for d in opened.documents()]


def stopping(at: str, error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """A coder that meets an error at one document."""

    def code_many(documents: Iterable[Document], resources: object) -> Iterator[Coded]:  # noqa: ARG001
        for document in documents:
            if document.doc == at:
                raise error("boom")
            yield Coded(document)

    monkeypatch.setattr(coders, "code_many", code_many)


def test_only_what_is_new_or_changed_is_coded(rows: Path, tmp_path: Path, bare: list[str]) -> None:
    out = tmp_path / "r.duckdb"
    run(rows, out)
    bare.clear()
    lines = rows.read_text("utf-8").splitlines()
    lines[3] = json.dumps({"id": "d03", "text": "The ministry has changed its report."})
    lines.append(json.dumps({"id": "e01", "text": "The ministry has one more report."}))
    rows.write_text("\n".join(lines[1:]), "utf-8")
    done = run(rows, out)
    assert (bare, done.coded, done.unchanged) == (["d03", "e01"], 2, 18)
    assert names(out) == sorted([*(f"d{n:02}" for n in range(20)), "e01"]), "what is gone from the input stays"
    with open_record(out) as opened:
        assert opened.document("d03").text == "The ministry has changed its report."


def test_a_new_date_is_a_change(rows: Path, tmp_path: Path, bare: list[str]) -> None:
    run(rows, tmp_path / "r.duckdb")
    bare.clear()
    dates = tmp_path / "dates.csv"
    dates.write_text("file,published\nd05,2024-05-06\n", "utf-8")
    local.code_paths([str(rows)], tmp_path / "r.duckdb", Settings(), ReadOptions(metadata=dates))
    assert bare == ["d05"]


def test_the_record_may_lie_among_the_articles(articles: Path, bare: list[str]) -> None:
    first, again = (run(articles, articles / "r.duckdb") for _ in range(2))
    assert (len(bare), first.problems, again.problems, again.unchanged) == (3, 0, 0, 3)


def test_a_limit_counts_documents(rows: Path, tmp_path: Path, bare: list[str]) -> None:
    rows.write_text("not json\n" + rows.read_text("utf-8"), "utf-8")
    done = run(rows, tmp_path / "r.duckdb", limit=3)
    assert (bare, done.coded, done.problems) == (["d00", "d01", "d02"], 3, 1)


@pytest.mark.usefixtures("loaded")
def test_ctrl_c_keeps_what_is_coded_and_the_next_run_goes_on(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "r.duckdb"
    stopping("d09", KeyboardInterrupt, monkeypatch)
    done = run(rows, out)
    assert (done.interrupted, done.coded) == (True, 9)
    assert names(out) == [f"d{n:02}" for n in range(9)], "also the part of a batch that was coded"
    stopping("none", KeyboardInterrupt, monkeypatch)
    assert (run(rows, out).unchanged, len(names(out))) == (9, 20)


def test_ctrl_c_while_storing_waits_for_the_shard(
    rows: Path, tmp_path: Path, bare: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Store.write

    def interrupted(store: Store, shard: Shard) -> None:
        signal.raise_signal(signal.SIGINT)
        write(store, shard)

    monkeypatch.setattr(Store, "write", interrupted)
    done = run(rows, tmp_path / "r.duckdb")
    assert (done.interrupted, done.coded, bare[-1]) == (True, 4, "d03")
    assert names(tmp_path / "r.duckdb") == ["d00", "d01", "d02", "d03"]


def test_held_gives_the_handler_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), held():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.usefixtures("loaded")
def test_a_bug_stops_the_run_names_its_document_and_keeps_what_came_before(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "r.duckdb"
    stopping("d06", ZeroDivisionError, monkeypatch)
    with pytest.raises(ZeroDivisionError) as caught:
        run(rows, out)
    notes = " ".join(caught.value.__notes__)
    assert "at the document d06" in notes
    assert str(out) in notes
    assert names(out) == [f"d{n:02}" for n in range(6)]


def test_a_shard_that_cannot_be_stored_is_not_there_at_all(
    rows: Path, tmp_path: Path, bare: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    insert = Store._insert
    told: list[int] = []

    def full(store: Store, kind: object, lines: list[str]) -> None:
        told.append(1)
        if len(told) > 14 and lines:
            raise RecordError("no space left")
        insert(store, kind, lines)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "_insert", full)
    with pytest.raises(RecordError):
        run(rows, tmp_path / "r.duckdb")
    assert len(bare) == 12
    assert names(tmp_path / "r.duckdb") == [f"d{n:02}" for n in range(8)]


def test_nothing_is_made_for_a_wrong_request(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "rows.csv").write_text("id,words\na,b\n", "utf-8")
    out = tmp_path / "r.duckdb"
    assert cli("code", tmp_path / "rows.csv", "--text-field", "body", "-o", out).exit_code == 2
    assert not out.exists()


def test_inputs_are_counted_where_that_is_cheap(rows: Path, articles: Path, tmp_path: Path) -> None:
    count = lambda *paths: count_documents([str(p) for p in paths], ReadOptions())  # noqa: E731
    assert (count(articles), count(rows), count(rows, articles)) == (3, 20, 23)
    rows.write_text(rows.read_text("utf-8").removesuffix("\n"), "utf-8")
    (tmp_path / "t.csv").write_text("id,text\n", "utf-8")
    assert (count(rows), count("-"), count(tmp_path / "t.csv")) == (20, None, None)


# One sentence has words that several classes of nouns hold: their order must not depend on the hash seed.
SENTENCES = (
    "Kenya sent its soldiers and special forces to Somalia on 3 May 2023.",
    "Turkey's president met his Greek counterpart in Athens, officials said on Monday.",
    "“We will not give in to threats,” the Iranian foreign minister told reporters.",
    "China urged Japan to withdraw its warships and threatened to impose sanctions.",
    "Rebels captured soldiers and a border crossing in eastern Congo, the United Nations said.",
    "The United Nations’ calls for a ceasefire were ignored, and Turkey is sending combat forces to help Libya.",
    "Iran is deploying drone operators and fighters in Syria, and American special forces are deployed there too.",
    "The European Union welcomed the ceasefire and promised aid to Yemen.",
    "Peru and Chile signed a trade agreement last week; Bolivia criticised it.",
)


def corpus(path: Path, seed: int | None = None) -> Path:
    """Twenty-eight documents of two or three of the sentences, shuffled for a seed."""
    rng = random.Random(7)
    lines = [
        {"id": f"c{n:02}", "published": "2023-05-10", "text": " ".join(rng.sample(SENTENCES, rng.choice((2, 3))))}
        for n in range(28)
    ]
    if seed is not None:
        random.Random(seed).shuffle(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


RUN = """
import sys
from pathlib import Path
from dragoman.documents.options import ReadOptions
from dragoman.run.local import code_paths
from dragoman.settings import Settings
code_paths([sys.argv[1]], Path(sys.argv[2]), Settings(jobs=int(sys.argv[3]), batch=int(sys.argv[4])), ReadOptions())
"""


def exported(out: Path) -> bytes:
    from io import BytesIO

    from dragoman.export import export_record

    stream = BytesIO()
    with open_record(out) as opened:
        export_record(opened, "jsonl", None, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def reference(resources: object, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What one process writes for the corpus in its own order."""
    folder = tmp_path_factory.mktemp("reference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "load_resources", lambda *_, **__: resources)
        run(corpus(folder / "c.jsonl"), folder / "r.duckdb", batch=64)
    found = exported(folder / "r.duckdb")
    assert found.count(b'"kind": "event"') > 40
    return found


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("batch", [64, 5])
def test_neither_order_nor_batches_change_a_byte(tmp_path: Path, reference: bytes, batch: int) -> None:
    run(corpus(tmp_path / "c.jsonl", seed=batch), tmp_path / "r.duckdb", batch)
    assert exported(tmp_path / "r.duckdb") == reference


@pytest.mark.parametrize(("jobs", "batch", "seed"), [(1, 64, "1"), (2, 3, "2")])
def test_neither_processes_nor_hash_seeds_change_a_byte(
    tmp_path: Path, reference: bytes, jobs: int, batch: int, seed: str
) -> None:
    source, out = corpus(tmp_path / "c.jsonl", seed=3), tmp_path / "r.duckdb"
    command = [sys.executable, "-c", RUN, str(source), str(out), str(jobs), str(batch)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert exported(out) == reference
