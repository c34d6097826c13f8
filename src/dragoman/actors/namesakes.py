"""Towns and counties of one name in two states, firms and people of one name: which one a document means, by what it
says beside the name once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.actors.aliases import fold
from dragoman.actors.mentions import Mention
from dragoman.actors.tables import Actor

#: How counties are called in one of the states that share their names.
_COUNTY = re.compile(r"\s+County\b")
_COUNTIES = "USA"


def told_apart(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with "Birmingham" in the land of "Birmingham, Alabama", and "Essex County" in the one that calls
    it so, where the text tells of no other."""
    beside = _beside(text, mentions)
    counties = _counties(text, mentions)
    firms = _firms(mentions)
    towns = {**_in_full(mentions), **{fold(a.name): a for a in beside.values()}}
    out = list(mentions)
    for i, m in enumerate(mentions):
        key = _key(text, m)
        actor = beside.get(i) or (towns.get(key) if _is_town(m) else None)
        if actor is None and m.form == "name" and m.actor.kind == "place":
            actor = counties.get(key)
        if m.actor.kind == "person" and m.form == "family" and key in firms:
            out[i] = replace(m, actor=firms[key], form="name")
        elif actor is not None and actor.code != m.code:
            out[i] = replace(m, actor=actor, form="name")
    return out


def _key(text: str, m: Mention) -> str:
    return fold(text[m.span[0] : m.span[1]])


def _is_town(m: Mention) -> bool:
    return m.form == "name" and m.actor.kind == "place" and m.actor.office != "province"


def _beside(text: str, mentions: Sequence[Mention]) -> dict[int, Actor]:
    """Towns, by their place among the mentions, in the province that is named after a comma, also as a capital's
    namesake: "Berlin, Vermont"."""
    out: dict[int, Actor] = {}
    for i, (m, other) in enumerate(pairwise(mentions)):
        province = other.actor.kind == "place" and other.actor.office == "province" and other.form == "name"
        if not province or m.code == other.code or text[m.span[1] : other.span[0]] != ", ":
            continue
        if (m.form == "capital" or _is_town(m)) and not text.startswith((" and ", " or "), other.span[1]):
            name = text[m.span[0] : m.span[1]]
            out[i] = other.actor._replace(name=name, office="city")
    return out


def _in_full(mentions: Sequence[Mention]) -> dict[str, Actor]:
    """Towns that the tables have with their province: "Birmingham, Alabama"."""
    return {fold(m.actor.name.split(",")[0]): m.actor for m in mentions if _is_town(m) and ", " in m.actor.name}


def _counties(text: str, mentions: Sequence[Mention]) -> Mapping[str, Actor]:
    """Counties by their American name in texts that tell of America, and not of the other land."""
    county = [m for m in mentions if m.form == "name" and m.actor.kind == "place" and _COUNTY.match(text, m.span[1])]
    named = {m.code for m in mentions if m.actor.kind in {"state", "place"} and m not in county}
    theirs = [m for m in county if m.code not in named] if _COUNTIES in named else []
    return {_key(text, m): m.actor._replace(code=_COUNTIES) for m in theirs}


def _firms(mentions: Sequence[Mention]) -> Mapping[str, Actor]:
    """Companies by the first word of their name, in texts where nobody bears it: "Ford" after "Ford Motor Co."."""
    firms = {fold(m.actor.name.split()[0]): m.actor for m in mentions if m.actor.id.startswith("mnc:")}
    people = {fold(p) for m in mentions if m.actor.kind == "person" and m.form == "name" for p in m.actor.name.split()}
    return {name: actor for name, actor in firms.items() if name not in people}
