"""Clauses that hang on a noun: gaps further down, purposes on names, and which of several names they are said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.language.phrases import conjuncts
from dragoman.language.tree import Sentence, Token

if TYPE_CHECKING:
    from dragoman.language.clauses import Draft


def deep_gap(sentence: Sentence, draft: Draft, drafts: dict[int, Draft]) -> Draft | None:
    """ "the aid that X continues to give": the infinitive below the relative clause has the gap."""
    kids = [drafts[k] for k in sentence.children[draft.head] if sentence.tokens[k].dep == "xcomp" and k in drafts]
    if len(kids) != 1 or kids[0].kind != "verb" or not kids[0].infinitive or draft.passive:
        return None
    deps = {
        sentence.tokens[k].dep
        for k in sentence.children[kids[0].head]
        if sentence.tokens[k].lower not in {"that", "which", "whom"}
    }
    if deps & {"dobj", "ccomp", "attr", "acomp"}:
        return None
    return deep_gap(sentence, kids[0], drafts) if "xcomp" in deps else kids[0]


def is_on_name(sentence: Sentence, token: Token) -> bool:
    """ "wrote to X to ask for a meeting": an infinitive on a name after a preposition is what the verb is for."""
    noun = sentence.tokens[token.head]
    return token.dep == "acl" and noun.dep == "pobj" and noun.tag in {"NNP", "NNPS", "PRP"}


def nearest(sentence: Sentence, token: Token) -> int:
    """ "A and B, which has …": a relative clause in the singular that was hung on the first is said of the last."""
    forms = {
        sentence.tokens[k].lower for k in sentence.children[token.i] if sentence.tokens[k].dep in {"aux", "auxpass"}
    }
    if token.dep != "relcl" or not (token.tag == "VBZ" or forms & {"has", "is", "was", "does"}):
        return token.head
    left = min(sentence.children[token.i], default=token.i)
    before = [h for h in conjuncts(sentence, token.head) if token.head <= h < left]
    return before[-1] if before else token.head
