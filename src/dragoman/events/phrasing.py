"""The words of a participant: its whole noun phrase, with what is listed beside it and means no other participant.

"X shelled *Basra, Kut and Amara*": three cities of one state are one participant, and all three names are its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.scene import Scene
from dragoman.events.things import head_of
from dragoman.language.grammar import Phrase
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.model import Entity, Span

#: The initials of a body after its name: "the Department of State Services *(DSS)*".
_INITIALS = re.compile(r"\s*\(\s*[A-Z][\w&./-]{1,11}\s*\)")
_OPEN = " (-–,;:/"


def in_full(scene: Scene, draft: Draft) -> Draft:
    """The draft with participants in all the words that name them."""
    apart = [e.span for e in (*draft.actors, *draft.recipients)]
    actors = tuple(_with_initials(scene, _whole(scene, e, apart)) for e in draft.actors)
    recipients = tuple(_with_initials(scene, _whole(scene, e, apart)) for e in draft.recipients)
    return draft._replace(actors=actors, recipients=recipients)


def _with_initials(scene: Scene, entity: Entity) -> Entity:
    """The participant with all tokens of a name that it stands in, and with the initials after it."""
    head = head_of(scene, entity)
    if head is None or head.pos == "PRON" or head.tag in {"PRP$", "WP$"}:
        return entity
    text = scene.casting.cast.sight.text
    start, end = entity.span
    name = scene.casting.cast.mention_at(scene.sentence, head.i)
    if name is not None and name.span[0] <= start and end <= name.span[1]:
        start, end = name.span
    end -= len(text[start:end]) - len(text[start:end].rstrip(_OPEN))
    short = _INITIALS.match(text, end) if head.pos == "PROPN" else None
    end = short.end() if short is not None else end
    return entity if (start, end) == entity.span else replace(entity, span=(start, end), entity_text=text[start:end])


def _whole(scene: Scene, entity: Entity, apart: list[Span]) -> Entity:
    """The participant with the conjuncts of its own code that are no participant besides."""
    head = head_of(scene, entity)
    if head is None or head.pos not in {"NOUN", "PROPN"}:
        return entity
    own = _span(scene, phrase_at(scene.sentence, head.i))
    if own != entity.span:
        return entity
    end = entity.span[1]
    for phrase in _listed(scene, head.i):
        span = _span(scene, phrase)
        others = [a for a in apart if a != entity.span and a[0] < span[1] and span[0] < a[1]]
        if others or span[0] < end or not _is_same(scene, phrase, entity):
            break
        end = span[1]
    if end == entity.span[1]:
        return entity
    words = scene.casting.cast.sight.text[entity.span[0] : end]
    return replace(entity, span=(entity.span[0], end), entity_text=words)


def _listed(scene: Scene, head: int) -> Iterator[Phrase]:
    """The phrases coordinated with a noun, in text order."""
    for k in conjuncts(scene.sentence, head):
        if k != head:
            yield phrase_at(scene.sentence, k)


def _is_same(scene: Scene, phrase: Phrase, entity: Entity) -> bool:
    """Whether a listed phrase has the code of the participant, or like it none."""
    found = scene.casting.who(phrase)
    return bool(found) and all(e.code == entity.code and e.basis != "pronoun" for e in found)


def _span(scene: Scene, phrase: Phrase) -> Span:
    tokens = scene.sentence.tokens
    return tokens[phrase.left].start, tokens[phrase.right - 1].end
