"""Judgements as annotations: what is exported, that it scores, and that it comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from record_builders import entity
from review_builders import corpus, opinion, save, told

from dragoman.errors import UsageError
from dragoman.evaluate.gold import read_gold
from dragoman.evaluate.metrics import score
from dragoman.model import Judgement
from dragoman.record.query import open_record
from dragoman.record.store import open_links
from dragoman.review.gold import fresh, gold_lines, read_judgements
from dragoman.review.opinions import Opinion, Verdict


def rows(*said: Opinion) -> list[Judgement]:
    return [row for one in said for row in one.judgements()]


def written(path: Path, *said: Opinion) -> Path:
    lines = [json.dumps(line, ensure_ascii=False) for line in gold_lines(rows(*said))]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


CODED = corpus()
SAID = (
    opinion(CODED[0], Verdict("right"), "ana"),
    opinion(CODED[0], Verdict("wrong", ("date",)), "ben"),
    opinion(CODED[1], Verdict("wrong", ("actor", "place")), "ana"),
    opinion(CODED[2], Verdict("wrong"), "ana"),
    opinion(CODED[3], Verdict("unsure"), "ana"),
    opinion(CODED[4], Verdict("right"), "ana", seed=None),
)


def test_an_event_that_is_right_makes_an_annotation() -> None:
    (line, row) = list(gold_lines(rows(SAID[5])))
    assert (line["kind"], row["kind"]) == ("event", "judgement")
    wanted = {
        "doc": "d004.txt",
        "weight": "core",
        "types": ["ACCUSE"],
        "actors": ["WEX"],
        "recipients": ["OST"],
        "factuality": "actual",
        "mode": ["allege"],
        "contexts": ["military", "legal"],
        "date": "2024-05-06",
        "place": "Port Wex",
        "sources": ["the envoy"],
        "span": [0, 52],
    }
    assert {name: line[name] for name in wanted} == wanted
    assert line["evidence"] == CODED[4].document.text[0:52]


def test_parts_that_are_not_right_are_left_out_and_so_are_events_whose_sides_are_not() -> None:
    lines = {line["doc"]: line for line in gold_lines(rows(*SAID)) if line["kind"] == "event"}
    # Two people differ on the date of the first.
    assert set(lines) == {"d000.txt", "d004.txt"}
    assert "date" not in lines["d000.txt"]
    assert lines["d000.txt"]["place"] == "Port Wex"


def test_who_has_no_code_is_unknown_and_nobody_is_nobody() -> None:
    strange = told(500, "ACCUSE", 0.5, actor=(entity(None, "the rebels", (0, 7)),), recipient=())
    (line, _) = gold_lines(rows(opinion(strange, Verdict("right"))))
    assert (line["actors"], line["recipients"]) == (["UNK"], [])


def test_the_annotations_score_the_record_that_they_are_of(tmp_path: Path) -> None:
    gold = read_gold(written(tmp_path / "gold.jsonl", *SAID))
    path = save(tmp_path / "r.duckdb", CODED)
    with open_record(path) as record:
        found = score(gold, record.lines()).event
    assert found is not None
    assert (found.levels["full"].core_hit, found.levels["full"].core) == (2, 2)
    assert (found.dates_right, found.dated) == (1, 1)


def test_the_annotation_stays_when_the_event_is_coded_anew(tmp_path: Path) -> None:
    gold = read_gold(written(tmp_path / "gold.jsonl", SAID[5]))
    worse = replace(CODED[4], events=(replace(CODED[4].events[0], recipient=()),))
    with open_record(save(tmp_path / "r.duckdb", [worse])) as record:
        found = score(gold, record.lines()).event
    assert found is not None
    assert (found.levels["full"].core_hit, found.levels["actor"].core_hit) == (0, 1)


def test_export_and_import_are_the_identity(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", *SAID)
    other = save(tmp_path / "other.duckdb", CODED)
    found = read_judgements(gold)
    assert set(found) == set(rows(*SAID))
    with open_links(other) as store:
        store.judge(*fresh(found, ()))
    with open_record(other) as record:
        kept = list(record.judgements())
    assert sorted(map(repr, kept)) == sorted(map(repr, rows(*SAID)))
    again = tmp_path / "again.jsonl"
    again.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in gold_lines(kept)), "utf-8")
    assert again.read_bytes() == gold.read_bytes()
    assert fresh(read_judgements(again), kept) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"verdict": "perhaps"}, "a verdict of right, wrong or unsure"),
        ({"field": "colour"}, "as a field one of type, mode"),
        ({"when": "yesterday"}, "yesterday"),
        ({"when": None}, "a wrong judgement"),
        ({"who": "  "}, "it needs who"),
        ({"seen": None}, "one event as it was seen"),
        ({"about": []}, "one event as it was seen"),
        ({"about": [{"doc_id": "a", "trigger": [1]}]}, "place in a text"),
        ({"about": 5}, "a wrong judgement"),
        ({"about": [{"doc_id": "a", "trigger": ["1", "2"]}]}, "place in a text"),
        ({"seen": {"doc": "a"}}, "no 'span'"),
    ],
)
def test_a_wrong_judgement_is_named_with_its_line(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    lines = list(gold_lines(rows(SAID[5])))
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(lines[0]) + "\n" + json.dumps({**lines[1], **changes}) + "\n", "utf-8")
    with pytest.raises(UsageError, match=r"gold\.jsonl:2: ") as raised:
        read_judgements(path)
    assert words in str(raised.value)


def test_annotations_by_others_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"kind": "event", "doc": "a", "types": ["AID"]}\n', "utf-8")
    assert read_judgements(path) == ()
