"""The events of a record in strata, by PLOVER type and confidence, as a sample of them is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.model import STORY_LABELS, Datum, Event
from dragoman.record.found import Found
from dragoman.record.query import Record
from dragoman.record.tallies import Question

#: Lower bounds of the bands of confidence.
BANDS: tuple[float, ...] = (0.0, 0.5, 0.8)
#: Parts of an event that may be empty, with the SQL that says whether they are given.
GIVEN = {
    "mode": "len(mode) > 0",
    "context": "len(context) > 0",
    "actor": "len(actor) > 0",
    "recipient": "len(recipient) > 0",
    "date": "date IS NOT NULL",
    "place": "event_loc IS NOT NULL",
    "sources": "len(sources) > 0",
}
_BAND = " + ".join(f"(confidence >= {low})::INTEGER" for low in BANDS[1:])
_PLACE = "concat_ws('/', doc_id, trigger[1], trigger[2])"
_FROM = "FROM event WHERE len(event) > 0 AND segment IN (SELECT unnest(?::VARCHAR[]))"


@dataclass(frozen=True, slots=True)
class Stratum:
    """Events of headlines and bodies with one (first) PLOVER type and one band of confidence: how many there are, and
    of how many each part is given."""

    type: str
    band: int
    events: int
    given: dict[str, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """An event by its id and as a judgement names it, with its stratum and who takes part, by codes."""

    event: str
    about: Datum
    type: str
    band: int
    sides: tuple[tuple[str | None, ...], tuple[str | None, ...]]


def strata_of(record: Record) -> tuple[Stratum, ...]:
    """How many events of headlines and bodies each PLOVER type has in each band of confidence."""
    given = ", ".join(f"count(*) FILTER ({test})" for test in GIVEN.values())
    sql = f"SELECT event[1], {_BAND}, count(*), {given} {_FROM} GROUP BY 1, 2 ORDER BY 1, 2"
    return record.ask(Question(sql, (sorted(STORY_LABELS),), _stratum))


def _stratum(row: Sequence[Any]) -> Stratum:
    kind, band, events, *given = row
    return Stratum(kind, band, events, dict(zip(GIVEN, given, strict=True)))


def drawn_from(record: Record, seed: int, each: int, types: Collection[str] = ()) -> tuple[Drawn, ...]:
    """Of each stratum the first `each` events, by a number that the seed and the place in the text give each event for
    good, so that their order stays when others come or go; all types without `types`."""
    wanted = " AND event[1] IN (SELECT unnest(?::VARCHAR[]))" if types else ""
    number = f"md5(?::VARCHAR || '/' || {_PLACE}) || id"
    # The first of each stratum by narrow columns; what else is wanted is read of these rows alone.
    first = f"SELECT unnest(arg_min(rowid, {number}, ?)) AS place {_FROM}{wanted} GROUP BY event[1], {_BAND}"
    codes = "[p.code FOR p IN actor], [p.code FOR p IN recipient]"
    sql = f"SELECT event[1], {_BAND}, {number}, id, doc_id, trigger, {codes} FROM event WHERE rowid IN ({first})"
    values = (str(seed), str(seed), each, sorted(STORY_LABELS), *([sorted(types)] if types else []))
    return record.ask(Question(f"{sql} ORDER BY 1, 2, 3", values, _drawn))


def _drawn(row: Sequence[Any]) -> Drawn:
    kind, band, _, event, doc_id, (start, end), actors, recipients = row
    return Drawn(event, Datum(doc_id or "", (start, end)), kind, band, (tuple(actors), tuple(recipients)))


def events_at(record: Record, about: Collection[Datum]) -> Iterator[Found[Event]]:
    """The events at these places in these texts, by document and place; all documents with one text count."""
    places = sorted({f"{datum.doc_id}/{datum.trigger[0]}/{datum.trigger[1]}" for datum in about})
    # Found by narrow columns first; what else is wanted is read of these rows alone.
    here = f"{_PLACE} IN (SELECT unnest(?::VARCHAR[]))"
    texts = "doc_id IN (SELECT unnest(?::VARCHAR[]))"
    found = f"SELECT rowid FROM event WHERE {texts} AND {here}"
    values: list[object] = [sorted({datum.doc_id for datum in about}), places]
    return record.found("event", f"rowid IN ({found})", values, "doc, trigger, id")
