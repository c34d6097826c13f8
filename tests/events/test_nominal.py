"""What nouns, copulas and "there is" tell, from a table of sentences (tests/cases/nominal.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import Coded

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "nominal.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['cell']}|{c['text'][:60]}")
def test_case(case: dict[str, Any], code_text: Callable[..., Coded], check_events: Callable[..., None]) -> None:
    check_events(case, code_text(case["text"]))
