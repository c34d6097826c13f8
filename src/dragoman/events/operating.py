"""Who operates: whose promise, threat, praise or demand it is."""

from __future__ import annotations

from dragoman.events.act import Act
from dragoman.events.governing import COMPLEMENTS
from dragoman.events.roles import actors_of
from dragoman.events.routing import from_above, from_below
from dragoman.events.senses import Frame
from dragoman.events.speech import speakers
from dragoman.events.words import listed
from dragoman.model import Entity

_ACTOR = Frame("operator", ("agent", "by", "poss", "adj", "compound", "from"), ())
_GIVER = Frame("operator", ("agent", "by", "poss", "adj", "compound", "from", "of"), ())
_SUBJECT = Frame("subject", ("patient",), ())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def operating(act: Act) -> tuple[Entity, ...]:
    """Who operates: the agent, the possessor of a noun, who is above a participle, the subject of a state."""
    casting, clause = act.scene.casting, act.clause
    if _greets(act):
        return speakers(act.scene, clause)
    complement = any(k.link in COMPLEMENTS for k in act.governed)
    own = clause.kind == "noun" and (
        complement or act.op in {"promise", "announce", "threaten", "attempt", "vow", "expect"}
    )
    actors = actors_of(casting, clause, _GIVER if own else _ACTOR, act.match.object_role)
    if not any(a.code for a in actors):
        actors = from_above(act.scene, clause) or from_below(act) or actors
    if not actors and (
        clause.kind == "adj" or (clause.voice == "passive" and act.op in {"promise", "attempt", "announce", "expect"})
    ):
        actors = actors_of(casting, clause, _SUBJECT, "patient")
    if not actors and clause.kind == "adj":
        # "X said it was vital for Y to leave": what somebody says is theirs to ask.
        actors = speakers(act.scene, clause)
    return actors


def _greets(act: Act) -> bool:
    """ "*Thank* you for your help," X told Y: by whoever says so."""
    tokens = act.scene.sentence.tokens
    verb = tokens[act.clause.head]
    own = any(tokens[k].dep in _SUBJECTS for k in act.scene.sentence.children[verb.i])
    greeting = act.op == "praise" and act.clause.kind == "verb" and act.clause.lemma in listed("greeting")
    return greeting and verb.tag in {"VB", "VBP"} and not own and not act.clause.infinitive
