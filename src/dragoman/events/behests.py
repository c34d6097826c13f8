"""Nouns beside a deed that say who wanted or backed it: "went in *at the request of X*", "took the town *with the
support of X*". Whoever does the deed is asked and backed. And what two have agreed on, *under* which it is done."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.parties import codes_of
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase

_AGAINST = frozenset({"prep:despite", "prep:amid", "prep:over"})
_OWNERS = ("of", "from", "by", "poss", "adj")


def beside(scene: Scene) -> dict[int, Clause]:
    """These nouns with their owner as the one who asks or backs, by the index of their clause."""
    return {k.index: full for k in scene.clauses if k.kind == "noun" and (full := _full(scene, k)) is not None}


def _full(scene: Scene, noun: Clause) -> Clause | None:
    if noun.link == "prep:under" and noun.lemma in listed("accords"):
        both = codes_of(e for p in noun.roles.get("between", ()) for e in scene.casting.coded(p))
        return noun if len(both) > 1 else None
    if noun.link in _AGAINST and noun.lemma in listed("resisting"):
        owners = (*noun.roles.get("poss", ()), *noun.roles.get("of", ()))
        return replace(noun, roles={**{k: v for k, v in noun.roles.items() if k != "of"}, "poss": owners})
    named, role = _beside(noun.link)
    above = scene.clauses[noun.parent] if noun.parent is not None else None
    if above is None or above.kind != "verb" or noun.lemma not in named or role in noun.roles:
        return None
    owners = tuple(p for name in _OWNERS for p in noun.roles.get(name, ()) if scene.casting.coded(p))
    doers = _doers(scene, above)
    theirs = codes_of(e for p in doers for e in scene.casting.coded(p))
    if not owners or not theirs or theirs & codes_of(e for p in owners for e in scene.casting.coded(p)):
        return None
    kept = {name: found for name, found in noun.roles.items() if name not in _OWNERS}
    return replace(noun, roles={**kept, "poss": owners, role: doers})


def _beside(link: str | None) -> tuple[frozenset[str], str]:
    """These nouns behind a preposition, and the role of whoever does the deed."""
    if link in {"prep:at", "prep:on"}:
        return listed("behests"), "to"
    return (listed("backings"), "for") if link == "prep:with" else (frozenset(), "")


def _doers(scene: Scene, clause: Clause) -> tuple[Phrase, ...]:
    """Who does a deed; of a passive without a doer, whose what it is done with is: "*X's* troops were sent"."""
    agents = tuple(p for p in clause.roles.get("agent", ()) if scene.casting.coded(p))
    if agents or clause.voice != "passive":
        return agents
    return tuple(p for p in clause.roles.get("patient", ()) if scene.casting.coded(p))
