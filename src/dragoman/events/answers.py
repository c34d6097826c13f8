"""Answers that leave out what they answer: "asked whether it would go, X said it would not", "… but X refused"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of, merge, minus
from dragoman.events.scene import Scene
from dragoman.events.speech import made
from dragoman.language.grammar import Clause
from dragoman.model import Entity

_AUXILIARIES = frozenset({"would", "will", "wo"})
_REFUSING = frozenset({"refuse", "fail"})
_ANSWERS = frozenset({"AGREE", "REJECT"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "acl", "patient"})
#: What an answer may stand beside and still leave out what it answers.
_LOOSE = frozenset({"agent", "on", "in", "at", "after"})


def with_answers(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The events of a sentence with those of its elliptic answers; a question that is answered goes."""
    out = list(drafts)
    for clause in scene.clauses:
        op = _answer(scene, clause)
        told = [d for d in out if d.clause.head == clause.head]
        if op is None or any(d.recipients or d.type not in _ANSWERS for d in told):
            continue
        who = tuple(e for p in clause.roles.get("agent", ()) for e in scene.casting.coded(p))
        codes = {e.code for e in who}
        asked = [d for d in out if d.clause.trigger < clause.trigger and codes & _expected(d)]
        if not asked:
            continue
        made_of = _to(scene, clause, op, asked[-1], who)
        if made_of is not None:
            out = [d for d in out if d not in told]
            out.append(made_of)
            if asked[-1].factuality == "hypothetical":
                out.remove(asked[-1])
    return out


def _expected(draft: Draft) -> frozenset[str]:
    """Who is to answer: the addressee of a request, the actor of what is asked after."""
    if draft.type == "REQUEST" and draft.factuality == "actual":
        return codes_of(draft.recipients)
    if draft.factuality == "hypothetical" and draft.clause.marker in {"whether", "if"}:
        return draft.codes
    return frozenset()


def _to(scene: Scene, clause: Clause, op: str, asked: Draft, who: tuple[Entity, ...]) -> Draft | None:
    if asked.type == "REQUEST":
        kind = "REJECT" if op == "refuse" else "AGREE"
        return asked._replace(
            clause=clause,
            type=kind,
            mode=asked.mode if op == "refuse" else None,
            modes=asked.modes if op == "refuse" else (),
            actors=merge(who),
            recipients=minus(asked.actors, who),
            steps=(*asked.steps, f"{clause.lemma} ({op}) answers → {kind}"),
            factuality="actual",
            op=op,
        )
    found = made(scene, op, asked._replace(factuality="actual"), who, asked.clause)
    if found is None:
        return None
    modes = (found.mode,) if found.mode else ()
    return found._replace(clause=clause, actors=merge(who), factuality="actual", modes=modes, op=op)


def _answer(scene: Scene, clause: Clause) -> str | None:
    """The operator that a clause is, if it says only yes or no: "would not", "refused", "said no"."""
    if clause.kind != "verb" or any((k.link or "") in _COMPLEMENTS for k in scene.of(clause)):
        return None
    if clause.lemma in _AUXILIARIES and clause.parent is not None:
        above = scene.match(scene.clauses[clause.parent])
        if above is None or above.sense.op != "report":
            return None
        return "refuse" if clause.negated else "promise"
    if clause.negated or set(clause.roles) - _LOOSE:
        return None
    match = scene.match(clause)
    if match is None:
        return None
    if match.sense.op in _REFUSING:
        return "refuse"
    return "promise" if match.sense.op == "promise" else None
