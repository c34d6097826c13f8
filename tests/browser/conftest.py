"""A real browser before a real server: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages_server import run, serving
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ROOT = Path(__file__).parents[2]
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; without one these tests are skipped."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example articles, coded and linked; nobody may write it."""
    path = tmp_path_factory.mktemp("browser") / "examples.duckdb"
    run("code", str(ROOT / "examples"), "-o", str(path))
    run("link", str(path))
    return path


@pytest.fixture(scope="session")
def site(coded: Path) -> Iterator[str]:
    """The address of the pages of the examples."""
    with serving("serve", str(coded)) as address:
        yield address
