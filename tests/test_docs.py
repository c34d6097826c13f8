"""What the pages promise: commands that exist, links that lead somewhere, examples that can be read."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from dragoman.cli import main
from dragoman.documents.metadata import describe
from dragoman.documents.read import read_paths
from dragoman.documents.segment import segment
from dragoman.events.lexicon import load_lexicon
from dragoman.model import FURNITURE_LABELS, Document, Problem
from dragoman.ontology import load_ontology
from dragoman.record.schema import ACROSS, BY_NAME, KINDS, ddl

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
#: Pages that a target makes; they are absent until it has been run.
MADE = {ROOT / "docs" / "quality.md"}
#: What the examples are meant to get wrong: document and code of the problem.
INTENDED = {("wire-finlande-otan", "not-english")}

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`(dragoman [a-z]+(?: [^`\n]*)?)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def blocks(page: Path, language: str) -> list[str]:
    """The fenced code of a page in one language."""
    return [code for name, code in _FENCE.findall(page.read_text(encoding="utf-8")) if name == language]


def command_lines(page: Path) -> Iterator[tuple[list[str], bool]]:
    """Every command line of dragoman on a page as words, without redirections and comments, and
    whether it is whole: one inside a sentence may leave out what the command requires."""
    whole = [line for block in blocks(page, "") for line in block.splitlines()]
    inline = _INLINE.findall(page.read_text(encoding="utf-8"))
    for line, is_whole in [*((line, True) for line in whole), *((line, False) for line in inline)]:
        for part in re.split(r"\s\|\s", line):
            words = shlex.split(part.split(" > ")[0], comments=True)
            if words and words[0] == "dragoman":
                yield words[1:], is_whole


COMMANDS = [(page, words, is_whole) for page in PAGES for words, is_whole in command_lines(page)]


def parsed(words: list[str]) -> click.Context:
    """The context of the command line; raises click's errors for what the command does not know."""
    name, *rest = words
    if name not in main.commands:
        raise click.UsageError(f"no command {name}")
    return main.commands[name].make_context(name, rest)


@pytest.mark.parametrize(
    "words", [["shew", "r.duckdb"], ["show", "r.duckdb", "--actr", "RUS"], ["export"], ["show", "r", "--limit", "x"]]
)
def test_a_wrong_command_line_is_noticed(words: list[str]) -> None:
    with pytest.raises(click.UsageError):
        parsed(words)


@pytest.mark.parametrize(
    ("page", "words", "is_whole"), COMMANDS, ids=[f"{page.name}: {' '.join(words)}" for page, words, _ in COMMANDS]
)
def test_commands_on_the_pages_parse(page: Path, words: list[str], is_whole: bool) -> None:
    try:
        assert parsed(words).command.name == words[0], page
    except click.MissingParameter:
        assert not is_whole
        assert not any(word.startswith("-") for word in words), "an option is shown, so show the whole line"


def test_readme_shows_every_command() -> None:
    shown = {words[0] for words, is_whole in command_lines(ROOT / "README.md") if is_whole}
    assert set(main.commands) - {"explain"} <= shown
    assert ["explain", "demo.duckdb", "ID"] in [words for words, _ in command_lines(ROOT / "README.md")]


def test_every_option_named_on_the_readme_exists() -> None:
    known = {
        name for command in main.commands.values() for p in command.params for name in (*p.opts, *p.secondary_opts)
    }
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named <= known | {"--help", "--version"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(page: Path) -> None:
    targets = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not re.match(r"[a-z]+:|#", link)]
    paths = [(page.parent / target.split("#")[0]).resolve() for target in targets]
    missing = [str(path) for path in paths if not path.exists() and path not in MADE]
    assert not missing


def test_python_on_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    from click.testing import CliRunner

    source = EXAMPLES / "pacific" / "france-recalls-ambassadors.txt"
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["code", str(source), "-o", "demo.duckdb", "--quiet"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    for code in blocks(ROOT / "README.md", "python"):
        exec(compile(code, "README.md", "exec"), {})
    assert "['USA', 'AUS']" in capsys.readouterr().out


def test_toml_on_the_readme_is_a_lexicon(tmp_path: Path) -> None:
    for number, code in enumerate(blocks(ROOT / "README.md", "toml")):
        path = tmp_path / f"words{number}.toml"
        path.write_text(code, encoding="utf-8")
        assert load_lexicon(load_ontology(), extra=(path,))


def test_line_on_the_readme_has_the_fields_of_the_record() -> None:
    (line,) = [json.loads(block) for block in blocks(ROOT / "README.md", "json")]
    kind = BY_NAME[line["kind"]]
    order = [name for name in ("kind", *kind.exported) if name in line]
    assert list(line) == order


def test_record_page_names_every_field() -> None:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    fields = {f"{kind.name}.{name}" for kind in (*KINDS, *ACROSS) for name in kind.exported}
    assert sorted(field for field in fields if f"`{field.split('.')[1]}`" not in page) == []


def test_sql_on_the_record_page_runs(tmp_path: Path) -> None:
    import duckdb

    (query,) = blocks(ROOT / "docs" / "record.md", "sql")
    with duckdb.connect(str(tmp_path / "empty.duckdb")) as connection:
        for statement in ddl():
            connection.execute(statement)
        assert connection.execute(query).fetchall() == []


@pytest.fixture(scope="module")
def examples() -> list[Document | Problem]:
    return list(read_paths([str(EXAMPLES)]))


def test_examples_are_read_but_for_the_intended_problems(examples: list[Document | Problem]) -> None:
    assert {(p.doc, p.code) for p in examples if isinstance(p, Problem)} == INTENDED
    assert sum(isinstance(d, Document) for d in examples) >= 24
    endings = {path.suffix for path in EXAMPLES.rglob("*") if path.is_file()}
    assert endings == {".txt", ".html", ".jsonl"}


def test_examples_are_short_and_in_no_two_files(examples: list[Document | Problem]) -> None:
    documents = [d for d in examples if isinstance(d, Document)]
    lengths = {d.doc: len(d.text.split()) for d in documents}
    assert {doc: n for doc, n in lengths.items() if not 110 <= n <= 300} == {}
    assert len({d.doc_id for d in documents}) == len(documents)


def test_examples_page_lists_every_report(examples: list[Document | Problem]) -> None:
    page = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
    assert [found.doc for found in examples if f"`{found.doc}`" not in page] == []
    english = sum(isinstance(found, Document) for found in examples)
    assert f"{english} short reports" in page
    assert f"{english} reports" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_one_example_has_no_date(examples: list[Document | Problem]) -> None:
    (kenya,) = [d for d in examples if d.doc == "africa/kenya-finance-bill.txt"]
    assert isinstance(kenya, Document)
    assert (kenya.published, describe(kenya, segment(kenya)).published_basis) == (None, "none")


@pytest.mark.parametrize(
    ("doc", "label", "words"),
    [
        ("europe/karabakh-truce.txt", "caption", "A checkpoint on the road"),
        ("europe/karabakh-truce.txt", "teaser", "What is the Minsk Group"),
        ("europe/diplomats-expelled.txt", "boilerplate", "Sign up for our newsletter"),
        ("europe/makiivka-kyiv-toll.txt", "teaser", "How winter changes the war"),
        ("europe/albania-iran-cyberattack.html", "teaser", "Five cyberattacks"),
        ("americas/tariffs-paused.html", "boilerplate", "Advertisement"),
        ("africa/congo-rwanda-goma.html", "boilerplate", "Enter your email address"),
        ("asia/myanmar-coup.txt", "boilerplate", "Facebook | Twitter | Email"),
    ],
)
def test_furniture_of_examples_is_labelled(
    examples: list[Document | Problem], doc: str, label: str, words: str
) -> None:
    (document,) = [d for d in examples if d.doc == doc]
    assert isinstance(document, Document)
    place = document.text.index(words)
    labels = {s.label for s in segment(document) if s.span[0] <= place < s.span[1]}
    assert labels == {label}
    assert label in FURNITURE_LABELS


@pytest.mark.parametrize(
    ("doc", "absent"),
    [
        ("americas/quito-embassy-raid.html", "cookie"),
        ("americas/tariffs-paused.html", "privacy"),
        ("europe/albania-iran-cyberattack.html", "Manage cookies"),
    ],
)
def test_banners_of_pages_are_no_text(examples: list[Document | Problem], doc: str, absent: str) -> None:
    (document,) = [d for d in examples if d.doc == doc]
    assert isinstance(document, Document)
    assert absent not in document.text


def test_pages_name_no_path_of_a_machine() -> None:
    wrong = [page.name for page in PAGES if re.search(r"(?<![\w.])/(?:work|home|Users|tmp)/", page.read_text("utf-8"))]
    assert not wrong
