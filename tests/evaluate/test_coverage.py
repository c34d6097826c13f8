"""Which main predicates no table has."""

from __future__ import annotations

import pytest

from dragoman.console.coverage import coverage_lines
from dragoman.evaluate.coverage import Coverage, Unknown, coverage
from dragoman.model import Document
from dragoman.pipeline import Resources


def found(resources: Resources, *texts: str) -> Coverage:
    return coverage([Document(str(n), text, str(n)) for n, text in enumerate(texts)], resources)


@pytest.mark.parametrize(
    ("text", "sentences", "unknown"),
    [
        pytest.param("France expelled two diplomats.", 1, [], id="kernel"),
        pytest.param("France refused to meet Iran.", 1, [], id="operator"),
        pytest.param("France remains calm.", 1, [], id="listed as no event"),
        pytest.param("France zorbled Iran.", 1, ["zorble"], id="unknown, and dropped by the gate"),
        pytest.param("The dog zorbled the cat.", 0, [], id="nobody whom a code names"),
        pytest.param("France said that Iran zorbled the cat.", 1, [], id="the head counts, not what it governs"),
    ],
)
def test_what_is_known(resources: Resources, text: str, sentences: int, unknown: list[str]) -> None:
    seen = found(resources, text)
    assert (seen.sentences, [word.lemma for word in seen.unknown]) == (sentences, unknown)


def test_the_most_frequent_comes_first_with_its_first_sentence(resources: Resources) -> None:
    seen = found(resources, "France blorped Iran.", "Iran zorbled France.\nSpain zorbled Italy. Italy met Spain.")
    assert seen.unknown[0] == Unknown("zorble", "VERB", 2, "Iran zorbled France.")
    assert (seen.sentences, seen.missing, seen.known_share) == (4, 3, 0.25)
    assert seen.as_dict(1)["words"] == [
        {"lemma": "zorble", "pos": "VERB", "sentences": 2, "example": "Iran zorbled France."}
    ]
    assert len(list(coverage_lines(seen, 1))) == 2


def test_nothing_to_read(resources: Resources) -> None:
    assert found(resources).known_share == 0.0
