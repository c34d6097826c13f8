"""`dragoman lint`: every mistake of a file with its line, what it silences, and whether its examples hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.console.lint import lint_files, lint_lines, try_example
from dragoman.events.lexicon import data_folder, load_lexicon, load_tables
from dragoman.events.lint import lint
from dragoman.ontology import load_ontology
from dragoman.pipeline import Resources

HEAD = 'type = "ASSAULT"\nsense = [\n'


def said(folder: Path, text: str) -> list[str]:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    found = lint_files([path], examples=False)
    return [str(remark).removeprefix(f"{path}") for remark in found.remarks]


def test_every_mistake_is_named(tmp_path: Path) -> None:
    rows = [
        '{ verb = "shell", tipe = "x", mode = "naval", frame = "onto", object = ["@nix"], example = "x" },',
        '{ verb = 3, example = "x" },',
        '{ verb = "zorble", object = [1], example = "x" },',
        '{ verb = "Zorble", example = "x" },',
        '{ verb = "zarble", example = "x" },',
        "3,",
    ]
    assert said(tmp_path, HEAD + "\n".join(rows[:5]) + "\n]\ncolour = 1\n") == [
        ": unknown key 'colour': a file has type, frame and sense",
        ":3: unknown key 'tipe'",
        ":3: no frame 'onto'",
        ":3: no noun class '@nix'",
        ":3: ASSAULT has no mode 'naval'",
        ":4: verb, noun or adj must be a word",
        ":5: object must be a list of words",
        ":6: words are written small",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("type = \n", ":1: "),
        ('type = "AID"\n', ": no senses in it"),
        ('sense = "bomb"\n', ": sense must be a list"),
        ("sense = [3]\n", ": is no table of keys and values"),
        ('frame = "onto"\n[[sense]]\nverb = "zorble"\ntype = "AID"\n', ":2: no frame 'onto'"),
        ('type = "HELP"\nsense = [\n{ verb = "zorble" },\n]\n', ":3: no event type 'HELP'"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, text: str, words: str) -> None:
    assert said(tmp_path, text)[0].startswith(words)


def test_what_is_silenced_is_a_warning(tmp_path: Path) -> None:
    rows = (
        '{ verb = "bomb", type = "AID", example = "x" },\n{ verb = "zorble" },\n{ verb = "zorble", example = "x" },\n'
    )
    first, *rest = said(tmp_path, f"{HEAD}{rows}]\n")
    assert first.startswith(":3: warning: 'bomb' takes the place of a packaged sense: ASSAULT aerial (assault.toml:")
    assert rest == [":4: warning: no example", ":5: warning: 'zorble' stands in line 4 already, and the first wins"]


def test_packaged_files_have_no_mistakes() -> None:
    ontology = load_ontology()
    packaged, tables = load_lexicon(ontology), load_tables(ontology)
    paths = [p for name in ("kernels", "operators") for p in sorted((data_folder() / name).glob("*.toml"))]
    assert paths
    assert [str(r) for p in paths for r in lint(p, tables, packaged)[0] if r.level == "mistake"] == []


def test_examples_are_coded(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    rows = [
        '{ verb = "zorble", mode = "aerial", example = "Russian jets zorbled Ukraine." },',
        '{ verb = "zarble", example = "France met Chad." },',
        '{ verb = "zurble", none = "a game", example = "France zurbled." },',
    ]
    path.write_text(HEAD + "\n".join(rows) + "\n]\n", "utf-8")
    found = lint_files([path], examples=True)
    *remarks, last = lint_lines(found)
    wanted = "the example does not give ASSAULT, other type: “France met Chad.” (CONSULT FRA+TCD → –)"
    assert remarks == [f"{path}:4: {wanted}"]
    assert last == "3 senses, 2 examples tried, 1 mistakes, 0 warnings"


def test_an_example_that_the_gate_drops_does_not_hold(tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "own.toml"
    path.write_text('sense = [\n{ verb = "zorble", type = "AID", example = "he zorbled." },\n]\n', "utf-8")
    (sense,) = lint(path, load_tables(resources.ontology), resources.lexicon)[1]
    (remark,) = try_example(path, sense, resources)
    assert (remark.line, remark.level) == (2, "mistake")
    assert "nothing is coded" in remark.message


def test_types_of_ones_own(tmp_path: Path) -> None:
    types, path = tmp_path / "types.toml", tmp_path / "own.toml"
    types.write_text(
        '[[type]]\nname = "MEDIATE"\nquad = 1\nscore = 5.0\nrecipient = "optional"\nmeaning = "Go between."\n', "utf-8"
    )
    path.write_text('sense = [\n{ verb = "zorble", type = "MEDIATE" },\n]\n', "utf-8")
    assert lint_files([path], examples=False).mistakes == 1
    assert lint_files([path], examples=False, ontology=[types]).mistakes == 0
