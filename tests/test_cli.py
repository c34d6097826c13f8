"""The command line: what it prints, how it ends, and that a wrong request is one clear line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rich.console import Console

from dragoman.console.explain import marked
from dragoman.pipeline import Resources
from dragoman.record.query import open_record

Cli = Callable[..., Result]
COMMANDS = (
    "code", "link", "show", "explain", "positions", "relations", "export", "info", "who", "evaluate", "coverage",
    "lint", "review", "audit",
)  # fmt: skip


def test_help_names_every_command_and_shows_how_to_begin(cli: Cli) -> None:
    said = cli("--help").stdout
    assert all(re.search(rf"(?m)^  {name} ", said) for name in COMMANDS)
    assert "dragoman code articles/ -o record.duckdb" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_teaches_by_example(cli: Cli, command: str) -> None:
    result = cli(command, "--help")
    assert result.exit_code == 0
    assert f"\n    dragoman {command} " in result.stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, dragoman.cli; print([m for m in ('spacy', 'duckdb', 'rich', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["code"], "missing argument"),
        (["code", "nowhere", "-o", "x.duckdb"], "no such file or folder: nowhere"),
        (["code", "{articles}"], "missing option '-o'"),
        (["code", "{empty}", "-o", "x.duckdb"], "no readable file in the folder"),
        (["code", "{articles}/*.csv", "-o", "x.duckdb"], "no file matches"),
        (["code", "{articles}", "-o", "x.duckdb", "--parser", "xx_none"], "no installed spaCy pipeline is called"),
        (["code", "{articles}", "-o", "x.duckdb", "--jobs", "0"], "jobs"),
        (["code", "{articles}", "-o", "x.duckdb", "--limit", "0"], "--limit"),
        (["code", "{articles}", "-o", "x.duckdb", "--metadata", "none.csv"], "none.csv"),
        (["code", "{articles}", "-o", "x.duckdb", "--actors", "none.csv"], "no such file: none.csv"),
        (["code", "{articles}/talks.txt", "-o", "{articles}/talks.txt"], "also an article to read"),
        (["show", "{record}", "--since", "2024-13"], "not a date: '2024-13'"),
        (["show", "{record}", "--until", "soon"], "not a date: 'soon'"),
        (["show", "{record}", "--type", "QUARREL"], "unknown type 'QUARREL'"),
        (["export", "{record}", "--format", "xml"], "unknown format 'xml'"),
        (["export", "{record}", "--format", "csv"], "name a folder"),
        (["evaluate", "{record}"], "missing option '--gold'"),
        (["evaluate", "{record}", "--gold", "none.jsonl"], "none.jsonl"),
        (["evaluate", "{record}", "--gold", "none.jsonl", "--errors", "few"], "--errors"),
        (["coverage", "{record}", "--lexicon", "none.toml"], "no such file: none.toml"),
        (["lint"], "missing argument"),
        (["lint", "none.toml"], "no such file: none.toml"),
        (["lint", "{articles}/talks.txt", "--ontology", "none.toml"], "no such file: none.toml"),
        (["who"], "give a NAME or --file"),
        (["who", "Lavrov", "--on", "31 May"], "not a date: '31 May'"),
        (["who", "--file", "none.tsv"], "none.tsv"),
        (["quarrel"], "no such command 'quarrel'"),
        (["show", "{record}", "--colour"], "no such option"),
    ],
)
def test_a_wrong_request_is_one_line_and_status_2(
    cli: Cli, articles: Path, record: Path, texts: dict[str, str], tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "empty").mkdir()
    names = {"articles": articles, "record": record, "empty": tmp_path / "empty"}
    result = cli(*(tmp_path / a if a == "x.duckdb" else a.format(**names) for a in arguments))
    assert result.exit_code == 2
    assert result.stderr.startswith("dragoman: ")
    assert len(result.stderr.splitlines()) == 1
    assert words.lower() in result.stderr.lower()
    assert result.stdout == ""
    assert not (tmp_path / "x.duckdb").exists()
    assert (articles / "talks.txt").read_text("utf-8") == texts["talks.txt"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["info", "none.duckdb"], "no such record"),
        (["link", "none.duckdb"], "no such record"),
        (["code", "{articles}", "-o", "{articles}/talks.txt"], "not a dragoman record"),
        (["show", "{articles}"], "a folder, not a record"),
        (["export", "{articles}/talks.txt"], "not a dragoman record"),
        (["show", "{record}", "--doc", "none.txt"], "no document 'none.txt'"),
        (["explain", "{record}", "zzzz"], "no event 'zzzz'"),
        (["code", "{articles}", "-o", "{articles}/none/x.duckdb"], "no such folder"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_1(
    cli: Cli, articles: Path, record: Path, arguments: list[str], words: str
) -> None:
    result = cli(*(a.format(articles=articles, record=record) for a in arguments))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert words in result.stderr


def test_code_says_what_it_did_and_then_that_nothing_is_new(cli: Cli, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.duckdb"
    first, again = cli("code", articles, "-o", out), cli("code", articles, "-o", out)
    assert re.match(r"3 documents coded, \d+ events, \d+ statements?, \d+ figures? → ", first.stdout)
    assert again.stdout == f"0 documents coded, 3 unchanged → {out}\n"
    assert (first.stderr, again.stderr) == ("", "")


def test_code_as_json_and_in_silence(cli: Cli, articles: Path, texts: dict[str, str], tmp_path: Path) -> None:
    counts = json.loads(cli("code", articles, "-o", tmp_path / "r.duckdb", "--json").stdout)
    assert {"coded": 3, "unchanged": 0, "problems": 0, "interrupted": False}.items() <= counts.items()
    assert counts["characters"] == sum(map(len, texts.values()))
    assert cli("code", articles, "-o", tmp_path / "q.duckdb", "--quiet").output == ""


def test_show_tells_dates_sides_and_quads(cli: Cli, record: Path) -> None:
    said = cli("show", record).stdout
    assert re.search(r"(?m)^2024-03-12$", said)
    assert re.search(r"▲ SANCTION expel +Norway \(NOR GOV\) → .*\(RUS GOV\) +0\.\d\d [0-9a-f]{8}", said)
    assert "“Norway expelled two Russian diplomats" in said
    assert "material conflict" in said.splitlines()[-1]


@pytest.mark.parametrize("width", [80, 120])
def test_show_keeps_to_the_width(cli: Cli, record: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = cli("show", record).stdout.splitlines()
    assert max(map(len, lines)) <= width
    assert any(len(line) == width for line in lines)


def test_show_selects(cli: Cli, record: Path) -> None:
    found = [json.loads(line) for line in cli("show", record, "--actor", "NOR", "--json").stdout.splitlines()]
    assert [e["event"] for e in found] == [["SANCTION"]]
    assert cli("show", record, "--type", "sanction", "--since", "2025").stdout == "no event fits\n"


def test_show_as_json_is_what_export_writes(cli: Cli, record: Path) -> None:
    shown = set(cli("show", record, "--json").stdout.splitlines())
    exported = set(cli("export", record).stdout.splitlines())
    assert shown
    assert shown <= exported


def test_explain_marks_words_without_colours_and_gives_reasons(cli: Cli, record: Path) -> None:
    event = json.loads(cli("show", record, "--actor", "NOR", "--json").stdout)
    said = cli("explain", record, event["id"][:6]).stdout
    flat = " ".join(said.split())
    assert "[actor Norway] [trigger expelled] [recipient two Russian diplomats]" in flat
    assert "[date 12 March 2024]" in flat
    for label in ("kernel", "actor", "recipient", "date", "who says so", "confidence"):
        assert re.search(rf"(?m)^  {label}  ", said), label
    assert "expel" in re.search(r"(?m)^  kernel +(.*)$", said).group(1)  # type: ignore[union-attr]


def test_explain_names_the_source_and_the_operators(cli: Cli, record: Path) -> None:
    events = [json.loads(line) for line in cli("show", record, "--json").stdout.splitlines()]
    refusal = next(e for e in events if e["event"] == ["REJECT"])
    assert re.search(r"(?m)^  operator +“refuse” \(refuse\)", cli("explain", record, refusal["id"]).stdout)
    strike = next(e for e in events if e["event"] == ["ASSAULT"])
    said = " ".join(cli("explain", record, strike["id"]).stdout.split())
    assert "“the Syrian state news agency”" in said.partition("who says so")[2]


def test_marks_are_styles_where_there_are_colours(record: Path, texts: dict[str, str]) -> None:
    with open_record(record) as opened:
        found = next(opened.events())
        text = marked(opened.document(found.doc), found.value, styled=True)
    assert "[" not in text.plain
    start, end = found.value.trigger
    trigger = next(s for s in text.spans if s.style == "bold reverse")
    assert text.plain[trigger.start : trigger.end] == texts[found.doc][start:end]


def test_a_terminal_without_colours_gets_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.console.terminal import shows_styles

    assert shows_styles(Console(force_terminal=True, color_system="standard"))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not shows_styles(Console(force_terminal=True, color_system="standard"))


def test_export_to_a_file_is_export_to_the_screen(cli: Cli, record: Path, tmp_path: Path) -> None:
    assert cli("export", record, "-o", tmp_path / "r.jsonl").output == ""
    assert (tmp_path / "r.jsonl").read_text("utf-8") == cli("export", record).stdout


def test_a_reader_that_has_seen_enough_is_no_error(record: Path) -> None:
    command = f"{sys.executable} -m dragoman.cli export {record} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written_is_one_line(record: Path) -> None:
    command = f"{sys.executable} -m dragoman.cli export {record} >/dev/full; echo $?"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "1"
    assert done.stderr.splitlines() == ["dragoman: No space left on device"]


@pytest.mark.parametrize(
    ("arguments", "status"), [(["--version"], 0), (["info"], 2), (["info", "none.duckdb"], 1), (["who"], 2)]
)
def test_a_process_ends_with_the_status_of_its_command(arguments: list[str], status: int, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dragoman.cli", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == status
    assert len((done.stdout + done.stderr).splitlines()) == 1


def test_info_counts_and_lists_every_problem(cli: Cli, articles: Path, tmp_path: Path) -> None:
    (articles / "void.txt").write_text("", "utf-8")
    out = tmp_path / "r.duckdb"
    coded = cli("code", articles, "-o", out)
    assert coded.exit_code == 0
    assert coded.stderr == "dragoman: void.txt: the file is empty (empty-file)\n"
    assert "1 problem" in coded.stdout
    assert "void.txt: the file is empty (documents: empty-file)" in cli("info", out).stdout
    values = json.loads(cli("info", out, "--json").stdout)
    assert values["counts"]["document"] == 3
    assert [p["code"] for p in values["problems"]] == ["empty-file"]


def test_who_answers_every_row_in_order(cli: Cli, tmp_path: Path) -> None:
    rows = tmp_path / "rows.tsv"
    rows.write_text("Sergei Lavrov\t2022-05-01\r\nNobody Ofthisname\t2022-05-01\nNATO\t\n", "utf-8")
    lines = [json.loads(line) for line in cli("who", "--file", rows, "--json").stdout.splitlines()]
    keys = {"name", "code", "sector", "office", "basis"}
    assert all(keys <= set(line) for line in lines)
    assert [(line["name"], line["code"]) for line in lines[:2]] == [
        ("Sergei Lavrov", "RUS"),
        ("Nobody Ofthisname", None),
    ]
    assert lines[1]["basis"] == "unresolved"
    assert lines[2]["code"] == "IGO"


def test_who_goes_by_the_date(cli: Cli) -> None:
    answers = [
        json.loads(cli("who", "Russian foreign minister", "--on", day, "--json").stdout) for day in ("1999", "2022")
    ]
    assert [a["name"] for a in answers] == ["Igor Ivanov", "Sergei Lavrov"]
    assert "Sergei Lavrov (RUS GOV), foreign minister" in cli("who", "Lavrov").stdout


def test_who_names_the_row_of_a_wrong_date(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "rows.tsv").write_text("Lavrov\t2022-05-01\nPutin\t2022-02-31\n", "utf-8")
    result = cli("who", "--file", tmp_path / "rows.tsv")
    assert result.exit_code == 2
    assert "rows.tsv:2: not a date: '2022-02-31'" in result.stderr


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """One annotation that the record matches and one that nothing matches."""
    path = tmp_path / "gold.jsonl"
    right = {"kind": "event", "doc": "envoys.txt", "weight": "core", "types": ["SANCTION"], "span": [0, 55]}
    missed = {"kind": "event", "doc": "envoys.txt", "weight": "core", "types": ["AID"], "span": [0, 55]}
    sides = {"actors": ["NOR"], "recipients": ["RUS"], "factuality": "actual", "evidence": "two envoys"}
    path.write_text("".join(json.dumps({**line, **sides}) + "\n" for line in (right, missed)), "utf-8")
    return path


def test_evaluate_prints_scores(cli: Cli, record: Path, gold: Path) -> None:
    assert json.loads(cli("evaluate", record, "--gold", gold, "--json").stdout)["event"]["full"]["core_recall"] == 0.5
    said = cli("evaluate", record, "--gold", gold).stdout
    assert re.search(r"(?m)^event full +0\.500 +0\.500 +0\.500 +1 of 2", said)


def test_evaluate_sorts_errors_and_looks_back_and_at_the_gate(
    cli: Cli, record: Path, gold: Path, tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.console.evaluation.load_resources", lambda: resources)
    old = tmp_path / "old.jsonl"
    lines = [json.loads(line) for line in cli("export", record).stdout.splitlines()]
    old.write_text("".join(json.dumps(x) + "\n" for x in lines if x.get("event") != ["SANCTION"]), "utf-8")
    asked = ("evaluate", record, "--gold", gold, "--errors", "1", "--against", old, "--gate")
    said = cli(*asked).stdout
    assert re.search(r"(?m)^lexicon +1 +– +–", said)
    assert "missed  envoys.txt 0: no sense of “expel”" in said
    assert re.search(r"(?m)^  clauses   expel \(verb\): .*agent “Norway” = NOR", said)
    assert re.search(r"(?m)^gained +1 ", said)
    assert re.search(r"(?m)^events +1 match without it, 1 with it: 0 lost", said)
    found = json.loads(cli(*asked, "--json").stdout)
    assert found["errors"]["counts"] == {"extra": {"false": 1}, "lexicon": {"missed": 1}}
    assert [x["evidence"] for x in found["against"]["gained"]] == ["two envoys"]
    assert found["gate"]["lost"] == []


@pytest.mark.parametrize("arguments", [["--errors"], ["--against", "{old}"]])
def test_the_error_desk_wants_events(cli: Cli, record: Path, tmp_path: Path, arguments: list[str]) -> None:
    gold, old = tmp_path / "gold.jsonl", tmp_path / "old.jsonl"
    gold.write_text('{"kind": "segment", "doc": "envoys.txt", "span": [0, 5]}\n', "utf-8")
    old.write_text("", "utf-8")
    result = cli("evaluate", record, "--gold", gold, *(a.format(old=old) for a in arguments))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "no events are annotated" in result.stderr


@pytest.mark.parametrize(
    ("sense", "status", "words"),
    [
        ('{ verb = "huddle", frame = "with" }', 0, "1 senses, 0 mistakes, 1 warnings"),
        ('{ verb = "huddle", frame = "withe" }', 1, "words.toml:2: no frame 'withe'"),
    ],
)
def test_lint_without_examples(cli: Cli, tmp_path: Path, sense: str, status: int, words: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(f'sense = [\n{sense},\n]\ntype = "CONSULT"\n', "utf-8")
    result = cli("lint", path, "--no-examples")
    assert result.exit_code == status
    assert words in result.stdout


def test_a_second_writer_is_refused(articles: Path, record: Path, tmp_path: Path) -> None:
    import shutil

    from dragoman.record.schema import Run
    from dragoman.record.store import open_store

    out = tmp_path / "busy.duckdb"
    shutil.copy(record, out)
    command = [sys.executable, "-m", "dragoman.cli", "code", str(articles), "-o", str(out)]
    with open_store(out, Run("0", "tables", "parser")):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"})
    assert done.returncode == 1
    assert re.fullmatch(rf"dragoman: {re.escape(str(out))}: in use by another process.*\n", done.stderr)
