"""Whose turn speakers say it is: a demand of whoever has to act ("it is up to X to go", "the onus is on X")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.events.demanding import request_of
from dragoman.events.draft import Draft, Outcome
from dragoman.events.parties import merge, minus
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at
from dragoman.model import Entity

_BEING = frozenset({"be", "remain", "lie", "rest", "fall"})
#: What is no task unless an infinitive says of what: "the responsibility for the war lies with X".
_BLAMING = frozenset({"responsibility", "burden"})
_OBLIQUE = ("on", "upon", "with", "to")


def called_on(
    scene: Scene, clause: Clause, found: Outcome | None, speakers: tuple[Entity, ...]
) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
    """The demand that `speakers` make by saying whose turn it is, and the events of the clause without what is only
    demanded."""
    others = merge(minus((e for p in _charged(scene, clause) for e in scene.casting.coded(p)), speakers))
    events = found.events if found is not None else ()
    tasks = [k for k in scene.of(clause) if k.infinitive and k.kind == "verb"]
    idle = not tasks and any(scene.sentence.tokens[p.head].lemma in _BLAMING for p in clause.roles.get("agent", ()))
    if not others or idle or any(k.lemma in listed("choosing") for k in tasks):
        return (), events
    heads = {k.head for k in tasks}
    inner = next((d for d in events if d.clause.head in heads), None)
    draft = request_of(scene, clause, inner, (speakers, others), "said whose turn it is → REQUEST", tuple(tasks))
    return (draft,), tuple(d for d in events if d.clause.head not in heads)


def _charged(scene: Scene, clause: Clause) -> Iterator[Phrase]:
    """Who has to act."""
    if clause.kind != "verb" or clause.lemma not in _BEING or clause.negated or clause.question:
        return
    sentence, subjects = scene.sentence, clause.roles.get("agent", ())
    first = sentence.tokens[subjects[0].head] if len(subjects) == 1 else None
    if first is None:
        return
    if first.lemma in listed("charges"):
        yield from (p for r in _OBLIQUE for p in clause.roles.get(r, ()))
        courts = [p for p in clause.roles.get("in", ()) if sentence.tokens[p.head].lemma == "court"]
        owners = [k for p in courts for k in sentence.children[p.head] if sentence.tokens[k].dep == "poss"]
        yield from (phrase_at(sentence, k) for k in owners)
    elif first.lower == "it" and any(k.infinitive for k in scene.of(clause)):
        up = any(sentence.tokens[k].lower == "up" for k in sentence.children[clause.head])
        yield from clause.roles.get("to" if up or clause.lemma == "fall" else "for", ())


def turns_of(
    scene: Scene, clauses: Sequence[Clause], inner: dict[int, Outcome], speakers: tuple[Entity, ...]
) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
    """The demands of `called_on` over several clauses; empty where nobody speaks or none of them demands."""
    if not any(s.code for s in speakers):
        return (), ()
    made: list[Draft] = []
    told: list[Draft] = []
    for clause in clauses:
        asked, rest = called_on(scene, clause, inner.get(clause.index), speakers)
        made.extend(asked)
        told.extend(rest)
    return (tuple(made), tuple(told)) if made else ((), ())
