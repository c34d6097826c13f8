"""What the wire's way of writing makes small parsers misread: "*Visiting* President X said", "said *for the first
time* that"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.tree import Token
from dragoman.language.words import listed

_PLACE = {"xcomp": "dobj", "ccomp": "dobj", "advcl": "dobj", "pcomp": "pobj", "acl": "dobj", "dep": "dobj"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_MISREAD = frozenset({"csubj", "advcl", "dep", "csubjpass", "ccomp"})


def reread(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with an opening participle hung on its noun, and with what is said hung on the verb of saying."""
    first = tokens[0] if tokens else None
    found = [t for t in tokens if t.dep in {"relcl", "acl"} and tokens[t.head].lower == "time"]
    beside = [t for t in tokens if t.tag == "VBG" and t.dep in _PLACE and _is_adjective(tokens, t)]
    joined = [t for t in tokens if t.lower == "and" and t.dep == "cc" and _joins(tokens, t)]
    apart = [t for t in tokens if t.dep in _SUBJECTS and tokens[t.head].dep in {"aux", "auxpass"}]
    opens = first is not None and first.lower in listed("opening")
    if not found and not joined and not apart and not beside and not opens:
        return tokens
    out = list(tokens)
    for t in beside:
        _adjoin(tokens, out, t)
    for t in apart:
        # "X has, *it said*, attacked Y": the subject was left with the auxiliary.
        out[t.i] = t._replace(head=tokens[t.head].head)
    for t in joined:
        _part(tokens, out, t)
    if first is not None and opens:
        _open(tokens, out, first)
    for t in found:
        verb = _sayer(tokens, t)
        if verb is not None:
            out[t.i] = t._replace(dep="ccomp", head=verb)
    return tuple(out)


def _open(tokens: Sequence[Token], out: list[Token], participle: Token) -> None:
    """ "*Visiting* Italian President X paid tribute": who was taken for the participle's object is the subject."""
    verb = tokens[participle.head]
    noun = next((t for t in tokens if t.head == participle.i and t.dep == "dobj" and t.i > participle.i), None)
    if participle.dep not in _MISREAD or noun is None or verb.i < noun.i or verb.pos not in {"VERB", "AUX"}:
        return
    if any(t.head == verb.i and t.dep in _SUBJECTS for t in tokens) or any(
        t.head == noun.i and t.dep in {"det", "poss"} and t.i < noun.i for t in tokens
    ):
        return
    for t in tokens:
        if t.head == participle.i and t.i != noun.i and t.i > noun.i:
            out[t.i] = t._replace(head=verb.i if t.dep not in {"cc", "conj"} else noun.i)
    passive = any(t.head == verb.i and t.dep == "auxpass" for t in tokens)
    out[participle.i] = participle._replace(dep="amod", head=noun.i, pos="ADJ")
    out[noun.i] = noun._replace(dep="nsubjpass" if passive else "nsubj", head=verb.i)


def _sayer(tokens: Sequence[Token], clause: Token) -> int | None:
    """The verb that "for the first time" hangs on, of a clause with "that" and a subject of its own."""
    prep = tokens[tokens[clause.head].head]
    verb = tokens[prep.head]
    kids = [t for t in tokens if t.head == clause.i]
    told = any(t.lower == "that" and t.dep in {"mark", "nsubj", "dobj", "advmod"} for t in kids)
    subject = any(t.dep in _SUBJECTS and t.lower != "that" for t in kids)
    return verb.i if prep.lower == "for" and verb.pos == "VERB" and told and subject else None


def _is_adjective(tokens: Sequence[Token], gerund: Token) -> bool:
    """ "accused *neighbouring* Togo", "tribute to *bombing* victims": whether a gerund only says more of a noun behind
    it, of a deed where that is who was hit by it, has done it or saw it."""
    if gerund.lower in listed("beside_names"):
        return True
    after = tokens[gerund.i + 1] if gerund.i + 1 < len(tokens) else None
    named = after is not None and after.lemma in listed("of_deeds") and after.head == gerund.i
    return named and gerund.lower in listed("gerunds_of_deeds")


def _adjoin(tokens: Sequence[Token], out: list[Token], participle: Token) -> None:
    """ "accused *neighbouring* Togo of": the name is the verb's."""
    kids = [t for t in tokens if t.head == participle.i]
    noun = next((t for t in kids if t.dep == "dobj" and t.pos in {"PROPN", "NOUN"} and t.i > participle.i), None)
    comma = participle.i > 0 and tokens[participle.i - 1].text == ","
    if comma or noun is None or any(t.i < participle.i for t in kids):
        return
    for t in kids:
        if t.i > noun.i:
            out[t.i] = t._replace(head=participle.head)
    out[noun.i] = noun._replace(dep=_PLACE[participle.dep], head=participle.head)
    out[participle.i] = participle._replace(dep="amod", head=noun.i, pos="ADJ", lemma=participle.lower)


def _joins(tokens: Sequence[Token], conj: Token) -> bool:
    """Whether "and" stands between two people of whom the first was taken for a part of the other's name."""
    one = tokens[conj.head]
    last = one.i + 1 == conj.i and one.pos == "PROPN" and one.dep in {"amod", "compound", "nmod"} and one.i > 0
    if not last or conj.i + 1 >= len(tokens) or tokens[one.head].i < conj.i:
        return False
    before, after = tokens[one.i - 1], tokens[conj.i + 1]
    named = before.pos == "PROPN" or (before.text == "-" and one.i > 1 and tokens[one.i - 2].pos == "PROPN")
    return named and ((after.tag == "JJ" and after.text[:1].isupper()) or after.lower in listed("titles"))


def _part(tokens: Sequence[Token], out: list[Token], conj: Token) -> None:
    """ "President Hafez al-*Assad* and Lebanese leader X met": two subjects."""
    one = tokens[conj.head]
    other = tokens[one.head]
    while other.dep in {"amod", "compound", "nmod"} and other.head > conj.i:
        other = tokens[other.head]
    for t in tokens[: conj.i]:
        if t.head > conj.i and t.dep in {"amod", "compound", "nmod", "punct", "det", "nummod"}:
            out[t.i] = t._replace(head=one.i)
    for t in tokens[conj.i + 1 : other.i]:
        if t.dep == "conj" and t.head == one.i:
            out[t.i] = t._replace(dep="amod", head=other.i)
    out[one.i] = one._replace(dep=other.dep, head=one.i if other.head == other.i else other.head)
    out[other.i] = other._replace(dep="conj", head=one.i)
