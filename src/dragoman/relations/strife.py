"""Those who are set against each other, and those who act as one: "locked in a proxy war with Iran", "at odds with",
"turned on each other", "joined forces"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from dragoman.language.tree import Token
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View

_IN = frozenset({"in", "into"})
_WITH = frozenset({"with", "against"})
_AGAINST = frozenset({"against"})
_BY = frozenset({"by", "of"})
_SIDES = frozenset({"state", "group"})
_ONE = {"another": "one", "other": "each"}
_ALONGSIDE = frozenset({"alongside", "beside", "with"})


def strife_drafts(view: View) -> Iterator[Draft]:
    """The rivalries and alliances that wars, quarrels and mutual acts tell."""
    for token in view.tokens:
        if token.lower in view.lists.strife:
            yield from _embroiled(view, token)
        if token.lower in view.lists.revolts:
            yield from _risen(view, token)
        if token.lower in view.lists.warring and token.i and view.tokens[token.i - 1].lower == "at":
            yield from _at_odds(view, token)
        elif token.lower in _ONE and token.i and view.tokens[token.i - 1].lower == _ONE[token.lower]:
            yield from _mutual(view, token)
    for clause in view.clauses:
        if clause.kind == "verb" and clause.lemma in view.lists.uniting:
            yield from _united(view, view.tokens[clause.head])


def _pairs(kind: str, found: list[Party], anchor: int, scope: int) -> Iterator[Draft]:
    """Two parties that a plural subject names; of more it is not told who is meant."""
    for one, other in combinations(found, 2) if len(found) == 2 else ():
        yield Draft(kind, one, other, anchor, scope)


def _sides(view: View, head: int) -> list[Party]:
    out: list[Party] = []
    for one in view.heads(head):
        for party in view.side(one):
            whole = view.registry.state_of(view.sentence, one, party)
            if whole.kind in _SIDES and whole.name not in {p.name for p in out}:
                out.append(whole)
    return out


def _embroiled(view: View, token: Token) -> Iterator[Draft]:
    """ "locked in a war with Iran", "Russia and the US are engaged in a struggle"."""
    prep = view.tokens[token.head]
    verb = view.tokens[prep.head]
    if token.dep != "pobj" or prep.lower not in _IN or verb.lower not in view.lists.embroiled:
        return
    if verb.tag != "VBN" or view.reality(verb.i) != "fact" or any(True for _ in view.kids(verb.i, "dobj")):
        return
    subject = view.teller(verb.i)
    if subject is None and verb.dep in {"acl", "amod"}:
        subject = verb.head
    if subject is None:
        return
    own = _sides(view, subject)
    others = [p for i in (token.i, verb.i) for h in view.objects(i, _WITH) for p in _sides(view, h)]
    yield from _against(own, others, token, verb)


def _risen(view: View, token: Token) -> Iterator[Draft]:
    """ "Boko Haram's insurgency against the Nigerian state", "has a long history of rebellion against": a group."""
    others = [p for h in view.objects(token.i, _AGAINST) for p in _sides(view, h)]
    holders = [t.i for t in view.kids(token.i, "poss")] or list(view.objects(token.i, _BY))
    top = view.tokens[token.head] if token.dep == "pobj" and view.tokens[token.head].lower == "of" else None
    noun = view.tokens[top.head] if top is not None else token
    verb = view.tokens[noun.head]
    if not holders and noun.dep == "dobj" and verb.pos == "VERB" and view.reality(verb.i) == "fact":
        subject = view.teller(verb.i)
        holders = [subject] if subject is not None else []
    for one in (p for h in holders for p in _sides(view, h) if p.kind == "group"):
        for other in others:
            yield Draft("rival_of", one, other, token.i, token.i)


def _against(own: list[Party], others: list[Party], token: Token, verb: Token) -> Iterator[Draft]:
    """Each of one side against each of the other, or against each other where there is one side."""
    if not others:
        yield from _pairs("rival_of", own, token.i, verb.i)
    for one in own:
        for other in others:
            yield Draft("rival_of", one, other, token.i, verb.i)


def _at_odds(view: View, token: Token) -> Iterator[Draft]:
    """ "Algeria and Morocco are at odds", "is at loggerheads with Turkey"."""
    verb = view.tokens[view.tokens[token.i - 1].head]
    subject = view.teller(verb.i) if verb.pos in {"VERB", "AUX"} and view.reality(verb.i) == "fact" else None
    if subject is None:
        return
    own = _sides(view, subject)
    others = [p for i in (token.i, token.i - 1, verb.i) for h in view.objects(i, _WITH) for p in _sides(view, h)]
    yield from _against(own, others, token, verb)


def _mutual(view: View, token: Token) -> Iterator[Draft]:
    """ "have turned against one another", "fought alongside each other"."""
    inner = token if token.dep in {"pobj", "dobj"} else view.tokens[token.i - 1]
    above = view.tokens[inner.head]
    verb = view.tokens[above.head] if above.pos in {"ADP", "SCONJ"} else above
    if verb.pos != "VERB" or view.reality(verb.i) != "fact":
        return
    words = {verb.lemma, f"{verb.lemma} {above.lower}"}
    if above.lower in _ALONGSIDE and words & view.lists.opposing:
        kind = "partner_of" if above.lower != "with" else "rival_of"
    elif words & view.lists.opposing:
        kind = "rival_of"
    else:
        return
    subject = view.teller(verb.i)
    own = _sides(view, subject) if subject is not None else []
    if kind == "rival_of" and all(p.kind == "state" for p in own) and verb.tag == "VBD":
        return  # that two states fought is an event
    yield from _pairs(kind, own, verb.i, verb.i)


def _united(view: View, verb: Token) -> Iterator[Draft]:
    """ "forces who had allied against Islamic State", "Russia and Iran joined forces": who acts as one."""
    words = {t.lower for t in view.kids(verb.i, "dobj")}
    if (words and not words & view.lists.jointly) or any(True for _ in view.objects(verb.i, frozenset({"with", "to"}))):
        return
    if view.lists.jointly and verb.lemma in view.lists.joining and not words & view.lists.jointly:
        return
    if view.reality(verb.i) != "fact":
        return
    subject = view.teller(verb.i)
    yield from _pairs("ally_of", _sides(view, subject) if subject is not None else [], verb.i, verb.i)
