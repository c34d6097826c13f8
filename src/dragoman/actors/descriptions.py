"""Definite descriptions: "the two countries", "his counterpart", "the ministry", "the bloc"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.actors.mentions import Mention
from dragoman.actors.sight import Sight

_NUMBER = {"two": 2, "both": 2, "either": 2, "three": 3, "four": 4, "neither": 2}
_SIDES = frozenset(
    "country side leader nation neighbor neighbour state government army military president minister official party rival "
    "power enemy foe ally capital partner superpower giant delegation negotiator diplomat man statesman premier force troop "
    "people economy adversary republic navy soldier counterpart militaries armies foe signatory belligerent".split()
)
_BARE = frozenset({"two", "both", "pair", "duo", "trio", "three"})
#: Nouns that stand for an organisation or a state already named.
_REFERS = {
    "bloc": ("EUR", "IGO"), "alliance": ("IGO",), "union": ("EUR", "IGO"), "organization": None, "organisation": None,
    "agency": None, "body": ("UNO", "IGO", "EUR"), "group": None, "movement": None, "company": None, "firm": None, "commission": None,
    "court": None, "watchdog": None, "council": None, "coalition": None, "grouping": ("IGO", "EUR"), "militia": None, "faction": None,
    "party": None, "network": None, "charity": None, "militant": None, "insurgent": None, "organisations": None, "institution": None,
    "tribunal": None, "newspaper": None, "broadcaster": None, "cartel": None, "gang": None,
}  # fmt: skip
_COUNTRY = frozenset("country nation republic kingdom state emirate sultanate island superpower federation homeland".split())
_OTHER = re.compile(r"counterpart|opposite number|neighbou?r|rival|foe|enemy|adversary|archrival|arch-rival|other side|interlocutor|host$")


class Salient(NamedTuple):
    """A code with its weight at some point of the document, and a mention that named it."""

    code: str
    weight: float
    mention: Mention


def plural_count(words: Sequence[str], head: str) -> int | None:
    """How many sides a phrase such as "the two countries", "both sides", "the pair" means; None if it does not."""
    if head in _BARE and len(words) <= 2:
        return {"pair": 2, "duo": 2, "trio": 3}.get(head, _NUMBER.get(head))
    number = next((_NUMBER[w] for w in words if w in _NUMBER), None)
    single = head[:-1] if head.endswith("s") else head
    single = single[:-2] + "y" if single.endswith("ie") else single
    if number is not None and (head in _SIDES or single in _SIDES):
        return number
    if single == "side" and head == "sides" and any(w in {"all", "warring", "opposing", "rival"} for w in words):
        return 2
    return 2 if head in {"neighbors", "neighbours", "rivals", "archrivals"} and words[0] in {"the", "these"} else None


def refers_to(noun: str) -> tuple[bool, tuple[str, ...] | None]:
    """Whether a noun refers back to an organisation or a group, and to which codes only."""
    return noun in _REFERS, _REFERS.get(noun)


def is_country(noun: str) -> bool:
    """Whether the noun refers back to a state."""
    return noun in _COUNTRY


def is_other(noun: str) -> bool:
    """Whether the noun names somebody by being another's: counterpart, neighbour, rival."""
    return _OTHER.search(noun) is not None


def salient_states(sight: Sight, position: int, token: int) -> list[Salient]:
    """States by weight as they stand in the reader's mind before a token: nearer and more often is heavier."""
    weights: Counter[str] = Counter()
    last: dict[str, Mention] = {}
    for m in sight.mentions:
        if not is_side(m):
            continue
        code = m.code or ""
        if m.sentence == position and m.left < token:
            weights[code] += 6.0 + m.left / 100
        elif 0 <= m.sentence < position:
            weights[code] += 4.0 / (position - m.sentence) + 0.3
        elif m.sentence == -1 and m.span[0] < sight.sentences[position].span[0]:
            weights[code] += 0.5
        else:
            weights[code] += 0.05
            last.setdefault(code, m)
            continue
        last[code] = m
    return [Salient(c, w, last[c]) for c, w in weights.most_common()]


def is_side(m: Mention) -> bool:
    """Whether a mention names a side of its own: a state, or a coded people, person or armed group."""
    return m.code is not None and m.actor.kind in {"state", "place", "person", "people", "group"} and m.code not in {"NGO", "UNO", "IMG"}


def sides(sight: Sight, position: int, token: int, count: int, persons: bool) -> list[Mention]:
    """The last `count` distinct sides: those of the nearest sentence that names so many, else the most salient."""
    pool = [m for m in sight.mentions if is_side(m) and 0 <= m.sentence <= position and (m.sentence < position or m.left < token)]
    if persons:
        people = [m for m in pool if m.actor.kind == "person"]
        if len({m.code for m in people}) >= count:
            pool = people
    for start in range(position, max(-1, position - 6), -1):
        here = _distinct([m for m in pool if m.sentence == start])
        if len(here) == count:
            return here
        if len(here) > count:
            return _heaviest(sight, here, position, token, count)
    ranked = salient_states(sight, position, token)
    return [s.mention for s in ranked[:count]] if len(ranked) >= count else []


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    out: dict[str | None, Mention] = {}
    for m in mentions:
        out.setdefault(m.code, m)
    return list(out.values())


def _heaviest(sight: Sight, here: Sequence[Mention], position: int, token: int, count: int) -> list[Mention]:
    weights = {s.code: s.weight for s in salient_states(sight, position, token)}
    best = sorted(here, key=lambda m: -weights.get(m.code or "", 0.0))[:count]
    return sorted(best, key=lambda m: m.span)


def last_named(sight: Sight, position: int, token: int, codes: tuple[str, ...] | None, kinds: frozenset[str]) -> Mention | None:
    """The last organisation, group or state named before a token, of the kinds (and codes) asked for."""
    for m in reversed(sight.mentions):
        if m.sentence > position or (m.sentence == position and m.left >= token) or m.sentence == -1:
            continue
        if m.actor.kind in kinds and m.code is not None and (codes is None or m.code in codes):
            return m
    return None


def home(sight: Sight, position: int, token: int) -> tuple[str, Mention] | None:
    """The state at home at a point: a place in the sentence, then the most salient state, if one is plain."""
    tokens = sight.sentences[position].tokens
    for m in sight.between(position, 0, len(tokens)):
        placed = m.left > 0 and tokens[m.left - 1].lower in {"in", "at", "near", "across", "capital", "city", "town", "province", "of"}
        if placed and m.code and m.actor.kind in {"place", "state"} and m.form in {"name", "capital"}:
            return m.code, m
    ranked = [s for s in salient_states(sight, position, token) if len(s.code) == 3 and s.code not in {"EUR", "IGO"}]
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[1].weight > 0.8 * ranked[0].weight and position == ranked[1].mention.sentence:
        subject = [s for s in ranked[:2] if s.mention.sentence == position]
        if len(subject) == 2:
            first = min(subject, key=lambda s: s.mention.left)
            return first.code, first.mention
    return ranked[0].code, ranked[0].mention
