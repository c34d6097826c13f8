"""What handlers share: the library behind the application and a page as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from litestar import Request
from litestar.response import Template

from dragoman.web.look import page_context
from dragoman.web.reading import Library
from dragoman.web.wanted import PAGE_ROWS, Paging, Query

Asked = Request[Any, Any, Any]
T = TypeVar("T")


def library_of(request: Asked) -> Library:
    """The library that the application was made with."""
    return cast("Library", request.app.state["library"])


def query_of(request: Asked) -> Query:
    """The fields of the address in their order: name -> values."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        found.setdefault(name, []).append(value)
    return found


def page(request: Asked, template: str, **values: Any) -> Template:  # noqa: ANN401 - whatever a template shows
    """A page, with the fields of its address as `query` and its own path as `path`."""
    context = page_context(query=query_of(request), path=request.url.path, **values)
    return Template(template, context=context)


def paged(found: Sequence[T], which: Paging) -> dict[str, Any]:
    """What a template with `parts.pages` wants of `PAGE_ROWS + 1` rows: those of the page and whether more follow."""
    return {"found": found[:PAGE_ROWS], "page": which.page, "more": len(found) > PAGE_ROWS}
