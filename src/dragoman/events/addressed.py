"""Who is told of it: the other side of a promise, a threat or a refusal that names no one ("X told *Y* that it would
reach a deal")."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.events.draft import Draft
from dragoman.events.parties import BODIES, merge
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause
from dragoman.model import Entity

_TOLD = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT", "CONCEDE"})
#: Bodies before whom one speaks.
_AUDIENCE = BODIES - {"EUR"}
_REPORTING = frozenset({"report", "announce", "promise", "vow", "order", "desire"})


def addressed(scene: Scene, draft: Draft) -> Draft:
    """A draft that names nobody on the other side, with whoever its actor says it to."""
    known = any(r.code or r.sector for r in draft.recipients)
    if draft.type not in _TOLD or known or draft.factuality in {"negated", "historical"}:
        return draft
    found = merge(_listeners(scene, draft))
    return draft._replace(recipients=found[:1]) if found else draft


def _listeners(scene: Scene, draft: Draft) -> Iterator[Entity]:
    """Those to whom the clauses above say it, if it is the actor who says it."""
    own = draft.codes
    for above in _telling(scene, draft.clause):
        match = scene.match(above)
        if match is None or match.sense.op not in _REPORTING or above.kind != "verb" or above.voice == "passive":
            continue
        says = {e.code for p in above.roles.get("agent", ()) for e in scene.casting.coded(p)}
        if not says or not own or not own <= says:
            return
        roles = (match.sense.addressee or "patient", "recipient", "to")
        for entity in (e for r in roles for p in above.roles.get(r, ()) for e in scene.casting.coded(p)):
            if entity.code not in own | _AUDIENCE and entity.sector != "JRN":
                yield entity


def _telling(scene: Scene, clause: Clause) -> Iterator[Clause]:
    """The clauses that a clause is said in, by finite complements."""
    at = scene.clauses[clause.index]
    while at.parent is not None:
        above = scene.clauses[at.parent]
        if at.link == "ccomp":
            yield above
        at = above
