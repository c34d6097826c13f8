"""Events against annotated events: type, actor and full match, then what matched events say besides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.evaluate.gold import GoldEvent, listed
from dragoman.evaluate.matching import common, match, same_name
from dragoman.evaluate.rates import CoreRate, Rate, core_rate, rounded
from dragoman.record.schema import Line

#: How much must agree: the type, also the actors, also the recipients.
Level = Literal["type", "actor", "full"]
LEVELS: tuple[Level, ...] = ("type", "actor", "full")
#: Segments whose events are not asked about.
_ASIDE = frozenset({"boilerplate", "teaser", "credit"})


@dataclass(frozen=True, slots=True)
class EventScores:
    """`levels` by name; of fully matched events the share of right dates (of `dated`), and how well
    they tell what is not actual, the mode and the sources. `matched` are full matches, `missed` core
    annotations without one, `false` coded events without one."""

    levels: Mapping[Level, CoreRate]
    dates_right: int
    dated: int
    not_actual: Rate
    mode: Rate
    sources: Rate
    matched: tuple[tuple[GoldEvent, Line], ...]
    missed: tuple[GoldEvent, ...]
    false: tuple[Line, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, without the lists of errors."""
        out: dict[str, Any] = {}
        for level in LEVELS:
            rate = self.levels[level]
            values = rate.as_dict()
            core = values.pop("core")
            out[level] = {**values, "core_hit": rate.core_hit, "core": core}
        accuracy = self.dates_right / self.dated if self.dated else None
        out["date"] = {"accuracy": rounded(accuracy), "n": self.dated}
        others = {"not_actual": self.not_actual, "mode": self.mode, "sources": self.sources}
        return {**out, **{name: rate.as_dict() for name, rate in others.items()}}


def score_events(wanted: Iterable[GoldEvent], lines: Iterable[Line]) -> EventScores:
    """Score event lines. A line that lists several types is as many claims."""
    golds = sorted(wanted, key=lambda g: not g.core)
    found = [
        {**line, "event": [kind]}
        for line in lines
        if line.get("span") and line.get("segment", "body") not in _ASIDE
        for kind in listed(line.get("event"))
    ]
    cores = [g.core for g in golds]
    pairs = {level: match(golds, found, _fitting(level)) for level in LEVELS}
    full = pairs["full"]
    rows = [(golds[i], found[j]) for i, j in full.items()]
    dated = [(g, p) for g, p in rows if g.dates]
    taken = set(full.values())
    return EventScores(
        levels={level: core_rate(pairs[level], cores, len(found)) for level in LEVELS},
        dates_right=sum(any(str(p.get("date") or "").startswith(day) for day in g.dates) for g, p in dated),
        dated=len(dated),
        not_actual=_not_actual(rows),
        mode=_sets(((g.modes, listed(p.get("mode"))) for g, p in rows if g.modes), lambda a, b: a == b),
        sources=_sets(((g.sources, _source_names(p)) for g, p in rows), same_name),
        matched=tuple(rows),
        missed=tuple(g for i, g in enumerate(golds) if g.core and i not in full),
        false=tuple(p for j, p in enumerate(found) if j not in taken),
    )


def _fitting(level: Level) -> Callable[[GoldEvent, Line], bool]:
    def fits(gold: GoldEvent, found: Line) -> bool:
        if found["doc"] != gold.doc or not stands_in(gold, found):
            return False
        if not type_fits(gold, found):
            return False
        if level != "type" and not actors_fit(gold, found):
            return False
        return level != "full" or recipients_fit(gold, found)

    return fits


def type_fits(gold: GoldEvent, found: Line) -> bool:
    """Whether the (first) type of a line is one of those that are wanted."""
    return gold.types_any or found["event"][0] in gold.types


def stands_in(gold: GoldEvent, found: Line) -> bool:
    """The trigger lies in the annotated words; a coder that gives no trigger is held to its span."""
    trigger = found.get("trigger")
    if trigger:
        return 0 < common(trigger, gold.span) == int(trigger[1]) - int(trigger[0])
    return common(found["span"], gold.span) > 0


def codes_of(entities: object) -> frozenset[str]:
    """The codes of a side; participants without a code are left out."""
    return frozenset(e["code"] for e in listed(entities) if e.get("code")) - {"UNK"}


def actors_fit(gold: GoldEvent, found: Line) -> bool:
    """Whether the codes of the actors are those that are wanted."""
    codes = codes_of(found.get("actor"))
    if gold.actors_any or codes == gold.actors or (gold.actors_superset and gold.actors <= codes):
        return True
    return gold.actors_optional and codes <= gold.actors | gold.actors_allowed


def recipients_fit(gold: GoldEvent, found: Line) -> bool:
    """Whether the codes of the recipients are those that are wanted."""
    codes = codes_of(found.get("recipient"))
    if gold.recipients_any or codes == gold.recipients:
        return True
    return gold.recipients_optional and codes <= gold.recipients | gold.recipients_allowed


def _not_actual(rows: Sequence[tuple[GoldEvent, Line]]) -> Rate:
    """Of events whose factuality is beyond doubt: which are not actual, and in just which way."""
    hard = [(g, p) for g, p in rows if g.factuality and "actual" not in g.factuality]
    plain = [(g, p) for g, p in rows if g.factuality == ("actual",)]
    right = sum(p.get("factuality") in g.factuality for g, p in hard)
    claimed = sum(p.get("factuality") != "actual" for _, p in hard + plain)
    return Rate(right, claimed, len(hard))


def _source_names(line: Line) -> tuple[str | None, ...]:
    return tuple(s.get("name") if isinstance(s, dict) else s for s in listed(line.get("sources")))


def _sets(rows: Iterable[tuple[Sequence[str], Sequence[str | None]]], same: Callable[[str, str], bool]) -> Rate:
    """Agreement of lists, added up over all rows."""
    right = found = wanted = 0
    for want, have in rows:
        right += sum(any(same(h, w) for h in have if h) for w in want)
        found += len(have)
        wanted += len(want)
    return Rate(min(right, found), found, wanted)
