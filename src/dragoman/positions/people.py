"""People told by where they are: "many in Norway", "critics of the deal in Peru"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.events.casting import Casting
from dragoman.language.grammar import Phrase
from dragoman.language.tree import Sentence, Token
from dragoman.model import Entity

_IN = frozenset({"in", "across", "throughout"})


def people_of(casting: Casting, sentence: Sentence, phrase: Phrase, people: frozenset[str]) -> tuple[Entity, ...]:
    """Those whom a phrase tells by a state: its people, where its head is one of the lemmas `people`."""
    head = sentence.tokens[phrase.head]
    if head.lemma not in people and head.lower not in people:
        return ()
    for place in _places(sentence, head.i):
        found = casting.cast.mention_at(sentence, place.i)
        if found is not None and found.actor.kind == "state" and found.code is not None:
            span = (sentence.tokens[phrase.left].start, sentence.tokens[phrase.right - 1].end)
            return (Entity(found.code, "CVL", head.text, None, span, "description"),)
    return ()


def _places(sentence: Sentence, i: int) -> Iterator[Token]:
    """The nouns under "in" of a noun, or of the noun that it counts."""
    for k in sentence.children[i]:
        prep = sentence.tokens[k]
        if prep.dep == "prep" and prep.lower in _IN:
            yield from (sentence.tokens[n] for n in sentence.children[k] if sentence.tokens[n].dep == "pobj")
        elif prep.dep == "prep" and prep.lower == "of":
            for n in sentence.children[k]:
                yield from _places(sentence, n) if sentence.tokens[n].dep == "pobj" else ()
