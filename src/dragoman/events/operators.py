"""Operators at work: what is done with another clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.events.act import Act
from dragoman.events.algebra import Row, class_of
from dragoman.events.draft import Draft, Outcome, Reach, Scope
from dragoman.events.matching import Match
from dragoman.events.roles import actors_of, merge
from dragoman.events.routing import from_above, operator_recipients, with_taken_roles
from dragoman.events.scene import Scene, factuality_of
from dragoman.events.senses import Frame
from dragoman.events.speech import EVALUATED, as_said, evaluate, speakers
from dragoman.events.wording import CONTENT, moded
from dragoman.language.grammar import Clause
from dragoman.model import Entity, Source

_ACTOR = Frame("operator", ("agent", "by", "poss", "adj", "from"), ())
_GIVER = Frame("operator", ("agent", "by", "poss", "adj", "from", "of"), ())
_SUBJECT = Frame("subject", ("patient",), ())
_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"})
#: Operators whose subject is also the subject of a noun that they govern.
_LENDING = frozenset({
    "promise", "announce", "vow", "attempt", "start", "stop", "refuse", "refrain", "fail", "consider", "wish",
    "cancel", "threaten", "desire",
})  # fmt: skip
#: Where one more participant may be looked for, by the route of the table.
_REACH: dict[str, Reach] = {"none": "none", "author": "own"}
_COMPLEMENTS = ("xcomp", "ccomp", "acl", "csubj", "csubjpass")
_PREPOSITIONS = ("of", "for", "from", "to", "against", "with", "about", "into")


def operate(scene: Scene, clause: Clause, match: Match, inner: dict[int, Outcome], licensed: bool) -> Outcome:
    """Apply an operator to what it governs."""
    act = Act(scene, clause, match)
    act = as_said(replace(act, governed=_governed(act, inner)))
    act = replace(act, clause=with_taken_roles(scene, act.clause, act.match))
    if act.sense.frame is not None and act.sense.frame.name == EVALUATED:
        return evaluate(act, inner)
    act = replace(act, actors=_actors(act))
    governed = act.governed
    taken = {kid.index for kid in governed}
    rest = [d for index, found in inner.items() if index not in taken for d in found.events]
    if not any(inner[kid.index].main for kid in governed):
        new = _apply_row(act, None)
        main = (new,) if new is not None else ()
        told = [d for kid in governed for d in _told(act, kid, list(inner[kid.index].events))]
        events = [*told, *(d for d in main if licensed and _named(d))]
        return Outcome((*events, *rest), main)
    parts = [_one(act, kid, inner[kid.index], licensed) for kid in governed]
    return Outcome((*_once([d for p in parts for d in p.events]), *rest), tuple(d for p in parts for d in p.main))


def _actors(act: Act) -> tuple[Entity, ...]:
    """Who operates: the agent, the possessor of a noun, who is above a participle, the subject of a state."""
    casting, clause = act.scene.casting, act.clause
    own = clause.kind == "noun" and act.op in {"promise", "announce", "threaten", "attempt", "vow"}
    actors = actors_of(casting, clause, _GIVER if own else _ACTOR, act.match.object_role)
    if not any(a.code for a in actors):
        actors = from_above(act.scene, clause) or actors
    if not actors and (
        clause.kind == "adj" or (clause.voice == "passive" and act.op in {"promise", "attempt", "announce"})
    ):
        actors = actors_of(casting, clause, _SUBJECT, "patient")
    if not actors and clause.kind == "adj":
        # "X said it was vital for Y to leave": what somebody says is theirs to ask.
        actors = speakers(act.scene, clause)
    return actors


def _named(draft: Draft) -> bool:
    return bool(draft.actors or draft.recipients)


def _once(events: Sequence[Draft]) -> list[Draft]:
    """An operator over two coordinated clauses makes one event where nothing tells the two apart."""
    seen: dict[tuple[object, ...], Draft] = {}
    for d in events:
        codes = (tuple(a.code for a in d.actors), tuple(r.code for r in d.recipients))
        seen.setdefault((d.clause.head, d.type, d.mode, codes), d)
    return list(seen.values())


def _one(act: Act, kid: Clause, found: Outcome, licensed: bool) -> Outcome:
    """The operator over one governed clause."""
    events = list(found.events)
    main: list[Draft] = []
    lends = kid.kind == "noun" and act.op in _LENDING and bool(act.actors)
    for draft in found.main:
        if not act.actors and act.clause.kind == "noun" and act.op in _LENDING:
            # "the end of the Saudi blockade": who does a thing is who ends or plans it.
            act = replace(act, actors=draft.actors)
        full = lent(draft, act.actors) if lends else draft
        new = _special(act, full)
        kept: Draft | None = None
        if new is None:
            row = act.scene.lexicon.algebra.row(act.op, full)
            new = _apply_row(act, full)
            kept = _fate(row, full, act.actors, factuality_of(act.clause) == "negated")
        elif new.type == "ACCUSE":
            kept = full
        stood = any(e is draft for e in events)
        events = [e for e in events if e is not draft]
        if kept is not None and (stood or (lends and licensed and new is None and _named(kept))):
            events.append(kept)
        if new is not None and licensed and _named(new):
            events.append(new)
        asserted = new or kept
        if asserted is not None:
            main.append(asserted)
    return Outcome(tuple(_told(act, kid, events)), tuple(main))


def lent(draft: Draft, actors: tuple[Entity, ...]) -> Draft:
    """The governed noun with the operator's subject, who is to do it: "considered talks with X"."""
    if draft.type in {"CONSULT", "COOPERATE"} and not draft.recipients and len(draft.actors) < 2:
        return replace(draft, actors=merge((*actors, *draft.actors)))
    return draft if any(a.code for a in draft.actors) else replace(draft, actors=actors)


def _told(act: Act, kid: Clause, events: list[Draft]) -> list[Draft]:
    """Events inside what somebody says carry that speaker; "condemned the attack" says nothing of it."""
    alleged = act.op in {"accuse", "deny"} and (kid.link == "ccomp" or (kid.kind == "verb" and _link(kid) == "prep:of"))
    if act.op != "report" and not alleged:
        return events
    chain = tuple(_source(a) for a in act.actors[:1])
    return [e.told_by(chain) if e.clause.head != act.clause.head else e for e in events]


def _source(entity: Entity) -> Source:
    return Source(entity.identifier_text or entity.entity_text, entity.code, "speaker", entity.span)


def _special(act: Act, inner: Draft) -> Draft | None:
    """What a speaker says of their own future, of another's duty, or of an adversary's refusal."""
    if act.op not in {"report", "announce"} or not act.actors:
        return None
    codes = {a.code for a in act.actors if a.code}
    doers = {a.code for a in inner.actors if a.code}
    same = bool(codes & doers)
    conflict = class_of(inner) == "conflict"
    if same and inner.factuality == "future" and conflict and inner.type not in {"ACCUSE", "REJECT"}:
        return _apply_row(act.turned("vow"), inner)
    if not same and inner.clause.modal in {"must", "should", "ought"} and (doers or inner.recipients):
        return _apply_row(act.turned("request"), replace(inner, factuality="actual"))
    states = all(c not in _BODIES for c in codes)
    hostile = inner.type == "REJECT" or (inner.factuality == "negated" and conflict)
    if doers and not same and states and hostile:
        return _apply_row(act.turned("accuse"), inner)
    return None


def _apply_row(act: Act, inner: Draft | None) -> Draft | None:
    """The new event of a table cell, or None."""
    sense, clause = act.sense, act.clause
    algebra = act.scene.lexicon.algebra
    row = algebra.row(act.op, inner)
    kind = sense.type if inner is None and sense.type else algebra.type(row, inner)
    if kind is None or (row.only == "future" and inner is not None and not _ahead(inner)):
        return None
    recipients = operator_recipients(act, row, inner)
    if inner is None and not _says_enough(act, row, recipients):
        return None
    own = sense.mode if sense.mode and (inner is None or sense.type == kind) else None
    draft = Draft(
        clause=clause,
        type=kind,
        mode=own or algebra.mode(row, inner),
        actors=act.actors,
        recipients=recipients,
        steps=(*(inner.steps if inner else ()), f"{sense.id} ({act.op}) × {class_of(inner)} → {kind}"),
        factuality=row.factuality or factuality_of(clause),
        context=sense.context,
        ended=act.op == "stop",
        rivals=act.match.rivals,
        depth=(inner.depth if inner else 0) + 1,
        scopes=(Scope(clause), *(_below(act, inner) if row.recipient != "author" else ())),
        reach=_REACH.get(row.recipient, "deep"),
    )
    if act.op == "deny":
        # What is denied is nothing that was asked for.
        return replace(draft, modes=(draft.mode,) if draft.mode else ())
    content = act.governed if kind in CONTENT else None
    return moded(act.scene, draft, own or algebra.told(row, inner), act.match.taken, content)


def _below(act: Act, inner: Draft | None) -> tuple[Scope, ...]:
    """The clauses that the governed event is told in, or the governed clauses themselves."""
    return inner.scopes if inner is not None else tuple(Scope(k) for k in act.governed)


def _ahead(inner: Draft) -> bool:
    """Whether the governed event is still to come: "will attack", "decided to attack"."""
    return inner.factuality == "future" or (inner.factuality == "actual" and inner.clause.infinitive)


def _says_enough(act: Act, row: Row, recipients: tuple[Entity, ...]) -> bool:
    """Whether an operator that governs no event we know is an event of its own."""
    if act.clause.kind == "noun" and act.op in {"request", "promise", "attempt", "order"} and not act.governed:
        return any(role in act.clause.roles for role in ("for", "on", "to", "of"))
    complement = any(k.link in _COMPLEMENTS for k in act.governed)
    if act.op in {"request", "desire"} and not complement and not _asks(act):
        return False
    thing = act.op == "refuse" and bool(act.clause.roles.get(act.match.object_role))
    return not row.explicit or complement or thing or any(r.code for r in recipients)


def _asks(act: Act) -> bool:
    """Whether something is asked for: "urged restraint", "asked Germany for tanks", not "pushed rebels"."""
    sense, roles = act.sense, act.clause.roles
    if act.clause.kind != "verb" or len(sense.words) > 1 or sense.objects:
        return True
    if "for" in roles or (sense.governs not in {None, "patient"} and sense.governs in roles):
        return True
    objects = roles.get("patient", ())
    return bool(objects) and not any(act.scene.casting.is_actor(p) for p in objects)


def _governed(act: Act, inner: dict[int, Outcome]) -> tuple[Clause, ...]:
    """The clauses that the operator governs: where the sense says, else the complement, else the object."""
    clause, sense = act.clause, act.sense
    kids = [act.scene.clauses[index] for index in inner]
    wanted: list[str] = []
    if sense.governs:
        wanted.append(sense.governs)
    if len(sense.words) > 1:
        wanted.append(sense.words[-1])
    for name in wanted:
        found = [k for k in kids if k.link == name or _link(k) == f"prep:{name}"]
        if found:
            return tuple(found)
    for names in (_COMPLEMENTS, ("patient", "attr"), tuple(f"prep:{p}" for p in _PREPOSITIONS)):
        found = [k for k in kids if (_link(k) if names[0].startswith("prep") else k.link) in names]
        if any(inner[k.index].main for k in found) or (found and names is _COMPLEMENTS):
            return tuple(found)
    if clause.kind == "noun" or sense.op in {"request", "order", "desire", "allow", "cause"}:
        found = [k for k in kids if k.link == "advcl" and k.infinitive]
        if found and any(inner[k.index].main for k in found):
            return tuple(found)
    if clause.kind == "verb" and sense.op in {"stop", "start"}:
        return tuple(k for k in kids if _link(k) == "agent")
    return ()


def _link(kid: Clause) -> str:
    return (kid.link or "").removeprefix("inner:")


def _fate(row: Row, draft: Draft, actors: tuple[Entity, ...], undone: bool) -> Draft | None:
    """What becomes of the governed event."""
    if row.actor and actors:
        return replace(draft, actors=actors)
    if row.inner == "drop":
        return None
    if row.inner == "negate":
        return draft if undone else draft.as_("negated")
    if row.inner in {"future", "hypothetical"}:
        return draft.as_("future" if row.inner == "future" else "hypothetical")
    return draft
