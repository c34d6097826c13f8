"""Ids tell different things apart and stay the same where the contract says so."""

from __future__ import annotations

import dataclasses

import pytest
from record_builders import document, entity, event

from dragoman.identity import coding_id, content_hash, document_id, event_id, statement_id

DOC = document("a.txt")
WEX, OST = entity("WEX", "Wexland", (0, 7)), entity("OST", "Ostania", (16, 23))


def test_parts_are_told_apart() -> None:
    ids = [content_hash("ab", "c"), content_hash("a", "bc"), content_hash("abc"), content_hash("abc", None)]
    assert len({*ids, content_hash("abc", ""), content_hash("abc", "None")}) == 6


def test_ids_do_not_change_between_versions() -> None:
    # A judgement of a person hangs on these: change them only with the schema version.
    assert document_id("A short text.") == "5a3243102ab4594811d6c569f15e98c3"
    assert event_id(DOC, (8, 15), ("ACCUSE",), [WEX], [OST]) == "2cdf4d0889c33f78"


def test_actor_and_recipient_do_not_commute() -> None:
    sides = [([WEX], [OST]), ([OST], [WEX]), ([WEX, OST], []), ([], [WEX, OST])]
    assert len({event_id(DOC, (8, 15), ("ACCUSE",), who, whom) for who, whom in sides}) == 4


def test_event_id_is_of_document_name_and_text_alone() -> None:
    same = dataclasses.replace(DOC, published="1999-01-01", outlet="Wex Times")
    other_name, other_text = document("b.txt"), document("a.txt", "Another text about Wexland.")
    ids = [event_id(d, (8, 15), ("ACCUSE",), [WEX], [OST]) for d in (DOC, same, other_name, other_text)]
    assert ids[0] == ids[1] == event(DOC).id
    assert len(set(ids)) == 3


def test_actors_without_code_are_told_apart_by_name() -> None:
    people = [dataclasses.replace(entity(None, name, (0, 3)), identifier_text=None) for name in ("Ann", "Bob")]
    assert len({event_id(DOC, (8, 15), ("ACCUSE",), [person], []) for person in people}) == 2


def test_statement_id_needs_no_speaker() -> None:
    assert statement_id(DOC, (0, 5), None, None) != statement_id(DOC, (0, 5), None, "Wexland")


@pytest.mark.parametrize("field", ["published", "outlet", "title", "url", "text"])
def test_coding_depends_on_what_was_read(field: str) -> None:
    changed = document("a.txt", "changed") if field == "text" else dataclasses.replace(DOC, **{field: "x"})
    assert coding_id(changed, "run") != coding_id(DOC, "run")
    assert coding_id(DOC, "other run") != coding_id(DOC, "run")


def test_text_that_is_no_unicode_still_has_an_id() -> None:
    assert document_id("broken \ud800 pair") != document_id("broken  pair")
