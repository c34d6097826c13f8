"""Linking a record from the command line: what it says, what it writes, and that twice is once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dragoman.model import Coded, Document, Segment
from dragoman.record.schema import Run
from dragoman.record.store import Shard, open_store
from dragoman.run import local

Cli = Callable[..., Result]
HEAD = "Wexland shuts border"
STORY = (
    "Wexland closed its border with Ostania on Sunday after a customs officer had been shot dead near Lenn. "
    "The interior minister said that lorries would have to go through the northern crossing until further notice."
)
BOX = "Sign up for our morning letter, which tells you all that you need to know before the first coffee is cold."
OTHER = "Fishermen on Fiji landed the largest tuna of the year; it will be shown in the museum of the harbour."


def coded(doc: str, day: str | None, headline: str, body: str, box: str = "") -> Coded:
    parts = [("headline", headline), ("body", body), ("boilerplate", box)]
    text, segments = "", []
    for label, words in parts:
        if words:
            segments.append(Segment(label, (len(text), len(text) + len(words))))  # type: ignore[arg-type]
            text += words + "\n\n"
    return Coded(Document(doc, text, f"id-{doc}", published=day, language="en"), tuple(segments))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with a wire story, a copy with another headline and a box, and something else with that box."""
    found = tmp_path / "news.duckdb"
    with open_store(found, Run("0", "tables", "parser")) as store:
        store.write(
            Shard(
                (
                    coded("a-copy.txt", "2024-05-07", "Border shut", STORY, BOX),
                    coded("other.txt", "2024-05-07", "Tuna", OTHER, BOX),
                    coded("wire.txt", "2024-05-06", HEAD, STORY),
                )
            )
        )
    return found


def lines(cli: Cli, path: Path) -> dict[str, dict[str, object]]:
    return {x["doc"]: x for x in map(json.loads, cli("export", path).stdout.splitlines()) if x["kind"] == "document"}


def test_link_says_what_it_found_and_twice_is_once(cli: Cli, path: Path) -> None:
    said = "3 documents: 1 copy of 1 document, 2 stories, 0 of them told more than once"
    said += ", 0 episodes, 0 of them told by several"
    assert cli("link", path).stdout == f"{said} (3 linked anew)\n"
    exported = cli("export", path).stdout
    assert cli("link", path).stdout == f"{said} (nothing new)\n"
    assert cli("export", path).stdout == exported
    numbers = {"documents": 3, "copies": 1, "origins": 1, "stories": 2, "shared": 0, "changed": 0}
    numbers |= {"episodes": 0, "told": 0}
    assert json.loads(cli("link", path, "--json").stdout) == numbers


def test_export_shows_links(cli: Cli, path: Path, tmp_path: Path) -> None:
    assert {line["story"] for line in lines(cli, path).values()} == {None}
    cli("link", path)
    found = lines(cli, path)
    assert (found["a-copy.txt"]["duplicate_of"], found["a-copy.txt"]["overlap"]) == ("wire.txt", 1.0)
    assert [found[doc]["duplicate_of"] for doc in ("other.txt", "wire.txt")] == [None, None]
    stories = [found[doc]["story"] for doc in ("a-copy.txt", "wire.txt", "other.txt")]
    assert stories[0] == stories[1] != stories[2]
    cli("export", path, "--format", "csv", "-o", tmp_path / "tables")
    assert "wire.txt,1.0," in (tmp_path / "tables" / "document.csv").read_text("utf-8")


def test_a_new_document_is_linked_and_a_recoded_one_linked_again(cli: Cli, path: Path) -> None:
    cli("link", path)
    before = lines(cli, path)
    with open_store(path, Run("0", "tables", "parser")) as store:
        store.write(Shard((coded("a-copy.txt", "2024-05-07", "Border shut", STORY, BOX),)))
        store.write(Shard((coded("older.txt", "2024-05-01", "Tuna", OTHER),)))
    assert lines(cli, path)["a-copy.txt"]["story"] is None
    assert "2 copies of 2 documents, 2 stories" in cli("link", path).stdout
    after = lines(cli, path)
    assert after["a-copy.txt"] == before["a-copy.txt"]
    assert after["other.txt"]["duplicate_of"] == "older.txt"


def test_new_numbers_of_linking_leave_the_coding_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("linking", "lexicon"):
        (tmp_path / "data" / name).mkdir(parents=True)
        (tmp_path / "data" / name / "x.toml").write_text("a = 1\n", "utf-8")
    monkeypatch.setattr(local, "files", lambda _: tmp_path)
    before = local.resources_digest()
    (tmp_path / "data" / "linking" / "x.toml").write_text("a = 2\n", "utf-8")
    assert local.resources_digest() == before
    (tmp_path / "data" / "lexicon" / "x.toml").write_text("a = 2\n", "utf-8")
    assert local.resources_digest() != before


def test_an_empty_record_has_nothing_to_link(cli: Cli, tmp_path: Path) -> None:
    with open_store(tmp_path / "r.duckdb", Run("0", "tables", "parser")):
        pass
    assert cli("link", tmp_path / "r.duckdb").stdout.startswith("0 documents: no copies, 0 stories")
