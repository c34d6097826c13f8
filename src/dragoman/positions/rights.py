"""What somebody says that one may, must or need not do: "has the right to defend itself", "there is no need to send X",
"it is in our interest to do X", "it makes no sense to do X", "do not do X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import Hit, Part, View, speaker_of
from dragoman.positions.tables import Side
from dragoman.positions.told import is_told
from dragoman.positions.verbs import TURNED, inner_stance

_BE = frozenset({"be", "remain", "become"})
_NO = frozenset({"no", "little", "zero"})
_UNSURE = frozenset({"may", "might", "could"})


def right_hits(view: View) -> Iterator[Hit]:
    """The stances in what somebody says that there is a right to, an interest in, or no reason for."""
    words = view.tables.words
    for token in view.tokens:
        if token.pos != "NOUN" or view.tokens[-1].text == "?":
            continue
        hit = None
        if token.lemma in words["rights"]:
            hit = _right(view, token)
        elif token.lemma == "interest":
            hit = _interest(view, token)
        if hit is None and token.lemma in words["grounds"]:
            hit = _groundless(view, token)
        if hit is None and token.lemma in words["faults"]:
            hit = _fault(view, token)
        if hit is not None:
            yield hit


def _right(view: View, noun: Token) -> Hit | None:
    """ "Kenya has the right to protect its reefs": whoever says so is for that, else those who have it."""
    verb = view.tokens[noun.head]
    clause = view.clause.get(verb.i)
    act = _act(view, noun)
    if noun.dep != "dobj" or verb.lemma not in view.tables.words["holding"] or clause is None or act is None:
        return None
    subject = next(iter(clause.roles.get("agent", ())), None)
    if subject is None or not is_told(view, clause) or view.tokens[subject.head].tag in {"WP", "WDT"}:
        return None
    speaker = _speaker(view, noun)
    actors = (speaker,) if speaker is not None else view.who(subject)
    if not actors or (speaker is None and noun.lemma not in {"right", "prerogative"}):
        return None
    own = view.tokens[subject.head].pos == "PRON"
    part = replace(view.clause_part(act.i, None if own else subject), denied=False)
    side: Side = "against" if clause.negated or _is_none(view, noun) else "for"
    return _hit(view, act, actors, part, side, f"right: “{verb.lemma} {noun.lemma} to”")


def _interest(view: View, noun: Token) -> Hit | None:
    """ "it is in our interest to X", "it is of interest for Iraq to X"."""
    above = view.tokens[noun.head]
    verb = view.tokens[above.head] if noun.dep == "pobj" and above.lower in {"in", "of"} else None
    if verb is None or verb.lemma not in _BE:
        return None
    denied = any(t.dep == "neg" for t in view.kids(verb.i)) or _is_none(view, noun)
    for head in (verb.i, above.i, noun.i):
        for kid in view.kids(head):
            if kid.tag == "VB" and kid.dep in {"xcomp", "ccomp", "advcl", "acl", "relcl"} and _has_to(view, kid):
                who = _holders(view, noun, kid)
                if not who:
                    return None
                part = replace(view.clause_part(kid.i), denied=False)
                return _hit(view, kid, who, part, "against" if denied else "for", "interest: “in the interest”")
    return None


def _holders(view: View, noun: Token, act: Token) -> tuple[Entity, ...]:
    """Whose interest it is; the speaker's where that is nobody with a code."""
    phrases: list[Phrase] = [phrase_at(view.sentence, t.i) for t in view.kids(noun.i) if t.dep == "poss"]
    for name in ("of", "for"):
        phrases += [Phrase(p.head, p.left, p.right) for p in view.objects(noun.i, name) if not p.is_clause]
    own = view.subject_of(act.i)
    phrases += [own] if own is not None else []
    found = tuple(e for p in phrases for e in view.who(p))
    speaker = _speaker(view, noun)
    return found or ((speaker,) if speaker is not None else ())


def _groundless(view: View, noun: Token) -> Hit | None:
    """ "there is no need to send X", "it makes no sense to X", "I see no point in X": against it."""
    verb = view.tokens[noun.head]
    if not _is_none(view, noun) and not any(t.dep == "neg" for t in view.kids(verb.i)):
        return None
    there = verb.lemma in _BE and any(t.dep == "expl" for t in view.kids(verb.i))
    if not there and verb.lemma not in {
        "make",
        "see",
        "have",
        "serve",
        "feel",
        "show",
        "find",
        "display",
        "express",
        "take",
    }:
        return None
    speaker = _speaker(view, noun) if there or verb.lemma in {"make", "serve"} else _minded(view, verb, noun)
    if speaker is None or any(t.lower in _UNSURE for t in view.kids(verb.i)):
        return None
    act = _act(view, noun) or next(
        (t for t in view.kids(verb.i) if t.dep in {"xcomp", "advcl", "ccomp"} and t.tag == "VB" and _has_to(view, t)),
        None,
    )
    rule = f"grounds: “no {noun.lemma}”"
    if act is not None:
        part = replace(view.clause_part(act.i, view.subject_of(act.i)), denied=False)
        return _hit(view, act, (speaker,), part, "against", rule)
    for name in ("for", "in", "of"):
        parts = view.objects(noun.i, name) or (view.objects(verb.i, name) if name != "of" else ())
        if parts:
            calm = view.tokens[parts[0].head].lemma in view.tables.words["moods"]
            cool: Side = "neutral" if noun.lemma == "interest" else "against"
            return None if calm else _hit(view, noun, (speaker,), parts[0], cool, rule)
    return None


def _minded(view: View, verb: Token, noun: Token) -> Entity | None:
    """Who sees no point in a thing: the subject, or whoever says that they see none."""
    clause = view.clause.get(verb.i)
    if clause is None or not is_told(view, clause):
        return None
    found = (e for p in clause.roles.get("agent", ()) for e in view.who(p))
    return next(found, None) or _speaker(view, noun)


def _fault(view: View, noun: Token) -> Hit | None:
    """ "there were failings by the police": whoever says so is against them."""
    verb = view.tokens[noun.head]
    if verb.lemma not in _BE or noun.dep not in {"attr", "nsubj"} or _is_none(view, noun):
        return None
    if not any(t.dep == "expl" for t in view.kids(verb.i)) or any(t.dep == "neg" for t in view.kids(verb.i)):
        return None
    if any(t.tag == "MD" for t in view.kids(verb.i)) or any(t.dep == "mark" for t in view.kids(verb.i)):
        return None
    speaker = _speaker(view, noun)
    if speaker is None:
        return None
    return Hit(noun.i, (speaker,), (view.noun_part(noun.i),), "against", 0.8, f"fault: “{noun.lemma}”", known=True)


def _hit(view: View, token: Token, actors: tuple[Entity, ...], part: Part, side: Side, rule: str) -> Hit:
    """A stance on a clause, or on what the verb in it is for or against."""
    inner = inner_stance(view, part) if part.is_clause else None
    if inner is not None:
        turned = "neutral" if side == "neutral" else TURNED[inner[0]] if side == "against" else inner[0]
        strength = 0.0 if turned == "neutral" else 0.8
        return Hit(token.i, actors, inner[2], turned, strength, f"{rule}; {inner[1]}", known=True, sides=True)
    return Hit(token.i, actors, (part,), side, 0.0 if side == "neutral" else 0.8, rule, known=True)


def _speaker(view: View, token: Token) -> Entity | None:
    statement = view.statement_at(token.i)
    return speaker_of(view, statement) if statement is not None else None


def _act(view: View, noun: Token) -> Token | None:
    """The infinitive that a noun takes."""
    kids = (t for t in view.kids(noun.i) if t.dep in {"acl", "relcl", "xcomp"} and t.tag == "VB")
    return next((t for t in kids if _has_to(view, t)), None)


def _has_to(view: View, token: Token) -> bool:
    return any(t.lower == "to" and t.i < token.i for t in view.kids(token.i))


def _is_none(view: View, noun: Token) -> bool:
    return any(t.lower in _NO and t.dep in {"det", "amod", "neg"} for t in view.kids(noun.i))
