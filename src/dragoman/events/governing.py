"""Which of the clauses beneath it an operator governs."""

from __future__ import annotations

from dragoman.events.act import Act
from dragoman.events.draft import Outcome
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause

#: Operators whose infinitive small parsers take for a purpose.
_INFINITIVE = frozenset({"request", "order", "desire", "allow", "cause", "attempt", "expect"})
COMPLEMENTS = ("xcomp", "ccomp", "acl", "csubj", "csubjpass")
_PREPOSITIONS = ("of", "for", "from", "to", "against", "with", "about", "into")


def governed_by(act: Act, inner: dict[int, Outcome]) -> tuple[Clause, ...]:
    """The clauses that the operator governs: where the sense says, else the complement, else the object."""
    clause, sense = act.clause, act.sense
    kids = [act.scene.clauses[index] for index in inner]
    if clause.kind == "verb":
        # "X, attacked by Z, called on Y to go": what a participle says of a noun is not what is asked.
        kids = [k for k in kids if k.link != "acl" or k.infinitive or _is_ordered(act, k)]
    wanted: list[str] = []
    if sense.governs:
        wanted.append(sense.governs)
    if len(sense.words) > 1:
        wanted.append(sense.words[-1])
    for name in wanted:
        found = [k for k in kids if k.link == name or link_of(k) == f"prep:{name}"]
        told = name == sense.governs or any(inner[k.index].main for k in found)
        if found and (told or not any(k.link in COMPLEMENTS for k in kids)):
            return tuple(found)
    for names in (COMPLEMENTS, ("patient", "attr"), tuple(f"prep:{p}" for p in _PREPOSITIONS)):
        found = [k for k in kids if (link_of(k) if names[0].startswith("prep") else k.link) in names]
        if names is COMPLEMENTS and not found:
            found = [k for k in kids if _is_bare_gerund(clause, k)]
        if any(inner[k.index].main for k in found) or (found and names is COMPLEMENTS):
            return tuple(found)
    if clause.kind == "noun" or sense.op in _INFINITIVE:
        found = [k for k in kids if k.link == "advcl" and k.infinitive]
        if found and any(inner[k.index].main for k in found):
            return tuple(found)
    if clause.kind == "verb" and sense.op in {"stop", "start"}:
        return tuple(k for k in kids if link_of(k) == "agent")
    if clause.kind == "verb" and sense.op == "fail":
        # "the attempt to attack failed"; talks that failed were held all the same
        return tuple(k for k in kids if link_of(k) == "agent" and _is_attempt(act.scene, k))
    return ()


def _is_ordered(act: Act, kid: Clause) -> bool:
    """ "ordered two mayors *jailed*": the participle right behind its noun is what is ordered."""
    return act.op == "order" and act.scene.sentence.tokens[kid.head].head == kid.head - 1


def _is_bare_gerund(clause: Clause, kid: Clause) -> bool:
    """ "ruled out asking X": a gerund right after the verb, which small parsers take for an adverbial."""
    near = kid.head - clause.head == 1 + len(clause.particles)
    return kid.link == "advcl" and kid.tense == "none" and not kid.infinitive and kid.marker is None and near


def _is_attempt(scene: Scene, kid: Clause) -> bool:
    match = scene.match(kid)
    return match is not None and match.sense.op in {"attempt", "expect", "consider"}


def link_of(kid: Clause) -> str:
    """The link of a clause, also of one inside the noun phrase that fills the role."""
    return (kid.link or "").removeprefix("inner:")
