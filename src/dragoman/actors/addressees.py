"""Whom a quotation speaks to: "you" in "We will defend you," X told Y."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.words import words
from dragoman.language.tree import Sentence, Token

SECOND = frozenset({"you", "your", "yours", "yourself", "yourselves"})
#: How many sentences back the words may stand that tell to whom a quotation is said.
REACH = 2
_SUBJECTS = frozenset({"nsubj"})
_OBJECTS = frozenset({"dobj", "dative"})


def is_second(token: Token) -> bool:
    """Whether a token is "you" or "your"."""
    return token.lower in SECOND and token.pos in {"PRON", "DET"}


def spoken_to(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Who speaks and who is spoken to in a sentence, as tokens: "*X* told *Y*", "*X* said in a letter to *Y*"."""
    for verb in sentence.tokens:
        if verb.pos != "VERB":
            continue
        kids = [sentence.tokens[k] for k in sentence.children[verb.i]]
        speaker = next((k.i for k in kids if k.dep in _SUBJECTS), None)
        if speaker is None:
            continue
        found = list(_by_letter(sentence, verb.i))
        if verb.lemma in words("saying") | words("telling") | words("asking"):
            found += [k.i for k in kids if k.dep in _OBJECTS]
            found += _behind(sentence, verb.i, "to")
        yield from ((speaker, i) for i in found)


def _behind(sentence: Sentence, head: int, word: str) -> Iterator[int]:
    """What stands behind a preposition that hangs on a token."""
    for k in sentence.children[head]:
        if sentence.tokens[k].dep in {"prep", "dative"} and sentence.tokens[k].lower == word:
            yield from (o for o in sentence.children[k] if sentence.tokens[o].dep == "pobj")


def _by_letter(sentence: Sentence, verb: int) -> Iterator[int]:
    """ "said *in a letter to X*", "posted *a message to X*"."""
    own = [k for k in sentence.children[verb] if sentence.tokens[k].dep == "dobj"]
    for noun in (*own, *_behind(sentence, verb, "in")):
        if sentence.tokens[noun].lemma in words("messages"):
            yield from _behind(sentence, noun, "to")
