"""Who did it where the clause names nobody: the makers of the attack that it is said of, those of the place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.actors.owners import SENT
from dragoman.events.matching import Match
from dragoman.events.parties import merge
from dragoman.events.roles import actors_of
from dragoman.events.routing import doing_beside
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at, prepositions
from dragoman.model import Entity

#: What only those who govern a place can do there.
_BY_AUTHORITIES = frozenset({
    ("COERCE", "arrest"), ("COERCE", "deport"), ("COERCE", "censor"), ("COERCE", "curfew"), ("COERCE", "martial-law"),
    ("SANCTION", "convict"), ("SANCTION", "expel"), ("ACCUSE", "investigate"), ("ACCUSE", "allege"),
    ("RETREAT", "release"),
})  # fmt: skip
#: What goes before a release and brings it about, and how it is joined to it.
_LENIENT = frozenset({"CONCEDE", "RETREAT"})
_UPON = frozenset({"after", "when", "once", "as", "because"})
#: What closes a land to those who would come into it.
_CLOSING = frozenset({"COERCE", "SANCTION"})
#: How a visit is joined to what the visitor does then, and words of one that was told before.
_MEANWHILE = frozenset({"prep:on", "prep:during", "prep:after"})
_KNOWN = frozenset({"the", "this", "that"})
_THERE = ("in", "at", "from", "on", "across", "through", "throughout", "near", "outside", "around")


def unnamed(scene: Scene, clause: Clause, source: Clause, match: Match) -> tuple[Entity, ...]:
    """The actors of a deed that has none of its own; `source` is the clause with what its object lends it."""
    sense = match.sense
    host = _host(scene, source)
    if host:
        return host
    if (sense.type, sense.mode) == ("CONSULT", "visit"):
        return _traveller(scene, clause)
    if (sense.type, sense.mode) == ("SANCTION", "expel"):
        left = _land_to_leave(scene, clause)
        if left:
            return left
    freed = _freeing(scene, clause) if (sense.type, sense.mode) == ("RETREAT", "release") else ()
    if freed:
        return freed
    shut = _land_closed(scene, clause) if sense.type in _CLOSING and clause.voice == "passive" else ()
    if shut:
        return shut
    truce = clause.kind == "noun" and (sense.type, sense.mode) == ("RETREAT", "ceasefire")
    if truce or sense.type == "PROTEST" or (sense.type, sense.mode) in _BY_AUTHORITIES:
        return _of_the_place(scene, source)
    return _attackers(scene, clause) if sense.type == "ASSAULT" and clause.kind == "verb" else ()


def _traveller(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who is on a visit that only an adjunct tells of: "*on* a visit to Kyiv, X said"; "the" visit was told before."""
    definite = any(scene.sentence.tokens[k].lower in _KNOWN for k in scene.sentence.children[clause.head])
    found = () if definite else doing_beside(scene, clause, _MEANWHILE)
    return tuple(e for e in found if e.sector)


def _land_to_leave(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who sends somebody away by the land that they are to leave: "was told to leave *Mali*"."""
    leaving = (k for k in (clause, *scene.of(clause)) if k.lemma == "leave")
    found = (e for k in leaving for p in k.roles.get("patient", ()) for e in scene.casting.coded(p))
    return merge(replace(e, basis="place") for e in found if e.basis in {"named", "metonym", "place"})


def _land_closed(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who keeps somebody out by the land that they would come into: "was barred from entering *Mali*"."""
    kept = (k for k in scene.of(clause) if k.link == "prep:from" and k.lemma in listed("entering"))
    lands = (p for k in kept for role in ("patient", "into", "to", "in") for p in k.roles.get(role, ()))
    return merge(replace(e, sector="GOV", basis="place") for p in lands for e in scene.casting.coded(p))[:1]


def _freeing(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Whose leave lets somebody go: "was freed after *the cabinet* approved a pardon"."""
    if clause.voice != "passive":
        return ()
    for kid in scene.of(clause):
        if kid.kind != "verb" or kid.marker not in _UPON or kid.voice == "passive" or kid.negated:
            continue
        acts = (kid, *(k for k in scene.of(kid) if k.kind == "noun" and k.link == "patient"))
        if any((m := scene.match(k)) is not None and m.sense.type in _LENIENT for k in acts):
            found = merge(e for p in kid.roles.get("agent", ()) for e in scene.casting.doers(p))
            if found:
                return found
    return ()


def _attackers(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """ "an attack carried out by X *in which* two were killed": who made the attack that the clause is said of."""
    for noun in _told_of(scene, clause):
        match = scene.match(noun)
        if match is None or match.sense.type != "ASSAULT" or match.sense.frame is None:
            continue
        made = (k for k in scene.of(noun) if k.link == "acl" and k.voice == "passive")
        by = merge(e for k in made for p in k.roles.get("agent", ()) for e in scene.casting.coded(p))
        found = by or actors_of(scene.casting, noun, match.sense.frame, match.object_role)
        if any(e.code for e in found):
            return found
    return ()


def _told_of(scene: Scene, clause: Clause) -> Iterator[Clause]:
    """The nouns above a relative clause with "in which", nearest first."""
    sentence = scene.sentence
    within = any(
        sentence.tokens[k].dep == "prep" and any(sentence.tokens[o].tag == "WDT" for o in sentence.children[k])
        for k in sentence.children[clause.head]
    )
    parent = clause.parent if within else None
    while parent is not None:
        above = scene.clauses[parent]
        if above.kind == "noun":
            yield above
        parent = above.parent


def _host(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who summons or expels an envoy: the state that the envoy is sent *to*."""
    if clause.lemma not in listed("receiving"):
        return ()
    sentence = scene.sentence
    for phrase in clause.roles.get("patient", ()):
        if SENT.search(sentence.tokens[phrase.head].lemma):
            for _, name, objects in prepositions(sentence, phrase.head):
                found = tuple(e for o in objects for e in scene.casting.coded(phrase_at(sentence, o)))
                if name in {"to", "in"} and found:
                    return found
    return ()


def _of_the_place(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """An arrest without an agent is of the authorities of the place that is named, a protest of its people."""
    for role in _THERE:
        for phrase in (*clause.roles.get(role, ()), *clause.adjuncts.get(role, ())):
            if scene.sentence.tokens[phrase.head].lemma in listed("leading"):
                continue
            found = tuple(
                replace(e, basis="place")
                for e in scene.casting.coded(phrase)
                if e.basis in {"named", "metonym", "place"}
            )
            if found:
                return found
    return ()
