"""Attachments that small parsers get wrong and that a word decides, put right on the tree."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.tree import Token

#: Verbs that take somebody and, with "of", what is laid to them, told them or taken from them.
_OF = frozenset({
    "accuse", "convict", "acquit", "suspect", "absolve", "deprive", "strip", "rob", "cleanse", "rid", "relieve",
    "assure", "remind", "inform", "notify", "warn", "advise",
})  # fmt: skip


def mend(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with "accused X *of* Y" hung on the verb."""
    if not any(t.lemma in _OF for t in tokens):
        return tokens
    out = list(tokens)
    for t in tokens:
        if t.lower == "of" and t.dep == "prep":
            noun = tokens[t.head]
            verb = tokens[noun.head]
            object_of = noun.dep in {"dobj", "nsubjpass"} and verb.pos == "VERB" and verb.lemma in _OF
            if object_of and noun.i < t.i and _is_charge(tokens, t.i) and not _has_of(tokens, verb.i):
                out[t.i] = t._replace(head=verb.i)
    return tuple(out)


def _is_charge(tokens: Sequence[Token], prep: int) -> bool:
    """Whether what follows is done and not owned: a gerund or a bare common noun, "of mass murder"."""
    for t in tokens[prep + 1 :]:
        if t.head == prep:
            return t.dep == "pcomp" or (t.pos == "NOUN" and tokens[prep + 1].lower != "the")
    return False


def _has_of(tokens: Sequence[Token], verb: int) -> bool:
    return any(t.head == verb and t.lower == "of" for t in tokens)
