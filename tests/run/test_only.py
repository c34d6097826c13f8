"""Kinds of lines that are switched off: what is left is what it was, and nothing points to what is not there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from dragoman import read_text
from dragoman.errors import UsageError
from dragoman.model import Coded
from dragoman.pipeline import Resources, code
from dragoman.record.query import open_record
from dragoman.settings import KINDS, Settings, needed_for

Cli = Callable[..., Result]

TEXT = (
    "Chile's foreign minister said on 4 March 2024 that Bolivian troops had killed 12 people in a raid. "
    "“We condemn the raid,” she told reporters in Santiago. Peru, a member of the Andean Community, supports "
    "the peace plan of the United Nations. Two days later Bolivia withdrew its troops from the border."
)
PARTS = {
    "timex": "timexes",
    "event": "events",
    "statement": "statements",
    "position": "positions",
    "figure": "figures",
    "relation": "relations",
}


def coded(resources: Resources, *kinds: str) -> Coded:
    return code(read_text(TEXT, published="2024-03-08"), replace(resources, kinds=frozenset(kinds or KINDS)))


@pytest.fixture(scope="module")
def whole(resources: Resources) -> Coded:
    found = coded(resources)
    assert all(getattr(found, part) for part in PARTS.values()), "the text has every kind of line"
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_alone_is_what_it_was_beside_the_others(resources: Resources, whole: Coded, kind: str) -> None:
    found = coded(resources, kind)
    assert [k for k, part in PARTS.items() if getattr(found, part)] == [kind]
    without = {"event": {"quote": None, "figures": ()}, "statement": {"event": ()}, "figure": {"event": None}}
    without["position"] = {"event": None, "statement": None}
    wanted = [replace(value, **without.get(kind, {})) for value in getattr(whole, PARTS[kind])]
    assert list(getattr(found, PARTS[kind])) == wanted


def test_two_kinds_keep_what_binds_them(resources: Resources, whole: Coded) -> None:
    found = coded(resources, "event", "statement")
    assert [e.quote for e in found.events] == [e.quote for e in whole.events]
    assert any(s.event for s in found.statements)
    figures = coded(resources, "event", "figure")
    assert [e.figures for e in figures.events] == [e.figures for e in whole.events]
    assert any(e.figures for e in figures.events)


def test_the_kinds_that_a_kind_needs() -> None:
    assert needed_for(["relation"]) == {"relation", "statement", "timex"}
    assert needed_for(["timex"]) == {"timex"}
    assert needed_for(KINDS) == set(KINDS)


def test_times_alone_are_told_without_parsing(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(type(resources.parser), "parse", lambda _, items: iter(seen.extend(items) or ()))
    assert coded(resources, "timex").timexes
    assert not seen


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(UsageError, match="unknown kind 'events': choose from timex, event"):
        Settings(only=("event", "events"))


def test_the_command(articles: Path, tmp_path: Path, cli: Cli) -> None:
    out = tmp_path / "r.duckdb"
    wrong = cli("code", articles, "-o", out, "--only", "events")
    assert (wrong.exit_code, wrong.stderr.count("\n"), out.exists()) == (2, 1, False)
    assert "'events'" in wrong.stderr
    done = cli("code", articles, "-o", out, "--only", "event")
    assert re.match(r"3 documents coded, \d events →", done.stdout)
    with open_record(out) as opened:
        assert {line["kind"] for line in opened.lines()} <= {"document", "segment", "event", "run"}
    again = cli("code", articles, "-o", out, "--only", "event")
    assert "3 unchanged" in again.stdout
    more = cli("code", articles, "-o", out, "--only", "statement, event")
    assert "3 documents coded" in more.stdout, "other kinds are another configuration"
    assert "3 unchanged" in cli("code", articles, "-o", out, "--only", "event", "--only", "statement").stdout
    everything = [part for kind in KINDS for part in ("--only", kind)]
    assert "3 documents coded" in cli("code", articles, "-o", out, *everything).stdout
    assert "3 unchanged" in cli("code", articles, "-o", out).stdout, "all kinds are the same as none named"
