"""Which participants without a code stay: names, people, and the things that an act of that type is aimed at.

A reader wants to know that a *bridge* was bombed and a *referendum* rejected, not that "the need" was agreed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.language.phrases import phrase_at, prepositions
from dragoman.language.tree import Sentence, Token
from dragoman.model import Entity

#: Classes of nouns that are people.
_PEOPLE = ("person", "private", "official", "crowd", "victim", "prisoner")
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
    recipients = _kept(scene, draft.recipients, _AIMS.get(draft.type, ()))
    if not recipients and draft.recipients:
        recipients = [e for r in draft.recipients for e in _concerned(scene, r) if e.span not in own]
    return replace(draft, actors=actors, recipients=merge(recipients))


def _kept(scene: Scene, entities: Iterable[Entity], aims: tuple[str, ...]) -> list[Entity]:
    return [e for e in entities if _is_party(e) or _is_somebody(scene, _head(scene, e), aims)]


def _is_party(entity: Entity) -> bool:
    return bool(entity.code or entity.sector) or entity.basis in {"collective", "named"}


def _is_somebody(scene: Scene, head: Token | None, aims: tuple[str, ...]) -> bool:
    if head is None:
        return True
    if head.tag in _SOMEBODY:
        return head.lower not in _NOBODY
    return head.pos == "PROPN" or any(scene.lexicon.in_class(head.lemma, c) for c in (*_PEOPLE, *aims))


def _concerned(scene: Scene, thing: Entity) -> Iterator[Entity]:
    """The people and bodies that the complements and the possessor of a thing name."""
    sentence = scene.sentence
    head = _head(scene, thing)
    level = [head.i] if head is not None else []
    for _ in range(_DEPTH):
        level = [o for i in level for o in _inner(sentence, i)]
        found = [
            e
            for o in level
            for e in scene.casting.who(phrase_at(sentence, o))
            if (e.sector and e.basis != "pronoun")
            or (not e.code and (_is_party(e) or sentence.tokens[o].pos == "PROPN"))
        ]
        if found:
            yield from found
            return


def _inner(sentence: Sentence, i: int) -> Iterator[int]:
    yield from (o for _, _, objects in prepositions(sentence, i) for o in objects)
    yield from (
        k for k in sentence.children[i] if sentence.tokens[k].dep == "poss" and sentence.tokens[k].tag != "PRP$"
    )


def _head(scene: Scene, entity: Entity) -> Token | None:
    """The token that the words of a participant hang on; None where they stand in another sentence."""
    tokens = [t for t in scene.sentence.tokens if entity.span[0] <= t.start and t.end <= entity.span[1]]
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head not in inside or t.head == t.i]
    nominal = [t for t in heads if t.pos in {"NOUN", "PROPN", "PRON"}]
    return (nominal or heads)[0] if heads else None
