"""The lock, the list of dependencies and the package say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
EXTRAS = PROJECT["optional-dependencies"]


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0] for requirement in requirements]


@pytest.mark.parametrize("name", names([*PROJECT["dependencies"], *EXTRAS["dev"]]))
def test_every_dependency_is_locked(name: str) -> None:
    assert re.search(rf"(?m)^{re.escape(name)}==", LOCK), f"{name} is not in requirements.lock: run `make lock`"


def test_every_locked_package_has_a_hash_and_no_address() -> None:
    blocks = re.split(r"(?m)^(?=[a-z0-9])", "\n".join(line for line in LOCK.splitlines() if not line.startswith("#")))
    locked = [block for block in blocks if block.strip()]
    assert len(locked) > 50
    assert [block.split()[0] for block in locked if "--hash=sha256:" not in block] == []
    assert "://" not in LOCK


@pytest.mark.parametrize("name", names([*PROJECT["dependencies"], *(r for extra in EXTRAS.values() for r in extra)]))
def test_every_dependency_is_explained(name: str) -> None:
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert re.search(rf"\| ?[^|\n]*\b{re.escape(name)}\b", explained), f"{name} is not in docs/dependencies.md"


def test_the_version_is_in_the_changelog() -> None:
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_the_one_that_is_named() -> None:
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0" in (ROOT / "LICENSE").read_text(encoding="utf-8")
