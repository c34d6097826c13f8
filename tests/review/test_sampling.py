"""The sample: reproducible, over all strata, and stable when it grows or the record changes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from review_builders import TYPES, corpus, save, told

from dragoman.errors import UsageError
from dragoman.record.query import open_record
from dragoman.review.sampling import Plan, Sample, draw


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path / "r.duckdb", corpus())


def sample(path: Path, *plan: object) -> Sample:
    with open_record(path) as record:
        return draw(record, Plan(*plan))  # type: ignore[arg-type]


def test_the_same_seed_draws_the_same_events_and_another_one_others(path: Path) -> None:
    assert sample(path, 30, 5) == sample(path, 30, 5)
    one, other = ({d.event for d in sample(path, 30, seed).drawn} for seed in (5, 6))
    assert len(one) == len(other) == 30
    assert one != other


def test_a_larger_sample_holds_the_smaller_one(path: Path) -> None:
    largest = sample(path, 80).drawn
    assert len(largest) == 80
    for size in range(1, 80, 7):
        assert sample(path, size).drawn == largest[:size]


def test_every_stratum_has_one_before_any_has_two(path: Path) -> None:
    drawn = sample(path, 9).drawn
    assert {(d.type, d.band) for d in drawn} == {(kind, band) for kind in TYPES for band in range(3)}


def test_strata_take_part_by_the_root_of_their_size(path: Path) -> None:
    kinds = Counter(d.type for d in sample(path, 40).drawn)
    assert kinds["ACCUSE"] > kinds["CONSULT"] > kinds["ASSAULT"] >= 6
    # By size alone ASSAULT would have five of forty.
    assert sample(path, 40).events == 80


def test_events_that_come_and_go_leave_the_others_in_their_order(path: Path) -> None:
    before = [d.about for d in sample(path, 80).drawn if d.type == "ACCUSE" and d.band == 0]
    save(path, [told(n, "ACCUSE", 0.3) for n in range(200, 210)])
    after = [d.about for d in sample(path, 90).drawn if d.type == "ACCUSE" and d.band == 0]
    assert [about for about in after if about in before] == before
    assert len(after) == len(before) + 10


def test_types_can_be_chosen(path: Path) -> None:
    found = sample(path, 15, 0, ("ASSAULT",))
    assert {d.type for d in found.drawn} == {"ASSAULT"}
    assert (len(found.drawn), found.events) == (10, 10)


def test_one_text_under_two_names_is_judged_once(path: Path) -> None:
    from dataclasses import replace

    (first, *_) = corpus()
    twin = replace(first, document=replace(first.document, doc="copy.txt"))
    save(path, [replace(twin, events=tuple(replace(e, id="f" * 16) for e in twin.events))])
    drawn = sample(path, 100).drawn
    assert len(drawn) == len({d.about for d in drawn}) == 80


def test_furniture_is_not_drawn(path: Path) -> None:
    save(path, [told(300, "PROTEST", 0.5, segment="caption")])
    assert "PROTEST" not in {d.type for d in sample(path, 100).drawn}


def test_a_sample_of_nothing_is_refused(path: Path) -> None:
    with pytest.raises(UsageError, match="at least one"):
        sample(path, 0)
