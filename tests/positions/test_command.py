"""`dragoman positions`, the query behind it, and mistakes in the tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dragoman.errors import DataError
from dragoman.positions.search import meaning
from dragoman.positions.tables import tables
from dragoman.record.filters import IssueWord, PositionFilter
from dragoman.record.query import open_record

Cli = Callable[..., Result]
FOLDER = Path(__file__).parents[2] / "src" / "dragoman" / "data" / "positions"
ARTICLES = {
    "march.txt": "On 3 March 2022 Chile abstained from the vote on the invasion of Ukraine.",
    "may.txt": "On 9 May 2022 Chile's president Gabriel Boric condemned the Russian war in Ukraine.",
    "july.txt": "On 1 July 2022 Chile warned against escalation in Ukraine. On 2 July 2022 Peru opposed the "
    "sanctions on Iran.",
}


@pytest.fixture
def stances(cli: Cli, tmp_path: Path) -> Path:
    """A record of three reports in which Chile moves."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    out = tmp_path / "made.duckdb"
    assert cli("code", folder, "-o", out, "--quiet").exit_code == 0
    return out


def test_a_change_of_stance_is_told_with_days_words_and_documents(cli: Cli, stances: Path) -> None:
    said = cli("positions", stances, "--actor", "CHL", "--issue", "war in Ukraine").stdout
    assert "neutral (2022-03-03) → against (2022-05-09)" in said
    assert "Gabriel Boric" in said
    assert "condemned the Russian war in Ukraine”  may.txt" in said
    assert said.index("march.txt") < said.index("may.txt")
    assert "[CHL war:UKR]" in said
    assert "Peru" not in said


def test_a_state_is_not_called_by_one_of_its_regions(cli: Cli, tmp_path: Path) -> None:
    text = tmp_path / "april.txt"
    text.write_text("Ukraine opposed the sanctions on Cuba on 4 April 2022.", "utf-8")
    cli("code", text, "-o", tmp_path / "r.duckdb", "--quiet")
    assert cli("positions", tmp_path / "r.duckdb").stdout.startswith("Ukraine on sanctions")


def test_who_is_against_the_opposite_is_for_it(cli: Cli, stances: Path) -> None:
    said = cli("positions", stances, "--issue", "peace:UKR").stdout
    assert said == "no position fits\n"
    said = cli("positions", stances, "--issue", "de-escalation").stdout
    assert "[CHL peace:UKR]" in said
    assert "for (2022-07-01), no change told" in said
    assert "− against" in said


@pytest.mark.parametrize(
    ("arguments", "docs"),
    [
        (["--stance", "neutral"], ["march.txt"]),
        (["--actor", "boric"], ["may.txt"]),
        (["--since", "2022-06"], ["july.txt", "july.txt"]),
        (["--issue", "sanctions Iran"], ["july.txt"]),
        (["--issue", "war", "--until", "2022-04"], ["march.txt"]),
        (["--doc", "may.txt"], ["may.txt"]),
        (["--source", "putin"], []),
    ],
)
def test_filters(cli: Cli, stances: Path, arguments: list[str], docs: list[str]) -> None:
    said = cli("positions", stances, *arguments, "--json").stdout
    assert [json.loads(line)["doc"] for line in said.splitlines()] == docs


def test_the_line_has_event_rule_and_target(cli: Cli, stances: Path) -> None:
    (line,) = [json.loads(x) for x in cli("positions", stances, "--actor", "PER", "--json").stdout.splitlines()]
    with open_record(stances) as record:
        event = record.event(line["event"])
    assert (event.doc, line["rule"]) == ("july.txt", "oppose: “oppose” + object")
    assert (line["target"], line["issue"], line["strength"]) == (["IRN"], "sanctions on Iran", 1.0)


def test_a_date_that_is_none_is_one_line(cli: Cli, stances: Path) -> None:
    result = cli("positions", stances, "--since", "2022-13")
    assert result.exit_code == 2
    assert "not a date: '2022-13'" in result.stderr


def test_the_query_takes_words_topics_and_codes(stances: Path) -> None:
    with open_record(stances) as record:
        found = list(record.positions(PositionFilter(issue=(IssueWord("nothing", ("sanctions",), ()),))))
        assert [f.value.actor for f in found] == ["PER"]
        assert len(list(record.positions())) == 4


def test_words_mean_topics_and_places() -> None:
    (war, ukraine) = meaning("the war in Ukraine")
    assert {"war", "peace", "talks"} <= set(war[1])
    assert ukraine == ("ukraine", (), ("UKR",))
    assert meaning("peace:UKR")[0][0] == "peace:UKR"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("stances.toml", 'stance = "for"', 'stance = "pro"', "'pro' is none of for, against, neutral"),
        ("stances.toml", "strength = 1.0", "strength = 7", "strength is a number from 0 to 1"),
        ("stances.toml", "known = true", "knwon = true", "unknown key 'knwon'"),
        ("topics.toml", "@finish … @war", "@finsh … @war", "no list 'finsh'"),
        ("topics.toml", '"pullback"', '"… pullback"', "begins or ends with a gap"),
        ("conflicts.toml", '"UKR"', '"Ukraine"', "'Ukraine' is no code"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    for path in FOLDER.glob("*.toml"):
        words = path.read_text("utf-8")
        (tmp_path / path.name).write_text(words.replace(old, new, 1) if path.name == file else words, "utf-8")
    with pytest.raises(DataError, match=message) as raised:
        tables(tmp_path)
    assert raised.value.line is not None
