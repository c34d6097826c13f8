"""The other side where only the circumstances tell it: who has to act first in a refusal ("will not end the strike
until *X* pays"), and the actor's own people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.actors.owners import SENT
from dragoman.actors.words import words
from dragoman.events.casting import Casting
from dragoman.events.draft import Draft
from dragoman.events.parties import merge, minus
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import conjuncts, phrase_at, prepositions
from dragoman.model import Entity

#: Markers of what somebody else has to do before a refusal ends, or has done before somebody yields.
_MARKERS = {
    "REJECT": frozenset({"until", "till", "unless", "before", "if"}),
    "CONCEDE": frozenset({"after", "once", "when"}),
    "THREATEN": frozenset({"unless", "if", "until"}),
}
#: Prepositions before what a refusal holds out against, and the nouns of that with who it comes from.
_AGAINST = frozenset(
    {"after", "following", "despite", "amid", "amidst", "in", "under", "over", "against", "notwithstanding"}
)
_DEPTH = 3
#: Those who act for a state, and how far apart are two who are named beside each other.
_RULERS, _BESIDE = frozenset({"GOV", "MIL"}), 10
#: What soldiers abroad do to those who live there.
_ABROAD = frozenset({"ASSAULT", "AID", "COERCE"})
#: Those whom others hold.
_HELD = frozenset({"hostage", "hostages", "captive", "captives"})
#: Types of what is done or not done for those who fled.
_SHELTER = frozenset({"AID", "REJECT", "REQUEST"})
#: Types whose unnamed victims are those of the actor's own state when they are people.
_DOMESTIC = frozenset(
    {"COERCE", "ASSAULT", "PROTEST", "SANCTION", "MOBILIZE", "RETREAT", "CONCEDE", "REJECT", "ACCUSE", "REQUEST", "AID"}
)


def opposed(scene: Scene, draft: Draft) -> Draft:
    """A refusal with who has to act first or who urges otherwise, where nobody else is named."""
    own = {a.code for a in draft.actors}
    if draft.type not in _MARKERS or any(
        r.code and not (r.basis == "pronoun" and r.code in own) for r in draft.recipients
    ):
        return draft
    clauses = [s.clause for s in draft.scopes] or [draft.clause]
    first = tuple(_first(scene, clauses, _MARKERS[draft.type]))
    found = first if draft.type == "THREATEN" else minus((*_urging(scene, clauses), *first), draft.actors)
    found = tuple(e for e in found if e.basis != "pronoun" or e.code not in own)
    return draft._replace(recipients=merge(found[:2])) if found else draft


def _first(scene: Scene, clauses: list[Clause], markers: frozenset[str]) -> Iterator[Entity]:
    """Who is to act in the clauses with "until" and the like."""
    for clause in clauses:
        for kid in scene.under(clause):
            if kid.link == "advcl" and kid.marker in markers:
                yield from _doers(scene, kid, _DEPTH)


def _doers(scene: Scene, clause: Clause, depth: int) -> tuple[Entity, ...]:
    """Who acts in a clause: its agent, also of what is said or thought there, or a passive's "by"."""
    roles = ("by", "agent", "patient") if clause.voice == "passive" else ("agent",)
    for role in roles:
        found = tuple(
            e for p in clause.roles.get(role, ()) for e in scene.casting.coded(p) if e.basis != "pronoun" and e.sector
        )
        if found:
            return found
    inner = (k for k in scene.of(clause) if k.kind == "verb" and k.link in {"ccomp", "xcomp"}) if depth else ()
    return next((found for k in inner if (found := _doers(scene, k, depth - 1))), ())


def _urging(scene: Scene, clauses: list[Clause]) -> Iterator[Entity]:
    """Whose calls, demands or pressure are held out against."""
    for clause in clauses:
        kids = (k for k in scene.of(clause) if k.kind == "verb" and k.link == "xcomp")
        for one in (clause, *kids):
            for role in _AGAINST:
                for phrase in (*one.roles.get(role, ()), *one.adjuncts.get(role, ())):
                    yield from _whose(scene, phrase)


def _whose(scene: Scene, phrase: Phrase) -> Iterator[Entity]:
    sentence, casting = scene.sentence, scene.casting
    lemma = sentence.tokens[phrase.head].lemma
    if lemma in listed("facing"):
        for _, name, objects in prepositions(sentence, phrase.head):
            for o in objects if name == "of" else ():
                yield from _whose(scene, phrase_at(sentence, o))
    if lemma in listed("accords"):
        for _, name, objects in prepositions(sentence, phrase.head):
            for o in objects if name == "with" else ():
                yield from casting.coded(phrase_at(sentence, o))
    if lemma not in listed("urging"):
        return
    for head in conjuncts(sentence, phrase.head):
        if sentence.tokens[head].lemma in listed("urging"):
            yield from _makers(casting, head)


def _makers(casting: Casting, head: int) -> Iterator[Entity]:
    sentence = casting.sentence
    for _, name, objects in prepositions(sentence, head):
        for o in objects if name in {"from", "by"} else ():
            for one in conjuncts(sentence, o):
                yield from casting.coded(phrase_at(sentence, one))
    for k in sentence.children[head]:
        if sentence.tokens[k].dep == "poss":
            yield from casting.coded(phrase_at(sentence, k))


def _is_foreign(text: str) -> bool:
    """Whether the words of somebody say that they are of another state: "*foreign* diplomats", "its *allies*"."""
    said = text.lower().split()
    return not words("elsewhere").isdisjoint(said) or not words("fellow_states").isdisjoint(said)


def not_own(_scene: Scene, draft: Draft) -> Draft:
    """A threat without those of the actor's own state who are to carry it out: "warned that *Moscow* would respond"."""
    own = {a.code for a in draft.actors if a.sector in _RULERS}
    doers = [r for r in draft.recipients if r.code in own and r.sector in _RULERS and r.basis != "domestic"]
    if draft.type != "THREATEN" or not doers or "(vow) × none" not in draft.steps[-1]:
        return draft
    beside = [r for r in draft.recipients if any(0 <= r.span[0] - d.span[1] <= _BESIDE for d in doers)]
    return draft._replace(recipients=tuple(r for r in draft.recipients if r not in doers and r not in beside))


def domestic(scene: Scene, draft: Draft) -> Draft:
    """People without a state whom a state's actor deals with are its own, those whom soldiers deal with abroad
    for those of the land where the fighting is; basis `domestic`."""
    nobodys = [e for e in draft.recipients if e.code is None or e.basis == "domestic"]
    sent = draft.mode == "expel" and any(SENT.search(e.entity_text) or "diplomat" in e.entity_text for e in nobodys)
    held = draft.type == "REQUEST" and any(_HELD & set(e.entity_text.lower().split()) for e in nobodys)
    if sent or held:
        # Nobody expels envoys of one's own or holds one's own people hostage: whose they are, is not told.
        return draft._replace(recipients=tuple(replace(e, code=None, basis="unresolved") for e in draft.recipients))
    codes = {e.code for e in draft.actors if e.code and len(e.code) == 3}
    if draft.type not in _DOMESTIC or len(codes) != 1 or not draft.recipients:
        return draft
    if any(e.code for e in draft.recipients) or all(
        e.sector is None or (e.sector == "UNK" and e.basis == "collective") for e in draft.recipients
    ):
        return draft
    if any(e.entity_text.lower() in {"it", "itself"} or _is_foreign(e.entity_text) for e in draft.recipients):
        return draft
    if draft.type in _SHELTER and all(e.sector == "REF" for e in draft.recipients):
        # "refused to take in migrants": nobody needs shelter at home.
        return draft
    if draft.type == "ASSAULT" and all(e.sector == "MIL" for e in draft.recipients):
        # Nobody fires at an army of one's own: whose it is, is not told.
        return draft
    code = next(iter(codes))
    if code in {"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"}:
        return draft
    front = (
        scene.casting.cast.front() if draft.type in _ABROAD and any(a.sector == "MIL" for a in draft.actors) else None
    )
    return draft._replace(recipients=tuple(replace(e, code=front or code, basis="domestic") for e in draft.recipients))
