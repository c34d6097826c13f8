"""Operators at work: what is done with another clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.events.algebra import Row, class_of
from dragoman.events.draft import Draft, Outcome
from dragoman.events.matching import Match
from dragoman.events.roles import actors_of, merge, minus
from dragoman.events.routing import from_above, operator_recipients, with_taken_roles
from dragoman.events.scene import Scene, factuality_of
from dragoman.events.senses import Frame, Sense
from dragoman.language.grammar import Clause
from dragoman.model import Entity, Source

#: The frame of words that judge their subject ("is a reliable partner").
EVALUATED = "evaluated"
_ACTOR = Frame("operator", ("agent", "by", "poss", "adj", "from"), ())
_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"})
#: Operators whose subject is also the subject of a noun that they govern.
_LENDING = frozenset({
    "promise", "announce", "vow", "attempt", "start", "stop", "refuse", "refrain", "fail", "consider", "wish", "cancel", "threaten",
    "desire",
})  # fmt: skip
_COMPLEMENTS = ("xcomp", "ccomp", "acl", "csubj", "csubjpass")
_PREPOSITIONS = ("of", "for", "from", "to", "against", "with", "about", "into", "on", "in", "at", "over", "by")


def settle(scene: Scene, draft: Draft) -> Draft:
    """What somebody will do is a promise, an announced withdrawal a concession, "will not" a refusal;
    what a quoted speaker says must be done is a demand."""
    clause = draft.clause
    speaker = scene.casting.speaker
    if speaker is not None and clause.modal in {"must", "should"} and clause.parent is None:
        inner = replace(draft, factuality="negated" if clause.negated else "actual")
        made = _made(scene, "request", inner, (speaker,), clause)
        if made is not None:
            others = tuple(e for e in (*draft.actors, *draft.recipients) if e.code != speaker.code)
            return replace(made, actors=(speaker,), recipients=merge(others), factuality="actual")
    kind = class_of(replace(draft, factuality="actual"))
    will = clause.modal in {"will", "shall", "would"}
    if will and clause.negated and kind in {"cooperative", "yield"}:
        return _made(scene, "refuse", replace(draft, factuality="actual"), draft.actors, clause) or draft
    if will and not clause.negated and draft.factuality == "future":
        if kind in {"cooperative", "yield"} and draft.type not in {"AGREE", "CONCEDE"}:
            row = scene.lexicon.algebra.row("announce", replace(draft, factuality="actual"))
            return replace(draft, type=row.type or draft.type, mode=None, steps=(*draft.steps, f"will → {row.type}"))
    return draft


def _made(scene: Scene, op: str, inner: Draft, actors: tuple[Entity, ...], clause: Clause) -> Draft | None:
    """The event that an operator makes of another event with the same actor."""
    row = scene.lexicon.algebra.row(op, inner)
    if row.type is None:
        return None
    own = actors
    others = minus((*inner.recipients, *inner.actors), own)
    if op != "request" and inner.type in {"CONSULT", "COOPERATE"} and not inner.recipients:
        own = tuple(a for a in inner.actors if _is_subject(scene, clause, a)) or inner.actors
        others = minus(inner.actors, own)
    return replace(
        inner,
        type=scene.lexicon.algebra.type(row, inner) or inner.type,
        mode=scene.lexicon.algebra.mode(row, inner),
        actors=own,
        recipients=others,
        steps=(*inner.steps, f"{op} × {class_of(inner)} → {row.type}"),
        depth=inner.depth + 1,
    )


def _is_subject(scene: Scene, clause: Clause, entity: Entity) -> bool:
    tokens = scene.sentence.tokens
    return any(
        tokens[p.left].start <= entity.span[0] and entity.span[1] <= tokens[p.right - 1].end
        for p in clause.roles.get("agent", ())
    )


def operate(scene: Scene, clause: Clause, match: Match, inner: dict[int, Outcome], licensed: bool) -> Outcome:
    """Apply an operator to what it governs."""
    assert match.sense.op is not None
    governed = _governed(scene, clause, match.sense, inner)
    turned = _as_said(match, clause, governed)
    if turned.sense.op == "refuse" and match.sense.op == "desire":
        clause = replace(clause, negated=False)
    match = turned
    sense = match.sense
    clause = with_taken_roles(scene, clause, match)
    rest = [d for kid in scene.of(clause) if kid not in governed and kid.index in inner for d in inner[kid.index].events]
    if sense.frame is not None and sense.frame.name == EVALUATED:
        return _evaluate(scene, clause, match, governed, inner)
    actors = actors_of(scene.casting, clause, _ACTOR, match.object_role)
    if not any(a.code for a in actors):
        actors = from_above(scene, clause) or actors
    if clause.kind == "adj" or (clause.voice == "passive" and sense.op in {"promise", "attempt"} and not actors):
        actors = actors or actors_of(scene.casting, clause, Frame("", ("patient",), ()), "patient")
    events: list[Draft] = []
    main: list[Draft] = []
    if not any(inner[kid.index].main for kid in governed):
        new = _apply_row(scene, clause, match, actors, None, governed)
        events.extend(d for kid in governed for d in inner[kid.index].events)
        if new is not None:
            main.append(new)
            events.extend([new] if licensed and _named(new) else [])
        return Outcome((*events, *rest), tuple(main))
    for kid in governed:
        found = _one(scene, clause, match, actors, kid, inner[kid.index], licensed)
        events.extend(found.events)
        main.extend(found.main)
    return Outcome((*_once(events), *rest), tuple(main))


def _as_said(match: Match, clause: Clause, governed: Sequence[Clause]) -> Match:
    """What an operator is with this complement: "told X to go" is an order, "told X that Y had gone" a
    report; "wants to meet X" an intention, "wants X to go" a demand, "does not want talks" a refusal."""
    op = match.sense.op
    finite = any(k.link == "ccomp" and k.tense in {"past", "present"} and k.modal is None for k in governed)
    asked = any(k.link == "ccomp" and k.marker in {"whether", "if", "how", "why", "what"} for k in governed)
    if (op in {"order", "announce", "desire"} and finite) or (op == "request" and asked):
        return _turned(match, "report")
    if op == "desire":
        own = clause.roles.get("agent", ())
        intends = any(k.link == "xcomp" and k.roles.get("agent", ())[:1] == own[:1] for k in governed)
        return _turned(match, "refuse" if clause.negated else "attempt" if intends else "request")
    return match


def _turned(match: Match, op: str) -> Match:
    return replace(match, sense=replace(match.sense, op=op, type=None, mode=None))


def _evaluate(
    scene: Scene, clause: Clause, match: Match, governed: list[Clause], inner: dict[int, Outcome]
) -> Outcome:
    """ "X said that Y is a reliable partner": praise or blame of Y by whoever says so, and nothing if nobody does."""
    rest = tuple(d for found in inner.values() for d in found.events)
    speakers = _speakers(scene, clause)
    about = tuple(
        e for role in ("agent", "subject", "patient") for p in clause.roles.get(role, ()) for e in scene.casting.coded(p)
    )
    about = minus(about, speakers)
    if clause.negated or not speakers or not any(e.code not in {s.code for s in speakers} for e in about):
        return Outcome(rest, ())
    kind = "SUPPORT" if match.sense.op == "praise" else "ACCUSE"
    draft = Draft(
        clause=clause,
        type=kind,
        mode="disapprove" if kind == "ACCUSE" else None,
        actors=speakers,
        recipients=tuple(e for e in merge(about) if e.code not in {s.code for s in speakers}),
        steps=(f"{match.sense.id} ({match.sense.op}) of its subject → {kind}",),
        rivals=match.rivals,
        depth=1,
    )
    return Outcome((draft, *rest), (draft,))


def _speakers(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who says the clause: the quoted speaker, or the agent of the reporting clause above."""
    parent = clause.parent
    while parent is not None:
        above = scene.clauses[parent]
        match = scene.match(above)
        if match is not None and match.sense.op in {"report", "announce", "promise"}:
            found = tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p))
            return merge(found)
        parent = above.parent
    speaker = scene.casting.speaker
    return (speaker,) if speaker is not None and speaker.code else ()


def _named(draft: Draft) -> bool:
    return bool(draft.actors or draft.recipients)


def _once(events: Sequence[Draft]) -> list[Draft]:
    """An operator over two coordinated clauses makes one event where nothing tells the two apart."""
    seen: dict[tuple[object, ...], Draft] = {}
    for d in events:
        codes = (tuple(a.code for a in d.actors), tuple(r.code for r in d.recipients))
        seen.setdefault((d.clause.head, d.type, d.mode, codes), d)
    return list(seen.values())


def _one(
    scene: Scene, clause: Clause, match: Match, actors: tuple[Entity, ...], kid: Clause, found: Outcome, licensed: bool
) -> Outcome:
    """The operator over one governed clause."""
    op = match.sense.op or ""
    events = list(found.events)
    main: list[Draft] = []
    if not found.main:
        return Outcome(tuple(_told(scene, actors, clause, op, events)), ())
    lends = kid.kind == "noun" and op in _LENDING and bool(actors)
    for draft in found.main:
        if lends and (full := lent(draft, actors)) is not draft:
            events = [full if e is draft else e for e in events]
            draft = full
        mine = _special(scene, clause, match, actors, draft)
        if mine is not None:
            events = [e for e in events if e is not draft]
            main.append(mine)
            events.append(mine)
            continue
        row = scene.lexicon.algebra.row(op, draft)
        new = _apply_row(scene, clause, match, actors, draft)
        kept = _fate(row, draft, actors, factuality_of(clause) == "negated")
        events = [e if e is not draft else kept for e in events if e is not draft or kept is not None]
        if new is not None:
            main.append(new)
            if licensed and _named(new):
                events.append(new)
        elif kept is not None:
            main.append(kept)
            if lends and licensed and kept not in events and _named(kept):
                events.append(kept)
    return Outcome(tuple(_told(scene, actors, clause, op, [e for e in events if e is not None])), tuple(main))


def lent(draft: Draft, actors: tuple[Entity, ...]) -> Draft:
    """The governed noun with the operator's subject, who is to do it: "considered talks with X"."""
    if draft.type in {"CONSULT", "COOPERATE"} and not draft.recipients and len(draft.actors) < 2:
        return replace(draft, actors=merge((*actors, *draft.actors)))
    return draft if any(a.code for a in draft.actors) else replace(draft, actors=actors)


def _told(scene: Scene, actors: tuple[Entity, ...], clause: Clause, op: str, events: list[Draft]) -> list[Draft]:
    """Events inside what somebody says carry that speaker."""
    if op not in {"report", "accuse", "deny"}:
        return events
    chain = tuple(_source(a) for a in actors[:1])
    return [e.told_by(chain) if e.clause.head != clause.head else e for e in events]


def _source(entity: Entity) -> Source:
    return Source(entity.identifier_text or entity.entity_text, entity.code, "speaker", entity.span)


def _special(scene: Scene, clause: Clause, match: Match, actors: tuple[Entity, ...], inner: Draft) -> Draft | None:
    """What a speaker says of their own future, of another's duty, or of an adversary's refusal."""
    if match.sense.op not in {"report", "announce"} or not actors:
        return None
    codes = {a.code for a in actors if a.code}
    doers = {a.code for a in inner.actors if a.code}
    same = bool(codes & doers)
    if same and inner.factuality == "future" and class_of(inner) == "conflict":
        return _build(scene, clause, match, actors, inner, "vow")
    if not same and inner.clause.modal in {"must", "should", "ought"} and (doers or inner.recipients):
        return _build(scene, clause, match, actors, replace(inner, factuality="actual"), "request")
    states = all(len(c) == 3 and c not in _BODIES for c in codes)
    hostile = inner.type == "REJECT" or (inner.factuality == "negated" and class_of(inner) == "conflict")
    if doers and not same and states and hostile:
        return _build(scene, clause, match, actors, inner, "accuse")
    return None


def _build(
    scene: Scene, clause: Clause, match: Match, actors: tuple[Entity, ...], inner: Draft, op: str
) -> Draft | None:
    return _apply_row(scene, clause, replace(match, sense=replace(match.sense, op=op, type=None, mode=None)), actors, inner)


def _apply_row(
    scene: Scene,
    clause: Clause,
    match: Match,
    actors: tuple[Entity, ...],
    inner: Draft | None,
    governed: Sequence[Clause] = (),
) -> Draft | None:
    """The new event of a table cell, or None."""
    sense = match.sense
    algebra = scene.lexicon.algebra
    row = algebra.row(sense.op or "", inner)
    kind = sense.type if inner is None and sense.type else algebra.type(row, inner)
    if kind is None or (row.only == "future" and inner is not None and inner.factuality != "future"):
        return None
    recipients = operator_recipients(scene, clause, match, row, actors, inner, governed)
    complement = any(k.link in _COMPLEMENTS for k in governed)
    thing = sense.op == "refuse" and bool(clause.roles.get(match.object_role))
    if inner is None and row.explicit and not (complement or thing) and not any(r.code for r in recipients):
        return None
    if inner is None and sense.op in {"request", "desire"} and not complement and not _asks(scene, clause, match):
        return None
    mode = algebra.mode(row, inner) or (sense.mode if inner is None or kind == (sense.type or kind) else None)
    return Draft(
        clause=clause,
        type=kind,
        mode=sense.mode if sense.mode and (inner is None or sense.type == kind) else mode,
        actors=actors,
        recipients=recipients,
        steps=(*(inner.steps if inner else ()), f"{sense.id} ({sense.op}) × {class_of(inner)} → {kind}"),
        factuality=row.factuality or factuality_of(clause),
        context=sense.context,
        ended=sense.op == "stop",
        rivals=match.rivals,
        depth=(inner.depth if inner else 0) + 1,
    )


def _asks(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether something is asked for: "urged restraint", "asked Germany for tanks", not "pushed rebels"."""
    sense = match.sense
    if clause.kind != "verb" or len(sense.words) > 1 or sense.objects:
        return True
    if "for" in clause.roles or (sense.governs not in {None, "patient"} and sense.governs in clause.roles):
        return True
    objects = clause.roles.get("patient", ())
    return bool(objects) and not any(scene.casting.is_actor(p) for p in objects)


def _governed(scene: Scene, clause: Clause, sense: Sense, inner: dict[int, Outcome]) -> list[Clause]:
    """The clauses that the operator governs: where the sense says, else the complement, else the object."""
    kids = [k for k in scene.of(clause) if k.index in inner]
    wanted: list[str] = []
    if sense.governs:
        wanted.append(sense.governs)
    if len(sense.words) > 1:
        wanted.append(sense.words[-1])
    for name in wanted:
        found = [k for k in kids if k.link == name or _link(k) == f"prep:{name}"]
        if found:
            return found
    for names in (_COMPLEMENTS, ("patient", "attr"), tuple(f"prep:{p}" for p in _PREPOSITIONS)):
        found = [k for k in kids if (_link(k) if names[0].startswith("prep") else k.link) in names]
        if any(inner[k.index].main for k in found) or (found and names is _COMPLEMENTS):
            return found
    if clause.kind == "verb" and sense.op in {"request", "order", "desire", "allow", "cause"}:
        found = [k for k in kids if k.link == "advcl" and k.infinitive]
        if found and any(inner[k.index].main for k in found):
            return found
    if clause.kind == "verb" and sense.op in {"stop", "start"}:
        return [k for k in kids if _link(k) == "agent"]
    return []


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
