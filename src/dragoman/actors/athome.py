"""Roles without an owner: whether they are at home where the document is, and where that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dragoman.actors import coreference, descriptions
from dragoman.actors.mentions import Mention
from dragoman.actors.reading import Reading
from dragoman.actors.recall import Discourse, side_at_home
from dragoman.actors.sight import Sight
from dragoman.actors.words import pairs, words
from dragoman.language.grammar import Phrase
from dragoman.model import Entity

#: What share of a document's names the state that it tells of has at least, and how many.
_ONLY, _ONLY_LEAST = 0.7, 3
#: The share at which a person of whom nothing is known but the name is of that state.
MOSTLY = 0.5


def at_home(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
    """The phrase with the code of the state at home; as it is, if it is nobody of here."""
    one = reading.entities[0]
    house = institution(cast.sight, position, phrase)
    if house is not None:
        return (replace(one, code=house.code, basis="domestic", antecedent_span=house.span),)
    if not _may_be(cast.sight, reading) or _is_foreign(cast.sight, position, phrase):
        return reading.entities
    own = None if descriptions.placed(cast.sight, position, phrase.left) else side_at_home(cast, position, phrase)
    if own is not None:
        return (replace(one, code=own[0], basis="domestic", antecedent_span=own[1]),)
    others = _facing(cast, position, phrase, reading) | _unitary(cast.sight, position, phrase)
    at = descriptions.home(cast.sight, position, phrase.left, others)
    return (replace(one, code=at[0], basis="domestic", antecedent_span=at[1].span),) if at else reading.entities


def believers(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
    """The believers of a faith, who are of where the story is: "*Copts* and *Muslims* marched in Cairo"; empty for
    anybody else and for those of all the world."""
    one = reading.entities[0]
    tokens = cast.sight.sentences[position].tokens
    if one.basis != "collective" or one.sector != "REL" or tokens[phrase.head].tag not in {"NNS", "NNPS"}:
        return ()
    if any(t.lower in words("elsewhere") | words("worldwide") for t in tokens[phrase.left : phrase.right + 2]):
        return ()
    at = descriptions.home(cast.sight, position, phrase.left)
    return (replace(one, code=at[0], basis="domestic", antecedent_span=at[1].span),) if at else ()


def localised(sight: Sight) -> tuple[Mention, ...]:
    """The mentions, those of an unarmed movement of many lands as its branch in the one state that the document tells
    of: "the Muslim Brotherhood" of a story of Egypt."""
    if not any(_is_of_many_lands(m) for m in sight.mentions):
        return sight.mentions
    only = only_state(sight)
    if only is None:
        return sight.mentions
    return tuple(
        replace(m, actor=m.actor._replace(code=only.code)) if _is_of_many_lands(m) else m for m in sight.mentions
    )


def _is_of_many_lands(m: Mention) -> bool:
    return m.actor.kind == "group" and m.code == "IMG" and m.actor.sector == "OPP"


def _unitary(sight: Sight, position: int, phrase: Phrase) -> frozenset[str]:
    """The states that have no "*federal* court", where the document also tells of one that has."""
    said = {t.lower for t in sight.sentences[position].tokens[phrase.left : phrase.right]}
    named = {m.code for m in sight.sided if m.code}
    federal = named & words("federal")
    return frozenset(named - federal) if federal and "federal" in said else frozenset()


def _facing(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> frozenset[str]:
    """Whose the authorities are not that a state supports, fights or meets: "Russia is backing *the government*"."""
    sentence = cast.sight.sentences[position]
    noun = reading.role.noun.rsplit(maxsplit=1)[-1] if reading.role is not None else ""
    subject = coreference.other_argument(sentence, phrase.head) if noun in words("one_each") else None
    mention = cast.sight.at[position].get(subject) if subject is not None else None
    if mention is None or mention.code is None or mention.actor.kind != "state":
        return frozenset()
    return frozenset({mention.code})


def institution(sight: Sight, position: int, phrase: Phrase) -> Mention | None:
    """A mention of the state of "Congress", "the administration", "Sen. Jane Doe", where the document names it."""
    table = pairs("institutions")
    tokens = sight.sentences[position].tokens[phrase.left : phrase.right]
    codes = {code for t in tokens for code in table.get(t.lower, ())}
    return next((m for m in sight.sided if m.code in codes), None) if codes else None


def only_state(sight: Sight, share: float = _ONLY) -> Mention | None:
    """A mention of the state that nearly all names of a document are of; None where it tells of several."""
    counts = Counter(m.code for m in sight.sided)
    ranked = counts.most_common(1)
    if not ranked or ranked[0][1] < max(_ONLY_LEAST, share * counts.total()):
        return None
    return next(m for m in sight.sided if m.code == ranked[0][0])


def _is_foreign(sight: Sight, position: int, phrase: Phrase) -> bool:
    """Whether an adjective says that somebody is from elsewhere: "foreign fighters", not "foreign ministry"."""
    span = sight.role_at(position, phrase.head)
    stop = span.left if span is not None else phrase.head
    tokens = sight.sentences[position].tokens[phrase.left : stop]
    return any(t.lower in words("elsewhere") for t in tokens)


def _may_be(sight: Sight, reading: Reading) -> bool:
    """Whether a role without nationality may be taken for the home state's: not weapons, not alliances,
    and officials or diplomats without an article only where the document names one state alone."""
    role = reading.role
    if (
        role is None
        or role.noun in words("abroad")
        or role.sector in {None, "UNK"}
        or reading.kind not in {"person", "crowd", "body", "group"}
    ):
        return False
    last = role.noun.rsplit(maxsplit=1)[-1]
    if reading.plural and descriptions.is_country(last):
        return False
    if role.noun in words("nowhere") or (reading.plural and (role.kind == "office" or last in words("one_each"))):
        return False
    if last in words("shared_bodies") and any(m.code in {"UNO", "IGO", "EUR"} for m in sight.mentions):
        return False
    if reading.definite or (role.noun not in words("anywhere") and role.kind != "office"):
        return True
    return len({m.code for m in sight.sided}) == 1 or only_state(sight) is not None
