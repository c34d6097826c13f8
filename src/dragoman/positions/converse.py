"""Stances told from the side of the issue: "the plan drew criticism from Canada", "the offensive won the approval of
Cameroon", "a base there is unacceptable to Norway"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import Hit, Part, View
from dragoman.positions.tables import Side
from dragoman.positions.told import is_told

_GIVERS = ("from", "of", "by", "among", "in")


def converse_hits(view: View) -> Iterator[Hit]:
    """The stances of those from whom a thing has criticism or support, and to whom it is good or bad."""
    words = view.tables.words
    for i in sorted(view.clause):
        clause, token = view.clause[i], view.tokens[i]
        if clause.kind != "verb" or token.lemma not in words["converse"]:
            continue
        hit = _drawn(view, clause, token)
        if hit is not None:
            yield hit
    for token in view.tokens:
        named = {token.lemma, token.lower}
        if named & (words["felt_bad"] | words["felt_good"]):
            hit = _felt(view, token, "against" if named & words["felt_bad"] else "for")
            if hit is not None:
                yield hit


def _drawn(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "the plan drew criticism from Canada": Canada is against the plan."""
    if not is_told(view, clause) or clause.negated:
        return None
    met = token.lemma == "meet"
    if met != (clause.voice == "passive"):
        return None
    for phrase in clause.roles.get("with" if met else "patient", ()):
        noun = view.tokens[phrase.head]
        stance = next((s for s in view.tables.nouns.get(noun.lemma, ()) if s.holder == "subject" and not s.known), None)
        if (
            stance is None
            or stance.side == "neutral"
            or noun.i == token.i
            or any(t.lower == "no" for t in view.kids(noun.i))
            or any(view.objects(noun.i, slot) for slot in stance.takes if slot not in _GIVERS)
        ):
            continue
        actors = _givers(view, token, noun)
        subjects = (p for p in clause.roles.get("patient" if met else "agent", ()) if not view.is_somebody(p))
        things = [view.noun_part(p.head) for p in subjects]
        things = [p for p in things if p.head != noun.i and view.tokens[p.head].pos == "NOUN"]
        things = things or _after_gaining(view, token)
        if actors and things:
            rule = f"{stance.id}: “{token.lemma} {noun.lemma}” + from"
            return Hit(noun.i, actors, tuple(things), stance.side, stance.strength, rule, known=True, sides=True)
    return None


def _after_gaining(view: View, verb: Token) -> list[Part]:
    """ "launched the raid after gaining the approval of Chile": the raid."""
    prep = view.tokens[verb.head]
    upper = view.clause.get(prep.head) if verb.dep == "pcomp" and prep.lower in {"after", "before"} else None
    if upper is None or upper.kind != "verb" or upper.negated or not upper.roles.get("patient"):
        return []
    return [view.clause_part(upper.head)]


def _givers(view: View, verb: Token, noun: Token) -> tuple[Entity, ...]:
    """Whose criticism or support it is."""
    for name in _GIVERS:
        for head in (noun.i, verb.i):
            parts = view.objects(head, name) if not (name == "of" and head == verb.i) else ()
            found = tuple(e for p in parts if not p.is_clause for e in view.who(Phrase(p.head, p.left, p.right)))
            if found:
                return found
    for kid in view.kids(noun.i):
        if kid.dep in {"poss", "amod", "compound"}:
            found = view.who(phrase_at(view.sentence, kid.i) if kid.dep == "poss" else Phrase(kid.i, kid.i, kid.i + 1))
            if found:
                return found
    return ()


def _felt(view: View, token: Token, side: Side) -> Hit | None:
    """ "a base there is unacceptable to Norway", "a nightmare for Pakistan"."""
    verb = view.tokens[token.head]
    if token.dep not in {"acomp", "attr"} or verb.lemma not in {"be", "remain", "become"}:
        return None
    clause = view.clause.get(verb.i) or view.clause.get(token.i)
    if clause is None or (clause.modal not in {None, "will", "would"}) or clause.negated:
        return None
    parts = view.objects(token.i, "to") or view.objects(token.i, "for") or view.objects(verb.i, "for")
    actors = tuple(e for p in parts if not p.is_clause for e in view.who(Phrase(p.head, p.left, p.right)))
    subject = next((t for t in view.kids(verb.i) if t.dep == "nsubj" and t.pos in {"NOUN", "PROPN"}), None)
    if not actors or subject is None:
        return None
    thing: Part = view.noun_part(subject.i)
    return Hit(token.i, actors, (thing,), side, 0.6, f"felt: “{token.lower}” + to", known=True, sides=True)
