"""Who noun phrases are, from a table of sentences (tests/cases/actors.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.actors.knowledge import Knowledge, load_knowledge
from dragoman.actors.resolve import Cast, build_cast
from dragoman.language.grammar import Phrase
from dragoman.language.parse import Parser
from dragoman.language.sentences import split
from dragoman.language.tree import Sentence
from dragoman.model import Document, Entity, Segment

CASES = Path(__file__).parents[1] / "cases"
TABLE: list[dict[str, Any]] = tomllib.loads((CASES / "actors.toml").read_text("utf-8"))["case"]


@cache
def knowledge() -> Knowledge:
    return load_knowledge(extra=[CASES / "actors_people.csv"])


@cache
def parser() -> Parser:
    return Parser()


@cache
def cast_of(text: str, day: str | None) -> tuple[tuple[Sentence, ...], Cast]:
    document = Document("case", text, "case", published=day)
    raws = split(text, [Segment("body", (0, len(text)))])
    sentences = tuple(parser().parse((raw, text[raw.span[0] : raw.span[1]]) for raw in raws))
    return sentences, build_cast(document, sentences, knowledge())


def phrase_of(sentences: tuple[Sentence, ...], text: str, words: str, nth: int | None) -> tuple[Sentence, Phrase]:
    """The phrase that the given words are; its head is the last token governed from outside."""
    start = -1
    if nth is None:
        start = text.rindex(words)
    else:
        for _ in range(nth):
            start = text.index(words, start + 1)
    end = start + len(words)
    sentence = next(s for s in sentences if s.span[0] <= start < s.span[1])
    inside = [t for t in sentence.tokens if t.start >= start and t.end <= end]
    assert inside, f"'{words}' are no tokens"
    left, right = inside[0].i, inside[-1].i + 1
    heads = [t.i for t in inside if not left <= t.head < right or t.head == t.i]
    nouns = [i for i in heads if sentence.tokens[i].pos in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"}]
    return sentence, Phrase((nouns or heads)[0 if len(nouns) < 2 else -1], left, right)


def resolve(case: dict[str, Any]) -> tuple[Entity, ...]:
    text = case["text"]
    sentences, cast = cast_of(text, case.get("day"))
    speaker = None
    if "speaker" in case:
        speaker = cast.resolve(*phrase_of(sentences, text, case["speaker"], None))[0]
    sentence, phrase = phrase_of(sentences, text, case["np"], case.get("nth"))
    return cast.resolve(sentence, phrase, speaker)


@pytest.mark.parametrize("case", TABLE, ids=lambda c: f"{c['np']}|{c['text'][:40]}")
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    found = resolve(case)
    assert sorted(e.code for e in found if e.code) == sorted(case["codes"]), found
    for key, field in (("sector", "sector"), ("name", "identifier_text"), ("basis", "basis"), ("office", "office")):
        if key in case:
            assert getattr(found[0], field) == case[key], found


def test_entities_carry_their_words() -> None:
    text = "Turkish police detained 30 protesters in Ankara. They fought back."
    sentences, cast = cast_of(text, None)
    for words in ("Turkish police", "30 protesters", "They"):
        for e in cast.resolve(*phrase_of(sentences, text, words, None)):
            assert text[e.span[0] : e.span[1]] == e.entity_text == words


def test_pronoun_points_to_its_antecedent() -> None:
    text = "India said it would retaliate."
    sentences, cast = cast_of(text, None)
    (found,) = cast.resolve(*phrase_of(sentences, text, "it", None))
    assert found.antecedent_span == (0, 5)


def test_same_answer_twice() -> None:
    text = "Xi met Putin. The two leaders agreed."
    sentences, cast = cast_of(text, "2023-03-21")
    sentence, phrase = phrase_of(sentences, text, "The two leaders", None)
    assert cast.resolve(sentence, phrase) is cast.resolve(sentence, phrase)


def test_states_are_counted() -> None:
    _, cast = cast_of("Russia and Ukraine fight. Russian troops left Kharkiv; Ukraine cheered.", None)
    assert cast.states()["UKR"] >= 2
    assert cast.states()["RUS"] == 2


def test_table_is_broad_enough() -> None:
    assert len(TABLE) >= 260
    assert sum(bool(c.get("coref")) for c in TABLE) >= 130
