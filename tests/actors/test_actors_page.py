"""docs/actors.md says what the tables hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def maker(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("docs/make_actors.py")


def test_the_page_is_that_of_the_tables(maker: ModuleType) -> None:
    written = (DOCS / "actors.md").read_text("utf-8")
    assert written == maker.page(), "the tables have changed: run .venv/bin/python docs/make_actors.py"


#: States with a holder in each decade since 1990, which may only rise.
FLOORS = {"head of state or government": 190, "foreign minister": 140, "defence minister": 70}


def test_decades_and_offices_have_holders(maker: ModuleType) -> None:
    rows = maker.officeholders()
    assert set(FLOORS) == set(maker.HEADS)
    for name, offices in maker.HEADS.items():
        for span in list(maker.DECADES.values())[1:]:
            held = {r.cells["code"] for r in rows if r.cells["office"] in offices and maker.within(r, span)}
            assert len(held - maker.BODIES) >= FLOORS[name], (name, span)
