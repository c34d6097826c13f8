"""Operators that ask by their form: "advised X to go", "suggested that X go"; and "will consider going", which
promises."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dragoman.events.act import Act
from dragoman.events.words import listed
from dragoman.language.grammar import Clause

#: What follows on "or" if somebody does not do as they are told.
_ELSE = frozenset({"face", "risk", "suffer", "else"})


def by_form(act: Act) -> str | None:
    """The operator that another one turns into by what it governs and whose deed that is."""
    kids, told = act.governed, act.clause.roles.get("patient", ())[:1]
    theirs = any(k.link == "xcomp" and k.roles.get("agent", ())[:1] == told for k in kids)
    if act.op in {"threaten", "vow"} and told and theirs and not _or_else(act):
        return "request"
    if _advises(act, kids):
        return "request"
    if act.clause.kind != "verb" or act.clause.modal not in {"will", "would"} or act.clause.negated:
        return None
    # "will consider recognising X"
    return "promise" if act.op == "consider" else None


def is_bidden(act: Act, kid: Clause) -> bool:
    """Whether a that-clause says what is to be done, not what is so: "insisted that X *leave*", and of what is needed
    also "it is vital that X *leaves*"."""
    if kid.modal is not None or kid.tense != "present" or kid.aspect != "none" or kid.marker != "that":
        return False
    tokens = act.scene.sentence.tokens
    subject = kid.roles.get("agent", ()) if kid.voice == "active" else kid.roles.get("patient", ())
    if kid.kind != "verb" or len(subject) != 1 or tokens[kid.head].lemma in {"be", "have"}:
        return False
    if act.clause.kind == "adj":
        match = act.scene.match(kid)
        return match is not None and match.sense.none is None
    return tokens[kid.head].lower == tokens[kid.head].lemma and tokens[subject[0].head].tag in {"NN", "NNP"}


def _or_else(act: Act) -> bool:
    """ "warned X to leave *or face* attack"."""
    tokens = act.scene.sentence.tokens
    return any(t.lower == "or" and n.lemma in _ELSE for t, n in pairwise(tokens) if t.i > act.clause.head)


def _advises(act: Act, kids: Sequence[Clause]) -> bool:
    """ "advised X to go", "suggested that X go": asked, by the form of what is said."""
    if act.op not in {"report", "promise"} or act.clause.kind != "verb":
        return False
    told = {p.head for p in act.clause.roles.get("patient", ())}
    own = {p.head for p in act.clause.roles.get("agent", ())}
    for kid in kids:
        doers = {p.head for p in kid.roles.get("agent", ())}
        if act.op == "report" and kid.link == "xcomp" and kid.infinitive and told & doers:
            return act.clause.lemma in listed("advising")
        bare = kid.link == "ccomp" and kid.tense == "none" and kid.modal is None and not kid.infinitive
        if bare and doers and not doers & own and act.clause.lemma in listed("suggesting"):
            return act.scene.sentence.tokens[kid.head].tag == "VB"
    return False
