"""`dragoman plot`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from happened import made

from dragoman.charts.table import CHARTS

Cli = Callable[..., Result]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    where = tmp_path_factory.mktemp("plot") / "made.duckdb"
    made(where, 60).close()
    return where


def test_charts_are_listed(cli: Cli, path: Path) -> None:
    done = cli("plot", path)
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(CHARTS)
    assert "positions" in done.stdout
    assert "(needs --actor and --issue)" in done.stdout


def test_a_picture_is_written_as_its_ending_says(cli: Cli, path: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    for ending, begins in (("svg", b"<svg"), ("png", b"\x89PNG"), ("json", b"{"), ("csv", b"one,other,episodes")):
        out = tmp_path / f"dyads.{ending}"
        done = cli("plot", path, "dyads", "-o", out, "--top", 3, "--width", 400)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith("The 3 dyads with most episodes")
        assert out.read_bytes().startswith(begins)
    assert (tmp_path / "dyads.csv").read_text("utf-8").count("\n") == 4
    spec = json.loads((tmp_path / "dyads.json").read_text("utf-8"))
    assert (spec["width"], spec["title"]) == (400, "Most active dyads")


def test_dark_is_dark(cli: Cli, path: Path, tmp_path: Path) -> None:
    backgrounds = []
    for option in ([], ["--dark"]):
        cli("plot", path, "quads", "-o", tmp_path / "q.json", *option)
        backgrounds.append(json.loads((tmp_path / "q.json").read_text("utf-8"))["config"]["background"])
    assert backgrounds[0] != backgrounds[1]


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["quads"], 2, "where to? name a file: -o picture.svg"),
        (["quads", "-o", "q.gif"], 2, "unknown ending of 'q.gif': choose from .svg, .png, .json, .csv"),
        (["pie", "-o", "q.svg"], 2, "unknown chart 'pie'"),
        (["series", "-o", "q.svg"], 2, "series needs --dyad"),
        (["series", "-o", "q.svg", "--dyad", "RUS"], 2, "not a dyad"),
        (["quads", "-o", "q.svg", "--since", "2199"], 1, "no event fits"),
        (["reliability", "-o", "q.svg"], 1, "no event fits"),
        (["quads", "-o", "none/q.svg"], 1, "none"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(
    cli: Cli, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("plot", path, *words)
    assert done.exit_code == status
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_without_vl_convert_it_says_what_to_install(
    cli: Cli, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    done = cli("plot", path, "quads", "-o", tmp_path / "q.svg")
    assert done.exit_code == 2
    assert 'pip install "dragoman[pictures]"' in done.stderr
    assert cli("plot", path, "quads", "-o", tmp_path / "q.json").exit_code == 0


def test_the_page_has_every_chart_with_its_options() -> None:
    page = (Path(__file__).parents[2] / "docs" / "pictures.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z]+)` \| .*? \| (.*?) \|$", page, re.MULTILINE))
    assert list(rows) == list(CHARTS)
    for name, chart in CHARTS.items():
        told = {option.replace("-", "_") for option in re.findall(r"`--([a-z-]+)`", rows[name])}
        time = {"since", "until", "min_confidence", "published"} & set(chart.takes)
        assert told | (time if "time" in rows[name] else set()) == set(chart.takes), name
        assert all(f"`--{need}`" in rows[name] for need in chart.needs)
        assert ("needed" in rows[name]) == bool(chart.needs)
