"""The quick sets of gold data stay above their floors (tests/gold/floors.json); `make quality` scores all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.documents.options import ReadOptions
from dragoman.export import export_record
from dragoman.record.query import open_record
from dragoman.run.local import code_paths
from dragoman.settings import Settings


@pytest.fixture(scope="module")
def quality(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("benchmarks/quality.py")


@pytest.mark.usefixtures("loaded", "shared")
@pytest.mark.parametrize("name", ["seeds", "gsr"])
def test_nothing_falls_below_its_floor(quality: ModuleType, tmp_path: Path, name: str) -> None:
    out, lines = tmp_path / "r.duckdb", tmp_path / "r.jsonl"
    code_paths([str(quality.input_of(name))], out, Settings(), ReadOptions())
    with open_record(out) as opened:
        export_record(opened, "jsonl", lines)
    table = {name: quality.measured(name, lines)}
    assert list(quality.below(table, quality.read_floors())) == []


def test_every_floor_has_a_measure(quality: ModuleType) -> None:
    floors = quality.read_floors()
    assert floors
    assert [(s, m) for s, values in floors.items() for m in values if m not in quality.MEASURES.get(s, ())] == []


def test_floors_never_go_down(quality: ModuleType) -> None:
    floors = {"gsr": {"top1.type": 0.8, "top1.tuple": 0.5}}
    table = {"gsr": {"all": {"top1.type": 0.7, "top1.tuple": 0.65, "type.f1": None}}}
    assert quality.raised(table, floors) == {"gsr": {"top1.tuple": 0.64, "top1.type": 0.8}}
    assert list(quality.below(table, floors)) == ["gsr top1.type: 0.700 is under its floor of 0.800"]


def test_a_measure_that_is_gone_is_below_its_floor(quality: ModuleType) -> None:
    assert list(quality.below({"gsr": {"all": {}}}, {"gsr": {"top1.type": 0.1}})) != []
