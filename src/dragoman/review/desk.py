"""The desk itself: one person's way through a sample. Nothing of it is kept but the judgements, so that it goes on
where it was, whatever ended it.

desk = Desk(Files(path), sample, "ana")
while (item := desk.look().item) is not None:
    desk.judge(item, Verdict("wrong", ("actor",)))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from dragoman.errors import RecordError, UsageError
from dragoman.model import Datum, Document, Event, Seen
from dragoman.record.found import Found
from dragoman.record.query import Record
from dragoman.record.strata import events_at
from dragoman.review.access import Access
from dragoman.review.opinions import WORDS, Holding, Opinion, Verdict, Word, holding, opinions_of
from dragoman.review.parts import seen_of, token
from dragoman.review.sampling import Sample


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is: events of the sample, how many are judged, and with which words."""

    events: int
    judged: int
    words: dict[Word, int]


@dataclass(frozen=True, slots=True)
class Item:
    """An event to judge: its place in the sample (from 1; None for one that is not of it), its words and their text.
    `changed` are the parts that recoding has changed since this person judged it."""

    number: int | None
    found: Found[Event]
    document: Document
    changed: tuple[str, ...] = ()

    @property
    def seen(self) -> Seen:
        """What a judgement of it will vouch for."""
        return seen_of(self.found)

    @property
    def token(self) -> str:
        """Tells whether the event is still the one that was shown."""
        return token(self.seen)


@dataclass(frozen=True, slots=True)
class View:
    """The desk at one moment; no item where all is judged."""

    progress: Progress
    item: Item | None


class Desk:
    """One person at one sample. Every method reads the record anew and raises RecordError. Raises UsageError for a
    person without a name."""

    def __init__(self, access: Access, sample: Sample, who: str) -> None:
        self.sample = sample
        self.who = " ".join(who.split())
        self._access = access
        if not self.who:
            raise UsageError("say who judges")

    def look(self) -> View:
        """How far this person is, and the next event that is open: not judged by them, or coded otherwise since."""
        with self._access.reading() as record:
            held = self._held(record)
            done = {event: mine for event, mine in held.items() if not mine.changed}
            words = Counter(mine.opinion.verdict.word for mine in done.values())
            progress = Progress(len(self.sample.drawn), len(done), {word: words[word] for word in WORDS})
            return View(progress, self._next(record, held, done.keys()))

    def _next(self, record: Record, held: Mapping[str, Holding], done: Collection[str]) -> Item | None:
        for number, drawn in enumerate(self.sample.drawn, 1):
            if drawn.event in done:
                continue
            try:
                found = record.event(drawn.event)
            except RecordError:
                continue  # coded anew since the sample was drawn, and no longer told
            changed = held[drawn.event].changed if drawn.event in held else ()
            return Item(number, found, record.document(found.doc), changed)
        return None

    def item(self, event: str) -> Item:
        """One event by its id or the beginning of it. Raises RecordError if there is none or several."""
        numbers = {drawn.event: n for n, drawn in enumerate(self.sample.drawn, 1)}
        with self._access.reading() as record:
            found = record.event(event)
            return Item(numbers.get(found.value.id), found, record.document(found.doc))

    def judge(self, item: Item, verdict: Verdict) -> None:
        """Keep what this person says; it is in the file when this returns. The same said again changes nothing."""
        about = Datum(item.found.doc_id or "", item.found.value.trigger)
        seed = self.sample.plan.seed if item.number is not None else None
        with self._access.writing() as store:
            with store.reading() as record:
                mine = [o for o in self._opinions(record) if o.about == about and token(o.seen) == item.token]
            if not mine or mine[-1].verdict != verdict:
                when = datetime.now(UTC).isoformat(timespec="microseconds")
                store.judge(*Opinion(about, self.who, when, verdict, item.seen, seed).judgements())

    def undo(self) -> bool:
        """Take back what this person said last in this sample, whose event is then open again; False if there is
        nothing."""
        drawn = {one.about for one in self.sample.drawn}
        with self._access.writing() as store:
            with store.reading() as record:
                mine = [o for o in self._opinions(record) if o.about in drawn]
            if mine:
                store.take_back((mine[-1].about,), mine[-1].who, mine[-1].when)
        return bool(mine)

    def _opinions(self, record: Record) -> list[Opinion]:
        return [o for o in opinions_of(record.judgements()) if o.who == self.who]

    def _held(self, record: Record) -> dict[str, Holding]:
        """What this person said of the events of the sample and how much of it holds."""
        mine = self._opinions(record)
        wanted = {drawn.event for drawn in self.sample.drawn}
        events = events_at(record, {o.about for o in mine} & {drawn.about for drawn in self.sample.drawn})
        return {event: held[0] for event, held in holding(mine, events).items() if event in wanted}
