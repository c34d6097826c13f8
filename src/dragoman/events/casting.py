"""Whom the phrases of a sentence name, and what they say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.actors.resolve import Cast
from dragoman.actors.words import words
from dragoman.events.parties import OF_STATES, merge
from dragoman.events.words import listed
from dragoman.language.grammar import Phrase
from dragoman.language.phrases import conjuncts, made, phrase_at
from dragoman.language.repairs import extent
from dragoman.language.tree import Sentence
from dragoman.model import Entity, Span

_MODIFIERS = ("poss", "amod", "nmod", "compound", "npadvmod")
LOCATIVE = frozenset({"in", "at", "near", "across", "around", "inside", "outside", "on", "along", "over"})
#: Sectors of those who fight.
_ARMED = frozenset({"MIL", "REB", "UAF", "SEP", "PRM"})
#: Sectors of those who strike with arms, their state's authorities among them.
_FORCES = _ARMED | {"GOV", "COP"}
#: Sectors of people without office or arms.
_CIVIL = frozenset({"CVL", "REL", "EDU", "JRN", "LAB", "OPP", "REF"})
_CARRYING = frozenset({"carry", "transport", "ferry", "take", "bring"})
_PARTICIPLES = frozenset({"VBN", "VBG"})
#: The longest initials of a state: UAE, USSR.
_INITIALS = 4
_LOCAL = frozenset({"JUD", "COP", "CVL", "OPP", "LEG", "EDU", "JRN", "LAB", "REL"})
_POWERS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "REB", "UAF", "UNK"})
_THEIR = frozenset({"his", "her", "their", "my", "your"})


@dataclass(frozen=True, slots=True)
class Casting:
    """Resolves phrases of one sentence; `speaker` is who "we" and "I" are, if known, `told` what is told there as
    somebody's word, with whose."""

    sentence: Sentence
    cast: Cast
    speaker: Entity | None = None
    told: tuple[tuple[Span, Entity], ...] = ()

    def teller(self, i: int) -> Entity | None:
        """Whose word a token is told as."""
        at = self.sentence.tokens[i].start
        return next((who for (start, end), who in self.told if start <= at < end and who.sector != "JRN"), None)

    def who(self, phrase: Phrase) -> tuple[Entity, ...]:
        """The participants that a phrase names itself; a place where somebody only meets is none."""
        if self.cast.is_venue(self.sentence, phrase.head):
            return ()
        found = self.cast.resolve(self.sentence, phrase, self.speaker)
        return self._apart(phrase, found) if len(found) > 1 else found

    def _apart(self, phrase: Phrase, found: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """ "British and Irish envoys": several in one phrase have their own words of it, where these name them."""
        names = {m.code: m for m in reversed(self.cast.names_in(self.sentence, phrase))}
        if len({e.span for e in found}) > 1 or any(e.code not in names for e in found):
            return found
        tokens = self.sentence.tokens
        last = max(names[e.code].left for e in found)
        out: list[Entity] = []
        for e in found:
            own = names[e.code]
            right = phrase.right if own.left == last else own.right
            left = phrase.left if own.left < phrase.left + 2 else own.left
            start, end = tokens[left].start, tokens[right - 1].end
            out.append(replace(e, span=(start, end), entity_text=self.cast.sight.text[start:end]))
        return tuple(out)

    def coded(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Only those with a code. A thing that belongs to somebody ("its vote") names nobody itself."""
        head = self.sentence.tokens[phrase.head]
        return tuple(e for e in self.who(phrase) if e.code and (e.sector or head.pos != "NOUN" or e.basis != "pronoun"))

    def doers(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Those with a code who can act: no "explosion in *Syria*", no "job of defeating *X*"."""
        tokens = self.sentence.tokens
        found = self.coded(phrase)
        if tokens[phrase.head].pos != "NOUN" or all(e.sector for e in found):
            return found
        after = [m for m in self.cast.names_in(self.sentence, phrase) if m.left > phrase.head]
        loose = {"place": {m.code for m in after if m.actor.kind in {"place", "state"}}}
        loose["modifier"] = {m.code for m in after if not self._hangs_on(m.right - 1, phrase.head)}
        return tuple(e for e in found if e.sector or e.code not in loose.get(e.basis, set()))

    def _hangs_on(self, i: int, head: int) -> bool:
        """Whether only one preposition stands between a name, also as a conjunct, and the noun that it is said of."""
        tokens = self.sentence.tokens
        while tokens[i].dep == "conj" and tokens[i].head != i:
            i = tokens[i].head
        return tokens[tokens[i].head].head == head

    def parties(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Those with a code; for a thing that is somebody's, the words that name them: "the plan of *X*"."""
        found = self.coded(phrase)
        head = self.sentence.tokens[phrase.head]
        kept = words("grounds") | words("harms")
        if head.lemma in kept or any(e.sector or e.basis not in {"modifier", "place"} for e in found):
            return found
        if found and found[0].basis == "place":
            # "slogans against *the rulers* in X" are aimed at people; an attack in X is not aimed at X.
            inner = self.inside(phrase) if head.pos == "NOUN" else ()
            people = tuple(e for e in inner if e.sector and e.basis != "place" and e.code == found[0].code)
            return people or found
        own = {e.code: e for e in self.inside(phrase)} if found else {}
        if not all(e.code in own for e in found):
            return found
        named = (_worded(e, own[e.code]) for e in found)
        return (*named, *(e for code, e in own.items() if code not in {o.code for o in found}))

    def sides(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Both sides of "the talks between X and Y"; empty for any other phrase."""
        s = self.sentence
        for k in s.children[phrase.head]:
            if s.tokens[k].lower == "between":
                heads = [h for o in s.children[k] if s.tokens[o].dep == "pobj" for h in conjuncts(s, o)]
                both = merge(e for h in heads for e in self.coded(phrase_at(s, h)))
                return both if len(both) > 1 else ()
        return ()

    def codes(self, phrase: Phrase) -> frozenset[str]:
        """The codes that a phrase names itself."""
        return frozenset(e.code for e in self.coded(phrase) if e.code)

    def is_actor(self, phrase: Phrase) -> bool:
        """Whether the phrase names somebody who can act, also a person whom no table knows."""
        head = self.sentence.tokens[phrase.head]
        if any(e.sector or (e.code and (head.pos != "NOUN" or e.basis != "pronoun")) for e in self.who(phrase)):
            return True
        return self.is_person(phrase) and head.lower not in words("impersonal")

    def kinds(self, phrase: Phrase) -> frozenset[str]:
        """What a phrase is besides its noun, in the words of the lexicon: `@actor`, `@leader`, `@body`,
        `@armed`, `@place`, and of people without office and arms `@national` and `@private`,
        as they are named by their state or by what they do."""
        found = {"@actor"} if self.is_actor(phrase) and not self._is_sited(phrase) else set[str]()
        # "took the *lead* in Chad" takes no place.
        named = self.sentence.tokens[phrase.head].pos == "PROPN" or self.cast.mention_at(self.sentence, phrase.head)
        for e in self.coded(phrase):
            found |= {"@leader"} if e.office else set()
            found |= {"@body"} if e.code in OF_STATES else set()
            found |= {"@armed"} if e.sector in _ARMED else set()
            there = e.basis == "metonym" or (e.basis == "place" and e.sector is None and named)
            found |= {"@place"} if there else set()
            found |= self._private(phrase, e)
        return frozenset(found)

    def _private(self, phrase: Phrase, entity: Entity) -> set[str]:
        """By what people without office and arms are named, if they are such: their state or what they do."""
        if entity.sector not in _CIVIL:
            return set()
        span = self.cast.role_at(self.sentence, phrase.head)
        if span is None:
            plural = self.sentence.tokens[phrase.head].tag in {"NNPS", "NNS"}
            return {"@national"} if entity.basis == "nationality" or plural else set()
        return {"@private"} if span.role.kind == "person" else set()

    def _is_sited(self, phrase: Phrase) -> bool:
        """Whether a thing has a code only by where it is: "links with X over the killings *in Y*"."""
        found = self.who(phrase) if self.sentence.tokens[phrase.head].pos == "NOUN" else ()
        return bool(found) and all(e.basis == "place" and not e.sector for e in found)

    def does(self, phrase: Phrase) -> bool:
        """Whether a name right before an event noun is who does it: a body or armed group ("a Hamas attack"), or
        a state by its initials ("a US raid"), or those who have arms ("government shelling", "rebel fire");
        another name of a state or a place is where ("the Kabul bombing")."""
        head = self.sentence.tokens[phrase.head]
        if head.lower in listed("struck"):
            return False
        initials = head.text.replace(".", "")
        short = initials.isupper() and 1 < len(initials) <= _INITIALS
        found = self.coded(phrase)
        if head.pos == "NOUN" and any(e.sector in _FORCES for e in found):
            return True
        return any(short or e.code in OF_STATES or e.sector in _ARMED for e in found if e.basis == "named")

    def is_struck(self, phrase: Phrase) -> bool:
        """Whether a phrase means a blast, or the building where it was: "the *embassy blast* that killed ten"."""
        head = self.sentence.tokens[phrase.head]
        if head.lemma in listed("blasts"):
            kids = [self.sentence.tokens[k] for k in self.sentence.children[phrase.head] if k < phrase.head]
            front = [k for k in kids if k.dep in {"compound", "nmod", "amod", "poss"}]
            return any(k.lower in listed("struck") for k in front)
        within = self.sentence.tokens[self.sentence.tokens[head.head].head] if head.dep == "pobj" else head
        return head.lower in listed("struck") and within.lemma in listed("blasts")

    def doing(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Who does an event by standing right before its noun, also with a thing between: "*US* drone attacks"."""
        if self.does(phrase):
            return self.coded(phrase)
        if self.sentence.tokens[phrase.head].lower in listed("struck"):
            return ()
        words = (Phrase(i, i, i + 1) for i in range(phrase.left, phrase.head))
        return next((self.coded(w) for w in words if self.does(w)), ())

    def is_person(self, phrase: Phrase) -> bool:
        """Whether the words are somebody's given and family name: known ones, or two names of nobody we know."""
        tokens = self.sentence.tokens
        if tokens[phrase.head].tag != "NNP" or all(t.tag != "NNP" for t in tokens[phrase.left : phrase.head]):
            return False
        return bool(self._given_names(phrase)) or not self.coded(phrase)

    def _given_names(self, phrase: Phrase) -> list[str]:
        """The known given names before a family name."""
        tokens = self.sentence.tokens
        names = [t.text for t in tokens[phrase.left : phrase.head] if t.tag == "NNP"]
        return [n for n in names if n in self.cast.sight.knowledge.given] if tokens[phrase.head].tag == "NNP" else []

    def is_people(self, phrase: Phrase) -> bool:
        """Whether the phrase itself names people or a body, not a thing of theirs."""
        return any(e.sector for e in self.who(phrase))

    def is_crowd(self, phrase: Phrase) -> bool:
        """Whether the phrase means people or a body by a role noun, not what they use ("three tanks")."""
        span = self.cast.role_at(self.sentence, phrase.head)
        return span is not None and span.role.kind in {"office", "person", "body", "group"} and self.is_people(phrase)

    def is_local(self, phrase: Phrase) -> bool:
        """Whether people or a body belong where they are: a court or protesters, not troops or diplomats."""
        return any(e.sector in _LOCAL for e in self.who(phrase))

    def is_private(self, phrase: Phrase) -> bool:
        """Whether the phrase means people and no state or authority."""
        if self.sentence.tokens[phrase.head].lower in _THEIR:
            return True
        found = self.who(phrase)
        return any(
            (e.identifier_id or "").startswith(("person:", "text:")) or (e.sector and e.sector not in _POWERS)
            for e in found
        )

    def anyone(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Whoever or whatever a noun phrase names, but no time, no bare adjective and no word before a noun."""
        head = self.sentence.tokens[phrase.head]
        if head.pos not in {"NOUN", "PROPN", "PRON"} or head.lemma in listed("times"):
            return ()
        if (head.dep in _MODIFIERS and head.dep != "poss") or not any(c.isalnum() for c in head.text):
            return ()
        return self.who(phrase)

    def inside(self, phrase: Phrase, whole: bool = False, own: frozenset[str] = frozenset()) -> tuple[Entity, ...]:
        """Participants named by the modifiers of a noun phrase: possessor, demonym, of-phrase, place.

        Those whose code is in `own` come last: "its border with X" is about X.
        """
        mine: tuple[Entity, ...] = ()
        for found in self._modifiers(phrase, whole):
            if any(e.code not in own for e in found):
                return found
            mine = mine or found
        return mine

    def _modifiers(self, phrase: Phrase, whole: bool) -> Iterator[tuple[Entity, ...]]:
        s = self.sentence
        kids = s.children[phrase.head]
        body = whole or any(e.sector for e in self.who(phrase))
        people = self.is_crowd(phrase)
        makers = (o for name, objects in made(s, phrase.head) if name == "by" for o in objects)
        named = tuple(e for o in makers for e in self.coded(phrase_at(s, o)) if e.basis != "place")
        if named and not people:
            # "a plan proposed by X" is X's; people killed by X are not.
            yield self._widen(named, Phrase(phrase.head, phrase.left, _end(s, phrase)), "modifier")
        beside = (h for k in kids if s.tokens[k].dep == "appos" for h in conjuncts(s, k))
        named = tuple(e for h in beside for e in self.coded(phrase_at(s, h)))
        if named:
            yield named
        yield from self._in_front(phrase, whole, body)
        for k in kids:
            if s.tokens[k].dep == "acl" and s.tokens[k].lemma in listed("authored"):
                by = [o for a in s.children[k] if s.tokens[a].dep == "agent" for o in s.children[a]]
                found = tuple(replace(e, basis="modifier") for o in by for e in self.coded(phrase_at(s, o)))
                if found:
                    yield found
            if s.tokens[k].dep == "prep":
                yield from self._behind(phrase, k, body)
        yield from self._laden(phrase)
        yield from self.described(phrase)

    def _laden(self, phrase: Phrase) -> Iterator[tuple[Entity, ...]]:
        """Those aboard: "turned back a boat *carrying 41 Tamils*"."""
        s = self.sentence
        whole = Phrase(phrase.head, phrase.left, _end(s, phrase))
        for k in s.children[phrase.head]:
            if s.tokens[k].dep == "acl" and s.tokens[k].tag == "VBG" and s.tokens[k].lemma in _CARRYING:
                aboard = (o for o in s.children[k] if s.tokens[o].dep == "dobj")
                found = tuple(e for o in aboard for e in self.coded(phrase_at(s, o)) if e.sector)
                if found:
                    yield self._widen(found, whole, "modifier")

    def described(self, phrase: Phrase) -> Iterator[tuple[Entity, ...]]:
        """People by where a participle says that they are, with its words."""
        whole = Phrase(phrase.head, phrase.left, _end(self.sentence, phrase))
        yield from (self._widen(found, whole, "place") for found in self._sites(phrase))

    def _sites(self, phrase: Phrase) -> Iterator[tuple[Entity, ...]]:
        """Where something befell or befalls those whom a participle describes: "people displaced by floods in *X*"."""
        s = self.sentence
        inner = [k for k in s.children[phrase.head] if s.tokens[k].dep == "acl" and s.tokens[k].tag in _PARTICIPLES]
        for k in inner:
            down = (o for a in s.children[k] if s.tokens[a].dep in {"agent", "prep"} for o in s.children[a])
            things = (o for o in s.children[k] if s.tokens[o].dep == "dobj")
            for i in (k, *down, *things):
                for p in s.children[i]:
                    if s.tokens[p].dep == "prep" and s.tokens[p].lower in LOCATIVE:
                        yield from self._complements(p)

    def _complements(self, preposition: int) -> Iterator[tuple[Entity, ...]]:
        """Whom the objects of a preposition name."""
        s = self.sentence
        inner = (phrase_at(s, o) for o in s.children[preposition] if s.tokens[o].dep == "pobj")
        yield from (found for p in inner if (found := self.parties(p) or self.inside(p)))

    def _in_front(self, phrase: Phrase, whole: bool, body: bool) -> Iterator[tuple[Entity, ...]]:
        """Possessors and names before the noun: "*Russia's* plan", "the *U.S.* call"."""
        s = self.sentence
        others = s.tokens[phrase.head].lemma in listed("relational")
        for dep in _MODIFIERS:
            for k in s.children[phrase.head]:
                if s.tokens[k].dep != dep or (others and dep == "poss"):
                    continue
                one = phrase_at(s, k) if dep in {"poss", "compound"} else Phrase(k, k, k + 1)
                found = self.coded(one) or (self.inside(one) if dep == "poss" else ())
                if found:
                    # "the U.S. call" of "the U.S. call for a truce", but all of "the U.S. branch of the firm"
                    front = Phrase(phrase.head, phrase.left, _after_of(s, phrase))
                    words = one if dep == "poss" and not whole else phrase if body else front
                    yield self._widen(found, words, "modifier")

    def _behind(self, phrase: Phrase, preposition: int, body: bool) -> Iterator[tuple[Entity, ...]]:
        """Names behind the noun and a preposition: "the army *of Mali*", "voters *in France*"."""
        s = self.sentence
        basis = "place" if s.tokens[preposition].lower in LOCATIVE else "modifier"
        for found in self._complements(preposition):
            yield self._widen(found, phrase, basis) if body else tuple(replace(e, basis=basis) for e in found)

    def widened(self, phrase: Phrase, found: Iterable[Entity]) -> tuple[Entity, ...]:
        """People known by whose they are, in all the words for them and with what these say of them."""
        own = self.who(phrase)
        whole = self._widen(found, phrase, "domestic")
        return tuple(replace(e, sector=own[0].sector, sectors=own[0].sectors) if own else e for e in whole)

    def _widen(self, found: Iterable[Entity], phrase: Phrase, basis: str) -> tuple[Entity, ...]:
        """Participants known through a modifier keep their code; the words are those of the phrase."""
        tokens = self.sentence.tokens
        start, end = tokens[phrase.left].start, tokens[phrase.right - 1].end
        words = self.cast.sight.text[start:end]
        return tuple(replace(e, span=(start, end), entity_text=words, basis=basis) for e in found)


def _worded(thing: Entity, owner: Entity) -> Entity:
    """Whose a thing is, in the words for them; a person or body is one by itself, not only the state's."""
    known = (owner.identifier_id or "").partition(":")[0] not in {"", "state", "place"}
    basis = "named" if owner.sector and known and thing.basis == "modifier" else thing.basis
    return replace(thing, span=owner.span, entity_text=owner.entity_text, basis=basis)


def _after_of(sentence: Sentence, phrase: Phrase) -> int:
    """The end of a noun with the phrases after "of"."""
    ends = (
        phrase_at(sentence, o).right
        for k in sentence.children[phrase.head]
        if k == phrase.head + 1 and sentence.tokens[k].lower == "of"
        for o in sentence.children[k]
    )
    return max((e for e in ends if e <= phrase.right), default=phrase.head + 1)


def _end(sentence: Sentence, phrase: Phrase) -> int:
    """The end of a noun phrase with the participle after its head."""
    kids = [k for k in sentence.children[phrase.head] if sentence.tokens[k].dep == "acl" and k > phrase.head]
    return max([phrase.right, *(extent(sentence, k)[1] + 1 for k in kids[:1])])
