"""Linking a record: what its documents have to do with each other is found and written in one go.

Linking reads what is coded, not articles, so that it can be done again in minutes; a record that has
nothing new is left as it is. What was linked of a document is forgotten when the document is coded again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from dragoman.errors import UsageError
from dragoman.linking.copies import Copy, find_copies
from dragoman.linking.stories import find_stories
from dragoman.linking.terms import Told
from dragoman.linking.words import Report
from dragoman.model import Datum, Judgement
from dragoman.record.found import Deed
from dragoman.record.query import Record, open_record
from dragoman.record.store import Link, open_links
from dragoman.record.upgrade import upgrade

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found: documents, copies and the origins that they are copies of, stories and those that
    more than one origin tells; `changed` are the documents whose links are new, `episodes` what happened and
    `told` what of it several documents tell."""

    documents: int
    copies: int
    origins: int
    stories: int
    shared: int
    changed: int
    episodes: int
    told: int


def link_record(path: Path) -> Linked:
    """Find copies, stories and episodes in a record and store them. Raises RecordError."""
    upgrade(path)
    with open_record(path) as record:
        copies = {copy.doc: copy for copy in find_copies(_reports(record))}
        stories = find_stories(_told(record, copies))
    links = [_link(doc, story, copies.get(doc)) for doc, story in sorted(stories.items())]
    with open_links(path) as store:
        changed = store.link(links)
        episodes, several = store.link_events()
    told = Counter(link.story for link in links if link.duplicate_of is None)
    return Linked(
        documents=len(links),
        copies=len(copies),
        origins=len({copy.origin for copy in copies.values()} - copies.keys()),
        stories=len(told),
        shared=sum(number > 1 for number in told.values()),
        changed=changed,
        episodes=episodes,
        told=several,
    )


def judge_events(path: Path, events: Sequence[str], verdict: str, who: str) -> None:
    """Keep a person's judgement of events, given by their ids or the beginnings of ids. Raises RecordError."""
    with open_record(path) as record:
        found = [record.event(event) for event in events]
    about = tuple(Datum(f.doc_id or "", f.value.trigger) for f in found)
    if len(set(about)) < len(about):
        raise UsageError("an event is the same as itself: name two")
    when = datetime.now(UTC).isoformat(timespec="seconds")
    with open_links(path) as store:
        store.judge(Judgement(about, verdict, None, who, when))


def _link(doc: str, story: str, copy: Copy | None) -> Link:
    return Link(doc, story, copy.origin, copy.overlap) if copy else Link(doc, story)


def _reports(record: Record) -> Iterator[Report]:
    """Documents for the search of copies: the body alone, as headlines are made anew; a document without a
    body has its headline."""
    stretches = _Beside((doc, (label, span)) for doc, label, span in record.stretches())
    for document in record.documents():
        parts = stretches.of(document.doc)
        body = tuple(span for label, span in parts if label == "body")
        spans = body or tuple(span for _, span in parts)
        yield Report(document.doc, document.text, spans, document.published, document.outlet)


def _told(record: Record, copies: Mapping[str, Copy]) -> Iterator[Told]:
    stretches = _Beside((doc, span) for doc, _, span in record.stretches())
    deeds = _Beside(record.deeds())
    for document in record.documents():
        spans = tuple(stretches.of(document.doc))
        marks = tuple(mark for deed in deeds.of(document.doc) for mark in _marks(deed))
        copy = copies.get(document.doc)
        about = (document.title, document.published, marks, copy.origin if copy else None)
        yield Told(document.doc, document.doc_id, document.text, spans, *about)


def _marks(deed: Deed) -> Iterator[str]:
    """What an event adds to what a document is about: who takes part, who did what to whom, and where."""
    yield from sorted({*deed.actors, *deed.recipients})
    for actor in deed.actors:
        for recipient in deed.recipients:
            if actor != recipient:
                yield "-".join(sorted((actor, recipient)))
                yield from (f"{kind} {actor}>{recipient}" for kind in deed.types)
    if deed.place is not None:
        yield f"@{deed.place}"


class _Beside(Generic[T]):
    """Values of documents that are read beside them; both come by name."""

    def __init__(self, values: Iterable[tuple[str, T]]) -> None:
        self._values = iter(values)
        self._held = next(self._values, None)

    def of(self, doc: str) -> list[T]:
        """The values of a document; those asked before it come before it by name."""
        own: list[T] = []
        while self._held is not None and self._held[0] <= doc:
            if self._held[0] == doc:
                own.append(self._held[1])
            self._held = next(self._values, None)
        return own
