"""The gate, from a table (tests/cases/gate.toml), and that it loses nothing on the packaged tables."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.actors.knowledge import load_knowledge
from dragoman.events.lexicon import load_lexicon
from dragoman.language.gate import Gate
from dragoman.language.inflection import verb_forms
from dragoman.language.sentences import RawSentence, split
from dragoman.model import Segment
from dragoman.ontology import load_ontology

CASES_FOLDER = Path(__file__).parents[1] / "cases"
DATA: dict[str, Any] = tomllib.loads((CASES_FOLDER / "gate.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = DATA["case"]
GATE = Gate(frozenset(DATA["triggers"]), frozenset(DATA["standins"]))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    text = case["text"]
    names = [(text.index(name), text.index(name) + len(name)) for name in case["names"]]
    found = GATE.passing(text, [RawSentence(0, (0, len(text)), "body", 0)], names)
    assert bool(found) == case["passes"]


def test_names_count_for_their_own_sentence_only() -> None:
    text = "Somebody bombed it all away. Iran is old. Rebels bombed Iran. Somebody bombed a hill."
    sentences = split(text, [Segment("body", (0, len(text)))])
    names = [(n, n + 4) for n in range(len(text)) if text.startswith("Iran", n)]
    gate = Gate(frozenset({"bombed"}), frozenset())
    kept = gate.passing(text, sentences[1:], names)
    assert [text[s.span[0] : s.span[1]] for s in kept] == ["Rebels bombed Iran."]


def test_names_may_come_in_any_order_and_overlap() -> None:
    text = "Cats purr here. South Sudan bombed a hill. Dogs bark. Niger bombed a hill."
    sentences = split(text, [Segment("body", (0, len(text)))])
    south, niger = text.index("South"), text.index("Niger")
    names = [(niger, niger + 5), (south + 6, south + 11), (south, south + 11)]
    kept = Gate(frozenset({"bombed"}), frozenset()).passing(text, sentences, names)
    assert [s.index for s in kept] == [1, 3]


def test_without_quotes_a_quotation_needs_a_trigger() -> None:
    text = "“Rain,” somebody noted."
    sentence = RawSentence(0, (0, len(text)), "body", 0)
    assert GATE.passing(text, [sentence], []) == [sentence]
    assert Gate(GATE.triggers, GATE.standins, quotes=False).passing(text, [sentence], []) == []


def test_a_sentence_may_reach_over_a_name_of_the_next() -> None:
    text = "He said so. Iran."
    kept = GATE.passing(text, split(text, [Segment("body", (0, len(text)))]), [(12, 16)])
    assert [s.index for s in kept] == [0]


# ---- the packaged tables


@cache
def packaged() -> tuple[Gate, Any]:
    knowledge = load_knowledge()
    lexicon = load_lexicon(load_ontology())
    return Gate(lexicon.triggers(), frozenset(knowledge.roles)), (knowledge, lexicon)


#: Sentences that a wrong inflection costs for now.
KNOWN_LOST = 12


def test_no_example_of_the_lexicon_is_lost() -> None:
    gate, (knowledge, lexicon) = packaged()
    lost = []
    for sense in lexicon.all_senses():
        if sense.example and sense.none is None:
            text = sense.example
            names = [(hit.start, hit.end) for hit in knowledge.index.hits(text)]
            if not gate.passing(text, [RawSentence(0, (0, len(text)), "body", 0)], names):
                lost.append(f"{sense.where} {text}")
    assert len(lost) <= KNOWN_LOST, lost


@pytest.mark.parametrize("table", ["algebra.toml", "roles.toml"])
def test_no_sentence_with_an_event_is_lost(table: str) -> None:
    gate, (knowledge, _) = packaged()
    data = tomllib.loads((CASES_FOLDER / table).read_text("utf-8"))
    rows = data["case"] if "case" in data else [case for rows in data["topics"].values() for case in rows]
    for text in [row["text"] for row in rows if row.get("events") or row.get("type")]:
        names = [(hit.start, hit.end) for hit in knowledge.index.hits(text)]
        sentences = split(text, [Segment("body", (0, len(text)))])
        assert gate.passing(text, sentences, names) == sentences, text


def test_every_form_of_every_verb_is_a_trigger() -> None:
    _, (_, lexicon) = packaged()
    triggers = lexicon.triggers()
    missing = [
        f
        for w, senses in lexicon.verbs.items()
        if any(s.type or s.op for s in senses)
        for f in verb_forms(w)
        if f not in triggers
    ]
    assert missing == []
