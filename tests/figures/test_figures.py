"""Figures: the table of sentences, and what belongs to whom."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman import identity
from dragoman.errors import DataError
from dragoman.figures.words import FOLDER, load_words
from dragoman.model import Coded, Document, Figure
from dragoman.pipeline import Resources, code

TABLE = Path(__file__).parents[1] / "cases" / "figures.toml"


def cases() -> Iterator[Any]:
    for n, row in enumerate(tomllib.loads(TABLE.read_text("utf-8"))["case"], 1):
        marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
        yield pytest.param(row["text"], row["want"], id=f"{n}-{row['text'][:40]}", marks=marks)


def coded(text: str, resources: Resources) -> Coded:
    return code(Document("test", text, identity.document_id(text)), resources)


def shown(figure: Figure, want: str) -> str:
    """A figure in the words of the table; whose it is only where the case says it."""
    most = f"..{figure.value_max:.15g}" if figure.value_max is not None else ""
    line = f"{figure.op}{figure.value:.15g}{most} {figure.unit or '-'} {figure.role or '-'}"
    return (
        f"{line} {figure.of or '-'}"
        if re.search(r" (?:[A-Z]{3}|-)(?:\.[A-Z]{3})?$", want[1:]) and _owned(want)
        else line
    )


def _owned(want: str) -> bool:
    """Whether the last word of a case is an owner: the unit may have several words, the owner is in capitals."""
    return want.rsplit(maxsplit=1)[-1].isupper() and len(want.split()) >= 4


@pytest.mark.parametrize(("text", "want"), cases())
def test_figures_of_a_sentence(text: str, want: list[str], resources: Resources) -> None:
    found = coded(text, resources).figures
    assert [shown(f, w) for f, w in zip(found, want, strict=False)] + [shown(f, "") for f in found[len(want) :]] == want
