"""The index of a small record, and what is found in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from record_builders import RUN, document, event

from dragoman.actors.codes import code_names
from dragoman.errors import TooSlowError
from dragoman.identity import document_id, statement_id
from dragoman.model import Coded, Document, Segment, Statement
from dragoman.record.query import open_record
from dragoman.record.store import Shard, open_store
from dragoman.search.find import Finder, Search
from dragoman.search.index import index_of

STORY = "Envoys praised the café talks. Nobody spoke of the border."
CAPTION = " Photo: a zeppelin."


def report(doc: str, published: str | None, text: str = STORY, outlet: str | None = "Courier") -> Coded:
    """A report with one statement, the first sentence, and a caption behind the story."""
    made = Document(
        doc, text + CAPTION, document_id(text + CAPTION), title=f"On {doc}", published=published, outlet=outlet
    )
    end = text.index(".")
    content = ((0, end),)
    ident = statement_id(made, content[0], None, "an envoy")
    said = Statement(ident, "body", "an envoy", "NOR.GOV", (0, 6), None, "indirect", content, (), text[:end], (0, end))
    segments = (Segment("body", (0, len(text))), Segment("caption", (len(text), len(text) + len(CAPTION))))
    return Coded(made, segments=segments, statements=(said,))


def made(path: Path, *coded: Coded) -> Path:
    with open_store(path, RUN) as store:
        store.write(Shard(coded))
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return made(
        tmp_path / "news.duckdb",
        report("old.txt", "2020-01-01"),
        report("new.txt", "2024-01-01", outlet="Herald"),
        report("undated.txt", None),
        Coded(document("deed.txt"), events=(event(document("deed.txt")),)),
    )


@pytest.fixture
def finder(record: Path) -> Finder:
    with open_record(record) as opened_record:
        return Finder(index_of(opened_record, code_names()))


def docs(finder: Finder, text: str, **filters: str) -> list[tuple[str, str]]:
    return sorted((hit.kind, hit.doc) for hit in finder.hits(Search(text, **filters), 50))  # type: ignore[arg-type]


def test_statements_and_documents_have_the_words(finder: Finder) -> None:
    assert len(docs(finder, "praised ")) == 6
    assert docs(finder, "border ") == [("document", d) for d in ("new.txt", "old.txt", "undated.txt")]


def test_furniture_is_not_found(finder: Finder) -> None:
    assert docs(finder, "zeppelin ") == []


def test_the_last_word_may_go_on_and_a_whole_one_may_not(finder: Finder) -> None:
    assert docs(finder, "bord") == docs(finder, "border ")
    assert docs(finder, "bord ") == []


def test_a_phrase_stands_together(finder: Finder) -> None:
    assert docs(finder, '"of the border" ')
    assert docs(finder, '"border of the" ') == []


def test_accents_make_no_difference(finder: Finder) -> None:
    assert docs(finder, "cafe ") == docs(finder, "café ") != []


@pytest.mark.parametrize(
    "text", ['"', "AND", "NEAR(", "a* OR b", "-", "\x00", "'; DROP TABLE entry; --", "^", "title:x", "{"]
)
def test_nothing_that_is_typed_is_an_operator(finder: Finder, text: str) -> None:
    finder.hits(Search(text), 5)
    finder.names(text)
    assert docs(finder, "border ")


def test_filters_combine(finder: Finder) -> None:
    assert docs(finder, "praised ", kind="statement", since="2021-01-01") == [("statement", "new.txt")]
    assert docs(finder, "praised ", outlet="Courier", until="2020-12-31", code="NOR") == [("statement", "old.txt")]
    assert docs(finder, "praised ", code="SWE") == []


def test_a_hit_shows_which_words_fit(finder: Finder) -> None:
    hit = finder.hits(Search("talks ", kind="statement"), 1)[0]
    assert [words for words, fits in hit.pieces if fits] == ["talks"]
    assert "".join(words for words, _ in hit.pieces) == "Envoys praised the café talks"
    assert (hit.title, hit.code) == ("an envoy", "NOR")


def test_names_of_actors_outlets_and_people(finder: Finder) -> None:
    assert [(n.kind, n.title) for n in finder.names("Her")] == [("outlet", "Herald")]
    assert {(n.kind, n.ref) for n in finder.names("wex")} >= {("actor", "WEX"), ("person", "WEX")}


def test_an_index_stands_until_the_documents_change(record: Path) -> None:
    told: list[str] = []
    with open_record(record) as first:
        path = index_of(first, code_names(), told.append)
        assert index_of(first, code_names(), told.append) == path
    assert len(told) == 1
    made(record, report("more.txt", "2025-01-01"))
    with open_record(record) as second:
        index_of(second, code_names(), told.append)
    assert len(told) == 2
    assert ("document", "more.txt") in docs(Finder(path), "border ")


def test_something_else_in_its_place_is_no_index(record: Path) -> None:
    beside = record.with_name(record.name + ".index")
    beside.write_bytes(b"not a database at all")
    with open_record(record) as opened_record:
        assert docs(Finder(index_of(opened_record, code_names())), "border ")


def test_where_it_cannot_be_written_the_index_is_elsewhere(record: Path) -> None:
    record.with_name(record.name + ".index.partial").mkdir()
    with open_record(record) as opened_record:
        path = index_of(opened_record, code_names())
    assert path.parent != record.parent
    assert docs(Finder(path), "border ")


def test_a_search_ends_when_its_time_is_over(record: Path) -> None:
    with open_record(record) as opened_record:
        impatient = Finder(index_of(opened_record, code_names()), seconds=-1.0)
    with pytest.raises(TooSlowError), impatient._asking() as base:
        base.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n").fetchall()


def test_characters_that_no_database_takes(tmp_path: Path) -> None:
    odd = report("odd.txt", "2024-01-01", "Null \x00 and mark \x01 praised talks. Border.")
    record = made(tmp_path / "odd.duckdb", replace(odd, document=replace(odd.document, title="t\x00")))
    with open_record(record) as opened_record:
        found = Finder(index_of(opened_record, code_names())).hits(Search("praised "), 5)
    assert {hit.kind for hit in found} == {"document", "statement"}
