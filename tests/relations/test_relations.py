"""Relations: the table of sentences, and what the tables of words refuse."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman import identity
from dragoman.model import Document, Relation
from dragoman.pipeline import Resources, code_many

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "relations.toml").read_text(encoding="utf-8"))["case"]
#: Kinds that say the same in either order.
SYMMETRIC = {"ally_of", "partner_of", "rival_of", "borders"}


def told(relation: Relation) -> str:
    return f"{relation.subject} {relation.relation} {relation.object}"


def plain(words: str) -> str:
    """A relation with its parties in one order where the order says nothing."""
    left, _, right = words.rpartition(" ")
    subject, _, kind = left.rpartition(" ")
    if kind in SYMMETRIC:
        subject, right = sorted((subject, right))
    return f"{subject} {kind} {right}"


@pytest.fixture(scope="module")
def found(resources: Resources) -> dict[str, tuple[Relation, ...]]:
    """Every text of the table, coded in one batch."""
    texts = dict.fromkeys(case["text"] for case in CASES)
    documents = [Document(text, text, identity.document_id(text), published="2025-02-10") for text in texts]
    return {coded.document.doc: coded.relations for coded in code_many(documents, resources)}


def cases() -> list[Any]:
    return [
        pytest.param(
            case,
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
            id=case["text"],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", cases())
def test_relations(case: dict[str, Any], found: dict[str, tuple[Relation, ...]]) -> None:
    relations = found[case["text"]]
    assert sorted(plain(told(r)) for r in relations) == sorted(plain(words) for words in case["states"])
    for relation in relations:
        assert 0 <= relation.span[0] < relation.span[1] <= len(case["text"])
        if "sources" in case:
            assert [s.name for s in relation.sources] == case["sources"]
    if "valid" in case:
        assert {told(r): r.valid for r in relations if r.valid} == case["valid"]
    if "span" in case:
        assert any(case["span"] in case["text"][slice(*r.span)] for r in relations)


def test_table_is_large_enough() -> None:
    assert len(CASES) >= 120
