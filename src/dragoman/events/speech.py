"""What speaking makes of an event: promises, refusals and demands in the verb's mood, and reports that
turn on their complement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.events.act import Act
from dragoman.events.algebra import class_of
from dragoman.events.asking import by_form, is_bidden
from dragoman.events.draft import Draft
from dragoman.events.foretold import threatens
from dragoman.events.parties import codes_of, merge, minus
from dragoman.events.routing import distant
from dragoman.events.scene import Scene
from dragoman.events.wording import moded
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.model import Entity

_COMING = frozenset({"will", "would", "shall", "may", "might", "can", "could"})
_LIKING = frozenset({"like", "love", "prefer"})
_OWN = frozenset({"its", "his", "her", "their", "our", "my"})
WARNING = frozenset({"warn", "caution"})
_SELVES = frozenset({"it", "they", "he", "she", "we", "i"})
_QUESTIONS = frozenset({"whether", "if", "how", "why", "what"})


def settle(scene: Scene, draft: Draft, mood: Clause | None = None) -> Draft:
    """What somebody will do is a promise, an announced withdrawal a concession, "will not" a refusal;
    what a quoted speaker says must be done is a demand. `mood` is the clause that has the modal, if
    it is not the event's own: "will begin to withdraw"."""
    clause = mood or draft.clause
    speaker = scene.voice(clause)
    if speaker is not None and clause.modal in {"must", "should"} and clause.parent is None:
        inner = draft._replace(factuality="negated" if clause.negated else "actual")
        asked = made(scene, "request", inner, (speaker,), clause)
        if asked is not None:
            others = tuple(e for e in (*draft.actors, *draft.recipients) if e.code != speaker.code)
            return asked._replace(actors=(speaker,), recipients=merge(others), factuality="actual")
    kind = class_of(draft._replace(factuality="actual"))
    will = clause.modal in {"will", "shall", "would"}
    if will and clause.negated and kind in {"cooperative", "yield"}:
        return made(scene, "refuse", draft._replace(factuality="actual"), draft.actors, clause) or draft
    if _doubted(scene, clause):
        return draft
    if not clause.negated and kind == "conflict" and draft.factuality in {"future", "hypothetical"}:
        powers = threatens(scene, draft, clause)
        if powers:
            return made(scene, "vow", draft._replace(factuality="actual"), powers, clause) or draft
        if _conditioned(scene, draft) and _own_words(scene, draft):
            return made(scene, "vow", draft._replace(factuality="actual"), draft.actors, clause) or draft
        return draft
    ahead = draft.factuality == "future" and not clause.negated and (will or clause.kind == "noun")
    if ahead and kind in {"cooperative", "yield"} and draft.type not in {"AGREE", "CONCEDE"}:
        kind_of = scene.lexicon.algebra.named("will", draft)
        if kind_of == draft.type:
            return draft
        return draft._replace(type=kind_of, mode=None, modes=(), steps=(*draft.steps, f"will → {kind_of}"))
    return draft


def _conditioned(scene: Scene, draft: Draft) -> bool:
    """ "will attack unless …", "will attack if …", "said that it would attack if …": a threat; "would attack if …" is
    a mere thought."""
    clause = draft.clause
    markers = {k.marker for k in scene.under(clause)}
    above = scene.clauses[clause.parent] if clause.parent is not None and clause.link == "ccomp" else None
    told = above is not None and above.tense == "past" and clause.modal == "would"
    if clause.modal in {"will", "shall"} or told:
        return bool(markers & {"unless", "if", "until"})
    return clause.modal in {"would", "could", "may", "might"} and "unless" in markers


def _doubted(scene: Scene, clause: Clause) -> bool:
    """Whether what will be is only hoped, thought possible or asked: "hopes that X will go", "when will X go?"."""
    if scene.sentence.tokens[-1].text == "?" and clause.parent is None:
        return True
    above = scene.clauses[clause.parent] if clause.parent is not None else None
    match = scene.match(above) if above is not None and clause.link in {"ccomp", "xcomp"} else None
    return match is not None and match.sense.op in {"wish", "consider", "deny"}


def _own_words(scene: Scene, draft: Draft) -> bool:
    """Whether nobody but the actor says that the actor will do it."""
    doers = draft.codes
    parent = draft.clause.parent
    while parent is not None:
        above = scene.clauses[parent]
        match = scene.match(above)
        if match is not None and match.sense.op in {"report", "accuse", "deny", "wish", "consider"}:
            said = {e.code for p in above.roles.get("agent", ()) for e in scene.casting.coded(p)}
            return bool(said & doers)
        parent = above.parent
    return True


def made(scene: Scene, op: str, inner: Draft, actors: tuple[Entity, ...], clause: Clause) -> Draft | None:
    """The event that an operator makes of another event with the same actor."""
    row = scene.lexicon.algebra.row(op, inner)
    if row.type is None:
        return None
    own = actors
    others = minus((*inner.recipients, *inner.actors), own)
    if op == "vow" and not any(e.code for e in others):
        others = distant(scene, _with_verb(scene, clause), own) or others
    if op != "request" and inner.type in {"CONSULT", "COOPERATE"} and not inner.recipients:
        own = tuple(a for a in inner.actors if _is_subject(scene, clause, a)) or inner.actors
        others = minus(inner.actors, own)
    algebra = scene.lexicon.algebra
    made = inner._replace(
        type=algebra.type(row, inner) or inner.type,
        mode=algebra.mode(row, inner),
        actors=own,
        recipients=others,
        steps=(*inner.steps, f"{op} × {class_of(inner)} → {row.type}"),
        depth=inner.depth + 1,
    )
    return moded(scene, made, algebra.told(row, inner), content=())


def _with_verb(scene: Scene, clause: Clause) -> Clause:
    """The clause itself or, where it is the noun of a light verb, that verb."""
    own = scene.clauses[clause.index].parent
    return scene.clauses[own] if own is not None and own != clause.parent else clause


def _is_subject(scene: Scene, clause: Clause, entity: Entity) -> bool:
    tokens = scene.sentence.tokens
    return any(
        tokens[p.left].start <= entity.span[0] and entity.span[1] <= tokens[p.right - 1].end
        for p in clause.roles.get("agent", ())
    )


def as_said(act: Act) -> Act:
    """What an operator is with this complement: "told X to go" is an order, "told X that Y had gone" a
    report; "wants to meet X" an intention, "wants X to go" a demand, "does not want talks" a refusal."""
    kids = act.governed
    finite = any(k.link == "ccomp" and _is_told(act, k) for k in kids)
    asked = any(k.link == "ccomp" and k.marker in _QUESTIONS for k in kids)
    if act.op in {"threaten", "vow"} and _of_others(act):
        return act.turned("report")
    asked_for = by_form(act)
    if asked_for is not None:
        return _said_now(act, asked_for) if act.op == "consider" else act.turned(asked_for)
    modal = any(k.link == "ccomp" and k.modal in _COMING for k in kids)
    if (act.op in {"order", "announce", "desire"} and finite) or (act.op == "request" and asked):
        return act.turned("report")
    if _tells(act, finite, modal):
        return act.turned("report")
    if modal and (act.op in {"order", "desire"} or (act.op == "praise" and act.clause.kind == "verb")):
        # "told X that Y would come", "reaffirmed that Y will not go"
        return act.turned("report")
    if act.op == "request" and (finite or modal) and act.clause.lemma not in listed("demands"):
        # "insisted that Y is its own": said, not asked.
        return act.turned("report")
    if act.op in {"refrain", "consider"} and act.clause.negated and act.clause.modal in {"will", "shall", "would"}:
        # "will not hesitate to strike"
        return _said_now(act, "vow")
    future = act.clause.modal in {"will", "would"} and act.clause.kind == "verb"
    if act.clause.negated and (act.op == "allow" or (act.op == "promise" and (act.clause.kind == "adj" or future))):
        # "is not willing to meet", "would not agree to meet", "will not let X go"
        return _said_now(act, "refuse")
    if act.op in {"attempt", "desire"} and not act.clause.negated and any(k.lemma in listed("soothing") for k in kids):
        # "sought to reassure X": done by saying so
        return act.turned("start")
    if act.op == "exclude" and (act.clause.negated or _is_refused(act)):
        return act.turned("consider")._replace(clause=replace(act.clause, negated=False))
    wished = _wished(act) if act.op in {"desire", "wish"} else None
    if wished is not None:
        return wished
    if act.op != "desire":
        return act
    if act.clause.negated:
        return _said_now(act, "refuse")
    own = act.clause.roles.get("agent", ())[:1]
    intends = any(k.link == "xcomp" and k.roles.get("agent", ())[:1] == own for k in kids)
    return act.turned("attempt" if intends else "request")


def _is_told(act: Act, kid: Clause) -> bool:
    """Whether a clause tells what is or was so."""
    if kid.tense not in {"past", "present"} or kid.modal is not None:
        return False
    if act.op != "request" or not is_bidden(act, kid):
        return True
    # Nobody bids themselves.
    own = codes_of(speakers(act.scene, act.clause))
    return any(e.code in own for p in kid.roles.get("agent", ()) for e in act.scene.casting.coded(p))


def _wished(act: Act) -> Act | None:
    """ "I want to thank X" does so, "would like X to go" asks for it; None for other wishes."""
    if _greets(act):
        return act.turned("start")
    if act.op == "wish" and act.clause.lemma in _LIKING and act.clause.modal == "would" and _of_another(act):
        return _said_now(act, "refuse" if act.clause.negated else "request")
    return None


def _of_another(act: Act) -> bool:
    """Whether the complement says what somebody else is to do."""
    own = act.clause.roles.get("agent", ())[:1]
    doers = [k.roles.get("agent", ())[:1] for k in act.governed if k.link in {"xcomp", "ccomp"}]
    return bool(own) and any(d and d != own for d in doers)


def _greets(act: Act) -> bool:
    """ "I want to thank X", "we would like to condemn Y": done by saying so."""
    tokens = act.scene.sentence.tokens
    own = any(tokens[p.head].lower in {"i", "we"} for p in act.clause.roles.get("agent", ()))
    found = [m.sense for k in act.governed if k.link == "xcomp" and (m := act.scene.match(k)) is not None]
    return own and not act.clause.negated and any(s.op in {"praise", "accuse", "report"} for s in found)


def _said_now(act: Act, op: str) -> Act:
    """ "does not want to", "will not allow": a refusal, and made now."""
    will = act.clause.modal in {"will", "shall", "would"}
    clause = replace(act.clause, modal=None, tense="present") if will else act.clause
    return act.turned(op)._replace(clause=replace(clause, negated=False))


def _is_refused(act: Act) -> bool:
    """ "refused to rule out": two refusals, which leave it open."""
    above = act.scene.clauses[act.clause.parent] if act.clause.parent is not None else None
    match = act.scene.match(above) if above is not None and act.clause.link in {"xcomp", "ccomp"} else None
    return match is not None and match.sense.op in {"refuse", "fail", "refrain"}


def _tells(act: Act, finite: bool, modal: bool) -> bool:
    """Whether it is a report, mostly by its that-clause: "it is critical that Y stays", "reaffirmed that Y had gone",
    and "warned that the talks had failed", where nobody is warned of what is to come."""
    lemma = act.clause.lemma
    if act.op == "desire" and not act.governed and lemma in listed("telling"):
        # "told the others about the talks"
        return True
    if act.op == "attempt" and act.clause.kind == "adj":
        # "is happy that Y has come"
        return finite
    if act.op == "accuse" and act.clause.kind == "adj":
        # "is angry that Y has gone" blames Y
        felt = any(act.scene.casting.coded(p) for p in act.clause.roles.get("agent", ()))
        return (finite or modal) and not (felt and lemma in listed("felt"))
    if act.op == "praise" and lemma in listed("repeating"):
        return finite
    return act.op == "vow" and lemma in WARNING and finite and not modal and not act.clause.roles.get("patient")


def forewarned(act: Act, mains: Iterable[Draft]) -> Act:
    """Nobody warns of help: then it is a report."""
    if act.op != "vow" or act.clause.lemma not in WARNING or any(class_of(d) == "conflict" for d in mains):
        return act
    return act.turned("report")


def _of_others(act: Act) -> bool:
    """ "warned that Russia would retaliate": the speaker warns of what somebody else will do."""
    casting = act.scene.casting
    own = {e.code for p in act.clause.roles.get("agent", ()) for e in casting.coded(p)}
    warned = {
        e.code for r in ("patient", "recipient", "to") for p in act.clause.roles.get(r, ()) for e in casting.coded(p)
    }
    subjects = [p for k in act.governed if k.link == "ccomp" for p in k.roles.get("agent", ())]
    doers = {e.code for p in subjects for e in casting.coded(p)}
    if own and any(act.scene.sentence.tokens[p.left].lower in _OWN and p.left != p.head for p in subjects):
        # "vowed that its fighters would strike"
        return False
    if doers:
        return not doers & own and not doers & warned
    if act.op != "vow" or any(k.link == "xcomp" for k in act.governed):
        return False
    if act.clause.kind == "verb" and warned - own:
        # "warned Chad that the world was watching": whoever is told so is threatened.
        return False
    tokens = act.scene.sentence.tokens
    said = [k for k in act.governed if k.link == "ccomp"]
    nouns = any(tokens[p.head].pos in {"NOUN", "PROPN"} for k in said for p in k.roles.get("agent", ()))
    # "warned that women would need help", "warned that it was not clear": no word of what one will do oneself
    return nouns or any(k.tense in {"past", "present"} and k.modal is None for k in said)


def speakers(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who says the clause: the quoted speaker, or the agent of the reporting clause above."""
    parent = clause.parent
    while parent is not None:
        above = scene.clauses[parent]
        match = scene.match(above)
        if match is not None and match.sense.op in {"report", "announce", "promise", "vow"}:
            found = tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p))
            if above.kind == "adj" and above.parent is not None and not found:
                # "*X* made it clear that"
                above = scene.clauses[above.parent]
                found = tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p))
            return merge(found)
        parent = above.parent
    speaker = scene.casting.speaker
    return (speaker,) if speaker is not None and speaker.code else ()


def speaks_of_self(act: Act, inner: Draft) -> bool:
    """Whether a pronoun stands for the speaker in what is said: "Peru said *it* would help"."""
    tokens = act.scene.sentence.tokens
    agents = inner.clause.roles.get("agent", ())
    return len(agents) == 1 and tokens[agents[0].head].lower in _SELVES and act.clause.head < agents[0].head
