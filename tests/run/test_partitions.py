"""Linking by partitions: the same record byte for byte, and no half of it when a process dies."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType

import deadly
import pytest
from click.testing import Result

from dragoman.errors import DragomanError, UsageError
from dragoman.linking.settings import LinkSettings
from dragoman.record.query import open_record
from dragoman.run.cluster import judged_on_ray
from dragoman.run.link import link_record
from dragoman.run.partitions import Spread, in_processes

Cli = Callable[..., Result]


@pytest.fixture(scope="module")
def made(script: Callable[[str], ModuleType], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coded record of made-up happenings that is not linked."""
    path = tmp_path_factory.mktemp("made") / "made.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2] / "benchmarks")
        records = script("benchmarks/made_records.py")
        records.write(path, records.articles(1200, seed=5))
    return path


@pytest.fixture(scope="module")
def whole(made: Path) -> list[str]:
    """What linking in one piece makes of it."""
    path = Path(shutil.copy(made, made.with_name("whole.duckdb")))
    assert link_record(path).told > 50
    return lines(path)


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "r.duckdb"))


def lines(path: Path) -> list[str]:
    with open_record(path) as opened:
        return [json.dumps(line, ensure_ascii=False) for line in opened.lines()]


@pytest.mark.parametrize(("partitions", "jobs"), [(1, 1), (5, 2)])
def test_any_number_of_partitions_makes_the_same_record(
    cli: Cli, record: Path, whole: list[str], partitions: int, jobs: int
) -> None:
    said = cli("link", record, "--partitions", partitions, "--jobs", jobs)
    assert said.exit_code == 0
    assert lines(record) == whole
    assert sorted(p.name for p in record.parent.iterdir()) == ["r.duckdb"]


def test_a_process_that_is_killed_changes_no_byte(record: Path, whole: list[str], tmp_path: Path) -> None:
    # What a linking that was killed left behind is no part of this one.
    (record.with_name("r.duckdb.parts") / "0").mkdir(parents=True)
    judge = partial(deadly.judge_once_more, tmp_path / "died")
    link_record(record, Spread(3, partial(in_processes, jobs=2, judge=judge)))
    assert (tmp_path / "died").exists()
    assert lines(record) == whole


# Ray's own modules warn of each other.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning")
def test_ray_makes_the_same_record_with_a_worker_killed(
    record: Path, whole: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ray.data", reason="Ray is not installed: pip install 'dragoman[cluster]'")
    # The workers must find what these tests find.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    judge = partial(deadly.judge_once_more, tmp_path / "died")
    link_record(record, Spread(5, partial(judged_on_ray, jobs=2, judge=judge)))
    assert (tmp_path / "died").exists()
    assert lines(record) == whole


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning")
def test_ray_tells_what_went_wrong(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray.data", reason="Ray is not installed: pip install 'dragoman[cluster]'")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    with pytest.raises(DragomanError, match=r"partition 0: .*ZeroDivisionError"):
        link_record(record, Spread(1, partial(judged_on_ray, jobs=1, judge=deadly.judge_wrongly)))


@pytest.mark.parametrize(
    ("judge", "told"),
    [
        (deadly.judge_never, "partition 0: its process died 3 times"),
        (deadly.judge_wrongly, "partition 0: ZeroDivisionError: 0"),
    ],
)
def test_a_partition_that_cannot_be_judged_ends_linking_and_leaves_the_record_as_it_was(
    record: Path, judge: Callable[[Path, LinkSettings], None], told: str
) -> None:
    with pytest.raises(DragomanError, match=told):
        link_record(record, Spread(1, partial(in_processes, judge=judge)))
    with open_record(record) as opened:
        assert opened.counts()["episode"] == 0
    assert not record.with_name("r.duckdb.parts").exists()


def test_wrong_requests(cli: Cli, record: Path) -> None:
    with pytest.raises(UsageError, match="partitions must be 1 or more"):
        Spread(0, in_processes)
    assert cli("link", record, "--engine", "cloud").exit_code == 2
    assert cli("link", record, "--address", "auto").stderr == "dragoman: --address is for --engine ray\n"
