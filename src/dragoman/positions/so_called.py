"""What somebody calls a thing: "condemned what it called a breach of the truce"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.tree import Sentence, Token

_VALUES = frozenset({"oprd", "attr", "dobj", "ccomp", "xcomp", "acomp"})


def called(sentence: Sentence, verb: int, calling: frozenset[str]) -> int | None:
    """The token of what a clause of naming names: that of "breach" for the verb of "what it called a breach"; None
    where the clause is none. `verb` is its token, `calling` are the lemmas of its verbs."""
    token = sentence.tokens[verb]
    kids = list(_kids(sentence, verb))
    if token.lemma not in calling or not any(t.lower == "what" and t.i < verb for t in kids):
        return None
    for kid in kids:
        if kid.dep == "prep" and kid.i > verb and kid.lower in {"as", "to"}:
            found = next((t.i for t in _kids(sentence, kid.i) if t.dep in {"pobj", "pcomp"}), None)
            if found is not None:
                return found
        if kid.i > verb and kid.dep in _VALUES and kid.pos in {"NOUN", "PROPN"}:
            return kid.i
    return None


def _kids(sentence: Sentence, i: int) -> Iterator[Token]:
    return map(sentence.tokens.__getitem__, sentence.children[i])
