"""Whole answers, kept while a record is only read: its rows stay as they are, so a page is made once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from litestar.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes of answers that are kept, and the largest that is.
ROOM, LARGEST = 64_000_000, 2_000_000
#: What is not kept: files, and questions, which may say "last year".
_OTHERS = ("/static/", "/ask")

_Answer = tuple[dict[str, Any], bytes]


class Shelf:
    """ASGI middleware around pages that depend on nothing but their address: it keeps the latest answers with status
    200; of more than `ROOM` those that were not asked for longest go."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: OrderedDict[tuple[object, ...], _Answer] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked: dict[str, Any] = dict(scope)
        if asked["type"] != "http" or asked["method"] != "GET" or asked["path"].startswith(_OTHERS):
            await self._app(scope, receive, send)
            return
        headers = dict(asked["headers"])
        packed = b"gzip" in headers.get(b"accept-encoding", b"")
        key = (asked["path"], asked["query_string"], packed, headers.get(b"hx-request"))
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
        if kept is not None:
            await send({**kept[0], "headers": list(kept[0]["headers"])})  # type: ignore[arg-type]
            await send({"type": "http.response.body", "body": kept[1], "more_body": False})
            return
        start: dict[str, Any] = {}
        body: list[bytes] = []

        async def sending(message: Message) -> None:
            told: dict[str, Any] = dict(message)
            if told["type"] == "http.response.start":
                start.update({**told, "headers": list(told["headers"])})
            else:
                body.append(told.get("body", b""))
            await send(message)

        await self._app(scope, receive, sending)
        self._keep(key, (start, b"".join(body)))

    def _keep(self, key: tuple[object, ...], answer: _Answer) -> None:
        if answer[0].get("status") != 200 or len(answer[1]) > LARGEST:
            return
        with self._lock:
            if key not in self._kept:
                self._kept[key] = answer
                self._size += len(answer[1])
            while self._size > ROOM:
                _, (_, old) = self._kept.popitem(last=False)
                self._size -= len(old)
