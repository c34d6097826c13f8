"""Whose charge or demand somebody answers: "X accused Y of spying, *which Y denied*"; "Y rejected *the demand*"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of
from dragoman.events.scene import Scene
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity

#: What somebody answers that is said to them.
_SAID = frozenset({"ACCUSE", "REQUEST", "AGREE", "THREATEN"})
_POINTING = frozenset({"it", "this", "that", "which", "something", "them", "these", "those", "both", "all"})
_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "such", "all", "any", "both"})
#: What stands beside an answer that leaves out what it answers.
ALONE = frozenset({"agent", "on", "in", "at", "after"})
#: What shows that a charge is another one than that told before.
_OWN = frozenset({"by", "from", "of", "for", "against", "to", "on", "about"})


def accusers(scene: Scene, draft: Draft, known: Sequence[Draft]) -> tuple[Entity, ...]:
    """Who said what is answered: the one who accused, asked or threatened the actor last, or who told of the actor's
    deed. `known` are the drafts before, the last one first."""
    if _is_elided(draft) and known:
        return _asker(draft, known)
    pointing = [t for p in draft.clause.roles.get("patient", ()) if _points(scene, t := scene.sentence.tokens[p.head])]
    if draft.type != "REJECT" or not pointing:
        return ()
    claim = any(scene.lexicon.in_class(t.lemma, "claim") for t in pointing)
    for said in known:
        if claim and said.type not in {"ACCUSE", "THREATEN"} and not said.sources:
            continue
        if said.type in _SAID and codes_of(said.recipients) & draft.codes and said.codes - draft.codes:
            return said.actors
        if said.codes & draft.codes:
            found = tuple(
                Entity(s.code, None, s.name or "", s.name, s.span, "named")
                for s in said.sources[-1:]
                if s.code and s.kind == "speaker" and s.code not in draft.codes
            )
            if found:
                return found
    return ()


def _is_elided(draft: Draft) -> bool:
    """ "X refused.", "Y agreed on Monday.": nothing is said of what."""
    clause = draft.clause
    alone = clause.kind == "verb" and not set(clause.roles) - ALONE
    return alone and draft.type in {"REJECT", "AGREE"} and "× none" in draft.steps[-1]


def _asker(draft: Draft, known: Sequence[Draft]) -> tuple[Entity, ...]:
    """Who asked it of the actor in the last draft, or in the one before."""
    for said in known[:2]:
        if said.type in {"REQUEST", "AGREE"} and codes_of(said.recipients) & draft.codes and said.codes - draft.codes:
            return said.actors
    return ()


def _points(scene: Scene, token: Token) -> bool:
    """Whether a noun phrase says no more than that it was said before: "the charge", "a claim that Y denied"."""
    if token.pos in {"PRON", "DET"} and token.lower in _POINTING:
        return True
    if token.pos != "NOUN" or not (scene.lexicon.in_class(token.lemma, "claim") or _is_asked(scene, token)):
        return False
    kids = [scene.sentence.tokens[k] for k in scene.sentence.children[token.i]]
    if any(k.dep in {"poss", "nmod"} or (k.dep == "prep" and k.lower in _OWN) for k in kids):
        return False
    if any(k.pos == "PROPN" for k in kids) or any(k.dep == "acl" and k.tag in {"VBG", "VB"} for k in kids):
        return False
    phrase = phrase_at(scene.sentence, token.i)
    before = scene.sentence.tokens[phrase.left - 1].text if phrase.left else ""
    return token.dep in {"npadvmod", "appos"} or before == "," or any(k.lower in _DETERMINERS for k in kids)


def _is_asked(scene: Scene, token: Token) -> bool:
    """Whether a noun is a demand, an offer or a threat."""
    return any(
        s.type in _SAID or s.op in {"request", "promise", "threaten"} for s in scene.lexicon.nouns.get(token.lemma, ())
    )
