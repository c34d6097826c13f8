"""Who the parties of a relation are: states by code, organisations by short name, persons by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.actors.aliases import fold
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.resolve import Cast
from dragoman.actors.tables import Actor
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Sentence, Token
from dragoman.model import Entity
from dragoman.relations.words import Lists

_ORGS = ("igo:", "eu:", "un:")
#: Persons who stand for their state when they are said to have allies.
_LEADERS = frozenset({
    "president", "prime minister", "premier", "chancellor", "supreme leader", "monarch", "king", "queen", "emir",
    "sultan", "leader", "crown prince", "head of state", "dictator",
})  # fmt: skip

#: Words before the name of a body that make it another.
_WIDER = frozenset({"national", "federal", "state", "supreme", "regional", "american", "european"})

#: Sectors of bodies that belong to a state as such.
_OF_STATES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})


class Party(NamedTuple):
    """One party: `name` as the record has it, its kind, and the tokens `[left, right)` that name it."""

    name: str
    kind: str
    left: int
    right: int
    leader: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Short names of organisations and groups by id, and the members of organisations by short name."""

    short: Mapping[str, str]
    members: Mapping[str, frozenset[str]]
    states: frozenset[str]


def load_names(knowledge: Knowledge) -> Names:
    """What the actor tables call organisations and groups, and who is in which."""
    short = knowledge.short
    members = {short[i]: frozenset(m[:3] for m in a.members) for i, a in knowledge.collectives.items() if a.members}
    return Names(short, members, frozenset(knowledge.states))


@dataclass(frozen=True, slots=True)
class Registry:
    """Answers who a noun phrase of a document is, as a party."""

    cast: Cast
    names: Names
    lists: Lists

    def of(self, sentence: Sentence, head: int, speaker: Entity | None = None) -> list[Party]:
        """The parties that one noun phrase names or stands for."""
        mention = self.mention(sentence, head)
        if mention is not None:
            return [mention]
        body = self._body(sentence, head) or self._force(sentence, head)
        if body is not None:
            return [body]
        token = sentence.tokens[head]
        if token.pos not in {"NOUN", "PROPN", "PRON", "DET", "NUM"} and token.tag not in {"PRP$", "WP", "WDT", "WP$"}:
            return []
        phrase = phrase_at(sentence, head)
        if token.pos == "PROPN" and head > phrase.left and sentence.tokens[head - 1].pos == "PROPN":
            return []  # a name that no table has describes nobody: "the Independent Group"
        found = self.cast.resolve(sentence, phrase, speaker)
        parties = (self.read(entity, phrase.left, phrase.right) for entity in found)
        return [p for p in parties if p is not None] or self._regime(sentence, phrase.left, head)

    def _regime(self, sentence: Sentence, left: int, head: int) -> list[Party]:
        """ "the Turkish state": the state of the adjective."""
        if sentence.tokens[head].lower not in self.lists.regimes:
            return []
        found = (self.mention(sentence, k) for k in range(left, head))
        return [p._replace(right=head + 1) for p in found if p is not None and p.kind == "state"][:1]

    def _force(self, sentence: Sentence, head: int) -> Party | None:
        """ "Kurdish forces", "Syrian rebels": a force of a people, or rebels of a state, by their words."""
        token = sentence.tokens[head]
        if token.lower not in self.lists.ranks or head == 0 or token.tag not in {"NNS", "NN", "NNPS"}:
            return None
        found = self.cast.mention_at(sentence, head - 1)
        if found is None or found.right != head or sentence.tokens[head - 1].dep not in {"amod", "compound", "nmod"}:
            return None
        of_people = found.actor.kind == "people"
        of_state = found.actor.kind == "state" and found.form == "demonym" and token.lower in self.lists.rebels
        if not of_people and not of_state:
            return None
        words = self.cast.sight.text[sentence.tokens[found.left].start : token.end]
        return Party(" ".join(words.split()), "group", found.left, head + 1)

    def spread(self, sentence: Sentence, head: int) -> list[Party]:
        """ "Kurdish and Iraqi forces": the force of each adjective."""
        noun = sentence.tokens[head]
        if noun.lower not in self.lists.ranks | self.lists.regimes:
            return []
        out: list[Party] = []
        for k in range(phrase_at(sentence, head).left, head):
            found = self.cast.mention_at(sentence, k)
            if found is None or found.left != k:
                continue
            if found.actor.kind == "people":
                out.append(Party(f"{sentence.tokens[k].text} {noun.text}", "group", k, head + 1))
            elif (found.form == "demonym" or found.right == head + 1) and found.code in self.names.states:
                out.append(Party(found.code or "", "state", k, head + 1))
        return out

    def led(self, sentence: Sentence, head: int) -> list[Party]:
        """ "a Riyadh-led coalition": the state that leads it."""
        tokens = sentence.tokens
        for k in range(phrase_at(sentence, head).left + 2, head):
            if tokens[k].lower == "led" and tokens[k - 1].text in {"-", "–"}:
                found = self.word(sentence, k - 2)
                return [found] if found is not None and found.kind == "state" else []
        return []

    def rebels_of(self, sentence: Sentence, i: int) -> Party | None:
        """ "Turkey's *Syrian rebel* allies": rebels of a state, by their words."""
        noun = sentence.tokens[i]
        if i == 0 or f"{noun.lower}s" not in self.lists.rebels:
            return None
        found = self.cast.mention_at(sentence, i - 1)
        if found is None or found.form != "demonym" or found.right != i:
            return None
        return Party(f"{sentence.tokens[i - 1].text} {noun.lower}s", "group", i - 1, i + 1)

    def people(self, sentence: Sentence, i: int) -> Party | None:
        """The people whose adjective a token is: "America's *Kurdish* allies"."""
        found = self.cast.mention_at(sentence, i)
        if found is None or found.actor.kind != "people":
            return None
        before = self.cast.mention_at(sentence, found.left - 1) if found.left else None
        if before is not None and before.form == "demonym" and before.actor.kind == "state":
            of = self.cast.sight.text[slice(*before.span)]
            return Party(f"{of} {found.actor.name}", "group", before.left, found.right)
        return Party(found.actor.name, "group", found.left, found.right)

    def army(self, sentence: Sentence, i: int) -> Party | None:
        """The state whose army or government a name is: "Syrian government forces, backed by Russia"."""
        found = self.cast.mention_at(sentence, i)
        if found is None or found.actor.kind != "org" or found.code not in self.names.states:
            return None
        return Party(found.code or "", "state", found.left, found.right) if found.actor.sector in _OF_STATES else None

    def pair(self, sentence: Sentence, head: int) -> list[Party]:
        """The two states that "the two neighbours" speaks of."""
        phrase = phrase_at(sentence, head)
        found = self.cast.resolve(sentence, phrase)
        if len(found) != 2:
            found = self.cast.pair(sentence, phrase)
        states = [
            Party(e.code, "state", phrase.left, phrase.right) for e in found if e.code in self.names.states and e.code
        ]
        return states if len({p.name for p in states}) == 2 else []

    def place(self, sentence: Sentence, head: int) -> list[Party]:
        """The state that a piece of land belongs to: "the Kurdish enclave", "the Sinai, the peninsula that"."""
        phrase = phrase_at(sentence, head)
        comma = phrase.left > 1 and sentence.tokens[phrase.left - 1].text == ","
        beside = self.cast.mention_at(sentence, phrase.left - 2) if comma else None
        if beside is not None and beside.actor.kind == "place" and beside.code in self.names.states:
            return [Party(beside.code or "", "state", beside.left, beside.right)]
        if sentence.tokens[phrase.left].lower in {"the", "this"} and sentence.tokens[head].lower in self.lists.lands:
            last = self._last_place(sentence)
            if last is not None:
                return [Party(last, "state", phrase.left, phrase.right)]
        codes = [e.code for e in self.cast.resolve(sentence, phrase) if not e.sector and e.code in self.names.states]
        return [Party(code, "state", phrase.left, phrase.right) for code in codes[:1] if code]

    def _last_place(self, sentence: Sentence) -> str | None:
        """The state of the piece of land named last before a sentence."""
        for mention in reversed(self.cast.mentions):
            if mention.span[1] <= sentence.span[0] and mention.actor.kind == "place":
                return mention.code if mention.code in self.names.states else None
        return None

    def mention(self, sentence: Sentence, i: int) -> Party | None:
        """The party whose name token `i` belongs to."""
        found = self.cast.mention_at(sentence, i)
        if found is None:
            return None
        if (
            found.actor.kind == "people"
            and found.form == "name"
            and sentence.tokens[found.right - 1].tag in {"NNS", "NNPS"}
        ):
            return Party(found.actor.name, "group", found.left, found.right)
        if found.code is None and found.actor.kind != "person":
            return None
        return self._actor(found.actor, found.left, found.right, found.form)

    def word(self, sentence: Sentence, i: int) -> Party | None:
        """The party that the name ending at token `i` names, also inside of a longer name: "Iran-backed Houthis"."""
        found = self.cast.mention_at(sentence, i)
        if found is not None and found.right == i + 1:
            return self.mention(sentence, i)
        text = sentence.tokens[i].text.partition("-")[0]
        knowledge = self.cast.sight.knowledge
        senses = (
            knowledge.senses.get(text)
            or knowledge.senses.get(fold(text))
            or knowledge.senses.get(fold(text).lower(), ())
        )
        return next(
            (self._actor(s.actor, i, i + 1, s.form) for s in senses if s.actor.kind in {"state", "group"}), None
        )

    def body(self, sentence: Sentence, i: int) -> Party | None:
        """The organisation, party or group whose name ends at a token; no government and no parliament."""
        found = self.cast.mention_at(sentence, i)
        if found is None or _goes_before(sentence.tokens, found.left):
            return self._unlisted(sentence, i)
        if found.right != i + 1 or found.form != "name":
            return None
        if found.actor.kind not in {"org", "group"} or found.actor.sector in _OF_STATES:
            return None
        kind = found.actor.kind
        return Party(self.names.short.get(found.actor.id, found.actor.name), kind, found.left, found.right)

    def _unlisted(self, sentence: Sentence, i: int) -> Party | None:
        """A body that no table has, by its name in the text, or by the acronym that it is given in brackets."""
        tokens = sentence.tokens
        left, right = i, i + 1
        if tokens[i].lower == "party":
            return self._party(sentence, i)
        if not tokens[i].text[:1].isupper():
            return None
        while left > 0 and (tokens[left - 1].text[:1].isupper() or tokens[left - 1].lower in {"of", "for", "and", "&"}):
            left -= 1
        titles = [k for k in range(left, i) if tokens[k].lower in self.lists.staff]
        left = titles[-1] + 1 if titles else left
        while left < i and (not tokens[left].text[:1].isupper() or tokens[left].pos == "DET"):
            left += 1
        while right < len(tokens) and _goes_on(tokens, right):
            right += 1
        words = tokens[left:right]
        if len(words) < 2 or not any(t.lower in self.lists.institutions and t.text[:1].isupper() for t in words):
            return None
        after = tokens[right : right + 3]
        if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].text.isupper():
            return Party(after[1].text, "org", left, right + 3)
        return Party(self.cast.sight.text[words[0].start : words[-1].end], "org", left, right)

    def _party(self, sentence: Sentence, i: int) -> Party | None:
        """ "the Northern Dawn party": a party by the capitals before the word; "the Norwegian party" is none."""
        tokens = sentence.tokens
        left = i
        while left > 0 and (tokens[left - 1].text[:1].isupper() or self._joins_capitals(tokens, left - 1)):
            left -= 1
        words = tokens[left:i]
        if not words or (
            len(words) == 1 and (words[0].tag == "JJ" or self.cast.mention_at(sentence, left) is not None)
        ):
            return None
        name = self.cast.sight.text[words[0].start : words[-1].end]
        return Party(f"{name} Party" if len(words) == 1 else name, "group", left, i + 1)

    @staticmethod
    def _joins_capitals(tokens: Sequence[Token], i: int) -> bool:
        """ "Brothers *of* Italy", "Truth *and* Justice"."""
        return i > 0 and tokens[i].lower in {"of", "and", "&"} and tokens[i - 1].text[:1].isupper()

    def untitled(self, person: Party) -> Party:
        """A person without the title that the document's own name has: "Rep John Marlow"."""
        title, _, name = person.name.partition(" ")
        return person._replace(name=name) if name and title.rstrip(".").lower() in self.lists.titles else person

    def hyphened(self, sentence: Sentence, i: int) -> list[Party]:
        """The parties that one token names: "U.S.-Philippine"."""
        found = [self._actor(m.actor, i, i + 1, m.form) for m in self.cast.mentions_at(sentence, i)]
        return [p for p in found if p is not None]

    def _actor(self, actor: Actor, left: int, right: int, form: str) -> Party | None:
        if actor.kind == "state" and actor.code in self.names.states:
            return Party(actor.code, "state", left, right)
        if actor.kind == "org" and actor.id.startswith(_ORGS):
            return Party(self.names.short.get(actor.id, actor.name), "org", left, right)
        if actor.kind == "group":
            return Party(self.names.short.get(actor.id, actor.name), "group", left, right)
        if actor.kind == "person" and form in {"name", "family"}:
            return Party(actor.name, "person", left, right, actor.office in _LEADERS)
        return None

    def _body(self, sentence: Sentence, head: int) -> Party | None:
        """ "the AUKUS pact", "the BRICS group": a noun after an organisation's name that leaves it the same."""
        if sentence.tokens[head].lower not in self.lists.bodies:
            return None
        for k in sentence.children[head]:
            if sentence.tokens[k].dep == "compound" and k < head:
                found = self.mention(sentence, k)
                if found is not None and found.kind == "org":
                    return found
        return None

    def read(self, entity: Entity, left: int, right: int) -> Party | None:
        """An entity that a phrase was resolved to."""
        key = entity.identifier_id or ""
        if key.startswith(_ORGS):
            return Party(self.names.short.get(key, entity.identifier_text or ""), "org", left, right)
        if key.startswith("group:"):
            return Party(self.names.short.get(key, entity.identifier_text or ""), "group", left, right)
        if key.startswith(("person:", "text:")):
            leader = (entity.office or "") in _LEADERS
            return Party(entity.identifier_text or entity.entity_text, "person", left, right, leader)
        if entity.code in self.names.states and (
            entity.sector == "GOV" or (key.startswith("state:") and not entity.sector)
        ):
            whole = not key.startswith("body:") and entity.office is None
            return Party(entity.code or "", "state", left, right) if whole else None
        return None

    def state_of(self, sentence: Sentence, head: int, party: Party) -> Party:
        """The state that a leader stands for; any other party as it is."""
        if party.kind != "person" or not party.leader:
            return party
        for entity in self.cast.resolve(sentence, phrase_at(sentence, head)):
            if entity.code in self.names.states:
                return Party(entity.code or "", "state", party.left, party.right)
        return party

    def last_org(self, sentence: Sentence) -> Party | None:
        """The organisation named last before a sentence."""
        for mention in reversed(self.cast.mentions):
            if mention.span[1] <= sentence.span[0] and mention.actor.id.startswith("igo:") and mention.code:
                return self._actor(mention.actor, -1, -1, mention.form)
            if mention.span[1] <= sentence.span[0] and mention.actor.id == "eu:european-union":
                return self._actor(mention.actor, -1, -1, mention.form)
        return None


def _goes_before(tokens: Sequence[Token], left: int) -> bool:
    """Whether a name is only the end of a longer one: "the National *Security Council*"."""
    return left > 0 and tokens[left - 1].lower in _WIDER and tokens[left - 1].text[:1].isupper()


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name goes on with a token: "the Centre for the Study of the Sea"."""
    if tokens[i].text[:1].isupper():
        return True
    rest = [t.text for t in tokens[i + 1 : i + 3]]
    if tokens[i].lower in {"for", "of", "on", "and", "&"}:
        return any(t[:1].isupper() for t in rest[: 2 if rest[:1] == ["the"] else 1])
    return (
        tokens[i].lower == "the"
        and tokens[i - 1].lower in {"for", "of", "on"}
        and rest[:1] != []
        and rest[0][:1].isupper()
    )
