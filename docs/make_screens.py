# ruff: noqa: INP001 - a script beside the pages that it illustrates, no package
"""Take the pictures of pages for the README anew, in Chromium, of the examples.

usage: .venv/bin/python docs/make_screens.py

Wants Chromium and playwright. The pages are those that `dragoman serve` shows.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "browser")]

from pages_server import run, serving  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DOC = "americas/quito-embassy-raid.html"
#: Name, address, colours, and the part of the page from above that is shown, in pixels.
SCREENS = (
    ("page-overview", "/", "light", 860),
    ("page-document", f"/document?doc={DOC}", "light", 900),
    ("page-dark", "/actor/RUS", "dark", 860),
)


def main() -> None:
    """Code the examples into a temporary record, serve it, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        record = str(Path(folder) / "demo.duckdb")
        run("code", str(ROOT / "examples"), "-o", record, "--quiet")
        run("link", record)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        with serving("serve", record) as address:
            for name, path, scheme, height in SCREENS:
                context = browser.new_context(viewport={"width": 1280, "height": height}, color_scheme=scheme)
                page = context.new_page()
                page.goto(address + path)
                page.wait_for_timeout(2500)  # charts are drawn
                page.screenshot(path=IMAGES / f"{name}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
