"""The request that speakers make by saying what has to be or whose turn it is."""

from __future__ import annotations

from dragoman.events.draft import Draft
from dragoman.events.scene import Scene
from dragoman.events.wording import moded
from dragoman.language.grammar import Clause
from dragoman.model import Entity


def request_of(
    scene: Scene,
    clause: Clause,
    inner: Draft | None,
    sides: tuple[tuple[Entity, ...], tuple[Entity, ...]],
    why: str,
    content: tuple[Clause, ...],
) -> Draft:
    """The request told by `clause` for the event `inner`, or for what no sense knows. `sides` are those who ask and
    those who are asked, `why` its last step, `content` the clauses whose words tell its mode."""
    algebra = scene.lexicon.algebra
    row = algebra.row("request", inner)
    draft = Draft(
        clause=clause,
        type="REQUEST",
        mode=algebra.mode(row, inner),
        actors=sides[0],
        recipients=sides[1],
        steps=(*(inner.steps if inner is not None else ()), why),
        depth=1,
    )
    return moded(scene, draft, algebra.told(row, inner), (), content)
