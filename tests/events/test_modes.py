"""Modes: every one is reached (tests/cases/modes.toml), and the table of words says what it should."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import DataError
from dragoman.events.lexicon import data_folder, load_tables
from dragoman.events.modes import Facts, Modes, read_modes
from dragoman.model import Coded, Event
from dragoman.ontology import load_ontology

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "modes.toml").read_text("utf-8"))[
    "case"
]
ALL = [f"{kind.name}.{mode.name}" for kind in load_ontology().types.values() for mode in kind.modes]

TABLE = """
hide = ["think tank*"]

[usual]
PROTEST = "demo"

[echo]
ASSAULT = ["attack"]

[[cue]]
type = "ASSAULT"
mode = "suicide-attack"
words = ["suicide*"]
over = ["explosives"]

[[cue]]
type = "ASSAULT"
mode = "heavy-weapons"
words = ["tank*", "rocket*"]
sentence = ["rocket*"]
beside = ["destroy"]

[[cue]]
type = "ASSAULT"
mode = "firearms"
words = ["rifle*"]
by = ["gunmen"]
sentence = ["gunmen"]

[[cue]]
type = "ASSAULT"
mode = "targeted"
lemma = ["kill"]
target = ["minister*"]
person = true

[[cue]]
type = "CONSULT"
mode = "multilateral"
parties = 3

[[cue]]
type = "CONSULT"
mode = "third-party"
place = "abroad"
beside = ["multilateral"]
"""


@pytest.fixture(scope="module")
def known() -> dict[str, frozenset[str]]:
    return dict(load_tables(load_ontology()).modes)


@pytest.fixture
def table(tmp_path: Path, known: dict[str, frozenset[str]]) -> Modes:
    path = tmp_path / "modes.toml"
    path.write_text(TABLE, "utf-8")
    return read_modes(path, known)


def facts(lemma: str = "hit", at: int = 0, **texts: str) -> Facts:
    return Facts(texts, lemma, at=at)


def modes_of(coded: Coded) -> set[str]:
    return {f"{e.event[0]}.{mode}" for e in coded.events for mode in e.mode}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.get('mode') or 'not ' + c['not']}|{c['text'][:50]}")
def test_case(case: dict[str, Any], code_text: Callable[..., Coded], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    coded = code_text(case["text"])
    told = [(e.event, e.mode, e.rule) for e in coded.events]
    if "mode" in case:
        assert case["mode"] in modes_of(coded), told
    else:
        assert coded.events
        assert case["not"] not in modes_of(coded), told


def test_every_mode_has_cases() -> None:
    for mode in ALL:
        assert sum(c.get("mode") == mode and "xfail" not in c for c in CASES) > 1, mode
    assert {c.get("mode", c.get("not")) for c in CASES} <= set(ALL)
    assert [c["text"] for c in CASES if set(c) - {"mode", "not", "text", "xfail"}] == []


def test_words_tell_the_mode(table: Modes) -> None:
    assert table.of("ASSAULT", None, facts(words="hit with rockets")) == ("heavy-weapons",)
    assert table.of("ASSAULT", None, facts(words="shot with a rifle , rockets")) == ("heavy-weapons", "firearms")
    assert table.of("ASSAULT", None, facts(words="hit a think tank")) == ()
    assert table.of("PROTEST", None, facts(words="marched")) == ("demo",)
    assert table.of("AID", None, facts(words="rockets")) == ()


def test_who_does_it_and_to_whom_are_told_apart(table: Modes) -> None:
    assert table.of("ASSAULT", None, facts(by="gunmen")) == ("firearms",)
    assert table.of("ASSAULT", None, facts(target="gunmen")) == ()
    assert table.of("ASSAULT", None, facts("kill", target="a minister")) == ("targeted",)
    assert table.of("ASSAULT", None, facts("hit", target="a minister")) == ()
    assert table.of("ASSAULT", None, Facts({}, "kill", person=True)) == ("targeted",)


def test_a_sense_stands_unless_the_cue_says_so(table: Modes) -> None:
    assert table.of("ASSAULT", "beat", facts(words="rockets")) == ("beat",)
    assert table.of("ASSAULT", "destroy", facts(words="rockets")) == ("destroy", "heavy-weapons")
    assert table.of("ASSAULT", "explosives", facts(words="suicide")) == ("suicide-attack",)


def test_the_sentence_speaks_last_and_the_nearest_word_counts(table: Modes) -> None:
    sentence = "gunmen came and ten died when rockets fell"
    assert table.of("ASSAULT", None, facts(at=0, sentence=sentence)) == ("firearms",)
    assert table.of("ASSAULT", None, facts(at=40, sentence=sentence)) == ("heavy-weapons",)
    assert table.of("ASSAULT", None, facts(words="rifle", at=40, sentence=sentence)) == ("firearms",)


def test_a_meeting_by_its_setting(table: Modes) -> None:
    assert table.of("CONSULT", None, Facts({}, "meet", parties=2)) == ()
    assert table.of("CONSULT", None, Facts({}, "meet", parties=3, place="abroad")) == ("multilateral", "third-party")
    assert table.of("CONSULT", "visit", Facts({}, "meet", place="abroad")) == ("visit",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('mode = "firearms"', 'mode = "guns"', "ASSAULT has no mode 'guns'"),
        ('over = ["explosives"]', 'over = ["bombs"]', "ASSAULT has no mode 'bombs'"),
        ('by = ["gunmen"]', 'agent = ["gunmen"]', "unknown key 'agent'"),
        ('"rifle*"', '"Rifle*"', "'Rifle*' is no lower-case word"),
        ('place = "abroad"', 'place = "home"', "place is host or abroad"),
        ('PROTEST = "demo"', 'PROTEST = "march"', "PROTEST has no mode 'march'"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, known: dict[str, frozenset[str]], old: str, new: str, message: str) -> None:
    path = tmp_path / "modes.toml"
    path.write_text(TABLE.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=message.replace("*", r"\*")):
        read_modes(path, known)


def test_the_packaged_table_is_sound(known: dict[str, frozenset[str]]) -> None:
    table = read_modes(data_folder() / "modes.toml", known)
    assert set(table.cues) == {kind for kind, modes in known.items() if modes}


def assaults(coded: Coded, word: str, text: str) -> list[Event]:
    return [e for e in coded.events if e.event == ("ASSAULT",) and text[slice(*e.trigger)] == word]


def test_the_attack_has_the_mode_of_the_attack_before(code_text: Callable[..., Coded]) -> None:
    text = "A suicide bomber killed two Afghan soldiers in Kabul. Ten Afghans were wounded in the attack."
    (event,) = assaults(code_text(text), "wounded", text)
    assert event.mode == ("suicide-attack",)
    assert event.event_scale == -9.5
    text = "A suicide bomber killed two Afghan soldiers in Kabul. Ten Afghans were wounded in the attack on Herat."
    (event,) = assaults(code_text(text), "wounded", text)
    assert event.mode == ()
