"""Whom the withdrawal or deployment of one's own forces concerns: the land where they stand, never the forces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors.words import words
from dragoman.events.act import Act
from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.phrases import phrase_at
from dragoman.language.repairs import extent
from dragoman.model import Entity

_MOVES = frozenset({"RETREAT", "CONCEDE", "MOBILIZE"})
_GOING = ("withdraw", "pull", "deploy", "bring", "return", "redeploy", "evacuate", "drawdown", "leave")
_ARMED = frozenset({"MIL", "PRM"})


def elsewhere(scene: Scene, draft: Draft) -> Draft:
    """A move of troops without its own troops as recipients; if nobody else is named, with the land that the words
    about these name: "to withdraw the American *troops stationed in Iraq*"."""
    own = draft.codes
    pledged = draft.type == "AGREE" and "× none" in draft.steps[-1]
    if not own or not (pledged or (draft.type in _MOVES and _moves(draft))):
        return draft
    others = tuple(r for r in draft.recipients if not (r.code in own and _is_force(r)))
    foreign = tuple(r for r in others if r.code and r.code not in own)
    if foreign and len(foreign) < len(others) and "withdraw" in draft.steps[0]:
        # "pulled America's troops out of Chad"
        return draft._replace(recipients=foreign)
    if len(others) == len(draft.recipients):
        return draft
    return draft._replace(recipients=others or _where(scene, draft, own))


def readied(act: Act, recipients: Sequence[Entity]) -> bool:
    """Whether somebody tells their own forces to do something: "called on conscripts to prepare"."""
    own = {a.code for a in act.actors if a.code}
    told = act.clause.kind == "verb" and act.clause.lemma in listed("telling_forces") and not act.clause.negated
    return told and bool(own) and bool(recipients) and all(r.code in own and _is_soldiery(r) for r in recipients)


def _is_soldiery(entity: Entity) -> bool:
    return _is_force(entity) or entity.entity_text.lower().split()[-1] in listed("soldiery")


def _moves(draft: Draft) -> bool:
    """Whether troops are what is moved, not who is set free."""
    return draft.type == "MOBILIZE" or any(verb in draft.steps[0] for verb in _GOING)


def _is_force(entity: Entity) -> bool:
    return (
        (entity.sector in _ARMED and not _is_ground(entity))
        or "troops" in entity.entity_text
        or "forces" in entity.entity_text
    )


def _is_ground(entity: Entity) -> bool:
    """Whether the words name a place: "massed tanks near *the capital*"."""
    return entity.entity_text.lower().split()[-1] in words("grounds")


def _where(scene: Scene, draft: Draft, own: frozenset[str]) -> tuple[Entity, ...]:
    for scope in draft.scopes:
        for phrase in scope.clause.roles.get("patient", ()) or scope.clause.roles.get("of", ()):
            left, right = extent(scene.sentence, phrase.head)
            tokens = scene.sentence.tokens[left : right + 1]
            named = [
                e
                for t in tokens
                if t.pos == "PROPN" and t.dep in {"pobj", "poss"}
                for e in scene.casting.coded(phrase_at(scene.sentence, t.i))
                if e.code not in own
            ]
            if named:
                return merge(replace(e, basis="place") for e in named[:1])
    return ()
