"""Sentence boundaries, from a table of texts (tests/cases/sentences.toml)."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dragoman.language.sentences import MAX_SENTENCE, RawSentence, split
from dragoman.model import Segment

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "cases" / "sentences.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = [{"topic": name, **case} for name, rows in DATA["topics"].items() for case in rows]


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in (s.span for s in whole(text))]


def whole(text: str) -> list[RawSentence]:
    return split(text, [Segment("body", (0, len(text)))])


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['topic']}|{c['text'][:50]!r}")
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    assert words(case["text"]) == case["sentences"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['text'][:50]!r}")
def test_shape(case: dict[str, Any]) -> None:
    """Spans are in order, do not overlap, have no blank edges; no word but a label is lost."""
    found = whole(case["text"])
    assert [s.index for s in found] == list(range(len(found)))
    last = 0
    for s in found:
        assert last <= s.span[0] < s.span[1] <= len(case["text"])
        last = s.span[1]
        inside = case["text"][s.span[0] : s.span[1]]
        assert inside == inside.strip()
    assert [s.paragraph for s in found] == sorted(s.paragraph for s in found)


def test_no_sentence_crosses_a_segment() -> None:
    text = "Iran signs\nIran signed on Monday in Oman. Iraq did not."
    cut = text.index("\n")
    middle = text.index(" in Oman")
    segments = [
        Segment("headline", (0, cut)),
        Segment("body", (cut + 1, middle)),
        Segment("caption", (middle, len(text))),
    ]
    found = split(text, segments)
    assert [(s.segment, text[s.span[0] : s.span[1]]) for s in found] == [
        ("headline", "Iran signs"),
        ("body", "Iran signed on Monday"),
        ("caption", "in Oman."),
        ("caption", "Iraq did not."),
    ]
    assert [s.paragraph for s in found] == [0, 1, 2, 2]


def test_what_is_in_no_segment_is_skipped() -> None:
    text = "Iran signed. Subscribe now! Iraq did not."
    start = text.index("Subscribe")
    found = split(text, [Segment("body", (0, start)), Segment("body", (start + len("Subscribe now! "), len(text)))])
    assert [text[s.span[0] : s.span[1]] for s in found] == ["Iran signed.", "Iraq did not."]


def test_no_segments() -> None:
    assert split("Iran signed.", []) == []


def test_offsets_count_code_points() -> None:
    text = "🕊️ Peace! “Iran signed,” said Jörg – naïve? Yes."
    assert words(text) == ["🕊️ Peace!", "“Iran signed,” said Jörg – naïve?", "Yes."]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5_000_000,
        "word " * 1_000_000,
        "word. " * 200_000,
        "Iran said. " * 100_000,
        '"' * 2_000_000,
        "." * 2_000_000,
        "a." * 2_000_000,
    ],
    ids=["letters", "words", "stops", "sentences", "quotes", "dots", "initials"],
)
def test_a_line_of_megabytes_is_cut_and_bounded(text: str) -> None:
    found = whole(text)
    assert all(s.span[1] - s.span[0] <= MAX_SENTENCE for s in found)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))
    if text[0].isalpha():
        assert found[0].span[0] == 0
        assert found[-1].span[1] >= len(text) - 2


@pytest.mark.xfail(reason="splitter: a later blank is preferred to a semicolon or comma")
def test_a_long_stretch_is_cut_at_a_clause() -> None:
    text = "; ".join(f"clause number {n} says nothing" for n in range(200))
    parts = words(text)
    assert len(parts) > 3
    assert all(part.endswith((";", "nothing")) for part in parts)
