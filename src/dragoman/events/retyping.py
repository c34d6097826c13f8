"""What the participants make of an event: the same words are another act where people do it to their rulers, a state
to its own people, or two states together."""

from __future__ import annotations

from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of, merge
from dragoman.events.routing import distant
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.model import Entity

_WORKERS = frozenset({"LAB", "MED", "EDU", "JRN"})
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
#: Those who block roads and surround buildings to be heard.
_PEOPLE = frozenset({"CVL", "AGR", "LAB", "EDU", "OPP", "MED", "BUS", "REL", "SOC", "REF"})
#: How words of attacks through networks begin.
_CYBER = ("cyber", "malware", "ransomware", "spyware", "ddos", "hack")
_REBELS = frozenset({"REB", "UAF", "CRM", "PRM"})
_WHERE = frozenset({"place", "modifier"})


def retyped(scene: Scene, draft: Draft) -> Draft:
    """The event as what it is among those who take part in it."""
    turned = _TURNS.get(draft.type)
    return draft if turned is None else turned(scene, draft)


def _as(draft: Draft, type_: str, mode: str | None = None) -> Draft:
    """The event with another type, and with this mode alone."""
    return draft._replace(type=type_, mode=mode, modes=(mode,) if mode else ())


def _conceded(scene: Scene, draft: Draft) -> Draft:
    """A restriction that is eased on another state is a retreat."""
    return _as(draft, "RETREAT", "access") if _lifts_sanction(scene, draft) else draft


def _retreated(scene: Scene, draft: Draft) -> Draft:
    """What authorities allow their own people again they concede; a border that both sides open serves both; those
    who are held by others are rescued."""
    if draft.mode == "access" and (_allows_its_own(scene, draft) or _eases_at_home(scene, draft)):
        return _as(draft, "CONCEDE")
    if draft.mode == "access" and draft.clause.lemma in listed("opening") and _several(draft):
        return _as(draft, "COOPERATE")._replace(recipients=())
    if draft.mode == "release" and draft.clause.kind == "verb":
        return _freed(draft, _holders(scene, draft))
    if draft.mode == "release" and draft.clause.kind == "noun" and not draft.codes:
        # "the release of the hostages *held by X*": X is to do it.
        return draft._replace(actors=_holders(scene, draft) or draft.actors)
    return draft


def _freed(draft: Draft, holders: tuple[Entity, ...]) -> Draft:
    """ "freed sailors *held by pirates*" rescues them; "sailors *held by pirates* were freed" says by nobody else."""
    if not draft.codes:
        return draft._replace(actors=holders or draft.actors)
    return _as(draft, "AID") if holders and not codes_of(holders) & draft.codes else draft


def _mobilised(scene: Scene, draft: Draft) -> Draft:
    """Exercises of two states' forces are held together."""
    lemmas = {draft.clause.lemma} | _objects(scene, draft.clause)
    drills = draft.clause.lemma in listed("drills") or any(scene.lexicon.in_class(word, "exercise") for word in lemmas)
    return _as(draft, "COOPERATE")._replace(recipients=()) if drills and _several(draft) else draft


def _aided(scene: Scene, draft: Draft) -> Draft:
    """Who trains, arms or sends tanks to their own helps nobody, and what is delivered under a contract is trade."""
    clause = draft.clause
    if clause.lemma in listed("drilling") and _own(draft):
        return draft._replace(type="MOBILIZE", mode="troops", recipients=distant(scene, clause, draft.actors))
    codes, reached = draft.codes, codes_of(draft.recipients)
    if len(codes) > 1 and reached == codes:
        # "are clearing mines along their border together"
        return draft._replace(type="COOPERATE", recipients=())
    if clause.lemma in listed("delivering") and scene.wording.words & listed("paid") and reached:
        return draft._replace(type="COOPERATE")
    arms = clause.lemma in listed("sending_arms") and bool(_objects(scene, clause) & listed("armour"))
    own = bool(draft.recipients) and reached <= codes and all(r.sector is None for r in draft.recipients)
    return _as(draft, "MOBILIZE", "troops") if arms and own else draft


def _assaulted(scene: Scene, draft: Draft) -> Draft:
    """Police who raid a house search it and whom they capture they arrest, workers who strike hit nobody, and a crowd
    that besieges a building protests."""
    clause = draft.clause
    if _through_networks(scene, draft):
        return _as(draft, "COERCE", "cyber")
    police = bool(draft.actors) and all(a.sector == "COP" for a in draft.actors)
    if clause.kind == "noun" and clause.lemma in listed("searches") and police:
        return _as(draft, "COERCE", "seize")
    if draft.mode == "abduct" and clause.lemma == "capture" and police:
        return _as(draft, "COERCE", "arrest")
    if clause.lemma in listed("fighting") and len(draft.codes) > 1 and all(r.basis in _WHERE for r in draft.recipients):
        # "X and Y fought near the Z border"
        return draft._replace(recipients=())
    if clause.lemma == "strike" and _lays_down_work(scene, draft):
        return _as(draft, "PROTEST", "strike")
    if clause.kind == "verb" and clause.lemma in listed("rioting") and _crowd(draft):
        return _as(draft, "PROTEST", "riot")
    return _obstructed(draft)


def _protested(scene: Scene, draft: Draft) -> Draft:
    """Who protests by a deed that a noun goes with ("*in protest*"); what a government protests against it blames."""
    clause = draft.clause
    if clause.kind == "noun" and clause.link == "prep:in" and not draft.actors:
        above = scene.clauses[clause.parent] if clause.parent is not None else None
        found = tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.who(p)) if above else ()
        return draft if any(e.sector in _OFFICIAL for e in found) else draft._replace(actors=merge(found))
    states = bool(draft.actors) and all(a.code and a.sector == "GOV" and a.basis not in _WHERE for a in draft.actors)
    told = clause.kind == "verb" or any(r.code for r in draft.recipients)
    if clause.lemma == "protest" and states and told:
        return _as(draft, "ACCUSE", "disapprove")
    return draft


def _coerced(scene: Scene, draft: Draft) -> Draft:
    """ "blocked roads *in protest*": what people do so is a protest, and a blockade of theirs at any rate; rebels who
    raid a village attack it; restrictions of trade or money on another state are sanctions."""
    if draft.clause.lemma in listed("searches") and draft.actors and all(a.sector in _REBELS for a in draft.actors):
        return _as(draft, "ASSAULT")
    if draft.mode == "restrict" and _on_trade(scene, draft):
        return _as(draft, "SANCTION", "discontinue")
    kids = scene.of(draft.clause)
    protests = any(k.kind == "noun" and k.lemma == "protest" and k.link == "prep:in" for k in kids)
    if protests and draft.actors and not _of(draft, _OFFICIAL):
        return draft._replace(type="PROTEST", mode="obstruct")
    return _obstructed(draft)


def _sanctioned(_scene: Scene, draft: Draft) -> Draft:
    """What authorities ban at home they forbid, and cut no tie."""
    codes = draft.codes
    own = len(codes) == 1 and bool(draft.recipients) and all(r.code in codes and r.sector for r in draft.recipients)
    if draft.clause.kind == "verb" and draft.clause.lemma in listed("banning") and own and _of(draft, _OFFICIAL):
        return _as(draft, "COERCE", "restrict")
    return draft


def _accused(scene: Scene, draft: Draft) -> Draft:
    """Whoever calls a charge baseless turns it down, and blames nobody."""
    tokens = scene.sentence.tokens
    for clause in (draft.clause, *(s.clause for s in draft.scopes)):
        judged = (p.head for role in ("patient", "agent") for p in clause.roles.get(role, ()))
        words = {tokens[p.head].lemma for role in ("attr", "as") for p in clause.roles.get(role, ())}
        untrue = clause.lemma in listed("untrue") or words & listed("untrue")
        if untrue and any(scene.lexicon.in_class(tokens[i].lemma, "claim") for i in judged):
            return _as(draft, "REJECT")
    return draft


def _through_networks(scene: Scene, draft: Draft) -> bool:
    """Whether computers are hit and no bodies: by hackers, or "in a cyber attack"."""
    if any(a.entity_text.lower().split()[-1:] in (["hackers"], ["hacker"]) for a in draft.actors):
        return True
    phrases = (p for role in ("in", "by", "with", "through") for p in draft.clause.roles.get(role, ()))
    words = (t for p in phrases for t in scene.sentence.tokens[p.left : p.right])
    return any(t.lower.startswith(_CYBER) for t in words)


def _crowd(draft: Draft) -> bool:
    """Whether people without arms act together: students, workers, demonstrators."""
    named = any(w in a.entity_text.lower() for a in draft.actors for w in listed("crowds"))
    return named and all(a.sector in _PEOPLE for a in draft.actors)


def _obstructed(draft: Draft) -> Draft:
    crowd = bool(draft.actors) and all(a.sector in _PEOPLE for a in draft.actors)
    if draft.clause.kind == "verb" and draft.clause.lemma in listed("obstructing") and crowd:
        return _as(draft, "PROTEST", "obstruct")
    return draft


_TURNS = {
    "CONCEDE": _conceded, "RETREAT": _retreated, "MOBILIZE": _mobilised, "AID": _aided, "ASSAULT": _assaulted,
    "PROTEST": _protested, "COERCE": _coerced, "SANCTION": _sanctioned,
    "ACCUSE": _accused,
}  # fmt: skip


def _objects(scene: Scene, clause: Clause, *roles: str) -> set[str]:
    """The nouns of what a clause does something to, and of other roles."""
    return {scene.sentence.tokens[p.head].lemma for role in ("patient", *roles) for p in clause.roles.get(role, ())}


def _several(draft: Draft) -> bool:
    """Whether two states or more act, and on nobody else."""
    codes = draft.codes
    return len(codes) > 1 and all(r.code is None or r.basis == "place" or r.code in codes for r in draft.recipients)


def _allows_its_own(scene: Scene, draft: Draft) -> bool:
    """ "eased curbs on the press": what authorities forbade their own people."""
    codes, eased = draft.codes, bool(_objects(scene, draft.clause, "with") & listed("bans"))
    mine = (r.code in codes or (r.code is None and bool(r.sector)) for r in draft.recipients)
    return eased and len(codes) == 1 and bool(draft.recipients) and all(mine)


def _eases_at_home(scene: Scene, draft: Draft) -> bool:
    """ "lifted a ban on rallies": a restriction of its own people, and none on trade with another state."""
    tokens = scene.sentence.tokens
    if _abroad(draft):
        return False
    for phrase in draft.clause.roles.get("patient", ()):
        words = {tokens[k].lower for k in scene.sentence.children[phrase.head]}
        if tokens[phrase.head].lemma in listed("bans") and not words & listed("traded"):
            return True
    return False


def _on_trade(scene: Scene, draft: Draft) -> bool:
    """Whether a state limits what another one trades: "imposed *economic* restrictions on X"."""
    sentence = scene.sentence
    nouns = [draft.clause.head, *(p.head for p in draft.clause.roles.get("patient", ()))]
    limits = [n for n in nouns if sentence.tokens[n].lemma in listed("limits")]
    words = {sentence.tokens[k].lower for n in limits for k in sentence.children[n] if k < n}
    return bool(words & listed("economic")) and _abroad(draft)


def _holders(scene: Scene, draft: Draft) -> tuple[Entity, ...]:
    """By whom those are held who are set free."""
    kids = (k for k in scene.of(draft.clause) if k.kind == "verb" and k.link in {"acl", "relcl"})
    holding = (k for k in kids if k.lemma in listed("capturing"))
    return merge(e for k in holding for p in k.roles.get("agent", ()) for e in scene.casting.coded(p))


def _lifts_sanction(scene: Scene, draft: Draft) -> bool:
    """Whether a restriction that is eased was one on another state."""
    return _abroad(draft) and bool(_objects(scene, draft.clause) & listed("limits"))


def _abroad(draft: Draft) -> bool:
    """Whether a known actor does it to another state or body."""
    return bool(draft.codes and codes_of(draft.recipients) - draft.codes)


def _lays_down_work(scene: Scene, draft: Draft) -> bool:
    """Whether a strike is one of workers, by who strikes or by what else the sentence is about."""
    if _of(draft, _WORKERS) and not any(r.code for r in draft.recipients):
        return True
    words = scene.wording.words
    labour = bool(words & listed("labour")) or ("union" in words and not words & listed("unions"))
    return draft.clause.kind == "noun" and labour and not words & listed("warfare")


def _own(draft: Draft) -> bool:
    """Whether it is done to the actor's own people."""
    codes = draft.codes
    return bool(draft.recipients) and all(
        r.code in codes or (r.code is None and r.sector in _OFFICIAL) for r in draft.recipients
    )


def _of(draft: Draft, sectors: frozenset[str]) -> bool:
    return any(a.sector in sectors for a in draft.actors)
