"""What people said of single events, and how much of it holds for the events of today.

A judgement names an event by its text and trigger, so that it survives recoding, and keeps what was judged. It
holds for an event of today part by part: only where the part is as it was, and only while the type is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from dragoman.errors import UsageError
from dragoman.model import Datum, Event, Judgement, Seen
from dragoman.record.found import Found
from dragoman.review.parts import PARTS, core, differing, seen_of

Word = Literal["right", "wrong", "unsure"]
WORDS: tuple[Word, ...] = get_args(Word)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`word` of the parts in `parts`, the others being right; without parts of the whole event. The whole is wrong
    where the text tells no such event. Raises UsageError for a part that is none, and for parts that are right."""

    word: Word
    parts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wrong = [part for part in self.parts if part not in PARTS]
        if wrong:
            raise UsageError(f"unknown part {wrong[0]!r}: choose from {', '.join(PARTS)}")
        if self.parts and self.word == "right":
            raise UsageError("right is said of the whole event")

    def of(self, part: str) -> Word | None:
        """What it says of one part; None where it says nothing: of an event that is not told only the type is
        wrong, as no other part has anything to be right about."""
        if self.parts:
            return self.word if part in self.parts else "right"
        if self.word == "wrong":
            return "wrong" if part == "type" else None
        return self.word


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person said of one event at one moment. `seed` is None where they chose the event themselves."""

    about: Datum
    who: str
    when: str
    verdict: Verdict
    seen: Seen
    seed: int | None

    def judgements(self) -> tuple[Judgement, ...]:
        """The rows of it: one for each part that it names, else one."""
        return tuple(
            Judgement((self.about,), self.verdict.word, part, self.who, self.when, self.seen, self.seed)
            for part in self.verdict.parts or (None,)
        )


@dataclass(frozen=True, slots=True)
class Holding:
    """An opinion and an event of today that it is of; `changed` are the parts of which it says nothing any more."""

    opinion: Opinion
    changed: tuple[str, ...]

    def of(self, part: str) -> Word | None:
        """What it still says of a part."""
        return None if part in self.changed else self.opinion.verdict.of(part)


def opinions_of(judgements: Iterable[Judgement]) -> tuple[Opinion, ...]:
    """The opinions that rows make, by time. Rows about two events, and those of no known form, make none."""
    rows: dict[tuple[Datum, str, str], list[Judgement]] = defaultdict(list)
    for row in judgements:
        if len(row.about) == 1 and row.seen is not None and row.verdict in WORDS:
            rows[row.about[0], row.when, row.who].append(row)
    made = (_opinion(group) for group in rows.values())
    return tuple(sorted((o for o in made if o is not None), key=lambda o: (o.when, o.who, o.about.doc_id)))


def _opinion(rows: Sequence[Judgement]) -> Opinion | None:
    first = rows[0]
    named = {row.field for row in rows if row.field is not None}
    word = next(word for word in WORDS if word == first.verdict)
    if first.seen is None or (word == "right" and named) or not named <= set(PARTS):
        return None
    parts = tuple(part for part in PARTS if part in named)
    return Opinion(first.about[0], first.who, first.when, Verdict(word, parts), first.seen, first.seed)


def holding(opinions: Iterable[Opinion], events: Iterable[Found[Event]]) -> dict[str, tuple[Holding, ...]]:
    """Of each event (by its id) what holds for it: of each person the opinion that fits it best, the last of several.

    An opinion holds for no event of another type, and for none at all beside the very one that it was of, where
    that still stands at the same word."""
    said: dict[Datum, list[Opinion]] = defaultdict(list)
    for opinion in opinions:
        said[opinion.about].append(opinion)
    stand: dict[Datum, dict[str, Seen]] = defaultdict(dict)
    for found in events:
        stand[Datum(found.doc_id or "", found.value.trigger)][found.value.id] = seen_of(found)
    return {
        event: held
        for about, here in stand.items()
        for event, seen in here.items()
        if (held := _held(seen, said.get(about, ()), here))
    }


def _held(seen: Seen, opinions: Iterable[Opinion], here: Mapping[str, Seen]) -> tuple[Holding, ...]:
    best: dict[str, Holding] = {}
    standing = {core(other) for other in here.values()}
    for opinion in sorted(opinions, key=lambda o: o.when):
        if opinion.seen.event != seen.event or (core(opinion.seen) != core(seen) and core(opinion.seen) in standing):
            continue
        held = Holding(opinion, differing(opinion.seen, seen))
        if opinion.who not in best or len(held.changed) <= len(best[opinion.who].changed):
            best[opinion.who] = held
    return tuple(best[who] for who in sorted(best))
