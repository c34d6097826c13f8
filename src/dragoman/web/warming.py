"""The pages that ask about a whole record, asked once before anybody does: the answers are kept."""

from __future__ import annotations

import asyncio
import html
import re
from typing import TYPE_CHECKING, Any, cast

from dragoman.web.serving import Serving

if TYPE_CHECKING:
    from litestar.types import ASGIApp

PATHS = ("/", "/actors", "/dyads", "/issues", "/episodes", "/documents", "/map", "/network")
_CHART = re.compile(rb'data-chart="([^"]+)"')


def warm(app: ASGIApp, serving: Serving) -> None:
    """Ask for these pages and for the charts on them. What fails now will say so to whoever asks for it."""
    asyncio.run(_ask_all(app, serving))


async def _ask_all(app: ASGIApp, serving: Serving) -> None:
    for path in PATHS:
        page = await _answer(app, serving, path)
        for chart in _CHART.findall(page):
            await _answer(app, serving, html.unescape(chart.decode()))


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
        "headers": [(b"host", min(serving.hosts()).encode())],
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
    return b"".join(body)
