"""Figures and relations as tables."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.response import Template

from dragoman.errors import UsageError
from dragoman.model import Figure, Relation, Source
from dragoman.record.filters import RelationFilter
from dragoman.record.found import Found
from dragoman.record.stated import FigureFilter, figures, kinds, relations, roles
from dragoman.record.texts import excerpts
from dragoman.web.pages.common import Asked, library_of, page, query_of
from dragoman.web.tables import CSV_ROWS, csv_answer
from dragoman.web.wanted import PAGE_ROWS, Query, choice, many, one, paging

FIGURE_COLUMNS = ("id", "value", "value_max", "op", "unit", "role", "of", "sources", "event", "doc", "start", "end")
RELATION_COLUMNS = ("subject", "relation", "object", "valid", "sources", "doc", "start", "end")
ORDERS = {"text": "by document", "value": "highest first"}


def figure_filter(query: Query) -> FigureFilter:
    """The figures that an address asks for. Raises UsageError for a bound that is no number."""
    least = one(query, "least") or ""
    try:
        bound = float(least) if least else None
    except ValueError as error:
        raise UsageError(f"least is a number, not {least[:40]!r}") from error
    doc = tuple(query.get("doc", ()))
    return FigureFilter(many(query, "role"), many(query, "unit"), many(query, "of"), doc, bound)


def relation_filter(query: Query) -> RelationFilter:
    """The relations that an address asks for. Raises UsageError for too much of a field."""
    return RelationFilter(actor=many(query, "actor"), kind=many(query, "kind"), doc=tuple(query.get("doc", ())))


@get("/figures", sync_to_thread=True)
def figures_page(request: Asked) -> Template:
    """One page of figures with their words."""
    query = query_of(request)
    wanted, which, order = figure_filter(query), paging(query), choice(query, "order", ORDERS)
    with library_of(request).reading() as record:
        found = figures(record, wanted, PAGE_ROWS + 1, which.offset, order == "value")
        words = excerpts(record, [(item.doc, item.value.span) for item in found[:PAGE_ROWS]])
        counted = roles(record)
    rows = list(zip(found, words, strict=False))
    values: dict[str, Any] = {"roles": counted, "orders": ORDERS, "order": order, "page": which.page}
    return page(request, "figures.html", rows=rows, more=len(found) > PAGE_ROWS, **values)


@get("/figures.csv", sync_to_thread=True)
def figures_csv(request: Asked) -> Response[bytes]:
    """The same filters, at most `CSV_ROWS` rows."""
    query = query_of(request)
    with library_of(request).reading() as record:
        found = figures(record, figure_filter(query), CSV_ROWS, 0, choice(query, "order", ORDERS) == "value")
    return csv_answer("figures", FIGURE_COLUMNS, (_figure(item) for item in found))


@get("/relations", sync_to_thread=True)
def relations_page(request: Asked) -> Template:
    """One page of relations with their words."""
    query = query_of(request)
    wanted, which = relation_filter(query), paging(query)
    with library_of(request).reading() as record:
        found = relations(record, wanted, PAGE_ROWS + 1, which.offset)
        words = excerpts(record, [(item.doc, item.value.span) for item in found[:PAGE_ROWS]])
        counted = kinds(record)
    rows = list(zip(found, words, strict=False))
    return page(request, "relations.html", rows=rows, more=len(found) > PAGE_ROWS, page=which.page, kinds=counted)


@get("/relations.csv", sync_to_thread=True)
def relations_csv(request: Asked) -> Response[bytes]:
    """The same filters, at most `CSV_ROWS` rows."""
    with library_of(request).reading() as record:
        found = relations(record, relation_filter(query_of(request)), CSV_ROWS)
    return csv_answer("relations", RELATION_COLUMNS, (_relation(item) for item in found))


def said_by(sources: tuple[Source, ...]) -> list[str]:
    """Who says so, the outermost first."""
    return [source.name or "unnamed" for source in sources]


def _figure(item: Found[Figure]) -> tuple[Any, ...]:
    f = item.value
    head = (f.id, f.value, f.value_max, f.op, f.unit, f.role, f.of)
    return (*head, said_by(f.sources), f.event, item.doc, *f.span)


def _relation(item: Found[Relation]) -> tuple[Any, ...]:
    r = item.value
    return (r.subject, r.relation, r.object, r.valid, said_by(r.sources), item.doc, *r.span)


HANDLERS = (figures_page, figures_csv, relations_page, relations_csv)
