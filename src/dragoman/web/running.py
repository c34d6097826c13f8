"""Serving until Ctrl-C."""

from __future__ import annotations

import dataclasses
import errno
import secrets
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import uvicorn

from dragoman.errors import RecordError, UsageError
from dragoman.web.app import pages_of
from dragoman.web.reading import Library
from dragoman.web.security import Guard
from dragoman.web.serving import Serving, kept_token, new_token
from dragoman.web.warming import warm, warming

#: Seconds that a question about the whole record may take before anybody waits for the answer.
_PATIENCE = 120.0


def run(serving: Serving, token_file: Path | None = None, opening: bool = False) -> None:
    """Serve a record until the process is told to stop. Raises UsageError for an address that cannot be had,
    RecordError for a record that cannot be read."""
    token = None
    if not serving.is_local or token_file is not None:
        token, kept = kept_token(token_file) if token_file is not None else new_token()
        serving = dataclasses.replace(serving, token_hash=kept)
    listening = _listen(serving)
    library = Library(serving, told=lambda line: print(line, flush=True))
    pages = pages_of(library, secrets.token_hex(32))
    with library.patient(_PATIENCE):
        warm(pages, serving)
    library.knowledge.index.hits("")  # a question is the first that asks for the tables of names
    config = uvicorn.Config(
        cast("Any", Guard(pages, serving)),  # the same interface under another name
        log_level="warning",
        ssl_certfile=serving.certificate,
        ssl_keyfile=serving.key,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        lifespan="off",
    )
    print(f"{serving.record} is at {serving.address} (Ctrl-C ends it)", flush=True)
    if token is not None:
        print(f"token, shown this once: {token}", flush=True)
    if opening:
        webbrowser.open(serving.address)
    try:
        with warming(pages, serving):
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        # A query that still runs ends with the process; whatever was judged is in the file.
        with suppress(RecordError):
            library.close()


def _listen(serving: Serving) -> socket.socket:
    """The socket, taken before anything is promised."""
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((serving.host, serving.port))
        listening.listen()  # whoever comes before all is ready waits, and is not turned away
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(f"port {serving.port} is in use: choose another with --port") from error
        raise UsageError(f"cannot listen on {serving.host}:{serving.port}: {error.strerror}") from error
    return listening
