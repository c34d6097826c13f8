"""What an event noun and the relative clause on it lend each other: "an attack by X that killed Y"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.model import Entity


def linked(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those of one deed that is told by a noun and by a clause on that noun with one another's sides."""
    out = list(drafts)
    nouns = [n for n, d in enumerate(drafts) if d.clause.kind == "noun" and d.depth == 0]
    for n in nouns:
        if drafts[n].type == "ASSAULT" and not any(r.code for r in drafts[n].recipients):
            out[n] = out[n]._replace(recipients=_dead(scene, drafts[n]) or out[n].recipients)
        for v in range(len(drafts)):
            if drafts[v].depth == 0 and drafts[v].type == drafts[n].type and _tells_of(scene, drafts[v], drafts[n]):
                if not any(a.code for a in out[v].actors) and any(a.code for a in out[n].actors):
                    out[v] = out[v]._replace(actors=out[n].actors)
                if not any(r.code for r in out[n].recipients) and any(r.code for r in out[v].recipients):
                    out[n] = out[n]._replace(recipients=out[v].recipients)
    return [_where(scene, d, out) for d in out]


def _where(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Whose people a participle says that it hit: "shelled villages in X, *killing 20 civilians*"."""
    clause = scene.clauses[draft.clause.index]
    if draft.type != "ASSAULT" or clause.kind != "verb" or clause.link != "advcl" or clause.tense != "none":
        return draft
    own = {a.code for a in draft.actors}
    if not draft.recipients or any(r.code and not (r.code in own and r.basis == "domestic") for r in draft.recipients):
        return draft
    above = (d for d in drafts if d.type == "ASSAULT" and d.clause.index == clause.parent)
    there = {r.code for d in above for r in d.recipients if r.code} - own
    if len(there) != 1:
        return draft
    code = there.pop()
    return draft._replace(recipients=tuple(replace(r, code=code, basis="place") for r in draft.recipients))


def _dead(scene: Scene, noun: Draft) -> tuple[Entity, ...]:
    """Who died of it: "a raid in which two *policemen* died", "two *policemen* died in a raid"."""
    above = scene.clauses[noun.clause.parent] if noun.clause.parent is not None else None
    if above is not None and above.lemma in listed("dying") and noun.clause.link == "prep:in":
        found = tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.who(p) if e.code or e.sector)
        if found and noun.actors:
            return merge(found)
    for kid in scene.of(scene.clauses[noun.clause.index]):
        if kid.lemma in listed("dying") and (kid.link or "").removeprefix("inner:") == "relcl":
            found = tuple(e for p in kid.roles.get("agent", ()) for e in scene.casting.who(p) if e.code or e.sector)
            if found:
                return merge(found)
    return ()


def _tells_of(scene: Scene, told: Draft, noun: Draft) -> bool:
    """Whether a verb has an event noun for its subject, or stands on it with "in which"."""
    verb = scene.clauses[told.clause.index]
    if verb.kind != "verb" or verb.head <= noun.clause.head:
        return False
    if verb.voice == "active" and any(p.head == noun.clause.head for p in verb.roles.get("agent", ())):
        return True
    if verb.parent != noun.clause.index or (verb.link or "").removeprefix("inner:") != "relcl":
        return False
    tokens, kids = scene.sentence.tokens, scene.sentence.children
    return any(tokens[k].dep == "prep" and any(tokens[o].tag == "WDT" for o in kids[k]) for k in kids[verb.head])
