"""What those in power say will be done to whoever does something: "any plane that came near would be shot down"."""

from __future__ import annotations

from dragoman.events.draft import Draft
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.model import Entity

#: Who has the power to do what is foretold.
_POWERS = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "PRM", "REB", "UAF", "PRE"})
_FORCES = frozenset({"MIL", "PRM", "REB", "UAF"})
_AHEAD = frozenset({"will", "would", "shall", "could", "can", "may", "might"})
_IF = frozenset({"if", "unless", "until"})
_SAYING = frozenset({"report", "announce", "promise", "vow", "desire", "order", "request"})
#: What may be done to somebody so that saying so is a threat.
_DEEDS = frozenset({"COERCE", "SANCTION", "ASSAULT"})


def threatens(scene: Scene, draft: Draft, clause: Clause) -> tuple[Entity, ...]:
    """Who threatens with a deed that names no doer, by saying that it will be done if somebody does something, or to
    anyone who does; nobody where those who say so have no power to do it, or where somebody else is to suffer it."""
    if draft.type not in _DEEDS or clause.modal not in _AHEAD or clause.voice != "passive":
        return ()
    if any(a.code for a in draft.actors) or not (_hangs_on(scene, clause) or _anybody(scene, clause)):
        return ()
    own = _in_power(scene, clause)
    codes = {e.code for e in own}
    fights = any(_FORCES & {e.sector, *e.sectors} for e in own)
    if draft.type == "ASSAULT" and not fights and any(r.code and r.code not in codes for r in draft.recipients):
        # "said that Iranians would be killed if the strikes went on": by somebody else.
        return ()
    return own


def warning(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who warns of what somebody faces, where the clause names nobody else: "offenders face prison, police warned"."""
    above = scene.clauses[clause.parent] if clause.parent is not None else None
    warned = above is not None and above.lemma in listed("warnings")
    if clause.negated or not (warned or _anybody(scene, clause)):
        return ()
    return _in_power(scene, clause)


def _in_power(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Those whose words the clause is, as far as they can do what they say."""
    return tuple(e for e in _saying(scene, clause) if e.code and _POWERS & {e.sector, *e.sectors})


def _hangs_on(scene: Scene, clause: Clause) -> bool:
    """Whether it depends on what somebody does: "if he does not appear"."""
    return bool(_IF & {k.marker for k in scene.under(clause)})


def _anybody(scene: Scene, clause: Clause) -> bool:
    """Whether it is to be done to whoever does something: "anyone who …", "offenders", "any plane crossing …"."""
    tokens = scene.sentence.tokens
    for phrase in (*clause.roles.get("patient", ()), *clause.roles.get("agent", ())):
        lead, head = tokens[phrase.left].lower, tokens[phrase.head]
        limited = any(tokens[k].dep in {"relcl", "acl"} for k in scene.sentence.children[phrase.head])
        if head.lower in listed("whoever") or lead in listed("whoever") or head.lemma in listed("lawless"):
            return True
        if limited and (head.lower == "those" or lead in {"all", "every", "each", "no"}):
            return True
    return False


def _saying(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Those whose words the clause is: the subject of the verb of speech right above it, or who is quoted."""
    if clause.parent is None:
        voice = scene.voice(clause)
        return (voice,) if voice is not None else ()
    above = scene.clauses[clause.parent]
    match = scene.match(above)
    if clause.link != "ccomp" or match is None or match.sense.op not in _SAYING or above.negated:
        return ()
    return tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p))
