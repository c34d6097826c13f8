"""Those who are somebody by being another's: allies, rivals, counterparts."""

from __future__ import annotations

from dragoman.actors import coreference, descriptions
from dragoman.actors.countries import by_mention
from dragoman.actors.nouns import DOMESTIC
from dragoman.actors.reading import Reading, entity
from dragoman.actors.recall import Discourse
from dragoman.actors.words import words
from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Sentence
from dragoman.model import Entity


def whose_others(
    cast: Discourse, position: int, phrase: Phrase, reading: Reading, owner: tuple[Entity, ...]
) -> tuple[Entity, ...] | None:
    """ "its allies", "Iran's neighbours" are others, nobody in particular, and never the possessor. A person's
    supporters and critics are mostly at home."""
    noun = reading.role.noun if reading.role is not None else ""
    if DOMESTIC.search(noun) and any((e.identifier_id or "").startswith(("person:", "text:")) for e in owner):
        return None
    if reading.plural:
        return (entity(cast.sight, position, phrase, None, None, "collective"),)
    if descriptions.is_other(noun):
        return None
    one = _adversary(cast, position, phrase, reading, owner) if noun in words("single_others") else ()
    return one or (entity(cast.sight, position, phrase, None, None, "unresolved"),)


def _adversary(
    cast: Discourse, position: int, phrase: Phrase, reading: Reading, owner: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """ "warned of a war with Iran and accused *his arch-enemy*": the one other state that the sentence has named."""
    own = {e.code for e in owner}
    near = [m for m in cast.sight.by_sentence[position] if m.right <= phrase.left and m.actor.kind == "state"]
    others = {m.code: m for m in near if m.code and m.code not in own}
    if not own or len(others) != 1:
        return ()
    return (by_mention(cast, position, phrase, next(iter(others.values())), reading.entities[0].sector),)


def has_owner(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase has a possessor in front or "of" behind its head."""
    return any(
        (sentence.tokens[k].dep == "poss" and phrase.left <= k < phrase.head) or sentence.tokens[k].lower == "of"
        for k in sentence.children[phrase.head]
    )


def other(
    cast: Discourse, position: int, phrase: Phrase, reading: Reading, owner: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """ "his counterpart": the most salient other state of the sentence and those before."""
    own = {e.code for e in owner}
    if not owner:
        sentence = cast.sight.sentences[position]
        subject = coreference.subject_of(sentence, phrase.head)
        if subject == phrase.head:
            subject = coreference.subject_above(sentence, phrase.head)
        if subject is not None and subject != phrase.head:
            own = {e.code for e in cast.resolve(sentence, phrase_at(sentence, subject))}
    for salient in descriptions.salient_states(cast.sight, position, phrase.left):
        if salient.code not in own and salient.weight >= 0.5:
            return (by_mention(cast, position, phrase, salient.mention, reading.entities[0].sector),)
    return ()


def elsewhere(cast: Discourse, position: int, phrase: Phrase) -> tuple[Entity, ...]:
    """Whose "his counterparts *in Turkey*" are."""
    sentence = cast.sight.sentences[position]
    at = phrase.head + 1
    if sentence.tokens[phrase.head].lemma not in {"counterpart", "colleague"} or at >= len(sentence.tokens):
        return ()
    if sentence.tokens[at].lower not in {"in", "from"}:
        return ()
    places = [o for o in sentence.children[at] if sentence.tokens[o].dep == "pobj"]
    return tuple(e for o in places for e in cast.resolve(sentence, phrase_at(sentence, o)) if e.code)
