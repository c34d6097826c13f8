"""Every page in the browser: nothing complains, nothing overflows, everybody can read it, charts are right."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser
from visiting import visit

from dragoman.record.query import open_record
from dragoman.web.app import route_paths
from dragoman.web.pages import PAGES

#: An address for every page that is not the same as its path. "{event}" and the like are filled from the record.
EXAMPLES = {
    "/actor/{code:str}": "/actor/RUS",
    "/ask": "/ask?q=statements+by+China+on+Taiwan+since+2020",
    "/chart/{file:str}": None,
    "/document": "/document?doc={doc}",
    "/dyad/{pair:str}": "/dyad/CHN-IND",
    "/episode/{episode_id:str}": "/episode/{episode}",
    "/event/{event_id:str}": "/event/{event}",
    "/issue": "/issue?id={issue}",
    "/review": None,
    "/review/answer": None,
    "/search": "/search?q=peace",
}
ADDRESSES = [
    EXAMPLES.get(path, path)
    for path in route_paths(PAGES)
    if not path.endswith((".csv", ".json")) and EXAMPLES.get(path, path) is not None
]


@pytest.fixture(scope="module")
def fill(coded: Path) -> Callable[[str], str]:
    """Puts ids of the record into an address."""
    with open_record(coded) as record:
        event = next(record.events())
        many = max(record.episodes(), key=lambda e: len(e.documents))
        issue = next(record.positions()).value.issue_id
        values = {"event": event.value.id, "doc": quote(event.doc), "episode": many.id, "issue": quote(issue)}
    return lambda address: address.format(**values)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (900, "light"), (1440, "dark")])
def test_a_page_is_in_order(
    browser: Browser, site: str, fill: Callable[[str], str], address: str, width: int, scheme: str
) -> None:
    with visit(browser, site + fill(address), width, scheme) as found:  # type: ignore[arg-type]
        found.drawn()
        assert found.page.locator("h1").count() == 1
        assert found.complaints == []
        assert found.wide() == 0


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_everybody_can_read_it(
    browser: Browser, site: str, fill: Callable[[str], str], address: str, width: int, scheme: str
) -> None:
    with visit(browser, site + fill(address), width, scheme, by_axe=True) as found:  # type: ignore[arg-type]
        found.drawn()
        assert found.violations() == []


def test_charts_say_what_the_record_says(site: str, coded: Path) -> None:
    rows = _table(f"{site}/chart/outlets.csv")
    with open_record(coded) as record:
        outlets = [d.outlet for d in record.documents()]
    assert {row["outlet"]: int(row["documents"]) for row in rows} == {
        outlet or "": outlets.count(outlet) for outlet in set(outlets)
    }


def test_the_drawn_chart_has_a_mark_for_each_row(browser: Browser, site: str) -> None:
    rows = _table(f"{site}/chart/map.csv")
    with visit(browser, f"{site}/map") as found:
        found.drawn()
        marks = found.page.locator("figure[data-chart] svg .mark-symbol.layer_1_marks path").count()
    assert marks == len(rows) > 10


def test_the_network_has_the_dyads_of_its_table(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/network") as found:
        found.drawn()
        picture = found.page.locator("[data-network]")
        drawn = int(picture.get_attribute("data-edges") or 0)
        assert drawn == found.page.locator("tbody tr").count() > 10
        found.page.get_by_label("material conflict").uncheck()
        found.page.get_by_label("verbal conflict").uncheck()
        assert int(picture.get_attribute("data-edges") or 0) < drawn


def _table(address: str) -> list[dict[str, str]]:
    with urlopen(address) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode())))
