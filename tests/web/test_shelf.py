"""Answers are kept where nothing can be written, and only as they were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from html_reading import HOST
from litestar.testing import TestClient

from dragoman.web import shelf
from dragoman.web.app import create_app
from dragoman.web.serving import Serving
from dragoman.web.shelf import Shelf


class Counting:
    """Pages that count how often they are made; /bad fails."""

    def __init__(self, size: int = 10) -> None:
        self.made: list[str] = []
        self._size = size

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
        self.made.append(scope["path"])
        status = 500 if scope["path"] == "/bad" else 200
        await send({"type": "http.response.start", "status": status, "headers": [(b"x-page", scope["path"].encode())]})
        await send({"type": "http.response.body", "body": b"x" * self._size, "more_body": False})


def test_a_page_is_made_once_for_each_address() -> None:
    pages = Counting()
    asked = TestClient(Shelf(pages))
    first, second = asked.get("/a?x=1"), asked.get("/a?x=1")
    assert (first.content, first.headers["x-page"]) == (second.content, second.headers["x-page"])
    asked.get("/a?x=2")
    assert pages.made == ["/a", "/a"]


@pytest.mark.parametrize(
    ("path", "method"), [("/bad", "GET"), ("/a", "POST"), ("/ask", "GET"), ("/static/a.css", "GET")]
)
def test_what_is_never_kept(path: str, method: str) -> None:
    pages = Counting()
    asked = TestClient(Shelf(pages))
    for _ in range(2):
        asked.request(method, path)
    assert len(pages.made) == 2


def test_packed_and_plain_answers_are_two() -> None:
    pages = Counting()
    asked = TestClient(Shelf(pages))
    asked.get("/a", headers={"accept-encoding": "gzip, br"})
    asked.get("/a", headers={"accept-encoding": "identity"})
    asked.get("/a", headers={"accept-encoding": "gzip"})
    assert len(pages.made) == 2


def test_what_was_not_asked_for_longest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "ROOM", 25)
    pages = Counting()
    asked = TestClient(Shelf(pages))
    for path in ("/a", "/b", "/a", "/c", "/a", "/b"):
        asked.get(path)
    assert pages.made == ["/a", "/b", "/c", "/b"]


def test_nothing_of_a_reader_is_kept(world: Path) -> None:
    with TestClient(create_app(Serving(world), secret="s" * 64)) as asked:
        assert "set-cookie" not in asked.get("/", headers=HOST).headers
        assert asked.get("/", headers={"host": "evil.example"}).status_code == 421
