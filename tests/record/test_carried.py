"""Judgements out of records of other schemas."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from record_builders import RUN, full

from dragoman.errors import RecordError
from dragoman.model import Datum, Judgement
from dragoman.record.carried import is_record, judgements_in
from dragoman.record.query import open_record
from dragoman.record.store import Shard, open_store

PAIR = Judgement((Datum("a", (0, 4)), Datum("b", (1, 5))), "same", None, "ana", "2026-01-01T00:00:00+00:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "r.duckdb"
    with open_store(path, RUN) as store:
        store.write(Shard((full("a.txt"),)))
        store.judge(PAIR)
    return path


def test_another_schema_is_no_hindrance(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE dragoman SET schema_version = 1")
        connection.execute("ALTER TABLE event DROP COLUMN rule")
        # As it was before single events were judged.
        connection.execute("ALTER TABLE judgement DROP COLUMN seen")
        connection.execute("ALTER TABLE judgement DROP COLUMN seed")
    with pytest.raises(RecordError, match="schema 1"):
        open_record(path)
    assert judgements_in(path) == (PAIR,)


def test_judgements_of_another_form_are_told(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("ALTER TABLE judgement DROP COLUMN about")
        connection.execute("ALTER TABLE judgement ADD COLUMN about STRUCT(text VARCHAR)[]")
        connection.execute("UPDATE judgement SET about = [{'text': 'a'}]")
    with pytest.raises(RecordError, match="another form"):
        judgements_in(path)


def test_a_file_without_judgements_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE a (b INTEGER)")
    with pytest.raises(RecordError, match="no judgements"):
        judgements_in(path)


def test_a_record_is_told_from_text(path: Path, tmp_path: Path) -> None:
    text = tmp_path / "gold.jsonl"
    text.write_text('{"kind": "event"}\n', "utf-8")
    assert is_record(path)
    assert not is_record(text)
    assert not is_record(tmp_path / "none")
