"""Which entries a verb has, and whether what it says is told, denied or declined, and of whom."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.grammar import Clause
from dragoman.language.tree import Token
from dragoman.positions.reading import View
from dragoman.positions.tables import Stance
from dragoman.statements.cues import stems

_DOUBT = frozenset({"may", "might", "could", "should", "must", "ought", "shall"})
_CONDITION = frozenset({"if", "unless", "whether", "lest", "provided", "in case"})
_NEVER = frozenset({"never", "hardly", "yet"})
_CLIMB = 6
_COMPLEMENT = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "prep"})
#: Verbs whose infinitive is no purpose of their subject.
_UNREAL = frozenset(
    {"be", "seem", "appear", "happen", "have", "need", "fail", "continue", "say", "grow", "come", "tend"}
)


def entries(view: View, clause: Clause, token: Token) -> Iterator[tuple[str, Stance]]:
    """The entries that fit a verb, those with a second word first."""
    verbs = view.tables.verbs
    seconds = [*clause.particles]
    for kid in view.kids(token.i):
        if kid.dep in {"prep", "prt", "advmod", "dobj", "acomp", "intj", "agent", "npadvmod"} and kid.i > token.i:
            seconds.extend((kid.lower, kid.lemma))
    if token.lemma == "be" and [t.lower for t in view.tokens[token.i + 1 : token.i + 3]][:1] == ["to"]:
        seconds.append("to")
    for second in dict.fromkeys(seconds):
        for stance in verbs.get(f"{token.lemma} {second}", ()):
            yield f"{token.lemma} {second}", stance
    if clause.particles and any(f"{token.lemma} {p}" not in verbs for p in clause.particles):
        return
    for lemma in dict.fromkeys((token.lemma, *stems(token.lower))):
        for stance in verbs.get(lemma, ()):
            yield lemma, stance


def is_told(view: View, clause: Clause) -> bool:
    """Whether a clause says that somebody does something, not that they may, should, or would if."""
    if clause.modal in _DOUBT or clause.marker in _CONDITION or view.tokens[-1].text == "?":
        return False
    if any(t.tag == "MD" and t.lower in _DOUBT for t in view.kids(clause.head)):
        return False  # "should be leading"
    if clause.modal in {"can", "would"} and not clause.negated:
        return (
            clause.modal == "would"
            and view.statement_at(clause.head) is not None
            and not any(c.marker in _CONDITION and c.parent == clause.index for c in view.clause.values())
        )
    return True


def polarity(view: View, clause: Clause) -> str | None:
    """ "" for a stance that is taken, "negated" or "declined" for one that is not; None if it is somebody else's
    or nobody's: the infinitive of a verb that does not carry it."""
    negated = (
        clause.negated
        or view.is_nobodys(clause.head)
        or any(t.lower in _NEVER and t.dep == "neg" for t in view.kids(clause.head))
    )
    token = view.tokens[clause.head]
    words = view.tables.words
    how = "negated" if negated else ""
    if not _is_firm(view, token):
        return None
    for _ in range(3):
        above = _above(view, token)
        if above is None:
            return how
        upper = view.clause.get(above.i)
        is_negated = upper is not None and upper.negated
        if above.pos not in {"VERB", "AUX"} and _leads(view, above):
            return None
        if above.lemma == "refuse" and is_for(view, clause):
            return None
        if above.lemma in words["declining"] or above.lower in words["declining"]:
            return None if is_negated or how else "declined"
        if upper is not None and not is_told(view, upper):
            return None
        if token.tag != "VB" and not has_to(view, token):
            return how
        if above.lemma in words["powerless"] or not _carries(view, above):
            return None
        how = how or ("negated" if is_negated else "")
        token = above
    return how


def serves(view: View, clause: Clause) -> bool:
    """Whether an infinitive tells what its subject does a thing for: "sent troops to oust X", "in a bid to oust X"."""
    token = view.tokens[clause.head]
    while token.dep == "conj" and token.tag == "VB" and token.head != token.i:
        token = view.tokens[token.head]
    if token.tag != "VB" or not has_to(view, token) or token.dep not in {"advcl", "acl"}:
        return False
    above = view.tokens[token.head]
    if token.dep == "acl":
        prep = view.tokens[above.head]
        if (
            above.lemma not in view.tables.words["ventures"]
            or above.dep != "pobj"
            or prep.lower not in {"in", "as", "with"}
        ):
            return False
        above = view.tokens[prep.head]
    upper = view.clause.get(above.i)
    if upper is None or upper.kind != "verb" or upper.negated or not is_told(view, upper) or above.lemma in _UNREAL:
        return False
    over = view.tokens[above.head]
    if upper.tense == "none" and has_to(view, above) and polarity(view, upper) is None:
        return False  # "urged Norway to act to protect X"
    if above.dep in _COMPLEMENT and over.lemma in view.tables.words["declining"] | view.tables.words["denying"]:
        return False
    mine = {e.code for p in clause.roles.get("agent", ()) for e in view.who(p)}
    theirs = {e.code for p in upper.roles.get("agent", ()) for e in view.who(p)}
    return bool(mine) and mine <= theirs


def _carries(view: View, above: Token) -> bool:
    """Whether the infinitive of a verb or an adjective is what its subject does or would do: "is ready to", not "was
    wrong to"."""
    if above.pos == "ADJ":
        return above.lower not in view.tables.words["bad"] | view.tables.words["good"] | view.tables.words["friendly"]
    return above.lemma in view.tables.words["carrying"]


def _leads(view: View, noun: Token) -> bool:
    """Whether a noun takes the stance of its infinitive itself: "its plan to X"."""
    listed = view.tables.nouns.get(noun.lemma, ())
    return any("infinitive" in s.takes or s.id not in view.tables.words["deeds"] for s in listed)


def is_for(view: View, clause: Clause) -> bool:
    """Whether the first entry of a verb is for its issue."""
    found = next(entries(view, clause, view.tokens[clause.head]), None)
    return found is not None and found[1].side == "for"


def _is_firm(view: View, token: Token) -> bool:
    """Whether what a form without tense depends on is told as a fact: not "may not want to lose face by refusing"."""
    for _ in range(_CLIMB):
        clause = view.clause.get(token.i)
        if clause is not None and clause.kind == "verb" and not is_told(view, clause):
            return False
        if (clause is not None and (clause.tense != "none" or clause.modal)) or token.head == token.i:
            return True
        token = view.tokens[token.head]
    return True


def _above(view: View, token: Token) -> Token | None:
    """The verb, adjective or noun whose complement a verb is."""
    while token.dep == "conj" and token.tag == "VB" and token.head != token.i:
        token = view.tokens[token.head]
    if token.dep not in _COMPLEMENT or token.head == token.i:
        return None
    above = view.tokens[token.head]
    while above.pos in {"ADP", "ADV"} and above.head != above.i:
        above = view.tokens[above.head]
    if token.dep == "advcl" and above.lemma not in view.tables.words["declining"]:
        return None if not has_to(view, token) else above
    if token.dep == "ccomp" and not has_to(view, token):
        return None
    return above


def has_to(view: View, token: Token) -> bool:
    return any(t.lower == "to" and t.i < token.i for t in view.kids(token.i))
