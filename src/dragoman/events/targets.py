"""Who an event noun is aimed at by what stands around it: "X, the target of sanctions by Y", "X went ahead despite
objections from Y"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of, merge
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at
from dragoman.model import Entity

#: What those around it say to whoever acts all the same.
_SAID = frozenset({"ACCUSE", "REJECT", "THREATEN"})
#: After what is said to them somebody acts: "backed down *after* threats by X".
_AFTER = frozenset({"prep:after", "prep:following", "prep:amid", "prep:under"})
_AGAINST = frozenset({"prep:despite", "prep:in spite of", "prep:over", "prep:against"})


def aimed(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those of nouns with whom the words around them say that they are aimed at."""
    return [_aimed(scene, d) if d.clause.kind == "noun" else d for d in drafts]


def _aimed(scene: Scene, draft: Draft) -> Draft:
    others = _target(scene, draft.clause)
    if not others and draft.type in _SAID and not any(r.code for r in draft.recipients):
        others = _defying(scene, draft.clause)
    others = merge(e for e in others if e.code not in draft.codes)
    return draft._replace(recipients=others) if others and draft.codes - codes_of(others) else draft


def _target(scene: Scene, noun: Clause) -> tuple[Entity, ...]:
    """Who is called the target of what a noun names, beside a name or by a copula."""
    sentence = scene.sentence
    of = sentence.tokens[sentence.tokens[noun.head].head]
    target = sentence.tokens[of.head]
    if of.lower != "of" or target.lemma not in listed("targets"):
        return ()
    if target.dep == "appos":
        return scene.casting.coded(phrase_at(sentence, target.head))
    copula = next((k for k in scene.clauses if k.head == target.head and k.kind == "verb"), None)
    if target.dep != "attr" or copula is None or copula.negated or copula.modal is not None:
        return ()
    return merge(e for p in copula.roles.get("agent", ()) for e in scene.casting.coded(p))


def _defying(scene: Scene, noun: Clause) -> tuple[Entity, ...]:
    """Who does all the same what a noun says that others are against."""
    own = scene.clauses[noun.index]
    above = scene.clauses[own.parent] if own.parent is not None else None
    if above is None or above.kind != "verb" or own.link not in _AGAINST | _AFTER:
        return ()
    return merge(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p))
