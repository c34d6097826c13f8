"""Who it is done to: the roles of a sense's frame in order, and whom the things in them belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.actors.words import words
from dragoman.events.casting import LOCATIVE, Casting
from dragoman.events.parties import merge
from dragoman.events.people import ends_as_people
from dragoman.events.roles import expand
from dragoman.events.senses import Frame
from dragoman.language.grammar import Clause, Phrase
from dragoman.model import Entity

#: Roles in which people are who it is done to.
_PERSONAL = frozenset({"patient", "recipient", "to", "with", "against", "toward", "towards"})
#: Roles of places that say whose people are, or where they are taken.
_ORIGINS = LOCATIVE | {"from", "into", "through", "toward", "towards"}
_SOURCES = frozenset({"from", "into", "through"})
_WITHIN = frozenset({"in", "across", "around", "near"})
_WEAK = frozenset({"pronoun", "modifier", "nationality"})
_THERE = frozenset({"named", "metonym"})
_THEIRS = frozenset({"its", "his", "her", "their"})


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look for recipients. `authors` has who does what an event noun names, by its token;
    `own` the actors' codes, which modifiers and pronouns do not make a recipient of; `whole` keeps
    the words of a thing that is hit instead of its owner's; `acts` are the tokens of nouns that are events."""

    frame: Frame
    object_role: str
    authors: Mapping[int, tuple[Entity, ...]]
    own: frozenset[str]
    whole: bool
    acts: frozenset[int] = frozenset()


def recipients_of(casting: Casting, clause: Clause, search: Search) -> tuple[Entity, ...]:
    """The recipients: a direct name in role order, then the author of an event noun, then modifiers.

    If none of these has a code, the noun phrase in the first filled role stays, without one. Who is named in a
    later role goes before the place of a thing in an earlier one.
    """
    loose: list[Entity] = []
    weak: list[Entity] = []
    site: tuple[Entity, ...] = ()
    people = solid = False
    for role in expand(clause, search.frame.recipient, search.object_role):
        if people and role not in _ORIGINS:
            # Whoever stands where the recipient belongs is it, though nobody knows of what state.
            continue
        found: list[Entity] = []
        phrases = [
            p
            for p in (*clause.roles.get(role, ()), *_late_adjuncts(clause, role))
            if _asked(casting, clause, search, role, p)
        ]
        for phrase in phrases:
            named = _named(casting, search, role, phrase)
            mine = [e for e in named if e.code in search.own and e.basis in _WEAK]
            weak.extend(e for e in mine if e.basis != "pronoun" or _is_whole(casting, phrase))
            people = people or (role == "patient" and bool(mine) and _is_crowd_of(casting, phrase))
            found.extend(e for e in named if e not in mine)
            if not named and role not in LOCATIVE and role != "compound" and not loose:
                loose.extend(casting.anyone(phrase))
                solid = search.whole and role != "of"
                crowd = casting.is_crowd(phrase) and any(e.sector != "UNK" for e in loose)
                people = role in _PERSONAL and (crowd or ends_as_people(casting.sentence.tokens[phrase.head]))
        near = tuple(e for e in weak if e.basis != "pronoun")
        if near and role in LOCATIVE and found and all(e.code in search.own for e in found):
            # "rebels shelled government positions near X": what is hit, not where in the same state.
            return merge(near)
        if people and loose and role in _SOURCES and len({e.code for e in found}) == 1:
            # "kept observers away from polling stations in X", "evacuated 300 people from X"
            there = found[0].code if found[0].code not in search.own else None
            return merge(replace(e, code=there, basis="place" if there else e.basis) for e in loose[:2])
        if found and loose and role in LOCATIVE and (solid or any(e.sector for e in loose)):
            # "killed 48 people in Afghanistan": the people, whose state the place tells.
            return merge(replace(e, code=found[0].code, basis="place") for e in loose[:2])
        if found and site and not _is_direct(found, role):
            continue
        if found and not site and all(_is_site(casting, search, role, p, found) for p in phrases):
            site = merge(found)
            continue
        if found and loose and role in LOCATIVE:
            return merge(replace(e, basis="place") for e in found)
        if found:
            return merge(_located(found, role))
    if site:
        return site
    if weak and not any(e.sector for e in loose):
        # "cut off the internet in its regions": things have no state, the regions have.
        return merge(weak)
    return merge(loose[:2]) or merge(weak)


def _asked(casting: Casting, clause: Clause, search: Search, role: str, phrase: Phrase) -> bool:
    """Whether a phrase can name a recipient: no doer, no means, and no act in which it happens."""
    if role == "compound" and clause.kind == "noun" and casting.does(phrase):
        return False
    if search.whole and role in LOCATIVE and phrase.head in search.authors:
        return False
    if role == "in" != search.object_role and phrase.head in search.acts:
        return False
    return role != "with" or casting.sentence.tokens[phrase.head].lemma not in words("instruments")


def _named(casting: Casting, search: Search, role: str, phrase: Phrase) -> tuple[Entity, ...]:
    """Those with a code whom a phrase names, itself or by its modifiers."""
    named = casting.coded(phrase) if search.whole else casting.parties(phrase)
    if named and all(e.basis == "domestic" for e in named):
        # "gave food to families displaced in X": they are not the giver's.
        named = next(casting.described(phrase), named)
    named = named or search.authors.get(phrase.head, ())
    weak_only = bool(named) and all(e.code in search.own and e.basis in _WEAK for e in named)
    if (named and not weak_only) or role == "compound":
        return named
    inner = casting.inside(phrase, search.whole, search.own)
    if inner and all(e.entity_text.lower() in _THEIRS for e in inner) and _is_crowd_of(casting, phrase):
        # "stripped *its leading cleric* of his citizenship"
        return casting.widened(phrase, inner)
    return inner if any(e.code not in search.own for e in inner) else named or inner


def _is_whole(casting: Casting, phrase: Phrase) -> bool:
    """Whether a phrase names people by itself and is not the "his" of a thing."""
    return casting.sentence.tokens[phrase.head].tag != "PRP$" and casting.is_people(phrase)


def _is_crowd_of(casting: Casting, phrase: Phrase) -> bool:
    """Whether a phrase means people by its noun who are somebody's: "its cleric", "his fellow judges"."""
    tokens = casting.sentence.tokens
    return casting.is_crowd(phrase) and any(tokens[k].tag == "PRP$" for k in casting.sentence.children[phrase.head])


def _is_site(casting: Casting, search: Search, role: str, phrase: Phrase, found: Sequence[Entity]) -> bool:
    """Whether a thing has a code only by the place where it is: "complained about *an attack in X*"."""
    head = casting.sentence.tokens[phrase.head]
    if search.whole or role in LOCATIVE or head.pos != "NOUN" or head.lemma in words("grounds"):
        return False
    return all(e.basis == "place" and not casting.is_people(phrase) for e in found)


def _is_direct(found: Sequence[Entity], role: str) -> bool:
    """Whether somebody is named who can be the recipient, and no place of anything."""
    return role not in LOCATIVE and any(e.sector and e.basis not in {"place", "domestic"} for e in found)


def _late_adjuncts(clause: Clause, role: str) -> tuple[Phrase, ...]:
    return clause.adjuncts.get(role, ()) if role in {"in", "at", "on"} else ()


def _located(found: Sequence[Entity], role: str) -> tuple[Entity, ...]:
    if role not in LOCATIVE:
        return tuple(found)
    return tuple(
        replace(e, basis="place")
        if e.basis in _THERE or (role in _WITHIN and e.basis == "modifier" and not e.sector)
        else e
        for e in found
    )
