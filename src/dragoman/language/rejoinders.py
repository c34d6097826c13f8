"""What somebody answers to the whole of a sentence, in apposition to it: "X accused Y of spying, *a charge Y
rejects*"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.tree import Token
from dragoman.language.words import listed

_LOOSE = frozenset({"dobj", "appos", "conj"})
_INNER = frozenset({"pcomp", "prep", "xcomp", "ccomp"})
_BEFORE = frozenset({"det", "amod", "compound"})


def rejoin(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with a charge or a demand after a comma hung on the verb before it, and the answer hung on it as its
    relative clause."""
    for which in [t for t in tokens[1:] if t.lower == "which" and t.dep == "dobj" and tokens[t.i - 1].text == ","]:
        tokens = _of_all(tokens, which)
    found = [
        t for t in tokens if t.lemma in listed("answered") and t.pos in {"NOUN", "PRON"} and _after_comma(tokens, t)
    ]
    if not found:
        return tokens
    out = list(tokens)
    for noun in found:
        answer = _answer(tokens, noun)
        if answer is not None:
            _hang(tokens, out, noun, answer)
    return tuple(out)


def _of_all(tokens: tuple[Token, ...], which: Token) -> tuple[Token, ...]:
    """ "accused X of breaking the truce, *which X denied*": said of the whole, not of the truce."""
    verb = tokens[which.head]
    noun = tokens[verb.head]
    above = _above(tokens, noun) if noun.lemma not in listed("answered") else None
    if verb.dep != "relcl" or verb.lemma not in listed("denying") or above is None:
        return tokens
    main = tokens[above]
    while main.dep in _INNER and tokens[main.head].pos in {"VERB", "ADP"}:
        main = tokens[main.head]
    if main.pos != "VERB":
        return tokens
    out = list(tokens)
    out[verb.i] = verb._replace(dep="conj", head=main.i)
    return tuple(out)


def _after_comma(tokens: Sequence[Token], noun: Token) -> bool:
    left = min((t.i for t in tokens[: noun.i] if t.head == noun.i and t.dep in _BEFORE), default=noun.i)
    bare = left == noun.i and (noun.tag == "NNS" or noun.pos == "PRON")
    article = tokens[left].lower in {"a", "an", "the"}
    return left > 0 and tokens[left - 1].text in {",", "\u2013", "\u2014", "--", "-"} and (bare or article)


def _answer(tokens: Sequence[Token], noun: Token) -> Token | None:
    """The verb behind a noun that says how somebody answers it: its relative clause, or what it was taken for the
    subject of."""
    for t in tokens[noun.i + 1 :]:
        if t.pos in {"VERB", "NOUN"} and t.lemma in listed("answering"):
            below = t.head == noun.i and t.dep in {"relcl", "acl"}
            above = noun.head == t.i and noun.dep == "nsubj" and t.dep in {"advcl", "conj", "ccomp", "ROOT"}
            subject = t.pos == "VERB" or any(k.head == t.i and k.dep in {"nsubj", "compound"} for k in tokens)
            return t if subject and (below or (above and _named_before(tokens, t) is not None)) else None
    return None


def _named_before(tokens: Sequence[Token], verb: Token) -> Token | None:
    """A name right before a verb that was taken for a part of it: "a charge *Moscow* rejects"."""
    at = verb.i - 1
    while tokens[at].head == verb.i and tokens[at].dep in {"aux", "advmod", "neg"}:
        at -= 1
    name = tokens[at]
    return (
        name if name.pos == "PROPN" and name.head == verb.i and name.dep in {"compound", "nmod", "npadvmod"} else None
    )


def _hang(tokens: Sequence[Token], out: list[Token], noun: Token, answer: Token) -> None:
    name = _named_before(tokens, answer) if noun.head == answer.i else None
    if name is not None:
        main = _said_before(tokens, noun, answer) if answer.dep == "ROOT" else answer.head
        if main is None:
            return
        if answer.dep == "ROOT":
            for t in tokens:
                if t.head == answer.i and t.dep == "punct":
                    out[t.i] = t._replace(head=main)
            out[main] = tokens[main]._replace(head=main, dep="ROOT")
        out[name.i] = name._replace(dep="nsubj")
        out[noun.i] = noun._replace(head=main, dep="npadvmod")
    elif noun.dep in _LOOSE and _above(tokens, noun) is not None:
        out[noun.i] = noun._replace(head=_above(tokens, noun) or noun.head, dep="npadvmod")
    else:
        return
    if answer.pos == "NOUN":
        # "a charge Moscow *rejects*", taken for a noun
        answer = answer._replace(pos="VERB", tag="VBZ")
    passive = answer.tag == "VBN" and not any(t.head == answer.i and t.dep in {"aux", "nsubj"} for t in tokens)
    out[answer.i] = answer._replace(head=noun.i, dep="acl" if passive else "relcl")
    mark = next((t for t in tokens[noun.i : answer.i] if t.head == answer.i and t.dep == "mark"), None)
    if mark is not None and mark.lower == "that":
        out[mark.i] = mark._replace(dep="dobj", pos="PRON", tag="WDT")


def _said_before(tokens: Sequence[Token], noun: Token, answer: Token) -> int | None:
    """The verb before the charge that was taken for what the answer says."""
    return next((t.i for t in tokens[: noun.i] if t.head == answer.i and t.dep in {"ccomp", "advcl"}), None)


def _above(tokens: Sequence[Token], noun: Token) -> int | None:
    """The verb before a noun that it hangs on, also through other nouns."""
    at = tokens[noun.head]
    while at.pos not in {"VERB", "AUX"} and at.head != at.i:
        at = tokens[at.head]
    return at.i if at.pos in {"VERB", "AUX"} and at.i < noun.i else None
