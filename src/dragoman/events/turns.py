"""What an operator turns into by its own form: duties that are told, demands that are dropped, plans that are not."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.act import Act
from dragoman.events.algebra import class_of
from dragoman.events.draft import Draft, Scope
from dragoman.events.parties import BODIES, codes_of
from dragoman.events.scene import Scene
from dragoman.events.voice import owed
from dragoman.events.words import listed
from dragoman.language.grammar import OUGHT, Clause
from dragoman.model import Entity

#: Deeds that are owned up to.
_DEEDS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
#: Measures that only those who rule can take.
_RULES = frozenset({"curfew", "martial-law"})
#: What is warded off.
_WARDED = frozenset({"ASSAULT", "COERCE", "THREATEN"})
#: Measures that authorities take at home.
_MEASURES = frozenset({"COERCE", "MOBILIZE", "SANCTION"})
#: What is threatened by whoever says that they could do it, and what those in power say will be done to others.
_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_POWER = frozenset({"COERCE", "SANCTION"})
_RULING = frozenset({"GOV", "MIL", "COP", "PRM", "SPY", "PTY"})
_MIGHT = frozenset({"could", "may", "might", "can"})
_COMING = frozenset({"will", "would", "shall", "could", "may", "might"})
#: Reasons of `data/lexicon` for which such clauses are no events.
_SOURCING = frozenset({"sourcing", "statement to the public"})


def sets_duty(act: Act) -> bool:
    """ "X should do more, Y said": a demand, though what is to be done is no event that we know."""
    own = act.codes
    if act.op not in {"report", "announce"} or not own:
        return False
    for kid in act.governed:
        ought = kid.modal in OUGHT and kid.aspect != "perfect" and kid.marker is None
        if kid.link == "ccomp" and ought:
            doers = {e.code for p in kid.roles.get("agent", ()) for e in act.scene.casting.coded(p)}
            return bool(doers) and not doers & own
    return False


def averts(act: Act, inner: Draft | None) -> bool:
    """Whether harm by nobody in particular is warded off, which limits nobody: "prevented clashes"; or is only held
    out as a thing: "offers a lighter punishment"."""
    if act.op == "promise" and act.clause.lemma == "offer" and inner is not None and inner.clause.kind == "noun":
        return class_of(inner) == "conflict"
    if act.op != "prevent" or act.clause.lemma not in listed("warding_off"):
        return False
    if inner is not None:
        culprits = (a for a in inner.actors if a.code and a.basis not in {"place", "domestic"})
        return inner.type in _WARDED and class_of(inner) == "conflict" and all(a.code in act.codes for a in culprits)
    complement = any(k.link in {"xcomp", "ccomp", "prep:from"} for k in act.governed) or "from" in act.clause.roles
    objects = act.clause.roles.get("patient", ())
    found = (e for p in objects for e in act.scene.casting.coded(p))
    return bool(objects) and not complement and all(e.basis in {"place", "modifier"} for e in found)


def _runs_out(act: Act, inner: Draft) -> bool:
    """Whether a meeting comes to its end by itself, and to what end: "the *talks* ended with an *agreement*"."""
    clause = act.clause
    if act.op != "stop" or clause.lemma not in listed("running_out") or clause.voice == "passive":
        return False
    if "patient" in clause.roles or inner.factuality != "actual":
        return False
    ended = any(p.left <= inner.clause.head < p.right for p in clause.roles.get("agent", ()))
    return (inner.type == "CONSULT" and ended) or inner.clause.link in {"prep:with", "prep:in"}


def turned(act: Act, inner: Draft) -> Act | None:
    """What an operator turns into over this event, told as a fact: a refusal, a threat; None if into nothing else."""
    kind = class_of(inner._replace(factuality="actual"))
    if kind in {"cooperative", "yield"} and _is_left_undone(act, inner):
        return act.turned("refuse")
    return _undone(act, kind) or owed(act, inner) or (_menacing(act, inner) if kind == "conflict" else None)


def _is_left_undone(act: Act, inner: Draft) -> bool:
    """ "decided not to send aid to X", "a vow never to recognise X": a refusal."""
    told = act.op in {"announce", "vow"} and not act.clause.negated and bool(act.actors)
    return told and inner.factuality == "negated" and inner.clause.negated and inner.clause.infinitive


def _menacing(act: Act, inner: Draft) -> Act | None:
    """ "X said that it could strike Y", "said that Y would be expelled", "told Y to go or be expelled": threats."""
    if act.op in {"request", "order"}:
        return act.turned("threaten") if _is_alternative(act.scene, inner.clause) else None
    if (
        act.op == "expect"
        and act.sense.words[0] in listed("planning")
        and inner.type in _POWER
        and not act.clause.negated
        and (act.actors or act.clause.voice != "passive")
    ):
        # "plans to ban imports", "a plan to suspend cooperation": as good as "will"
        return act.turned("vow") if inner.factuality in {"actual", "future"} else None
    if act.op not in {"report", "announce"} or inner.clause.negated or act.clause.negated:
        return None
    if inner.clause.aspect == "perfect":
        # "said that it may have hit Y": what is done already
        return None
    doers = inner.codes
    own = act.codes
    if doers and doers <= own:
        might = inner.clause.modal in _MIGHT and inner.factuality == "hypothetical" and inner.type in _HARM
        return act.turned("vow") if might and inner.mode != "convict" else None
    ahead = inner.clause.modal in _COMING or inner.clause.lemma == "risk"
    if inner.type == "THREATEN" and ahead and own and not doers and not inner.op:
        # "said that Y would face charges", "said that Y risked prison"
        return act.turned("vow")
    coming = _is_unowned(inner.clause) and inner.clause.modal in _COMING and inner.type in _POWER
    if doers or not coming or not any(r.code or r.sector for r in inner.recipients):
        return None
    return act.turned("vow") if own and all(a.sector in _RULING for a in act.actors) else None


def _is_unowned(clause: Clause) -> bool:
    """Whether a clause has no place for whoever does it: "aid *would be sent*", "*tariffs* would take effect"."""
    return clause.voice == "passive" or clause.kind == "noun"


def _is_alternative(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says what comes of it if the clause before is not done: "leave *or* be shot"."""
    tokens = scene.sentence.tokens
    token = tokens[clause.head]
    if token.dep != "conj" or token.pos not in {"VERB", "AUX"}:
        return False
    return any(tokens[k].lower == "or" for k in scene.sentence.children[token.head])


def _undone(act: Act, kind: str) -> Act | None:
    """ "has no intention of meeting X" is a refusal; what is not ruled out against somebody is threatened."""
    if not act.clause.negated:
        return None
    plain = replace(act.clause, negated=False)
    meant = act.op == "expect" and act.sense.words[-1] in listed("intents") and bool(act.actors)
    if (act.op == "attempt" or meant) and kind in {"cooperative", "yield"}:
        return act.turned("refuse")._replace(clause=plain)
    if act.op == "refuse" and act.sense.words[-1] in {"out", "exclude"} and kind == "conflict":
        return act.turned("threaten")._replace(clause=plain)
    return None


def announced(act: Act, inner: Draft) -> Draft | None:
    """ "a ceasefire has been declared, the prime minister of X said", "X said that aid would be sent": nobody else is
    named who gave way or will do it, or who rules: "said that a curfew was in place"."""
    gives = inner.type in {"CONCEDE", "RETREAT"} and inner.factuality == "actual"
    will = inner.type == "AGREE" and inner.factuality == "future" and not codes_of(inner.recipients) & act.codes
    rules = inner.mode in _RULES and inner.factuality == "actual" and inner.clause.lemma == "be"
    told = (rules or ((gives or will) and _is_unowned(inner.clause))) and not inner.op and not inner.actors
    theirs = told and all(a.code and a.code not in BODIES and a.sector == "GOV" for a in act.actors)
    return inner._replace(actors=act.actors) if theirs else None


def harms(inner: Draft) -> bool:
    """Whether what one says that one will do threatens anybody: blame and refusals do not, nor do forces that are
    moved at home."""
    doers = {a.code for a in inner.actors}
    at_home = inner.type == "MOBILIZE" and all(r.code is None or r.code in doers for r in inner.recipients)
    return inner.type not in {"ACCUSE", "REJECT"} and not at_home


def own_affair(act: Act, inner: Draft, recipients: tuple[Entity, ...]) -> bool:
    """ "decided to extend the state of emergency": what authorities decide for their own people is done by it, and
    threatens nobody; what is ordered of one's own forces is done, and so is what comes to its end by itself."""
    if _runs_out(act, inner):
        return True
    if act.op == "order" and inner.type == "RETREAT" and inner.clause.kind == "noun" and not act.clause.negated:
        mine = act.codes - BODIES
        return bool(mine) and act.clause.modal is None and all(a.code in mine for a in inner.actors)
    if act.op != "announce" or act.clause.kind == "noun" or act.sense.words[0] not in listed("deciding"):
        return False
    own = act.codes
    if inner.type not in _MEASURES or not own or act.clause.negated or act.clause.modal is not None:
        return False
    return inner.factuality in {"actual", "future"} and all(r.code is None or r.code in own for r in recipients)


def admitted(act: Act, inner: Draft) -> Draft | None:
    """ "admitted that it had shot down X": the deed stands, and owning up to it is a concession to whom it hit."""
    own = act.codes
    doers = inner.codes
    if (
        act.op != "report"
        or act.sense.words[0] not in listed("owning_up")
        or act.clause.negated
        or not doers
        or doers - own
    ):
        return None
    if inner.type not in _DEEDS or inner.factuality not in {"actual", "historical"}:
        return None
    return Draft(
        clause=act.clause,
        type="CONCEDE",
        mode=None,
        actors=act.actors,
        recipients=tuple(r for r in inner.recipients if r.code and r.code not in own),
        steps=(*inner.steps, f"{act.sense.id} (admit) × conflict → CONCEDE"),
        rivals=act.match.rivals,
        depth=inner.depth + 1,
        scopes=(Scope(act.clause),),
        reach="none",
        op=act.op,
    )


def no_longer(act: Act) -> bool:
    tokens = act.scene.sentence.tokens
    return any(tokens[k].lower in {"longer", "anymore"} for k in act.scene.sentence.children[act.clause.head])


def dropped(act: Act, inner: Draft | None, recipients: tuple[Entity, ...]) -> Draft:
    return Draft(
        clause=act.clause,
        type="CONCEDE",
        mode=None,
        actors=act.actors,
        recipients=recipients,
        steps=(*(inner.steps if inner else ()), f"{act.sense.id} ({act.op}) no longer → CONCEDE"),
        context=act.sense.context,
        rivals=act.match.rivals,
        depth=(inner.depth if inner else 0) + 1,
    )


def by_others(act: Act, inner: Draft) -> bool:
    own = act.codes
    doers = inner.codes
    said = any(k.link == "ccomp" for k in act.governed)
    return said and class_of(inner) in {"cooperative", "yield", "end"} and not doers & own


def excludes(scene: Scene, kid: Clause) -> bool:
    """Whether a clause rules something out, or is about what somebody says of it: "refused to *comment* on"."""
    match = scene.match(kid)
    silent = kid.lemma in listed("silent") and kid.infinitive
    return silent or (match is not None and match.sense.op == "exclude")


def is_sourcing(scene: Scene, kid: Clause) -> bool:
    """Whether a clause is what a source asks of reporters or may not do: to be named, to speak to the press."""
    match = scene.match(kid)
    return match is not None and match.sense.none in _SOURCING


def bars_others(act: Act) -> bool:
    """ "turned down *the president* to speak at its summit": a party that is kept from speaking is no source."""
    if act.clause.kind != "verb" or act.clause.voice == "passive":
        return False
    casting = act.scene.casting
    return any(e.code and e.sector != "JRN" for p in act.clause.roles.get("patient", ()) for e in casting.coded(p))


def is_mooted(inner: Draft) -> bool:
    """Whether somebody may do a thing by what the clause itself says, and on no condition of the sentence."""
    clause = inner.clause
    may = inner.factuality == "hypothetical" and clause.modal in {"may", "might", "could"}
    ahead = may and clause.aspect != "perfect" and clause.marker is None
    return ahead and clause.kind == "verb" and class_of(inner) != "demand"


def reassures(act: Act, inner: Draft) -> bool:
    """ "assured X that it would arrest militants": who is promised it is not who it is done to."""
    role = act.sense.addressee
    phrases = act.clause.roles.get(role, ()) if role else ()
    told = {e.code for p in phrases for e in act.scene.casting.coded(p)} - {a.code for a in act.actors}
    return bool(told) and not told & {r.code for r in inner.recipients}


def is_party(act: Act, inner: Draft) -> bool:
    """ "called for an end to its war with X", "proposed a truce with X": who would end it offers to."""
    ceasefire = (inner.type, inner.mode) == ("RETREAT", "ceasefire")
    if not (ceasefire or inner.ended) or inner.clause.modal is not None:
        return False
    addressed = [r for r in (act.sense.addressee, "on", "to") if r and r != act.match.object_role]
    if any(act.scene.casting.coded(p) for r in addressed for p in act.clause.roles.get(r, ())):
        return False
    own = act.codes
    others = {e.code for e in (*inner.actors, *inner.recipients) if e.code} - own
    nouns = act.scene.of(inner.clause) if inner.ended else (inner.clause,)
    return bool(own) and len(others) == 1 and any(k.kind == "noun" and "with" in k.roles for k in nouns)
