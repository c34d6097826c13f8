"""The numbers of the reliability table, on values whose answer is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from dragoman.pipeline import Resources


@pytest.fixture(scope="module")
def calibration(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("benchmarks/calibration.py")


@pytest.mark.parametrize(
    ("p", "y", "area"),
    [
        ([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], 1.0),
        ([0.1, 0.2, 0.8, 0.9], [1, 1, 0, 0], 0.0),
        ([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1], 0.5),
        ([0.1, 0.4, 0.4, 0.9], [0, 0, 1, 1], 0.875),
        ([0.1, 0.9], [1, 1], 0.5),
    ],
)
def test_area_under_the_curve(calibration: ModuleType, p: list[float], y: list[int], area: float) -> None:
    assert calibration.auroc(np.array(p), np.array(y)) == pytest.approx(area)


def test_bins_have_equal_mass_and_their_distance_is_the_error(calibration: ModuleType) -> None:
    p = np.repeat([0.2, 0.8], 50)
    y = np.array(([1] + [0] * 4) * 10 + [1] * 50)
    found = calibration.reliability(p, y)
    assert [b.number for b in found.bins] == [10] * 10
    assert found.bins[0].right == pytest.approx(0.2)
    assert found.ece == pytest.approx(0.5 * 0 + 0.5 * 0.2)
    assert (found.number, found.right) == (100, pytest.approx(0.6))


def test_nobody_is_judged_by_a_model_that_has_seen_them(calibration: ModuleType) -> None:
    """What depends on the document alone cannot be learnt from the other documents."""
    rows = [calibration.Example(f"d{n}", {"own": float(n == k)}, bool(n % 2)) for n in range(40) for k in range(3)]
    assert calibration.out_of_fold(rows).auroc < 0.6
    assert calibration.held_out(rows, rows).number == 120


def test_weights_follow_what_is_right(calibration: ModuleType) -> None:
    rows = [calibration.Example(f"d{n}", {"good": float(n % 2)}, n % 2 == 1) for n in range(40)]
    names, x, y = calibration.arrays(rows)
    assert names == ["good"]
    assert calibration.fit(x, y)[1] > 1
    assert calibration.out_of_fold(rows).auroc == 1.0


def test_events_are_right_by_the_rule_of_their_document(
    calibration: ModuleType, resources: Resources, tmp_path: Path
) -> None:
    """With one annotation a document type and actors count; with several also the recipients."""
    text = "Norway expelled two Russian diplomats. France met Chad in Paris."
    (tmp_path / "articles").mkdir()
    for name in ("one.txt", "two.txt"):
        (tmp_path / "articles" / name).write_text(text, "utf-8")
    first = {"kind": "event", "types": ["SANCTION"], "actors": ["NOR"], "recipients": ["CHN"], "span": [0, 38]}
    second = {"kind": "event", "types": ["CONSULT"], "actors": ["FRA", "TCD"], "recipients": [], "span": [39, 64]}
    rows = [{"doc": "one.txt", **first}, {"doc": "two.txt", **first}, {"doc": "two.txt", **second}]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    found = calibration.examples(tmp_path / "articles", gold, resources)
    right = {(e.doc, e.features["state"], e.right) for e in found}
    assert [e.right for e in found if e.doc == "one.txt"] == [True, False]
    assert [e.right for e in found if e.doc == "two.txt"] == [False, True]
    assert len(right) == 4


def test_a_third_of_the_documents_is_never_looked_at(calibration: ModuleType) -> None:
    share = sum(calibration.unread(f"document-{n}") for n in range(600)) / 600
    assert 0.25 < share < 0.42


def test_the_diagram_shows_every_bin_and_its_interval(
    script: Callable[[str], ModuleType], calibration: ModuleType
) -> None:
    reliability = script("benchmarks/reliability.py")
    # Ten of ten right: Wilson's lower end is 10 / (10 + z²).
    low, high = reliability.interval(1.0, 10)
    assert (low, high) == (pytest.approx(10 / (10 + 1.96**2)), pytest.approx(1.0))
    low, high = reliability.interval(0.5, 100)
    assert low + high == pytest.approx(1.0)
    drawn = reliability.diagram([calibration.Bin(0.1, 0.3, 10, 0.2, 0.1), calibration.Bin(0.4, 0.9, 10, 0.6, 1.0)])
    assert drawn.count("<circle") == 2


def test_numbers_that_hold_exactly_err_by_chance_and_less_with_more_events(calibration: ModuleType) -> None:
    few, many = (calibration.reliability(np.full(n, 0.5), np.zeros(n)).by_chance for n in (100, 10_000))
    # Ten of one half: the mean distance of a binomial share from its half is 0.123.
    assert few == pytest.approx(0.123, abs=0.005)
    assert many == pytest.approx(few / 10, rel=0.1)
    assert calibration.reliability(np.ones(50), np.ones(50)).by_chance == 0
