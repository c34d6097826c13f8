"""Scores on small gold made by hand, and against the common scorer where it is present."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.documents.options import ReadOptions
from dragoman.errors import UsageError
from dragoman.evaluate.gold import read_gold
from dragoman.evaluate.matching import common, match, same_name
from dragoman.evaluate.metrics import score
from dragoman.export import export_record
from dragoman.record.query import open_record
from dragoman.run.local import code_paths
from dragoman.settings import Settings

Row = dict[str, Any]


def gold_event(**changes: object) -> Row:
    row = {"kind": "event", "doc": "d", "weight": "core", "types": ["AID"], "actors": ["NOR"], "recipients": ["MWI"]}
    return {**row, "factuality": "actual", "span": [0, 50], "evidence": "Norway helped", **changes}


def coded_event(**changes: object) -> Row:
    row = {"kind": "event", "doc": "d", "event": ["AID"], "mode": [], "segment": "body", "span": [0, 40]}
    sides = {"actor": [{"code": "NOR"}], "recipient": [{"code": "MWI"}], "trigger": [7, 13]}
    return {**row, **sides, "factuality": "actual", "date": None, "sources": [], "event_text": "", **changes}


def scores(tmp_path: Path, gold: list[Row], coded: list[Row]) -> Row:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in gold), "utf-8")
    return score(read_gold(path), coded).as_dict()


PAIR = {"subject": "A", "object": "B"}
ACTOR = {"actor": [{"code": "NOR"}, {"code": "SWE"}]}
OTHER = {"recipient": [{"code": "KEN"}]}
NOBODY: Row = {"recipient": [{"code": None, "entity_text": "the poor"}]}


@pytest.mark.parametrize(
    ("wanted", "found", "level"),
    [
        ({}, {}, "full"),
        ({}, {"trigger": [45, 55]}, None),
        ({}, {"trigger": None, "span": [30, 80]}, "full"),
        ({}, {"doc": "e"}, None),
        ({"types": ["SUPPORT", "AID"]}, {}, "full"),
        ({"types": ["SUPPORT"]}, {}, None),
        ({"types": ["SUPPORT"], "types_any": True}, {}, "full"),
        ({}, {"event": ["SUPPORT", "AID"]}, "full"),
        ({}, ACTOR, "type"),
        ({"actors_superset": True}, ACTOR, "full"),
        ({"actors_any": True}, ACTOR, "full"),
        ({"actors_optional": True}, ACTOR, "type"),
        ({"actors_optional": True, "actors_allowed": ["SWE"]}, ACTOR, "full"),
        ({"actors_optional": True}, {"actor": []}, "full"),
        ({}, OTHER, "actor"),
        ({}, NOBODY, "actor"),
        ({"recipients": []}, NOBODY, "full"),
        ({"recipients": ["UNK"]}, {"recipient": []}, "full"),
        ({"recipients_optional": True}, NOBODY, "full"),
        ({"recipients_optional": True}, OTHER, "actor"),
        ({"recipients_optional": True, "recipients_allowed": ["KEN"]}, OTHER, "full"),
        ({"recipients_any": True}, OTHER, "full"),
        ({}, {"segment": "teaser"}, None),
        ({}, {"segment": "caption"}, "full"),
        ({"segment": "boilerplate"}, {}, None),
    ],
)
def test_how_far_an_event_matches(tmp_path: Path, wanted: Row, found: Row, level: str | None) -> None:
    result = scores(tmp_path, [gold_event(**wanted)], [coded_event(**found)])["event"]
    reached = [name for name in ("type", "actor", "full") if result[name]["matched"]]
    assert (reached[-1] if reached else None) == level


def test_optional_events_are_not_missed_but_may_be_coded(tmp_path: Path) -> None:
    gold = [gold_event(), gold_event(weight="optional", span=[60, 99])]
    result = scores(tmp_path, gold, [coded_event(trigger=[70, 75], span=[60, 90])])["event"]["full"]
    assert (result["precision"], result["core_recall"], result["core"]) == (1.0, 0.0, 1)


def test_matching_is_one_to_one_and_as_large_as_can_be() -> None:
    fits = {"a": "12", "b": "1", "c": "23"}
    assert match(list(fits), list("123"), lambda g, p: p in fits[g]) == {0: 1, 1: 0, 2: 2}
    assert match(["core", "optional"], ["x"], lambda _, __: True) == {0: 0}


def test_what_matched_events_say_besides(tmp_path: Path) -> None:
    gold = [
        gold_event(date=["2024-05", "2024-06-01"], mode=["food", "medical"], sources=["Nyasa Times"]),
        gold_event(span=[60, 99], factuality=["future", "hypothetical"]),
        gold_event(span=[100, 120]),
    ]
    coded = [
        coded_event(date="2024-05-12", mode=["food"], sources=[{"name": "The Nyasa Times"}, {"name": None}]),
        coded_event(span=[60, 90], trigger=[60, 70], factuality="future"),
        coded_event(span=[100, 120], trigger=[100, 105], factuality="negated"),
    ]
    result = scores(tmp_path, gold, coded)["event"]
    assert result["date"] == {"accuracy": 1.0, "n": 1}
    assert (result["mode"]["precision"], result["mode"]["recall"]) == (1.0, 0.5)
    assert (result["sources"]["precision"], result["sources"]["recall"]) == (0.5, 1.0)
    assert (result["not_actual"]["tp"], result["not_actual"]["pred"], result["not_actual"]["gold"]) == (1, 2, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Lavrov", "Sergei Lavrov", True),
        ("the United Nations", "United Nations", True),
        ("Sergei Lavrov", "Sergei Ivanov", False),
        ("J", "J", False),
        (None, "Lavrov", False),
        ("", "", False),
    ],
)
def test_two_spellings_of_a_name(one: str | None, other: str | None, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_statements_need_most_of_the_span_and_the_speaker(tmp_path: Path) -> None:
    gold = [{"kind": "statement", "doc": "d", "speaker": "Sergei Lavrov", "span": [10, 110]}]
    line = {"kind": "statement", "doc": "d", "form": "partial", "speaker": "Lavrov", "span": [0, 200]}
    close, wide = [[14, 104]], [[10, 180]]
    assert scores(tmp_path, gold, [{**line, "quotes": close}])["statement"]["speaker"]["f1"] == 1.0
    assert scores(tmp_path, gold, [{**line, "quotes": wide}])["statement"]["span"]["f1"] == 0.0
    other = scores(tmp_path, gold, [{**line, "quotes": close, "speaker": "Li"}])["statement"]
    assert (other["span"]["f1"], other["speaker"]["f1"]) == (1.0, 0.0)
    assert scores(tmp_path, gold, [{**line, "quotes": close, "form": "indirect"}])["statement"]["span"]["pred"] == 0


@pytest.mark.parametrize(
    ("gold", "line", "right"),
    [
        ({"kind": "figure", "value": 12, "role": "killed"}, {"value": 12.0, "role": "killed"}, 1),
        ({"kind": "figure", "value": 12, "role": "killed"}, {"value": 12.0, "role": "injured"}, 0),
        ({"kind": "figure", "value": 12, "role": "deployed"}, {"value": 12.0, "role": None}, 1),
        ({"kind": "figure", "value": 12, "role": "deployed"}, {"value": 13.0, "role": "deployed"}, 0),
        (
            {"kind": "relation", "subject": "A", "relation": "ally_of", "object": "B"},
            {"subject": "B", "object": "A"},
            1,
        ),
        (
            {"kind": "relation", "subject": "A", "relation": "member_of", "object": "B"},
            {"subject": "B", "object": "A"},
            0,
        ),
        ({"kind": "position", "actor": "NOR", "issue": "the fish war", "stance": "for"}, {"issue": "fish"}, 1),
        ({"kind": "position", "actor": "NOR", "issue": "the fish war", "stance": "for"}, {"issue": "the boats"}, 0),
    ],
)
def test_figures_relations_and_positions(tmp_path: Path, gold: Row, line: Row, right: int) -> None:
    place = {"doc": "d", "span": [0, 20]}
    coded = {**place, "kind": gold["kind"], "relation": gold.get("relation"), "actor": "NOR", "stance": "for", **line}
    assert scores(tmp_path, [{**place, **gold}], [coded])[gold["kind"]]["matched"] == right


def test_furniture_is_scored_by_characters(tmp_path: Path) -> None:
    gold = [{"kind": "segment", "doc": "d", "span": span} for span in ([0, 100], [50, 150])]
    coded = [
        {"kind": "segment", "doc": "d", "label": "caption", "span": [100, 200]},
        {"kind": "segment", "doc": "d", "label": "body", "span": [0, 100]},
    ]
    result = scores(tmp_path, gold, coded)["segment"]
    assert result == {"character_recall": round(50 / 150, 4), "character_precision": 0.5}


def test_what_nobody_annotated_is_not_scored(tmp_path: Path) -> None:
    result = scores(
        tmp_path, [gold_event()], [coded_event(), coded_event(doc="unannotated"), {"kind": "run", "doc": None}]
    )
    assert set(result) == {"event"}
    assert result["event"]["full"]["pred"] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "no annotations"),
        ("{}\n", ":1: not an annotation"),
        ('{"kind": "document", "doc": "d"}\n{"kind": "event"', ":2: not JSON"),
        ('{"kind": "statement", "doc": "d", "span": [0, 4]}', ":1: a wrong statement: no 'speaker'"),
        (
            '{"kind": "event", "doc": "d", "types": [], "actors": [], "recipients": [], "span": [1]}',
            ":1: a wrong event",
        ),
    ],
)
def test_wrong_gold_is_named_with_its_line(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "gold.jsonl").write_text(content, "utf-8")
    with pytest.raises(UsageError, match=words):
        read_gold(tmp_path / "gold.jsonl")


def test_spans_share_characters() -> None:
    assert [common((0, 5), other) for other in ((5, 9), (4, 9), (1, 2), (9, 12))] == [0, 1, 1, 0]


@pytest.mark.usefixtures("loaded")
def test_the_common_scorer_agrees(shared: Path, tmp_path: Path) -> None:
    out, lines, gold = tmp_path / "r.duckdb", tmp_path / "r.jsonl", shared / "gold" / "seeds.jsonl"
    code_paths([str(shared / "seeds")], out, Settings(), ReadOptions())
    with open_record(out) as opened:
        export_record(opened, "jsonl", lines)
        ours = score(read_gold(gold), opened.lines()).as_dict()
    command = [sys.executable, str(shared / "score" / "score.py"), "--gold", str(gold), "--pred", str(lines), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert ours == theirs
    assert ours["event"]["type"]["matched"] > 0
