"""Furniture of web pages, from HTML to segments (tests/cases/pages.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.documents.read import read_paths
from dragoman.documents.segment import segment
from dragoman.model import STORY_LABELS, Document

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "pages.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_page(case: dict[str, Any], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    path = tmp_path / "page.html"
    path.write_text(case["html"], "utf-8")
    (document,) = read_paths([str(path)])
    assert isinstance(document, Document)
    parts = [(s.label, document.text[slice(*s.span)]) for s in segment(document)]
    story = "\n".join(text for label, text in parts if label in STORY_LABELS)
    assert [words for words in case["keep"] if words not in story] == [], parts
    assert [words for words in case["drop"] if words in story] == [], parts


def test_every_kind_of_furniture_has_cases() -> None:
    assert len(CASES) >= 30
    assert len({case["name"] for case in CASES}) == len(CASES)
