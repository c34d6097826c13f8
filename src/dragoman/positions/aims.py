"""Stances in what a thing is said to be for, and in what is done against somebody's wishes: "the vote is an attempt to
weaken X", "the law is aimed at silencing X", "the time has come for X", "over American objections"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at, single
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import Hit, Part, View, voice_of
from dragoman.positions.tables import Side
from dragoman.positions.told import has_to, is_told

#: Whose objections are set aside.
_OVER = frozenset({"over", "despite", "against"})
_FOLLOWED = ("from", "by", "of")
_FEELINGS = frozenset({"opposition", "criticism", "condemnation"})


def aim_hits(view: View) -> Iterator[Hit]:
    """The stances in what things are for, in what is due, and in objections that are set aside."""
    if view.tokens[-1].text == "?":
        return
    for token in view.tokens:
        hit = None
        if token.lemma in view.tables.words["endeavours"] and token.dep == "attr":
            hit = _endeavour(view, token)
        elif token.lemma in view.tables.words["purposed"] and token.tag == "VBN":
            hit = _purposed(view, token)
        elif token.lemma == "come":
            hit = _due(view, token)
        elif token.lower in _OVER and token.dep == "prep":
            hit = _set_aside(view, token)
        elif token.lower == "with" and token.dep == "prep":
            hit = _blessed(view, token)
        if hit is not None:
            yield hit


def _endeavour(view: View, noun: Token) -> Hit | None:
    """ "the inquiry is an attempt to divide the country": whoever says so is against the inquiry."""
    verb = view.tokens[noun.head]
    act = next((t for t in view.kids(noun.i) if t.dep in {"acl", "relcl", "xcomp"} and has_to(view, t)), None)
    if verb.lemma not in {"be", "remain"} or act is None or any(t.dep == "neg" for t in view.kids(verb.i)):
        return None
    return _for_what(view, verb, act, f"aim: “{noun.lemma} to {act.lemma}”")


def _purposed(view: View, verb: Token) -> Hit | None:
    """ "the law is aimed at silencing critics", "was designed to protect the coast"."""
    if not any(t.dep == "auxpass" for t in view.kids(verb.i)) or any(t.dep == "neg" for t in view.kids(verb.i)):
        return None
    act = next((t for t in view.kids(verb.i) if t.dep in {"xcomp", "advcl"} and has_to(view, t)), None)
    if act is None:
        found = next((p for p in view.objects(verb.i, "at") if p.is_clause), None)
        act = view.tokens[found.head] if found is not None else None
    return _for_what(view, verb, act, f"aim: “{verb.lower} to {act.lemma}”") if act is not None else None


def _for_what(view: View, verb: Token, act: Token, rule: str) -> Hit | None:
    """Against what is for doing harm, for what is for doing good, in whose words it stands."""
    words = view.tables.words
    side: Side | None = (
        "against"
        if act.lemma in words["harming"] | words["felling"] or _is_against(view, act)
        else "for"
        if act.lemma in words["serving"]
        else None
    )
    if verb.dep in {"acl", "ccomp"} and view.tokens[verb.head].lemma in words["moods"]:
        return None  # "its fear that the talks are a ploy to X": what only may be
    speaker = voice_of(view, verb.i)
    subject = next((t for t in view.kids(verb.i) if t.dep in {"nsubj", "nsubjpass"} and t.pos == "NOUN"), None)
    if side is None or speaker is None or subject is None or view.is_somebody(phrase_at(view.sentence, subject.i)):
        return None
    return Hit(verb.i, (speaker,), (view.noun_part(subject.i),), side, 0.6, rule, known=side == "for")


def _is_against(view: View, act: Token) -> bool:
    """Whether an act is one against what it is done to: "topple the government", not "end the war"."""
    clause = view.clause.get(act.i)
    names = {act.lemma, *(f"{act.lemma} {p}" for p in (clause.particles if clause is not None else ()))}
    listed = any(s.id == "hinder" for name in names for s in view.tables.verbs.get(name, ()))
    things = clause.roles.get("patient", ()) if clause is not None else ()
    ills = view.tables.words["ills"] | view.tables.words["conflicts"] | view.tables.words["outlaws"]
    return listed and not any(view.tokens[p.head].lemma in ills for p in things)


def _due(view: View, verb: Token) -> Hit | None:
    """ "said the time had come for talks", "the moment has come to lift the ban"."""
    subject = next((t for t in view.kids(verb.i) if t.dep == "nsubj"), None)
    clause = view.clause.get(verb.i)
    speaker = voice_of(view, verb.i)
    if subject is None or subject.lemma not in {"time", "moment", "hour"} or clause is None or speaker is None:
        return None
    if clause.negated or not is_told(view, clause):
        return None
    for i in (verb.i, subject.i):
        act = next((t for t in view.kids(i) if t.dep in {"xcomp", "advcl", "acl", "relcl"} and has_to(view, t)), None)
        parts = view.objects(i, "for")
        if act is not None and not parts:
            parts = (view.clause_part(act.i, view.subject_of(act.i)),)
        if parts:
            return Hit(verb.i, (speaker,), parts, "for", 0.8, "aim: “the time has come”", known=parts[0].is_clause)
    return None


def _set_aside(view: View, prep: Token) -> Hit | None:
    """ "pushed through the cut over American objections": whose objections they are is against it."""
    noun = next((t for t in view.kids(prep.i) if t.dep == "pobj"), None)
    clause = view.clause.get(prep.head)
    if noun is None or clause is None or clause.kind != "verb" or clause.negated or noun.i < prep.i:
        return None
    listed = view.tables.nouns.get(noun.lemma, ())
    stance = next((s for s in listed if s.id in _FEELINGS), None)
    if stance is None or any(view.objects(noun.i, slot) for slot in stance.takes if slot not in _FOLLOWED):
        return None
    owners = _owners(view, noun)
    doers = {e.code for p in clause.roles.get("agent", ()) for e in view.who(p)}
    if not owners or doers & {e.code for e in owners} or (prep.lower == "against" and noun.lemma == "criticism"):
        return None
    part = _done(view, clause, prep)
    return Hit(noun.i, owners, (part,), "against", 0.8, f"{stance.id}: “{prep.lower} {noun.lemma}”", known=True)


def _blessed(view: View, prep: Token) -> Hit | None:
    """ "launched the raid with the blessing of Chile": who gives it is for what is done."""
    noun = next((t for t in view.kids(prep.i) if t.dep == "pobj"), None)
    above = view.tokens[prep.head]
    feeling = above.lemma in view.tables.nouns  # "disappointment with Russian support"
    clause = view.clause.get(above.head if above.dep == "dobj" and not feeling else above.i)
    if (
        noun is None
        or clause is None
        or clause.kind != "verb"
        or clause.voice == "passive"
        or not is_told(view, clause)
    ):
        return None
    if noun.lemma not in view.tables.words["blessings"] or clause.negated or not clause.roles.get("patient"):
        return None
    owners = _owners(view, noun)
    doers = {e.code for p in clause.roles.get("agent", ()) for e in view.who(p)}
    if not owners or not doers or doers & {e.code for e in owners}:
        return None
    part = _done(view, clause, prep)
    return Hit(noun.i, owners, (part,), "for", 0.6, f"aim: “with {noun.lemma}”", known=True)


def _done(view: View, clause: Clause, prep: Token) -> Part:
    """What is done, without the words on whose wish it is."""
    subject = next(iter(clause.roles.get("agent", ())), None)
    part = view.clause_part(clause.head, subject)
    thing = next(iter(clause.roles.get("patient", ())), None)
    if thing is not None and clause.lemma in view.tables.words["light_acts"]:
        part = view.noun_part(thing.head)  # "launched | the raid"
    right = prep.i if prep.i > part.head else part.right
    return replace(part, right=min(part.right, right), denied=False)


def _owners(view: View, noun: Token) -> tuple[Entity, ...]:
    """Whose a feeling is: before the noun or after "from"."""
    for kid in view.kids(noun.i):
        if kid.dep == "poss":
            return view.who(phrase_at(view.sentence, kid.i))
        if kid.dep in {"amod", "compound", "nmod"}:
            named = tuple(e for e in view.who(single(kid.i)) if e.basis in {"nationality", "named", "metonym"})
            if named:
                return named
    parts = (p for name in _FOLLOWED for p in view.objects(noun.i, name) if not p.is_clause)
    return tuple(e for p in parts for e in view.who(phrase_at(view.sentence, p.head)))
