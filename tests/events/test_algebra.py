"""What operators make of what they govern, from a table of sentences (tests/cases/algebra.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest

from dragoman.errors import DataError
from dragoman.events.algebra import Class, read_algebra
from dragoman.events.lexicon import data_folder
from dragoman.events.senses import OPERATORS
from dragoman.model import Coded, Event, Factuality

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "cases" / "algebra.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = DATA["case"]
SKIPPED: dict[str, str] = {f"{row['cell']}": row["reason"] for row in DATA["skip"]}
CELLS = [f"{op}.{name}" for op in sorted(OPERATORS) for name in get_args(Class)]
_EVENT = re.compile(r"(?P<type>[A-Z]+)(?:\.(?P<mode>[a-z-]+))? (?P<actors>\S+) > (?P<recipients>\S+)(?: (?P<how>[a-z]+))?")


class Wanted(NamedTuple):
    """One event as the table writes it. `mode` None: any; "-": none."""

    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    factuality: str


def wanted(words: str) -> Wanted:
    found = _EVENT.fullmatch(words)
    assert found is not None, f"'{words}' is no event"
    how = found["how"] or "actual"
    assert how in get_args(Factuality), words
    return Wanted(found["type"], found["mode"], codes(found["actors"]), codes(found["recipients"]), how)


def codes(words: str) -> tuple[str, ...]:
    return () if words == "-" else tuple(sorted(words.split("+")))


def shown(event: Event) -> str:
    mode = f".{event.mode[0]}" if event.mode else ""
    sides = ["+".join(sorted(e.code or "?" for e in side)) or "-" for side in (event.actor, event.recipient)]
    how = "" if event.factuality == "actual" else f" {event.factuality}"
    return f"{event.event[0]}{mode} {sides[0]} > {sides[1]}{how}"


def fits(event: Event, want: Wanted) -> bool:
    mode = event.mode[0] if event.mode else "-"
    return (
        event.event == (want.type,)
        and want.mode in {None, mode}
        and tuple(sorted(e.code or "?" for e in event.actor)) == want.actors
        and tuple(sorted(e.code or "?" for e in event.recipient)) == want.recipients
        and event.factuality == want.factuality
    )


def check(case: dict[str, Any], coded: Coded) -> None:
    left = list(coded.events)
    told = "\n".join(f"{shown(e)}   | {e.rule}" for e in left) or "no event"
    for words in case.get("events", ()):
        hit = next((e for e in left if fits(e, wanted(words))), None)
        assert hit is not None, f"no {words} in\n{told}"
        left.remove(hit)
    if "source" in case:
        assert [s.code or s.name for e in coded.events[:1] for s in e.sources] == case["source"], told
    if not case.get("more"):
        assert not left, f"more than wanted in\n{told}"
    assert not {e.event[0] for e in left} & set(case.get("never", ())), told


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['cell']}|{c['text'][:60]}")
def test_case(case: dict[str, Any], code_text: Callable[..., Coded], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    check(case, code_text(case["text"]))


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_has_a_sentence_or_a_reason(cell: str) -> None:
    named = [case for case in CASES if case["cell"] == cell]
    assert bool(named) != (cell in SKIPPED), f"{cell}: {len(named)} cases, skipped: {SKIPPED.get(cell)}"


def test_cells_and_keys_are_known() -> None:
    assert set(SKIPPED) <= set(CELLS)
    assert all(SKIPPED.values())
    topics = {c["cell"] for c in CASES} - set(CELLS)
    assert {t for t in topics if "." in t} == set(), "cells that do not exist"
    known = {"cell", "text", "events", "more", "never", "source", "xfail"}
    assert [case["text"] for case in CASES if set(case) - known] == []


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (("[rows.promise]", "[rows.perhaps]"), "no operator 'perhaps'"),
        (("[rows.promise]\ncooperative", "[rows.promise]\nfriendly"), "no row for 'cooperative'"),
        (('inner = "negate"', 'inner = "lose"'), "inner 'lose' is not known"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_mistake_in_the_table_is_named(edit: tuple[str, str], message: str, tmp_path: Path) -> None:
    path = tmp_path / "algebra.toml"
    text = (data_folder() / "algebra.toml").read_text("utf-8")
    assert edit[0] in text
    path.write_text(text.replace(*edit, 1), "utf-8")
    with pytest.raises(DataError, match=message) as caught:
        read_algebra(path)
    assert str(path) in str(caught.value)
