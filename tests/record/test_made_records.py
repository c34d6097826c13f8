"""Records and corpora that benchmarks make are what they say: words at their places, and a truth that holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.record.query import open_record

Script = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def made(script: Script) -> ModuleType:
    script("benchmarks/synthetic.py")
    return script("benchmarks/made_records.py")


def test_spans_of_a_made_record_are_its_words(made: ModuleType) -> None:
    articles = list(made.articles(300))
    assert len({a.coded.document.doc for a in articles}) == len(articles)
    for coded in (a.coded for a in articles):
        text = coded.document.text
        for event in coded.events:
            assert text[slice(*event.span)] == event.event_text
            assert [text[slice(*e.span)] for e in (*event.actor, *event.recipient)] == [
                e.entity_text for e in (*event.actor, *event.recipient)
            ]
            assert event.event_loc is None or text[slice(*event.event_loc.span)] == event.event_loc.name
            assert event.date_span is None or str(int(event.date[-2:])) in text[slice(*event.date_span)].split()
            assert set(event.figures) <= {f.id for f in coded.figures}
        for statement in coded.statements:
            assert text[slice(*statement.quotes[0])] == statement.quote
            assert text[slice(*statement.speaker_span)] == statement.speaker
            assert text[slice(*statement.cue_span)] == "said"
        assert {e for p in coded.positions for e in [p.event]} <= {e.id for e in coded.events}


def test_reprints_have_the_words_and_the_happenings_of_their_origin(made: ModuleType) -> None:
    articles = {a.coded.document.doc: a for a in made.articles(400)}
    again = {doc: a for doc, a in articles.items() if doc.endswith("-again.txt")}
    assert again
    for doc, copy in again.items():
        origin = articles[doc.replace("-again.txt", ".txt")]
        assert copy.coded.document.doc_id == origin.coded.document.doc_id
        assert sorted(copy.happenings.values()) == sorted(origin.happenings.values())
        assert not set(copy.happenings) & set(origin.happenings)


def test_a_made_record_is_read_like_any(made: ModuleType, tmp_path: Path) -> None:
    number = made.write(tmp_path / "r.duckdb", made.articles(200))
    with open_record(tmp_path / "r.duckdb") as record:
        assert record.counts()["event"] == number == record.number_of_events()
        first = next(iter(made.articles(200))).coded
        assert record.coded(first.document.doc).events == tuple(sorted(first.events, key=lambda e: e.span))


def test_recombined_articles_are_short_and_their_truth_holds(script: Script) -> None:
    script("benchmarks/synthetic.py")
    recombined = script("benchmarks/recombined.py")
    made = list(recombined.articles(150))
    assert made == list(recombined.articles(150))
    assert len({m.row["id"] for m in made}) == 150
    assert all(0 < len(m.row["text"].split()) <= 80 for m in made)
    known = {m.row["id"]: m for m in made}
    copies = [m for m in made if m.origin]
    assert 10 < len(copies) < 60
    assert all((known[m.origin].row["text"], known[m.origin].story) == (m.row["text"], m.story) for m in copies)
