"""What a reader asks for in the address of a page: filters as values, and addresses of other pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlencode

from dragoman.errors import UsageError
from dragoman.ontology import FACTUALITIES, Ontology
from dragoman.record.filters import EventFilter, day_bound

T = TypeVar("T", bound=str)
#: Rows of a table on one page.
PAGE_ROWS = 50
#: The longest value that is taken from an address; names are far shorter.
_LONGEST = 300
#: Values of one field that are taken.
_MOST = 20
_FAR = 1_000_000
#: Code points of a name that still fit into an address, whatever they are.
_ADDRESS = 4_000

Query = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a table, from 1."""

    page: int = 1

    @property
    def offset(self) -> int:
        """Rows before the page."""
        return (self.page - 1) * PAGE_ROWS


def one(query: Query, name: str) -> str | None:
    """The last value of a field that is not blank. Raises UsageError for one that is too long."""
    values = many(query, name)
    return values[-1] if values else None


def many(query: Query, name: str) -> tuple[str, ...]:
    """The values of a field that are not blank. Raises UsageError for one that is too long or for too many."""
    values = tuple(value.strip() for value in query.get(name, ()) if value.strip())
    if len(values) > _MOST or any(len(value) > _LONGEST for value in values):
        raise UsageError(f"too much for {name!r}")
    return values


def whole(query: Query, name: str, default: int, least: int, most: int) -> int:
    """A whole number of a field. Raises UsageError for anything else or out of bounds."""
    text = one(query, name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise UsageError(f"{name} is a number from {least} to {most}, not {text[:40]!r}")
    return int(text)


def paging(query: Query) -> Paging:
    """The page that is asked for. Raises UsageError for what is no number."""
    return Paging(whole(query, "page", 1, 1, _FAR))


def event_filter(query: Query, ontology: Ontology) -> EventFilter:
    """The events that an address asks for, by the fields of `EventFilter`. Raises UsageError for a value that
    cannot be one of its field."""
    types = tuple(value.upper() for value in many(query, "type"))
    for name in types:
        if name not in ontology.types:
            raise UsageError(f"unknown type {name!r}: choose from {', '.join(ontology.types)}")
    factuality = many(query, "factuality")
    for name in factuality:
        if name not in FACTUALITIES:
            raise UsageError(f"unknown factuality {name!r}: choose from {', '.join(FACTUALITIES)}")
    wanted = EventFilter(
        actor=many(query, "actor"),
        recipient=many(query, "recipient"),
        party=many(query, "party"),
        quad=tuple(_quad(value) for value in many(query, "quad")),
        place=many(query, "place"),
        type=types,
        mode=tuple(value.lower() for value in many(query, "mode")),
        doc=tuple(query.get("doc", ())),
        factuality=factuality,
        since=one(query, "since"),
        until=one(query, "until"),
        furniture=one(query, "furniture") is not None,
        min_confidence=min_confidence(query),
    )
    wanted.where()
    return wanted


def address(path: str, *parts: str, **fields: object) -> str:
    """The address of a page: parts of the path and fields, all quoted; a field without a value is left out and
    one with several is repeated."""
    base = "/".join([path.rstrip("/") if parts else path, *(quote(part, safe="") for part in parts)])
    pairs = [(name.rstrip("_"), value) for name, values in fields.items() for value in _each(values)]
    return f"{base}?{urlencode(pairs)}" if pairs else base


def with_fields(query: Query, path: str, **fields: object) -> str:
    """The same page with some fields set anew; the page number starts again unless it is given."""
    have = {name: values for name, values in query.items() if name not in fields and name != "page"}
    return address(path, **{**have, **fields})


def _each(values: object) -> Iterable[str]:
    if values is None or values is False or values == "":
        return ()
    if isinstance(values, (list, tuple, frozenset)):
        return [str(value) for value in values if value not in (None, "")]
    return ("1",) if values is True else (str(values),)


def _quad(text: str) -> int:
    if text not in ("1", "2", "3", "4"):
        raise UsageError(f"a quad is 1, 2, 3 or 4, not {text[:40]!r}")
    return int(text)


def min_confidence(query: Query) -> float | None:
    """The least confidence that is asked for. Raises UsageError for no number from 0 to 1."""
    text = one(query, "min_confidence")
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise UsageError(f"min_confidence is a number from 0 to 1, not {text[:40]!r}")
    return value


def exact(query: Query, name: str) -> str:
    """The last value of a field just as it is: names of documents have blanks and worse. Raises UsageError where
    there is none, or a longer one than any address can hold."""
    values = query.get(name, ())
    if not values or len(values[-1]) > _ADDRESS:
        raise UsageError(f"say which {name}" if not values else f"too much for {name!r}")
    return values[-1]


def choice(query: Query, name: str, choices: Iterable[T]) -> T | None:
    """One of several words, None where none is chosen. Raises UsageError for another."""
    text = one(query, name)
    return None if text is None else choice_of(name, text, choices)


def choice_of(name: str, text: str, choices: Iterable[T]) -> T:
    """The choice that a text is, in any case. Raises UsageError if it is none."""
    known = tuple(choices)
    for word in known:
        if word == text.lower():
            return word
    raise UsageError(f"unknown {name} {text[:40]!r}: choose from {', '.join(known)}")


def day_of(query: Query, name: str) -> str | None:
    """A date that may be cut. Raises UsageError for what is none."""
    value = one(query, name)
    if value is not None:
        day_bound(value, last=False)
    return value


def passage(doc: str, anchor: str) -> str:
    """The address of words in a document: of an offset (`c-120`), an event (`e-` and its id), a statement (`s-`) or
    a figure (`f-`), whichever part of a long text they stand in."""
    return f"{address('/document', doc=doc, at=anchor)}#{quote(anchor, safe='')}"
