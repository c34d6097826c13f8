"""Relations: the table of sentences, and what the tables of words refuse."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman import identity
from dragoman.errors import DataError
from dragoman.model import Document, Relation
from dragoman.pipeline import Resources, code_many
from dragoman.relations import words
from dragoman.relations.words import data_folder, load_words

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


# The tables


def test_kinds_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "relations.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert rows == set(load_words().kinds)


def test_symmetric_kinds() -> None:
    assert {name for name, kind in load_words().kinds.items() if kind.symmetric} == SYMMETRIC


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("nouns.toml", 'kind = "ally_of"', 'kind = "allied_of"', "'allied_of' is no relation"),
        ("verbs.toml", 'subject = "agent"\n', "", "a verb needs the roles"),
        ("verbs.toml", 'dates = "end"', 'dates = "never"', "'dates' is start or end"),
        ("verbs.toml", 'future = "candidate_of"', 'future = "hopes"', "'hopes' is no relation"),
        ("kinds.toml", 'object = ["org"]', 'object = ["club"]', "needs a meaning, and parties of"),
        ("kinds.toml", '"group group"', '"group club"', "a pair whose parties it does not list"),
        ("words.toml", 'former = ["former",', "former = [7,", "'former' must be a list of words"),
        ("borders.csv", "ALB,KOS", "ALB-KOS", "'ALB-KOS' is no pair of codes"),
    ],
)
def test_a_mistake_in_a_table_names_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, says: str
) -> None:
    for path in data_folder().iterdir():
        text = path.read_text(encoding="utf-8")
        assert path.name != file or old in text
        (tmp_path / path.name).write_text(text.replace(old, new, 1) if path.name == file else text, encoding="utf-8")
    monkeypatch.setattr(words, "data_folder", lambda: tmp_path)
    with pytest.raises(DataError, match=rf"{file}:\d+") as caught:
        load_words.__wrapped__()
    assert says in str(caught.value)


def test_names_of_organisations(resources: Resources) -> None:
    short = resources.names.short
    ids = ("un:united-nations", "igo:quad", "igo:nato", "eu:european-union", "igo:brics")
    assert [short[key] for key in ids] == ["UNO", "QUAD", "NATO", "EUR", "BRICS"]
