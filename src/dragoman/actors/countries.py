"""States by what they are: "the country", "the West African nation", "the kingdom", "the capital"; and whom an
apposition describes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors import coreference, descriptions
from dragoman.actors.mentions import Mention
from dragoman.actors.reading import Reading, entity
from dragoman.actors.recall import Discourse, lend
from dragoman.actors.words import words
from dragoman.language.grammar import Phrase
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity

#: What a state must weigh to be meant by its region or kind, and how near its capital must have been named.
_SPOKEN_OF, _NEAR = 0.3, 6
#: "the former Soviet republic".
_PAST, _FORMER_WORDS = frozenset({"former", "ex", "onetime", "erstwhile"}), 3


def by_mention(cast: Discourse, position: int, phrase: Phrase, m: Mention, sector: str | None) -> Entity:
    name = m.actor.name if m.actor.kind in {"state", "org", "group", "person"} else None
    one = entity(
        cast.sight, position, phrase, m.code, sector or m.actor.sector, "description", name=name, id=m.actor.id
    )
    return replace(one, antecedent_span=m.span)


def country(
    cast: Discourse, position: int, phrase: Phrase, reading: Reading, noun: str, former: bool = False
) -> Entity | None:
    """The state that "the country", "the West African nation", "the capital" is; None for other phrases."""
    tokens = cast.sight.sentences[position].tokens
    said = [t.lower for t in tokens[phrase.left + 1 : phrase.head + 1]]
    if reading.plural or reading.owned != former or tokens[phrase.left].lower not in {"the", "this", "that"}:
        return None
    if former and (len(said) < _FORMER_WORDS or not _PAST & set(said)):
        return None
    if noun == "capital":
        return _capital(cast, position, phrase)
    head = tokens[phrase.head].lemma
    if not (descriptions.is_country(noun) or descriptions.is_country(head)) or _has_owner_after(tokens, phrase):
        return None
    kind = descriptions.of_kind(said)
    if head == "state" and kind is None and not words("state_adjectives") & set(said):
        return None
    ranked = descriptions.salient_states(cast.sight, position, phrase.left)
    ranked = [s for s in ranked if kind is None or s.code in kind]
    other = _subject_code(cast, position, phrase)
    ranked = [s for s in ranked if s.code != other] or ranked
    if not ranked or (kind is not None and ranked[0].weight < _SPOKEN_OF):
        return None
    return by_mention(cast, position, phrase, ranked[0].mention, "GOV")


def _has_owner_after(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether "of X" or "in X" behind the head says which: "the state of Texas"."""
    after = phrase.head + 1
    return after < phrase.right and tokens[after].lower in {"of", "in"}


def _capital(cast: Discourse, position: int, phrase: Phrase) -> Entity | None:
    """Whose capital "the capital" is: of the state whose capital was named last, else of the state at home."""
    sight = cast.sight
    tokens = sight.sentences[position].tokens
    following = tokens[phrase.head + 1].lower if phrase.head + 1 < len(tokens) else ""
    if phrase.head - phrase.left > 1 or following in {"of", "'s", "market", "markets", "gains"}:
        return None
    for m in reversed(sight.mentions):
        if m.form == "capital" and m.code and _stands_before(m, position, phrase.left) and m.span not in sight.venues:
            return by_mention(cast, position, phrase, m, None) if position - m.sentence <= _NEAR else None
    at = descriptions.home(sight, position, phrase.left)
    return replace(by_mention(cast, position, phrase, at[1], None), basis="place") if at else None


def _stands_before(m: Mention, position: int, left: int) -> bool:
    return 0 <= m.sentence < position or (m.sentence == position and m.left < left)


def _subject_code(cast: Discourse, position: int, phrase: Phrase) -> str | None:
    """The code of the name that is the subject of a clause whose object the phrase is: "Spain thanked the kingdom"."""
    sentence = cast.sight.sentences[position]
    subject = coreference.other_argument(sentence, phrase.head)
    mention = cast.sight.at[position].get(subject) if subject is not None else None
    return mention.code if mention is not None else None


def apposed_to(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
    """ "the PKK, a terror group that …": whom a description without an owner stands in apposition to."""
    sentence = cast.sight.sentences[position]
    head = sentence.tokens[phrase.head]
    if reading.owned or reading.role is None or phrase.head in cast.sight.at[position]:
        return ()
    near = cast.sight.ends_before(position, phrase.left) if reading.role.sector in {"REB", "UAF", "PTY"} else None
    if near is not None and near.actor.kind in {"org", "group"} and sentence.tokens[phrase.left].lower in {"a", "an"}:
        # "the Syrian wing of the PKK, a terror group": what stands right before it, whatever the parser made of it
        return (by_mention(cast, position, phrase, near, near.actor.sector),)
    if head.dep != "appos":
        return ()
    other = phrase_at(sentence, head.head)
    if other.left <= phrase.head < other.right or head.head > phrase.head:
        return ()
    found = cast.resolve(sentence, other)
    return tuple(lend(cast, position, phrase, reading, e, "description") for e in found if e.code)


def examples(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
    """ "allies *such as* X and Y", "countries, *including* X": those who are named of a number whom nobody can name."""
    sentence = cast.sight.sentences[position]
    head = sentence.tokens[phrase.head]
    mention = cast.sight.at[position].get(phrase.head)
    if head.tag not in {"NNS", "NNPS"} or (mention is not None and mention.code):
        return ()
    several = descriptions.is_country(head.lemma) and (reading.plural or mention is not None)
    if not several and head.lemma not in words("fellow_states"):
        return ()
    for k in sentence.children[phrase.head]:
        word = sentence.tokens[k]
        such = word.lower == "as" and sentence.tokens[k - 1].lower == "such"
        if k < phrase.head or word.dep != "prep" or not (such or word.lower in {"including", "like"}):
            continue
        named = [c for o in sentence.children[k] if sentence.tokens[o].dep == "pobj" for c in conjuncts(sentence, o)]
        found = [e for o in named for e in cast.resolve(sentence, phrase_at(sentence, o)) if e.code]
        if found:
            return tuple(found)
    return ()
