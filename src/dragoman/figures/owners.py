"""Whose the counted is: CODE.SECTOR as its noun phrase tells, or one of the two."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.actors.resolve import Cast
from dragoman.figures.counted import Counted
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Sentence

#: How an owner is known from the phrase's own words.
_OWN = frozenset(
    {"named", "nationality", "modifier", "possessor", "office", "pronoun", "metonym", "description", "place"}
)
_OWNED = frozenset({"person", "weapon"})
#: The sector of civilians says nothing where no state is told.
_ANYBODY = "CVL"


class Owner(NamedTuple):
    """`code` is CODE.SECTOR, either alone, or None; `sector` what the noun says."""

    code: str | None
    sector: str | None


def owner_of(sentence: Sentence, one: Counted, cast: Cast) -> Owner:
    """Whose people or weapons are counted."""
    unit = one.unit
    if unit is None or unit.kind not in _OWNED or one.alone:
        return Owner(None, None)
    phrase = phrase_at(sentence, one.head)
    for entity in cast.resolve(sentence, phrase):
        code = entity.code if entity.basis in _OWN else None
        sector = entity.sector
        role = cast.sight.knowledge.roles.get(one.words)
        if unit.kind == "weapon":
            return Owner(f"{code}.MIL" if code else None, sector)
        if sector is None and role is not None:
            sector = role.sector
        if code is None:
            return Owner(sector if sector not in (_ANYBODY, "UNK", None) else None, sector)
        return Owner(f"{code}.{sector or _ANYBODY}", sector)
    return Owner(None, None)
