"""What is a sign of something: "visited Y in a show of support for Z", "the visit was a gesture of solidarity with Z by
X" tell of the support itself."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.behests import beside
from dragoman.events.ordinals import counted
from dragoman.events.scene import Scene, factuality_of
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at, prepositions

#: What signs are of that counts as done by giving them.
_SHOWN = frozenset({"SUPPORT", "PROTEST", "ACCUSE"})
_FRAMING = frozenset({"prep:in", "prep:as"})
_DOERS = ("agent", "by", "poss", "adj")


def shown(scene: Scene) -> Scene:
    """The scene where nouns that something is a sign of have the roles of that sign and whoever gives it, and
    nouns that say who wanted a deed whoever does it."""
    found = {k.index: lent for k in scene.clauses if k.kind == "noun" and (lent := _shown(scene, k)) is not None}
    signs = frozenset(
        k.index for k in scene.clauses for f in found.values() if f.parent == k.index and k.kind == "noun"
    )
    borne = {**beside(scene), **found}
    full = {**counted(scene), **borne}
    if not full:
        return scene
    clauses = tuple(full.get(c.index, c) for c in scene.clauses)
    kids = {k: tuple(full.get(c.index, c) for c in v) for k, v in scene.kids.items()}
    idle = scene.idle | signs
    return replace(
        scene, clauses=clauses, kids=kids, idle=idle, borne=scene.borne | frozenset(borne), views={}, matches={}
    )


def _shown(scene: Scene, noun: Clause) -> Clause | None:
    """A noun that something is a sign of, with all that is said of the sign; None for any other noun."""
    tokens = scene.sentence.tokens
    above = tokens[tokens[noun.head].head]
    if above.lower != "of" or tokens[above.head].lemma not in listed("signs"):
        return None
    match = scene.match(noun)
    if match is None or match.sense.type not in _SHOWN:
        return None
    sign = next((k for k in scene.clauses if k.head == above.head), None)
    if any(tokens[k].lower in {"no", "any", "little"} for k in scene.sentence.children[above.head]):
        return None
    roles = {**(sign.roles if sign is not None else _around(scene, above.head)), **noun.roles}
    roles = {name: found for name, found in roles.items() if name not in {"of", "subject", "in"}}
    link, governor = _governor(scene, noun, sign, above.head)
    if governor is None or link is None:
        return None
    if not any(scene.casting.coded(p) for r in _DOERS for p in roles.get(r, ())):
        roles["agent"] = _giver(scene, governor, link)
    return replace(noun, roles=roles) if roles.get("agent") or any(r in roles for r in _DOERS) else None


def _governor(scene: Scene, noun: Clause, sign: Clause | None, head: int) -> tuple[str | None, Clause | None]:
    """The clause that a sign hangs on, and how, where it says that the sign is given."""
    below = sign or noun
    governor = scene.clauses[below.parent] if below.parent is not None else None
    link = sign.link if sign is not None else _link(scene, head)
    if governor is None or link is None:
        return None, None
    if governor.kind == "noun" or governor.lemma in listed("regarding") or factuality_of(governor) != "actual":
        return None, None
    if governor.tense == "none" and governor.infinitive:
        return None, None
    given = link == "patient" and governor.lemma in listed("amounting")
    return (link, governor) if given or link in {"attr", *_FRAMING} else (None, None)


def _link(scene: Scene, head: int) -> str | None:
    token = scene.sentence.tokens[head]
    if token.dep == "pobj":
        return f"prep:{scene.sentence.tokens[token.head].lower}"
    return {"attr": "attr", "dobj": "patient"}.get(token.dep)


def _around(scene: Scene, head: int) -> dict[str, tuple[Phrase, ...]]:
    """The prepositional phrases of a noun that is no clause."""
    return {
        name: tuple(phrase_at(scene.sentence, o) for o in objects)
        for _, name, objects in prepositions(scene.sentence, head)
    }


def _giver(scene: Scene, governor: Clause, link: str) -> tuple[Phrase, ...]:
    """Who gives a sign: who does what it is given with, or whose deed it is said of."""
    subjects = governor.roles.get("agent", ())
    if link in _FRAMING:
        return subjects
    heads = {p.head for p in subjects}
    deeds = [k for k in scene.clauses if k.kind == "noun" and k.head in heads]
    return tuple(p for k in deeds for r in _DOERS for p in k.roles.get(r, ()))
