"""One shard of a cluster's work: what a worker does with the documents that it is given.

A worker may die at any moment, and then another is given the same shard. Word of an attempt lies in the depot:
who finds one goes on document by document and leaves word before each, so that the document that kills is told
from its neighbours; when it has killed a second time it is a problem row, `worker-died`, as in `run.workers`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from dragoman.identity import coding_id
from dragoman.model import Coded, Document, Problem
from dragoman.record.schema import Run
from dragoman.record.store import Shard, texts_of
from dragoman.run.depot import Attempt, Depot, Finished
from dragoman.run.local import Progress
from dragoman.run.workers import Coding, naming

Item = Document | Problem
#: The numbers of `Progress` that are kept with a shard.
COUNTS = ("coded", "characters", "events", "statements", "figures", "problems")


@dataclass(frozen=True, slots=True)
class Task:
    """The run that codes, and the session in which it does: a new session forgets what killed workers before."""

    run: Run
    session: str


def name_of(items: Sequence[Item], run: Run) -> str:
    """The name of a shard: everything that its rows depend on."""
    hasher = hashlib.sha256()
    for item in items:
        word = coding_id(item, run.id) if isinstance(item, Document) else json.dumps(asdict(item))
        hasher.update(word.encode("utf-8", "surrogatepass") + b"\0")
    return hasher.hexdigest()[:20]


def finish(items: Sequence[Item], depot: Depot, task: Task, ready: Callable[[], Coding]) -> tuple[Finished, bool]:
    """Code a shard unless that is done, and keep it; whether an earlier session did. `ready` loads what coding needs.
    Raises RecordError where the depot cannot be used, and whatever a bug in the coder raises."""
    name = name_of(items, task.run)
    known = depot.finished(name)
    if known is not None and (not known.died or known.session == task.session):
        return known, known.session != task.session
    documents = [item for item in items if isinstance(item, Document)]
    # Loading comes first: who dies of that has not died of a document.
    coding = ready()
    attempt = depot.attempt(name)
    if attempt is not None and attempt.session == task.session:
        dead = (*attempt.dead, attempt.at) if attempt.at is not None else attempt.dead
        found = list(_one_by_one(documents, coding, depot, name, replace(attempt, dead=dead)))
    else:
        depot.begin(name, Attempt(task.session))
        with naming(documents) as through:
            found = []
            for coded in coding(documents):
                found.append(coded)
                through.append(coded.document.doc)
    done = _finished(name, task, items, found)
    codings = {d.doc: coding_id(d, task.run.id) for d in documents}
    problems = [item for item in (*items, *found) if isinstance(item, Problem)]
    coded_ones = tuple(item for item in found if isinstance(item, Coded))
    rows = texts_of(Shard(coded_ones, codings, tuple(problems)), task.run)
    done = replace(done, rows={kind: len(texts) for kind, texts in sorted(rows.items()) if texts})
    depot.keep(done, rows)
    return done, False


def _one_by_one(
    documents: Sequence[Document], coding: Coding, depot: Depot, name: str, attempt: Attempt
) -> Iterator[Coded | Problem]:
    for document in documents:
        if document.doc in attempt.dead:
            yield Problem(
                document.doc, "run", "worker-died", "the process that coded it died twice, perhaps for want of memory"
            )
            continue
        depot.begin(name, replace(attempt, at=document.doc))
        with naming([document]):
            yield from coding([document])


def _finished(name: str, task: Task, items: Sequence[Item], found: Sequence[Coded | Problem]) -> Finished:
    progress = Progress().with_problems([item for item in items if isinstance(item, Problem)])
    died = 0
    for item in found:
        if isinstance(item, Problem):
            died += 1
            progress = progress.with_problems([item])
        else:
            progress = progress.with_coded(item)
    counts = {count: int(getattr(progress, count)) for count in COUNTS}
    first = tuple(asdict(problem) for problem in progress.first)
    return Finished(name, task.session, {}, died, counts, first)
