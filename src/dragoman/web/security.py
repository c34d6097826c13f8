"""What stands between the network and the pages: host names, the token, and the headers of every answer."""

from __future__ import annotations

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qs

from dragoman.web.serving import Serving, token_hash

if TYPE_CHECKING:
    from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

SESSION = "dragoman_session"
#: Nothing but what the server itself sends may run, be shown or be asked; there is no inline script or style.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
)
_HSTS = (b"strict-transport-security", b"max-age=31536000")
#: Longest body of a login: a token and its name.
_LOGIN_BYTES = 4096
_OPEN_PATHS = ("/static/",)


class Guard:
    """ASGI middleware around the whole application.

    It answers only under the names of `Serving.hosts`, adds the headers, and, where a token is asked for, lets
    in who shows it as `Authorization: Bearer …` or has logged in at `/login`, which gives a session cookie. A
    session holds as long as the server runs.
    """

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self._app = app
        self._hosts = serving.hosts()
        self._token_hash = serving.token_hash
        self._secure = serving.secure
        self._session = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = str(scope["type"])
        if kind == "lifespan":
            await self._app(scope, receive, send)
            return
        if kind != "http":
            return
        headers = dict(scope["headers"])
        if headers.get(b"host", b"").decode("latin-1").lower() not in self._hosts:
            await self._refuse(send, 421, "This server is not known under that name.")
            return
        if self._token_hash is None or scope["path"].startswith(_OPEN_PATHS) or self._known(headers):
            await self._app(scope, receive, self._with_headers(send))
        elif scope["path"] == "/login" and cast("HTTPScope", scope)["method"] == "POST":
            await self._log_in(receive, send)
        elif scope["path"] == "/login":
            await self._page(send, 200, _LOGIN.format(note=""))
        else:
            await self._page(send, 401, _LOGIN.format(note="<p>This record is open to those who have its token.</p>"))

    def _known(self, headers: dict[bytes, bytes]) -> bool:
        scheme, _, shown = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        if scheme.lower() == "bearer" and self._right(shown.strip()):
            return True
        try:
            cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
        except CookieError:
            return False
        return SESSION in cookies and hmac.compare_digest(cookies[SESSION].value.encode(), self._session.encode())

    def _right(self, token: str) -> bool:
        return hmac.compare_digest(token_hash(token), self._token_hash or "")

    async def _log_in(self, receive: Receive, send: Send) -> None:
        body = b""
        while len(body) <= _LOGIN_BYTES:
            message = await receive()
            body += message.get("body", b"") if message["type"] == "http.request" else b""
            if message["type"] != "http.request" or not message.get("more_body"):
                break
        token = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0].strip()
        if not self._right(token):
            await self._page(send, 401, _LOGIN.format(note="<p role='alert'>That is not the token.</p>"))
            return
        secure = "; Secure" if self._secure else ""
        cookie = f"{SESSION}={self._session}; Path=/; HttpOnly; SameSite=Strict{secure}"
        await self._answer(send, 303, b"", ((b"location", b"/"), (b"set-cookie", cookie.encode())))

    def _with_headers(self, send: Send) -> Send:
        more = [*HEADERS, *([_HSTS] if self._secure else [])]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                have = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in more if h[0] not in have)]
            await send(message)

        return sending

    async def _refuse(self, send: Send, status: int, words: str) -> None:
        await self._answer(send, status, words.encode(), ((b"content-type", b"text/plain; charset=utf-8"),))

    async def _page(self, send: Send, status: int, html: str) -> None:
        more = ((b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store"))
        await self._answer(send, status, html.encode(), more)

    async def _answer(self, send: Send, status: int, body: bytes, headers: tuple[tuple[bytes, bytes], ...]) -> None:
        sending = self._with_headers(send)
        length = (b"content-length", str(len(body)).encode())
        await sending({"type": "http.response.start", "status": status, "headers": [*headers, length]})
        await sending({"type": "http.response.body", "body": body, "more_body": False})


_LOGIN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>dragoman – token</title><link rel="stylesheet" href="/static/dragoman.css"></head>
<body class="login"><main><h1>dragoman</h1>{note}
<form method="post" action="/login"><label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button type="submit">Open the record</button></form></main></body></html>
"""
