"""Whose the counted is: CODE.SECTOR as its noun phrase tells, or one of the two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.actors.resolve import Cast
from dragoman.figures.counted import Counted
from dragoman.figures.roles import Told
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.inflection import verb_forms
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Sentence

#: How an owner is known from the phrase's own words.
_OWN = frozenset(
    {"named", "nationality", "modifier", "possessor", "office", "pronoun", "metonym", "description", "place"}
)
_OWNED = frozenset({"person", "weapon"})
#: The sector of civilians says nothing where no state is told.
_ANYBODY = "CVL"


#: Roles of troops that whoever does it has of its own.
_OF_DOER = frozenset({"stationed", "deployed", "withdrawn", "mobilised", "recruited", "lost"})
_LOSE = frozenset(verb_forms("lose"))
_DOERS = _OWN - {"modifier", "possessor"}


class Owner(NamedTuple):
    """`code` is CODE.SECTOR, either alone, or None; `sector` what the noun says."""

    code: str | None
    sector: str | None


def owner_of(sentence: Sentence, one: Counted, cast: Cast) -> Owner:
    """Whose people or weapons are counted."""
    unit = one.unit
    if unit is None or unit.kind not in _OWNED or one.alone:
        return Owner(None, None)
    # Without what follows the noun: "troops in Syria" are not Syria's.
    phrase = Phrase(one.head, min(phrase_at(sentence, one.head).left, one.head), one.head + 1)
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


def of_doer(sentence: Sentence, clauses: Sequence[Clause], owner: Owner, told: Told | None, cast: Cast) -> str | None:
    """Whose the troops are that somebody sends, has or withdraws, where the phrase itself does not tell: theirs."""
    lost = told is not None and sentence.tokens[told.token].lower in _LOSE
    if owner.code != "MIL" or told is None or not (lost or told.role.name in _OF_DOER):
        return owner.code
    for clause in clauses:
        if clause.head != told.token and clause.trigger[0] != sentence.tokens[told.token].start:
            continue
        for phrase in clause.roles.get("agent", ()):
            for entity in cast.resolve(sentence, phrase):
                if entity.code is not None and entity.basis in _DOERS:
                    return f"{entity.code}.MIL"
    return owner.code
