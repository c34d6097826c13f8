"""What headlines leave out is read into them, and every word stays where it stands."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.language.headlines import retelling
from dragoman.language.parse import Parser
from dragoman.language.sentences import split
from dragoman.language.titles import untitled
from dragoman.language.tree import Sentence
from dragoman.model import Segment


@cache
def parser() -> Parser:
    return Parser()


def parse(text: str) -> Sentence:
    raws = split(text, [Segment("headline", (0, len(text)))])
    return next(iter(parser().parse((raw, text[raw.span[0] : raw.span[1]]) for raw in raws)))


@pytest.mark.parametrize(
    "text", ["Police arrest union leader in Peru", "Chile, Peru swap prisoners", "Oslo, Helsinki to resume talks"]
)
def test_the_words_are_those_of_the_text(text: str) -> None:
    tokens = parse(text).tokens
    assert [t.text for t in tokens] == [text[t.start : t.end] for t in tokens]
    assert {"arrested", "swapped", "and", "will"}.isdisjoint(t.lower for t in tokens)


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested a union leader in Peru.",
        "Peace talks in Vienna",
        "The strike of the nurses in Malawi",
        "On Monday, Kenya signed the pact.",
        "Will police arrest the leader of Peru?",
    ],
)
def test_what_is_plain_already_is_left_alone(text: str) -> None:
    assert retelling(parse(text).tokens) == {}


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Peru's President Urges Chile to Lift Sanctions", "urge"),
        ("Chad Says Libya Ready for Talks With Rebels", "say"),
        ("Kenya Fires Two Missiles Into Sea", "fire"),
        ("Chile, Peru Discuss Border Dispute in Lima", "discuss"),
    ],
)
def test_title_case_has_a_verb(text: str, verb: str) -> None:
    tokens = parse(text).tokens
    assert [t.lemma for t in tokens if t.dep == "ROOT"] == [verb]
    assert [text[t.start : t.end].lower() for t in tokens] == [t.lower for t in tokens]


@pytest.mark.parametrize(
    "text",
    [
        "Peru's president urges Chile to lift sanctions",
        "The White House met the World Bank and the United Nations.",
        "PERU URGES CHILE TO LIFT SANCTIONS",
        "Tanya Lopez, Andes Watch",
    ],
)
def test_what_is_no_title_case_keeps_its_capitals(text: str) -> None:
    assert untitled(text) == text
