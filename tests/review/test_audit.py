"""The audit: shares and what they are of, against counts made by hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from review_builders import TYPES, corpus, opinion, save

from dragoman.model import Coded
from dragoman.record.query import open_record
from dragoman.record.store import open_links
from dragoman.review.audit import Audit, audit, rates
from dragoman.review.intervals import wilson
from dragoman.review.opinions import Opinion, Verdict
from dragoman.review.reliability import Verified, reliability

CODED = corpus()
RIGHT, NONE = Verdict("right"), Verdict("wrong")
Cli = Callable[..., Result]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path / "r.duckdb", CODED)


def said(path: Path, opinions: Iterable[Opinion]) -> Audit:
    with open_links(path) as store:
        store.judge(*(row for one in opinions for row in one.judgements()))
    with open_record(path) as record:
        return audit(record)


def sure(coded: Coded) -> bool:
    return coded.events[0].confidence >= 0.5


def test_without_judgements_there_is_nothing_to_say(path: Path) -> None:
    found = said(path, ())
    assert found.people == {}
    assert all(row.found is None for row in (*found.tuples, *found.parts))
    with open_record(path) as record:
        assert rates(record) == {}


def test_each_stratum_counts_by_its_size(path: Path) -> None:
    """All sure events are right and none of the others; the sure ones are judged ten times as often."""
    accuse = [c for c in CODED if c.events[0].event == ("ACCUSE",)]
    low = [c for c in accuse if not sure(c)][:2]
    high = [c for c in accuse if sure(c)]
    found = said(path, [*(opinion(c, RIGHT) for c in high), *(opinion(c, NONE) for c in low)])
    rows = {row.name: row for row in found.tuples}
    accused = rows["ACCUSE"].found
    assert accused is not None
    assert (accused.share, accused.n) == (len(high) / TYPES["ACCUSE"], 22)
    assert rows["CONSULT"].found is None
    assert rows["all"].found is not None
    assert (rows["all"].found.share, rows["all"].found.events, rows["all"].events) == (0.5, 40, 80)
    with open_record(path) as record:
        found = rates(record)
        assert found["ACCUSE"] == accused
        assert set(found) == {"all", "ACCUSE"}


def test_a_wrong_part_leaves_who_did_what_to_whom(path: Path) -> None:
    found = said(path, [opinion(c, Verdict("wrong", ("date",))) for c in CODED[:10]])
    tuples, events = ({row.name: row.found for row in rows}["ACCUSE"] for rows in (found.tuples, found.events))
    parts = {row.name: row.found for row in found.parts}
    assert tuples is not None
    assert events is not None
    assert (tuples.share, events.share) == (1.0, 0.0)
    assert [name for name, part in parts.items() if part is not None and part.share < 1] == ["date"]


def test_events_that_are_not_told_have_no_parts(path: Path) -> None:
    found = said(path, [opinion(c, NONE) for c in CODED[:5]])
    parts = {row.name: row.found for row in found.parts}
    assert parts["actor"] is None
    assert parts["type"] is not None
    assert (parts["type"].share, parts["type"].n) == (0.0, 5)


def test_a_part_counts_where_it_is_given_and_is_missed_where_it_is_not(path: Path) -> None:
    bare = [replace(c, events=(replace(c.events[0], date=None, event_loc=None),)) for c in CODED[:4]]
    save(path, bare)
    dated = [opinion(c, RIGHT) for c in CODED[4:10]]
    missed = [opinion(bare[0], Verdict("wrong", ("date",))), *(opinion(c, RIGHT) for c in bare[1:])]
    found = said(path, [*dated, *missed])
    date = next(row for row in found.parts if row.name == "date")
    assert date.found is not None
    assert (date.found.n, date.found.share, date.events) == (6, 1.0, 76)
    assert (found.absent["date"].judged, found.absent["date"].wrong) == (4, 1)
    assert (found.absent["place"].judged, found.absent["place"].wrong) == (4, 0)


def test_what_is_coded_otherwise_no_longer_counts(path: Path) -> None:
    opinions = [opinion(c, RIGHT) for c in CODED[:10]]
    save(path, [replace(c, events=(replace(c.events[0], recipient=()),)) for c in CODED[:4]])
    save(path, [replace(c, events=()) for c in CODED[4:6]])
    found = said(path, opinions)
    tuples = found.tuples[0].found
    assert tuples is not None
    assert tuples.n == 4
    assert (found.counts.judged, found.counts.changed, found.counts.gone) == (8, 4, 2)
    assert {row.name: row.found.n for row in found.parts if row.found}["actor"] == 8


def test_events_that_somebody_chose_say_nothing_of_the_others(path: Path) -> None:
    found = said(path, [opinion(CODED[0], NONE, seed=None), opinion(CODED[1], RIGHT)])
    tuples = found.tuples[0].found
    assert tuples is not None
    assert (tuples.share, tuples.n, found.counts.chosen, found.counts.judged) == (1.0, 1, 1, 2)


def test_unsure_is_neither_right_nor_wrong(path: Path) -> None:
    found = said(path, [opinion(CODED[0], Verdict("unsure")), opinion(CODED[1], RIGHT)])
    tuples = found.tuples[0].found
    assert tuples is not None
    assert (tuples.n, found.counts.unsure) == (1, 1)


def test_a_tie_is_wrong_and_a_majority_decides(path: Path) -> None:
    tie = [opinion(CODED[0], RIGHT, "ana"), opinion(CODED[0], NONE, "ben")]
    found = said(path, tie)
    assert found.tuples[0].found is not None
    assert (found.tuples[0].found.share, found.counts.disputed) == (0.0, 1)
    assert {one.part: one.same for one in found.agreement}["event"] == 0
    found = said(path, [opinion(CODED[0], RIGHT, "cleo"), opinion(CODED[0], Verdict("unsure"), "dora")])
    assert found.tuples[0].found is not None
    assert (found.tuples[0].found.share, found.people) == (1.0, {"ana": 1, "ben": 1, "cleo": 1, "dora": 1})


def test_one_text_under_two_names_is_one_event(path: Path) -> None:
    twin = replace(CODED[0], document=replace(CODED[0].document, doc="copy.txt"))
    save(path, [replace(twin, events=(replace(twin.events[0], id="f" * 16),))])
    found = said(path, [opinion(CODED[0], RIGHT)])
    assert found.counts.judged == 1
    assert found.tuples[0].found is not None
    assert found.tuples[0].found.n == 1


def test_confidences_that_hold_have_no_error() -> None:
    found = reliability(Verified(0.8, 1.0, n < 8) for n in range(10))
    assert found is not None
    assert found.ece == pytest.approx(0)
    (only,) = found.bins
    assert (only.low, only.high, only.n, only.share) == (0.8, 0.9, 10, 0.8)
    assert (only.share_low, only.share_high) == wilson(0.8, 10)


def test_calibration_error_is_the_mean_distance_by_weight() -> None:
    # Three quarters of the weight at a distance of 0.9, one at 0.05.
    found = reliability([Verified(0.9, 3.0, False), Verified(0.95, 1.0, True), Verified(1.0, 0.0, True)])
    assert found is not None
    assert found.ece == pytest.approx(abs((3 * 0.9 + 0.95) / 4 - 0.25))
    assert reliability([]) is None


def test_calibration_stands_for_the_record_and_not_for_the_sample(path: Path) -> None:
    low = [c for c in CODED if c.events[0].confidence < 0.5 and c.events[0].event == ("ACCUSE",)]
    high = [c for c in CODED if c.events[0].confidence >= 0.8 and c.events[0].event == ("ACCUSE",)]
    found = said(path, [*(opinion(c, RIGHT) for c in low), opinion(high[0], RIGHT)])
    assert found.reliability is not None
    assert sum(b.weight for b in found.reliability.bins) == pytest.approx(1)
    assert found.reliability.bins[-1].weight == pytest.approx(len(high) / (len(low) + len(high)))


def test_the_command_says_it_in_three_forms(path: Path, cli: Cli) -> None:
    said(path, [*(opinion(c, RIGHT) for c in CODED[:9]), opinion(CODED[9], NONE), opinion(CODED[0], NONE, "ben")])
    text = cli("audit", path)
    assert text.exit_code == 0, text.output
    assert "10 events judged (ana 10, ben 1)" in text.stdout
    assert "ana and ben" in text.stdout
    values = json.loads(cli("audit", path, "--json").stdout)
    table = list(csv.DictReader(io.StringIO(cli("audit", path, "--csv").stdout)))
    row = next(r for r in table if (r["about"], r["name"]) == ("tuple", "ACCUSE"))
    accused = values["tuples"]["ACCUSE"]
    assert {name: float(row[name]) for name in ("share", "low", "high", "n", "more")} == {
        name: accused[name] for name in ("share", "low", "high", "n", "more")
    }
    assert f"{100 * accused['share']:.0f} % ({100 * accused['low']:.0f}–{100 * accused['high']:.0f})" in text.stdout
    narrow = json.loads(cli("audit", path, "--json", "--width", "0.02").stdout)
    assert narrow["tuples"]["ACCUSE"]["more"] >= accused["more"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--width", "0"], "--width"), (["--json", "--csv"], "choose --json or --csv"), (["--width", "x"], "--width")],
)
def test_wrong_requests_of_an_audit(path: Path, cli: Cli, arguments: list[str], words: str) -> None:
    result = cli("audit", path, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_the_command_says_what_it_does_not_count(path: Path, cli: Cli) -> None:
    people = [opinion(CODED[5], RIGHT, "ana"), opinion(CODED[5], NONE, "ben"), opinion(CODED[6], Verdict("unsure"))]
    said(path, [*(opinion(c, RIGHT) for c in CODED[:4]), *people, opinion(CODED[7], RIGHT, seed=None)])
    save(path, [replace(c, events=(replace(c.events[0], date=None),)) for c in CODED[:2]])
    save(path, [replace(CODED[3], events=())])
    text = cli("audit", path).stdout
    assert "6 events judged (ana 6, ben 1)" in text
    for words in (
        "1 of them unsure",
        "1 of them people differ on",
        "1 of them were chosen by hand",
        "2 of them are coded otherwise",
        "1 more judgements are of what is gone",
        "all is of the 39 events whose type has a judgement, not of 79",
    ):
        assert words in text


def test_an_audit_of_nothing_says_how_to_begin(path: Path, cli: Cli) -> None:
    assert "dragoman review" in cli("audit", path).stdout
