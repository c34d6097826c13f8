"""Pronouns of the one who speaks or acts in the same sentence, put into the words that name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause
from dragoman.model import Entity, Span

_SELVES = frozenset({"it", "they", "he", "she", "its", "their", "his", "her"})
_SUBJECTS = ("agent", "patient")


def named(scene: Scene, draft: Draft) -> Draft:
    """The draft with its pronouns named: "*Kenya* said it had expelled X", "*Kenya* voiced its support"."""
    if not any(a.basis == "pronoun" for a in draft.actors):
        return draft
    return replace(draft, actors=merge(_self(scene, draft.clause, a) for a in draft.actors))


def _self(scene: Scene, clause: Clause, entity: Entity) -> Entity:
    """The subject of a clause above that a pronoun stands for, or the pronoun. Who is found so has its own
    words for antecedent: what is said is said by themselves."""
    if entity.basis != "pronoun" or entity.code is None or entity.entity_text.lower() not in _SELVES:
        return entity
    for above in _above(scene, clause):
        for role in _SUBJECTS if above.voice == "passive" else _SUBJECTS[:1]:
            for phrase in above.roles.get(role, ()):
                for one in scene.casting.coded(phrase):
                    if one.basis != "pronoun" and one.code == entity.code and _means(entity, one.span):
                        return replace(one, antecedent_span=one.span)
    return entity


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
