"""Pronouns of the one who speaks or acts in the same sentence, with the words that name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause
from dragoman.model import Entity, Span

_SELVES = frozenset({"it", "they", "he", "she", "its", "their", "his", "her"})
#: What nobody does to their own state, and bases of those who are named.
_ABROAD = frozenset({"SANCTION", "AID", "AGREE", "THREATEN", "MOBILIZE", "SUPPORT", "REJECT"})
_NAMES = frozenset({"named", "metonym", "office", "nationality"})
_SUBJECTS = ("agent", "patient")
_MUST = frozenset({"can", "could", "must", "should", "may", "shall", "ought"})


def named(scene: Scene, draft: Draft) -> Draft:
    """The draft whose pronouns stand for somebody named: "*Kenya* said it had expelled X"."""
    if not draft.actors:
        return _by_teller(scene, draft)
    if not any(a.basis == "pronoun" for a in draft.actors):
        return draft
    own = merge(_self(scene, draft.clause, a) for a in draft.actors)
    return draft._replace(actors=_teller(scene, draft) or own)


def _by_teller(scene: Scene, draft: Draft) -> Draft:
    """ "*Kenya* said X could not be allowed to go on": who says what must not be let happen refuses it."""
    clause = scene.clauses[draft.clause.index]
    if draft.type != "REJECT" or clause.voice != "passive" or clause.modal not in _MUST or not clause.negated:
        return draft
    for above in list(_above(scene, clause))[1:2]:
        match = scene.match(above) if clause.link == "ccomp" else None
        if match is not None and match.sense.op == "report" and not above.negated:
            found = merge(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p))
            if found and not {e.code for e in found} & {r.code for r in draft.recipients}:
                return draft._replace(actors=found, factuality="actual", sources=())
    return draft


def _teller(scene: Scene, draft: Draft) -> tuple[Entity, ...]:
    """Who says "it would recall its envoy from X", where the pronoun was taken for X itself."""
    one = draft.actors[0]
    if len(draft.actors) > 1 or draft.type not in _ABROAD or one.entity_text.lower() not in {"it", "they"}:
        return ()
    if not draft.recipients or any(r.code != one.code or r.basis not in _NAMES for r in draft.recipients):
        return ()
    for above in _above(scene, draft.clause):
        told = [k for k in scene.of(above) if k.link == "ccomp"]
        found = tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p) if e.code != one.code)
        if told and found and all(e.basis in _NAMES for e in found):
            return (_standing_for(one, found[0]),)
    return ()


def _self(scene: Scene, clause: Clause, entity: Entity) -> Entity:
    """The subject of a clause above that a pronoun stands for, or the pronoun as it was."""
    if entity.basis != "pronoun" or entity.code is None or entity.entity_text.lower() not in _SELVES:
        return entity
    owned = scene.clauses[clause.index].kind == "noun"
    for nth, above in enumerate(_above(scene, clause)):
        for role in _SUBJECTS if above.voice == "passive" else _SUBJECTS[:1]:
            for phrase in above.roles.get(role, ()):
                for one in scene.casting.coded(phrase):
                    if one.basis != "pronoun" and one.code == entity.code and _means(entity, one.span):
                        # "Spain reinforced its commitment": it is Spain that does it, in the same clause.
                        return one if owned and nth == 1 and above.kind == "verb" else _standing_for(entity, one)
    return entity


def _standing_for(pronoun: Entity, one: Entity) -> Entity:
    """Who a pronoun stands for, at the pronoun's own place."""
    return replace(one, entity_text=pronoun.entity_text, span=pronoun.span, basis="pronoun", antecedent_span=one.span)


def _means(pronoun: Entity, span: Span) -> bool:
    """Whether a pronoun stands after words and for them, as far as anybody knows."""
    for_it = pronoun.antecedent_span
    return span[1] <= pronoun.span[0] and (for_it is None or (for_it[0] < span[1] and span[0] < for_it[1]))


def _above(scene: Scene, clause: Clause) -> Iterator[Clause]:
    """The clause itself and those that govern it, the nearest first."""
    yield scene.clauses[clause.index]
    parent = scene.clauses[clause.index].parent
    while parent is not None:
        yield scene.clauses[parent]
        parent = scene.clauses[parent].parent
