"""The one-way street and the size of things, read out of the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "dragoman"

#: A part may import what stands left of it. Parts that share a place do not know each other.
FLOW: tuple[tuple[str, ...], ...] = (
    ("errors", "memory", "cache"),
    ("settings", "tables"),
    ("model",),
    ("identity", "signals", "keeping"),
    ("ontology",),
    ("documents",),
    ("language",),
    ("actors",),
    ("timex", "places"),
    ("when", "where"),
    ("statements", "events"),
    ("figures", "relations", "positions"),
    ("linking",),
    ("record",),
    ("export", "search"),
    ("pipeline",),
    ("run",),
    ("evaluate",),
    ("grounds",),
    ("review",),
    ("console",),
    ("charts",),
    ("report",),
    ("web",),
    ("cli",),
)
PLACE = {part: place for place, parts in enumerate(FLOW) for part in parts}

#: Edges between parts that share a place, with their reason.
GRANTED: dict[tuple[str, str], str] = {}

#: Libraries that only these files may import, so that they can be exchanged in one place.
CONFINED = {
    "spacy": ("language/parse.py",),
    "thinc": ("language/parse.py",),
    "threadpoolctl": ("language/parse.py",),
    "duckdb": ("record/", "linking/", "documents/read_parquet.py"),
    "rensa": ("linking/",),
    "ray": ("run/cluster.py",),
    "fsspec": ("documents/remote.py",),
    "litestar": ("web/",),
    "altair": ("charts/__init__.py",),
    "vl_convert": ("charts/render.py",),
    "jinja2": ("report/", "web/"),
    "trafilatura": ("documents/",),
    "ahocorasick": ("signals.py", "language/", "actors/"),
    "tomli": ("tables.py",),
    "platformdirs": ("cache.py",),
    "rich": ("cli", "console/", "web/"),
    "click": ("cli",),
}

MAY_SPEAK = ("cli", "web/")
#: A worker process ends itself, and no other, when its run is gone or its memory is used up, and a command when it
#: is through.
MAY_END = {"run/workers.py": {"os._exit"}, "run/cluster.py": {"os._exit"}, "cli/__main__.py": {"os._exit"}}
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def tree_of(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"), module)


def part_of(module: str) -> str:
    return module.split("/", maxsplit=1)[0].removesuffix(".py")


def imported(module: str) -> Iterator[tuple[str, int]]:
    """Every imported module with its line, also from inside functions and type-checking blocks."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: relative import"
            if node.module == "dragoman":
                yield from ((f"dragoman.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield node.module or "", node.lineno


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def wrong_edge(module: str, name: str) -> str | None:
    """Why `module` may not import `name`, or None if it may."""
    own, other = part_of(module), name.split(".")[1] if "." in name else ""
    if own in ("__init__", other) or (module, other) in GRANTED:
        return None
    if other not in PLACE:
        return f"{name} is no part of the flow (the public face is for users, not for parts)"
    if own not in PLACE:
        return f"{own} has no place in the flow"
    return f"{own} may not import {other}" if PLACE[other] >= PLACE[own] else None


@pytest.mark.parametrize(
    ("module", "name", "allowed"),
    [
        ("events/coder.py", "dragoman.language.grammar", True),
        ("language/clauses.py", "dragoman.events.lexicon", False),
        ("events/coder.py", "dragoman.statements.quotations", False),
        ("positions/find.py", "dragoman.events.roles", True),
        ("statements/quotations.py", "dragoman.positions.find", False),
        ("when.py", "dragoman.where", False),
        ("record/store.py", "dragoman.record.schema", True),
        ("record/store.py", "dragoman", False),
        ("export/jsonl.py", "dragoman.cli", False),
        ("elsewhere.py", "dragoman.model", False),
    ],
)
def test_the_rule_itself(module: str, name: str, allowed: bool) -> None:
    assert (wrong_edge(module, name) is None) is allowed


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_with_the_flow(module: str) -> None:
    edges = [(name, line) for name, line in imported(module) if name.split(".")[0] == "dragoman"]
    wrong = [f"{module}:{line}: {why}" for name, line in edges if (why := wrong_edge(module, name))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", MODULES)
def test_libraries_stay_where_they_can_be_exchanged(module: str) -> None:
    wrong = [
        f"{module}:{line}: {name} belongs in {CONFINED[library]}"
        for name, line in imported(module)
        if (library := name.split(".")[0]) in CONFINED and not module.startswith(CONFINED[library])
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", MODULES)
def test_only_the_edge_speaks_or_ends_the_process(module: str) -> None:
    if module.startswith(MAY_SPEAK):
        return
    called = [node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)]
    banned = SPEAKING - MAY_END.get(module, set())
    said = [f"{module}:{c.lineno}: {ast.unparse(c.func)}" for c in called if ast.unparse(c.func) in banned]
    assert not said, "\n".join(said)


SPEAKING = {"print", "click.echo", "sys.stdout.write", "sys.stderr.write", "sys.exit", "exit", "SystemExit", "os._exit"}


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_too_long(module: str) -> None:
    lines = len((PACKAGE / module).read_text(encoding="utf-8").splitlines())
    assert lines < 400, f"{module} has {lines} lines"
    long = [f"{module}:{f.lineno}: {f.name} has {n} lines" for f in functions(module) if (n := length(f)) >= 60]
    assert not long, "\n".join(long)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("module", MODULES)
def test_every_argument_has_a_type_and_nothing_is_global(module: str) -> None:
    wrong = [f"{module}:{n.lineno}: global" for n in ast.walk(tree_of(module)) if isinstance(n, ast.Global)]
    for function in functions(module):
        arguments = function.args
        positional = [*arguments.posonlyargs, *arguments.args]
        if positional and positional[0].arg in ("self", "cls"):
            positional = positional[1:]
        others = [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
        untyped = [a for a in (*positional, *arguments.kwonlyargs, *others) if a.annotation is None]
        wrong += [f"{module}:{a.lineno}: {function.name}({a.arg}) has no type" for a in untyped]
        if function.returns is None:
            wrong.append(f"{module}:{function.lineno}: {function.name} has no return type")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", MODULES)
def test_module_says_what_it_is(module: str) -> None:
    tree = tree_of(module)
    assert not tree.body or ast.get_docstring(tree), f"{module} has no docstring"


def test_test_names_are_unique() -> None:
    """A second function of the same name silently replaces the first, and its cases are never run."""
    twice = []
    for path in sorted(Path(__file__).parent.rglob("test_*.py")):
        names = [n.name for n in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(n, ast.FunctionDef)]
        twice += [f"{path.name}: {name}" for name in sorted(set(names)) if names.count(name) > 1]
    assert not twice, "\n".join(twice)
