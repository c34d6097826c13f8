"""A record of made-up happenings for tests of what is counted, and the same counted by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from record_builders import RUN, TEXT, document, entity, event

from dragoman.model import Coded, Entity, Event, Place, Position
from dragoman.record.found import Found
from dragoman.record.query import Record, open_record
from dragoman.record.store import Shard, open_store

CODES = ("WEX", "OST", "NOR", "SUD")
TYPES = {"CONSULT": (1, 4.0), "AID": (2, 7.0), "ACCUSE": (3, -2.0), "ASSAULT": (4, -9.0)}
PLACES = (
    Place("Port Wex", "WEX", (0, 7), 10.5, -2.25, 101),
    Place("Ostburg", "OST", (0, 7), -33.0, 150.0, 102),
    Place("Nowhere", "NOR", (0, 7)),
)
DATES = ("2023-11-30", "2024-01-05", "2024-01-31", "2024-02", "2024-03-01", "2024", "2024-W10", None, None)


@dataclass(frozen=True)
class Told:
    """A happening as the counts should have it."""

    episode: str
    type: str
    quad: int
    scale: float
    by: frozenset[str]
    to: frozenset[str]
    day: str | None
    exact: bool
    reports: tuple[Found[Event], ...]


def made(path: Path, number: int = 300, seed: int = 5) -> Record:
    """The record, open for reading."""
    rng = random.Random(seed)
    shard = Shard(tuple(_coded(rng, n) for n in range(number)))
    with open_store(path, RUN) as store:
        store.write(shard)
    return open_record(path)


def _coded(rng: random.Random, n: int) -> Coded:
    outlet = rng.choice(["Wex Times", "Ostania Post", None])
    doc = replace(document(f"d{n:03}", f"{TEXT} {n}", rng.choice(["2024-04-02", None])), outlet=outlet)
    name = rng.choice(sorted(TYPES))
    quad, scale = TYPES[name]
    changes = {
        "id": f"{n:016x}",
        "event": (name,),
        "quad_code": quad,
        "event_scale": scale,
        "actor": _sides(rng, rng.choice([0, 1, 1, 1, 2])),
        "recipient": _sides(rng, rng.choice([0, 1, 1])),
        "date": rng.choice(DATES),
        "confidence": round(rng.random(), 3),
        "factuality": rng.choice(["actual", "actual", "actual", "historical", "negated", "future"]),
        "segment": rng.choice(["body", "body", "headline", "caption"]),
        "event_loc": rng.choice([*PLACES, None]),
    }
    stance = rng.choice(["for", "against", "neutral"])
    issue = rng.choice(["arms:OST", "~arms:OST", "talks:"])
    day = rng.choice(["2024-01-05", "2024-02", None])
    position = Position("WEX", None, issue.strip("~:"), issue, ("OST",), stance, 0.5, (0, 7), date=day)
    return Coded(doc, events=(event(doc, **changes),), positions=(position,) if n % 5 == 0 else ())


def _sides(rng: random.Random, number: int) -> tuple[Entity, ...]:
    codes: list[str | None] = [*CODES, None]
    return tuple(entity(code, code or "rebels", (0, 7)) for code in rng.sample(codes, number))


def happened(record: Record, least: float = 0.0) -> list[Told]:
    """What counts, by hand: nothing is linked, so every event is a happening of its own."""
    return list(_told(found for found in record.events() if found.value.confidence >= least))


def _told(events: Iterator[Found[Event]]) -> Iterator[Told]:
    for found in events:
        e = found.value
        if e.factuality not in ("actual", "historical"):
            continue
        by, to = (frozenset(x.code for x in side if x.code) for side in (e.actor, e.recipient))
        first = {10: e.date, 7: f"{e.date}-01", 4: f"{e.date}-01-01", 8: "2024-03-04"}.get(len(e.date or ""))
        assert e.event_scale is not None
        exact = e.date is not None and len(e.date) != 4
        yield Told(e.id, e.event[0], e.quad_code, e.event_scale, by, to, first, exact, (found,))
