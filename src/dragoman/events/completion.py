"""Participants that no frame found: the phrase that a reader would name as the one who is concerned.

They are filled in last, when all events of a sentence stand, so that they make no event and turn none
into another. What has no code stays without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.events.draft import Draft, Scope
from dragoman.events.parties import merge, same
from dragoman.events.people import means_body, means_people
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import DAYS, conjuncts, phrase_at
from dragoman.model import Entity, Span

#: Where the one concerned stands, after the roles of the sense's own frame.
_ROLES = (
    "undergoer", "recipient", "patient", "against", "on", "upon", "at", "into", "to", "toward", "towards", "with",
    "from", "for", "of", "over", "about", "between", "among", "in", "across", "near", "along", "around", "outside",
    "inside", "behind", "through", "under", "within", "throughout", "off", "opposite", "attr", "agent",
)  # fmt: skip
_AGENTS = ("agent", "by", "poss")
#: Links of clauses that tell what an act is for or about.
_INNER = frozenset({"xcomp", "ccomp", "acl", "advcl", "patient", "attr"})
_DIRECT = frozenset({"patient", "undergoer", "recipient"})
#: Classes of nouns that say with what or how, and never who or what is concerned.
_MEANS = ("weapon", "arms", "troops", "aid", "money", "restriction", "peacekeeper")
_PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "who", "whom", "we", "us", "i", "me", "it"})
#: Bases of phrases that are the actor's own things and people.
_LOOSE = frozenset({"modifier", "nationality", "domestic", "pronoun"})
#: Where those stand with whom one meets; after the first of them everybody is one.
_COMPANY = ("with", "between", "among", "patient", "to")
_ALWAYS = frozenset({"with", "between", "among"})
_PURPOSE = frozenset({"advcl", "xcomp", "acl", "prep:in", "inner:acl"})
_DEPTH = 2


def complete(scene: Scene, draft: Draft) -> Draft:
    """The draft with unresolved participants where it has none."""
    if not draft.actors:
        draft = draft._replace(actors=_actors(scene, draft))
    draft = draft._replace(recipients=tuple(r for r in draft.recipients if r.code or not _is_day(r)))
    if draft.reach == "none" and not draft.recipients:
        draft = _joined(scene, draft)
    elif not draft.recipients:
        draft = draft._replace(recipients=_recipients(scene, draft))
    if all(not r.code and not r.sector for r in draft.recipients):
        draft = draft._replace(recipients=_destination(scene, draft) or draft.recipients)
    return draft


def _is_day(entity: Entity) -> bool:
    """Whether the words are a date: "extended the curfew from *25 December*"."""
    return not DAYS.isdisjoint(entity.entity_text.lower().split()) and entity.sector is None


def _joined(scene: Scene, draft: Draft) -> Draft:
    """A joint act with the unnamed others who take part, or with the meeting that somebody goes to."""
    if len(draft.actors) == 1 and draft.mode == "third-party":
        draft = draft._replace(actors=merge((*draft.actors, *_sides(scene, draft))))
    if len(draft.actors) == 1:
        for role in _COMPANY:
            others = [
                e
                for s in draft.scopes
                for p in s.clause.roles.get(role, ())
                if p.head not in s.taken and not _overlaps(scene, p, draft.actors)
                for e in _company(scene, p, role in _ALWAYS)
            ]
            if others:
                return draft._replace(actors=merge((*draft.actors, *others)))
    return draft


def _sides(scene: Scene, draft: Draft) -> tuple[Entity, ...]:
    """Between whom somebody mediates, wherever that is said: "an effort to end the feud between X and Y"."""
    sentence = scene.sentence
    for t in sentence.tokens[draft.clause.head :]:
        if t.lower == "between":
            sides = [
                h for k in sentence.children[t.i] if sentence.tokens[k].dep == "pobj" for h in conjuncts(sentence, k)
            ]
            return tuple(e for h in sides for e in scene.casting.who(phrase_at(sentence, h)))
    return ()


def _company(scene: Scene, phrase: Phrase, always: bool) -> tuple[Entity, ...]:
    found = _read(scene, phrase, frozenset(), "with")
    if found is None or (found[0] > 1 and not always):
        return ()
    return tuple(e for e in found[1] if not e.code)


def _governor(scene: Scene, i: int) -> str:
    """The lemma of the verb that a noun is object of, with or without a preposition."""
    tokens = scene.sentence.tokens
    up = tokens[tokens[i].head]
    if tokens[i].dep == "pobj" and up.dep == "prep":
        up = tokens[up.head]
    if up.lemma == "part":
        # "took part in a summit"
        return tokens[up.head].lemma
    return up.lemma if up.pos == "VERB" and up.lemma != "take" else ""


def _destination(scene: Scene, draft: Draft) -> tuple[Entity, ...]:
    """Where those are sent who are to do it: "sent experts to *Chad* to investigate the raid"."""
    clause = draft.clause
    if not clause.infinitive or clause.kind != "verb" or clause.parent is None or clause.link not in _PURPOSE:
        return ()
    above = scene.clauses[clause.parent]
    own = {a.code for a in draft.actors}
    for role in ("to", "into", "in"):
        found = [e for p in above.roles.get(role, ()) for e in scene.casting.coded(p) if e.code not in own]
        if found and above.lemma in listed("sent"):
            return merge(replace(e, basis="context") for e in found)
    return ()


def attended(scene: Scene, draft: Draft) -> Draft:
    """A joint act of those who go to a meeting of others, with that meeting."""
    if draft.reach != "none" or draft.recipients:
        return draft
    company = any(s.clause.roles.get(role) for s in draft.scopes for role in _ALWAYS)
    if draft.clause.kind == "noun" and not company and _governor(scene, draft.clause.head) in listed("attending"):
        meeting = scene.casting.who(phrase_at(scene.sentence, draft.clause.head))
        return draft._replace(recipients=tuple(replace(e, code=None, basis="unresolved") for e in meeting[:1]))
    return draft


def _actors(scene: Scene, draft: Draft) -> tuple[Entity, ...]:
    """Who acts, though no table knows them: names, persons and bodies in the place of the agent."""
    for clause in (*(s.clause for s in draft.scopes), *_above(scene, draft.clause)):
        for role in _AGENTS:
            found = [
                e
                for p in clause.roles.get(role, ())
                if _is_party(scene, p, clause.index == draft.clause.index)
                for e in scene.casting.who(p)
                if not e.code and all(not same(e, r) and e.span != r.span for r in draft.recipients)
            ]
            if found:
                return merge(found[:2])
    return ()


def _above(scene: Scene, clause: Clause) -> Iterator[Clause]:
    """The verb without a sense of its own that an event noun is object of: "is heading an inquiry"."""
    if clause.kind == "noun" and clause.parent is not None and clause.link == "patient":
        verb = scene.clauses[clause.parent]
        if verb.kind == "verb" and verb.voice == "active" and scene.match(verb) is None:
            yield verb


def _is_party(scene: Scene, phrase: Phrase, own: bool) -> bool:
    """Whether a phrase names somebody who can act; in the event's `own` clause also by a common noun alone."""
    head = scene.sentence.tokens[phrase.head]
    if head.lemma in listed("times"):
        return False
    if head.pos == "PROPN" or head.lower in _PERSONAL or any(e.sector for e in scene.casting.who(phrase)):
        return True
    return own and (means_body(head) or means_people(scene.lexicon, head))


def _recipients(scene: Scene, draft: Draft) -> tuple[Entity, ...]:
    """The best phrase of the event's own clauses: somebody known, then people, names, and things."""
    own = draft.codes
    best: tuple[int, tuple[Entity, ...]] | None = None
    for scope in (*draft.scopes, *(_deeper(scene, draft) if draft.reach == "deep" else ())):
        for role in ("patient",) if draft.reach == "object" else dict.fromkeys((*scope.roles, *_ROLES)):
            for phrase in scope.clause.roles.get(role, ()):
                if phrase.head in scope.taken or _overlaps(scene, phrase, draft.actors):
                    continue
                found = _read(scene, phrase, own, role)
                if found is not None and found[0] == 0 and draft.depth == 0:
                    # Where a kernel's frame does not look, names are of other parties.
                    continue
                if found is not None and (best is None or found[0] < best[0]):
                    best = found
    return merge(best[1]) if best is not None else ()


def _deeper(scene: Scene, draft: Draft) -> Iterator[Scope]:
    """The clauses under the event's own that say what it is for."""
    known = {s.clause.index for s in draft.scopes}
    level = [s.clause for s in draft.scopes]
    for _ in range(_DEPTH):
        level = [
            kid
            for clause in level
            for kid in scene.of(clause)
            if kid.index not in known and kid.head > clause.head and _is_inner(kid)
        ]
        known |= {k.index for k in level}
        yield from (Scope(k) for k in level)


def _is_inner(kid: Clause) -> bool:
    link = (kid.link or "").removeprefix("inner:")
    if link.startswith("prep:"):
        return True
    return link in _INNER and (kid.kind != "verb" or kid.tense == "none")


def _read(scene: Scene, phrase: Phrase, own: frozenset[str], role: str) -> tuple[int, tuple[Entity, ...]] | None:
    """How well a phrase serves, the less the better, and whom it names."""
    head = scene.sentence.tokens[phrase.head]
    if head.lemma in listed("times") or head.lower in DAYS or head.pos not in {"NOUN", "PROPN", "PRON"}:
        return None
    if not any(c.isalnum() for c in head.text):
        return None
    if role not in _DIRECT and scene.lexicon.in_class(head.lemma, "setting"):
        return None
    if any(scene.lexicon.in_class(head.lemma, name) for name in _MEANS):
        return None
    who = scene.casting.who(phrase)
    if not who or head.tag in {"PRP$", "WP$"} or head.lower.endswith(("self", "selves")):
        return None
    if head.pos == "PRON" and not any(e.code and e.code not in own for e in who):
        return None
    if any(e.code in own for e in who):
        return (3, tuple(replace(e, code=None, basis="unresolved") for e in who)) if who[0].basis in _LOOSE else None
    if any(e.code for e in who):
        return 0, who
    mine = any(scene.sentence.tokens[k].tag == "PRP$" for k in scene.sentence.children[phrase.head])
    return (1 if head.pos == "PROPN" or any(e.sector for e in who) else 3 if mine else 2), who


def _overlaps(scene: Scene, phrase: Phrase, actors: tuple[Entity, ...]) -> bool:
    tokens = scene.sentence.tokens
    span: Span = (tokens[phrase.left].start, tokens[phrase.right - 1].end)
    return any(a.span[0] < span[1] and span[0] < a.span[1] for a in actors)
