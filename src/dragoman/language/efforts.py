"""Efforts said with idioms: "do everything in our power *to help*", "do whatever it takes *to win*", "spare no effort
*to end* it"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.tree import Token
from dragoman.language.words import listed

_NO = frozenset({"no", "any"})
_GAPS = frozenset({"acl", "advcl", "relcl", "xcomp", "ccomp"})


def attempted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with the infinitive of such an idiom as the complement of its verb, and with "no effort" spared said
    as every effort made."""
    verbs = [t for t in tokens if t.lemma in {"do", "spare"} and t.pos == "VERB"]
    if not verbs:
        return tokens
    out = list(tokens)
    for verb in verbs:
        if verb.lemma == "spare":
            _spared(tokens, out, verb)
        else:
            noun = _object(tokens, verb, listed("utmost"))
            _complement(tokens, out, verb, noun)
    return tuple(out)


def _object(tokens: Sequence[Token], verb: Token, lemmas: frozenset[str]) -> Token | None:
    """The object of a verb among some words, right behind it."""
    return next((t for t in tokens[verb.i + 1 : verb.i + 4] if t.lower in lemmas or t.lemma in lemmas), None)


def _complement(tokens: Sequence[Token], out: list[Token], verb: Token, noun: Token | None) -> None:
    """Hang the first infinitive behind the object on the verb, if it stands somewhere below it."""
    if noun is None:
        return
    for t in tokens[noun.i + 1 :]:
        to = t.tag == "VB" and t.dep in _GAPS and any(k.head == t.i and k.lower == "to" for k in tokens[noun.i : t.i])
        if not to:
            continue
        if _is_under(tokens, t, verb):
            out[t.i] = t._replace(head=verb.i, dep="xcomp")
            if noun.dep != "dobj":
                out[noun.i] = noun._replace(head=verb.i, dep="dobj")
        return


def _spared(tokens: Sequence[Token], out: list[Token], verb: Token) -> None:
    noun = _object(tokens, verb, frozenset({"effort"}))
    no = next((t for t in tokens[verb.i : noun.i] if t.lower in _NO), None) if noun is not None else None
    if noun is None or no is None:
        return
    out[no.i] = no._replace(lower="every", lemma="every", dep="det")
    _complement(tokens, out, verb, noun)


def _is_under(tokens: Sequence[Token], token: Token, verb: Token) -> bool:
    at = token
    while at.head != at.i:
        at = tokens[at.head]
        if at.i == verb.i:
            return True
    return False
