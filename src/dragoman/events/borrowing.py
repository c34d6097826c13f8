"""Participants that stand in another clause: in the participle of a tool, above a gift, at the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.routing import concerned, distant
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause, Phrase
from dragoman.model import Entity

_PARTICIPLES = frozenset({"acl", "relcl"})
#: Events that are done by those who are or rule at the place of them, by the bases that tell the place.
_LOCAL = {
    ("PROTEST", None): frozenset({"place"}),
    ("COERCE", "curfew"): frozenset({"place", "modifier"}),
    ("COERCE", "martial-law"): frozenset({"place", "modifier"}),
    ("COERCE", "arrest"): frozenset({"place"}),
    ("SANCTION", "convict"): frozenset({"place"}),
    ("ACCUSE", "investigate"): frozenset({"place"}),
}
#: Types whose other side may stand far off: "massed troops … to deter X", "apologised for the harm done to X".
_FAR = frozenset({"MOBILIZE", "CONCEDE"})
#: Measures, and what they are to do to somebody.
_PRESSING = frozenset({"SANCTION", "COERCE", "MOBILIZE", "REJECT", "PROTEST"})
_HURTING = frozenset({
    "punish", "pressure", "press", "pressurise", "pressurize", "isolate", "deter", "hurt", "weaken",
    "squeeze", "starve", "coerce", "intimidate", "spite", "retaliate", "warn", "sanction", "penalise",
    "penalize", "discipline", "provoke", "contain", "counter", "confront", "compel", "force", "humiliate",
    "embarrass", "blackmail", "choke", "cripple",
})  # fmt: skip
#: Participles that say what a thing is for.
_AIMING = frozenset({"aim", "intend", "mean", "design", "destine", "earmark"})
#: What makes somebody's own men ready to fight.
_DRILLING = frozenset({"train", "arm", "equip", "drill", "rearm"})
_DRILLS = frozenset({"drill", "exercise", "manoeuvre", "maneuver", "game", "wargame"})
_WORKERS = frozenset({"LAB", "MED", "EDU", "JRN"})
#: What police do in houses, and armies to each other.
_SEARCHES = frozenset({"raid", "sweep", "swoop"})
#: What is imposed on people at home, and on other states.
_LIMITS = frozenset({"restriction", "curb", "limit", "limitation", "control", "prohibition", "rule", "requirement"})
_BANS = _LIMITS | {"ban", "moratorium", "lockdown", "quarantine"}
_TRADED = frozenset({
    "import", "export", "trade", "arms", "oil", "visa", "flight", "travel", "entry", "transit", "sanctions", "un",
    "economic", "financial", "border", "fishing", "weapons",
})  # fmt: skip
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
#: Where what is given arrives: "food sent by X reached Y".
_ARRIVAL = ("patient", "to", "in", "at", "into", "for")


def makers(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who fired, sent or planted the thing that acts: "rockets *launched from X* hit Y"."""
    for phrase in clause.roles.get("agent", ()):
        for participle in _participles(scene, phrase.head):
            for role in ("agent", "by", "from"):
                found = tuple(e for p in participle.roles.get(role, ()) for e in _who(scene, p) if e.code)
                if found:
                    return merge(replace(e, basis="place") if role == "from" else e for e in found)
    return ()


def _who(scene: Scene, phrase: Phrase) -> tuple[Entity, ...]:
    return scene.casting.coded(phrase) or scene.casting.inside(phrase)


def _participles(scene: Scene, head: int) -> Iterator[Clause]:
    tokens = scene.sentence.tokens
    for clause in scene.clauses:
        token = tokens[clause.head]
        if clause.kind == "verb" and token.dep in _PARTICIPLES and token.head == head:
            yield clause


def elsewhere(
    scene: Scene, clause: Clause, kind: str, actors: tuple[Entity, ...], found: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """Recipients outside the event's own clause, where those `found` inside have no code."""
    if kind == "RETREAT":
        # "halted its operation": what is stopped or taken back is one's own, and done to nobody.
        own = {a.code for a in actors if a.code}
        found = tuple(r for r in found if r.basis != "pronoun" or r.code not in own)
    if any(r.code for r in found):
        return found
    if kind in _FAR:
        return distant(scene, clause, actors) or found
    if kind in _PRESSING and not any(r.sector for r in found):
        return _aimed_at(scene, clause, actors) or found
    if kind != "AID":
        return found
    return _arrival(scene, clause) or _purpose(scene, clause, actors) or found


def besides(recipients: tuple[Entity, ...], actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Recipients that are not the actors once more: two states' troops on "their border" face each other."""
    codes = {a.code for a in actors if a.code}
    shared = all(r.code in codes and r.basis in {"description", "pronoun"} for r in recipients)
    if len(codes) > 1 and recipients and shared:
        return ()
    return tuple(r for r in recipients if all(r.span != a.span for a in actors))


def _arrival(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Whom a gift reaches that a participle tells of: "food *donated by X* reached Y"."""
    above = scene.clauses[clause.parent] if clause.parent is not None else None
    if above is None or clause.link not in _PARTICIPLES or above.kind != "verb":
        return ()
    own = {p.head for p in clause.roles.get("patient", ())}
    for role in _ARRIVAL:
        phrases = [p for p in above.roles.get(role, ()) if p.head not in own]
        found = tuple(e for p in phrases for e in _who(scene, p) if e.code)
        if found:
            return merge(found)
    return ()


def _purpose(scene: Scene, clause: Clause, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Whom help is for by what it is to do: "assistance to meet the needs of refugees in *Sudan*"."""
    for kid in scene.under(clause):
        aims = kid.infinitive or kid.lemma in _AIMING
        if kid.kind == "verb" and kid.tense == "none" and aims and kid.head > clause.head:
            found = concerned(scene, kid, actors) or distant(scene, kid, actors)
            if found:
                return found
    return ()


def _aimed_at(scene: Scene, clause: Clause, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Whom a measure is to hurt: "closed the road to punish *X*"."""
    for kid in scene.under(clause):
        if kid.kind == "verb" and kid.infinitive and kid.lemma in _HURTING:
            own = {a.code for a in actors}
            found = (e for r in ("patient", "against", "on") for p in kid.roles.get(r, ()) for e in _who(scene, p))
            foreign = merge(replace(e, basis="context") for e in found if e.code not in own)
            if foreign:
                return foreign
    return ()


def at_home(draft: Draft) -> Draft:
    """Who protests at a place, and who puts it under curfew, is of that place where nobody else is named."""
    kinds = _LOCAL.get((draft.type, draft.mode)) or _LOCAL.get((draft.type, None))
    if kinds is None or any(a.code for a in draft.actors):
        return draft
    found = tuple(r for r in draft.recipients if r.code and r.basis in kinds)
    if not found:
        return draft
    if draft.actors:
        return replace(draft, actors=tuple(replace(a, code=found[0].code, basis="place") for a in draft.actors))
    sector = None if draft.type == "PROTEST" else "GOV"
    return replace(draft, actors=tuple(replace(r, sector=sector, basis="place") for r in found[:1]))


def in_protest(scene: Scene, draft: Draft) -> Draft:
    """ "blocked roads *in protest*": what people do so is a protest, workers who strike hit nobody, police who raid
    a house search it, who trains or arms their own helps nobody, and a restriction on another state is a sanction."""
    clause = draft.clause
    if draft.type == "CONCEDE" and _lifts_sanction(scene, draft):
        return replace(draft, type="RETREAT", mode="access", modes=("access",))
    if draft.type == "MOBILIZE" and clause.lemma in _DRILLS and _together(draft):
        return replace(draft, type="COOPERATE", mode=None, modes=(), recipients=())
    if draft.mode == "access" and draft.type == "RETREAT" and _eases_at_home(scene, draft):
        return replace(draft, type="CONCEDE", mode=None, modes=())
    if draft.type == "AID" and clause.lemma in _DRILLING and _own(draft):
        return replace(draft, type="MOBILIZE", mode="troops", recipients=distant(scene, clause, draft.actors))
    if draft.type == "ASSAULT" and clause.kind == "noun" and clause.lemma in _SEARCHES and draft.actors:
        police = all(a.sector == "COP" for a in draft.actors)
        return replace(draft, type="COERCE", mode="seize", modes=("seize",)) if police else draft
    if draft.type == "ASSAULT" and clause.lemma == "strike" and _lays_down_work(scene, draft):
        return replace(draft, type="PROTEST", mode="strike", modes=("strike",))
    if draft.type == "PROTEST" and clause.kind == "noun" and clause.link == "prep:in" and not draft.actors:
        above = scene.clauses[clause.parent] if clause.parent is not None else None
        found = tuple(e for p in above.roles.get("agent", ()) for e in scene.casting.who(p)) if above else ()
        return draft if any(e.sector in _OFFICIAL for e in found) else replace(draft, actors=merge(found))
    protests = any(k.kind == "noun" and k.lemma == "protest" and k.link == "prep:in" for k in scene.of(clause))
    if protests and draft.type == "COERCE" and draft.actors and not _of(draft, _OFFICIAL):
        return replace(draft, type="PROTEST", mode="obstruct")
    return draft


def _lifts_sanction(scene: Scene, draft: Draft) -> bool:
    """Whether a restriction that is eased was one on another state."""
    tokens, codes = scene.sentence.tokens, {a.code for a in draft.actors if a.code}
    named = any(tokens[p.head].lemma in _LIMITS for p in draft.clause.roles.get("patient", ()))
    return named and bool(codes) and any(r.code and r.code not in codes for r in draft.recipients)


def _together(draft: Draft) -> bool:
    """ "X and Y held drills": of two states or more, and against nobody else."""
    codes = {a.code for a in draft.actors if a.code}
    return len(codes) > 1 and all(r.code is None or r.code in codes for r in draft.recipients)


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


def said_by_document(scene: Scene, draft: Draft, taken: Sequence[int], rest: Sequence[Draft]) -> bool:
    """ "adopted a resolution condemning X": what the text says is the act, and adopting it none besides."""
    if draft.type != "SUPPORT" or not taken or any(r.code for r in draft.recipients):
        return False
    tokens = scene.sentence.tokens
    return any(
        tokens[d.clause.head].tag == "VBG" and tokens[d.clause.head].head in taken and any(r.code for r in d.recipients)
        for d in rest
    )
