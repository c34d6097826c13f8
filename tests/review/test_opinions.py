"""What a judgement vouches for when the event is coded anew: nothing but what was seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from record_builders import entity
from review_builders import found_in, opinion, told

from dragoman.errors import UsageError
from dragoman.model import Coded, Datum, Judgement, Place, Source
from dragoman.review.opinions import Opinion, Verdict, holding, opinions_of
from dragoman.review.parts import PARTS

CODED = told(1, "ACCUSE", 0.5)
RIGHT = opinion(CODED, Verdict("right"))
NOBODY = (entity("NIL", "Nilland", (16, 23)),)


def words(said: Opinion, coded: Coded) -> dict[str, str | None]:
    """What holds of the one event of a document, by part."""
    held = holding([said], found_in(coded))
    return {part: held[coded.events[0].id][0].of(part) for part in PARTS} if held else {}


def test_all_that_was_right_stays_right_while_nothing_changes() -> None:
    assert set(words(RIGHT, CODED).values()) == {"right"}
    # Confidence, rule and the place of the words are no part of what is judged.
    moved = told(1, "ACCUSE", 0.9, rule="other", span=(0, 40), figures=())
    assert set(words(RIGHT, moved).values()) == {"right"}


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"actor": NOBODY}, "actor"),
        ({"recipient": ()}, "recipient"),
        ({"mode": ("disapprove",)}, "mode"),
        ({"context": ("legal",)}, "context"),
        ({"factuality": "negated"}, "factuality"),
        ({"date": "2024-05"}, "date"),
        ({"enddate": "2024-05-09"}, "date"),
        ({"event_loc": None}, "place"),
        ({"event_loc": Place("Port Ost", "OST", (0, 7))}, "place"),
        ({"sources": (Source("a minister", None, "speaker", (0, 7)),)}, "sources"),
    ],
)
def test_a_part_that_is_coded_otherwise_is_not_vouched_for(changes: dict[str, object], part: str) -> None:
    now = words(RIGHT, told(1, "ACCUSE", 0.5, **changes))
    assert now[part] is None
    assert {word for name, word in now.items() if name != part} == {"right"}


def test_of_an_event_of_another_type_nothing_is_known() -> None:
    assert words(RIGHT, told(1, "ASSAULT", 0.5)) == {}


def test_the_order_of_participants_and_contexts_is_no_change() -> None:
    two = (entity("WEX", "Wexland", (0, 7)), entity("OST", "Ostania", (16, 23)))
    said = opinion(told(1, "ACCUSE", 0.5, actor=two), Verdict("right"))
    other = told(1, "ACCUSE", 0.5, actor=two[::-1], context=("legal", "military"))
    assert set(words(said, other).values()) == {"right"}


def test_what_was_said_of_one_of_two_events_at_a_word_is_not_said_of_the_other() -> None:
    one, other = told(1, "ACCUSE", 0.5), told(1, "ACCUSE", 0.5, recipient=NOBODY)
    both = replace(one, events=(*one.events, *other.events))
    held = holding([RIGHT], found_in(both))
    assert set(held) == {one.events[0].id}
    # When it is gone the other is all that is left of it, and its recipient is unknown.
    assert words(RIGHT, other)["recipient"] is None
    assert words(RIGHT, other)["actor"] == "right"


def test_wrong_in_some_parts_is_right_in_the_others() -> None:
    now = words(opinion(CODED, Verdict("wrong", ("actor", "date"))), CODED)
    assert {part for part, word in now.items() if word == "wrong"} == {"actor", "date"}
    assert now["recipient"] == "right"


def test_no_such_event_says_nothing_of_its_parts() -> None:
    now = words(opinion(CODED, Verdict("wrong")), CODED)
    assert now["type"] == "wrong"
    assert {word for part, word in now.items() if part != "type"} == {None}


def test_the_last_word_of_a_person_counts_and_each_person_has_one() -> None:
    said = [
        opinion(CODED, Verdict("wrong"), "ana", "2026-01-02"),
        opinion(CODED, Verdict("right"), "ana", "2026-01-01"),
        opinion(CODED, Verdict("unsure"), "ben", "2026-01-01"),
    ]
    (held,) = holding(said, found_in(CODED)).values()
    assert [(h.opinion.who, h.opinion.verdict.word) for h in held] == [("ana", "wrong"), ("ben", "unsure")]


def test_a_judgement_of_todays_event_goes_before_a_later_one_of_what_it_was() -> None:
    was = told(1, "ACCUSE", 0.5, actor=NOBODY)
    said = [RIGHT, opinion(was, Verdict("wrong", ("actor",)), when="2026-02-02")]
    (held,) = holding(said, found_in(CODED)).values()
    assert (held[0].opinion, held[0].changed) == (RIGHT, ())


def test_rows_and_opinions_are_the_same() -> None:
    said = [
        opinion(CODED, Verdict("right")),
        opinion(CODED, Verdict("unsure", ("mode",)), "ben", seed=None),
        opinion(told(2, "ACCUSE", 0.5), Verdict("wrong", ("type", "place")), "cleo"),
    ]
    rows = [row for one in said for row in one.judgements()]
    assert len(rows) == 4
    assert sorted(opinions_of(reversed(rows)), key=lambda o: o.who) == said


def test_judgements_of_two_events_are_no_opinions() -> None:
    datum = Datum("a", (0, 1))
    assert opinions_of([Judgement((datum, datum), "same", None, "ana", "2026-01-01")]) == ()
    assert opinions_of([Judgement((datum,), "right", None, "ana", "2026-01-01")]) == ()


def test_verdicts_that_cannot_be_are_refused() -> None:
    with pytest.raises(UsageError, match="unknown part 'colour'"):
        Verdict("wrong", ("colour",))
    with pytest.raises(UsageError, match="right is said of the whole"):
        Verdict("right", ("date",))
