"""The three hundred hostile documents before a real browser: every page of them is opened, and nothing of them acts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import hostile
import pytest
from pages_server import run, serving
from playwright.sync_api import Browser, Page
from visiting import visit

from dragoman.model import Event
from dragoman.record.found import Found
from dragoman.record.happenings import episodes
from dragoman.record.query import open_record
from dragoman.record.texts import documents
from dragoman.web.wanted import address

WIDTH = 390
TABLES = ("documents", "events", "episodes", "statements", "positions", "figures", "relations", "problems")
OTHERS = ("/", "/actors", "/dyads", "/issues", "/map", "/network", "/audit", "/search?q=script", "/ask?q=who+met+whom")
_NEXT = 'document.querySelector("a[rel=next]")?.getAttribute("href") ?? null'
_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: A page of pages is followed so far: what comes after is made the same way.
_MOST = 40


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    hostile.write(folder / "in", megabytes=1.0)
    run("code", str(folder / "in"), "-o", str(folder / "hostile.duckdb"))
    run("link", str(folder / "hostile.duckdb"))
    return folder / "hostile.duckdb"


def addresses(record: Path) -> Iterator[str]:
    """Where visits begin: every document with one of its events, episodes that several documents tell, everybody and
    every issue that is in the record, and every table."""
    with open_record(record) as found:
        first: dict[str, Found[Event]] = {}
        for event in found.events():
            first.setdefault(event.doc, event)
        codes = sorted({who.code for event in first.values() for who in event.value.actor if who.code})
        issues = sorted({position.value.issue_id for position in found.positions()})
        yield from (address("/document", doc=row.doc) for row in documents(found))
        yield from (address("/event", event.value.id) for event in first.values())
        yield from (address("/episode", row.id) for row in episodes(found) if row.reports > 1)
    yield from (address("/actor", code) for code in codes)
    yield from (address("/dyad", f"{one}-{other}") for one, other in pairwise(codes))
    yield from (address("/issue", id=issue) for issue in issues[:_MOST])
    yield from (f"/{table}" for table in TABLES)
    yield from OTHERS


def opened(page: Page, site: str, where: str) -> str | None:
    """Open a page; what is wrong with it, if anything is."""
    answer = page.goto(site + where)
    if answer is None or answer.status != 200:
        return f"status {answer.status if answer else None}"
    wide = int(page.evaluate(_WIDE))
    return f"{wide} pixels too wide" if wide > 0 else None


def test_no_page_of_them_acts_or_breaks(browser: Browser, record: Path) -> None:
    wrong: dict[str, object] = {}
    seen = 0
    with serving("serve", str(record)) as site, visit(browser, site, WIDTH) as found:
        for begun in addresses(record):
            where: str | None = begun
            for _ in range(_MOST):
                trouble = opened(found.page, site, where or begun)
                seen += 1
                if trouble or found.complaints:
                    wrong[where or begun] = trouble or list(found.complaints)
                    found.complaints.clear()
                where = found.page.evaluate(_NEXT)
                if where is None:
                    break
    assert wrong == {}
    assert seen > 700
