"""Who has suffered what a noun names, where a possessor stands for it."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.matching import Match
from dragoman.events.routing import with_taken_roles
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause, Phrase


def undergone(scene: Scene, clause: Clause, match: Match) -> Clause:
    """The clause with what the sense's own noun lends it; in "her arrest", "the reporter's murder" whoever
    possesses it has suffered it, unless "of" says who has; so has a thing: "the Greek tanker's release"."""
    noun, frame = with_taken_roles(scene, clause, match), match.sense.frame
    suffers = frame is not None and frame.name == "victim" and "of" not in noun.roles
    owners = noun.roles.get("poss", ()) if suffers else ()
    if not owners or not all(scene.casting.is_private(p) or _is_thing(scene, p) for p in owners):
        return noun
    roles = {name: found for name, found in noun.roles.items() if name != "poss"}
    return replace(noun, roles={**roles, "of": owners})


def _is_thing(scene: Scene, phrase: Phrase) -> bool:
    """Whether a common noun means a thing of somebody's: no people, no body, no other word for a state."""
    found = scene.casting.who(phrase)
    return scene.sentence.tokens[phrase.head].pos == "NOUN" and all(
        e.basis == "modifier" and not e.sector for e in found
    )
