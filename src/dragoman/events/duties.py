"""What speakers say that others must do: a demand, though nothing that the lexicon knows is to be done."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.demanding import request_of
from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import OUGHT, Clause, Phrase
from dragoman.model import Entity

_SEMI = frozenset({"have", "need"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "why", "how", "when", "where", "what"})


def demanded(scene: Scene, clauses: Sequence[Clause], speakers: tuple[Entity, ...]) -> tuple[Draft, ...]:
    """The demands that `speakers` make by saying these clauses, which are no events otherwise."""
    if not any(s.code for s in speakers):
        return ()
    found = (_demand(scene, clause, speakers) for clause in clauses)
    return tuple(draft for draft in found if draft is not None)


def required(scene: Scene, clause: Clause) -> tuple[Draft, ...]:
    """The demand of whoever is quoted with a clause that is no event otherwise."""
    speaker = scene.voice(clause)
    return demanded(scene, (clause,), (speaker,)) if speaker is not None else ()


def _demand(scene: Scene, clause: Clause, speakers: tuple[Entity, ...]) -> Draft | None:
    if clause.question or clause.marker in _CONDITIONS:
        return None
    bound = _bound(scene, clause)
    if bound is None:
        return None
    own = {s.code for s in speakers}
    subject = bound.roles.get("agent", ()) if bound.voice == "active" else bound.roles.get("patient", ())
    both = [e for p in subject for e in scene.casting.coded(p)]
    others = merge(e for e in both if e.code not in own)
    if others and any(e.code in own for e in both):
        # "France and Poland should be partners"
        return None
    if not others and bound.voice == "active" and not any(_everybody(scene, p) for p in subject):
        return None
    if not others and any(e.code for p in subject for e in scene.casting.coded(p)):
        return None
    return request_of(scene, clause, None, (speakers, others), "said that it must be → REQUEST", (bound,))


def _bound(scene: Scene, clause: Clause) -> Clause | None:
    """The clause that names who is bound to do something, or to whom it is to be done."""
    if clause.modal in OUGHT:
        sure = clause.aspect == "perfect" or (clause.aspect == "progressive" and clause.modal == "must")
        return None if sure else clause
    kids = scene.of(clause)
    if clause.kind == "verb" and clause.lemma in _SEMI and not clause.negated:
        return next((k for k in kids if k.link == "xcomp" and k.infinitive), None)
    tokens = scene.sentence.tokens
    words = {clause.lemma} if clause.kind == "adj" else {tokens[k].lower for k in scene.sentence.children[clause.head]}
    if words & listed("needful") and not clause.negated:
        return next((k for k in kids if k.link == "ccomp" and k.kind == "verb" and k.marker == "that"), None)
    return None


def _everybody(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase means all who are concerned: "all sides", "the international community"."""
    token = scene.sentence.tokens[phrase.head]
    return token.lower.removesuffix("s") in listed("everybody") or (
        token.lemma in listed("everybody") and token.pos in {"NOUN", "PRON"}
    )
