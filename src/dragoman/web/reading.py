"""The open record behind the pages: for many readers at once, each query with its limit; read only, but for the
judgements of a reviewer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cached_property
from typing import TypeVar

from dragoman.actors.codes import code_names
from dragoman.actors.knowledge import Knowledge, load_knowledge
from dragoman.charts import table
from dragoman.charts.picture import Picture
from dragoman.charts.wanted import Wanted, period_for
from dragoman.errors import UsageError
from dragoman.events.confidence import read_weights
from dragoman.events.lexicon import data_folder
from dragoman.ontology import Ontology, load_ontology
from dragoman.record.query import Record, open_record
from dragoman.record.series import Period, SeriesFilter
from dragoman.record.store import open_links
from dragoman.record.tallies import Question
from dragoman.review.access import Held
from dragoman.review.audit import Audit, audit, rates
from dragoman.review.desk import Desk
from dragoman.review.intervals import Estimate
from dragoman.review.sampling import draw
from dragoman.search.find import Finder
from dragoman.search.index import index_of
from dragoman.web.answers import Answers
from dragoman.web.serving import Serving

T = TypeVar("T")
#: What DuckDB may keep of a record that is served: the server itself is to stay under a gigabyte.
MEMORY = "400MB"
#: Threads of all queries: each runs in the thread of its request, so that readers do not fight for more.
THREADS = 1
#: Answers and charts that are kept.
_ANSWERS, _PICTURES = 3000, 300


class Library:
    """What pages read from. `names` has the name of every code of a state or organisation, `weights` what each
    feature counts in the confidence of an event, `finder` searches the words; its index is made first if there is
    none, which `told` says in one line."""

    def __init__(self, serving: Serving, told: Callable[[str], None] = lambda _: None) -> None:
        self.serving = serving
        self.ontology: Ontology = load_ontology()
        self.names: Mapping[str, str] = code_names()
        self._open = ExitStack()
        reviewed = serving.reviewer is not None
        self._store = self._open.enter_context(open_links(serving.record, MEMORY)) if reviewed else None
        record = self._store.reading() if self._store else open_record(serving.record, MEMORY, THREADS)
        self._record = self._open.enter_context(record)
        self._seconds = serving.seconds
        self._lock = threading.Lock()
        self._rates: Mapping[str, Estimate] | None = None
        self._audit: Audit | None = None
        self.weights: Mapping[str, float] = read_weights(data_folder() / "confidence.toml")
        self._answers = Answers(_ANSWERS)
        self._pictures = Answers(_PICTURES)
        self.finder = Finder(index_of(self._record, self.names, told), serving.seconds)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The actor tables, loaded when a question first names somebody (about a second)."""
        return load_knowledge()

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """The record for one request. Raises RecordError, and TooSlowError for a query over its time."""
        with self._record.limited(self._seconds) as record:
            yield record

    @contextmanager
    def patient(self, seconds: float) -> Iterator[None]:
        """Queries may take so long inside the block, before anybody waits for them."""
        usual, self._seconds = self._seconds, seconds
        try:
            yield
        finally:
            self._seconds = usual

    def kept(self, record: Record, question: Question[T]) -> tuple[T, ...]:
        """The answer to a question about anything but judgements, asked once: these rows stay as they are while the
        record is served, since nobody else can write it."""
        return self._answers.of((question.sql, repr(question.values)), lambda: record.ask(question))

    def series(self, record: Record, wanted: SeriesFilter) -> tuple[Period, ...]:
        """A dyad over time, asked once."""
        return self._answers.of(wanted, lambda: record.series(wanted))

    def period(self, record: Record, wanted: Wanted) -> str:
        """The period that a chart over time takes, found once."""
        return self._answers.of(("period", wanted), lambda: period_for(record, wanted)[0])

    def picture(self, record: Record, name: str, wanted: Wanted) -> Picture:
        """A chart, drawn once. Raises UsageError for one that there is not or that does not heed what is wanted."""
        return self._pictures.of((name, wanted), lambda: table.draw(record, name, wanted))

    def name(self, code: str | None) -> str:
        """The name of a code: "RUS" is Russia; what has no name stays."""
        return self.names.get(code, code) if code else "unknown"

    @cached_property
    def desk(self) -> Desk:
        """The reviewer's desk, with its sample drawn. Raises UsageError where nobody reviews."""
        if self._store is None:
            raise UsageError("this record is open for reading alone: dragoman review opens the desk")
        sample = draw(self._record, self.serving.plan)
        return Desk(Held(self._store), sample, self.serving.reviewer or "")

    def rates(self) -> Mapping[str, Estimate]:
        """How often the events of each PLOVER type, and of all, are right, as far as people have judged them."""
        with self._lock:
            if self._rates is None:
                with self.reading() as record:
                    self._rates = rates(record)
            return self._rates

    def audited(self) -> Audit:
        """What people's judgements say of the record, worked out anew when there are others."""
        with self._lock:
            if self._audit is None:
                with self.reading() as record:
                    self._audit = audit(record)
            return self._audit

    def judged(self) -> None:
        """Say that judgements have changed."""
        with self._lock:
            self._rates = self._audit = None

    def close(self) -> None:
        """Close the record."""
        self._open.close()
