"""An event in the making: what the coder hands to the assembler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from dragoman.events.parties import codes_of
from dragoman.language.grammar import Clause
from dragoman.model import Entity, Factuality, Source

Reach = Literal["none", "object", "own", "deep"]
#: How the factualities combine when one clause governs another: the later in this list wins.
_STRENGTH: dict[Factuality, int] = {"actual": 0, "historical": 1, "future": 2, "hypothetical": 3, "negated": 4}


def stronger(*factualities: Factuality) -> Factuality:
    """The one that is farthest from fact."""
    return max(factualities, key=_STRENGTH.__getitem__)


@dataclass(frozen=True, slots=True)
class Scope:
    """A clause that an event is told in, the roles where its frame looks first, and the heads of phrases
    that belong to the predicate itself."""

    clause: Clause
    roles: tuple[str, ...] = ()
    taken: tuple[int, ...] = ()


class Draft(NamedTuple):
    """One event before it has dates, an id and a confidence. `steps` is the derivation, innermost first,
    `op` the last operator in it.

    `mode` is what its sense or operator tells, `modes` are all, with those that its words tell.
    `scopes` are the clauses that it is told in, outermost first; `reach` says whether one more
    participant may be looked for there, in the object only, or also in the clauses below. `sole`: nobody is named who
    took part, so that it counts only where a document tells no other happening of its type.
    """

    clause: Clause
    type: str
    mode: str | None
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    steps: tuple[str, ...]
    factuality: Factuality = "actual"
    sources: tuple[Source, ...] = ()
    context: tuple[str, ...] = ()
    ended: bool = False
    rivals: int = 1
    depth: int = 0
    plural: bool = False
    op: str | None = None
    outer: Clause | None = None
    modes: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    reach: Reach = "deep"
    sole: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """The codes of those who act."""
        return codes_of(self.actors)

    def as_(self, factuality: Factuality) -> Draft:
        """The same event with at least this much distance from fact; two negations cancel."""
        if factuality == "negated" and self.factuality == "negated":
            return self._replace(factuality="actual")
        return self._replace(factuality=stronger(self.factuality, factuality))

    def told_by(self, sources: tuple[Source, ...]) -> Draft:
        """The same event with an outer chain of sources."""
        fresh = tuple(s for s in sources if all(s.span != old.span for old in self.sources))
        return self._replace(sources=fresh + self.sources)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a clause comes to: all events in it, and the ones that it asserts itself."""

    events: tuple[Draft, ...] = ()
    main: tuple[Draft, ...] = ()
