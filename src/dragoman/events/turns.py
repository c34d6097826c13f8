"""What an operator turns into by its own form: duties that are told, demands that are dropped, plans that are not."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.act import Act
from dragoman.events.algebra import class_of
from dragoman.events.draft import Draft
from dragoman.model import Entity


def sets_duty(act: Act) -> bool:
    """ "X should do more, Y said": a demand, though what is to be done is no event that we know."""
    own = {a.code for a in act.actors if a.code}
    if act.op not in {"report", "announce"} or not own:
        return False
    for kid in act.governed:
        ought = kid.modal in {"must", "should", "ought"} and kid.aspect != "perfect" and kid.marker is None
        if kid.link == "ccomp" and ought:
            doers = {e.code for p in kid.roles.get("agent", ()) for e in act.scene.casting.coded(p)}
            return bool(doers) and not doers & own
    return False


def undone(act: Act, kind: str) -> Act | None:
    """ "has no intention of meeting X" is a refusal; what is not ruled out against somebody is threatened."""
    if not act.clause.negated:
        return None
    plain = replace(act.clause, negated=False)
    if act.op == "attempt" and kind in {"cooperative", "yield"}:
        return replace(act.turned("refuse"), clause=plain)
    if act.op == "refuse" and act.sense.words[-1] in {"out", "exclude"} and kind == "conflict":
        return replace(act.turned("threaten"), clause=plain)
    return None


def no_longer(act: Act) -> bool:
    tokens = act.scene.sentence.tokens
    return any(tokens[k].lower in {"longer", "anymore"} for k in act.scene.sentence.children[act.clause.head])


def dropped(act: Act, inner: Draft | None, recipients: tuple[Entity, ...]) -> Draft:
    return Draft(
        clause=act.clause,
        type="CONCEDE",
        mode=None,
        actors=act.actors,
        recipients=recipients,
        steps=(*(inner.steps if inner else ()), f"{act.sense.id} ({act.op}) no longer → CONCEDE"),
        context=act.sense.context,
        rivals=act.match.rivals,
        depth=(inner.depth if inner else 0) + 1,
    )


def by_others(act: Act, inner: Draft) -> bool:
    own = {a.code for a in act.actors if a.code}
    doers = {a.code for a in inner.actors if a.code}
    said = any(k.link == "ccomp" for k in act.governed)
    return said and class_of(inner) in {"cooperative", "yield", "end"} and not doers & own
