"""The table of positions: actor, stance and issue of each text, and which issues meet."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman import identity
from dragoman.model import Document, Position
from dragoman.pipeline import Resources, code

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "positions.toml").read_text("utf-8"))


def marked(rows: list[Any], name: str) -> list[Any]:
    out = []
    for n, row in enumerate(rows, 1):
        marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
        out.append(pytest.param(row, id=f"{n}-{row[name][:40]}", marks=marks))
    return out


def read(text: str, resources: Resources) -> tuple[Position, ...]:
    document = Document("test", text, identity.document_id(text))
    return code(document, resources).positions


def short(position: Position) -> str:
    return f"{position.actor} {position.stance} {position.issue_id}"


@pytest.mark.parametrize("case", marked(TABLE["case"], "text"))
def test_position(case: dict[str, Any], resources: Resources) -> None:
    found = read(case["text"], resources)
    assert sorted({short(p) for p in found}) == sorted(case["want"]), [(p.issue, p.rule) for p in found]
    if not found:
        return
    first = found[0]
    have = {
        "issue": first.issue,
        "strength": first.strength,
        "who": first.identifier_text,
        "sources": [s.name for s in first.sources],
    }
    assert {k: v for k, v in have.items() if k in case} == {k: case[k] for k in have if k in case}


@pytest.mark.parametrize("pair", marked(TABLE["pair"], "other"))
def test_issues_meet(pair: dict[str, Any], resources: Resources) -> None:
    one, other = (read(pair[key], resources) for key in ("one", "other"))
    assert one, pair["one"]
    assert other, pair["other"]
    assert (one[0].issue_id == other[0].issue_id) is pair["meet"], (one[0].issue_id, other[0].issue_id)
