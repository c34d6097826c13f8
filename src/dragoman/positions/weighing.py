"""What somebody stresses, and what they say that others did well or badly: "underlined the need for X", "warned of the
dangers of X", "Y acted irresponsibly", "Y is to blame for X", "Y has made progress"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.grammar import Clause, Phrase
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import Hit, Part, View, value_words, voice_of
from dragoman.positions.tables import Side
from dragoman.positions.told import has_to, is_told
from dragoman.positions.verbs import TURNED, inner_stance

_CONDITION = frozenset({"if", "unless", "whether", "lest", "why", "how", "when", "where", "what", "as"})
_UNSURE = frozenset({"may", "might", "could", "can", "should", "must", "ought", "shall", "would"})
_NO = frozenset({"no", "little", "any", "hardly"})
#: Where what is needed or dangerous stands.
_OF = ("for", "of", "in", "to")
_OWN = frozenset({"i", "we", "us", "me", "you", "who", "which", "that"})


def weighing_hits(view: View) -> Iterator[Hit]:
    """The stances in what somebody stresses, and in how they say that others behaved."""
    words = view.tables.words
    if view.tokens[-1].text == "?":
        return
    for token in view.tokens:
        if token.pos == "NOUN" and token.lemma in words["needs"] | words["dangers"]:
            hit = _stressed(view, token)
            if hit is not None:
                yield hit
    for i in sorted(view.clause):
        clause, token = view.clause[i], view.tokens[i]
        if clause.kind == "adj" or token.lemma == "be":
            hit = _blamed(view, clause, token)
        elif clause.kind == "verb":
            hit = _behaved(view, clause, token)
        else:
            continue
        if hit is not None:
            yield hit


def _stressed(view: View, noun: Token) -> Hit | None:
    """ "stressed the need for dialogue", "there is an urgent need to end the war", "the futility of sanctions"."""
    words = view.tables.words
    if any(t.lower in _NO and t.dep in {"det", "amod", "neg"} for t in view.kids(noun.i)):
        return None
    above = view.tokens[noun.head]
    who = _stressing(view, noun) if noun.dep != "pobj" or above.lower != "in" else ()  # "in need of"
    if not who:
        return None
    bad = noun.lemma in words["dangers"]
    rule = f"stress: “{noun.lemma}”"
    act = next((t for t in view.kids(noun.i) if t.dep in {"acl", "relcl", "xcomp"} and has_to(view, t)), None)
    if act is not None and not bad:
        part = view.clause_part(act.i, _for_whom(view, noun, act))
        return _hit(view, act, who, part, "against" if part.denied else "for", rule)
    for name in _OF[:3] if bad else _OF:
        parts = view.objects(noun.i, name)
        if parts:
            return _hit(view, noun, who, parts[0], "against" if bad else "for", rule)
    return None


def _stressing(view: View, noun: Token) -> tuple[Entity, ...]:
    """Who stresses a need: the subject of a verb that does, else in whose words it stands."""
    verb = view.tokens[noun.head]
    if noun.dep == "pobj":
        verb = view.tokens[verb.head]
    clause = view.clause.get(verb.i)
    if verb.lemma in view.tables.words["stressing"] and clause is not None:
        if clause.negated or not is_told(view, clause):
            return ()
        found = tuple(e for p in clause.roles.get("agent", ()) for e in view.who(p))
        if found:
            return found
    if noun.lemma in view.tables.words["dangers"]:
        return ()
    if clause is not None and (clause.negated or clause.modal in _UNSURE or clause.marker in _CONDITION):
        return ()
    speaker = voice_of(view, noun.i)
    return (speaker,) if speaker is not None else ()


def _for_whom(view: View, noun: Token, act: Token) -> Phrase | None:
    """Who is to do what is needed: "the need for Europe to lead"."""
    own = view.subject_of(act.i)
    named = next((p for p in view.objects(noun.i, "for") if not p.is_clause and p.head < act.i), None)
    return own or (Phrase(named.head, named.left, named.right) if named is not None else None)


def _hit(view: View, token: Token, who: tuple[Entity, ...], part: Part, side: Side, rule: str) -> Hit:
    part = replace(part, denied=False)
    inner = inner_stance(view, part) if part.is_clause else None
    if inner is not None:
        turned = TURNED[inner[0]] if side == "against" else inner[0]
        return Hit(token.i, who, inner[2], turned, 0.8, f"{rule}; {inner[1]}", known=True, sides=True)
    return Hit(token.i, who, (part,), side, 0.8, rule, known=True)


def _blamed(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "Norway is responsible for the leak", "are to blame", "is behind the attack": against whoever is."""
    above = view.tokens[token.head] if clause.kind == "adj" else token
    if clause.negated or clause.marker in _CONDITION or clause.modal in _UNSURE:
        return None
    blamed = _blame(view, above)
    speaker = voice_of(view, token.i)
    subject = next((t for t in view.kids(above.i) if t.dep == "nsubj"), None)
    if not blamed or speaker is None or subject is None or _is_own(subject):
        return None
    if {e.code for e in view.who(Phrase(subject.i, subject.i, subject.i + 1))} & {speaker.code} - {None}:
        return None
    part = view.noun_part(subject.i)
    return Hit(token.i, (speaker,), (part,), "against", 0.8, f"blame: “{blamed}”", known=True, sides=True)


def _blame(view: View, be: Token) -> str:
    """The words that lay a thing at somebody's door."""
    for kid in view.kids(be.i):
        if (
            kid.dep == "acomp"
            and kid.lower in {"responsible", "culpable", "accountable"}
            and view.objects(kid.i, "for")
        ):
            return kid.lower
        if kid.dep == "acomp" and kid.lower in {"guilty", "complicit"}:
            return kid.lower
        if kid.dep == "acomp" and kid.lower == "blame":
            return "to blame"
        if kid.dep == "prep" and kid.lower == "behind":
            return "behind"
    return ""


def _behaved(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "Norway acted irresponsibly", "made a grave mistake", "has done a great job", "was run in a fair manner"."""
    if clause.negated or clause.marker in _CONDITION or clause.modal in _UNSURE or clause.tense == "none":
        return None
    role = "patient" if clause.voice == "passive" else "agent"
    subject = next(iter(clause.roles.get(role, ())), None)
    if subject is None or _is_own(view.tokens[subject.head]):
        return None
    found = _conduct(view, clause, token)
    speaker = voice_of(view, token.i) if found is not None else None
    if found is None or speaker is None or any(e.code == speaker.code for e in _named(view, subject)):
        return None
    side, word = found
    part = replace(view.clause_part(token.i, subject), denied=False)
    return Hit(token.i, (speaker,), (part,), side, 0.8, f"conduct: “{word}”", known=True, sides=True)


def _is_own(subject: Token) -> bool:
    """Whether a clause is about those who say it, or its subject stands elsewhere."""
    return subject.lower in _OWN and subject.pos != "PROPN"


def _named(view: View, subject: Phrase) -> tuple[Entity, ...]:
    """Who a pronoun is; others may be judged by their own people."""
    return view.who(subject) if view.tokens[subject.head].pos == "PRON" else ()


def _conduct(view: View, clause: Clause, token: Token) -> tuple[Side, str] | None:
    words = view.tables.words
    adverbs = words["badly"] | words["well"] if token.lemma in words["acting"] else words["judging_how"]
    for kid in view.kids(token.i):
        if kid.dep == "advmod" and kid.lower in adverbs:
            return ("against" if kid.lower in words["badly"] else "for"), f"{token.lemma} {kid.lower}"
        if kid.dep == "prep" and kid.lower == "in":
            how = next((t for t in view.kids(kid.i) if t.dep == "pobj" and t.lemma in words["manner"]), None)
            side = _judged(view, how, view.tables.words["orderly"]) if how is not None else None
            if how is not None and side is not None:
                return side, f"in … {how.lemma}"
    if clause.voice == "passive":
        return None
    thing = next((t for t in view.kids(token.i) if t.dep == "dobj"), None)
    if thing is None:
        return None
    told = f"{token.lemma} {thing.lemma}"
    if token.lemma in {"make", "commit", "perpetrate"} and value_words(view, thing) & words["bad"]:
        return "against", told
    if token.lemma in {"make", "take", "do", "achieve"} and thing.lemma in words["achieving"]:
        side = _judged(view, thing, words["weighty"])
        return (side, told) if side is not None else ("for", told) if thing.lemma == "progress" else None
    if token.lemma in {"show", "display", "demonstrate", "exercise", "exhibit"}:
        if thing.lemma in words["virtues"]:
            return "for", told
        return ("against", told) if thing.lemma in words["vices"] else None
    return None


def _judged(view: View, noun: Token, praise: frozenset[str]) -> Side | None:
    """The side that the adjectives before a noun take."""
    words = view.tables.words
    named = frozenset(t.lower for t in view.kids(noun.i) if t.dep in {"amod", "conj"})
    named |= frozenset(c.lower for t in view.kids(noun.i) if t.dep == "amod" for c in view.kids(t.i) if c.dep == "conj")
    if named & (words["bad"] | words["hostile"]):
        return "against"
    return "for" if named & (words["good"] | words["friendly"] | praise) else None
