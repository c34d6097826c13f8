"""How far two people agree who judged the same events.

Kappa is the agreement beyond what two people would have by chance who use each word as often as these two do
(Cohen, Educational and Psychological Measurement 20, 1960, 37–46).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.review.opinions import Holding, Word
from dragoman.review.parts import PARTS
from dragoman.review.settling import together


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people on one part of the events that both judged: how many, and of how many they say the same. `kappa` is
    None where both have only one word, so that chance alone would have them agree."""

    people: tuple[str, str]
    part: str
    events: int
    same: int
    kappa: float | None

    @property
    def share(self) -> float:
        """The raw agreement."""
        return self.same / self.events


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two people's words for the same things; None where it is not defined."""
    if not pairs:
        return None
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[word] * second[word] for word in first) / (n * n)
    seen = sum(a == b for a, b in pairs) / n
    return None if chance == 1 else (seen - chance) / (1 - chance)


def agreements(held: Mapping[str, Sequence[Holding]]) -> tuple[Agreement, ...]:
    """Every two people with events in common: the whole event first, then part by part. `held` has what holds of
    each event; a part that has changed since one of the two judged it does not count."""
    pairs: dict[tuple[str, str], dict[str, list[tuple[str, str]]]] = {}
    for holdings in held.values():
        for one, other in combinations(sorted(holdings, key=lambda h: h.opinion.who), 2):
            table = pairs.setdefault((one.opinion.who, other.opinion.who), {})
            for part in ("event", *PARTS):
                words = (_word(one, part), _word(other, part))
                if words[0] is not None and words[1] is not None:
                    table.setdefault(part, []).append((words[0], words[1]))
    return tuple(_agreements(pairs))


def _agreements(pairs: Mapping[tuple[str, str], Mapping[str, list[tuple[str, str]]]]) -> Iterable[Agreement]:
    for people in sorted(pairs):
        for part in ("event", *PARTS):
            words = pairs[people].get(part, [])
            if words:
                yield Agreement(people, part, len(words), sum(a == b for a, b in words), kappa(words))


def _word(held: Holding, part: str) -> Word | None:
    return together({name: held.of(name) for name in PARTS}, PARTS) if part == "event" else held.of(part)
