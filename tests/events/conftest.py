"""The packaged lexicon, tables and parser, loaded once; a coder of single sentences; how tables write an event."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, get_args

import pytest

from dragoman.model import Coded, Document, Event, Factuality
from dragoman.pipeline import Resources, code, load_resources

_EVENT = re.compile(
    r"(?P<type>[A-Z]+)(?:\.(?P<mode>[a-z-]+))? (?P<actors>\S+) > (?P<recipients>\S+)(?: (?P<how>[a-z]+))?"
)


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


@pytest.fixture(scope="session")
def resources() -> Resources:
    return load_resources(gated=False)


@pytest.fixture(scope="session")
def code_text(resources: Resources) -> Callable[..., Coded]:
    """Code a story of one paragraph, each story once."""
    done: dict[tuple[str, str | None], Coded] = {}

    def coded(text: str, day: str | None = None) -> Coded:
        if (text, day) not in done:
            done[text, day] = code(Document("case", text, "case", published=day), resources)
        return done[text, day]

    return coded


@pytest.fixture(scope="session")
def check_events() -> Callable[..., None]:
    """Compare what came out with `events`, `more`, `never` and `source` of a case."""
    return check
