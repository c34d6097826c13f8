"""An operator in its sentence: the value that the functions of the algebra hand on."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from dragoman.events.matching import Match
from dragoman.events.parties import codes_of
from dragoman.events.scene import Scene
from dragoman.events.senses import Sense
from dragoman.language.grammar import Clause
from dragoman.model import Entity


class Act(NamedTuple):
    """An operator's clause with its sense, its actors and the clauses that it governs."""

    scene: Scene
    clause: Clause
    match: Match
    actors: tuple[Entity, ...] = ()
    governed: tuple[Clause, ...] = ()

    @property
    def sense(self) -> Sense:
        """The sense of the lexicon."""
        return self.match.sense

    @property
    def op(self) -> str:
        """The operator's name."""
        return self.match.sense.op or ""

    @property
    def codes(self) -> frozenset[str]:
        """The codes of those who act."""
        return codes_of(self.actors)

    def turned(self, op: str) -> Act:
        """The same clause as another operator, without the type that the word has of itself."""
        return self._replace(match=replace(self.match, sense=replace(self.sense, op=op, type=None, mode=None)))
