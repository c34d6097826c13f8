"""The open record behind the pages: read only, for many readers at once, each query with its limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property

from dragoman.actors.codes import code_names
from dragoman.actors.knowledge import Knowledge, load_knowledge
from dragoman.ontology import Ontology, load_ontology
from dragoman.record.query import Record, open_record
from dragoman.search.find import Finder
from dragoman.search.index import index_of
from dragoman.web.serving import Serving


class Library:
    """What pages read from. `names` has the name of every code of a state or organisation, `finder` searches the
    words; its index is made first if there is none, which `told` says in one line."""

    def __init__(self, serving: Serving, told: Callable[[str], None] = lambda _: None) -> None:
        self.serving = serving
        self.ontology: Ontology = load_ontology()
        self.names: Mapping[str, str] = code_names()
        self._record = open_record(serving.record)
        self.finder = Finder(index_of(self._record, self.names, told), serving.seconds)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The actor tables, loaded when a question first names somebody (about a second)."""
        return load_knowledge()

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """The record for one request. Raises RecordError, and TooSlowError for a query over its time."""
        with self._record.limited(self.serving.seconds) as record:
            yield record

    def name(self, code: str | None) -> str:
        """The name of a code: "RUS" is Russia; what has no name stays."""
        return self.names.get(code, code) if code else "unknown"

    def close(self) -> None:
        """Close the record."""
        self._record.close()
