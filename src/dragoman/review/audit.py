"""What people's judgements say of a record: how often it is right, by PLOVER type and by part.

Only events that a draw brought up count for shares, each for as many events of its stratum as it stands for; those
that people chose themselves say nothing of the others. A judgement counts while what it is of is unchanged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.model import Event, Seen
from dragoman.record.found import Found
from dragoman.record.query import Record
from dragoman.record.strata import BANDS, GIVEN, Stratum, events_at, strata_of
from dragoman.review.agreement import Agreement, agreements
from dragoman.review.intervals import Estimate, Lot, estimate, more_for, pooled
from dragoman.review.opinions import Holding, Opinion, Word, holding, opinions_of
from dragoman.review.parts import PARTS, TUPLE, core, seen_of, value_of
from dragoman.review.reliability import Reliability, Verified, reliability
from dragoman.review.settling import disputed, settled, together

#: The width of an interval that is wanted where nobody says another.
WIDTH = 0.1


@dataclass(frozen=True, slots=True)
class Row:
    """A share of right ones among `events`: None where nothing is judged; `more` judgements would narrow its bounds
    to the width that is wanted."""

    name: str
    events: int
    found: Estimate | None
    more: int


@dataclass(frozen=True, slots=True)
class Absent:
    """A part of the events where the record gives nothing for it: how many of those judged are wrong in that."""

    judged: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Judged events that hold still; `unsure` of them without a right or wrong, `disputed` where people differ,
    `changed` with a part that recoding has changed; opinions of events that are `gone` or another type now, and
    judged events that nobody drew but somebody `chose`."""

    judged: int
    unsure: int
    disputed: int
    changed: int
    gone: int
    chosen: int


@dataclass(frozen=True, slots=True)
class Audit:
    """The record as its judges see it. `tuples` has who did what to whom, all types first and then each; `events` the
    same for all parts at once; `parts` each part where it is given, and `absent` where it is not."""

    width: float
    people: dict[str, int]
    counts: Counts
    tuples: tuple[Row, ...]
    events: tuple[Row, ...]
    parts: tuple[Row, ...]
    absent: dict[str, Absent]
    reliability: Reliability | None
    agreement: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """An event of today with what people's words for it come to."""

    type: str
    band: int
    seen: Seen
    words: Mapping[str, Word | None]

    def word(self, parts: Iterable[str]) -> Word | None:
        return together(self.words, parts)


def audit(record: Record, width: float = WIDTH) -> Audit:
    """Everything that the judgements in a record say of it. Raises RecordError."""
    opinions = opinions_of(record.judgements())
    events = _events(record, opinions)
    held = holding(opinions, events)
    known = _judged(opinions, events)
    strata = strata_of(record)
    return Audit(
        width=width,
        people=dict(sorted(Counter(h.opinion.who for found in held.values() for h in found).items())),
        counts=_counts(opinions, held, known),
        tuples=_by_type(strata, known, TUPLE, width),
        events=_by_type(strata, known, PARTS, width),
        parts=tuple(_part(strata, known, part, width) for part in PARTS),
        absent={part: _absent(known, part) for part in GIVEN},
        reliability=reliability(_verified(strata, known)),
        agreement=agreements(held),
    )


def rates(record: Record) -> dict[str, Estimate]:
    """PLOVER type, and "all" -> the share of its events that are right in who did what to whom, with bounds of 95 %
    and the number of judgements; types of which nothing is judged are left out. Raises RecordError."""
    opinions = opinions_of(record.judgements())
    if not opinions:
        return {}
    known = _judged(opinions, _events(record, opinions))
    rows = _by_type(strata_of(record), known, TUPLE, WIDTH)
    return {row.name: row.found for row in rows if row.found is not None}


def _events(record: Record, opinions: Sequence[Opinion]) -> tuple[Found[Event], ...]:
    """The events that opinions may be of, one of each text however many documents have it."""
    found = events_at(record, {o.about for o in opinions})
    return tuple({(f.doc_id, f.value.trigger, core(seen_of(f))): f for f in found}.values())


def _judged(opinions: Sequence[Opinion], events: Sequence[Found[Event]]) -> tuple[_Judged, ...]:
    """The judged events that a draw brought up."""
    held = holding((o for o in opinions if o.seed is not None), events)
    return tuple(_of_today(found, held[found.value.id]) for found in events if found.value.id in held)


def _of_today(found: Found[Event], held: Sequence[Holding]) -> _Judged:
    seen = seen_of(found)
    band = sum(seen.confidence >= low for low in BANDS[1:])
    return _Judged(seen.event[0], band, seen, settled(held))


def _counts(opinions: Sequence[Opinion], held: Mapping[str, Sequence[Holding]], known: Sequence[_Judged]) -> Counts:
    kept = {h.opinion for found in held.values() for h in found}
    last = {(o.about, o.who, core(o.seen)): o for o in opinions}
    return Counts(
        judged=len(held),
        unsure=sum(one.word(PARTS) == "unsure" for one in known),
        disputed=sum(disputed(found) for found in held.values()),
        changed=sum(all(h.changed for h in found) for found in held.values()),
        gone=sum(o not in kept for o in last.values()),
        chosen=sum(all(h.opinion.seed is None for h in found) for found in held.values()),
    )


def _by_type(
    strata: Sequence[Stratum], known: Sequence[_Judged], parts: Sequence[str], width: float
) -> tuple[Row, ...]:
    lots = _lots(strata, {(s.type, s.band): s.events for s in strata}, ((j, j.word(parts)) for j in known))
    rows = [_row(name, own, width) for name, own in lots.items()]
    return (_row("all", [lot for own in lots.values() for lot in own], width), *rows)


def _part(strata: Sequence[Stratum], known: Sequence[_Judged], part: str, width: float) -> Row:
    sizes = {(s.type, s.band): s.given.get(part, s.events) for s in strata}
    given = ((j, j.words[part]) for j in known if value_of(j.seen, part))
    return _row(part, [lot for own in _lots(strata, sizes, given).values() for lot in own], width)


def _absent(known: Sequence[_Judged], part: str) -> Absent:
    words = [j.words[part] for j in known if not value_of(j.seen, part)]
    return Absent(sum(word in ("right", "wrong") for word in words), words.count("wrong"))


def _lots(
    strata: Sequence[Stratum],
    sizes: Mapping[tuple[str, int], int],
    words: Iterable[tuple[_Judged, Word | None]],
) -> dict[str, tuple[Lot, ...]]:
    """Of each type its strata by band, with what is judged right and wrong in them."""
    tally: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for one, word in words:
        if word in ("right", "wrong"):
            tally[one.type, one.band][word] += 1
    out: dict[str, list[Lot]] = defaultdict(list)
    for s in strata:
        counts = tally[s.type, s.band]
        out[s.type].append(Lot(sizes[s.type, s.band], counts.total(), counts["right"]))
    return {name: pooled(lots) for name, lots in out.items()}


def _row(name: str, lots: Sequence[Lot], width: float) -> Row:
    found, events = estimate(lots), sum(lot.events for lot in lots)
    return Row(name, events, found, more_for(width, found, events))


def _verified(strata: Sequence[Stratum], known: Sequence[_Judged]) -> Iterable[Verified]:
    """Judged events with the number of events of their stratum that each stands for."""
    sizes = {(s.type, s.band): s.events for s in strata}
    words = [(one, one.word(TUPLE)) for one in known]
    sure = [(one, word) for one, word in words if word in ("right", "wrong")]
    judged = Counter((one.type, one.band) for one, _ in sure)
    for one, word in sure:
        key = (one.type, one.band)
        yield Verified(one.seen.confidence, sizes.get(key, 0) / judged[key], word == "right")
