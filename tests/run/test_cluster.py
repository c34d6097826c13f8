"""The same coding on Ray: two coders on this machine, some of which are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import deadly
import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.documents.options import ReadOptions
from dragoman.errors import DragomanError, RecordError, UsageError
from dragoman.record.query import open_record
from dragoman.run import cluster
from dragoman.run.choice import Choice
from dragoman.run.cluster import Place, code_on_ray
from dragoman.run.depot import Depot
from dragoman.run.gather import gather
from dragoman.run.local import code_paths
from dragoman.settings import Settings

# Ray's own modules warn of each other.
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning"
)

EXAMPLES = Path(__file__).parents[2] / "examples" / "asia"
SHARD = 2
OWN = 'type = "ACCUSE"\nsense = [\n  { verb = "frobnicate", example = "Norway frobnicated Sweden." },\n]\n'


@pytest.fixture(scope="module")
def ray() -> Iterator[object]:
    """Two workers of Ray on this machine, for the whole module."""
    pytest.importorskip("ray.data", reason="Ray is not installed: pip install 'dragoman[cluster]'")
    found = cluster.library()
    with pytest.MonkeyPatch.context() as patch:
        # The workers must find what these tests find.
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        # Ray's workers wait for everything else that runs on the machine.
        patch.setenv("RAY_worker_niceness", "0")
        with cluster.connected(found, Place("", coders=2)):
            yield found


def lines(record: Path) -> list[str]:
    with open_record(record) as opened:
        return [json.dumps(line, ensure_ascii=False) for line in opened.lines()]


def documents(folder: Path, number: int, **words: str) -> tuple[str, ...]:
    """A table of so many documents; `words` gives some of them another text."""
    names = [f"d{n:02}" for n in range(number)]
    rows = [json.dumps({"id": n, "text": words.get(n, "The ministry said so.")}) + "\n" for n in names]
    (folder / "rows.jsonl").write_text("".join(rows), "utf-8")
    return (str(folder / "rows.jsonl"),)


def kill_one(out: Path, coders: Path) -> None:
    """Kill a coder as soon as a shard is there and others are being coded; `coders` has their processes."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        whole, begun = len(list(out.glob("shards/*.json"))), list(out.glob("attempts/*.json"))
        if whole and begun and (found := sorted(coders.iterdir())):
            os.kill(int(found[0].name), signal.SIGKILL)
            return
        time.sleep(0.02)


@pytest.mark.usefixtures("ray")
def test_a_worker_killed_in_the_middle_changes_no_byte(tmp_path: Path) -> None:
    paths, out, coders = (str(EXAMPLES),), tmp_path / "shards", tmp_path / "coders"
    coders.mkdir()
    place = Place(str(out), coders=2, shard=SHARD, prepare=partial(deadly.known, coders))
    killer = threading.Thread(target=kill_one, args=(out, coders), daemon=True)
    killer.start()
    done = code_on_ray(paths, place, Settings(), ReadOptions())
    killer.join()
    here = code_paths(paths, tmp_path / "here.duckdb", Settings(), ReadOptions())
    assert (done.coded, done.events, done.problems) == (here.coded, here.events, here.problems)
    assert gather([str(out)], tmp_path / "there.duckdb").coded == here.coded
    assert lines(tmp_path / "there.duckdb") == lines(tmp_path / "here.duckdb")
    assert not list(out.rglob("*.part"))
    assert not list(out.glob("attempts/*"))
    # A second time all of it is there already, also for the record.
    again = code_on_ray(paths, place, Settings(), ReadOptions())
    assert (again.coded, again.unchanged) == (0, here.coded)
    assert gather([str(out)], tmp_path / "there.duckdb").unchanged == here.coded


def forgetful(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Ray that does not hand back the first shard so many times."""
    results, left = cluster._results, iter(range(times))

    def lossy(*words: object) -> Iterator[Any]:
        lost = next(left, None) is not None
        yield from (told for told in results(*words) if not (lost and told.number == 0))

    monkeypatch.setattr(cluster, "_results", lossy)


@pytest.mark.usefixtures("ray")
def test_a_shard_that_ray_lost_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, out = documents(tmp_path, 6), str(tmp_path / "shards")
    forgetful(monkeypatch, 1)
    done = code_on_ray(paths, Place(out, coders=1, shard=2), Settings(), ReadOptions())
    assert done.coded == 6
    assert gather([out], tmp_path / "r.duckdb").coded == 6


@pytest.mark.usefixtures("ray")
def test_what_ray_never_hands_back_is_told_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, place = documents(tmp_path, 6), Place(str(tmp_path / "shards"), coders=1, shard=2)
    with monkeypatch.context() as patch:
        forgetful(patch, 99)
        with pytest.raises(RecordError, match="every shard"):
            code_on_ray(paths, place, Settings(), ReadOptions())
    assert code_on_ray(paths, place, Settings(), ReadOptions()).unchanged == 6


@pytest.mark.usefixtures("ray")
def test_who_kills_twice_is_a_problem_and_all_others_are_coded(tmp_path: Path) -> None:
    shards = str(tmp_path / "shards")
    place = Place(shards, coders=2, shard=4, prepare=deadly.prepare)
    done = code_on_ray(documents(tmp_path, 12, d02="KILL"), place, Settings(), ReadOptions())
    assert (done.coded, [p.code for p in done.first]) == (11, ["worker-died"])
    gather([shards], tmp_path / "r.duckdb")
    with open_record(tmp_path / "r.duckdb") as record:
        assert [(found.doc, found.value.code) for found in record.problems()] == [("d02", "worker-died")]
        assert record.counts()["document"] == 11


@pytest.mark.usefixtures("ray")
def test_a_bug_ends_the_run_and_names_the_document(tmp_path: Path) -> None:
    paths = documents(tmp_path, 4, d02="BUG")
    with pytest.raises(RuntimeError, match="d02"):
        code_on_ray(paths, Place(str(tmp_path / "s"), prepare=deadly.prepare), Settings(), ReadOptions())
    with pytest.raises(RecordError, match="no finished shards"):
        gather([str(tmp_path / "s")], tmp_path / "r.duckdb")


@pytest.mark.usefixtures("ray")
def test_urls_choice_and_own_tables(tmp_path: Path) -> None:
    paths = documents(tmp_path, 6, d04="Norway frobnicated Sweden on Tuesday.")
    own = tmp_path / "own.toml"
    own.write_text(OWN, "utf-8")
    url = f"file://{paths[0]}"
    choice = Choice(limit=5)
    settings = Settings(lexicon=(own,))
    place = Place(f"file://{tmp_path / 's'}", coders=1, shard=2)
    done = code_on_ray((url,), place, settings, ReadOptions(), choice)
    assert (done.coded, done.events > 0) == (5, True)
    code_paths(paths, tmp_path / "here.duckdb", settings, ReadOptions(), choice)
    gather([f"file://{tmp_path / 's'}"], tmp_path / "there.duckdb")
    assert lines(tmp_path / "there.duckdb") == lines(tmp_path / "here.duckdb")


def test_wrong_requests_are_one_line_and_status_2(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Norway condemned the strike.", "utf-8")
    out = str(tmp_path / "s")
    wrong = {
        "unknown engine": [str(article), "-o", out, "--engine", "spark"],
        "--address is for --engine ray": [str(article), "-o", out, "--address", "auto"],
        "a record is a file on this machine": [str(article), "-o", "memory://x"],
        "is a file": [str(article), "-o", str(article), "--engine", "ray"],
        "among the articles": [str(tmp_path), "-o", out, "--engine", "ray"],
        "no such file or folder": [str(tmp_path / "none"), "-o", out, "--engine", "ray"],
        "nothing to read": ["memory://none", "-o", out, "--engine", "ray"],
        "rotocol": ["frob://bucket/news", "-o", out, "--engine", "ray"],
    }
    pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'dragoman[cluster]'")
    for said, arguments in wrong.items():
        if "ray" in arguments:
            pytest.importorskip("ray.data", reason="Ray is not installed: pip install 'dragoman[cluster]'")
        result = CliRunner().invoke(main, ["code", *arguments])
        assert (result.exit_code, said in result.stderr, result.stderr.count("\n")) == (2, True, 1), result.stderr
    assert not Path(out).exists()


def test_without_ray_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Norway condemned the strike.", "utf-8")
    monkeypatch.setitem(sys.modules, "ray", None)
    result = CliRunner().invoke(main, ["code", str(article), "-o", str(tmp_path / "s"), "--engine", "ray"])
    assert (result.exit_code, "pip install 'dragoman[cluster]'" in result.stderr) == (2, True)


def test_an_address_where_nobody_is(tmp_path: Path) -> None:
    pytest.importorskip("ray.data", reason="Ray is not installed: pip install 'dragoman[cluster]'")
    article = tmp_path / "a.txt"
    article.write_text("Norway condemned the strike.", "utf-8")
    command = [sys.executable, "-m", "dragoman.cli", "code", str(article), "-o", str(tmp_path / "s")]
    found = subprocess.run(
        [*command, "--engine", "ray", "--address", "127.0.0.1:1"], capture_output=True, text=True, check=False
    )
    assert (found.returncode, "no Ray cluster answers at 127.0.0.1:1" in found.stderr) == (2, True), found.stderr


def test_a_depot_that_lost_rows_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'dragoman[cluster]'")
    with pytest.raises(DragomanError, match="no finished shards"):
        gather([str(tmp_path)], tmp_path / "r.duckdb")
    (tmp_path / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(RecordError, match="no JSON"):
        Depot(str(tmp_path)).opened()
    with pytest.raises(UsageError):
        Depot("frob://x")
