"""What a noun phrase says by itself, as a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.actors.sight import Sight
from dragoman.actors.tables import Role
from dragoman.language.grammar import Phrase
from dragoman.language.tree import Token
from dragoman.model import Entity, Span

FEMALE = re.compile(
    r"(woman|women|queen|princess|girl|mother|wife|daughter|sister|lady|duchess|actress|widow|empress|nun)$"
)
MALE = re.compile(
    r"(^man|[^o]man|king|prince|boy|father|husband|son|brother|lord|pope|pontiff|emperor|ayatollah|imam|priest|bishop)$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says by itself. `kind` is person, state, org, group, people, crowd (persons in numbers),
    body, asset, place, thing, collective or none; `owned` says whether a nationality or owner is known."""

    entities: tuple[Entity, ...]
    kind: str
    plural: bool = False
    gender: str | None = None
    role: Role | None = None
    definite: bool = False
    owned: bool = False


def span_of(tokens: Sequence[Token], phrase: Phrase) -> Span:
    """Offsets of a phrase."""
    return tokens[phrase.left].start, tokens[phrase.right - 1].end


def entity(
    sight: Sight, position: int, phrase: Phrase, code: str | None, sector: str | None, basis: str, **more: object
) -> Entity:
    """An entity whose words are the phrase's."""
    start, end = span_of(sight.sentences[position].tokens, phrase)
    name = more.get("name")
    office = more.get("office")
    identifier = more.get("id")
    return Entity(
        code,
        sector,
        sight.text[start:end],
        name if isinstance(name, str) else None,
        (start, end),
        basis,
        (sector,) if sector else (),
        identifier if isinstance(identifier, str) else None,
        office if isinstance(office, str) else None,
    )


def gender_of(sight: Sight, name: str, office: str | None) -> str | None:
    """`f`, `m` or None, by title, then given name."""
    for word in (office or "").split():
        if FEMALE.search(word):
            return "f"
        if MALE.search(word):
            return "m"
    parts = name.split()
    return sight.knowledge.given.get(parts[0]) if len(parts) > 1 else None
