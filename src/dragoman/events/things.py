"""Which participants without a code stay: names, people, and the things that an act of that type is aimed at.

A reader wants to know that a *bridge* was bombed and a *referendum* rejected, not that "the need" was agreed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.actors.words import words
from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.people import means_body, means_people
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.phrases import DAYS, phrase_at, prepositions
from dragoman.language.tree import Sentence, Token
from dragoman.model import Entity

#: What violence and force hit, what politics is about, what one goes to, and what is condemned.
_HIT = ("building", "premises", "site", "locality", "territory", "vehicle", "warcraft", "monument", "road", "network")
_GROUND = ("locality", "territory", "border")
_ISSUES = ("law", "agreement", "election")
_MEETINGS = ("talks", "rally")
_DEEDS = ("violence", "atrocity", "fighting", "warfare")
_AIMS = {
    "ASSAULT": _HIT,
    "COERCE": (*_HIT, "media"),
    "THREATEN": (*_HIT, *_ISSUES),
    "MOBILIZE": (*_GROUND, "building", "site"),
    "RETREAT": _GROUND,
    "PROTEST": (*_ISSUES, *_MEETINGS, "ruling"),
    "REJECT": (*_ISSUES, *_MEETINGS, "ruling"),
    "ACCUSE": (*_ISSUES, *_DEEDS, "ruling"),
    "SUPPORT": _ISSUES,
    "AGREE": (*_ISSUES, *_GROUND),
    "CONCEDE": (*_ISSUES, *_GROUND),
    "CONSULT": _MEETINGS,
}
_DIRECT = ("patient", "recipient")
#: Classes of nouns that say with what an act is done: those whom they are for are who it is done to.
_MEANS = ("weapon", "arms", "aid", "money", "restriction")
_BORROWED = frozenset({"modifier", "place"})
#: Pronouns of persons; "it", "this", "what" without an antecedent are nobody.
_SOMEBODY = frozenset({"PRP", "PRP$", "WP", "WP$"})
_NOBODY = frozenset({"it", "its", "itself", "what", "whatever", "which", "that"})
#: How deep in a phrase those stand whom a thing has to do with: "support for the remnants of *the movement*".
_DEPTH = 2


def parties_only(scene: Scene, draft: Draft) -> Draft:
    """The draft without uncoded phrases that are nobody and not what an act of its type is aimed at; those whom
    they have to do with stand for them: "links with *21 countries*"."""
    own = {a.span for a in draft.actors}
    actors = tuple(_kept(scene, draft.actors, ()))
    hit = _hit(draft)
    aims = _AIMS.get(draft.type, ())
    recipients = [
        e
        for r in draft.recipients
        if _is_party(r) or _is_somebody(scene, h := head_of(scene, r), aims) or (h is not None and h.i in hit)
        for e in _named_in(scene, r)
    ]
    if not recipients and draft.recipients:
        recipients = [e for r in draft.recipients for e in _concerned(scene, r) if e.span not in own]
    return draft._replace(actors=actors, recipients=merge(recipients))


def _kept(scene: Scene, entities: Iterable[Entity], aims: tuple[str, ...]) -> list[Entity]:
    return [e for e in entities if _is_party(e) or _is_somebody(scene, head_of(scene, e), aims)]


def _hit(draft: Draft) -> frozenset[int]:
    """The heads of what a verb of pure destruction is done to."""
    clauses = [s.clause for s in draft.scopes if s.clause.kind == "verb" and s.clause.lemma in listed("hitting")]
    return frozenset(p.head for c in clauses for role in _DIRECT for p in c.roles.get(role, ()))


def _named_in(scene: Scene, entity: Entity) -> tuple[Entity, ...]:
    """A participant known only by what a means is for, in the words that name it: "curbs on aid to *Syria*"."""
    if entity.basis not in _BORROWED or not entity.code:
        return (entity,)
    head = head_of(scene, entity)
    if head is None or not any(scene.lexicon.in_class(head.lemma, c) for c in _MEANS):
        return (entity,)
    inner = scene.casting.inside(phrase_at(scene.sentence, head.i))
    size = entity.span[1] - entity.span[0]
    own = [e for e in inner if e.code == entity.code and e.basis != "pronoun" and e.span[1] - e.span[0] < size]
    return (replace(own[0], basis=entity.basis),) if own else (entity,)


def _is_party(entity: Entity) -> bool:
    return bool(entity.code or entity.sector) or entity.basis in {"collective", "named"}


def _is_somebody(scene: Scene, head: Token | None, aims: tuple[str, ...]) -> bool:
    if head is None:
        return True
    if head.tag in _SOMEBODY:
        return head.lower not in _NOBODY
    if "locality" in aims and head.lemma in words("grounds"):
        return True
    if head.pos == "PROPN" or means_body(head) or any(scene.lexicon.in_class(head.lemma, c) for c in aims):
        return True
    if aims[:1] in {_HIT[:1], _GROUND[:1]} and _is_called(scene, head):
        return True
    return means_people(scene.lexicon, head)


def _is_called(scene: Scene, head: Token) -> bool:
    """Whether a place or a building has a name before its noun: "the *Kibera* slum"."""
    kids = (scene.sentence.tokens[k] for k in scene.sentence.children[head.i] if k < head.i)
    return any(k.dep == "compound" and k.pos == "PROPN" for k in kids)


def _concerned(scene: Scene, thing: Entity) -> Iterator[Entity]:
    """The people and bodies that the complements and the possessor of a thing name."""
    sentence = scene.sentence
    head = head_of(scene, thing)
    level = [head.i] if head is not None else []
    for _ in range(_DEPTH):
        level = [o for i in level for o in _inner(sentence, i)]
        found = [
            e
            for o in level
            for e in scene.casting.who(phrase_at(sentence, o))
            if (e.sector and e.basis != "pronoun")
            or (not e.code and (_is_party(e) or sentence.tokens[o].pos == "PROPN"))
            or (sentence.tokens[o].dep == "poss" and means_body(sentence.tokens[o]))
        ]
        if found:
            yield from found
            return


def _inner(sentence: Sentence, i: int) -> Iterator[int]:
    deep = (o for _, _, objects in prepositions(sentence, i) for o in objects)
    yield from (o for o in deep if sentence.tokens[o].lower not in DAYS)
    yield from (
        k for k in sentence.children[i] if sentence.tokens[k].dep == "poss" and sentence.tokens[k].tag != "PRP$"
    )


def head_of(scene: Scene, entity: Entity) -> Token | None:
    """The token that the words of a participant hang on; None where they stand in another sentence."""
    tokens = [t for t in scene.sentence.tokens if entity.span[0] <= t.start and t.end <= entity.span[1]]
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head not in inside or t.head == t.i]
    nominal = [t for t in heads if t.pos in {"NOUN", "PROPN", "PRON"}]
    return (nominal or heads)[0] if heads else None
