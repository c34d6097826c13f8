"""Lists and clauses that small parsers take for one noun phrase, told apart on the tree: "Donald Trump *and* Theresa
May", "Saudi Arabia, *the UAE*, Bahrain and Egypt", "*urged* states, including X, to act"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.tree import Token
from dragoman.language.words import listed

_NAMES = frozenset({"compound", "nmod"})
_PAST = frozenset({"VBD", "VBZ", "VBP"})
_THERE = frozenset({"in", "at", "on", "near", "outside", "against"})


def relisted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with such lists and clauses put right."""
    found = [t for t in tokens if _is_suspect(tokens, t)]
    if not found:
        return tokens
    out = list(tokens)
    for t in found:
        if t.dep == "appos":
            _member(tokens, out, t)
        elif t.dep == "amod":
            _verb(tokens, out, t)
        elif t.tag in {"VBD", "VBN"} and t.lemma in listed("suffered") and _kids(tokens, t.i, "nsubj"):
            _suffered(tokens, out, t)
        elif t.dep == "relcl":
            _attack(tokens, out, t)
        else:
            _two(tokens, out, t)
    return tuple(out)


def _is_suspect(tokens: Sequence[Token], t: Token) -> bool:
    if t.lemma in listed("suffered") and t.pos == "VERB":
        return True
    if t.dep in _NAMES:
        return t.pos == "PROPN" and t.i + 2 < len(tokens) and tokens[t.i + 1].lower == "and" and t.head > t.i
    if t.dep == "appos":
        return t.pos == "PROPN" and tokens[t.head].pos == "PROPN" and tokens[t.head].i < t.i
    if t.dep == "relcl":
        return t.lemma in listed("harming")
    return t.dep == "amod" and t.pos == "VERB" and t.tag in _PAST


def _kids(tokens: Sequence[Token], i: int, *deps: str) -> list[Token]:
    return [t for t in tokens if t.head == i and t.i != i and t.dep in deps]


def _two(tokens: Sequence[Token], out: list[Token], first: Token) -> None:
    """ "Donald Trump and Theresa May", "the UN and aid groups": two, and not the second with the first before it."""
    head = tokens[first.head]
    between = tokens[first.i + 2 : head.i]
    if not _kids(tokens, first.i, "cc") or not between:
        return
    joined = _kids(tokens, first.i, "conj")
    if joined:
        # Two names of two words each; "Food and Drug Administration" is one.
        whole = _kids(tokens, first.i, "compound") and head.pos == "PROPN" and len(between) == 1
        if not whole or joined[0].i != head.i - 1 or between[0].pos not in {"PROPN", "ADJ"}:
            return
        out[joined[0].i] = joined[0]._replace(dep="compound", head=head.i)
    elif head.pos != "NOUN" or any(t.pos not in {"NOUN", "ADJ"} or t.head != head.i for t in between):
        return
    out[first.i] = first._replace(dep=head.dep, head=first.i if head.head == head.i else head.head)
    for t in tokens:
        if (t.head == head.i and t.i < first.i and t.dep == "det") or (
            t.head == head.i and head.dep == "ROOT" and t.i > head.i and t.dep == "punct"
        ):
            out[t.i] = t._replace(head=first.i)
    out[head.i] = head._replace(dep="conj", head=first.i)


def _member(tokens: Sequence[Token], out: list[Token], name: Token) -> None:
    """ "X, *the UAE*, Y and Z": a name in a list of names, and no apposition to the one before it."""
    joined = _kids(tokens, name.i, "conj")
    ends = {name.i, *(j.i for j in joined)}
    ended = any(t.dep == "cc" and t.lower == "and" and t.head in ends for t in tokens)
    if joined and ended and joined[0].pos == "PROPN":
        out[name.i] = name._replace(dep="conj")


def _verb(tokens: Sequence[Token], out: list[Token], verb: Token) -> None:
    """ "Trump urged states, including X, to act": the verb of the sentence, taken for an adjective of its object."""
    noun = tokens[verb.head]
    if noun.dep != "ROOT" or not _kids(tokens, verb.i, "nsubj"):
        return
    out[verb.i] = verb._replace(dep="ROOT", head=verb.i)
    out[noun.i] = noun._replace(dep="dobj", head=verb.i)
    for t in _kids(tokens, noun.i, "acl", "relcl", "punct"):
        if t.dep == "punct" or _kids(tokens, t.i, "aux"):
            out[t.i] = t._replace(head=verb.i, dep="punct" if t.dep == "punct" else "xcomp")


def _attack(tokens: Sequence[Token], out: list[Token], verb: Token) -> None:
    """ "the attack in Damascus, *which killed* 50 people": what kills is no place."""
    place = tokens[verb.head]
    prep = tokens[place.head]
    noun = tokens[prep.head]
    which = any(t.lower in {"which", "that"} for t in _kids(tokens, verb.i, "nsubj"))
    if which and place.pos == "PROPN" and place.dep == "pobj" and prep.lower in _THERE and noun.pos == "NOUN":
        out[verb.i] = verb._replace(head=noun.i)


def _suffered(tokens: Sequence[Token], out: list[Token], verb: Token) -> None:
    """ "people *displaced* in the province depend on aid", "Paz, *shot* in the leg": to whom it was done, though the
    parser has them do it."""
    deps = {t.dep for t in tokens if t.head == verb.i and t.i != verb.i}
    if deps & {"dobj", "ccomp", "xcomp", "aux", "auxpass", "dative", "prt"}:
        return
    hit = any(t.dep == "pobj" and tokens[t.head].head == verb.i and t.lemma in listed("body") for t in tokens)
    if "prep" in deps and (verb.lemma != "shoot" or hit):
        for t in _kids(tokens, verb.i, "nsubj"):
            if t.i < verb.i and t.lower not in {"who", "that", "which"}:
                out[t.i] = t._replace(dep="nsubjpass")
