"""Whose words those of a paper are, and who speaks with whom: "the statement said", "Norway and Sweden said"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.holders import actors_of
from dragoman.positions.reading import Hit, View
from dragoman.positions.told import is_told


def with_fellows(view: View, hit: Hit) -> Hit:
    """A hit of one who speaks, with those who speak beside them."""
    statement = view.statement_at(hit.head)
    if len(hit.actors) != 1 or statement is None or statement.cue_span is None:
        return hit
    first = hit.actors[0]
    if first.span != statement.speaker_span:
        return hit
    start, end = statement.cue_span
    told = (c for c in view.clause.values() if start <= view.tokens[c.head].start < end)
    speakers = {e.code: e for c in told for e in actors_of(view, c)}
    if first.code not in speakers or len(speakers) < 2:
        return hit
    return replace(hit, actors=(first, *(e for code, e in speakers.items() if code != first.code)))


def issued(view: View) -> Mapping[str, Entity]:
    """Who has issued which paper in a sentence, by the lemma of the paper: "The ministry published a report"."""
    return dict(_issued(view))


def _issued(view: View) -> Iterator[tuple[str, Entity]]:
    words = view.tables.words
    for token in view.tokens:
        if token.pos != "NOUN" or token.lemma not in words["speaking_papers"]:
            continue
        found = _by(view, token) or _owner(view, token) or _issuer(view, token)
        if found is not None:
            yield token.lemma, found


def _by(view: View, noun: Token) -> Entity | None:
    """ "a statement published by X", "a statement from X"."""
    verbs = (t.i for t in view.kids(noun.i) if t.dep == "acl" and t.tag == "VBN")
    for i, names in ((noun.i, ("by", "from")), *((v, ("by",)) for v in verbs)):
        for name in names:
            parts = (p for p in view.objects(i, name) if not p.is_clause)
            found = next((e for p in parts for e in view.who(phrase_at(view.sentence, p.head))), None)
            if found is not None:
                return found
    return None


def _owner(view: View, noun: Token) -> Entity | None:
    owner = next((t for t in view.kids(noun.i) if t.dep == "poss"), None)
    return next(iter(view.who(phrase_at(view.sentence, owner.i))), None) if owner is not None else None


def _issuer(view: View, noun: Token) -> Entity | None:
    """ "the ministry issued a statement", "said in a statement"."""
    above = view.tokens[noun.head]
    inside = above.dep == "prep" and above.lower == "in"
    verb = view.tokens[above.head] if inside else above
    clause = view.clause.get(verb.i)
    if clause is None or clause.kind != "verb" or clause.negated or not is_told(view, clause):
        return None
    if not inside and (noun.dep not in {"dobj", "nsubjpass"} or verb.lemma not in view.tables.words["issuing"]):
        return None
    return _agent(view, clause)


def _agent(view: View, clause: Clause) -> Entity | None:
    return next((e for p in clause.roles.get("agent", ()) for e in view.who(p)), None)
