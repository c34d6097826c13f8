"""Copies: the table of pairs, which of two is the origin, and what the overlap counts."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from pairs import pairs, report

from dragoman.errors import DataError
from dragoman.linking.copies import Copy, find_copies, roots
from dragoman.linking.limits import FOLDER, CopyLimits, read_limits
from dragoman.linking.words import Reader, Report
from dragoman.timex.names import load_names

WIRE = (
    "Wexland closed its border with Ostania on Sunday after a customs officer had been shot dead near Lenn. "
    "The interior minister said that lorries would have to go through the northern crossing until further notice. "
    "Ostania called the step exaggerated and offered a joint inquiry into the death of the officer. "
    "Traders in both capitals fear losses of four million crowns a day."
)
LEAD = "Lorries stand for miles, and nobody knows when they will move again: a border is shut since the weekend."
TAIL = (
    "In the town of Marn the hotels are full of drivers. The mayor has opened a school for them and had soup brought "
    "from the barracks. A choir of pensioners sings on the square in the evening, and the bakers work at night. "
    "The owner of the only garage says that he has not seen as many engines in thirty years of business."
)


def links(*reports: Report) -> list[tuple[str, str]]:
    return [(copy.doc, copy.origin) for copy in find_copies(reports)]


def test_the_table_is_large_and_hard() -> None:
    table = pairs()
    made = [p.kind for p in table if p.kind in {"two days of one war", "one speech", "a form", "other words"}]
    assert (len(table) >= 200, len(made) >= 60, pairs() == table) == (True, True, True)


def test_copies_are_found_on_the_table(script: Callable[[str], ModuleType]) -> None:
    scores = script("benchmarks/copies.py").table_scores(errors=True)
    for way in ("alone", "together"):
        assert scores[way]["precision"] >= 0.97, scores
        assert scores[way]["recall"] >= 0.97, scores


def test_generated_documents_are_told_apart(script: Callable[[str], ModuleType]) -> None:
    found = script("benchmarks/copies.py").scale(400)
    assert (found["precision"], found["recall"]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"published": "2024-05-02"}, {"published": "2024-05-01"}),
        ({"published": None}, {"published": "2024-05-01"}),
        ({"published": "2024-05-01", "text": WIRE[:-68]}, {"published": "2024-05-01"}),
        ({"doc": "b", "published": None}, {"doc": "a", "published": None}),
    ],
    ids=["the later", "the undated", "the shorter of one day", "the later by name"],
)
def test_which_of_two_is_the_copy(one: dict[str, str | None], two: dict[str, str | None]) -> None:
    copy, origin = (
        report(found.get("doc") or name, found.get("text") or WIRE, found["published"])
        for name, found in (("x", one), ("y", two))
    )
    assert links(copy, origin) == links(origin, copy) == [(copy.doc, origin.doc)]


def test_the_overlap_is_the_share_of_the_copys_words() -> None:
    wire = report("wire", WIRE, "2024-05-01")
    cut = report("cut", WIRE[: WIRE.index("Ostania called")], "2024-05-02")
    longer = report("longer", f"{WIRE} {TAIL}", "2024-05-03")
    found = {copy.doc: copy for copy in find_copies([longer, cut, wire])}
    assert found["cut"] == Copy("cut", "wire", 1.0)
    assert found["longer"].overlap == pytest.approx(len(WIRE.split()) / len(f"{WIRE} {TAIL}".split()), abs=0.02)


def test_a_copy_of_a_copy_leads_to_the_origin_where_it_has_its_words() -> None:
    wire = report("wire", WIRE, "2024-05-01")
    own = report("own", f"{WIRE} {TAIL}", "2024-05-02")
    again = report("again", f"{WIRE} {TAIL}", "2024-05-03")
    rest = report("rest", TAIL, "2024-05-04")
    copies = find_copies([rest, again, own, wire])
    assert [(c.doc, c.origin) for c in copies] == [("again", "wire"), ("own", "wire"), ("rest", "own")]
    assert roots(copies) == {"again": "wire", "own": "wire", "rest": "wire"}


def test_what_counts_is_the_story_and_not_the_furniture() -> None:
    box = "Sign up for our letter and read every morning what moves the world, from our own desk to yours. " * 3
    other = "The parliament of Fiji met on Monday to vote on a law about the fishing of tuna in its waters."
    with_box = [Report(n, box + t, ((len(box), len(box + t)),)) for n, t in (("a", other), ("b", WIRE))]
    assert links(*with_box) == []
    assert links(with_box[1], report("c", WIRE)) == [("c", "b")]


def test_a_changed_lead_needs_more_of_the_rest() -> None:
    rest = WIRE[WIRE.index("The interior") :]
    wire = report("a", WIRE, "2024-05-01")
    assert links(wire, report("b", f"{LEAD} {rest}", "2024-05-02")) == [("b", "a")]
    assert links(wire, report("b", f"{LEAD} {TAIL} {rest[:90]}", "2024-05-02")) == []


@pytest.mark.parametrize("text", ["", "Photo:", "No news today.", "1 2 3 4 5", "\n\n", "…"])
def test_what_tells_no_story_is_no_copy(text: str) -> None:
    assert links(report("a", text), report("b", text)) == []


def test_the_order_of_reports_plays_no_part() -> None:
    texts = dict.fromkeys(text for p in pairs()[::3] for text in (p.one, p.two))
    reports = [report(f"{n:03}", text, f"2024-03-{n % 28 + 1:02}") for n, text in enumerate(texts)]
    found = find_copies(reports)
    random.Random(1).shuffle(reports)
    assert find_copies(reports) == found


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Erdoğan’s envoy paid 1,200 dollars", "Erdogan's envoy paid 1200 dollars"),
        ("five per cent of “the fleet”", "5% of 'the fleet'"),
        ("Forty lorries — and no more", "40 lorries - and no more"),
        ("Zelenskiy travelled to Odessa", "Zelenskyy traveled to Odesa"),
        ("the labour organisation of Novorossiisk", "the labor organization of Novorossiysk"),
    ],
)
def test_typography_and_house_style_are_no_difference(one: str, two: str) -> None:
    reader = Reader(load_names().numbers)
    left, right = (reader.words(report("a", text)) for text in (one, two))
    assert left.hashes.tolist() == right.hashes.tolist()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("run = 5", "", "run is missing"),
        ("run = 5", "run = 5\nwalk = 1", "walk is unknown"),
        ("run = 5", "run = 5.5", "run must be a whole number"),
        ("share = 0.6", "share = -1", "share must be a number above 0"),
        ("run = 5", "run =", "Invalid value"),
    ],
)
def test_a_mistake_in_the_limits_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "copies.toml"
    path.write_text((FOLDER / "copies.toml").read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=says):
        read_limits(path, CopyLimits)
