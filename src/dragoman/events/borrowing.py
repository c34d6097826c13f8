"""Participants that stand in another clause: in the participle of a tool, above a gift, at the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of, merge
from dragoman.events.routing import concerned, distant
from dragoman.events.scene import Scene
from dragoman.events.words import listed
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
#: Where what is given arrives: "food sent by X reached Y".
_ARRIVAL = ("patient", "to", "in", "at", "into", "for")


def makers(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who fired, sent or planted the thing that acts: "rockets *launched from X* hit Y"."""
    for phrase in clause.roles.get("agent", ()):
        for participle in _participles(scene, phrase.head):
            for role in ("agent", "by", "from"):
                named = (p for p in participle.roles.get(role, ()) if not scene.casting.is_struck(p))
                found = tuple(e for p in named for e in _who(scene, p) if e.code)
                if found:
                    return merge(replace(e, basis="place") if role == "from" else e for e in found)
    return ()


def providers(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Whose aid or tie it is that is cut without a word of by whom: "all *American* aid to X was suspended"."""
    if clause.voice != "passive":
        return ()
    nouns = (k for k in scene.of(clause) if k.kind == "noun" and k.link == "patient")
    return merge(e for k in nouns for r in ("poss", "adj", "by") for p in k.roles.get(r, ()) for e in _who(scene, p))


def givers(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Whose the thing was that is given without a word of by whom: "*German* tanks were sent to X"."""
    found: list[Entity] = []
    for phrase in clause.roles.get("patient", ()) if clause.voice == "passive" else ():
        head = scene.sentence.tokens[phrase.head]
        if scene.lexicon.in_class(head.lemma, "arms") or not scene.casting.is_people(phrase):
            found.extend(e for e in scene.casting.inside(phrase) if e.span[1] <= head.end)
    return merge(found)


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
        own = codes_of(actors)
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
    codes = codes_of(actors)
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
        aims = kid.infinitive or kid.lemma in listed("meant_for")
        if kid.kind == "verb" and kid.tense == "none" and aims and kid.head > clause.head:
            found = concerned(scene, kid, actors) or distant(scene, kid, actors)
            if found:
                return found
    return ()


def _aimed_at(scene: Scene, clause: Clause, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Whom a measure is to hurt: "closed the road to punish *X*"."""
    for kid in scene.under(clause):
        if kid.kind == "verb" and kid.infinitive and kid.lemma in listed("hurting"):
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
        return draft._replace(actors=tuple(replace(a, code=found[0].code, basis="place") for a in draft.actors))
    sector = None if draft.type == "PROTEST" else "GOV"
    return draft._replace(actors=tuple(replace(r, sector=sector, basis="place") for r in found[:1]))


def said_by_document(scene: Scene, draft: Draft, taken: Sequence[int], rest: Sequence[Draft]) -> bool:
    """ "adopted a resolution condemning X": what the text says is the act, and adopting it none besides."""
    if draft.type != "SUPPORT" or not taken or any(r.code for r in draft.recipients):
        return False
    tokens = scene.sentence.tokens
    return any(
        tokens[d.clause.head].tag == "VBG" and tokens[d.clause.head].head in taken and any(r.code for r in d.recipients)
        for d in rest
    )
