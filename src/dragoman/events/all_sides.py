"""Whom "all sides" and "both parties" are not: whoever asks something of them."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.model import Entity

_ALL = frozenset({"all", "both", "every", "each", "the", "other", "warring", "rival", "these", "those"})
#: What is said to all who are concerned.
_SAID = frozenset({"REQUEST", "ACCUSE", "THREATEN"})


def not_oneself(_scene: Scene, draft: Draft) -> Draft:
    """ "X called for calm on *all sides*": what is asked of everybody X asks of nobody of its own."""
    if draft.type not in _SAID or not any(means_all(r) for r in draft.recipients):
        return draft
    own = draft.codes
    apart = (
        replace(r, code=None, sector=None, basis="unresolved") if means_all(r) and (not r.code or r.code in own) else r
        for r in draft.recipients
    )
    return draft._replace(recipients=tuple(apart))


def means_all(entity: Entity) -> bool:
    """Whether somebody's words mean all who are concerned: "all sides", "both parties"."""
    said = entity.entity_text.lower().split()
    return len(said) > 1 and said[0] in _ALL and said[-1] in listed("all_sides") and set(said[:-1]) <= _ALL
