"""Participants beside each other: who is the same one, and each of them once."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import Entity

#: Bases of those who are named or described themselves.
_NAMING = frozenset({"named", "office", "nationality", "domestic", "description"})
#: Bases of those who are meant because they are there or belong there: never the actor itself.
_THERE = frozenset({"place", "domestic"})
#: Codes of bodies that many states make up, and of all bodies that are no state's.
OF_STATES = frozenset({"UNO", "EUR", "IGO"})
BODIES = OF_STATES | {"NGO", "MNC", "IMG", "ISM"}


def codes_of(entities: Iterable[Entity]) -> frozenset[str]:
    """The codes of those who have one."""
    return frozenset(e.code for e in entities if e.code)


def merge(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Each participant once: those of one code are apart where each is named ("the army and the police")."""
    out: list[Entity] = []
    for entity in entities:
        if all(_another(entity, seen) for seen in out):
            out.append(entity)
    return tuple(out)


def _another(entity: Entity, seen: Entity) -> bool:
    if entity.code is None or seen.code is None or entity.code != seen.code:
        return entity.span != seen.span or (entity.code is not None and seen.code is not None)
    own = entity.basis in _NAMING and seen.basis in _NAMING and entity.sector is not None
    apart = entity.span[0] > seen.span[1] + 1 or seen.span[0] > entity.span[1] + 1
    return own and apart and not same(entity, seen)


def minus(entities: Iterable[Entity], others: Iterable[Entity]) -> tuple[Entity, ...]:
    """Participants that are not the same ones as `others`: not just of the same state, but the same
    words, what these words stand for, or the same name."""
    rest = tuple(others)
    return tuple(e for e in entities if not any(same(e, o) for o in rest))


def same(one: Entity, other: Entity) -> bool:
    """Whether two mentions are of one participant."""
    if one.span == other.span and one.code == other.code:
        return True
    if one.code != other.code or {one.basis, other.basis} & _THERE:
        return False
    if one.antecedent_span is not None and one.antecedent_span in {other.span, other.antecedent_span}:
        return True
    if other.antecedent_span is not None and other.antecedent_span == one.span:
        return True
    return bool(one.identifier_text) and one.identifier_text == other.identifier_text and one.sector == other.sector
