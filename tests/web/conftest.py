"""Two records behind the application: a few reports, coded and linked, and a small made-up world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from html_reading import HOST
from litestar.testing import TestClient
from world_builders import save

from dragoman.documents.options import ReadOptions
from dragoman.pipeline import Resources
from dragoman.record.query import Record, open_record
from dragoman.run import local
from dragoman.run.link import link_record
from dragoman.settings import Settings
from dragoman.web.app import create_app
from dragoman.web.reading import MEMORY
from dragoman.web.serving import Serving

_BLAST = (
    "Jets struck a depot near Damascus on 3 May 2024, killing {dead} Syrian soldiers, the Syrian army said. "
    "“Israel will regret this attack,” Syrian Foreign Minister Faisal Mekdad told reporters on Saturday. "
    "Iran condemned the strike. Israel declined to comment on the attack, which hit a warehouse of the Fourth Division."
)
#: Reports of one strike: the agency's, a copy of it, and one of its own with another toll; and two of other things.
REPORTS = {
    "wire/strike.txt": "Israeli jets strike depot near Damascus\n\nMay 3, 2024 (Agency) -- Israeli "
    + _BLAST.format(dead=14),
    "copy/strike.txt": "Israeli jets strike depot near Damascus\n\nMay 4, 2024 -- Israeli " + _BLAST.format(dead=14),
    "other/toll.txt": (
        "Israel hits Syrian depot\n\nMay 4, 2024 -- Israeli jets bombed a depot near Damascus on 3 May 2024, killing "
        "20 Syrian soldiers, a monitoring group said. Russia urged Israel to stop its attacks on Syria."
    ),
    "a name with % & ? # and ü.txt": (
        "Norway expels envoys\n\nNorway, a member of NATO, expelled two Russian diplomats on 12 March 2024. Russia "
        "condemned the decision. Norway borders Russia.\n\n"
        "Photo: A guard outside the Russian embassy in Oslo. (AP Photo/John Smith)\n"
    ),
    "empty.txt": "",
    "french.txt": "Le président a rencontré les ministres à Paris et il a dit que la France ne quittera pas le sommet. "
    * 4,
}


@pytest.fixture(scope="session")
def told(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of `REPORTS`; for reading only."""
    folder = tmp_path_factory.mktemp("told")
    for name, text in REPORTS.items():
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / name).write_text(text, "utf-8")
    out = folder / "told.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "load_resources", lambda *_, **__: resources)
        local.code_paths([str(folder / "in")], out, Settings(), ReadOptions())
    link_record(out)
    return out


@pytest.fixture(scope="session")
def client(told: Path) -> Iterator[TestClient]:
    """Asks for pages of `told`."""
    with TestClient(create_app(Serving(told), secret="0" * 64), raise_server_exceptions=True) as made:
        made.headers.update(HOST)
        yield made


@pytest.fixture(scope="session")
def opened(client: TestClient, told: Path) -> Iterator[Record]:
    """The same record, to compare pages with."""
    del client  # the application has the file open for reading first
    with open_record(told, MEMORY) as record:
        yield record


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the made-up world."""
    return save(tmp_path_factory.mktemp("world") / "world.duckdb")


@pytest.fixture(scope="session")
def world_client(world: Path) -> Iterator[TestClient]:
    """Asks for pages of `world`."""
    with TestClient(create_app(Serving(record=world), secret="0" * 64)) as made:
        made.headers.update(HOST)
        yield made
