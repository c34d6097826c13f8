"""Modes that an event has from what it points back to: "ten people were wounded in *the attack*"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.events.modes import Modes
from dragoman.model import Event
from dragoman.ontology import Ontology

#: How many characters back the first account may stand.
REACH = 700
#: "the attack on X" and "the raid of 1981" name an event of their own.
_NO_MORE = r"(?!\s+(?:of|on|against|at|by|in|near|that|which)\b)"


def echoed(events: Sequence[Event], modes: Modes, ontology: Ontology) -> tuple[Event, ...]:
    """The events of one document in text order; one that names an earlier one of its type with the article has
    that one's modes, where its own words tell none or less."""
    pattern = {kind: _pointing(nouns) for kind, nouns in modes.echo.items()}
    told: dict[str, Event] = {}
    out: list[Event] = []
    for event in events:
        kind = event.event[0]
        if kind in pattern:
            first = told.get(kind)
            if first is not None and event.span[0] - first.span[1] < REACH and pattern[kind].search(event.event_text):
                event = _with(event, modes.inherited(kind, event.mode, first.mode), ontology)
            if event.mode and event.factuality == "actual":
                told[kind] = event
        out.append(event)
    return tuple(out)


def _pointing(nouns: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(noun) for noun in nouns)
    articles = r"(?:[Tt]h(?:e|is|at|ese|ose)|same|latest)"
    return re.compile(rf"\b{articles}\s+(?:[a-z'-]+\s+)?(?:{words})(?:s|es)?\b{_NO_MORE}")


def _with(event: Event, modes: tuple[str, ...], ontology: Ontology) -> Event:
    if modes == event.mode:
        return event
    kind = event.event[0]
    cameo, goldstein = ontology.cameo(kind, modes, event.context)
    return replace(event, mode=modes, event_scale=ontology.score(kind, modes), cameo=cameo, goldstein=goldstein)
