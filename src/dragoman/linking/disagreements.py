"""What reports of one happening say differently, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Literal, TypeVar

from dragoman.linking.mentions import Mention, Toll
from dragoman.model import Claim, Disagreement

V = TypeVar("V")
#: Places of this precision say in which state something happened and no more.
_VAGUE = frozenset({None, "", "country"})


def disagreements(mentions: Sequence[Mention]) -> tuple[Disagreement, ...]:
    """Where independent reports differ. A copy is no report of its own."""
    own = [m for m in mentions if m.doc == _first_of(m.origin, mentions)]
    found = [
        _by_value("date", own, _days, _days_differ, lambda v: v[2]),
        _by_value("place", own, _place, lambda a, b: a[0] != b[0], lambda v: v[1]),
        _parties(own),
        _by_value("actor", own, lambda m: m.actors or None, _apart, " ".join),
        _by_value("recipient", own, lambda m: m.recipients or None, _apart, " ".join),
        _by_value("fact", own, _fact, lambda a, b: a != b, str),
        *_tolls(own),
    ]
    return tuple(d for d in found if d is not None)


def _first_of(origin: str, mentions: Sequence[Mention]) -> str:
    """The document that stands for all copies of one report."""
    return min((m.published or date.max, m.doc) for m in mentions if m.origin == origin)[1]


def _by_value(
    name: str,
    mentions: Sequence[Mention],
    value_of: Callable[[Mention], V | None],
    differ: Callable[[V, V], bool],
    words: Callable[[V], str],
) -> Disagreement | None:
    given = [(v, m) for m in mentions if (v := value_of(m)) is not None]
    if not any(differ(a[0], b[0]) and a[1].doc != b[1].doc for a, b in combinations(given, 2)):
        return None
    return Disagreement(name, "contradiction", _claims((words(v), m) for v, m in given))


def _claims(given: Iterable[tuple[str, Mention]]) -> tuple[Claim, ...]:
    by: dict[str, list[Mention]] = {}
    for value, mention in given:
        by.setdefault(value, []).append(mention)
    return tuple(
        Claim(value, tuple(sorted({m.doc for m in who})), tuple(sorted({s for m in who for s in m.sources})))
        for value, who in sorted(by.items())
    )


def _days(mention: Mention) -> tuple[date, date, str] | None:
    if mention.first is None or mention.last is None or mention.date is None:
        return None
    return mention.first, mention.last, mention.date


def _days_differ(a: tuple[date, date, str], b: tuple[date, date, str]) -> bool:
    return a[0] > b[1] or b[0] > a[1]


def _place(mention: Mention) -> tuple[str, str] | None:
    place = mention.place
    if place is None or place.precision in _VAGUE:
        return None
    return str(place.geonames_id or place.name), place.name


def _apart(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return not set(a) & set(b)


def _fact(mention: Mention) -> str | None:
    return mention.factuality if mention.factuality in {"actual", "negated"} else None


def _parties(mentions: Sequence[Mention]) -> Disagreement | None:
    """Who did it to whom, where two reports tell it the other way round ("who called whom")."""
    given = [(m.actors, m.recipients, m) for m in mentions if m.actors and m.recipients and m.actors != m.recipients]
    if not any(a[0] == b[1] and a[1] == b[0] and a[2].doc != b[2].doc for a, b in combinations(given, 2)):
        return None
    words = ((f"{' '.join(a)} > {' '.join(r)}", m) for a, r, m in given)
    return Disagreement("direction", "contradiction", _claims(words))


def _tolls(mentions: Sequence[Mention]) -> Iterator[Disagreement]:
    """Figures of one role: of one side they may contradict or go up over time, of two sides they differ in scope."""
    for role in sorted({t.role for m in mentions for t in m.tolls}):
        given = [(t, m) for m in mentions for t in m.tolls if t.role == role]
        kinds = {_kind(a, b) for a, b in combinations(given, 2) if a[1].doc != b[1].doc and _disjoint(a[0], b[0])} - {
            None
        }
        for kind in ("contradiction", "development", "scope"):
            if kind in kinds:
                words = ((t.words + (f" ({t.of})" if t.of else ""), m) for t, m in given)
                yield Disagreement(f"figure:{role}", kind, _claims(words))
                break


def _disjoint(a: Toll, b: Toll) -> bool:
    return a.bounds[0] > b.bounds[1] or b.bounds[0] > a.bounds[1] or (a.of != b.of and a.value != b.value)


def _kind(a: tuple[Toll, Mention], b: tuple[Toll, Mention]) -> Literal["contradiction", "development", "scope"] | None:
    """How two figures that exclude each other disagree."""
    if a[0].of != b[0].of:
        return "scope"
    early, late = sorted((a, b), key=lambda x: (x[1].published or date.max, x[0].value))
    told = early[1].published is not None and late[1].published is not None
    if told and early[1].published != late[1].published and early[0].value < late[0].value:
        return "development"
    return "contradiction"
