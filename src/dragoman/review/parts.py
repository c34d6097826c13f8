"""The parts of an event that a person judges, and the event as it stood when it was judged."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.identity import content_hash
from dragoman.model import Entity, Event, Party, Seen
from dragoman.record.found import Found

#: The parts in the order in which they are shown, each judged by itself.
PARTS: tuple[str, ...] = ("type", "mode", "context", "actor", "recipient", "factuality", "date", "place", "sources")
#: Who did what to whom: what annotations are matched by, and what the confidence is the chance of.
TUPLE: tuple[str, ...] = ("type", "actor", "recipient")


def seen_of(found: Found[Event]) -> Seen:
    """An event as it stands in the record."""
    event = found.value
    return Seen(
        doc=found.doc,
        span=event.span,
        event_text=event.event_text,
        event=event.event,
        mode=event.mode,
        context=event.context,
        actor=_parties(event.actor),
        recipient=_parties(event.recipient),
        factuality=event.factuality,
        date=event.date,
        enddate=event.enddate,
        event_loc=event.event_loc,
        sources=tuple(source.name or source.kind for source in event.sources),
        confidence=event.confidence,
    )


def _parties(entities: Iterable[Entity]) -> tuple[Party, ...]:
    return tuple(Party(e.code, e.sector, e.identifier_text or e.entity_text) for e in entities)


def value_of(seen: Seen, part: str) -> tuple[object, ...]:
    """What one part says, as a value to compare; empty where nothing is given. The order of what has none, such as
    contexts and participants, makes no difference, nor does where in the text the words for it stand."""
    place = seen.event_loc
    values: dict[str, tuple[object, ...]] = {
        "type": seen.event,
        "mode": tuple(sorted(seen.mode)),
        "context": tuple(sorted(seen.context)),
        "actor": _in_order(seen.actor),
        "recipient": _in_order(seen.recipient),
        "factuality": (seen.factuality,),
        "date": (seen.date, seen.enddate) if seen.date else (),
        "place": (place.name, place.code, place.geonames_id) if place else (),
        "sources": seen.sources,
    }
    return values[part]


def _in_order(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple(sorted(parties, key=lambda p: (p.code or "", p.sector or "", p.name)))


def core(seen: Seen) -> tuple[object, ...]:
    """Who did what to whom."""
    return tuple(value_of(seen, part) for part in TUPLE)


def differing(one: Seen, other: Seen) -> tuple[str, ...]:
    """The parts in which two differ."""
    return tuple(part for part in PARTS if value_of(one, part) != value_of(other, part))


def token(seen: Seen) -> str:
    """A hash of all parts, by which a form can tell whether the event is still the one that it showed."""
    return content_hash("seen", *(value_of(seen, part) for part in PARTS))
