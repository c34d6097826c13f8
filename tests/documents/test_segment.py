"""The parts of an article: the table of cases, and what must hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dragoman.documents.options import MarkedDocument
from dragoman.documents.segment import segment
from dragoman.model import Document, Segment

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "segments.toml").read_text(encoding="utf-8"))["case"]


def _document(text: str) -> Document:
    return Document("case", text, "0")


def _build(parts: list[list[str]]) -> tuple[str, list[str]]:
    """The text of a case and the expected label of each of its characters."""
    text, labels = "", []
    for position, (label, part, *before) in enumerate(parts):
        between = "" if position == 0 else before[0] if before else "\n\n"
        text += between + part
        labels += [""] * len(between) + [label] * len(part)
    return text, labels


def _labels(text: str, segments: tuple[Segment, ...]) -> list[str]:
    labels = [""] * len(text)
    for found in segments:
        labels[slice(*found.span)] = [found.label] * (found.span[1] - found.span[0])
    return labels


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["name"], marks=[pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else [])
        for case in CASES
    ],
)
def test_case(case: dict) -> None:
    text, expected = _build(case["parts"])
    found = _labels(text, segment(_document(text)))
    wrong: dict[tuple[str, str], str] = {}
    for character, want, have in zip(text, expected, found, strict=True):
        if not character.isspace() and want != have:
            wrong[want, have] = wrong.get((want, have), "") + character
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "x",
        "\u2028\u2029\x0b",
        "Share this post",
        "---\n---\n",
        "•\n•\n•",
        "Read moreRead moreRead more",
        "© © ©",
        "By",
        "A" * 5000,
        "😀 said\r\n\r\n😀",
        "(Reuters)",
        "Comments\n\n" * 5,
        "# \n## \nText here.",
    ],
)
def test_segments_are_ordered_and_cover_everything(text: str) -> None:
    last = 0
    for found in segment(_document(text)):
        start, end = found.span
        assert last <= start < end <= len(text)
        assert not text[last:start].strip("# \n\r\t\x0b\u2028\u2029")
        last = end
    assert not text[last:].strip("# \n\r\t\x0b\u2028\u2029")


def test_markup_labels_win() -> None:
    text = (
        "A title\n\nThe minister waves to the crowd in Oslo.\n\nNorway's minister resigned on Monday, her office said."
    )
    caption = Segment("caption", (9, 9 + len("The minister waves to the crowd in Oslo.")))
    document = MarkedDocument("case", text, "0", marks=(Segment("headline", (0, 7)), caption))
    assert [found.label for found in segment(document)] == ["headline", "caption", "body"]


def test_markdown_heading_and_front_matter() -> None:
    text = (
        "---\ntitle: A visit\n---\n\n# A visit to Oslo\n\nNorway's king received the envoy on Monday, the palace said."
    )
    found = segment(_document(text))
    assert [part.label for part in found][-2:] == ["headline", "body"]
    assert text[slice(*found[-2].span)] == "A visit to Oslo"
    assert all(part.label == "boilerplate" for part in found[:-2])
