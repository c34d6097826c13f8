"""Which state the ground is of on which something is done: "took over *the area*", "shelled *the village of X*"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause
from dragoman.model import Entity

_DONE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
#: Moves of forces, whose own land the text need not name.
_LEFT = frozenset({"MOBILIZE", "RETREAT"})
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_FACTS = frozenset({"actual", "historical"})
_GROUND = ("locality", "territory")


def located(scene: Scene, draft: Draft) -> Draft:
    """The draft with the state of the scene for a stretch of land or a town that no table knows."""
    if draft.type not in _DONE or draft.factuality not in _FACTS or not any(a.code for a in draft.actors):
        return draft
    if len(draft.recipients) != 1 or draft.recipients[0].code or draft.recipients[0].sector:
        return draft
    one = draft.recipients[0]
    code = _ground(scene, one)
    if code is None or (draft.type in _LEFT and code in {a.code for a in draft.actors}):
        return draft
    return draft._replace(recipients=(replace(one, code=code, basis="place"),))


def _ground(scene: Scene, entity: Entity) -> str | None:
    """The state of a definite noun of land within an entity's words."""
    for token in scene.sentence.tokens:
        inside = entity.span[0] <= token.start and token.end <= entity.span[1]
        known = inside and any(scene.sentence.tokens[k].lower in _KNOWN for k in scene.sentence.children[token.i])
        if known and token.pos == "NOUN" and any(scene.lexicon.in_class(token.lemma, c) for c in _GROUND):
            return scene.casting.cast.home_of(scene.sentence, token.i)
    return None


def those_there(scene: Scene, clause: Clause, source: Clause) -> tuple[Entity, ...]:
    """Whose land a fight or a truce is in, told by the verb or by the noun that is its subject."""
    above = scene.of(scene.clauses[clause.parent]) if clause.link == "xcomp" and clause.parent is not None else ()
    heads = {p.head for p in clause.roles.get("agent", ())}
    # "the truce in Libya appears to hold"
    raised = [k for k in above if k.head in heads]
    nouns = (k for k in (*scene.of(clause), *raised) if k.kind == "noun" and k.link == "agent")
    places = [p for c in (source, *nouns) for p in c.roles.get("in", ())]
    return merge(replace(e, basis="place") for p in places for e in scene.casting.coded(p))
