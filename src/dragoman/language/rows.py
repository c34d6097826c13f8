"""Predicates in a row that small parsers join to the wrong word: "plans to visit X, *meet* Y and *sign* …", "ten were
killed and 20 *wounded*"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.tree import Token

#: Forms of the verb above that no bare infinitive can stand beside, and of the infinitive taken for a present.
_FINITE = frozenset({"VBD", "VBZ", "VBN"})
_BARE = frozenset({"VB", "VBP"})
_BELOW = frozenset({"xcomp", "ccomp", "advcl"})
_OWN = frozenset({"aux", "auxpass", "nsubj", "nsubjpass", "expl"})


def enchained(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with such infinitives joined to the first one of the row."""
    found = [t for t in tokens if t.dep == "conj" and t.tag in _BARE and _stands_alone(tokens, t)]
    elided = [(t, i) for t in tokens if (i := _elided(tokens, t)) is not None]
    if not found and not elided:
        return tokens
    out = list(tokens)
    for noun, verb in elided:
        out[verb] = tokens[verb]._replace(dep="conj", head=noun.head)
        out[noun.i] = noun._replace(dep="nsubjpass", head=verb)
    for t in found:
        first = _first(tokens, t)
        if first is not None:
            out[t.i] = t._replace(head=first)
            for k in tokens[first : t.i]:
                if k.head == t.head and k.dep == "cc":
                    out[k.i] = k._replace(head=first)
    return tuple(out)


def _elided(tokens: Sequence[Token], noun: Token) -> int | None:
    """ "ten were killed and 20 *others* wounded": the participle right behind a noun that was joined to a passive."""
    above = tokens[noun.head]
    if noun.dep != "conj" or noun.pos not in {"NOUN", "NUM", "PROPN"} or above.tag != "VBN" or above.i > noun.i:
        return None
    if not any(t.head == above.i and t.dep in {"nsubjpass", "auxpass"} for t in tokens[: above.i]):
        return None
    after = tokens[noun.i + 1] if noun.i + 1 < len(tokens) else None
    return after.i if after is not None and after.dep == "acl" and after.tag == "VBN" and after.head == noun.i else None


def _stands_alone(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a bare form hangs on a verb that is none and has no subject or auxiliary of its own."""
    above = tokens[verb.head]
    if above.tag not in _FINITE or above.i > verb.i:
        return False
    return not any(t.head == verb.i and t.dep in _OWN for t in tokens)


def _first(tokens: Sequence[Token], verb: Token) -> int | None:
    """The last infinitive with "to" before it that the verb above, or its object, governs."""
    above = verb.head
    for t in reversed(tokens[above + 1 : verb.i]):
        beneath = t.head == above and t.dep in _BELOW
        of_object = (
            tokens[t.head].head == above and tokens[t.head].dep in {"dobj", "attr"} and t.dep in {"acl", "relcl"}
        )
        if t.tag == "VB" and (beneath or of_object) and _has_to(tokens, t):
            return t.i
    return None


def _has_to(tokens: Sequence[Token], verb: Token) -> bool:
    return any(t.head == verb.i and t.dep == "aux" and t.lower == "to" for t in tokens[: verb.i])
