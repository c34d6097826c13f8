"""Reading one noun phrase by its own words: names, titles, role nouns, nationality."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.actors import owners
from dragoman.actors.mentions import Mention
from dragoman.actors.nationality import demonym
from dragoman.actors.owners import Owner
from dragoman.actors.reading import FEMALE, MALE, Reading, entity, gender_of, span_of
from dragoman.actors.search import holders
from dragoman.actors.sight import RoleSpan, Sight, name_run, name_run_left
from dragoman.actors.tables import Actor, Role, covers
from dragoman.actors.words import pairs, words
from dragoman.language.grammar import Phrase
from dragoman.language.tree import Token
from dragoman.model import Entity

TIME = words("time")
_QUANTITY = words("quantity")
_FORMER = words("former")
_MANY = re.compile(
    r"(?:forces|troops|rebels|militants|fighters|soldiers|ministers|peacekeepers|separatists|leaders|officials)$"
)
_TWIN = re.compile(r"\s*[-–/]\s*| (?:and|or|&) ")
_GENERIC = re.compile(
    r"leader|official|spokes|member|fighter|commander|chief|head|source|representative|figure|operative|negotiator|"
    r"deputy|boss"
)
#: How many tokens "allied with the president of X" may have.
_LOYAL_REACH = 7
#: Those who fight a state are mostly of that state.
_FIGHTERS = frozenset({"REB", "UAF", "OPP"})
#: Nouns that name somebody by being another's: the other is not who is meant.
RELATION = re.compile(
    r"^(?:counterpart|opposite number|neighbou?r|neighbou?ring \w+|rival|foe|enemy|adversary|ally|partner|patron|"
    r"trading partner|archrival|arch-\w+|archenemy|opponent|critic|supporter|sympathi[sz]er|proxy|satellite state|"
    r"former colony|interlocutor|backer|sponsor|protector|nemesis|arch-?nemesis|creditor|benefactor)$"
)
#: Those of a person who are mostly of that person's state.
DOMESTIC = re.compile(r"^(?:opponent|critic|supporter|sympathi[sz]er)$")


def read(sight: Sight, position: int, phrase: Phrase) -> Reading:
    """Read a phrase of the sentence at `position` without looking at the rest of the document."""
    tokens = sight.sentences[position].tokens
    head = tokens[phrase.head]
    mention = sight.at[position].get(phrase.head)
    if mention is not None and mention.right < len(tokens) and mention.right <= phrase.right:
        title = sight.role_at(position, mention.right)
        hyphen = tokens[mention.right].text == "-" and mention.form == "demonym"
        if hyphen or (
            title is not None and title.right <= phrase.right and tokens[title.right - 1].head == phrase.head
        ):
            mention = mention if title is None else None
    if mention is not None:
        return _named(sight, position, phrase, mention)
    several = pairs("several").get(head.lower)
    if several is not None:
        states = sight.knowledge.states
        both = [entity(sight, position, phrase, c, "GOV", "named", name=states.get(c)) for c in several]
        return Reading(tuple(both), "state", True, definite=True, owned=True)
    span = sight.role_at(position, phrase.head)
    if span is not None and _is_bare(tokens, phrase):
        return _nothing(sight, position, phrase, "thing")
    if span is not None:
        return _role(sight, position, phrase, span)
    if head.lemma in TIME or head.lower in TIME:
        return _nothing(sight, position, phrase)
    if head.pos == "PROPN" or (head.text[:1].isupper() and phrase.head > 0 and head.pos != "PRON"):
        found = _introduced(sight, position, phrase)
        if found is not None:
            return found
    if head.lemma in _QUANTITY or head.lower in _QUANTITY or head.pos == "NUM":
        return _quantity(sight, position, phrase)
    return _thing(sight, position, phrase)


def _is_bare(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a singular noun without any article is a turn of speech: "into force", "in court"."""
    head = tokens[phrase.head]
    above = tokens[head.head]
    if (
        head.lower == "head"
        and head.dep == "pobj"
        and above.lower in {"in", "to", "on", "over", "at", "through", "above"}
    ):
        return phrase.right == phrase.head + 1
    return (
        phrase.left == phrase.head
        and head.tag == "NN"
        and head.text.islower()
        and head.lower in words("bare")
        and head.dep not in {"nsubj", "nsubjpass", "compound"}
    )


def _nothing(sight: Sight, position: int, phrase: Phrase, kind: str = "none", plural: bool = False) -> Reading:
    return Reading((entity(sight, position, phrase, None, None, "unresolved"),), kind, plural)


def _is_former(sight: Sight, position: int, left: int, stop: int) -> bool:
    tokens = sight.sentences[position].tokens
    return any(tokens[i].lower in _FORMER or tokens[i].lower.startswith("ex-") for i in range(left, stop))


def _named(sight: Sight, position: int, phrase: Phrase, mention: Mention) -> Reading:
    actor = mention.actor
    if actor.kind == "person":
        return person(sight, position, phrase, actor, mention.left)
    tokens = sight.sentences[position].tokens
    if mention.form == "demonym" and actor.kind in {"state", "place"}:
        return demonym(sight, position, phrase, mention)
    if actor.kind in {"state", "place"}:
        basis = {"metonym": "metonym", "capital": "metonym"}.get(
            mention.form, "named" if actor.kind == "state" else "place"
        )
        sector = "GOV" if actor.kind == "state" else None
        more = {
            "name": sight.knowledge.states.get(actor.code or "", actor.name)
            if actor.kind == "state" and not actor.end
            else actor.name
        }
        one = entity(sight, position, phrase, actor.code, sector, basis, id=actor.id, **more)
        twins = _twins(sight, position, phrase, mention)
        return Reading((one, *twins), "state", bool(twins), definite=True, owned=True)
    if actor.id == "collective-europe" and tokens[phrase.head].lower == "europe" and not _located(tokens, phrase.left):
        actor = actor._replace(code="EUR")
    basis = "collective" if actor.kind == "collective" else "named"
    one = entity(sight, position, phrase, actor.code, actor.sector, basis, name=actor.name, id=actor.id)
    many = [one]
    before = owners.before(sight, position, phrase.left, mention.left, None) if mention.left > phrase.left else []
    last = before[-1].mention if before else None
    joined = last is not None and owners.joined(sight, last, mention)
    for at, owner in enumerate(before):
        other = owner.mention
        if actor.id.startswith("generic") and owner.code:
            many = [entity(sight, position, phrase, owner.code, actor.sector, _basis(owner, None))]
        elif joined and other is not None and owner.code not in {None, actor.code}:
            many.insert(at, entity(sight, position, phrase, owner.code, actor.sector, "nationality", id=other.actor.id))
    plural = tokens[phrase.head].tag in {"NNS", "NNPS"} and (
        actor.kind in {"people", "collective"} or bool(_MANY.search(tokens[phrase.head].lower))
    )
    return Reading(
        tuple(many), actor.kind, plural or actor.kind == "people", definite=True, owned=actor.code is not None
    )


def _located(tokens: Sequence[Token], left: int) -> bool:
    """Whether a preposition of place, or an adjective of region, stands in front of "Europe"."""
    return left > 0 and tokens[left - 1].lower in words("locative")


def _twins(sight: Sight, position: int, phrase: Phrase, mention: Mention) -> tuple[Entity, ...]:
    """The other side of "India-China" where the parser made one phrase of both."""
    out = []
    for m in sight.between(position, phrase.left, phrase.right):
        joined = m.span[1] <= mention.span[0] and _TWIN.fullmatch(sight.text, m.span[1], mention.span[0])
        if m is not mention and joined and m.code and m.code != mention.code:
            out.append(entity(sight, position, phrase, m.code, "GOV", "named", name=m.actor.name, id=m.actor.id))
    return tuple(out)


def person(sight: Sight, position: int, phrase: Phrase, actor: Actor, name_left: int) -> Reading:
    """A person whom a table or the document itself knows, with the title in front of the name."""
    title = sight.role_at(position, name_left - 1) if name_left > phrase.left else None
    office = title.role.noun if title is not None else actor.office
    sector = actor.sector
    former = _is_former(sight, position, phrase.left, name_left)
    if former or (
        sight.day
        and actor.end
        and actor.end < sight.day[: len(actor.end)]
        and not covers(actor.start, actor.end, sight.day)
        and title is None
    ):
        sector = "ELI"
    elif title is not None and title.role.sector and actor.id.startswith("text:"):
        sector = title.role.sector
    code = actor.code
    if code is None and title is not None:
        code = next((o.code for o in owners.before(sight, position, phrase.left, title.left, office) if o.code), None)
    one = entity(sight, position, phrase, code, sector, "named", name=actor.name, id=actor.id, office=office)
    return Reading((one,), "person", False, gender_of(sight, actor.name, office), None, True, code is not None)


def _role(sight: Sight, position: int, phrase: Phrase, span: RoleSpan) -> Reading:
    tokens = sight.sentences[position].tokens
    role = span.role
    if not role.plural and span.right < len(tokens):
        found = _name_after(sight, position, phrase, span)
        if found is not None:
            return found
    left = min(phrase.left, span.left)
    relation = RELATION.search(role.noun) is not None
    got = owners.before(sight, position, left, span.left, role.noun)
    if relation and got and got[0].how == "possessor":
        inner = next((i for i in range(left, span.left) if tokens[i].tag == "POS"), left)
        got = owners.before(sight, position, inner + 1, span.left, role.noun)
    elif not got:
        right = phrase.right
        ties = words("loyal") | words("set_against") if role.sector in _FIGHTERS else words("loyal")
        if right < len(tokens) and tokens[right].lower in ties:
            right = min(len(tokens), right + _LOYAL_REACH)
        got = owners.after(sight, position, phrase.head, right, role.noun, frozenset({"from"}) if relation else None)
    plural = role.plural or tokens[phrase.head].tag in {"NNS", "NNPS"}
    kind = {"office": "person", "group": "crowd"}.get(role.kind, role.kind)
    if kind == "person" and plural:
        kind = "crowd"
    definite = (
        tokens[phrase.left].lower in {"the", "this", "that", "these", "those"} or tokens[phrase.left].tag == "PRP$"
    )
    gender = "f" if FEMALE.search(role.noun) else "m" if MALE.search(role.noun) and not plural else None
    entities = _owned(sight, position, phrase, got, role, plural)
    return Reading(entities, kind, plural, gender, role, definite, bool(got) and any(e.code for e in entities))


def _owned(
    sight: Sight, position: int, phrase: Phrase, got: list[Owner], role: Role, plural: bool
) -> tuple[Entity, ...]:
    """One entity for each owner of a role noun; the officeholder's name where office and day give it."""
    office = role.noun if role.kind == "office" or _GENERIC.search(role.noun) else None
    if not got:
        return (entity(sight, position, phrase, None, role.sector, "unresolved", office=office),)
    out: list[Entity] = []
    former = _is_former(sight, position, phrase.left, phrase.head)
    for owner in got:
        actor = owner.mention.actor if owner.mention else None
        sector = "ELI" if former and role.kind in {"office", "person"} else role.sector
        if (
            actor is not None
            and actor.kind in {"group", "org"}
            and actor.sector
            and (_GENERIC.search(role.noun) or not sector)
        ):
            sector = actor.sector
        basis = _basis(owner, role)
        name, ident = None, None
        local = role.kind == "office" and not plural and actor is not None and _is_local(owner)
        if local and actor is not None:
            name = f"{role.noun} of {actor.name}"
        elif role.kind == "office" and not plural and not former and owner.code and owner.how != "place":
            held = holders(sight.knowledge.people.get(owner.code, ()), role.noun, sight.day)
            if len({h.id for h in held}) == 1:
                name, ident = held[0].name, held[0].id
        out.append(entity(sight, position, phrase, owner.code, sector, basis, name=name, id=ident, office=office))
    return _distinct(out)


def _is_local(owner: Owner) -> bool:
    """Whether an office is one of a province or a town and none of the state: "*Alberta's* premier"."""
    mention = owner.mention
    return mention is not None and mention.actor.kind == "place" and mention.form not in {"capital", "metonym"}


def _basis(owner: Owner, role: Role | None) -> str:
    if owner.how == "place":
        return "place"
    actor = owner.mention.actor if owner.mention else None
    if owner.code is None and actor is not None:
        return "collective"
    if role is not None and role.kind == "office":
        return "office"
    if owner.mention is None or owner.mention.form == "demonym":
        return "nationality"
    if owner.mention.form in {"capital", "metonym"}:
        return "metonym"
    return "named" if role is not None else "modifier"


def _distinct(entities: list[Entity]) -> tuple[Entity, ...]:
    seen: set[str | None] = set()
    out = []
    for e in entities:
        if e.code not in seen:
            seen.add(e.code)
            out.append(e)
    return tuple(out)


def _name_after(sight: Sight, position: int, phrase: Phrase, span: RoleSpan) -> Reading | None:
    """The person named right after a title, wherever the parser put the head."""
    mention = sight.at[position].get(span.right)
    sentence = sight.sentences[position]
    personal = span.role.kind in {"office", "person"}
    if mention is not None:
        if mention.actor.kind == "person":
            return person(sight, position, phrase, mention.actor, mention.left) if personal else None
        if (personal and not RELATION.search(span.role.noun)) or mention.form == "demonym":
            return None
        last = sentence.tokens[mention.right] if mention.right < len(sentence.tokens) else None
        loose = last is not None and (last.tag == "POS" or last.pos in {"NOUN", "PROPN"} or last.text == "-")
        return None if loose else _named(sight, position, phrase, mention)
    if not personal:
        return None
    end = name_run(sentence, span.right)
    if end == span.right:
        return None
    known = sight.names.get(sentence.tokens[end - 1].text)
    return person(sight, position, phrase, known, span.right) if known is not None else None


def _introduced(sight: Sight, position: int, phrase: Phrase) -> Reading | None:
    """A name that no table has but that the document introduced ("Russian envoy Jane Doe … Doe said")."""
    sentence = sight.sentences[position]
    known = sight.names.get(sentence.tokens[phrase.head].text)
    if known is None:
        return _foreign_name(sight, position, phrase)
    left = max(name_run_left(sentence, phrase.head), phrase.left)
    if known.kind != "person":
        one = entity(sight, position, phrase, known.code, known.sector, "named", name=known.name, id=known.id)
        return Reading((one,), known.kind, False, definite=True, owned=known.code is not None)
    return person(sight, position, phrase, known, left)


def _foreign_name(sight: Sight, position: int, phrase: Phrase) -> Reading | None:
    """ "Germany's Jane Doe": two capitalised words with an owner in front are a person of its own."""
    sentence = sight.sentences[position]
    start = name_run_left(sentence, phrase.head)
    if phrase.right > phrase.head + 2 and sentence.tokens[phrase.head + 1].lower == "of" and start == phrase.left:
        return _of_state(sight, position, phrase)
    if (
        phrase.head - start < 1
        or start <= phrase.left
        or any(i in sight.at[position] for i in range(start, phrase.head + 1))
    ):
        return None
    got = owners.before(sight, position, phrase.left, start, None)
    if not got or got[0].code is None or got[0].how != "possessor":
        return None
    tokens = sentence.tokens
    name = sight.text[tokens[start].start : tokens[phrase.head].end]
    one = entity(sight, position, phrase, got[0].code, None, "named", name=name)
    return Reading((one,), "person", False, gender_of(sight, name, None), None, True, True)


def _of_state(sight: Sight, position: int, phrase: Phrase) -> Reading | None:
    """ "Doe of Finland": a name that no table knows, with its state."""
    mention = sight.at[position].get(phrase.head + 2)
    if mention is None or mention.actor.kind != "state" or mention.right < phrase.right or mention.form != "name":
        return None
    tokens = sight.sentences[position].tokens
    name = sight.text[tokens[phrase.left].start : tokens[phrase.head].end]
    one = entity(sight, position, phrase, mention.code, None, "named", name=name)
    return Reading((one,), "person", False, gender_of(sight, name, None), None, True, True)


def _quantity(sight: Sight, position: int, phrase: Phrase) -> Reading:
    """ "hundreds of Turkish soldiers", "a group of diplomats": the inner noun is who."""
    tokens = sight.sentences[position].tokens
    of = next((i for i in range(phrase.head + 1, phrase.right) if tokens[i].lower == "of"), None)
    if of is None:
        got = owners.before(sight, position, phrase.left, phrase.head, None)
        if not got and tokens[phrase.head].pos == "NUM":
            return _nothing(sight, position, phrase, "none", tokens[phrase.head].lower not in {"one", "1"})
        return _thing(sight, position, phrase)
    inner = next((c for c in sight.sentences[position].children[of] if tokens[c].dep == "pobj"), None)
    if inner is None or tokens[inner].pos == "PRON":
        return _thing(sight, position, phrase)
    reading = read(sight, position, Phrase(inner, of + 1, phrase.right))
    moved = tuple(_moved(sight, position, phrase, e) for e in reading.entities)
    kind = "crowd" if reading.kind in {"person", "crowd", "state", "people"} else reading.kind
    return Reading(moved, kind, True, reading.gender, reading.role, reading.definite, reading.owned)


def _moved(sight: Sight, position: int, phrase: Phrase, e: Entity) -> Entity:
    start, end = span_of(sight.sentences[position].tokens, phrase)
    return Entity(
        e.code,
        e.sector,
        sight.text[start:end],
        e.identifier_text,
        (start, end),
        e.basis,
        e.sectors,
        e.identifier_id,
        e.office,
    )


def _thing(sight: Sight, position: int, phrase: Phrase) -> Reading:
    """Any other noun: a thing belongs to whoever modifies it ("Ukrainian cities"), basis `modifier`."""
    tokens = sight.sentences[position].tokens
    got = owners.before(sight, position, phrase.left, phrase.head, None)
    if not got and not any(tokens[i].tag == "PRP$" for i in range(phrase.left, phrase.head)):
        got = owners.after(sight, position, phrase.head, phrase.right, None)
    plural = tokens[phrase.head].tag in {"NNS", "NNPS"}
    if not got:
        return _nothing(sight, position, phrase, "thing", plural)
    out = []
    for owner in got:
        basis = "place" if owner.how == "place" else "collective" if owner.code is None else "modifier"
        out.append(entity(sight, position, phrase, owner.code, None, basis))
    definite = tokens[phrase.left].lower in {"the", "this", "that"}
    return Reading(_distinct(out), "thing", plural, definite=definite, owned=any(e.code for e in out))
