"""Operators at work: what is done with another clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.events import turns
from dragoman.events.act import Act
from dragoman.events.algebra import Row, class_of
from dragoman.events.barred import ruled_out
from dragoman.events.draft import Draft, Outcome, Reach, Scope, stronger
from dragoman.events.duties import demanded
from dragoman.events.forces import readied
from dragoman.events.governing import COMPLEMENTS, governed_by, link_of
from dragoman.events.judging import EVALUATED, evaluate
from dragoman.events.matching import Match
from dragoman.events.operating import operating
from dragoman.events.others import anothers, as_willed
from dragoman.events.parties import BODIES, merge, minus
from dragoman.events.rebuttals import ALONE
from dragoman.events.routing import operator_recipients, with_taken_roles
from dragoman.events.scene import Scene
from dragoman.events.speech import as_said, forewarned, settle, speaks_of_self
from dragoman.events.voice import lets_us, prefaces
from dragoman.events.wanted import wanted
from dragoman.events.wording import CONTENT, moded
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.model import Entity, Factuality, Source

#: Operators whose subject is also the subject of a noun that they govern.
_LENDING = frozenset({
    "promise", "announce", "vow", "attempt", "start", "stop", "refuse", "refrain", "fail", "consider", "wish",
    "cancel", "threaten", "desire", "expect", "exclude",
})  # fmt: skip
#: Where one more participant may be looked for, by the route of the table.
_REACH: dict[str, Reach] = {"none": "none", "author": "own"}
#: Operators whose own polarity and mood are those of what they govern: who did not begin to attack did not.
_BRINGING = frozenset({"attempt", "start", "cause", "consider", "wish", "allow", "expect"})
#: How far from fact an operator takes what stands around what it governs.
_UNREAL: dict[str, Factuality] = {
    "promise": "future", "vow": "future", "threaten": "future", "expect": "future", "attempt": "future",
    "request": "hypothetical", "desire": "hypothetical", "wish": "hypothetical", "consider": "hypothetical",
    "refuse": "hypothetical", "exclude": "hypothetical", "order": "hypothetical",
}  # fmt: skip
_GIVEN = frozenset({"as", "after", "since", "because", "while", "when"})
_SPOKEN = frozenset({"AGREE", "CONCEDE", "REJECT"})
_WILL = frozenset({"will", "shall", "would"})


def operate(scene: Scene, clause: Clause, match: Match, inner: dict[int, Outcome], licensed: bool) -> Outcome:
    """Apply an operator to what it governs."""
    act = Act(scene, clause, match)
    act = as_willed(as_said(act._replace(governed=governed_by(act, inner))))
    act = act.turned("cause") if act.op == "allow" and lets_us(scene, clause) else act
    act = act._replace(clause=with_taken_roles(scene, act.clause, act.match))
    if act.sense.frame is not None and act.sense.frame.name == EVALUATED:
        return evaluate(act, inner)
    act = act._replace(actors=operating(act))
    governed = act.governed
    taken = {kid.index for kid in governed}
    rest = [d for index, found in inner.items() if index not in taken for d in found.events]
    said = [k for k in governed if k.link == "ccomp"]
    refused = ruled_out(scene, said, act.actors) if act.op in {"report", "announce"} and not act.clause.negated else ()
    if refused:
        return Outcome((*refused, *rest), refused)
    due, known = wanted(scene, said, inner, act.actors) if act.op == "report" and not act.clause.negated else ((), ())
    if due:
        return Outcome((*due, *_by_speaker(act, known), *rest), due)
    if governed and not turns.bars_others(act) and all(turns.is_sourcing(scene, kid) for kid in governed):
        return Outcome(tuple(rest), ())
    if prefaces(scene, clause, governed):
        told = [d for kid in governed for d in inner[kid.index].events if d.clause.head != kid.head]
        return Outcome((*told, *rest), ())
    if governed and act.op in {"refuse", "fail", "refrain"} and all(turns.excludes(scene, kid) for kid in governed):
        # "refused to rule out", "declined to comment on": what is left open stands as it is.
        told = [d for kid in governed for d in inner[kid.index].events]
        return Outcome((*told, *rest), tuple(d for kid in governed for d in inner[kid.index].main))
    if not any(inner[kid.index].main for kid in governed):
        new = _apply_row(act.turned("request") if turns.sets_duty(act) else act, None)
        silent = [k for k in said if not inner[k.index].events]
        asked = demanded(scene, silent, act.actors) if new is None and act.op == "report" else ()
        main = (new,) if new is not None else asked
        told = [d for kid in governed for d in _told(act, kid, list(inner[kid.index].events))]
        events = [*told, *(d for d in main if licensed and _named(d))]
        return Outcome((*events, *rest), main)
    act = forewarned(act, (d for kid in governed for d in inner[kid.index].main))
    parts = [_one(act, kid, inner[kid.index], licensed) for kid in governed]
    return Outcome((*_once([d for p in parts for d in p.events]), *rest), tuple(d for p in parts for d in p.main))


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
    events = _unreal(act, kid, found)
    main: list[Draft] = []
    lends = kid.kind == "noun" and act.op in _LENDING and bool(act.actors) and not anothers(act, kid)
    for draft in found.main:
        if not act.actors and act.clause.kind == "noun" and act.op in _LENDING:
            # "the end of the Saudi blockade": who does a thing is who ends or plans it.
            act = act._replace(actors=draft.actors)
        theirs = act.op == "expect" and any(a.code for a in draft.actors)
        full = lent(draft, act.actors) if lends and not theirs else draft
        new = _special(act, full)
        kept: Draft | None = None
        if turns.own_affair(act, full, operator_recipients(act, act.scene.lexicon.algebra.row(act.op, full), full)):
            # "decided to extend the state of emergency": what was decided is done.
            new, kept = None, full.as_(act.scene.factuality(act.clause))
            kept = kept if any(a.code for a in kept.actors) else kept._replace(actors=act.actors)
        elif new is None:
            row = act.scene.lexicon.algebra.row(act.op, full)
            new = _apply_row(act, full)
            kept = _fate(act, kid, row, full)
        elif new.type == "ACCUSE" or new.op == "report":
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


def _unreal(act: Act, kid: Clause, found: Outcome) -> list[Draft]:
    """The events of a governed clause: what it does by or for what is only promised or asked is not done yet;
    what its relative clauses tell of, and what nouns name, is."""
    mood = _UNREAL.get(act.op)
    if mood is None or kid.kind != "verb":
        return list(found.events)
    return [d if any(d is m for m in found.main) or _given(act.scene, d, kid) else d.as_(mood) for d in found.events]


def _given(scene: Scene, draft: Draft, kid: Clause) -> bool:
    """Whether an event inside a governed clause is told as known all the same: by a noun, a relative or a
    temporal clause."""
    if draft.clause.kind == "noun":
        return True
    at = scene.clauses[draft.clause.index]
    while at.index != kid.index and at.parent is not None:
        if (at.link or "").removeprefix("inner:") in {"relcl", "acl", "parataxis"} or at.marker in _GIVEN:
            return True
        at = scene.clauses[at.parent]
    return False


def lent(draft: Draft, actors: tuple[Entity, ...]) -> Draft:
    """The governed noun with the operator's subject, who is to do it: "considered talks with X"."""
    if draft.type in {"CONSULT", "COOPERATE"} and not draft.recipients and len(draft.actors) < 2:
        return draft._replace(actors=merge((*actors, *draft.actors)))
    known = any(a.code for a in draft.actors)
    return draft if known else draft._replace(actors=actors, recipients=minus(draft.recipients, actors))


def _told(act: Act, kid: Clause, events: list[Draft]) -> list[Draft]:
    """Events inside what somebody says carry that speaker; "condemned the attack" says nothing of it,
    and of what somebody does not say nobody knows."""
    alleged = act.op in {"accuse", "deny"} and (
        kid.link == "ccomp" or (kid.kind == "verb" and link_of(kid) == "prep:of")
    )
    named = act.op == "report" and (kid.kind != "noun" or act.sense.governs is not None)
    if not (named or alleged):
        return events
    if act.clause.negated and act.op == "report":
        return [d if _given(act.scene, d, kid) else d.as_("hypothetical") for d in events]
    chain = _speaker(act)
    return [e.told_by(chain) if e.clause.head != act.clause.head else e for e in events]


def _by_speaker(act: Act, events: Sequence[Draft]) -> list[Draft]:
    chain = _speaker(act)
    return [d.told_by(chain) for d in events]


def _speaker(act: Act) -> tuple[Source, ...]:
    """Who reports; not the "we" and "I" of a speaker who is named around the quotation."""
    if act.actors:
        return tuple(_source(a) for a in act.actors[:1] if a.entity_text.lower() not in {"i", "we"})
    phrases = act.clause.roles.get("agent", ())[:1]
    tokens = act.scene.sentence.tokens
    found = (e for p in phrases if tokens[p.head].pos in {"NOUN", "PROPN"} for e in act.scene.casting.anyone(p))
    return tuple(_source(e) for e in found)


def _source(entity: Entity) -> Source:
    own = entity.entity_text.removeprefix("the ").removeprefix("The ")
    name = own if entity.basis == "metonym" else entity.identifier_text or own
    return Source(name, entity.code, "speaker", entity.span)


def _special(act: Act, inner: Draft) -> Draft | None:
    """What a speaker says of their own future, of another's duty, or of an adversary's refusal."""
    turned = turns.turned(act, inner)
    if turned is not None:
        return _apply_row(turned, inner._replace(factuality="actual"))
    if act.op == "promise" and class_of(inner) == "conflict" and turns.reassures(act, inner):
        return (_apply_row(act, None) or inner)._replace(steps=(*inner.steps, f"{act.sense.id} (promise) → AGREE"))
    if act.op == "request" and turns.is_party(act, inner):
        return _apply_row(act.turned("promise"), inner)
    if (act.op == "allow" and inner.type == "PROTEST") or (act.op == "vow" and turns.by_others(act, inner)):
        # "warned that X was seeking talks": nothing that one would do oneself
        return _apply_row(act, None)
    if act.op not in {"report", "announce"} or not act.actors or act.clause.negated:
        return None
    codes = act.codes
    doers = inner.codes
    owned = turns.announced(act, inner) or turns.admitted(act, inner)
    if owned is not None:
        return owned
    if (
        act.op == "report"
        and inner.type in _SPOKEN
        and inner.clause.modal in _WILL
        and doers <= codes
        and speaks_of_self(act, inner)
    ):
        # "X said it would not come": the refusal is X's own.
        return inner._replace(actors=act.actors)
    same = bool(codes & doers)
    conflict = class_of(inner) == "conflict"
    if same and inner.factuality == "future" and conflict and turns.harms(inner):
        if doers <= codes and all(a.basis in {"named", "metonym", "nationality"} for a in inner.actors):
            # "X will strike back, its army said": it is X that threatens.
            act = act._replace(actors=inner.actors)
        return _apply_row(act.turned("vow"), inner)
    left_out = not doers and inner.clause.voice == "passive" and conflict and bool(inner.recipients)
    if (left_out or (same and doers <= codes)) and turns.is_mooted(inner) and inner.type not in {"ACCUSE", "REJECT"}:
        # "may cut off aid", "might give back the land", said of oneself
        return _apply_row(act.turned("vow" if conflict else "promise"), inner._replace(factuality="actual"))
    states = bool(codes) and all(c not in BODIES for c in codes)
    refusal = inner.type == "REJECT" and inner.op != "deny" and inner.factuality == "actual"
    hostile = refusal or inner.op == "violate" or (inner.factuality == "negated" and conflict)
    if doers and not same and states and hostile:
        return _apply_row(act.turned("accuse"), inner)
    return None


def _apply_row(act: Act, inner: Draft | None) -> Draft | None:
    """The new event of a table cell, or None."""
    sense, clause = act.sense, act.clause
    algebra = act.scene.lexicon.algebra
    row = algebra.row(act.op, inner)
    kind = sense.type if inner is None and sense.type else algebra.type(row, inner)
    if kind is None or (row.only == "future" and inner is not None and not _ahead(inner)) or turns.averts(act, inner):
        return None
    recipients = operator_recipients(act, row, inner)
    if kind == "REQUEST" and (inner is None or inner.op == "promise") and readied(act, recipients):
        kind, recipients, row = "MOBILIZE", (), replace(row, mode="troops")
    if act.op == "request" and act.clause.negated and turns.no_longer(act):
        # "no longer insists on talks": a demand that is dropped.
        return turns.dropped(act, inner, recipients)
    if inner is None and not _says_enough(act, row, recipients):
        return None
    if act.op == "request" and act.clause.kind == "adj" and not any(a.code for a in act.actors):
        return None
    actors = act.actors
    own_codes = {a.code for a in actors}
    others = inner.codes if inner else set()
    if act.op == "expect" and inner is not None and others and not others & own_codes:
        # "Japan expects a visit by X": X is to come.
        actors = inner.actors
        recipients = merge(e for e in (*inner.recipients, *act.actors) if e.code not in others)
    own = sense.mode if sense.mode and (inner is None or sense.type == kind) else None
    draft = Draft(
        clause=clause,
        type=kind,
        mode=own or algebra.mode(row, inner),
        actors=actors,
        recipients=recipients,
        steps=(*(inner.steps if inner else ()), f"{sense.id} ({act.op}) × {class_of(inner)} → {kind}"),
        factuality=_mood(row.factuality, act.scene.factuality(clause)),
        context=sense.context,
        ended=act.op == "stop",
        rivals=act.match.rivals,
        depth=(inner.depth if inner else 0) + 1,
        scopes=(Scope(clause), *(_below(act, inner) if row.recipient != "author" else ())),
        reach=_REACH.get(row.recipient, "deep"),
        op=act.op,
    )
    declined = inner is not None and inner.factuality == "negated" and kind == "REQUEST"
    if act.op == "deny" or (declined and class_of(inner) == "conflict"):
        # What is denied, or asked not to be done, is nothing that was asked for.
        return draft._replace(modes=(draft.mode,) if draft.mode else ())
    content = act.governed if kind in CONTENT else None
    return moded(act.scene, draft, own or algebra.told(row, inner), act.match.taken, content)


def _below(act: Act, inner: Draft | None) -> tuple[Scope, ...]:
    """The clauses that the governed event is told in, or the governed clauses themselves."""
    return inner.scopes if inner is not None else tuple(Scope(k) for k in act.governed)


def _mood(wanted: Factuality | None, own: Factuality) -> Factuality:
    return stronger(wanted, own) if wanted else own


def _ahead(inner: Draft) -> bool:
    """Whether the governed event is still to come: "will attack", "decided to attack"."""
    return inner.factuality == "future" or (inner.factuality == "actual" and inner.clause.infinitive)


def _says_enough(act: Act, row: Row, recipients: tuple[Entity, ...]) -> bool:
    """Whether an operator that governs no event we know is an event of its own."""
    if (
        act.clause.kind == "noun"
        and act.op in {"request", "promise", "attempt", "expect", "order"}
        and not act.governed
    ):
        return any(role in act.clause.roles for role in ("for", "on", "to", "of"))
    complement = any(k.link in COMPLEMENTS or (k.infinitive and k.link == "prep:for") for k in act.governed)
    if act.op == "request" and act.clause.kind == "adj" and not complement and not _addressed(act):
        return False
    if act.op in {"request", "desire"} and not complement and not _asks(act):
        return False
    if act.clause.lemma in listed("felt") and act.clause.kind == "adj" and not complement and not recipients:
        return False  # "was disappointed"
    thing = act.op == "refuse" and bool(act.clause.roles.get(act.match.object_role))
    bare = act.op == "refuse" and not set(act.clause.roles) - ALONE and _refuses(act)
    return not row.explicit or complement or thing or bare or any(r.code for r in recipients)


def _refuses(act: Act) -> bool:
    """ "X asked for it. Y *refused*.": told as a fact of somebody in public life."""
    clause = act.clause
    told = clause.lemma in listed("refusing") and not clause.negated and clause.modal is None
    return told and bool(act.actors) and all(a.code and a.sector in {"GOV", "MIL", "REB", "PTY"} for a in act.actors)


def _addressed(act: Act) -> bool:
    """ "it is vital for X" or "X is insistent" (of those who ask), not "that is vital"."""
    roles = (
        ("agent", act.sense.addressee or "for")
        if act.clause.lemma in listed("eager")
        else (act.sense.addressee or "for",)
    )
    return any(act.scene.casting.coded(p) for r in roles for p in act.clause.roles.get(r, ()))


def _asks(act: Act) -> bool:
    """Whether something is asked for: "urged restraint", "asked Germany for tanks", not "pushed rebels"."""
    sense, roles = act.sense, act.clause.roles
    if act.clause.kind != "verb" or len(sense.words) > 1 or sense.objects:
        return True
    asked = "to" if act.clause.lemma in listed("inviting") else "for"
    if asked in roles or (sense.governs not in {None, "patient"} and sense.governs in roles):
        return True
    objects = roles.get("patient", ())
    return bool(objects) and not any(act.scene.casting.is_actor(p) for p in objects)


def _fate(act: Act, kid: Clause, row: Row, draft: Draft) -> Draft | None:
    """What becomes of the governed event, under the operator's own polarity and mood."""
    own = act.scene.factuality(act.clause)
    if row.actor and act.actors:
        # "ordered the newspaper to stop printing": it is done to whoever is told.
        known = any(r.code for r in draft.recipients)
        told = draft.recipients if known else minus(draft.actors, act.actors) or draft.recipients
        return draft._replace(actors=act.actors, recipients=told).as_(own)
    made = bool(draft.depth) or (kid.kind == "verb" and kid.tense == "none" and not kid.infinitive)
    if row.inner == "drop" and row.only == "future" and made and not _ahead(draft):
        # "will strike if attacked, X announced": the threat is made already; "approved extending the curfew": it is.
        return draft.as_(own)
    if row.inner == "drop":
        return None
    if row.inner == "negate":
        return draft if own == "negated" else draft.as_("negated")
    if row.inner in {"future", "hypothetical"}:
        draft = draft.as_("future" if row.inner == "future" else "hypothetical")
    if act.op in _BRINGING:
        settled = settle(act.scene, draft.as_(own), act.clause)
        return settled if settled.type == draft.type else moded(act.scene, settled, settled.mode)
    return draft
