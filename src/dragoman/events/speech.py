"""What speaking makes of an event: promises, refusals and demands in the verb's mood, reports that
turn on their complement, and judgements of others."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.act import Act
from dragoman.events.algebra import class_of
from dragoman.events.draft import Draft, Outcome
from dragoman.events.roles import merge, minus
from dragoman.events.scene import Scene
from dragoman.events.wording import moded
from dragoman.language.grammar import Clause
from dragoman.model import Entity

#: The frame of words that judge their subject ("is a reliable partner").
EVALUATED = "evaluated"
_DEMANDS = frozenset(
    {"demand", "ask", "request", "require", "urge", "order", "recommend", "propose", "advise", "stipulate"}
)
_QUESTIONS = frozenset({"whether", "if", "how", "why", "what"})


def settle(scene: Scene, draft: Draft) -> Draft:
    """What somebody will do is a promise, an announced withdrawal a concession, "will not" a refusal;
    what a quoted speaker says must be done is a demand."""
    clause = draft.clause
    speaker = scene.casting.speaker
    if speaker is not None and clause.modal in {"must", "should"} and clause.parent is None:
        inner = replace(draft, factuality="negated" if clause.negated else "actual")
        made = _made(scene, "request", inner, (speaker,), clause)
        if made is not None:
            others = tuple(e for e in (*draft.actors, *draft.recipients) if e.code != speaker.code)
            return replace(made, actors=(speaker,), recipients=merge(others), factuality="actual")
    kind = class_of(replace(draft, factuality="actual"))
    will = clause.modal in {"will", "shall", "would"}
    if will and clause.negated and kind in {"cooperative", "yield"}:
        return _made(scene, "refuse", replace(draft, factuality="actual"), draft.actors, clause) or draft
    unless = any(k.marker == "unless" for k in scene.of(clause))
    if will and unless and not clause.negated and kind == "conflict" and draft.factuality in {"future", "hypothetical"}:
        return _made(scene, "vow", replace(draft, factuality="actual"), draft.actors, clause) or draft
    announced = will and not clause.negated and draft.factuality == "future" and kind in {"cooperative", "yield"}
    if announced and draft.type not in {"AGREE", "CONCEDE"}:
        row = scene.lexicon.algebra.row("announce", replace(draft, factuality="actual"))
        return replace(
            draft, type=row.type or draft.type, mode=None, modes=(), steps=(*draft.steps, f"will → {row.type}")
        )
    return draft


def _made(scene: Scene, op: str, inner: Draft, actors: tuple[Entity, ...], clause: Clause) -> Draft | None:
    """The event that an operator makes of another event with the same actor."""
    row = scene.lexicon.algebra.row(op, inner)
    if row.type is None:
        return None
    own = actors
    others = minus((*inner.recipients, *inner.actors), own)
    if op != "request" and inner.type in {"CONSULT", "COOPERATE"} and not inner.recipients:
        own = tuple(a for a in inner.actors if _is_subject(scene, clause, a)) or inner.actors
        others = minus(inner.actors, own)
    algebra = scene.lexicon.algebra
    made = replace(
        inner,
        type=algebra.type(row, inner) or inner.type,
        mode=algebra.mode(row, inner),
        actors=own,
        recipients=others,
        steps=(*inner.steps, f"{op} × {class_of(inner)} → {row.type}"),
        depth=inner.depth + 1,
    )
    return moded(scene, made, algebra.told(row, inner), content=())


def _is_subject(scene: Scene, clause: Clause, entity: Entity) -> bool:
    tokens = scene.sentence.tokens
    return any(
        tokens[p.left].start <= entity.span[0] and entity.span[1] <= tokens[p.right - 1].end
        for p in clause.roles.get("agent", ())
    )


def as_said(act: Act) -> Act:
    """What an operator is with this complement: "told X to go" is an order, "told X that Y had gone" a
    report; "wants to meet X" an intention, "wants X to go" a demand, "does not want talks" a refusal."""
    kids = act.governed
    finite = any(k.link == "ccomp" and k.tense in {"past", "present"} and k.modal is None for k in kids)
    asked = any(k.link == "ccomp" and k.marker in _QUESTIONS for k in kids)
    if act.op in {"threaten", "vow"} and _of_others(act):
        return act.turned("report")
    told = act.clause.roles.get("patient", ())[:1]
    if (
        act.op in {"threaten", "vow"}
        and told
        and any(k.link == "xcomp" and k.roles.get("agent", ())[:1] == told for k in kids)
    ):
        return act.turned("request")
    if (act.op in {"order", "announce", "desire"} and finite) or (act.op == "request" and asked):
        return act.turned("report")
    if act.op == "request" and finite and act.clause.lemma not in _DEMANDS:
        # "insisted that Y is its own": said, not asked.
        return act.turned("report")
    if act.op == "allow" and act.clause.negated:
        return replace(act.turned("refuse"), clause=replace(act.clause, negated=False))
    if act.op != "desire":
        return act
    if act.clause.negated:
        return replace(act.turned("refuse"), clause=replace(act.clause, negated=False))
    own = act.clause.roles.get("agent", ())[:1]
    intends = any(k.link == "xcomp" and k.roles.get("agent", ())[:1] == own for k in kids)
    return act.turned("attempt" if intends else "request")


def _of_others(act: Act) -> bool:
    """ "warned that Russia would retaliate": the speaker warns of what somebody else will do."""
    casting = act.scene.casting
    own = {e.code for p in act.clause.roles.get("agent", ()) for e in casting.coded(p)}
    warned = {
        e.code for r in ("patient", "recipient", "to") for p in act.clause.roles.get(r, ()) for e in casting.coded(p)
    }
    doers = {
        e.code for k in act.governed if k.link == "ccomp" for p in k.roles.get("agent", ()) for e in casting.coded(p)
    }
    return bool(doers) and not doers & own and not doers & warned


def evaluate(act: Act, inner: dict[int, Outcome]) -> Outcome:
    """ "X said that Y is a reliable partner": praise or blame of Y by whoever says so, and nothing if nobody does."""
    clause = act.clause
    rest = tuple(d for found in inner.values() for d in found.events)
    judges = speakers(act.scene, clause)
    own = {s.code for s in judges}
    roles = ("agent", "subject", "patient")
    about = tuple(e for role in roles for p in clause.roles.get(role, ()) for e in act.scene.casting.coded(p))
    others = merge(e for e in minus(about, judges) if e.basis != "pronoun" or e.code not in own)
    if clause.negated or not judges or not others:
        return Outcome(rest, ())
    kind = "SUPPORT" if act.op == "praise" else "ACCUSE"
    mode = "disapprove" if kind == "ACCUSE" else None
    draft = Draft(
        clause=clause,
        type=kind,
        mode=mode,
        modes=(mode,) if mode else (),
        actors=judges,
        recipients=others,
        steps=(f"{act.sense.id} ({act.op}) of its subject → {kind}",),
        rivals=act.match.rivals,
        depth=1,
    )
    return Outcome((draft, *rest), (draft,))


def speakers(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who says the clause: the quoted speaker, or the agent of the reporting clause above."""
    parent = clause.parent
    while parent is not None:
        above = scene.clauses[parent]
        match = scene.match(above)
        if match is not None and match.sense.op in {"report", "announce", "promise"}:
            found = tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p))
            return merge(found)
        parent = above.parent
    speaker = scene.casting.speaker
    return (speaker,) if speaker is not None and speaker.code else ()
