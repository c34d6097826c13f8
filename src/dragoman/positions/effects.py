"""Stances in what somebody says that a thing or another does: "the law harms X", "India has violated the charter"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.grammar import Clause, Phrase
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import ANAPHORS, PERSONAL, Hit, Part, View, speaker_of, value_words, voice_of
from dragoman.positions.tables import Side
from dragoman.positions.values import meant_by

_CONDITION = frozenset({"if", "unless", "whether", "lest", "why", "how", "when", "where", "what", "who", "which"})
#: What only may do harm is not wanted.
_FEARED = frozenset({"may", "might", "could", "can"})
_UNSURE = frozenset({"may", "might", "could", "can", "should", "must", "ought", "shall"})


def effect_hits(view: View) -> Iterator[Hit]:
    """The stances of those who are reported or quoted on what harms, serves or does wrong."""
    if not view.statements:
        return
    words = view.tables.words
    for i in sorted(view.clause):
        clause, token = view.clause[i], view.tokens[i]
        if clause.kind != "verb" or token.dep == "relcl" or (token.dep == "acl" and not _is_feared(view, token)):
            continue
        hit = _needed(view, clause, token) if token.lemma in words["needing"] else None
        if hit is not None:
            yield hit
            continue
        if clause.voice == "passive" and (token.lemma in words["spoilt"] or _is_untrue(view, token)):
            hit = _spoilt(view, clause, token)
        elif token.lemma in words["effects"] or _imperils(view, token):
            hit = _effect(view, clause, token)
        if hit is None and token.lemma in words["abetting"]:
            hit = _abetted(view, clause, token)
        if hit is None and token.lemma in words["causing"]:
            hit = _caused(view, clause, token)
        if hit is not None:
            yield hit


def _is_feared(view: View, verb: Token) -> bool:
    """ "there is a danger that X hurts Y"."""
    noun = view.tokens[verb.head]
    if noun.lemma in {"doubt", "question"} and any(t.lower == "no" for t in view.kids(noun.i)):
        return True
    return noun.lemma in {"danger", "risk", "fear", "concern", "worry", "possibility"}


def _effect(view: View, clause: Clause, token: Token) -> Hit | None:
    statement = view.statement_at(token.i)
    if (
        statement is None
        or clause.marker in _CONDITION
        or clause.modal in _UNSURE - _FEARED
        or clause.voice == "passive"
    ):
        return None
    speaker = speaker_of(view, statement)
    doing = next((t for t in view.kids(token.i) if t.dep == "csubj"), None)
    if speaker is not None and doing is not None:
        return _done(view, clause, token, speaker, doing)
    subject = next(iter(clause.roles.get("agent", ())), None)
    if (
        speaker is None
        or subject is None
        or view.tokens[-1].text == "?"
        or (clause.tense == "none" and not clause.modal)
    ):
        return None
    head = view.tokens[subject.head]
    above = view.clause.get(token.head) if token.dep == "ccomp" else None
    if above is not None and above.negated:
        return None
    side = _side(view, clause, token)
    if token.lemma == "lie" and any(t.dep == "prep" and t.lower not in {"about", "to"} for t in view.kids(token.i)):
        return None  # "its interests lie in the north"
    if clause.modal in _FEARED and (side == "for" or view.is_somebody(subject)):
        return None
    if side is None or _is_speaker(view, subject, speaker):
        return None
    rule = f"effect: “{'not ' if clause.negated else ''}{token.lemma}”"
    if view.is_somebody(subject) or (head.pos == "PRON" and view.who(subject)):
        if side == "for" or token.lemma not in view.tables.words["failing"]:
            return None
        part = replace(view.clause_part(token.i, subject), denied=False)
        return Hit(token.i, (speaker,), (part,), side, 0.8, rule, known=True, sides=True)
    if head.pos == "PRON" and head.lower not in ANAPHORS | PERSONAL:
        return None
    thing: Part = view.noun_part(subject.head)
    return Hit(token.i, (speaker,), (thing,), side, 0.6, rule, known=True)


def _done(view: View, clause: Clause, token: Token, speaker: Entity, doing: Token) -> Hit | None:
    """ "lifting the sanctions helps the regime", "sending arms prolongs the war": what doing a thing does."""
    side = _side(view, clause, token)
    if any(t.text == "," for t in view.tokens[doing.i : token.i]):
        return None  # "Seeking to X, the council has accelerated Y"
    if side is None or view.tokens[-1].text == "?" or (side == "for" and clause.modal in _FEARED):
        return None
    rule = f"effect: “{'not ' if clause.negated else ''}{token.lemma}”"
    part = view.clause_part(doing.i)
    end = min((t.i for t in view.kids(token.i) if t.dep in {"aux", "neg"} and t.i > doing.i), default=token.i)
    part = replace(part, right=max(part.right, end), denied=False)
    return Hit(token.i, (speaker,), (part,), side, 0.6, rule, known=True)


def _needed(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "the system needs reform", "the deal deserves scrutiny": whoever says so is for that."""
    speaker = voice_of(view, token.i)
    subject = next(iter(clause.roles.get("agent", ())), None)
    if speaker is None or subject is None or clause.marker in _CONDITION or clause.modal in _UNSURE:
        return None
    if clause.voice == "passive" or view.tokens[-1].text == "?" or view.tokens[subject.head].tag in {"WP", "WDT"}:
        return None
    counted = view.tokens[subject.head].pos == "NUM"
    if (counted or view.is_somebody(subject)) and token.lemma in {"need", "require"}:
        return None  # "the villagers need help" is a report
    things = view.parts_at(p.head for p in clause.roles.get("patient", ()))
    if not things or _is_speaker(view, subject, speaker):
        return None
    side: Side = "against" if clause.negated else "for"
    about: Part = replace(things[0], subject=subject) if view.tokens[things[0].head].pos == "NOUN" else things[0]
    return Hit(token.i, (speaker,), (about,), side, 0.8, f"effect: “{token.lemma}” + object", known=True)


def _caused(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "the move could create new crises", "the drills pose a threat": whoever says so is against it."""
    statement = view.statement_at(token.i)
    subject = next(iter(clause.roles.get("agent", ())), None)
    if statement is None or subject is None or clause.negated or clause.voice == "passive":
        return None
    if clause.marker in _CONDITION or clause.modal in _UNSURE - _FEARED or view.tokens[-1].text == "?":
        return None
    speaker = speaker_of(view, statement)
    words = view.tables.words
    told = [p.head for p in clause.roles.get("patient", ())]
    if token.lemma in {"lead", "amount"}:
        told += [p.head for p in view.objects(token.i, "to") if not p.is_clause]
    told = [meant_by(view, view.tokens[i]).i for i in told]
    ills = [view.tokens[i].lemma for i in told if value_words(view, view.tokens[i]) & words["ills"]]
    head = view.tokens[subject.head]
    if speaker is None or not ills or head.pos not in {"NOUN", "PRON"} or _is_speaker(view, subject, speaker):
        return None
    if view.is_somebody(subject) or (head.pos == "PRON" and head.lower not in ANAPHORS):
        return None
    rule = f"effect: “{token.lemma}” + “{ills[0]}”"
    return Hit(token.i, (speaker,), (view.noun_part(subject.head),), "against", 0.6, rule, known=True)


def _imperils(view: View, token: Token) -> bool:
    """ "would put lives at risk"."""
    if token.lemma not in view.tables.words["putting"]:
        return False
    heads = [p.head for name in ("at", "in") for p in view.objects(token.i, name) if not p.is_clause]
    return any(view.tokens[i].lemma in view.tables.words["perils"] for i in heads)


def _is_untrue(view: View, token: Token) -> bool:
    """ "is based on lies"."""
    if token.lemma not in {"base", "build", "found", "make", "ground", "premise"}:
        return False
    heads = [p.head for name in ("on", "upon") for p in view.objects(token.i, name) if not p.is_clause]
    return any(view.tokens[i].lemma in view.tables.words["untruths"] for i in heads)


def _abetted(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "Kinshasa says that Rwanda arms the rebels": whoever says so of another is against it."""
    speaker = voice_of(view, token.i)
    subject = next(iter(clause.roles.get("agent", ())), None)
    if speaker is None or subject is None or clause.negated or clause.voice == "passive":
        return None
    if clause.marker in _CONDITION or clause.modal or clause.tense == "none" or not view.is_somebody(subject):
        return None
    whom = {view.tokens[p.head].lemma for p in clause.roles.get("patient", ())}
    if not whom & view.tables.words["outlaws"] or _is_speaker(view, subject, speaker):
        return None
    part = view.clause_part(token.i, subject)
    return Hit(token.i, (speaker,), (part,), "against", 0.8, f"effect: “{token.lemma}” outlaws", known=True)


def _spoilt(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "the vote was rigged": whoever says so is against it."""
    statement = view.statement_at(token.i)
    if (
        statement is None
        or clause.marker in _CONDITION
        or clause.modal
        or clause.negated
        or view.tokens[-1].text == "?"
    ):
        return None
    speaker = speaker_of(view, statement)
    thing = next(iter(clause.roles.get("patient", ())), None)
    if speaker is None or thing is None or view.tokens[thing.head].pos != "NOUN" or view.is_somebody(thing):
        return None
    rule = f"effect: “be {token.lower}”"
    return Hit(token.i, (speaker,), (view.noun_part(thing.head),), "against", 0.8, rule, known=True)


def _side(view: View, clause: Clause, token: Token) -> Side | None:
    words = view.tables.words
    if token.lemma in words["serving"]:
        return "against" if clause.negated else "for"
    return None if clause.negated else "against"


def _is_speaker(view: View, subject: Phrase, speaker: Entity) -> bool:
    """Whether a clause is about those who say it."""
    if view.tokens[subject.head].lower in {"we", "i", "you", "who", "which", "that"}:
        return True
    owned = any(t.dep == "poss" for t in view.kids(subject.head)) and not view.is_somebody(subject)
    return not owned and any(e.code == speaker.code for e in view.who(subject))
