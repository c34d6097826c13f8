"""The error desk: each kind of error gets the cause that made it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.compare import compare, read_export
from dragoman.evaluate.desk import Finding, findings
from dragoman.evaluate.gate import gate_loss
from dragoman.evaluate.gold import Gold, read_gold
from dragoman.evaluate.metrics import Scores, score
from dragoman.language.gate import Gate
from dragoman.model import Document
from dragoman.pipeline import Resources, code_many
from dragoman.record.schema import Line, line_of, rows_of

Row = dict[str, Any]


def document(text: str, name: str = "d") -> Document:
    return Document(name, text, name)


def annotation(text: str, words: str | None = None, **changes: object) -> Row:
    """An annotation of the words of a text, by default of all of it."""
    start = text.index(words) if words else 0
    span = [start, start + len(words or text)]
    row = {"kind": "event", "doc": "d", "weight": "core", "span": span, "evidence": words or text}
    return {**row, "actors": ["NOR"], "recipients": ["RUS"], "factuality": "actual", **changes}


def gold_of(folder: Path, *rows: Row) -> Gold:
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return read_gold(path)


def lines_of(documents: list[Document], resources: Resources) -> list[Line]:
    return [line_of(kind, row) for coded in code_many(documents, resources) for kind, row in rows_of(coded)]


def desk(gold: Gold, documents: list[Document], resources: Resources, lines: list[Line] | None = None) -> list[Finding]:
    scores = score(gold, lines_of(documents, resources) if lines is None else lines).event
    assert scores is not None
    return list(findings(gold, scores, documents, resources))


EXPELLED = "Norway expelled two Russian diplomats."


@pytest.mark.parametrize(
    ("text", "changes", "kinds", "cause", "why"),
    [
        (
            EXPELLED,
            {"types": ["SANCTION"], "recipients": ["CHN"]},
            "false missed",
            "actor",
            "recipient RUS, wanted CHN",
        ),
        (
            "Norway met Russia. It expelled two Russian diplomats.",
            {"types": ["SANCTION"], "words": "It expelled two Russian diplomats", "actors": ["SWE"]},
            "false missed",
            "coreference",
            "by “It”",
        ),
        (
            EXPELLED,
            {"types": ["SANCTION"], "words": "Norway"},
            "false missed",
            "span",
            "the trigger “expelled” is outside the annotated words",
        ),
        (EXPELLED, {"types": ["AID"]}, "false missed", "lexicon", "no sense of “expel” gives AID"),
        (
            "Norway refused to meet Russia.",
            {"types": ["CONSULT"]},
            "false missed",
            "algebra",
            "can give CONSULT, and REJECT came out",
        ),
        ("Norway zorbled Russia.", {"types": ["AID"]}, "missed", "gate", "the sentence is not parsed"),
        (
            "Norway zorbled Russia and talks ended.",
            {"types": ["AID"], "words": "Norway zorbled Russia"},
            "missed",
            None,
            "",
        ),
        (EXPELLED, {"types": ["SANCTION"], "factuality": "future"}, "wrong", "factuality", "actual, wanted future"),
    ],
)
def test_cause(
    tmp_path: Path, resources: Resources, text: str, changes: Row, kinds: str, cause: str | None, why: str
) -> None:
    gold = gold_of(tmp_path, annotation(text, changes.pop("words", None), **changes))
    found = [f for f in desk(gold, [document(text)], resources) if f.gold is not None]
    assert " ".join(sorted(f.kind for f in found)) == kinds
    assert {f.cause for f in found} == {cause or "lexicon"}
    assert all(why in f.why for f in found)
    assert all(f.sentence and json.dumps(f.as_dict()) for f in found)


def test_optional_annotations_explain_false_events_and_are_not_missed(tmp_path: Path, resources: Resources) -> None:
    gold = gold_of(tmp_path, annotation(EXPELLED, types=["SANCTION"], recipients=["CHN"], weight="optional"))
    (found,) = desk(gold, [document(EXPELLED)], resources)
    assert (found.kind, found.cause) == ("false", "actor")


def test_events_without_annotation_are_extra(tmp_path: Path, resources: Resources) -> None:
    gold = gold_of(tmp_path, annotation(EXPELLED, types=["SANCTION"]))
    lines = lines_of([document(EXPELLED)], resources)
    twice = [*lines, *({**line, "id": "x"} for line in lines if line["kind"] == "event")]
    (found,) = desk(gold, [document(EXPELLED)], resources, twice)
    assert (found.kind, found.cause, found.why) == ("false", "extra", "the same event is coded twice")
    assert any("expel" in clause and "= NOR" in clause for clause in found.clauses)


def test_a_document_that_the_record_lacks(tmp_path: Path, resources: Resources) -> None:
    gold = gold_of(tmp_path, annotation(EXPELLED, types=["SANCTION"]))
    (found,) = desk(gold, [], resources, [])
    assert (found.kind, found.cause) == ("missed", "document")


def event(**changes: object) -> Line:
    row = {"kind": "event", "doc": "d", "event": ["AID"], "segment": "body", "span": [0, 40], "trigger": [7, 13]}
    sides = {"actor": [{"code": "NOR"}], "recipient": [{"code": "RUS"}]}
    return {**row, **sides, "mode": [], "factuality": "actual", "sources": [], "event_text": "", **changes}


def test_versions_are_compared(tmp_path: Path) -> None:
    text = "x" * 100
    gold = gold_of(
        tmp_path, *(annotation(text, types=[kind]) for kind in ("AID", "CONSULT")), annotation(text, types=["ACCUSE"])
    )
    old = [event(), event(event=["ACCUSE"]), event(event=["THREATEN"])]
    new = [event(), event(event=["CONSULT"]), event(event=["ASSAULT"])]
    before, after = (score(gold, lines).event for lines in (old, new))
    assert before is not None
    assert after is not None
    found = compare(gold, before, after)
    assert ([g.types for g in found.gained], [g.types for g in found.lost]) == ([("CONSULT",)], [("ACCUSE",)])
    assert ([x["event"] for x in found.new], [x["event"] for x in found.gone]) == ([["ASSAULT"]], [["THREATEN"]])
    assert json.loads(json.dumps(found.as_dict()))["gone_false"][0]["event"] == ["THREATEN"]


@pytest.mark.parametrize(("content", "words"), [("{", ":1: not JSON"), ('{"doc": "d"}', ":1: not a line"), (None, "")])
def test_a_wrong_export_is_named(tmp_path: Path, content: str | None, words: str) -> None:
    path = tmp_path / "old.jsonl"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(UsageError, match=f"old.jsonl{words}"):
        read_export(path)


@pytest.mark.parametrize("closed", [False, True])
def test_what_the_gate_loses(tmp_path: Path, resources: Resources, closed: bool) -> None:
    """With a gate that knows no word everything is dropped, and everything that matched is lost."""
    expelled = "Norway expelled a Russian diplomat."
    text = f"{expelled} The grass was green."
    gold = gold_of(tmp_path, annotation(expelled, types=["SANCTION"]))
    shut = replace(resources, gate=Gate(frozenset(), frozenset()))
    loss = gate_loss(gold, [document(text)], shut if closed else resources)
    assert (loss.sentences, loss.characters) == (2, len(text) - 1)
    assert loss.dropped == 1 + closed
    assert loss.without == {"event": 1}
    assert len(loss.lost) == closed
    assert loss.as_dict()["dropped_share"] == (1.0 if closed else 0.5)


def test_scores_of_statements_name_what_matches(tmp_path: Path) -> None:
    gold = gold_of(tmp_path, {"kind": "statement", "doc": "d", "speaker": "Lavrov", "span": [0, 20]})
    line = {
        "kind": "statement",
        "doc": "d",
        "form": "direct",
        "speaker": "Lavrov",
        "span": [0, 20],
        "quotes": [[0, 20]],
    }
    found: Scores = score(gold, [line])
    assert found.statement is not None
    assert [g.speaker for g in found.statement.matched] == ["Lavrov"]
