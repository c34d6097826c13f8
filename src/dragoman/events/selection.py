"""Which of a sentence's drafts are told: deeds that nobody is named for, and what is said twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.model import Entity

#: Deeds. An act of speech has a speaker, or it is no event that anybody can be held to.
_DEEDS = frozenset({"COOPERATE", "AID", "RETREAT", "CONCEDE", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_FACTS = frozenset({"actual", "historical"})


def select(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts that become events, in their order."""
    return _distinct([d for d in drafts if _told(d)])


def _told(draft: Draft) -> bool:
    """Whether enough is known of who took part.

    Where nobody is named who did it, a deed stands if it is told as a fact, with a finite verb, a passive
    participle or a noun, and if the other side is known: "two Syrians were killed".
    """
    if draft.actors:
        return True
    clause = draft.clause
    if draft.type not in _DEEDS or draft.depth or draft.factuality not in _FACTS:
        return False
    participle = clause.kind == "verb" and clause.tense == "none"
    if participle and (clause.infinitive or clause.voice != "passive"):
        return False
    return any(r.code for r in draft.recipients)


def _distinct(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Of two drafts of one sentence that tell the same event, the fuller one, with the modes of either."""
    kept: list[Draft] = []
    for draft in drafts:
        for i, other in enumerate(kept):
            if _alike(draft, other):
                one, two = (draft, other) if _fuller(draft, other) else (other, draft)
                kept[i] = replace(one, mode=one.mode or two.mode, modes=one.modes or two.modes)
                break
        else:
            kept.append(draft)
    return tuple(kept)


def _alike(one: Draft, two: Draft) -> bool:
    if one.type != two.type or (one.modes and two.modes and not set(one.modes) & set(two.modes)):
        return False
    if (one.factuality == "negated") != (two.factuality == "negated"):
        return False
    a, b = (_who(one.actors), _who(one.recipients)), (_who(two.actors), _who(two.recipients))
    return (a[0] <= b[0] and a[1] <= b[1]) or (b[0] <= a[0] and b[1] <= a[1])


def _fuller(one: Draft, two: Draft) -> bool:
    """Whether `one` names more; between equals the first in the text stays."""
    sizes = [len(_who(d.actors)) + len(_who(d.recipients)) for d in (one, two)]
    return sizes[0] > sizes[1]


def _who(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(e.code or e.entity_text.lower() for e in entities)
