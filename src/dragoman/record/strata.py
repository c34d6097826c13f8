"""The events of a record in strata, by PLOVER type and confidence, as a sample of them is drawn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.model import STORY_LABELS, Datum

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


def strata_query() -> tuple[str, list[object]]:
    """The SQL that makes the rows of `Stratum`, by type and band, with its values."""
    given = ", ".join(f"count(*) FILTER ({test})" for test in GIVEN.values())
    return f"SELECT event[1], {_BAND}, count(*), {given} {_FROM} GROUP BY 1, 2 ORDER BY 1, 2", [sorted(STORY_LABELS)]


def stratum_of(row: Sequence[Any]) -> Stratum:
    """The value of a row of `strata_query`."""
    kind, band, events, *given = row
    return Stratum(kind, band, events, dict(zip(GIVEN, given, strict=True)))


def draw_query(seed: int, each: int, types: Collection[str]) -> tuple[str, list[object]]:
    """The SQL that makes the rows of `Drawn`: of each stratum the first `each` events, by a number that the seed
    and the place in the text give each event for good; all types without `types`."""
    wanted = " AND event[1] IN (SELECT unnest(?::VARCHAR[]))" if types else ""
    number = f"md5(?::VARCHAR || '/' || {_PLACE}) || id"
    # The first of each stratum by narrow columns; what else is wanted is read of these rows alone.
    first = f"SELECT unnest(arg_min(rowid, {number}, ?)) AS place {_FROM}{wanted} GROUP BY event[1], {_BAND}"
    codes = "[p.code FOR p IN actor], [p.code FOR p IN recipient]"
    sql = f"SELECT event[1], {_BAND}, {number}, id, doc_id, trigger, {codes} FROM event WHERE rowid IN ({first})"
    values: list[object] = [str(seed), str(seed), each, sorted(STORY_LABELS), *([sorted(types)] if types else [])]
    return f"{sql} ORDER BY 1, 2, 3", values


def drawn_of(row: Sequence[Any]) -> Drawn:
    """The value of a row of `draw_query`."""
    kind, band, _, event, doc_id, (start, end), actors, recipients = row
    return Drawn(event, Datum(doc_id or "", (start, end)), kind, band, (tuple(actors), tuple(recipients)))


def at_query(about: Collection[Datum]) -> tuple[str, list[object]]:
    """The condition for events at these places in these texts, with its values."""
    places = sorted({f"{datum.doc_id}/{datum.trigger[0]}/{datum.trigger[1]}" for datum in about})
    # Found by narrow columns first; what else is wanted is read of these rows alone.
    here = f"{_PLACE} IN (SELECT unnest(?::VARCHAR[]))"
    texts = "doc_id IN (SELECT unnest(?::VARCHAR[]))"
    found = f"SELECT rowid FROM event WHERE {texts} AND {here}"
    return f"rowid IN ({found})", [sorted({datum.doc_id for datum in about}), places]
