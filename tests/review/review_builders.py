"""A record with events of several types and confidences, made by hand and stored without a parser."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from record_builders import RUN, TEXT, document, event

from dragoman.identity import event_id
from dragoman.model import Coded, Datum, Event, Segment
from dragoman.record.found import Found
from dragoman.record.store import Shard, open_store
from dragoman.review.access import Files
from dragoman.review.desk import Desk
from dragoman.review.opinions import Opinion, Verdict
from dragoman.review.parts import seen_of
from dragoman.review.sampling import Plan, draw

#: Type and number of events; the confidences go through 0.05, 0.15 … 0.95.
TYPES = {"ACCUSE": 40, "CONSULT": 30, "ASSAULT": 10}
CONFIDENCES = tuple(n / 20 for n in range(1, 20, 2))


def told(number: int, kind: str, confidence: float, **changes: object) -> Coded:
    """A document with one event; what is changed is in the event's id as the coder would have it."""
    doc = document(f"d{number:03}.txt", f"{TEXT} {number}")
    made = event(doc, event=(kind,), confidence=confidence, **changes)
    named = event_id(doc, made.trigger, made.event, made.actor, made.recipient)
    return Coded(doc, segments=(Segment("body", (0, len(doc.text))),), events=(replace(made, id=named),))


def corpus() -> list[Coded]:
    """All documents of the record."""
    kinds = [kind for kind, number in TYPES.items() for _ in range(number)]
    return [told(n, kind, CONFIDENCES[n % len(CONFIDENCES)]) for n, kind in enumerate(kinds)]


def save(path: Path, documents: Iterable[Coded]) -> Path:
    """Code, or code again."""
    with open_store(path, RUN) as store:
        store.write(Shard(tuple(documents)))
    return path


def desk(path: Path, who: str = "ana", plan: Plan | None = None) -> Desk:
    """Somebody at the record."""
    access = Files(path)
    with access.reading() as record:
        return Desk(access, draw(record, plan or Plan(8)), who)


def judge_all(at: Desk, say: Callable[[Event], Verdict]) -> int:
    """Judge every open event; how many there were."""
    number = 0
    while (item := at.look().item) is not None:
        at.judge(item, say(item.found.value))
        number += 1
    return number


def opinion(
    coded: Coded, verdict: Verdict, who: str = "ana", when: str = "2026-01-01", seed: int | None = 0
) -> Opinion:
    """What somebody says of the event of a document."""
    (one,) = coded.events
    found = Found(coded.document.doc, coded.document.doc_id, one)
    return Opinion(Datum(coded.document.doc_id, one.trigger), who, when, verdict, seen_of(found), seed)


def found_in(*documents: Coded) -> list[Found[Event]]:
    """The events of documents as a record gives them."""
    return [Found(c.document.doc, c.document.doc_id, e) for c in documents for e in c.events]
