"""What turns batches of documents into coded ones: this process, or several beside it.

A coder yields coded documents one by one and `Done` after each batch, which is when they are
stored. When Ctrl-C or a bug cuts it short, it first yields all that was coded until then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from dragoman.memory import set_aside, settle, uncollected
from dragoman.model import Coded, Document
from dragoman.pipeline import Resources, code_many, load_resources
from dragoman.run.workers import Batch, Coding, Done, Item, Prepare, naming, team
from dragoman.settings import Settings

Coder = Callable[[Iterator[Batch]], Iterator[Item]]


@contextmanager
def here(resources: Resources) -> Iterator[Coder]:
    """Code in this process."""

    def coder(batches: Iterator[Batch]) -> Iterator[Item]:
        for batch in batches:
            with naming(batch) as through:
                for coded in code_many(batch, resources):
                    through.append(coded.document.doc)
                    yield coded
            yield Done()

    yield coder


def prepared(settings: Settings) -> Coding:
    """What codes a batch, with tables and parser loaded. Raises as `load_resources` does."""
    with uncollected():
        resources = load_resources(
            settings.parser, settings.actors, settings.lexicon, ontology=settings.ontology, kinds=settings.kinds
        )
        set_aside()
    settle()

    def coding(batch: Sequence[Document]) -> Iterator[Coded]:
        return code_many(batch, resources)

    return coding


@contextmanager
def in_processes(settings: Settings, prepare: Prepare = prepared) -> Iterator[Coder]:
    """Code in `settings.jobs` processes of their own, each with its own resources. A document that two of
    them die of is a problem; see `run.workers`. `prepare` makes a worker ready."""
    with team(settings, prepare) as workers:
        yield workers.coded
