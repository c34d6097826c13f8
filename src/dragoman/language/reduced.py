"""What stands between a subject and its verb and takes the subject from it: "Gunmen *believed to be* rebels killed X",
"X, *its president said*, has expelled Y"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.tree import Token
from dragoman.language.words import listed

_PAST = frozenset({"VBD", "VBN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: Where the sentence's own verb stands then.
_BELOW = frozenset({"advcl", "ccomp", "conj", "dep", "parataxis", "xcomp"})
#: What a verb of its own clause would have.
_OWN = frozenset({"nsubj", "nsubjpass", "mark", "cc", "expl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def undone(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with such a participle hung on its noun, which becomes the subject of the verb after it, and with
    such a remark apart from the subject before it."""
    return _past_participles(_past_remarks(tokens))


def _past_remarks(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    saying = listed("saying")
    found = [t for t in tokens if t.lemma in saying and t.dep in {"ROOT", "parataxis", "ccomp", "relcl"} and t.i > 3]
    out = list(tokens)
    for t in found:
        if t.dep == "relcl":
            _close(tokens, out, t)
        else:
            _part(tokens, out, t)
    return tuple(out)


def _close(tokens: Sequence[Token], out: list[Token], say: Token) -> None:
    """ "It was a raid by X, *Y's president said on Friday*.": taken for a relative clause on the noun before."""
    root = next((t for t in tokens if t.dep == "ROOT" and t.i < say.i), None)
    subject = next((t for t in tokens if t.head == say.i and t.dep == "nsubj" and t.i < say.i), None)
    if root is None or subject is None or root.pos not in {"VERB", "AUX"} or say.tag != "VBD":
        return
    kids = [t for t in tokens if t.head == say.i]
    first = min((t.i for t in tokens if t.head == subject.i and t.i < subject.i), default=subject.i)
    own = any(t.tag in {"WDT", "WP", "WRB"} or t.dep in {"ccomp", "dobj", "mark", "aux"} for t in kids)
    ends = all(t.head >= say.i or t.dep == "punct" for t in tokens[say.i + 1 :])
    if own or not ends or tokens[first - 1].text != ",":
        return
    out[root.i] = root._replace(dep="ccomp", head=say.i)
    out[say.i] = say._replace(dep="ROOT", head=say.i)


def _part(tokens: Sequence[Token], out: list[Token], say: Token) -> None:
    """ "X, *its president said on Friday*, has expelled Y": X does it, and the president says so."""
    subjects = [t for t in tokens if t.head == say.i and t.dep in _SUBJECTS and t.i < say.i]
    beneath = [t for t in tokens if t.head == say.i and t.dep == "ccomp" and t.i > say.i]
    verb = tokens[say.head] if say.dep == "parataxis" and say.head > say.i else next(iter(beneath), None)
    if verb is None or not subjects or any(t.head == verb.i and t.dep in {*_SUBJECTS, "expl"} for t in tokens):
        return
    first = subjects[0]
    teller = subjects[-1] if len(subjects) == 2 else None
    if teller is None:
        teller = next((t for t in tokens if t.head == first.i and t.dep == "appos" and t.i == say.i - 1), None)
    start = min((t.i for t in tokens if verb.i >= t.i > say.i and t.head == verb.i), default=verb.i)
    apart = teller is not None and any(t.text == "," for t in tokens[first.i + 1 : teller.i])
    if teller is None or not apart or not any(t.text == "," for t in tokens[say.i + 1 : start + 1]):
        return
    passive = any(t.head == verb.i and t.dep == "auxpass" for t in tokens)
    out[first.i] = first._replace(head=verb.i, dep="nsubjpass" if passive else "nsubj")
    out[teller.i] = teller._replace(head=say.i, dep="nsubj")


def _past_participles(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    taken = listed("taken_to_be")
    found = [t for t in tokens if t.lemma in taken and t.tag in _PAST and t.dep != "acl"]
    if not found:
        return tokens
    out = list(tokens)
    for t in found:
        _swap(tokens, out, t)
    return tuple(out)


def _swap(tokens: Sequence[Token], out: list[Token], participle: Token) -> None:
    """Exchange a participle with the finite verb beneath it that has no subject."""
    i = participle.i
    kids = [k for k in tokens if k.head == i and k.i != i]
    noun = next((k for k in kids if k.dep in {"nsubj", "nsubjpass"} and k.i < i and k.pos in {"NOUN", "PROPN"}), None)
    if noun is None or any(k.dep in {"aux", "auxpass", "dobj"} for k in kids):
        return
    if not any(k.dep == "xcomp" and k.i > i and _has_to(tokens, k.i) for k in kids):
        return
    verb = next((v for v in tokens[i + 2 :] if _is_left(tokens, v, i)), None)
    if verb is None:
        return
    out[verb.i] = verb._replace(head=verb.i if participle.head == i else participle.head, dep=participle.dep)
    passive = any(k.head == verb.i and k.dep == "auxpass" for k in tokens)
    out[noun.i] = noun._replace(head=verb.i, dep="nsubjpass" if passive else "nsubj")
    out[i] = participle._replace(head=noun.i, dep="acl", tag="VBN")
    for k in kids:
        if k.i > verb.i or k.i < noun.i:
            out[k.i] = k._replace(head=verb.i)


def _is_left(tokens: Sequence[Token], verb: Token, top: int) -> bool:
    """Whether a finite verb beneath the participle has no subject of its own."""
    kids = [k for k in tokens if k.head == verb.i]
    helped = any(k.dep in {"aux", "auxpass"} and k.tag in _FINITE for k in kids)
    finite = verb.pos in {"VERB", "AUX"} and (verb.tag in _FINITE or helped)
    if not finite or verb.dep not in _BELOW or any(k.dep in _OWN for k in kids) or _has_to(tokens, verb.i):
        return False
    i = verb.i
    while i != top and tokens[i].head != i:
        i = tokens[i].head
    return i == top


def _has_to(tokens: Sequence[Token], verb: int) -> bool:
    return any(k.head == verb and k.lower == "to" and k.dep == "aux" for k in tokens)
