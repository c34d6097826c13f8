"""What is counted of a kind: "the visit was *the first by X to Y*", "the talks, *the first between X and Y*": said of
the visit and of the talks themselves."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at, prepositions

_SIDES = frozenset({"by", "between", "among", "with", "to", "on", "against", "from", "of"})


def counted(scene: Scene) -> dict[int, Clause]:
    """The event nouns that are called the first or latest of their kind, with the sides that stand there, by the index
    of their clause."""
    found: dict[int, Clause] = {}
    for token in scene.sentence.tokens:
        if token.dep in {"attr", "appos"} and {token.lower, token.lemma} & listed("ordinals"):
            noun = _noun(scene, token.i)
            if noun is not None:
                found[noun.index] = _with_sides(scene, noun, token.i)
    return {index: noun for index, noun in found.items() if noun is not scene.clauses[index]}


def _noun(scene: Scene, at: int) -> Clause | None:
    """The event noun that is counted: before the apposition, or the subject of the copula."""
    token = scene.sentence.tokens[at]
    if token.dep == "appos":
        return next((k for k in scene.clauses if k.kind == "noun" and k.head == token.head), None)
    copula = next((k for k in scene.clauses if k.kind == "verb" and k.head == token.head), None)
    if copula is None or copula.negated or copula.lemma not in {"be", "become", "mark"}:
        return None
    heads = {p.head for p in copula.roles.get("agent", ())}
    return next((k for k in scene.clauses if k.kind == "noun" and k.head in heads), None)


def _with_sides(scene: Scene, noun: Clause, at: int) -> Clause:
    roles = dict(noun.roles)
    for _, name, objects in prepositions(scene.sentence, at):
        if name in _SIDES and name not in roles:
            roles[name] = tuple(phrase_at(scene.sentence, o) for o in objects)
    return replace(noun, roles=roles) if len(roles) > len(noun.roles) else noun
