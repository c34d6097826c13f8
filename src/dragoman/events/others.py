"""Whose will an operator tells of: what nobody wills permits and forces nothing, and what others do is not lent."""

from __future__ import annotations

from dragoman.events.act import Act
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_CONFLICT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST"})


def as_willed(act: Act) -> Act:
    """What an operator is by who wills it: "was forced to go" is going, "stopped X going" a prevention."""
    if act.op in {"allow", "prevent"} and _no_will(act):
        return act.turned("cause")
    if act.op == "stop" and _stops_others(act):
        return act.turned("prevent")
    return act


def anothers(act: Act, kid: Clause) -> bool:
    """ "feared an attack", "studied the raid", "needs aid": what one fears, looks at or lacks others do."""
    if act.op not in {"wish", "consider"}:
        return False
    match = act.scene.match(kid)
    kind = match.sense.type if match is not None else None
    if act.op == "wish":
        return kind == "AID" or kind in _CONFLICT
    sentence = act.scene.sentence
    return kind in _CONFLICT and any(sentence.tokens[k].lower in _DEFINITE for k in sentence.children[kid.head])


def _no_will(act: Act) -> bool:
    """ "was forced to apologise", "the rain forced X to leave", "the law allows X to stay": nobody does it to X."""
    agents = (*act.clause.roles.get("agent", ()), *act.clause.roles.get("by", ()))
    if any(e.sector or e.basis != "modifier" for p in agents for e in act.scene.casting.coded(p)):
        return False
    if any(e.sector for p in agents for e in act.scene.casting.who(p)):
        return False
    if act.op == "allow":
        return bool(agents) and not act.clause.negated
    return any(k.link == "xcomp" and k.infinitive for k in act.governed)


def _stops_others(act: Act) -> bool:
    """ "stopped X smuggling arms": what somebody else does is prevented, not ended."""
    own = {p.head for p in act.clause.roles.get("agent", ())}
    verbs = [k for k in act.governed if k.kind == "verb" and k.tense == "none"]
    return any(k.roles.get("agent") and not own & {p.head for p in k.roles["agent"]} for k in verbs)


def told_of_others(scene: Scene, noun: Clause) -> bool:
    """Whether a participle says who does what a noun names: "the threat *posed by X*"."""
    return any(k.link == "acl" and k.voice == "passive" and k.roles.get("agent") for k in scene.of(noun))
