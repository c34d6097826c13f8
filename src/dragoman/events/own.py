"""Those at home whom only the aim of an act names: "went on strike *to force the army to quit*", "sealed a square *to
stop an opposition rally*"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.model import Entity

#: Acts that are done to somebody also where no grammatical object says to whom.
_AIMED = frozenset({"PROTEST", "COERCE", "MOBILIZE", "ACCUSE", "REQUEST", "SANCTION"})
_FORCES = frozenset({"MIL", "COP", "PRM", "SPY"})
#: Where the target of an aim stands.
_ROLES = ("patient", "recipient", "agent", "against", "over", "into", "for", "to", "of", "by", "at", "poss", "compound")
_ABOUT = frozenset({"over", "against", "into", "for", "to"})
_DEPTH = 2


def aimed_at_home(scene: Scene, draft: Draft) -> Draft:
    """An act without a recipient, with those of the actor's own state whom its aim is about; basis `domestic`."""
    codes = draft.codes
    if draft.type not in _AIMED or len(codes) != 1 or any(r.code and not _is_site(draft, r) for r in draft.recipients):
        return draft
    if draft.type == "MOBILIZE" and draft.mode != "police":
        return draft
    own = next(iter(codes))
    found = [e for c in _aims(scene, draft.clause) for e in _targets(scene, c, _DEPTH)]
    found = [e for e in found if all(e.span[1] <= a.span[0] or a.span[1] <= e.span[0] for a in draft.actors)]
    if any(e.code not in {own, None} for e in found):
        return draft
    mine = [e for e in found if e.code == own and e.sector and (draft.type == "PROTEST" or e.sector not in _FORCES)]
    return draft._replace(recipients=merge(replace(e, basis="domestic") for e in mine[:1])) if mine else draft


def _is_site(draft: Draft, entity: Entity) -> bool:
    """Whether words only say where people protest: "marched through *the capital* to demand that X quit"."""
    return draft.type == "PROTEST" and entity.basis in {"place", "metonym"}


def _aims(scene: Scene, clause: Clause) -> Iterator[Clause]:
    """What an act is for: infinitives, "aimed at -ing", and the act that its noun is about."""
    for kid in scene.under(clause):
        purpose = kid.kind == "verb" and (kid.infinitive or kid.lemma in listed("aims"))
        about = kid.kind == "noun" and (kid.link or "").removeprefix("prep:") in _ABOUT
        if purpose or about:
            yield kid


def _targets(scene: Scene, clause: Clause, depth: int) -> Iterator[Entity]:
    """Whom a clause and those below it name."""
    own = {"agent"} if clause.infinitive and depth == _DEPTH else set()
    for role in (r for r in _ROLES if r not in own):
        for phrase in clause.roles.get(role, ()):
            found = scene.casting.coded(phrase)
            yield from (e for e in (found or scene.casting.inside(phrase)) if e.basis != "pronoun")
    if depth:
        for kid in scene.of(clause):
            yield from _targets(scene, kid, depth - 1)
