"""Exports: the line form, whole files or none, the same bytes every time."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from record_builders import RUN, document, full

from dragoman.errors import RecordError, UsageError
from dragoman.export import FORMATS, FolderFormat, export_record, jsonl
from dragoman.identity import coding_id
from dragoman.model import Coded
from dragoman.record.query import Record, open_record
from dragoman.record.schema import ACROSS, KINDS, line_of, rows_of
from dragoman.record.store import Shard, open_store

DOCUMENTS = (
    full("b.txt"),
    full("a.txt", rule="say – accuse"),
    Coded(document('odd, "name"\n.txt', "One line.\u2028Two.")),
)


def make(path: Path, documents: tuple[Coded, ...] = DOCUMENTS) -> Path:
    with open_store(path, RUN) as store:
        store.write(Shard(documents, {c.document.doc: coding_id(c.document, RUN.id) for c in documents}))
    return path


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(make(tmp_path_factory.mktemp("export") / "r.duckdb")) as opened:
        yield opened


def content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: file.read_bytes() for file in files}


def test_lines_are_the_line_form_of_the_values(record: Record, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    export_record(record, "jsonl", out)
    lines = [json.loads(line) for line in out.read_bytes().split(b"\n") if line]
    run, rest = lines[0], lines[1:]
    assert (run["kind"], run["doc"], run["settings"]) == ("run", None, dict(RUN.settings))
    coded = sorted(DOCUMENTS, key=lambda c: c.document.doc)
    assert rest == [line_of(kind, row) for document in coded for kind, row in rows_of(document)]


def test_without_a_file_lines_go_to_the_stream(record: Record, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    stream = io.BytesIO()
    export_record(record, "jsonl", stream=stream)
    export_record(record, "jsonl")
    assert capsysbinary.readouterr().out == stream.getvalue()
    assert "\n" not in stream.getvalue().decode("utf-8").removesuffix("\n").replace("}\n{", "")
    assert "–".encode() in stream.getvalue()


def test_csv_has_a_file_a_kind(record: Record, tmp_path: Path) -> None:
    export_record(record, "csv", tmp_path / "out")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {f"{kind.name}.csv" for kind in (*KINDS, *ACROSS)}
    with (tmp_path / "out" / "event.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["doc"] for row in rows] == ["a.txt", "b.txt"]
    assert rows[0]["event"] == '["ACCUSE"]'
    assert json.loads(rows[0]["actor"])[0]["code"] == "WEX"
    assert rows[0]["enddate"] == ""
    with (tmp_path / "out" / "document.csv").open(encoding="utf-8", newline="") as file:
        assert [row["doc"] for row in csv.DictReader(file)] == sorted(c.document.doc for c in DOCUMENTS)


def test_parquet_keeps_types_and_order(record: Record, tmp_path: Path) -> None:
    export_record(record, "parquet", tmp_path / "out")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {f"{k.name}.parquet" for k in (*KINDS, *ACROSS)} | {
        "run.parquet"
    }
    file = str(tmp_path / "out" / "event.parquet")
    rows = duckdb.execute("SELECT doc, actor[1].code, span, confidence FROM read_parquet(?)", [file]).fetchall()
    assert rows == [(doc, "WEX", [0, 52], 0.8125) for doc in ("a.txt", "b.txt")]
    # The record is open as before.
    assert record.counts()["event"] == 2


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_rows_give_the_same_bytes(tmp_path: Path, fmt: str) -> None:
    for name, documents in (("one", DOCUMENTS), ("two", DOCUMENTS[::-1])):
        with open_record(make(tmp_path / f"{name}.duckdb", documents)) as opened:
            export_record(opened, fmt, tmp_path / name)
    one, two = content(tmp_path / "one"), content(tmp_path / "two")
    assert list(one.values()) == list(two.values())


@pytest.mark.parametrize("fmt", FORMATS)
def test_an_empty_record_can_be_exported(tmp_path: Path, fmt: str) -> None:
    with open_record(make(tmp_path / "r.duckdb", ())) as opened:
        export_record(opened, fmt, tmp_path / "out")
    assert content(tmp_path / "out")


@pytest.mark.parametrize("fmt", FORMATS)
def test_what_was_there_is_replaced_and_strangers_stay(record: Record, tmp_path: Path, fmt: str) -> None:
    out = tmp_path / "out"
    export_record(record, fmt, out)
    before = content(out)
    if out.is_dir():
        (out / "notes.txt").write_text("mine", encoding="utf-8")
        before["notes.txt"] = b"mine"
        (out / f"event.{fmt}").write_text("old", encoding="utf-8")
    export_record(record, fmt, out)
    assert content(out) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_full_disk_leaves_what_was_there(
    record: Record, tmp_path: Path, fmt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    export_record(record, fmt, out)
    before = content(out)

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(jsonl, "_encoded", fails)
    monkeypatch.setattr("dragoman.export.csv_._cell", fails)
    monkeypatch.setattr(Record, "write_parquet", fails)
    with pytest.raises(RecordError, match="no space left on the disk"):
        export_record(record, fmt, out)
    assert content(out) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize("fmt", FORMATS)
def test_places_that_cannot_be_written(record: Record, tmp_path: Path, fmt: str) -> None:
    taken = tmp_path / "taken"
    if isinstance(FORMATS[fmt], FolderFormat):
        taken.write_text("a file", encoding="utf-8")
    else:
        taken.mkdir()
    for out in (taken, tmp_path / "nowhere" / "out"):
        with pytest.raises(RecordError):
            export_record(record, fmt, out)


def test_wrong_use(record: Record) -> None:
    with pytest.raises(UsageError, match="unknown format 'xml': choose from jsonl, csv, parquet"):
        export_record(record, "xml")
    with pytest.raises(UsageError, match="csv writes several files: name a folder"):
        export_record(record, "csv")
