"""What handlers share: the library behind the application and a page as an answer."""

from __future__ import annotations

from typing import Any, cast

from litestar import Request
from litestar.response import Template

from dragoman.web.look import page_context
from dragoman.web.reading import Library
from dragoman.web.wanted import Query

Asked = Request[Any, Any, Any]


def library_of(request: Asked) -> Library:
    """The library that the application was made with."""
    return cast("Library", request.app.state["library"])


def query_of(request: Asked) -> Query:
    """The fields of the address: name -> values."""
    return request.query_params.dict()


def page(request: Asked, template: str, **values: Any) -> Template:  # noqa: ANN401 - whatever a template shows
    """A page, with the fields of its address as `query` and its own path as `path`."""
    context = page_context(query=query_of(request), path=request.url.path, **values)
    return Template(template, context=context)
