"""Noun phrases in their document: descriptions, possessors, short forms, and who is at home."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors import descriptions, sides
from dragoman.actors.athome import MOSTLY, at_home, believers, institution, only_state
from dragoman.actors.countries import apposed_to, by_mention, country, examples
from dragoman.actors.fellows import elsewhere, has_owner, other, whose_others
from dragoman.actors.mentions import Mention
from dragoman.actors.nouns import RELATION
from dragoman.actors.points import PRONOUNS
from dragoman.actors.reading import Reading, entity
from dragoman.actors.recall import Discourse, lend, newcomer, same_noun
from dragoman.actors.search import holders, offices_of
from dragoman.actors.words import pairs, words
from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.model import Entity

_LEADERS = frozenset(
    {"president", "prime minister", "chancellor", "supreme leader", "monarch", "leader", "premier", "king", "emir"}
)
_CABINET = words("cabinet")
#: Last words of a group's name that say nothing of it: "the state" is not the Islamic State.
_GENERIC = frozenset({"state", "army", "force", "forces", "police", "government", "people", "nation"})


def resolve_noun(cast: Discourse, position: int, phrase: Phrase, speaker: Entity | None) -> tuple[Entity, ...]:
    sight = cast.sight
    head = sight.sentences[position].tokens[phrase.head]
    reading = cast.reading(position, phrase)
    apposed = _apposed_name(cast, position, phrase, reading)
    if apposed is not None:
        return (apposed,)
    named = apposed_to(cast, position, phrase, reading)
    if named:
        return named
    named = examples(cast, position, phrase, reading)
    if named:
        return named
    fellows = _fellows(cast, position, phrase, reading) or believers(cast, position, phrase, reading)
    if fellows:
        return fellows
    part = country(cast, position, phrase, reading, "", former=True) if reading.owned else None
    if part is not None:
        return (part,)
    if reading.owned:
        return _identified(cast, position, phrase, reading)
    if head.text in {"North", "South"} and reading.kind == "thing" and phrase.head - phrase.left == 1:
        half = descriptions.half_of_korea(sight, head.text)
        if half is not None:
            return (by_mention(cast, position, phrase, half, "GOV"),)
    count = descriptions.plural_count(
        [t.lower for t in cast.sight.sentences[position].tokens[phrase.left : phrase.right]], head.lower
    )
    if count is not None:
        found = resolve_sides(
            cast, position, phrase, count, reading.role is not None and reading.role.kind in {"office", "person"}
        )
        if found:
            return found
        if head.lower in {"men", "women"} and reading.definite:
            return reading.entities
    state = country(cast, position, phrase, reading, _noun(cast, position, phrase, reading))
    if state is not None:
        return (state,)
    if any(e.basis == "collective" for e in reading.entities) or reading.kind in {"none", "collective"}:
        return reading.entities
    return _by_owner(cast, position, phrase, reading, speaker) or _by_context(cast, position, phrase, reading)


def _fellows(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
    """ "the two NATO allies", "EU members": the states in focus that belong to it, or nobody in particular; empty
    for any other phrase."""
    tokens = cast.sight.sentences[position].tokens
    if not reading.plural or tokens[phrase.head].lemma not in words("fellows"):
        return ()
    own = [m for m in cast.sight.between(position, phrase.left, phrase.head) if m.code in {"IGO", "EUR"}]
    if len(own) != 1 or (own[0].right < len(tokens) and tokens[own[0].right].tag == "POS"):
        return ()
    said = [t.lower for t in tokens[phrase.left : phrase.right]]
    numbered = descriptions.plural_count(said, tokens[phrase.head].lower)
    found = resolve_sides(cast, position, phrase, numbered or 2, False)
    belong = {member[:3] for member in own[0].actor.members}
    if found and (numbered or (belong and all(e.code in belong for e in found))):
        return found
    return (entity(cast.sight, position, phrase, None, None, "collective"),)


def _by_owner(
    cast: Discourse, position: int, phrase: Phrase, reading: Reading, speaker: Entity | None
) -> tuple[Entity, ...]:
    """Who "its army", "the group's leader", "his counterpart", "its allies" are; empty if nobody owns the phrase."""
    possessed, owner = _possessor(cast, position, phrase, speaker)
    noun = _noun(cast, position, phrase, reading)
    if RELATION.search(noun) and (possessed or owner or has_owner(cast.sight.sentences[position], phrase)):
        others = whose_others(cast, position, phrase, reading, owner)
        if others is not None:
            return others
    if descriptions.is_other(noun):
        there = elsewhere(cast, position, phrase)
        if there:
            return tuple(lend(cast, position, phrase, reading, e, "description") for e in there)
        return other(cast, position, phrase, reading, owner) or reading.entities
    if owner:
        return tuple(lend(cast, position, phrase, reading, e, e.basis) for e in owner)
    return reading.entities if possessed else ()


def _noun(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> str:
    return reading.role.noun if reading.role is not None else cast.sight.sentences[position].tokens[phrase.head].lemma


def _by_context(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
    short = _shortened(cast, position, phrase)
    if short is not None:
        return short
    if reading.kind in {"person", "org"} and reading.role is None:
        return _nameless(cast, position, phrase, reading)
    return _described(cast, position, phrase, reading, _noun(cast, position, phrase, reading))


def _apposed_name(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> Entity | None:
    """ "the Turkish defence minister, Jane Doe": the name in apposition to a role."""
    if reading.role is None or reading.kind != "person" or reading.plural or len(reading.entities) != 1:
        return None
    sentence = cast.sight.sentences[position]
    for k in sentence.children[phrase.head]:
        mention = cast.sight.at[position].get(k)
        if sentence.tokens[k].dep == "appos" and mention is not None and mention.actor.kind == "person":
            one = reading.entities[0]
            code = one.code or mention.code
            if code is None or (mention.code is not None and mention.code != code):
                return None
            basis = one.basis if one.code else "named"
            return replace(
                one, code=code, basis=basis, identifier_text=mention.actor.name, identifier_id=mention.actor.id
            )
    return None


def _identified(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
    """Add the name of "the Russian leader" where a person named before or the tables give it."""
    if reading.role is None or reading.kind != "person" or reading.plural or len(reading.entities) != 1:
        return reading.entities
    one = reading.entities[0]
    if (
        one.identifier_text is not None
        or one.sector == "ELI"
        or (not reading.definite and reading.role.kind != "office")
    ):
        return reading.entities
    named = _named_before(cast, position, phrase, one.code, reading.role.noun)
    if named is not None:
        return (
            replace(one, identifier_text=named.actor.name, identifier_id=named.actor.id, antecedent_span=named.span),
        )
    if reading.role.noun == "leader" and one.code and one.basis in {"nationality", "named", "metonym"}:
        people = cast.sight.knowledge.people.get(one.code, ())
        order = (
            ("prime minister", "chancellor")
            if one.code in _CABINET
            else ("supreme leader", "president", "monarch", "prime minister")
        )
        for office in order:
            found = {h.id: h for h in holders(people, office, cast.sight.day)}
            if len(found) == 1:
                held = next(iter(found.values()))
                return (replace(one, identifier_text=held.name, identifier_id=held.id),)
    return reading.entities


def _named_before(cast: Discourse, position: int, phrase: Phrase, code: str | None, noun: str) -> Mention | None:
    """The last person of this code (any if None) named before whose office the noun can mean."""
    for m in reversed(cast.sight.mentions):
        if (
            m.actor.kind != "person"
            or m.sentence < 0
            or m.sentence > position
            or (m.sentence == position and m.left >= phrase.left)
        ):
            continue
        if code is not None and m.code != code:
            continue
        office = m.actor.office or ""
        if (
            office in offices_of(noun)
            or (noun == "leader" and office in _LEADERS)
            or (noun in words("headed") and office.endswith(noun))
        ):
            return m
    return None


def resolve_sides(cast: Discourse, position: int, phrase: Phrase, count: int, persons: bool) -> tuple[Entity, ...]:
    """Who "the two countries", "both sides" are; empty if nobody is."""
    found = sides.sides(cast, position, phrase, count, persons)
    role = cast.sight.role_at(position, phrase.head)
    sector = role.role.sector if role is not None else "GOV"
    states = cast.sight.knowledge.states
    whole = sides.of_states(cast.sight.sentences[position].tokens[phrase.head].lower)
    out = []
    for m in found:
        one = by_mention(cast, position, phrase, m, sector)
        body = m.actor.kind in {"org", "group", "place", "people"} and m.actor.sector in descriptions.OF_STATE
        if m.code is not None and m.code in states and (whole or body or one.identifier_text is None):
            one = replace(one, identifier_text=states[m.code], identifier_id=None)
        out.append(one)
    return tuple(out)


def _possessor(
    cast: Discourse, position: int, phrase: Phrase, speaker: Entity | None
) -> tuple[bool, tuple[Entity, ...]]:
    """Whether "his", "their", "whose" stands in front of the head, and who that is, with a code."""
    tokens = cast.sight.sentences[position].tokens
    for i in range(phrase.left, phrase.head):
        low = tokens[i].lower
        if tokens[i].tag in {"PRP$", "WP$"} or (low in PRONOUNS and tokens[i].dep == "poss"):
            sentence = cast.sight.sentences[position]
            found = cast.resolve(sentence, Phrase(i, i, i + 1), speaker)
            return True, tuple(e for e in found if e.code)
    return False, _owning_noun(cast, position, phrase)


def _owning_noun(cast: Discourse, position: int, phrase: Phrase) -> tuple[Entity, ...]:
    """Who "the group" is in "the group's leader" and "leader of the group"."""
    sentence = cast.sight.sentences[position]
    for k in sentence.children[phrase.head]:
        token = sentence.tokens[k]
        noun = k if token.dep == "poss" and token.pos in {"NOUN", "PROPN"} and k < phrase.head else None
        if token.lower == "of" and token.dep == "prep" and cast.sight.role_at(position, phrase.head) is not None:
            noun = next((c for c in sentence.children[k] if sentence.tokens[c].dep == "pobj"), None)
        if noun is not None and phrase.left <= noun < phrase.right:
            inner = phrase_at(sentence, noun)
            if (
                phrase.left <= inner.left
                and inner.right <= phrase.right
                and not inner.left <= phrase.head < inner.right
            ):
                found = cast.resolve(sentence, inner)
                return tuple(e for e in found if e.code and e.basis in {"description", "pronoun", "named"})
    return ()


def _shortened(cast: Discourse, position: int, phrase: Phrase) -> tuple[Entity, ...] | None:
    """ "the Times" after "the New York Times", "the ministry": the last word of an organisation's name."""
    head = cast.sight.sentences[position].tokens[phrase.head]
    if phrase.head - phrase.left != 1 or cast.sight.sentences[position].tokens[phrase.left].lower not in {
        "the",
        "that",
        "this",
    }:
        return None
    generic = head.lower in _GENERIC
    for m in reversed(cast.sight.mentions):
        if m.sentence < 0 or m.sentence > position or (m.sentence == position and m.left >= phrase.left):
            continue
        if m.actor.kind in {"org", "group"} and m.right - m.left > 1 and not (generic and m.actor.kind == "group"):
            words = cast.sight.text[m.span[0] : m.span[1]]
            if head.lower != "state" and words.lower().endswith(" " + head.lower):
                basis = "named" if head.text[:1].isupper() else "description"
                return (replace(by_mention(cast, position, phrase, m, m.actor.sector), basis=basis),)
    return None


def _nameless(cast: Discourse, position: int, phrase: Phrase, reading: Reading) -> tuple[Entity, ...]:
    """A person with a title but no nationality is at home where the document names them first ("Prime Minister
    Jane Doe"), and remains so; one without a title only where the document tells of one state."""
    one = reading.entities[0]
    if one.office is None:
        only = only_state(cast.sight, MOSTLY) if (one.identifier_id or "").startswith("text:") else None
        return (replace(one, code=only.code, basis="domestic", antecedent_span=only.span),) if only else (one,)
    if one.office in words("rootless"):
        return reading.entities
    first = next(
        (m for m in cast.sight.mentions if m.actor.id == one.identifier_id and 0 <= m.sentence < position), None
    )
    where = (first.sentence, first.left) if first is not None else (position, phrase.left)
    house = institution(cast.sight, position, phrase)
    if house is not None:
        return (replace(one, code=house.code, basis="domestic", antecedent_span=house.span),)
    at = descriptions.home(cast.sight, *where)
    return (replace(one, code=at[0], basis="domestic", antecedent_span=at[1].span),) if at else reading.entities


def _described(cast: Discourse, position: int, phrase: Phrase, reading: Reading, noun: str) -> tuple[Entity, ...]:
    last = noun.rsplit(maxsplit=1)[-1]
    head = cast.sight.sentences[position].tokens[phrase.head]
    before = head.dep == "compound" and phrase.left == phrase.head and head.lower in words("armed_nouns")
    called = same_noun(cast, position, phrase, reading) if before and reading.role is not None else None
    if called is not None:
        return called
    if reading.definite or before:
        # "the coalition", and "coalition raids" where one was named before
        refers, codes = descriptions.refers_to(last)
        if refers and not reading.plural and (last not in words("strict_nouns") or phrase.head - phrase.left == 1):
            m = descriptions.last_body(cast.sight, position, phrase.left, codes, last)
            if m is not None:
                return (by_mention(cast, position, phrase, m, m.actor.sector),)
    if reading.plural and descriptions.is_country(noun.rsplit(maxsplit=1)[-1].removesuffix("s")):
        return (_federated(cast, position, phrase) or entity(cast.sight, position, phrase, None, None, "collective"),)
    if reading.role is None or reading.kind in {"thing", "none", "place"}:
        return reading.entities
    person = reading.kind == "person" and reading.definite and not reading.plural
    named = _named_before(cast, position, phrase, None, noun) if person else None
    earlier = same_noun(cast, position, phrase, reading) or newcomer(cast, position, phrase, reading)
    if earlier is not None and not (named is not None and _is_later(named, earlier[0])):
        return earlier
    if named is not None:
        one = replace(by_mention(cast, position, phrase, named, reading.entities[0].sector), office=noun)
        return (one,) if one.code else _at_home_as(cast, position, phrase, reading, one)
    if reading.role.sector in {"REB", "UAF"} and (reading.definite or phrase.head == phrase.left):
        near = descriptions.last_named(cast.sight, position, phrase.left, None, frozenset({"group"}))
        if near is not None and position - near.sentence <= 2 and near.actor.sector not in {"MIL", "COP"}:
            return (by_mention(cast, position, phrase, near, reading.role.sector),)
    always = pairs("always").get(noun)
    if always is not None:
        return (replace(reading.entities[0], code=always[0], basis="office"),)
    return at_home(cast, position, phrase, reading)


def _is_later(mention: Mention, entity: Entity) -> bool:
    """Whether a person is named after what an entity takes up: "the ambassador" is who was last called one."""
    return entity.antecedent_span is not None and mention.span[0] > entity.antecedent_span[0]


def _federated(cast: Discourse, position: int, phrase: Phrase) -> Entity | None:
    """ "states" in a story of one federation alone: those that it is made of."""
    head = cast.sight.sentences[position].tokens[phrase.head]
    only = only_state(cast.sight) if head.lower == "states" else None
    if only is None or only.code not in words("federations"):
        return None
    one = entity(cast.sight, position, phrase, only.code, "GOV", "domestic")
    return replace(one, antecedent_span=only.span)


def _at_home_as(cast: Discourse, position: int, phrase: Phrase, reading: Reading, one: Entity) -> tuple[Entity, ...]:
    """ "the deputy" after "deputy Jane Doe", of whom nobody knows whose she is: of where the story is, by her name."""
    found = at_home(cast, position, phrase, reading)[0]
    return (replace(one, code=found.code, basis="domestic"),) if found.code else (one,)


def unknown(cast: Discourse, position: int, phrase: Phrase) -> tuple[Entity, ...]:
    return (entity(cast.sight, position, phrase, None, None, "unresolved"),)
