"""A run on this machine: read, code and store, a shard at a time, so that a stop loses nothing.

A shard is stored whole or not at all. A document that the record holds with the same text,
metadata, tables and settings is not coded again; documents that are gone from the input stay.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from dragoman.documents.options import ReadOptions
from dragoman.documents.read import read_paths
from dragoman.errors import RecordError
from dragoman.identity import coding_id
from dragoman.language.parse import version_of
from dragoman.memory import set_aside, settled, uncollected
from dragoman.model import Coded, Document, Problem
from dragoman.pipeline import check_tables, load_resources
from dragoman.record.schema import Run
from dragoman.record.store import Shard, Store, open_store
from dragoman.run.choice import Choice, Chosen
from dragoman.run.coders import Coder, here, in_processes
from dragoman.run.interrupts import held
from dragoman.run.workers import Done, Item
from dragoman.settings import KINDS, Settings

#: How many problems a run remembers word for word; all of them are in the record.
REMEMBERED = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run has done so far; the numbers only grow. `coded` are documents, `undated` those left out
    for want of a date (known at the end), `first` the first few problems, and `interrupted` says that
    Ctrl-C ended the run before its input was through."""

    coded: int = 0
    unchanged: int = 0
    characters: int = 0
    events: int = 0
    statements: int = 0
    figures: int = 0
    problems: int = 0
    undated: int = 0
    first: tuple[Problem, ...] = ()
    interrupted: bool = False

    def with_coded(self, coded: Coded) -> Progress:
        """The numbers with one more document."""
        return replace(
            self,
            coded=self.coded + 1,
            characters=self.characters + len(coded.document.text),
            events=self.events + len(coded.events),
            statements=self.statements + len(coded.statements),
            figures=self.figures + len(coded.figures),
        ).with_problems(coded.problems)

    def with_problems(self, problems: Sequence[Problem]) -> Progress:
        """The numbers with more problems."""
        first = (*self.first, *problems)[:REMEMBERED]
        return replace(self, problems=self.problems + len(problems), first=first)


#: Nothing is left out.
ALL = Choice()

Report = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """The report of a run that nobody watches."""


def code_paths(
    paths: Sequence[str],
    out: Path,
    settings: Settings,
    options: ReadOptions,
    choice: Choice = ALL,
    report: Report = silent,
) -> Progress:
    """Code what `choice` takes of everything behind `paths` into the record `out` and say what was done.

    Ctrl-C ends the run early with every document stored that was coded until then (`interrupted`).
    Raises UsageError for wrong arguments, DataError for a wrong table, RecordError if the record
    cannot be written, and whatever a bug in the coder raises; what was coded before is stored.
    """
    found = _without_record(read_paths(paths, options), out)
    # The first document is read before anything is made, so that a wrong field leaves no empty record.
    found = itertools.chain(list(itertools.islice(found, 1)), found)
    chosen = Chosen(found, choice)
    with _coder(settings) as (coder, parser), open_store(out, run_of(settings, parser)) as store:
        done = _Writer(store, settings.batch, report).write_all(chosen, coder)
    return replace(done, undated=chosen.undated)


def _without_record(found: Iterable[Document | Problem], out: Path) -> Iterator[Document | Problem]:
    """The input without the complaint that the record itself, in a folder that is read, is no article."""
    own = {out.name, f"{out.name}.wal"}
    for item in found:
        if not (isinstance(item, Problem) and item.code == "unknown-format" and Path(item.doc).name in own):
            yield item


@contextmanager
def _coder(settings: Settings) -> Iterator[tuple[Coder, str]]:
    """What codes, here or in processes of their own, and which parser it has. Where others code, only tables of the
    user's own are read here, so that a mistake in them is told in one line; theirs is to load all."""
    if settings.jobs == 1:
        with uncollected():
            resources = load_resources(
                settings.parser, settings.actors, settings.lexicon, ontology=settings.ontology, kinds=settings.kinds
            )
            set_aside()
        with settled(), here(resources) as coder:
            yield coder, resources.parser.version
        return
    parser = version_of(settings.parser)
    check_tables(settings.actors, settings.lexicon, settings.ontology)
    with settled(), in_processes(settings) as coder:
        yield coder, parser


class _Writer:
    """What turns the input into shards and stores them."""

    def __init__(self, store: Store, size: int, report: Report) -> None:
        self._store = store
        self._size = size
        self._report = report
        self._progress = Progress()
        self._done: list[Coded] = []
        self._problems: list[Problem] = []
        self._codings: dict[str, str] = {}

    def write_all(self, found: Iterable[Document | Problem], coder: Coder) -> Progress:
        """Store whatever `coder` makes of the input, also when it is cut short."""
        stream = coder(self._batches(found))
        try:
            for item in stream:
                self._take(item)
        except KeyboardInterrupt:
            with held():
                for item in _left_over(stream):
                    self._take(item)
                self._store_shard()
            return replace(self._progress, interrupted=True)
        except Exception as error:
            error.add_note(f"What was coded before this is kept in {self._store.path}.")
            if not isinstance(error, RecordError):
                self._store_shard()
            raise
        self._store_shard()
        return self._progress

    def _take(self, item: Item) -> None:
        if isinstance(item, Done):
            self._store_shard()
            return
        if isinstance(item, Problem):
            self._take_problems([item])
            self._codings.pop(item.doc, None)
            return
        self._done.append(item)
        self._progress = self._progress.with_coded(item)
        self._report(self._progress)

    def _batches(self, found: Iterable[Document | Problem]) -> Iterator[tuple[Document, ...]]:
        """Batches of the documents that the record does not hold yet."""
        waiting: list[Document] = []
        stream = iter(found)
        while part := list(itertools.islice(stream, self._size)):
            self._take_problems([item for item in part if isinstance(item, Problem)])
            waiting += self._new([item for item in part if isinstance(item, Document)])
            while len(waiting) >= self._size:
                yield tuple(waiting[: self._size])
                waiting = waiting[self._size :]
        if waiting:
            yield tuple(waiting)

    def _take_problems(self, problems: list[Problem]) -> None:
        self._problems += problems
        self._progress = self._progress.with_problems(problems)

    def _new(self, documents: list[Document]) -> list[Document]:
        codings = {d.doc: coding_id(d, self._store.run.id) for d in documents}
        with held():
            same = self._store.unchanged(codings)
        if same:
            self._progress = replace(self._progress, unchanged=self._progress.unchanged + len(same))
            self._report(self._progress)
        new = [d for d in documents if d.doc not in same]
        self._codings.update((d.doc, codings[d.doc]) for d in new)
        return new

    def _store_shard(self) -> None:
        """Store what is coded, and the problems of reading that came up since the last time."""
        if not self._done and not self._problems:
            return
        codings = {c.document.doc: self._codings[c.document.doc] for c in self._done}
        with held():
            self._store.write(Shard(tuple(self._done), codings, tuple(self._problems)))
            self._done, self._problems = [], []
            for doc in codings:
                del self._codings[doc]


def _left_over(stream: Iterator[Item]) -> Iterator[Item]:
    """What a coder still has when Ctrl-C came, whether it has met the interrupt already or not."""
    if not isinstance(stream, Generator):
        return
    try:
        item = stream.throw(KeyboardInterrupt())
        while True:
            yield item
            item = next(stream)
    except (KeyboardInterrupt, StopIteration):
        return


def run_of(settings: Settings, parser: str) -> Run:
    """The configuration that the record remembers, `parser` with its version; the number of processes does not
    change a result."""
    return Run(
        version=version("dragoman"),
        resources=resources_digest((*settings.actors, *settings.lexicon, *settings.ontology)),
        parser=parser,
        settings={"only": sorted(settings.kinds)} if settings.kinds < set(KINDS) else {},
    )


def resources_digest(extra: Sequence[Path] = ()) -> str:
    """The hash of every packaged table that coding depends on and of the user's own; those of linking, which
    is done after it and anew each time, are left out."""
    hasher = hashlib.sha256()
    root = Path(str(files("dragoman").joinpath("data")))
    for path in (*sorted(p for p in root.rglob("*") if p.is_file() and root / "linking" not in p.parents), *extra):
        hasher.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return hasher.hexdigest()[:16]
