"""The table of attributions: source, cue, content, form, chain and setting of a statement."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading import read

from dragoman.model import Statement

TABLE = Path(__file__).parents[1] / "cases" / "attributions.toml"


def cases() -> list[Any]:
    out = []
    for n, row in enumerate(tomllib.loads(TABLE.read_text("utf-8"))["case"], 1):
        marks = [pytest.mark.xfail(reason=row["xfail"])] if "xfail" in row else []
        out.append(pytest.param(row, id=f"{n}-{row['text'][:30]}", marks=marks))
    return out


def shown(statement: Statement, text: str) -> dict[str, Any]:
    """A statement in the words of the table."""
    words = [text[a:b] for a, b in statement.content]
    return {
        "speaker": statement.speaker,
        "content": words,
        "form": statement.form,
        "quotes": [text[a:b] for a, b in statement.quotes],
        "sources": [s.name for s in statement.sources],
        "cue": text[slice(*statement.cue_span)] if statement.cue_span else None,
        "addressee": statement.addressee,
        "occasion": statement.occasion,
    }


@pytest.mark.parametrize("case", cases())
def test_attribution(case: dict[str, Any]) -> None:
    statements = read(case["text"])
    if case.get("none"):
        assert not [s for s in statements if s.quotes]
        return
    if case.get("nothing"):
        assert not statements
        return
    want = {k: v for k, v in case.items() if k not in {"text", "xfail", "kind"}}
    want.setdefault("speaker", None)
    if want.get("occasion") == "":
        want["occasion"] = None
    rows = [shown(s, case["text"]) for s in statements]
    assert any(all(row[k] == v for k, v in want.items()) for row in rows), rows
