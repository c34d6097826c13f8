"""The report as a file in the browser, without a network: in order, readable by everybody, and drawn for its width."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages_server import run
from playwright.sync_api import Browser
from visiting import Visit, visit

SIZES = [(390, "light"), (390, "dark"), (900, "light"), (1440, "dark")]


@pytest.fixture(scope="module")
def address(coded: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("report") / "report.html"
    run("report", str(coded), "-o", str(out), "--dyad", "CHN-IND", "--actor", "RUS")
    return out.as_uri()


def seen(found: Visit, name: str) -> int:
    """How many drawings of a kind can be seen."""
    return found.page.locator(f"figure .{name}:visible").count()


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_the_report_is_in_order(browser: Browser, address: str, width: int, scheme: str) -> None:
    with visit(browser, address, width, scheme) as found:  # type: ignore[arg-type]
        asked: list[str] = []
        found.page.context.set_offline(True)
        found.page.on("request", lambda request: asked.append(request.url))
        found.page.reload()
        assert asked == [address]
        assert found.complaints == []
        assert found.wide() == 0
        drawings = found.page.locator("figure").count()
        assert drawings >= 9
        shown = (seen(found, "wide"), seen(found, "narrow"))
        assert shown == ((0, drawings) if width < 640 else (drawings, 0))
        ground = found.page.evaluate("getComputedStyle(document.body).backgroundColor")
        drawn = found.page.evaluate("getComputedStyle(document.querySelector('figure svg rect')).fill")
        assert ground == drawn
        assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


@pytest.mark.parametrize(("width", "scheme"), SIZES[1:3])
def test_everybody_can_read_the_report(browser: Browser, address: str, width: int, scheme: str) -> None:
    with visit(browser, address, width, scheme, by_axe=True) as found:  # type: ignore[arg-type]
        assert found.violations() == []


def test_it_prints_on_white(browser: Browser, address: str) -> None:
    with visit(browser, address, 900, "dark") as found:
        found.page.emulate_media(media="print")
        assert found.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert seen(found, "narrow") == 0
        assert found.page.locator("nav:visible, details:visible").count() == 0
        assert found.page.pdf().startswith(b"%PDF")
