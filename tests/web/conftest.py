"""A record of the small world behind the pages, asked without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("litestar", reason="the pages need the extra “web”")

from litestar.testing import TestClient
from world_builders import save

from dragoman.web.app import create_app
from dragoman.web.serving import Serving

if TYPE_CHECKING:
    from litestar import Litestar


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record."""
    return save(tmp_path_factory.mktemp("world") / "world.duckdb")


@pytest.fixture(scope="session")
def client(world: Path) -> Iterator[TestClient[Litestar]]:
    """The pages of the record, asked under a name that is served."""
    app: Any = create_app(Serving(record=world), secret="a secret of tests")
    with TestClient(app, base_url="http://127.0.0.1:8017") as found:
        yield found
