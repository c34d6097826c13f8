"""Those who are told beside others of their kind: "France and other allies", "Portugal's EU partners", "Malaysia, along
with other ASEAN members"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.tree import Token
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View
from dragoman.relations.words import Noun

_BESIDE = frozenset({"with", "like", "alongside", "besides"})
_WITHIN = frozenset({"in", "of", "from"})
_MUTUAL = frozenset({"ally_of", "partner_of", "rival_of"})
#: Words for states of a body: "other countries in the EU".
_STATES = frozenset({"countries", "nations", "states", "members", "capitals", "governments"})


def fellow_drafts(view: View) -> Iterator[Draft]:
    """The relations that plurals of kinds of friends and members tell of whoever stands beside them."""
    for token in view.tokens:
        if token.pos != "NOUN" or view.mention(token.i) is not None:
            continue
        entries = view.words.nouns.get(token.lower, ())
        noun = next((n for n in entries if n.form == "role" and n.plural and len(n.words) == 1), None)
        if noun is None:
            continue
        if noun.kind in {"ally_of", "partner_of"}:
            yield from _in_body(view, token)
        if any(t.lower in {"other", "fellow"} for t in view.kids(token.i, "amod")):
            if noun.kind in _MUTUAL:
                yield from _of_doer(view, token, noun)
            if token.lower in _STATES:
                yield from _of_body(view, token)


def _in_body(view: View, token: Token) -> Iterator[Draft]:
    """ "Turkey's NATO allies": Turkey is in NATO, if the tables do not say otherwise."""
    body = next((p for p in view.left_names(token.i) if p.kind == "org" and p.right == token.i), None)
    if body is None:
        return
    members = view.registry.names.members.get(body.name, ())
    for owner in view.kids(token.i, "poss"):
        for party in view.possessors(token.i, owner):
            if party.kind == "state" and party.name in members:
                yield Draft("member_of", party, body, token.i, token.i)


def _of_doer(view: View, token: Token, noun: Noun) -> Iterator[Draft]:
    """ "Kenya told Uganda and other allies": allies of whoever does what the verb tells."""
    if any(True for _ in view.kids(token.i, "poss")) or any(True for _ in view.objects(token.i, noun.of | _WITHIN)):
        return
    if any(p.kind != "org" for p in view.left_names(token.i)) or token.dep != "conj":
        return
    first = view.tokens[view.group_of(token.i)]
    verb = view.tokens[first.head]
    if first.dep == "pobj":
        verb = view.tokens[verb.head]
    if first.dep not in {"dobj", "pobj", "dative", "nsubj"} or verb.pos != "VERB" or first.i > token.i:
        return
    subject = view.subject_of(verb.i)
    if subject is None or subject == first.i:
        return
    doers = [p for p in view.parties(subject) if p.kind == "state"]
    before = [p for h in view.heads(first.i) if h < token.i for p in view.one(h) if view.mention(h) is not None]
    for party in before if len(doers) == 1 else []:
        if party.kind == "state":
            yield Draft(noun.kind, doers[0], party, token.i, token.i)


def _of_body(view: View, token: Token) -> Iterator[Draft]:
    """ "Malaysia, along with other ASEAN members", "Poland and other countries in the EU"."""
    bodies = [p for p in view.left_names(token.i) if p.kind == "org"]
    bodies += [p for h in view.objects(token.i, _WITHIN) for p in view.parties(h) if p.kind == "org"]
    if not bodies:
        return
    if token.dep == "conj":
        first = view.group_of(token.i)
        heads = [h for h in view.heads(first) if h < token.i]
    else:
        prep = view.tokens[token.head]
        above = view.tokens[prep.head]
        while above.dep in {"prep", "advmod"} or above.lower in {"along", "together"}:
            above = view.tokens[above.head]
        if token.dep != "pobj" or prep.lower not in _BESIDE:
            return
        subject = view.subject_of(above.i) if above.pos in {"VERB", "AUX"} else above.i
        if subject is None and view.tokens[above.i].pos == "VERB":
            subject = next((t.i for t in view.kids(above.i, "npadvmod") if t.pos == "PROPN" and t.i < token.i), None)
        heads = [subject] if subject is not None else []
    for party in _states(view, heads):
        for body in bodies[:1]:
            yield Draft("member_of", party, body, token.i, token.i)


def _states(view: View, heads: list[int]) -> list[Party]:
    return [p for h in heads if view.mention(h) is not None for p in view.one(h) if p.kind == "state"]
