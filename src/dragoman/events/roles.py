"""Who is actor and who recipient: the one place where phrases become participants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.actors.words import words
from dragoman.events.casting import Casting
from dragoman.events.parties import merge, same
from dragoman.events.senses import Frame
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at, prepositions
from dragoman.model import Entity

#: A noun clause's agent may stand in any of these.
_NOUN_AGENT = ("agent", "by", "poss", "subject")
_LOCATIVE = frozenset({"in", "at", "near", "across", "around", "inside", "outside", "on", "along", "over"})
_WITHIN = frozenset({"in", "across", "around", "near"})
#: Roles of the other side of a joint act, and bases that say whose a thing is.
_FELLOWS = frozenset({"patient", "with", "between", "to"})
_BORROWED = frozenset({"pronoun", "modifier", "place"})
_WEAK = frozenset({"pronoun", "modifier", "nationality"})


def actors_of(casting: Casting, clause: Clause, frame: Frame, object_role: str) -> tuple[Entity, ...]:
    """The actors of a kernel: the first role of the frame that names somebody, or all of them."""
    found: list[Entity] = []
    loose: list[Entity] = []
    fellows: list[Entity] = []
    for role in expand(clause, frame.actor, object_role):
        before = tuple(found)
        for phrase in clause.roles.get(role, ()):
            named = casting.sides(phrase) or casting.doers(phrase)
            if role in _FELLOWS and before and frame.collect and all(e.basis != "pronoun" for e in before):
                fellows.extend(e for e in named if e.basis not in _BORROWED and all(not same(e, o) for o in before))
            if not named and role not in {"adj", "compound"}:
                named = tuple(e for e in casting.inside(phrase) if e.basis != "place" or casting.is_local(phrase))
                if not named:
                    loose.extend(e for e in _people(casting.anyone(phrase)) if e.sector or not e.code)
            known = {e.code for e in before}
            found.extend(e for e in named if not (frame.collect and e.basis == "domestic" and e.code in known))
        if found and not frame.collect:
            break
    if frame.collect and len(found) == 1 and "with" in frame.actor and "object" not in frame.actor:
        found.extend(_partners(casting, clause))
    if not found and clause.kind == "noun":
        found.extend(e for r in ("compound", "adj") for p in clause.roles.get(r, ()) for e in casting.doing(p))
    if not found and frame.collect:
        for role in ("with", "between"):
            for phrase in clause.adjuncts.get(role, ()):
                found.extend(casting.coded(phrase))
    if not frame.collect:
        return merge(found) or merge(loose[:2])
    parties = merge([*found, *loose])
    # "The president met opposition leaders": two parties of one state.
    return (*parties, *merge(e for e in fellows if e not in parties)) if len(parties) == 1 else parties


def _partners(casting: Casting, clause: Clause) -> list[Entity]:
    """ "discussed the problem with X", where the parser hung X on the problem."""
    s = casting.sentence
    found: list[Entity] = []
    for phrase in (p for role in ("patient", "over", "through") for p in clause.roles.get(role, ())):
        for _, name, objects in prepositions(s, phrase.head):
            if name == "with":
                found.extend(e for o in objects for e in casting.coded(phrase_at(s, o)))
    return found


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look for recipients. `authors` has who does what an event noun names, by its token;
    `own` the actors' codes, which modifiers and pronouns do not make a recipient of; `whole` keeps
    the words of a thing that is hit instead of its owner's."""

    frame: Frame
    object_role: str
    authors: Mapping[int, tuple[Entity, ...]]
    own: frozenset[str]
    whole: bool


def recipients_of(casting: Casting, clause: Clause, search: Search) -> tuple[Entity, ...]:
    """The recipients: a direct name in role order, then the author of an event noun, then modifiers.

    If none of these has a code, the noun phrase in the first filled role stays, without one.
    """
    loose: list[Entity] = []
    weak: list[Entity] = []
    for role in expand(clause, search.frame.recipient, search.object_role):
        found: list[Entity] = []
        for phrase in (*clause.roles.get(role, ()), *_late_adjuncts(clause, role)):
            if role == "compound" and clause.kind == "noun" and casting.does(phrase):
                continue
            if search.whole and role in _LOCATIVE and phrase.head in search.authors:
                continue
            if role == "with" and casting.sentence.tokens[phrase.head].lemma in words("instruments"):
                continue
            named = (casting.coded(phrase) if search.whole else casting.parties(phrase)) or search.authors.get(
                phrase.head, ()
            )
            weak_only = bool(named) and all(e.code in search.own and e.basis in _WEAK for e in named)
            if (not named or weak_only) and role != "compound":
                inner = casting.inside(phrase, search.whole, search.own)
                named = inner if any(e.code not in search.own for e in inner) else named or inner
            mine = [e for e in named if e.code in search.own and e.basis in _WEAK]
            weak.extend(e for e in mine if e.basis != "pronoun" or casting.is_people(phrase))
            found.extend(e for e in named if e not in mine)
            if not named and role not in _LOCATIVE and role != "compound" and not loose:
                loose.extend(casting.anyone(phrase))
        if found and loose and role in _LOCATIVE and (search.whole or any(e.sector for e in loose)):
            # "killed 48 people in Afghanistan": the people, whose state the place tells.
            return merge(replace(e, code=found[0].code, basis="place") for e in loose[:2])
        if found and loose and role in _LOCATIVE:
            return merge(replace(e, basis="place") for e in found)
        if found:
            return merge(_located(found, role))
    if weak and not any(e.sector for e in loose):
        # "cut off the internet in its regions": things have no state, the regions have.
        return merge(weak)
    return merge(loose[:2]) or merge(weak)


def _late_adjuncts(clause: Clause, role: str) -> tuple[Phrase, ...]:
    return clause.adjuncts.get(role, ()) if role in {"in", "at", "on"} else ()


def _located(found: Sequence[Entity], role: str) -> tuple[Entity, ...]:
    if role not in _LOCATIVE:
        return tuple(found)
    there = {"named", "metonym"}
    return tuple(
        replace(e, basis="place")
        if e.basis in there or (role in _WITHIN and e.basis == "modifier" and not e.sector)
        else e
        for e in found
    )


def _people(entities: Iterable[Entity]) -> list[Entity]:
    """Unresolved participants that are people or bodies, or a collective: they stay, with no code."""
    return [e for e in entities if e.code or e.sector or e.basis == "collective"]


def expand(clause: Clause, roles: Sequence[str], object_role: str) -> list[str]:
    """Frame roles to the clause's roles: `object` is where the sense has it, a noun's agent has many seats."""
    out: list[str] = []
    for role in roles:
        if role == "object":
            names = ["patient", "of"] if clause.kind == "noun" else ["patient", object_role]
        elif role == "agent" and clause.kind == "noun":
            names = list(_NOUN_AGENT)
        else:
            names = [role]
        out.extend(n for n in names if n not in out)
    return out
