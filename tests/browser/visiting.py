"""One visit of a page, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

#: Milliseconds for charts to be drawn.
_DRAWN = 20_000
_FIGURES = '[...document.querySelectorAll("figure[data-chart], [data-network]")]'
#: Charts are drawn when they come into view.
_SEEN = f"""async () => {{
  for (const figure of {_FIGURES}) {{ figure.scrollIntoView(); await new Promise((r) => setTimeout(r, 50)); }}
}}"""
_ALL_DRAWN = f'() => {_FIGURES}.every((f) => f.dataset.state === "drawn" || f.dataset.state === "failed")'


@dataclass
class Visit:
    """A page that is open, with what the browser complained of and which dialogs opened."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def drawn(self) -> None:
        """Wait until every chart is drawn."""
        self.page.evaluate(_SEEN)
        self.page.wait_for_function(_ALL_DRAWN, timeout=_DRAWN)
        failed = self.page.query_selector_all("[data-state=failed]")
        assert not failed, [f.inner_text()[:200] for f in failed]

    def wide(self) -> int:
        """By how many pixels the page scrolls sideways."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def violations(self) -> list[str]:
        """What axe-core finds."""
        found: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in found]


@contextmanager
def visit(
    browser: Browser,
    address: str,
    width: int = 1440,
    scheme: Literal["light", "dark"] = "light",
    *,
    by_axe: bool = False,
) -> Iterator[Visit]:
    """Open a page. For axe the content policy is lifted, as its script is put in from outside."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=by_axe, reduced_motion="reduce"
    )
    page = context.new_page()
    found = Visit(page)
    page.on("console", lambda m: found.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.complaints.append(str(error)))

    def dialog(opened: Any) -> None:
        found.complaints.append(f"a dialog opened: {opened.message}")
        opened.dismiss()

    page.on("dialog", dialog)
    try:
        page.goto(address)
        yield found
    finally:
        context.close()
