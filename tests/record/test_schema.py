"""The table of kinds says the same as the model and as the contract of the record."""

from __future__ import annotations

import dataclasses
import json

import pytest
from record_builders import RUN, full

from dragoman.model import Coded
from dragoman.record.schema import KINDS, Kind, Run, line_of, rows_of, value_of


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_columns_are_the_fields_of_the_model(kind: Kind) -> None:
    fields = {field.name for field in dataclasses.fields(kind.model)} - {"doc", "doc_id"}
    assert {column.name for column in kind.columns if column.in_model} == fields


def test_every_part_of_a_coded_document_is_a_kind() -> None:
    assert {kind.part for kind in KINDS} == {field.name for field in dataclasses.fields(Coded)}


def test_sort_columns_exist() -> None:
    for kind in KINDS:
        assert set(kind.sort) <= {column.name for column in kind.columns}, kind.name


def test_values_come_back_from_plain_json() -> None:
    coded = full("a.txt")
    back: dict[str, list[object]] = {}
    for kind, row in rows_of(coded):
        plain = json.loads(json.dumps(row))
        back.setdefault(kind.part, []).append(value_of(kind, list(plain), list(plain.values())))
    assert back.pop("document") == [coded.document]
    for part, values in back.items():
        assert tuple(values) == getattr(coded, part), part


def test_a_line_begins_with_kind_and_document_and_has_no_text() -> None:
    lines = [line_of(kind, row) for kind, row in rows_of(full("a.txt"))]
    assert all(list(line)[:3] == ["kind", "doc", "doc_id"] for line in lines)
    document = lines[0]
    assert document["n_chars"] == len(full("a.txt").document.text)
    assert not {"text", "run", "coding"} & set(document)
    assert document["duplicate_of"] is None


def test_event_line_follows_the_contract() -> None:
    event = next(line_of(k, r) for k, r in rows_of(full("a.txt")) if k.name == "event")
    assert event["event"] == ["ACCUSE"]
    assert event["actor"][0]["code"] == "WEX"
    assert event["actor"][0]["span"] == [0, 7]
    assert event["sources"] == [{"name": "the envoy", "code": None, "kind": "speaker", "span": [70, 79]}]
    assert event["event_loc"]["geonames_id"] is None
    assert event["episode"] is None
    statement = next(line_of(k, r) for k, r in rows_of(full("a.txt")) if k.name == "statement")
    assert statement["content"] == [[37, 52], [54, 60]]


def test_run_id_depends_on_everything_that_changes_a_result() -> None:
    others = [
        Run("0.2.0", RUN.resources, RUN.parser, RUN.settings),
        Run(RUN.version, "tables-2", RUN.parser, RUN.settings),
        Run(RUN.version, RUN.resources, "other", RUN.settings),
        Run(RUN.version, RUN.resources, RUN.parser, {}),
    ]
    assert len({RUN.id, *(run.id for run in others)}) == 5
    assert Run(RUN.version, RUN.resources, RUN.parser, dict(reversed(RUN.settings.items()))).id == RUN.id
