"""What operators make of what they govern, from a table of sentences (tests/cases/algebra.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from dragoman.errors import DataError
from dragoman.events.algebra import Class, read_algebra
from dragoman.events.lexicon import data_folder
from dragoman.events.senses import OPERATORS
from dragoman.model import Coded

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "cases" / "algebra.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = DATA["case"]
SKIPPED: dict[str, str] = {f"{row['cell']}": row["reason"] for row in DATA["skip"]}
CELLS = [f"{op}.{name}" for op in sorted(OPERATORS) for name in get_args(Class)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['cell']}|{c['text'][:60]}")
def test_case(
    case: dict[str, Any],
    code_text: Callable[..., Coded],
    check_events: Callable[..., None],
    request: pytest.FixtureRequest,
) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    check_events(case, code_text(case["text"]))


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_has_a_sentence_or_a_reason(cell: str) -> None:
    named = [case for case in CASES if case["cell"] == cell]
    assert bool(named) != (cell in SKIPPED), f"{cell}: {len(named)} cases, skipped: {SKIPPED.get(cell)}"


def test_cells_and_keys_are_known() -> None:
    assert set(SKIPPED) <= set(CELLS)
    assert all(SKIPPED.values())
    topics = {c["cell"] for c in CASES} - set(CELLS)
    assert {t for t in topics if "." in t} == set(), "cells that do not exist"
    known = {"cell", "text", "events", "more", "never", "source", "xfail"}
    assert [case["text"] for case in CASES if set(case) - known] == []


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (("[rows.promise]", "[rows.perhaps]"), "no operator 'perhaps'"),
        (("[rows.promise]\ncooperative", "[rows.promise]\nfriendly"), "no row for 'cooperative'"),
        (('inner = "negate"', 'inner = "lose"'), "inner 'lose' is not known"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_mistake_in_the_table_is_named(edit: tuple[str, str], message: str, tmp_path: Path) -> None:
    path = tmp_path / "algebra.toml"
    text = (data_folder() / "algebra.toml").read_text("utf-8")
    assert edit[0] in text
    path.write_text(text.replace(*edit, 1), "utf-8")
    with pytest.raises(DataError, match=message) as caught:
        read_algebra(path)
    assert str(path) in str(caught.value)
