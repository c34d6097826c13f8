"""Who has suffered what a noun names, where a possessor stands for it."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.matching import Match
from dragoman.events.routing import with_taken_roles
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause


def undergone(scene: Scene, clause: Clause, match: Match) -> Clause:
    """The clause with what the sense's own noun lends it; in "her arrest", "the reporter's murder" whoever
    possesses it has suffered it, unless "of" says who has."""
    noun, frame = with_taken_roles(scene, clause, match), match.sense.frame
    suffers = frame is not None and frame.name == "victim" and "of" not in noun.roles
    owners = noun.roles.get("poss", ()) if suffers else ()
    if not owners or not all(scene.casting.is_private(p) for p in owners):
        return noun
    roles = {name: found for name, found in noun.roles.items() if name != "poss"}
    return replace(noun, roles={**roles, "of": owners})
