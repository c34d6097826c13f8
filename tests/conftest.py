"""What several tests share: the packaged parser and tables loaded once, a command line, a small record."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from dragoman.documents.options import ReadOptions
from dragoman.model import Coded, Document
from dragoman.pipeline import Resources, load_resources
from dragoman.run import coders, local
from dragoman.settings import DEFAULT_PARSER, KINDS, Settings

SHARED = Path(__file__).resolve().parents[2] / "shared"

#: Three reports written for the tests: no line of them is from a real article.
ARTICLES = {
    "envoys.txt": "Norway expelled two Russian diplomats on 12 March 2024. Russia condemned the decision.",
    "strike.txt": "Israeli jets bombed a depot in Syria on Friday, the Syrian state news agency said.",
    "talks.txt": "French and German ministers met in Paris. Germany refused to send missiles to Ukraine.",
}


@pytest.fixture(scope="session")
def script() -> Callable[[str], ModuleType]:
    """Loads a script that is no part of the package, by its path from the root of the project."""
    return _script


def _script(name: str) -> ModuleType:
    path = Path(__file__).parents[1] / name
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def resources() -> Resources:
    """Parser and tables, which take seconds to load."""
    return load_resources()


@pytest.fixture
def loaded(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of this process use the resources that are loaded, unless others are asked for."""
    monkeypatch.setattr(local, "load_resources", _lender(resources))


def _lender(resources: Resources) -> Callable[..., Resources]:
    def lend(
        parser: str = DEFAULT_PARSER,
        actors: tuple[Path, ...] = (),
        lexicon: tuple[Path, ...] = (),
        ontology: tuple[Path, ...] = (),
        kinds: Collection[str] = KINDS,
    ) -> Resources:
        if parser == DEFAULT_PARSER and not (actors or lexicon or ontology):
            return replace(resources, kinds=frozenset(kinds))
        return load_resources(parser, actors, lexicon, ontology=ontology, kinds=kinds)

    return lend


@pytest.fixture
def bare(loaded: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001 - a fixture asked for its effect
    """A coder that finds nothing, at once; the list takes the documents that it was given."""
    seen: list[str] = []

    def code_many(documents: Iterable[Document], resources: object) -> Iterator[Coded]:  # noqa: ARG001
        for document in documents:
            seen.append(document.doc)
            yield Coded(document)

    monkeypatch.setattr(coders, "code_many", code_many)
    return seen


@pytest.fixture
def cli(loaded: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:  # noqa: ARG001 - a fixture asked for its effect
    """`dragoman …` in this process: exit status, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def run(*arguments: object, text: str | None = None) -> Result:
        from dragoman.cli import main

        return CliRunner().invoke(main, [str(a) for a in arguments], input=text)

    return run


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The three reports by file name."""
    return ARTICLES


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data and its scorers; a test that needs it is skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("no gold data beside the repository (../shared)")
    return SHARED


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with three short reports."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def record(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the three reports; for reading only."""
    folder = tmp_path_factory.mktemp("record")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    out = folder / "made.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "load_resources", _lender(resources))
        local.code_paths([str(folder / name) for name in ARTICLES], out, Settings(), ReadOptions())
    return out
