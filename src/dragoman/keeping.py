"""What is kept of a coded document where only some kinds of lines are wanted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dragoman.model import Coded
from dragoman.settings import KINDS


def only(coded: Coded, kinds: Collection[str]) -> Coded:
    """The document with lines of `kinds` alone, and no id in them of a line that is left out."""
    if set(kinds) >= set(KINDS):
        return coded
    event, statement = "event" in kinds, "statement" in kinds
    return replace(
        coded,
        timexes=coded.timexes if "timex" in kinds else (),
        events=tuple(e if statement else replace(e, quote=None) for e in coded.events) if event else (),
        statements=tuple(s if event else replace(s, event=()) for s in coded.statements) if statement else (),
        positions=tuple(
            replace(p, event=p.event if event else None, statement=p.statement if statement else None)
            for p in coded.positions
        ),
        figures=tuple(f if event else replace(f, event=None) for f in coded.figures),
    )
