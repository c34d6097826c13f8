"""What the participants make of an event: the same words are another act where people do it to their rulers, a state
to its own people, or two states together."""

from __future__ import annotations

from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.routing import distant
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause

#: What makes somebody's own men ready to fight.
_DRILLING = frozenset({"train", "arm", "equip", "drill", "rearm"})
_WORKERS = frozenset({"LAB", "MED", "EDU", "JRN"})
#: What police do in houses, and armies to each other.
_SEARCHES = frozenset({"raid", "sweep", "swoop"})
#: What is imposed on people at home, and on other states.
_LIMITS = frozenset({"restriction", "curb", "limit", "limitation", "control", "prohibition", "rule", "requirement"})
#: Words of a dispute at work, and of war.
_LABOUR = frozenset({
    "unions", "unionist", "workers", "employer", "employee", "wage", "wages", "salary", "pay", "stoppage", "walkout",
    "picket", "steelworker", "austerity", "bailout", "bargaining", "commuter", "privatise", "privatize",
    "privatisation", "privatization", "teachers", "nurses", "doctors", "miners", "dockers", "truckers", "layoff",
    "redundancy", "railway", "railways",
})  # fmt: skip
#: What else than workers unites.
_UNIONS = frozenset(
    {"european", "african", "soviet", "customs", "eurasian", "arab", "democratic", "patriotic", "civil"}
)
_WARFARE = frozenset({
    "air", "airstrike", "missile", "drone", "rocket", "army", "troop", "military", "jet", "warplane", "bomb", "target",
    "kill", "militant", "nuclear", "preemptive", "pre-emptive", "rebel", "artillery", "wound", "aid", "convoy",
    "civilian",
})  # fmt: skip
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
#: Those who block roads and surround buildings to be heard.
_PEOPLE = frozenset({"CVL", "AGR", "LAB", "EDU", "OPP", "MED", "BUS", "REL", "SOC", "REF"})
#: What they do then, which is force or compulsion where others do it.
_OBSTRUCTING = frozenset({"blockade", "block", "barricade", "obstruct", "besiege", "surround", "cordon", "encircle"})
#: What authorities forbid their own people, and allow again.
_FORBIDDING = frozenset({
    "ban", "curfew", "restriction", "curb", "prohibition", "censorship", "emergency", "law", "limit", "control",
    "clampdown",
})  # fmt: skip
#: How words of attacks through networks begin.
_CYBER = ("cyber", "malware", "ransomware", "spyware", "ddos", "hack")
_DRILLS = frozenset({"drill", "exercise", "manoeuvre", "maneuver", "game", "wargame"})
_BANS = _LIMITS | {"ban", "moratorium", "lockdown", "quarantine"}
_TRADED = frozenset({
    "import", "export", "trade", "arms", "oil", "visa", "flight", "travel", "entry", "transit", "sanctions", "un",
    "economic", "financial", "border", "fishing", "weapons",
})  # fmt: skip
_BANNING = frozenset({"ban", "outlaw", "bar", "dissolve", "disqualify", "proscribe"})
#: What a crowd does to police, to buildings and to each other.
_RIOTING = frozenset({"throw", "hurl", "pelt", "scuffle", "brawl", "fight", "battle", "clash", "storm", "rampage"})
_CROWDS = (
    "students", "protesters", "demonstrators", "workers", "crowd", "rioters", "youths", "strikers", "marchers",
    "farmers", "miners", "activists", "mob", "supporters", "pupils", "drivers", "peasants",
)  # fmt: skip
_REBELS = frozenset({"REB", "UAF", "CRM", "PRM"})
_WHERE = frozenset({"place", "modifier"})
_FIGHTING = frozenset({"fight", "battle", "clash", "skirmish"})
_OPENING = frozenset({"open", "reopen", "open up", "unseal", "unblock"})
#: What holds those who are then freed by others.
_HOLDING = frozenset({"hold", "kidnap", "seize", "hijack", "capture", "abduct", "take", "imprison", "detain"})
_SENDING = frozenset({"send", "rush", "dispatch", "despatch", "move", "ship", "transfer"})
#: What is paid for, and how it comes.
_DELIVERING = frozenset({"deliver", "supply", "ship", "provide", "send", "export"})
_PAID = frozenset({"contract", "buy", "purchase", "sale"})
_ARMOUR = frozenset({"vehicle", "tank", "armour", "armor", "helicopter", "carrier", "gun", "artillery"})


def retyped(scene: Scene, draft: Draft) -> Draft:
    """The event as what it is among those who take part in it."""
    turned = _TURNS.get(draft.type)
    return draft if turned is None else turned(scene, draft)


def _conceded(scene: Scene, draft: Draft) -> Draft:
    """A restriction that is eased on another state is a retreat."""
    return draft._replace(type="RETREAT", mode="access", modes=("access",)) if _lifts_sanction(scene, draft) else draft


def _retreated(scene: Scene, draft: Draft) -> Draft:
    """What authorities allow their own people again they concede; a border that both sides open serves both; those
    who are held by others are rescued."""
    if draft.mode == "access" and (_allows_its_own(scene, draft) or _eases_at_home(scene, draft)):
        return draft._replace(type="CONCEDE", mode=None, modes=())
    if draft.mode == "access" and draft.clause.lemma in _OPENING and _several(draft):
        return draft._replace(type="COOPERATE", mode=None, modes=(), recipients=())
    if draft.mode == "release" and draft.clause.kind == "verb" and _held_by_others(scene, draft):
        return draft._replace(type="AID", mode=None, modes=())
    return draft


def _mobilised(scene: Scene, draft: Draft) -> Draft:
    """Exercises of two states' forces are held together."""
    lemmas = {draft.clause.lemma, *_objects(scene, draft.clause)}
    drills = draft.clause.lemma in _DRILLS or any(scene.lexicon.in_class(lemma, "exercise") for lemma in lemmas)
    return draft._replace(type="COOPERATE", mode=None, modes=(), recipients=()) if drills and _several(draft) else draft


def _aided(scene: Scene, draft: Draft) -> Draft:
    """Who trains, arms or sends tanks to their own helps nobody, and what is delivered under a contract is trade."""
    clause = draft.clause
    if clause.lemma in _DRILLING and _own(draft):
        return draft._replace(type="MOBILIZE", mode="troops", recipients=distant(scene, clause, draft.actors))
    givers = {a.code for a in draft.actors if a.code}
    if len(givers) > 1 and {r.code for r in draft.recipients} == givers:
        # "are clearing mines along their border together"
        return draft._replace(type="COOPERATE", recipients=())
    if clause.lemma in _DELIVERING and scene.wording.words & _PAID and any(r.code for r in draft.recipients):
        return draft._replace(type="COOPERATE")
    sent = clause.lemma in _SENDING and bool(_objects(scene, clause) & _ARMOUR)
    codes = {a.code for a in draft.actors if a.code}
    if (
        sent
        and draft.recipients
        and all(r.sector is None and (r.code is None or r.code in codes) for r in draft.recipients)
    ):
        return draft._replace(type="MOBILIZE", mode="troops", modes=("troops",))
    return draft


def _assaulted(scene: Scene, draft: Draft) -> Draft:
    """Police who raid a house search it and whom they capture they arrest, workers who strike hit nobody, and a crowd
    that besieges a building protests."""
    clause = draft.clause
    if _through_networks(scene, draft):
        return draft._replace(type="COERCE", mode="cyber", modes=("cyber",))
    police = bool(draft.actors) and all(a.sector == "COP" for a in draft.actors)
    if clause.kind == "noun" and clause.lemma in _SEARCHES and police:
        return draft._replace(type="COERCE", mode="seize", modes=("seize",))
    if draft.mode == "abduct" and clause.lemma == "capture" and police:
        return draft._replace(type="COERCE", mode="arrest", modes=("arrest",))
    sides = {a.code for a in draft.actors if a.code}
    if clause.lemma in _FIGHTING and len(sides) > 1 and all(r.basis in _WHERE for r in draft.recipients):
        # "X and Y fought near the Z border"
        return draft._replace(recipients=())
    if clause.lemma == "strike" and _lays_down_work(scene, draft):
        return draft._replace(type="PROTEST", mode="strike", modes=("strike",))
    if clause.kind == "verb" and clause.lemma in _RIOTING and _crowd(draft):
        return draft._replace(type="PROTEST", mode="riot", modes=("riot",))
    return _obstructed(draft)


def _protested(scene: Scene, draft: Draft) -> Draft:
    """Who protests by a deed that a noun goes with ("*in protest*"); what a government protests against it blames."""
    clause = draft.clause
    if clause.kind == "noun" and clause.link == "prep:in" and not draft.actors:
        above = scene.clauses[clause.parent] if clause.parent is not None else None
        found = tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.who(p)) if above else ()
        return draft if any(e.sector in _OFFICIAL for e in found) else draft._replace(actors=merge(found))
    states = bool(draft.actors) and all(a.code and a.sector == "GOV" and a.basis not in _WHERE for a in draft.actors)
    if clause.kind == "verb" and clause.lemma == "protest" and states:
        return draft._replace(type="ACCUSE", mode="disapprove", modes=("disapprove",))
    return draft


def _coerced(scene: Scene, draft: Draft) -> Draft:
    """ "blocked roads *in protest*": what people do so is a protest, and a blockade of theirs at any rate; rebels who
    raid a village attack it."""
    if draft.clause.lemma in _SEARCHES and draft.actors and all(a.sector in _REBELS for a in draft.actors):
        return draft._replace(type="ASSAULT", mode=None, modes=())
    kids = scene.of(draft.clause)
    protests = any(k.kind == "noun" and k.lemma == "protest" and k.link == "prep:in" for k in kids)
    if protests and draft.actors and not _of(draft, _OFFICIAL):
        return draft._replace(type="PROTEST", mode="obstruct")
    return _obstructed(draft)


def _sanctioned(_scene: Scene, draft: Draft) -> Draft:
    """What authorities ban at home they forbid, and cut no tie."""
    codes = {a.code for a in draft.actors if a.code}
    own = len(codes) == 1 and bool(draft.recipients) and all(r.code in codes and r.sector for r in draft.recipients)
    if draft.clause.kind == "verb" and draft.clause.lemma in _BANNING and own and _of(draft, _OFFICIAL):
        return draft._replace(type="COERCE", mode="restrict", modes=("restrict",))
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
    named = any(w in a.entity_text.lower() for a in draft.actors for w in _CROWDS)
    return named and all(a.sector in _PEOPLE for a in draft.actors)


def _obstructed(draft: Draft) -> Draft:
    crowd = bool(draft.actors) and all(a.sector in _PEOPLE for a in draft.actors)
    if draft.clause.kind == "verb" and draft.clause.lemma in _OBSTRUCTING and crowd:
        return draft._replace(type="PROTEST", mode="obstruct", modes=("obstruct",))
    return draft


_TURNS = {
    "CONCEDE": _conceded, "RETREAT": _retreated, "MOBILIZE": _mobilised, "AID": _aided, "ASSAULT": _assaulted,
    "PROTEST": _protested, "COERCE": _coerced, "SANCTION": _sanctioned,
}  # fmt: skip


def _objects(scene: Scene, clause: Clause) -> set[str]:
    return {scene.sentence.tokens[p.head].lemma for p in clause.roles.get("patient", ())}


def _several(draft: Draft) -> bool:
    """Whether two states or more act, and on nobody else."""
    codes = {a.code for a in draft.actors if a.code}
    return len(codes) > 1 and all(r.code is None or r.basis == "place" or r.code in codes for r in draft.recipients)


def _allows_its_own(scene: Scene, draft: Draft) -> bool:
    codes = {a.code for a in draft.actors if a.code}
    words = _objects(scene, draft.clause) | {
        scene.sentence.tokens[p.head].lemma for p in draft.clause.roles.get("with", ())
    }
    mine = (r.code in codes or (r.code is None and bool(r.sector)) for r in draft.recipients)
    return bool(words & _FORBIDDING) and len(codes) == 1 and bool(draft.recipients) and all(mine)


def _eases_at_home(scene: Scene, draft: Draft) -> bool:
    """ "lifted a ban on rallies": a restriction of its own people, and none on trade with another state."""
    tokens, codes = scene.sentence.tokens, {a.code for a in draft.actors if a.code}
    if any(r.code and r.code not in codes for r in draft.recipients) and codes:
        return False
    for phrase in draft.clause.roles.get("patient", ()):
        words = {tokens[k].lower for k in scene.sentence.children[phrase.head]}
        if tokens[phrase.head].lemma in _BANS and not words & _TRADED:
            return True
    return False


def _held_by_others(scene: Scene, draft: Draft) -> bool:
    """ "freed sailors *held by pirates*", and not those who hold them."""
    own = {a.code for a in draft.actors if a.code}
    for kid in scene.of(draft.clause):
        if kid.kind == "verb" and kid.link in {"acl", "relcl"} and kid.lemma in _HOLDING:
            holders = {e.code for p in kid.roles.get("agent", ()) for e in scene.casting.coded(p)}
            if holders and not holders & own:
                return True
    return False


def _lifts_sanction(scene: Scene, draft: Draft) -> bool:
    """Whether a restriction that is eased was one on another state."""
    tokens, codes = scene.sentence.tokens, {a.code for a in draft.actors if a.code}
    named = any(tokens[p.head].lemma in _LIMITS for p in draft.clause.roles.get("patient", ()))
    return named and bool(codes) and any(r.code and r.code not in codes for r in draft.recipients)


def _lays_down_work(scene: Scene, draft: Draft) -> bool:
    """Whether a strike is one of workers, by who strikes or by what else the sentence is about."""
    if _of(draft, _WORKERS) and not any(r.code for r in draft.recipients):
        return True
    words = scene.wording.words
    labour = bool(words & _LABOUR) or ("union" in words and not words & _UNIONS)
    return draft.clause.kind == "noun" and labour and not words & _WARFARE


def _own(draft: Draft) -> bool:
    """Whether it is done to the actor's own people."""
    codes = {a.code for a in draft.actors if a.code}
    return bool(draft.recipients) and all(
        r.code in codes or (r.code is None and r.sector in _OFFICIAL) for r in draft.recipients
    )


def _of(draft: Draft, sectors: frozenset[str]) -> bool:
    return any(a.sector in sectors for a in draft.actors)
