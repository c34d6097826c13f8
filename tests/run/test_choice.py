"""Which documents a run takes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dragoman import read_text
from dragoman.errors import UsageError
from dragoman.model import Document, Problem
from dragoman.record.query import open_record
from dragoman.run.choice import Choice, Chosen

Cli = Callable[..., Result]


def documents(number: int) -> list[Document]:
    return [read_text(f"Report {n} of the ministry.", name=f"news/{n}.txt") for n in range(number)]


def names(found: list[Document], **choice: int) -> list[str]:
    return [item.doc for item in Chosen(found, Choice(**choice))]


def test_a_sample_hangs_on_names_alone() -> None:
    found = documents(200)
    taken = names(found, sample=20)
    assert len(taken) == 20
    assert taken == [d.doc for d in found if d.doc in set(taken)], "in the order of the input"
    assert taken != [d.doc for d in found[:20]]
    mixed = found.copy()
    random.Random(5).shuffle(mixed)
    assert set(names(mixed, sample=20)) == set(taken)
    assert set(names(found, sample=50)) > set(taken), "a larger sample holds the smaller"
    assert names(found[:3], sample=20) == [d.doc for d in found[:3]]
    assert names(found, sample=20, limit=3) == taken[:3]


def test_what_cannot_be_read_is_told_beside_a_sample() -> None:
    broken = Problem("broken.txt", "encoding", None, "cannot be read")
    assert next(iter(Chosen([broken, *documents(5)], Choice(since="2020", sample=1)))) is broken


def test_since_a_day() -> None:
    days = {
        "a": "2024-05-31",
        "b": "2024-06-01",
        "c": "2024-06",
        "d": "2024-05",
        "e": "2024",
        "f": None,
        "g": "2025-01-02",
    }
    found = [read_text(f"The ministry said so in {name}.", name=name, published=day) for name, day in days.items()]
    chosen = Chosen(found, Choice(since="2024-06"))
    assert ([d.doc for d in chosen], chosen.undated) == (["b", "c", "e", "g"], 1)


def test_a_day_that_stands_in_the_text_counts() -> None:
    text = "Envoys meet\n\nOSLO, June 4, 2024 (Agency) - Envoys of Norway and Chile met on Tuesday, officials said."
    chosen = Chosen(
        [read_text(text, name="a"), read_text(text.replace("2024", "2023"), name="b")], Choice(since="2024")
    )
    assert ([d.doc for d in chosen], chosen.undated) == (["a"], 0)


@pytest.mark.parametrize("wrong", [{"since": "June"}, {"since": "2024-13"}, {"sample": 0}, {"limit": -1}])
def test_wrong_choices_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Choice(**wrong)  # type: ignore[arg-type]


@pytest.mark.usefixtures("bare")
def test_the_command(tmp_path: Path, cli: Cli) -> None:
    rows, out = tmp_path / "rows.jsonl", tmp_path / "r.duckdb"
    lines = [{"id": f"d{n}", "text": "The ministry said so.", "published": f"2024-0{n}-01"} for n in range(1, 8)]
    rows.write_text("".join(json.dumps(line) + "\n" for line in [*lines, {"id": "d9", "text": "No day."}]), "utf-8")
    assert cli("code", rows, "-o", out, "--since", "June").exit_code == 2
    assert not out.exists()
    done = cli("code", rows, "-o", out, "--since", "2024-06")
    assert done.stderr == "dragoman: 1 document without a date was left out\n"
    with open_record(out) as opened:
        assert [d.doc for d in opened.documents()] == ["d6", "d7"]
    done = cli("code", rows, "-o", out, "--sample", "3", "--json")
    assert json.loads(done.stdout)["coded"] + json.loads(done.stdout)["unchanged"] == 3
