"""What is said of a thing, and whose aim it is: "one of the goals of X", "an act of piracy", "cannot afford to Y"."""

from __future__ import annotations

from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import View
from dragoman.positions.told import has_to

#: Counts before what is counted: "hundreds of jobs".
_NUMBERS = frozenset({"hundred", "thousand", "dozen", "million", "billion", "score", "ten"})


def meant_by(view: View, value: Token) -> Token:
    """The noun that a predicate is about: "goals" in "one of the main goals", itself in most."""
    if value.lemma not in view.tables.words["partitive"] | _NUMBERS:
        return value
    prep = next((t for t in view.kids(value.i) if t.dep == "prep" and t.lower == "of"), None)
    found = next((t for t in view.kids(prep.i) if t.dep == "pobj"), None) if prep is not None else None
    return found if found is not None else value


def owner_of(view: View, verb: Token) -> Entity | None:
    """Whose aim or wish it is that a sentence tells: "Russia's goal is to X", "X is one of the goals of Russia"."""
    subject = next((t for t in view.kids(verb.i) if t.dep == "nsubj"), None)
    value = next((t for t in view.kids(verb.i) if t.dep == "attr"), None)
    for noun in (meant_by(view, t) for t in (subject, value) if t is not None):
        if noun.lemma not in view.tables.words["wants"]:
            continue
        found = _holder(view, noun)
        if found is not None:
            return found
    return _for_whom(view, verb)


def _for_whom(view: View, verb: Token) -> Entity | None:
    """ "For Norway, the pipeline is a threat": to whom it is so."""
    prep = next((t for t in view.kids(verb.i) if t.dep == "prep" and t.lower == "for" and t.i < verb.i), None)
    noun = next((t for t in view.kids(prep.i) if t.dep == "pobj"), None) if prep is not None else None
    if prep is None or noun is None or any(t.pos not in {"PUNCT", "CCONJ", "ADV"} for t in view.tokens[: prep.i]):
        return None
    whom = phrase_at(view.sentence, noun.i)
    return next(iter(view.who(whom)), None) if view.tokens[whom.right].text == "," else None


def _holder(view: View, noun: Token) -> Entity | None:
    owner = next((t for t in view.kids(noun.i) if t.dep == "poss"), None)
    if owner is None:
        prep = next((t for t in view.kids(noun.i) if t.dep == "prep" and t.lower == "of"), None)
        owner = next((t for t in view.kids(prep.i) if t.dep == "pobj"), None) if prep is not None else None
    whom = phrase_at(view.sentence, owner.i) if owner is not None else None
    if whom is None or (view.tokens[whom.head].pos == "NOUN" and not view.is_somebody(whom)):
        return None  # "the focus of this Turkish tragedy"
    return next(iter(view.who(whom)), None)


def afforded(view: View, verb: Token) -> Token | None:
    """What cannot be afforded: the act of "cannot afford to wait"."""
    if verb.lemma != "afford":
        return None
    return next((t for t in view.kids(verb.i) if t.dep in {"xcomp", "ccomp"} and has_to(view, t)), None)


def unshared(view: View, verb: Token) -> bool:
    """ "do not share the view that X is safe": what is said of a thing in a view that somebody denies."""
    noun = view.tokens[verb.head]
    clause = view.clause.get(noun.head)
    held = verb.dep in {"acl", "relcl", "ccomp"} and noun.lemma in view.tables.words["views"]
    return held and clause is not None and clause.negated
