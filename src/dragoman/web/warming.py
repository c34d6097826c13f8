"""Pages that are asked for before anybody does, since their answers are kept: those about a whole record before the
server is ready, those of whoever is told most behind its back."""

from __future__ import annotations

import asyncio
import gzip
import html
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from dragoman.web.serving import Serving

if TYPE_CHECKING:
    from litestar.types import ASGIApp

PATHS = (
    "/", "/actors", "/dyads", "/issues", "/episodes", "/events", "/statements", "/positions", "/documents", "/map",
    "/network", "/audit", "/search?q=a",
)  # fmt: skip
#: Tables whose first page leads to those that are opened most.
_TABLES = ("/actors", "/dyads", "/issues")
_LEADS = re.compile(rb'href="(/(?:actor|dyad|issue)[/?][^"]+)"')
#: A page of one thing, by the beginning of its address.
_ONE = re.compile(rb'href="((/(?:actor|dyad|issue|episode|event|document))[/?][^"]+)"')
_GZIP = b"\x1f\x8b"
_CHART = re.compile(rb'data-chart="([^"]+)"')


def warm(app: ASGIApp, serving: Serving) -> None:
    """Ask for these pages, for the charts on them, and for one page of each kind that they lead to, since the first of
    a kind is the slowest. What fails now will say so to whoever asks for it."""

    async def ask() -> None:
        ones: dict[bytes, bytes] = {}
        for path in PATHS:
            page = await _answer(app, serving, path)
            ones = {kind: address for address, kind in _ONE.findall(page)} | ones
            for chart in _found(_CHART, page):
                await _answer(app, serving, chart)
        for one in ones.values():
            await _answer(app, serving, html.unescape(one.decode()))

    asyncio.run(ask())


@contextmanager
def warming(app: ASGIApp, serving: Serving) -> Iterator[None]:
    """While the block runs, ask for the pages that the first pages of the tables lead to, one after the other, and
    rest after each for as long as it took, so that readers come first."""
    over = threading.Event()

    async def ask() -> None:
        for table in _TABLES:
            for address in _found(_LEADS, await _answer(app, serving, table)):
                begun = time.monotonic()
                await _answer(app, serving, address)
                if over.wait(time.monotonic() - begun):
                    return

    thread = threading.Thread(target=lambda: asyncio.run(ask()), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=0.5)


def _found(pattern: re.Pattern[bytes], page: bytes) -> list[str]:
    return [html.unescape(address.decode()) for address in dict.fromkeys(pattern.findall(page))]


async def _answer(app: ASGIApp, serving: Serving, address: str) -> bytes:
    """The body of an answer, asked for without a network."""
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", min(serving.hosts()).encode()), (b"accept-encoding", b"gzip")],
        "client": ("127.0.0.1", 0),
        "server": (serving.host, serving.port),
        "state": {},
    }
    body: list[bytes] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        body.append(message.get("body", b""))

    await app(cast("Any", scope), cast("Any", receive), cast("Any", send))
    whole = b"".join(body)
    return gzip.decompress(whole) if whole.startswith(_GZIP) else whole
