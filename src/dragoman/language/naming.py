"""What somebody is called: the second object of verbs that name or judge, which small parsers take for one more of
their own."""

from __future__ import annotations

from dragoman.language.phrases import DAYS
from dragoman.language.tree import Token
from dragoman.language.words import listed


def named(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with "a menace" of "called the vote *a menace*" as what is said of the object."""
    verbs = [t for t in tokens if t.lemma in listed("naming") and t.pos == "VERB"]
    if not verbs:
        return tokens
    out = list(tokens)
    for verb in verbs:
        objects = [t for t in tokens[verb.i + 1 :] if t.head == verb.i and t.dep == "dobj"]
        if len(objects) == 2 and not _is_time(objects[1]):
            out[objects[1].i] = objects[1]._replace(dep="oprd")
    return tuple(out)


def _is_time(token: Token) -> bool:
    return token.lower in DAYS or token.lemma in listed("measures")
