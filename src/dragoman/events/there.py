"""What there is: "there were clashes between X and Y", "there has been no agreement with Z"."""

from __future__ import annotations

from dragoman.events.barred import expletive
from dragoman.events.draft import Outcome
from dragoman.events.matching import Match
from dragoman.events.scene import Scene
from dragoman.events.senses import LightVerb
from dragoman.language.grammar import OUGHT, Clause

#: "there is" as the verb that says that something happens.
THERE = LightVerb(("be",), "occur")
#: What of the nouns that are no event by themselves is one where it is said to be there, among whom.
_LASTING = frozenset({"COOPERATE", "SUPPORT", "AGREE", "CONSULT", "RETREAT"})
#: Which of them one alone gives.
_ALONE = frozenset({"SUPPORT"})
_PARTIES = ("between", "among", "by", "from", "with", "agent", "poss", "adj")


def is_there(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says that there is something; what only should be there is asked for (`wanted`)."""
    if clause.kind != "verb" or clause.lemma != "be" or clause.modal in OUGHT:
        return False
    return bool(clause.roles.get("attr")) and expletive(scene, clause)


def stands_there(scene: Scene, noun: Clause, match: Match) -> bool:
    """Whether it is told among whom something is that is no event by its noun alone."""
    named = (e.code for role in _PARTIES for p in noun.roles.get(role, ()) for e in scene.casting.coded(p))
    return match.sense.type in _LASTING and len(set(named)) > (match.sense.type not in _ALONE)


def is_told(found: Outcome) -> bool:
    """Whether somebody known does what there is."""
    return any(a.code for d in found.main for a in d.actors)
