"""What docs/lexicon.md shows can be used as it stands: its senses, types, rows and actors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.actors.knowledge import load_knowledge
from dragoman.console.lint import lint_files
from dragoman.events.lexicon import data_folder, load_tables
from dragoman.events.lexicon_file import KEYS, read_frames, read_rows
from dragoman.events.modes import Facts, read_modes
from dragoman.events.senses import OPERATORS
from dragoman.model import Document
from dragoman.ontology import load_ontology
from dragoman.pipeline import code, load_resources

PAGE = (Path(__file__).parents[2] / "docs" / "lexicon.md").read_text("utf-8")
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
BLOCKS = _FENCE.findall(PAGE)


def files(folder: Path, language: str, holds: str, lacks: str = "\0") -> list[Path]:
    """The blocks of one language with some words in them, as files."""
    found = [text for name, text in BLOCKS if name == language and holds in text and lacks not in text]
    paths = [folder / f"{n}.{language}" for n in range(len(found))]
    for path, text in zip(paths, found, strict=True):
        path.write_text(text, "utf-8")
    return paths


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return files(tmp_path_factory.mktemp("types"), "toml", "[[type]]")


def test_every_block_is_tried() -> None:
    kinds = [
        (name, next((k for k in ("[[type]]", "[[row]]", "[[cue]]", "sense = ") if k in text), ""))
        for name, text in BLOCKS
    ]
    assert kinds.count(("toml", "sense = ")) == 5
    assert {("toml", "[[type]]"), ("toml", "[[row]]"), ("toml", "[[cue]]"), ("csv", "")} < set(kinds)
    assert len(kinds) == 10


def test_senses_are_right_and_their_examples_hold(tmp_path: Path, types: list[Path]) -> None:
    found = lint_files(files(tmp_path, "toml", "sense = "), examples=True, ontology=types)
    assert [str(r) for r in found.remarks if r.level == "mistake"] == []
    assert found.tried == found.senses >= 12


def test_a_type_of_ones_own_is_coded(tmp_path: Path, types: list[Path]) -> None:
    words = files(tmp_path, "toml", 'type = "ESPIONAGE"')
    own = load_resources(lexicon=words, ontology=types)
    (event,) = code(Document("d", "Russia spied on Norway.", "d"), own).events
    assert (event.event, event.quad_code, event.event_scale) == (("ESPIONAGE",), 4, -6.0)
    assert ([a.code for a in event.actor], [r.code for r in event.recipient]) == (["RUS"], ["NOR"])
    (threat,) = code(Document("d", "Russia threatened to spy on Norway.", "d"), own).events
    assert threat.event == ("THREATEN",)


def test_rows_are_read(tmp_path: Path) -> None:
    verbs = (data_folder() / "verb_noun.toml").read_text("utf-8").partition("[[row]]")[0]
    (path,) = files(tmp_path, "toml", "[[row]]")
    path.write_text(verbs + path.read_text("utf-8"), "utf-8")
    assert {s.lemma for s in read_rows(path, load_tables(load_ontology()))} >= {"lift", "remove"}


def test_cues_are_read(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "toml", "[[cue]]")
    table = read_modes(path, load_tables(load_ontology()).modes)
    facts = Facts({"words": "attacked with drones"}, "attack")
    assert table.of("ASSAULT", "destroy", facts) == ("destroy", "drone")
    assert table.of("ASSAULT", "aerial", facts) == ("drone",)


def test_actors_are_known(tmp_path: Path) -> None:
    knowledge = load_knowledge(extra=files(tmp_path, "csv", "name"))
    who = {day: knowledge.who("Okoro", day)[:1] for day in ("2026-12-31", "2027-03")}
    assert [(c.name, c.code, c.office) for c in who["2027-03"]] == [("Adaeze Okoro", "NGA", "foreign minister")]
    assert all(c.name != "Adaeze Okoro" or c.score < who["2027-03"][0].score for c in who["2026-12-31"])
    assert [c.code for c in knowledge.who("Lake Compact", "2027-03")[:1]] == ["IGO"]


def test_frames_and_operators_of_the_page_are_those_of_the_lexicon() -> None:
    frames = re.search(r"## Frames\n(.*?)\n## ", PAGE, re.DOTALL)
    operators = re.search(r"`op` is one of:(.*?)\nWhat an operator", PAGE, re.DOTALL)
    assert frames is not None
    assert operators is not None
    named = set(re.findall(r"^\| `([a-z-]+)` \|", frames.group(1), re.MULTILINE))
    known = {name for name in read_frames(data_folder() / "frames.toml") if ":" not in name}
    assert named == known
    assert set(re.findall(r"`([a-z]+)`", operators.group(1))) == OPERATORS


def test_every_key_is_explained() -> None:
    table = PAGE.split("## Frames", maxsplit=1)[0]
    assert [key for key in sorted(KEYS) if f"`{key}`" not in table] == []
