"""Objects that the wire puts last because they are long, which small parsers take for something else: "handed over to
X *a rebel leader*", "arrested on Friday, after a hunt, *the warlord* Y"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.phrases import DAYS
from dragoman.language.tree import Token
from dragoman.language.words import listed

_NOUNS = frozenset({"NOUN", "PROPN"})
_OBJECTS = frozenset({"dobj", "dative", "ccomp", "xcomp", "nsubjpass", "auxpass", "oprd", "attr"})


def lightened(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with such objects hung on their verbs."""
    out = list(tokens)
    for t in tokens:
        if t.dep == "npadvmod" and t.pos in _NOUNS:
            _after_commas(tokens, out, t)
        elif t.dep == "appos" and t.pos == "NOUN" and tokens[t.head].lower in DAYS:
            _after_day(tokens, out, t)
        elif t.lower == "to" and t.dep in {"prep", "dative"} and tokens[t.head].lemma in listed("handing"):
            _after_to(tokens, out, t)
    return tuple(out)


def _lacks_object(tokens: Sequence[Token], verb: int) -> bool:
    return tokens[verb].pos == "VERB" and not any(t.head == verb and t.dep in _OBJECTS for t in tokens)


def _after_commas(tokens: Sequence[Token], out: list[Token], noun: Token) -> None:
    """ "arrested on Friday, after a long hunt, *the warlord*": taken for a circumstance."""
    first = next((t for t in tokens if t.head == noun.i and t.i < noun.i), noun)
    if noun.i < noun.head or noun.lemma in listed("measures") or first.i == 0 or tokens[first.i - 1].text != ",":
        return
    if first.lower in {"the", "a", "an"} and _lacks_object(tokens, noun.head):
        out[noun.i] = noun._replace(dep="dobj")


def _after_day(tokens: Sequence[Token], out: list[Token], noun: Token) -> None:
    """ "fired on Friday *the minister* who …": taken for what the day is called."""
    verb = tokens[tokens[tokens[noun.head].head].head]
    first = next((t for t in tokens if t.head == noun.i and t.i < noun.i), noun)
    if first.i - 1 != noun.head or first.lower not in {"the", "a", "an"}:
        return
    if verb.i < noun.head and _lacks_object(tokens, verb.i):
        out[noun.i] = noun._replace(dep="dobj", head=verb.i)


def _after_to(tokens: Sequence[Token], out: list[Token], to: Token) -> None:
    """ "given to *X* two boats", "handed to *X* a rebel wanted for murder": what is given stands after to whom."""
    if to.i + 1 >= len(tokens) or (to.dep != "dative" and not _lacks_object(tokens, to.head)):
        return
    whom = tokens[to.i + 1]
    if whom.pos != "PROPN" or any(t.head == to.head and t.dep == "dobj" for t in tokens):
        return
    while whom.i + 1 < len(tokens) and whom.dep == "compound" and tokens[whom.head].pos == "PROPN":
        whom = tokens[whom.head]
    last = whom.i + 1
    if last >= len(tokens):
        return
    noun = next((t for t in tokens[last:] if t.pos in _NOUNS and _first(tokens, t, whom.i) == last), None)
    if noun is None or tokens[last].dep not in {"det", "nummod", "amod", "poss"} or noun.head == whom.i:
        return
    if noun.dep == "pobj" and noun.head == to.i and whom.head == noun.i:
        out[whom.i] = whom._replace(dep="pobj", head=to.i)
        out[noun.i] = noun._replace(dep="dobj", head=to.head)
        out[last] = out[last]._replace(head=noun.i)
    elif noun.dep == "nsubj" and tokens[noun.head].dep in {"conj", "advcl", "ccomp"} and whom.dep == "pobj":
        verb = tokens[noun.head]
        joined = any(t.head in {verb.i, to.head} and t.dep in {"cc", "mark"} for t in tokens[to.i : verb.i])
        if not joined and verb.tag in {"VBD", "VBN"}:
            out[verb.i] = verb._replace(dep="acl", head=noun.i, tag="VBN")
            out[noun.i] = noun._replace(dep="dobj", head=to.head)


def _first(tokens: Sequence[Token], noun: Token, after: int) -> int:
    """The first word of a noun phrase that stands after a token."""
    kids = [t.i for t in tokens[after + 1 : noun.i] if t.head == noun.i or tokens[t.head].head == noun.i]
    between = [t for t in tokens[after + 1 : noun.i] if t.pos in {"VERB", "AUX", "ADP"} or t.text == ","]
    return -1 if between else min([noun.i, after + 1] if kids else [noun.i])
