"""Pages of documents, events, episodes and what they state show the record, as page and as CSV."""

from __future__ import annotations

import csv
import io
import re

import pytest
from html_reading import Tree, read
from litestar.testing import TestClient

from dragoman.model import Event
from dragoman.record.happenings import EpisodeFilter, episodes
from dragoman.record.query import Record
from dragoman.record.texts import DocumentFilter, documents
from dragoman.web.wanted import address, passage


def page(client: TestClient, where: str, **fields: object) -> Tree:
    answer = client.get(address(where, **fields))
    assert answer.status_code == 200, answer.text
    return read(answer.text)


def table(client: TestClient, where: str, **fields: object) -> list[dict[str, str]]:
    answer = client.get(address(where, **fields))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def some_event(record: Record, doc: str) -> Event:
    return next(found.value for found in record.events() if found.doc == doc)


def test_every_document_is_in_the_table_with_its_outlet_and_events(client: TestClient, opened: Record) -> None:
    shown = page(client, "/documents")
    rows = table(client, "/documents.csv")
    assert [row["doc"] for row in rows] == [row.doc for row in documents(opened)]
    for row in rows:
        assert shown.link_to(address("/document", doc=row["doc"])) is not None
        assert int(row["events"]) == sum(found.doc == row["doc"] for found in opened.events())
    assert len(rows) == shown.count("tbody", "tr") == 4


def test_a_copy_is_told_as_such(client: TestClient, opened: Record) -> None:
    (copy,) = documents(opened, DocumentFilter(copies="only"))
    assert copy.duplicate_of is not None
    only = page(client, "/documents", copies="only")
    assert only.count("tbody", "tr") == 1
    assert "copy, " in only.text
    assert page(client, "/documents", copies="no").count("tbody", "tr") == 3
    assert "A copy of" in page(client, "/document", doc=copy.doc).text
    assert "Copied by" in page(client, "/document", doc=copy.duplicate_of).text


def test_documents_by_time_and_story(client: TestClient, opened: Record) -> None:
    assert {r["doc"] for r in table(client, "/documents.csv", since="2024-05-04")} == {
        "copy/strike.txt",
        "other/toll.txt",
    }
    assert {r["doc"] for r in table(client, "/documents.csv", until="2024-05-03")} == {"wire/strike.txt"}
    story = next(row.story for row in documents(opened) if row.doc == "wire/strike.txt")
    assert story is not None
    same = {row["doc"] for row in table(client, "/documents.csv", story=story)}
    assert {"wire/strike.txt", "copy/strike.txt"} <= same


@pytest.mark.parametrize("doc", ["wire/strike.txt", "a name with % & ? # and ü.txt"])
def test_the_text_stands_there_word_for_word_with_its_marks(client: TestClient, opened: Record, doc: str) -> None:
    shown = page(client, "/document", doc=doc)
    text = opened.document(doc).text
    body = shown.find(tag="article")
    without_labels = re.sub(r"(caption|credit|byline|boilerplate|teaser): ", "", body.text)
    assert "".join(without_labels.split()) == "".join(text.split())
    events = [found.value for found in opened.found("event", "doc = ?", [doc], "id")]
    assert events
    for event in events:
        assert shown.by_id(f"e-{event.id}") is not None
        entry = shown.by_id(f"d-e-{event.id}")
        assert entry is not None
        assert entry.link_to(address("/event", event.id)) is not None
        lit = "".join(piece.text for piece in body.walk() if f"e-{event.id}" in piece.get("data-d").split())
        assert "".join(lit.split()) == "".join(text[slice(*event.span)].split())
    for statement in opened.statements(doc):
        assert shown.by_id(f"s-{statement.value.id}") is not None
    for figure in opened.figures(doc):
        assert shown.by_id(f"f-{figure.value.id}") is not None
    assert {row["id"] for row in table(client, "/document.csv", doc=doc) if row["kind"] == "event"} == {
        event.id for event in events
    }


def test_every_mark_leads_to_its_datum_and_back(client: TestClient) -> None:
    shown = page(client, "/document", doc="wire/strike.txt")
    inside = [a.get("href")[1:] for a in shown.walk() if a.tag == "a" and a.get("href").startswith("#")]
    assert len(inside) > 10
    assert [name for name in inside if shown.by_id(name) is None] == []


def test_furniture_is_labelled(client: TestClient, opened: Record) -> None:
    doc = "a name with % & ? # and ü.txt"
    labels = {segment.label for segment in opened.segments(doc)} & {"caption", "credit"}
    assert labels
    shown = page(client, "/document", doc=doc)
    dimmed = {p.get("data-label") for p in shown.walk() if "furniture" in p.get("class").split()}
    assert labels <= dimmed


def test_an_event_is_told_with_its_derivation_and_reasons(client: TestClient, opened: Record) -> None:
    event = some_event(opened, "a name with % & ? # and ü.txt")
    shown = page(client, f"/event/{event.id[:10]}")
    assert event.event[0] in shown.find(tag="h1").text
    assert "kernel" in shown.text
    assert f"{event.confidence * 100:.0f}" in shown.text
    assert shown.link_to(passage("a name with % & ? # and ü.txt", f"e-{event.id}")) is not None
    for entity in (*event.actor, *event.recipient):
        assert (entity.identifier_text or entity.entity_text) in shown.text


def test_an_episode_has_every_report_and_why_they_are_one(client: TestClient, opened: Record) -> None:
    rows = episodes(opened, EpisodeFilter(several=True))
    assert rows
    for row in rows:
        shown = page(client, f"/episode/{row.id}")
        mentions = {r["event"] for r in table(client, f"/episode/{row.id}.csv")}
        assert len(mentions) == row.reports
        for event in mentions:
            assert shown.link_to(address("/event", event)) is not None
        assert "machine" in shown.text
        assert shown.count("article") == row.reports


def test_reports_that_differ_are_told_field_by_field(client: TestClient, opened: Record) -> None:
    disputed = episodes(opened, EpisodeFilter(disputed=True))
    assert {r["id"] for r in table(client, "/episodes.csv", disputed="1")} == {row.id for row in disputed}
    for row in disputed:
        shown = page(client, f"/episode/{row.id}")
        assert "Where reports differ" in shown.text
        assert all(field in shown.text for field in row.differing)


def test_episodes_by_party_type_quad_and_time(client: TestClient, opened: Record) -> None:
    everything = {row.id: row for row in episodes(opened)}
    rows = table(client, "/episodes.csv")
    assert {row["id"] for row in rows} == set(everything)
    by_actor = table(client, "/episodes.csv", actor="nor")
    assert {row["id"] for row in by_actor} == {i for i, row in everything.items() if "NOR" in row.actor} != set()
    conflict = table(client, "/episodes.csv", quad="4")
    assert {row["id"] for row in conflict} == {
        i for i, row in everything.items() if {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"} & set(row.event)
    }
    assert table(client, "/episodes.csv", quad="1", type="ASSAULT") == []
    assert {row["id"] for row in table(client, "/episodes.csv", since="2024-05", until="2024-05-03")} == {
        i for i, row in everything.items() if row.date == "2024-05-03"
    }


def test_what_could_not_be_read_stands_there_by_code(client: TestClient, opened: Record) -> None:
    problems = list(opened.problems())
    assert {found.value.code for found in problems} >= {"empty-file", "not-english"}
    assert {(row["doc"], row["code"]) for row in table(client, "/problems.csv")} == {
        (found.doc, found.value.code) for found in problems
    }
    assert {row["doc"] for row in table(client, "/problems.csv", code="empty-file")} == {"empty.txt"}
    shown = page(client, "/problems", code="empty-file")
    assert "the file is empty" in shown.text


def test_figures_and_relations_are_tables(client: TestClient, opened: Record) -> None:
    figures = [found.value for found in opened.figures()]
    assert {row["id"] for row in table(client, "/figures.csv")} == {figure.id for figure in figures}
    dead = table(client, "/figures.csv", role="killed", least="15")
    assert {float(row["value"]) for row in dead} == {20.0}
    assert [float(r["value"]) for r in table(client, "/figures.csv", order="value")] == sorted(
        (figure.value for figure in figures), reverse=True
    )
    assert page(client, "/figures", of="SYR").count("tbody", "tr") == len(table(client, "/figures.csv", of="SYR"))
    relations = [found.value for found in opened.relations()]
    assert [row["relation"] for row in table(client, "/relations.csv")] == [relation.relation for relation in relations]
    assert page(client, "/relations", actor="NOR").count("tbody", "tr") == len(
        table(client, "/relations.csv", actor="NOR")
    )


@pytest.mark.parametrize(
    ("where", "status", "words"),
    [
        ("/documents?since=x", 400, "not a date"),
        ("/documents?copies=some", 400, "unknown copies"),
        ("/documents?page=0", 400, "page is a number"),
        ("/document", 400, "say which doc"),
        ("/document?doc=nowhere", 404, "no document"),
        ("/document?doc=wire/strike.txt&part=x", 400, "part is a number"),
        ("/document.csv?doc=nowhere", 404, "no document"),
        ("/event/zzzz", 404, "no event"),
        ("/episode/zzzz", 404, "no episode"),
        ("/episodes?quad=5", 400, "quad is a number"),
        ("/episodes?type=QUARREL", 400, "unknown type"),
        ("/episodes?until=2024-13", 400, "not a date"),
        ("/figures?least=many", 400, "least is a number"),
        ("/figures?order=luck", 400, "unknown order"),
    ],
)
def test_a_wrong_question_is_one_clear_line(client: TestClient, where: str, status: int, words: str) -> None:
    answer = client.get(where)
    assert answer.status_code == status
    assert words in answer.text


def test_a_part_too_high_is_the_last_and_an_unknown_place_the_first(client: TestClient) -> None:
    assert client.get("/document?doc=wire/strike.txt&part=99").status_code == 200
    assert client.get("/document?doc=wire/strike.txt&at=e-nothing").status_code == 200
    assert client.get("/document?doc=wire/strike.txt&at=c-99999999").status_code == 200


def test_statements_have_the_verb_that_says_so(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/statements.csv?speaker=IRN").text)))
    assert "condemned" in {row["cue"] for row in rows}
    assert "condemned" in client.get("/statements?speaker=IRN").text


def test_the_fields_of_events_hold_all_that_the_address_asks_for(client: TestClient) -> None:
    page = client.get("/events?actor=RUS&actor=NOR&type=sanction&mode=expel&until=2025").text
    assert page.count('name="actor"') == 2
    assert re.search(r'<option value="SANCTION"[^>]* selected>', page)
    assert '<input type="hidden" name="mode" value="expel">' in page
    undated = re.search(r'href="/events[?]([^"]*)">Show the undated too', page)
    assert undated is not None
    assert set(undated[1].split("&amp;")) == {"actor=RUS", "actor=NOR", "type=sanction", "mode=expel"}


def test_an_event_in_a_table_says_who_says_so_and_where_it_stands(client: TestClient, opened: Record) -> None:
    row = next(r for r in csv.DictReader(io.StringIO(client.get("/events.csv").text)) if "army" in r["source"])
    text = opened.document(row["doc"]).text
    assert row["words"].split()[0] in text[int(row["start"]) : int(row["end"])]
    assert f"characters {row['start']}–{row['end']}" in client.get(f"/event/{row['id']}").text


def test_a_question_is_read_where_it_is_searched(client: TestClient) -> None:
    page = client.get("/search?q=who+attacked+whom+in+2024").text
    assert 'href="/events?type=ASSAULT&amp;since=2024-01-01&amp;until=2024-12-31"' in page


def test_the_audit_without_judgements_says_what_the_confidences_promise(client: TestClient, opened: Record) -> None:
    sure = [found.value.confidence for found in opened.events()]
    assert f"{sum(sure):.0f} of the {len(sure)} events" in client.get("/audit").text
