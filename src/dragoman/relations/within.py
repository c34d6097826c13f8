"""States within a body: "the largest economy in ASEAN", "holds a seat on the council", "its departure from the EU"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.tree import Token
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View

_OF = frozenset({"in", "of", "on", "within"})
_RANKED = frozenset({"only", "newest", "sole", "second", "third", "top", "leading", "founding"})


def within_drafts(view: View) -> Iterator[Draft]:
    """The memberships that ranks, seats and departures tell."""
    for token in view.tokens:
        if token.lower in view.lists.seating:
            yield from _seated(view, token)
        elif token.lower in view.lists.departures:
            yield from _departed(view, token)
        elif token.tag == "JJS" or token.lower in _RANKED:
            yield from _ranked(view, token)


def _bodies(view: View, i: int) -> list[Party]:
    """The organisations of states in or of which a noun is, or whose it is."""
    found = [p for h in view.objects(i, _OF) for p in view.parties(h)]
    found += [p for t in view.kids(i, "poss") for p in view.one(t.i)]
    return [p for p in (*found, *view.left_names(i)) if p.kind == "org"]


def _said_of(view: View, i: int) -> list[Party]:
    """The states of whom a noun is said: beside it, as its subject, or as those who have it."""
    token = view.tokens[i]
    above = view.tokens[token.head]
    heads = [t.i for t in view.kids(i, "appos")]
    if token.dep == "appos":
        heads.append(token.head)
    elif (token.dep == "attr" and above.lemma == "be") or (token.dep == "dobj" and above.lemma in view.lists.having):
        subject = view.teller(above.i) if view.reality(above.i) == "fact" else None
        heads += [subject] if subject is not None else []
    return [p for h in heads for p in view.parties(h) if p.kind == "state"]


def _ranked(view: View, adjective: Token) -> Iterator[Draft]:
    """ "Turkey, which has the second largest army in NATO": a rank among the members, of those that the tables have."""
    noun = view.tokens[adjective.head]
    if adjective.dep != "amod" or noun.pos != "NOUN" or adjective.head < adjective.i:
        return
    bodies = _bodies(view, noun.i)
    for party in _said_of(view, noun.i) if bodies else []:
        for body in bodies[:1]:
            if party.name in view.registry.names.members.get(body.name, ()):
                yield Draft("member_of", party, body, noun.i, noun.i)


def _seated(view: View, token: Token) -> Iterator[Draft]:
    """ "holds a permanent seat on the Security Council"."""
    if view.change(token.i) is not None or view.negated(token.i):
        return
    parties = _said_of(view, token.i) or [p for t in view.kids(token.i, "poss") for p in view.parties(t.i)]
    for party in parties:
        for body in _bodies(view, token.i)[:1]:
            if party.kind == "state":
                yield Draft("member_of", party, body, token.i, token.i)


def _departed(view: View, token: Token) -> Iterator[Draft]:
    """ "Britain's departure from the European Union"."""
    if view.change(token.i) is not None or view.negated(token.i) or token.dep == "compound":
        return
    bodies = [p for h in view.objects(token.i, frozenset({"from"})) for p in view.parties(h) if p.kind == "org"]
    holders = [t.i for t in view.kids(token.i, "poss")] or list(view.objects(token.i, frozenset({"of"})))
    if view.tokens[token.head].lemma in view.lists.ending:
        return
    for party in (p for h in holders for p in view.parties(h) if p.kind == "state"):
        for body in bodies:
            yield Draft("former_member_of", party, body, token.i, token.i)
