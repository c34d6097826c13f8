"""Bad input through the command line: one clear line or a problem row, and nothing that was coded is lost."""

from __future__ import annotations

import gzip
import json
import os
import pty
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from dragoman.model import Problem
from dragoman.record.query import open_record

Cli = Callable[..., Result]
TEXT = "Norway expelled two Russian diplomats on 12 March 2024. Russia’s foreign ministry condemned the decision."
ACCENTS = "The President of Côte d'Ivoire met the Prime Minister of São Tomé in Yaoundé. They signed a trade agreement."


def broken_gzip(text: str) -> bytes:
    data = gzip.compress(text.encode(), mtime=0)
    return data[: len(data) // 2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good article, which must be coded whatever lies beside it."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, "utf-8")
    return folder


def problems(out: Path) -> list[Problem]:
    with open_record(out) as opened:
        return [found.value for found in opened.problems()]


def documents(out: Path) -> dict[str, str]:
    with open_record(out) as opened:
        return {d.doc: d.text for d in opened.documents()}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("void.txt", b"", "empty-file"),
        ("blank.txt", b" \n\n ", "empty-file"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not-text"),
        ("noise.txt", bytes(range(256)) * 40, "not-text"),
        ("half.txt.gz", broken_gzip(TEXT * 50), "broken-gzip"),
        ("false.txt.gz", TEXT.encode(), "broken-gzip"),
        ("huge.txt", b"The minister spoke. " * 2_500_000, "too-large"),
        ("wrong.json", b'{"text": ', "bad-json"),
        ("other.csv", b"id,words\na,b\n", "missing-field"),
        ("french.txt", "Le ministre des Affaires étrangères a rencontré son homologue. ".encode() * 8, "not-english"),
    ],
)
def test_a_bad_file_is_a_problem_row_and_the_run_goes_on(
    cli: Cli, folder: Path, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (folder / name).write_bytes(data)
    result = cli("code", folder, "-o", tmp_path / "r.duckdb")
    assert result.exit_code == 0, result.output
    assert list(documents(tmp_path / "r.duckdb")) == ["good.txt"]
    assert [p.code for p in problems(tmp_path / "r.duckdb")] == [code]
    assert result.stderr.startswith(f"dragoman: {name}")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-16", TEXT), ("utf-16-le", TEXT), ("latin-1", ACCENTS), ("cp1252", TEXT), ("utf-8-sig", ACCENTS)],
)
def test_text_in_another_encoding_is_read(cli: Cli, folder: Path, tmp_path: Path, encoding: str, text: str) -> None:
    (folder / "other.txt").write_bytes(text.encode(encoding))
    assert cli("code", folder, "-o", tmp_path / "r.duckdb").exit_code == 0
    assert documents(tmp_path / "r.duckdb")["other.txt"] == text


def test_a_malformed_line_is_left_out_and_the_others_are_coded(cli: Cli, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        json.dumps({"id": "a", "text": TEXT})
        + '\n{"id": "b", "text": \n'
        + json.dumps({"id": "c", "text": TEXT})
        + "\n",
        "utf-8",
    )
    result = cli("code", rows, "-o", tmp_path / "r.duckdb", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["problems"] == 1
    assert list(documents(tmp_path / "r.duckdb")) == ["a", "c"]
    assert [(p.doc, p.code) for p in problems(tmp_path / "r.duckdb")] == [("rows.jsonl#2", "bad-json")]


@pytest.mark.parametrize("option", ["--text-field", "--date-field", "--id-field"])
def test_a_field_that_the_table_lacks_is_a_wrong_request(cli: Cli, tmp_path: Path, option: str) -> None:
    (tmp_path / "rows.csv").write_text(f"id,text,published\na,{TEXT},2024-05-01\n", "utf-8")
    result = cli("code", tmp_path / "rows.csv", option, "missing", "-o", tmp_path / "r.duckdb")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "'missing'" in result.stderr


def test_an_output_that_is_no_record_stays_as_it_is(cli: Cli, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "thesis.doc"
    other.write_text("My thesis, chapter one. " * 400, "utf-8")
    result = cli("code", folder, "-o", other)
    assert (result.exit_code, result.stderr) == (1, f"dragoman: {other}: not a dragoman record\n")
    assert other.read_text("utf-8") == "My thesis, chapter one. " * 400


def test_a_database_of_another_kind_is_refused(cli: Cli, folder: Path, tmp_path: Path) -> None:
    import duckdb

    with duckdb.connect(str(tmp_path / "shop.duckdb")) as shop:
        shop.execute("CREATE TABLE orders (id INTEGER)")
    result = cli("code", folder, "-o", tmp_path / "shop.duckdb")
    assert (result.exit_code, result.stderr) == (1, f"dragoman: {tmp_path / 'shop.duckdb'}: not a dragoman record\n")


def test_an_unknown_parser_leaves_no_record(cli: Cli, folder: Path, tmp_path: Path) -> None:
    result = cli("code", folder, "-o", tmp_path / "r.duckdb", "--parser", "xx_no_such_pipeline")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "xx_no_such_pipeline" in result.stderr
    assert not (tmp_path / "r.duckdb").exists()


@pytest.mark.parametrize(
    ("option", "name", "content", "line"),
    [
        ("--lexicon", "mine.toml", 'sense = [\n  { verb = "greet", type = "NOTYPE" },\n]\n', 2),
        ("--lexicon", "mine.toml", "sense = [\n", 1),
        ("--actors", "mine.csv", "nobody,knows\nthese,columns\n", 1),
    ],
)
def test_a_wrong_table_of_the_user_is_named_with_its_line(
    cli: Cli, folder: Path, tmp_path: Path, option: str, name: str, content: str, line: int
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    result = cli("code", folder, "-o", tmp_path / "r.duckdb", option, tmp_path / name)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert f"{tmp_path / name}" in result.stderr
    assert f":{line}" in result.stderr or line == 1
    assert not (tmp_path / "r.duckdb").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.usefixtures("bare")
def test_a_full_disk_is_one_line_and_keeps_what_was_stored(
    cli: Cli, folder: Path, tmp_path: Path, small_disk: Path
) -> None:
    out = small_disk / "r.duckdb"
    assert cli("code", folder, "-o", out).exit_code == 0
    rng, rows = random.Random(1), tmp_path / "rows.jsonl"
    texts = (" ".join(f"The ministry counted {rng.getrandbits(64)} of them." for _ in range(1500)) for _ in range(90))
    rows.write_text("".join(json.dumps({"id": f"r{n}", "text": text}) + "\n" for n, text in enumerate(texts)), "utf-8")
    result = cli("code", rows, "-o", out)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "no space left" in result.stderr
    assert documents(out)["good.txt"] == TEXT


def test_ctrl_c_at_a_terminal_keeps_what_is_coded_and_says_how_to_go_on(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    lines = ({"id": f"n{n:04}", "text": f"Report {n}. {TEXT} {ACCENTS}"} for n in range(4000))
    rows.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    out = tmp_path / "r.duckdb"
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dragoman.cli", "code", str(rows), "-o", str(out)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    shown = seen(ours, lambda text: "events" in text and "coding" in text, 240)
    os.killpg(process.pid, signal.SIGINT)
    shown += seen(ours, lambda _: False, 120)
    said = (process.communicate(timeout=120)[0] or b"").decode()
    os.close(ours)
    assert process.returncode == 130, shown[-2000:]
    assert "/4000" in shown
    assert "the same command goes on from there" in shown
    kept = len(documents(out))
    assert 0 < kept < 4000
    assert said.startswith(f"{kept:,} document")


def seen(terminal: int, enough: Callable[[str], bool], seconds: float) -> str:
    """What a program writes to a terminal until it is enough or the program ends."""
    text, end = "", time.monotonic() + seconds
    while time.monotonic() < end and not enough(text):
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                return text
            if not data:
                return text
            text += data.decode("utf-8", "replace")
    return text
