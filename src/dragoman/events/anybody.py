"""What anybody may do: rules, rights and ways of life, which are no act of anybody.

"Each owner may bring an action", "people can ask for whatever they want" and "if you do not like it, sue us" tell
what is possible, not what somebody did, will do or is feared to do.
"""

from __future__ import annotations

from dragoman.events.draft import Draft
from dragoman.events.scene import Scene
from dragoman.language.tree import Token
from dragoman.model import Entity

#: Words of somebody who is nobody in particular, alone or before a noun, and of one who is so under a modal verb.
_ANY = frozenset({
    "any", "every", "each", "anyone", "anybody", "everyone", "everybody", "whoever", "whichever", "you", "one",
    "someone", "somebody",
})  # fmt: skip
_ONE = frozenset({"a", "an", "another"})
#: Verbs of leave and ability, and what is done by words alone.
_LEAVE = frozenset({"can", "may"})
_MODAL = frozenset({"can", "may", "could", "might", "must", "should", "shall", "would"})
_WORDS = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "CONSULT", "AGREE", "CONCEDE"})
_UNNAMED = frozenset({"domestic", "unresolved", "pronoun", "place", "context"})


def is_anybodys(scene: Scene, draft: Draft) -> bool:
    """Whether all who act are nobody in particular, and nobody in particular is acted upon or they only have leave to,
    under a verb or a word that makes it a rule."""
    clause = draft.clause
    if clause.kind != "verb" or draft.factuality not in {"hypothetical", "negated"} or not draft.actors:
        return False
    anyone = all(_is_any(scene, a) for a in draft.actors)
    if anyone and clause.modal in _LEAVE:
        return True
    if any(_is_named(scene, r) for r in draft.recipients):
        return False
    if anyone:
        return True
    if clause.modal not in _MODAL:
        return False
    if all(_starts(scene, a, _ONE) for a in draft.actors):
        return True
    return clause.modal in _LEAVE and draft.type in _WORDS and all(_is_bare(scene, a) for a in draft.actors)


def _first(scene: Scene, entity: Entity) -> Token | None:
    return next((t for t in scene.sentence.tokens if t.start == entity.span[0]), None)


def _starts(scene: Scene, entity: Entity, words: frozenset[str]) -> bool:
    first = _first(scene, entity)
    return entity.basis in _UNNAMED and first is not None and first.lower in words


def _is_any(scene: Scene, entity: Entity) -> bool:
    return _starts(scene, entity, _ANY)


def _is_bare(scene: Scene, entity: Entity) -> bool:
    """Whether somebody is told by a plural without any article, number or name: "*people* can ask"."""
    first = _first(scene, entity)
    return entity.basis in {"domestic", "unresolved"} and first is not None and first.tag == "NNS"


def _is_named(scene: Scene, entity: Entity) -> bool:
    """Whether somebody in particular is meant: by name, or with a definite article."""
    return entity.basis not in _UNNAMED or (bool(entity.code) and _starts(scene, entity, frozenset({"the", "this"})))
