"""`dragoman relations`: the list, what it selects, and that its JSON is what export writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Cli = Callable[..., Result]
TEXTS = {
    "a.txt": "Estonia joined NATO in 2004. Estonia is a close ally of Latvia.",
    "b.txt": "NATO member Estonia sent aid. “Estonia is our ally,” Latvian President Edgars Rinkevics said.",
    "c.txt": "Alexander Lukashenko has been president of Belarus since 1994.",
}


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    out = tmp_path / "r.duckdb"
    assert cli("code", folder, "-o", out, "--quiet").exit_code == 0
    return out


def test_each_relation_stands_once_with_its_mentions(cli: Cli, made: Path) -> None:
    lines = cli("relations", made).stdout.splitlines()
    kinds = [line for line in lines if line and not line.startswith(" ")]
    assert kinds == ["ally_of", "member_of", "office_of"]
    at = next(n for n, line in enumerate(lines) if line.startswith("  EST") and line.rstrip().endswith("NATO  2004/"))
    assert [line.strip() for line in lines[at + 1 : at + 3]] == [
        "“Estonia joined NATO”  a.txt",
        "“NATO member Estonia”  b.txt",
    ]
    assert any("Edgars" in line and line.endswith("b.txt") for line in lines)
    assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize(
    ("options", "subjects"),
    [
        (["--actor", "nato"], {"EST"}),
        (["--actor", "LVA", "--kind", "ally"], {"EST"}),
        (["--actor", "Lukashenko"], {"Alexander Lukashenko"}),
        (["--kind", "office_of", "--kind", "rival_of"], {"Alexander Lukashenko"}),
        (["--doc", "b.txt", "--kind", "member_of"], {"EST"}),
        (["--actor", "FRA"], set()),
        (["--actor", "luka"], set()),
    ],
)
def test_options_select(cli: Cli, made: Path, options: list[str], subjects: set[str]) -> None:
    found = [json.loads(line) for line in cli("relations", made, *options, "--json").stdout.splitlines()]
    assert {line["subject"] for line in found} == subjects


def test_nothing_fits(cli: Cli, made: Path) -> None:
    assert cli("relations", made, "--actor", "FRA").stdout == "no relation fits\n"


def test_json_is_what_export_writes(cli: Cli, made: Path) -> None:
    shown = set(cli("relations", made, "--json").stdout.splitlines())
    assert shown
    assert shown <= set(cli("export", made).stdout.splitlines())


@pytest.mark.parametrize("options", [["--kind", "cousin_of"], ["--doc", "z.txt"]])
def test_a_wrong_request_is_an_error(cli: Cli, made: Path, options: list[str]) -> None:
    found = cli("relations", made, *options)
    assert found.exit_code != 0
    assert options[1] in found.stderr
