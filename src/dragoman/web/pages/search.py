"""Search in names and words, and questions in plain words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from litestar import get
from litestar.response import Template

from dragoman.errors import UsageError
from dragoman.record.filters import day_bound
from dragoman.search.ask import Party, Question, read_question
from dragoman.search.find import Name, Search
from dragoman.web.pages.common import Asked, library_of, page, query_of
from dragoman.web.reading import Library
from dragoman.web.wanted import PAGE_ROWS, Query, address, one, paging

#: A question has several words; one or two are looked up.
_QUESTION = re.compile(r"\S+\s+\S+\s+\S+")
_KINDS = ("document", "statement")


@get("/search", sync_to_thread=True)
def search(request: Asked) -> Template:
    """Names, documents and quotations that have the words; as a question, what it asks for."""
    library, query = library_of(request), query_of(request)
    wanted, which = search_of(query), paging(query)
    names = library.finder.names(wanted.text) if wanted.text and which.page == 1 else ()
    hits = library.finder.hits(wanted, PAGE_ROWS + 1, which.offset) if wanted.text else ()
    asks = _QUESTION.search(wanted.text) is not None
    question = _read(library, wanted.text) if asks else None
    return page(
        request,
        "search.html",
        wanted=wanted,
        names=[(name, where_is(name)) for name in names],
        hits=hits[:PAGE_ROWS],
        page=which.page,
        more=len(hits) > PAGE_ROWS,
        question=question,
        answer=answer_of(question) if question else None,
        understood=understood(question) if question else (),
    )


@get("/ask", sync_to_thread=True)
def ask(request: Asked) -> Template:
    """What a question was understood as, to be corrected, and where its answer stands."""
    library = library_of(request)
    text = one(query_of(request), "q") or ""
    question = _read(library, text)
    return page(request, "ask.html", question=question, fields=fields_of(question), answer=answer_of(question))


def search_of(query: Query) -> Search:
    """The search that an address asks for. Raises UsageError for a kind or a date that is none."""
    # The blank after the last word says that it is whole, so the text is not stripped.
    text = (query.get("q") or [""])[-1][:300]
    kind = one(query, "kind")
    if kind is not None and kind not in _KINDS:
        raise UsageError(f"unknown kind {kind[:40]!r}: choose from {', '.join(_KINDS)}")
    since, until = one(query, "since"), one(query, "until")
    return Search(
        text,
        kind,
        code=(one(query, "code") or "").upper() or None,
        outlet=one(query, "outlet"),
        since=day_bound(since, last=False) if since else None,
        until=day_bound(until, last=True) if until else None,
    )


def where_is(name: Name) -> str:
    """The page of a name."""
    pages = {
        "actor": lambda: address("/actor", name.ref),
        "person": lambda: address("/events", party=name.title),
        "place": lambda: address("/events", place=name.title),
        "issue": lambda: address("/issue", id=name.ref),
        "outlet": lambda: address("/documents", outlet=name.ref),
    }
    return pages[name.kind]()


def fields_of(question: Question) -> dict[str, Any]:
    """The question as fields of the page that answers it."""
    words = " ".join(question.words)
    about = [*_terms(question.about), *([words] if words else [])]
    times = {"since": question.since, "until": question.until}
    if question.kind == "statements":
        return {"speaker": _terms(question.actor), "about": about, **times}
    if question.kind == "positions":
        return {"actor": _terms(question.actor), "issue": " ".join(about), "stance": question.stance, **times}
    if question.kind == "documents":
        names = [p.name for p in (*question.actor, *question.about)]
        return {"q": " ".join([*(f'"{name}"' for name in names), words]).strip() + " ", "kind": "document", **times}
    sides = {side: _terms(getattr(question, side)) for side in ("actor", "recipient", "party", "place")}
    return {**sides, "type": list(question.types), "quad": list(question.quads), **times}


def answer_of(question: Question) -> str:
    """The address of the answer."""
    path = "/search" if question.kind == "documents" else f"/{question.kind}"
    return address(path, **fields_of(question))


def understood(question: Question) -> list[tuple[str, str]]:
    """The fields that a question fills, each with its values as words."""
    each = ((name, [values] if isinstance(values, str) else values) for name, values in fields_of(question).items())
    return [(name, ", ".join(str(value).strip() for value in values)) for name, values in each if values]


def _read(library: Library, text: str) -> Question:
    return read_question(text, library.knowledge, datetime.now(UTC).date().isoformat())


def _terms(parties: tuple[Party, ...]) -> list[str]:
    return [party.term for party in parties]


HANDLERS = (search, ask)
