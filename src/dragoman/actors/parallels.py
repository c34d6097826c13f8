"""What stands in the place of a pronoun in the clause before: "seized a ship and towed *it* away"."""

from __future__ import annotations

from dragoman.language.tree import Sentence, Token


def parallel(sentence: Sentence, token: Token, verb: int) -> int | None:
    """The object of the verb that an object pronoun's verb is joined to: "seized *ships* and freed them"."""
    joined = sentence.tokens[verb]
    if token.dep != "dobj" or joined.dep != "conj" or joined.head == verb:
        return None
    if any(sentence.tokens[k].dep in {"nsubj", "nsubjpass"} for k in sentence.children[verb]):
        return None
    first = joined.head
    direct = [k for k in sentence.children[first] if sentence.tokens[k].dep == "dobj"]
    if not direct:
        preps = [k for k in sentence.children[first] if sentence.tokens[k].dep in {"prep", "agent"} and k > first]
        direct = [k for p in preps[:1] for k in sentence.children[p] if sentence.tokens[k].dep == "pobj"]
    return direct[0] if direct and direct[0] < token.i else None
