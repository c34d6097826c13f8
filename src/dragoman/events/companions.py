"""An event and those told beside it in one sentence: which stand, and which are only its demand or its means."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.parties import OF_STATES
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause

#: What happens, as against what somebody says or gives.
HAPPENINGS = frozenset({
    "CONSULT", "COOPERATE", "PROTEST", "ASSAULT", "RETREAT", "CONCEDE", "COERCE", "SANCTION", "MOBILIZE",
})  # fmt: skip
#: Acts that two sides do together.
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
#: What opens a clause of its own: "led a rally *where* he accused X".
_ELSEWHERE = frozenset({"where", "when"})
#: Links of the means by which somebody is harmed: "died *in* a raid", "hit *by* a strike".
_MEANS = frozenset({"prep:in", "prep:by", "prep:from", "prep:during", "prep:with", "agent", "in", "by"})


def is_object(clause: Clause, kid: Clause, role: str) -> bool:
    """Whether an event noun is what the clause is about: "vetoed *sanctions*", "called for *talks*"."""
    return kid.link in {"patient", f"prep:{role}"} or (clause.kind == "noun" and kid.link in {"prep:of", "prep:for"})


def may_stand(draft: Draft) -> bool:
    """Whether an event can be one though nobody is named who took part: "the talks went on", not "to hold talks"."""
    return not draft.sole or (draft.type in HAPPENINGS and not draft.clause.infinitive)


def stands(draft: Draft) -> bool:
    """Whether anybody takes part; a meeting named by a bare noun needs two parties."""
    if draft.clause.kind == "noun" and draft.type in MUTUAL and not draft.recipients:
        lent = draft.clause.roles.get("agent") or draft.clause.roles.get("between")
        return len(draft.actors) > 1 or bool(lent and draft.actors)
    if draft.type in MUTUAL and not draft.recipients and len(draft.actors) == 1:
        return _plural(draft)
    return bool(draft.actors or draft.recipients)


def _plural(draft: Draft) -> bool:
    """Whether a lone party of a meeting can be several ("officials met") or names whom it met."""
    roles = draft.clause.roles
    if any(roles.get(r) for r in ("patient", "with", "between", "to", "attr")) or len(roles.get("agent", ())) > 1:
        return True
    first = draft.actors[0]
    if draft.clause.lemma in listed("sitting") and first.code in OF_STATES and first.basis != "place":
        # "the Security Council met": its members did.
        return True
    if draft.clause.lemma == "talk" and roles.get("about"):
        # "officials were talking about a ban": nobody says to whom.
        return False
    return draft.plural


def with_demand(draft: Draft, rest: list[Draft]) -> tuple[Draft, list[Draft]]:
    """A protest to demand something of X is a protest against X and no demand besides."""
    if draft.type != "PROTEST":
        return draft, rest
    named = {r.code for r in draft.recipients if r.code and r.basis not in {"place", "domestic"}}
    for other in rest:
        below = other.clause.parent == draft.clause.index or other.clause.link in {"acl", "advcl"}
        kinds = {"REQUEST"} if named else {"REQUEST", "ACCUSE", "PROTEST"}
        apart = other.clause.kind == "noun" or other.clause.marker in _ELSEWHERE
        if other.type in kinds and below and not apart:
            against = tuple(r for r in other.recipients if r.code and r.basis != "context")
            if (against or not draft.recipients) and not named:
                draft = draft._replace(recipients=against or other.recipients)
            return draft, [d for d in rest if d is not other]
    return draft, rest


def with_means(draft: Draft, rest: list[Draft]) -> tuple[Draft, list[Draft]]:
    """ "killed in a US airstrike": one act, whose means says how."""
    if draft.type != "ASSAULT" or draft.clause.kind != "verb":
        return draft, rest
    hit = {r.code for r in draft.recipients if r.code and r.basis != "domestic"}
    for other in rest:
        at = (other.clause.link or "").removeprefix("inner:")
        means = other.type == "ASSAULT" and other.clause.kind == "noun" and at in _MEANS
        if not means or other.clause.parent != draft.clause.index:
            continue
        aimed = {r.code for r in other.recipients if r.code}
        if aimed and hit and aimed != hit:
            continue
        draft = draft._replace(
            recipients=draft.recipients if hit or not aimed else other.recipients,
            mode=draft.mode or other.mode,
            modes=draft.modes or other.modes,
        )
        return draft, [d for d in rest if d is not other]
    return draft, rest


def with_purpose(draft: Draft, rest: list[Draft]) -> tuple[Draft, list[Draft]]:
    """ "fired tear gas to disperse protesters": one act, whose purpose says whom it is done to."""
    if any(r.code for r in draft.recipients):
        return draft, rest
    for other in rest:
        meant = other.clause.parent == draft.clause.index and other.clause.infinitive and other.factuality == "future"
        if meant and (other.type, other.mode) == (draft.type, draft.mode) and any(r.code for r in other.recipients):
            return draft._replace(recipients=other.recipients), [d for d in rest if d is not other]
    return draft, rest


def is_reason(told: Draft, purpose: Draft) -> bool:
    """Whether what a deed is for only says why it is done: "rallied to support X", "sent food to help Y", "struck to
    end the fighting", "a step to allow talks"."""
    if purpose.type == "AID":
        return told.type == "AID"
    # "called X to express support" does express it.
    spoken = purpose.type == "SUPPORT" and purpose.op is not None and told.type != "CONSULT"
    return spoken or purpose.type == "CONCEDE" or (purpose.type == "RETREAT" and purpose.mode == "ceasefire")


def without_cause(scene: Scene, clause: Clause) -> Clause:
    """A protest without whom it is for: "marched in support of X"."""
    tokens, backing = scene.sentence.tokens, scene.lexicon.classes.get("backing", frozenset())
    kept = tuple(p for p in clause.roles.get("in", ()) if tokens[p.head].lemma not in backing)
    return replace(clause, roles={**clause.roles, "in": kept}) if "in" in clause.roles else clause
