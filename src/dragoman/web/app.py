"""The application: every page, what all pages share, and what stands around them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from litestar import Litestar, MediaType, Request, Response
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.exceptions import HTTPException, NotFoundException
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig
from litestar.types import ASGIApp, ControllerRouterHandler

from dragoman.errors import DragomanError, TooSlowError, UsageError
from dragoman.web import look
from dragoman.web.pages import PAGES
from dragoman.web.reading import Library
from dragoman.web.security import Guard
from dragoman.web.serving import Serving
from dragoman.web.shelf import Shelf

STATIC = Path(__file__).parent / "static"
#: No form is larger than this, in bytes.
_BODY = 100_000
_LOG = logging.getLogger("dragoman.web")


def create_app(serving: Serving, *, secret: str, told: Callable[[str], None] = lambda _: None) -> ASGIApp:
    """The pages of a record as an ASGI application. `secret` signs what forms carry against cross-site requests;
    `told` is called with a line before what takes long. Raises RecordError if the record cannot be read."""
    return Guard(pages_of(Library(serving, told), secret), serving)


def pages_of(library: Library, secret: str) -> ASGIApp:
    """The pages without their guard, over a library that is closed with them. Where nobody reviews, nothing can be
    written, and whole answers are kept."""
    serving = library.serving
    handlers: list[ControllerRouterHandler] = [*PAGES, _static()]
    app = Litestar(
        route_handlers=handlers,
        state=_state(library),
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment(library))),
        csrf_config=_against_forgery(serving, secret) if serving.reviewer is not None else None,
        exception_handlers={Exception: _failed},
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=4, minimum_size=1000),
        openapi_config=None,
        request_max_body_size=_BODY,
        on_shutdown=[library.close],
        logging_config=None,
        debug=False,
    )
    pages = cast("ASGIApp", app)
    return pages if serving.reviewer is not None else Shelf(pages)


def _against_forgery(serving: Serving, secret: str) -> CSRFConfig:
    return CSRFConfig(secret=secret, cookie_httponly=True, cookie_samesite="strict", cookie_secure=serving.secure)


def environment(library: Library) -> Environment:
    """The templates with the filters and functions of `look.py`; every value is escaped, an unknown one is an
    error."""
    found = Environment(
        loader=PackageLoader("dragoman.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    look.furnish(found, library)
    return found


def _state(library: Library) -> Any:  # noqa: ANN401 - litestar's own
    from litestar.datastructures import State

    return State({"library": library})


def _static() -> ControllerRouterHandler:
    from litestar.datastructures import CacheControlHeader

    return create_static_files_router(
        path="/static", directories=[STATIC], cache_control=CacheControlHeader(max_age=3600, public=True)
    )


def _failed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A page that says what is wrong: in a reader's words for what is expected, without any for a bug."""
    status, words = _meaning(error)
    if status == 500:
        _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    if request.headers.get("hx-request"):
        return Response(words, status_code=status, media_type=MediaType.TEXT)
    return Template("failed.html", context={"request": request, "status": status, "words": words}, status_code=status)


def _meaning(error: Exception) -> tuple[int, str]:
    if isinstance(error, UsageError):
        return 400, str(error)
    if isinstance(error, TooSlowError):
        return 503, f"{error}: ask for less, such as a shorter time"
    if isinstance(error, DragomanError):
        return 404, str(error)
    if isinstance(error, NotFoundException):
        return 404, "there is no such page"
    if isinstance(error, HTTPException) and error.status_code < 500:
        return error.status_code, error.detail
    return 500, "something is wrong with dragoman itself; the terminal that serves this says more"


def route_paths(handlers: Sequence[Any]) -> list[str]:
    """The paths of page handlers, for tests that visit every one."""
    return sorted(path for handler in handlers for path in handler.paths)
