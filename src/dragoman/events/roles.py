"""Who is actor and who recipient: the one place where phrases become participants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.actors.resolve import Cast
from dragoman.actors.words import words
from dragoman.events.parties import merge, same
from dragoman.events.senses import Frame
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import conjuncts, made, phrase_at, prepositions
from dragoman.language.repairs import extent
from dragoman.language.tree import Sentence
from dragoman.model import Entity

#: A noun clause's agent may stand in any of these.
_NOUN_AGENT = ("agent", "by", "poss", "subject")
_MODIFIERS = ("poss", "amod", "nmod", "compound", "npadvmod")
_LOCATIVE = frozenset({"in", "at", "near", "across", "around", "inside", "outside", "on", "along", "over"})
_WITHIN = frozenset({"in", "across", "around", "near"})
#: "Russia's allies" are not Russia.
_RELATIONAL = frozenset({
    "ally", "neighbour", "neighbor", "partner", "enemy", "rival", "counterpart", "adversary", "opponent", "foe",
    "critic", "friend", "supporter", "backer",
})  # fmt: skip
#: Codes of bodies of states, and sectors of those who fight.
_BODIES = frozenset({"UNO", "EUR", "IGO"})
_ARMED = frozenset({"MIL", "REB", "UAF", "SEP", "PRM"})
#: Sectors of those who strike with arms, their state's authorities among them.
_FORCES = _ARMED | {"GOV", "COP"}
#: "a statement *issued* by X" is X's.
_AUTHORED = frozenset({
    "issue", "publish", "release", "write", "sign", "draft", "author", "submit", "propose", "prepare", "present",
    "table", "adopt", "circulate", "send", "make", "file", "bring", "launch", "unveil", "sponsor", "compile",
})  # fmt: skip
#: The longest initials of a state: UAE, USSR.
_INITIALS = 4
#: Roles of the other side of a joint act, and bases that say whose a thing is.
_FELLOWS = frozenset({"patient", "with", "between", "to"})
_BORROWED = frozenset({"pronoun", "modifier", "place"})
_WEAK = frozenset({"pronoun", "modifier", "nationality"})
_LOCAL = frozenset({"JUD", "COP", "CVL", "OPP", "LEG", "EDU", "JRN", "LAB", "REL"})
_POWERS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "REB", "UAF", "UNK"})
_THEIR = frozenset({"his", "her", "their", "my", "your"})
TIMES = frozenset({
    "time", "year", "day", "month", "week", "hour", "minute", "decade", "century", "moment", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "morning", "afternoon", "evening", "night", "weekend",
    "today", "yesterday",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Casting:
    """Resolves phrases of one sentence; `speaker` is who "we" and "I" are, if known."""

    sentence: Sentence
    cast: Cast
    speaker: Entity | None = None

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
        if head.lemma in words("grounds") or any(e.sector or e.basis not in {"modifier", "place"} for e in found):
            return found
        if found and found[0].basis == "place":
            # "slogans against *the rulers* in X" are aimed at people; an attack in X is not aimed at X.
            inner = self.inside(phrase) if head.pos == "NOUN" else ()
            people = tuple(e for e in inner if e.sector and e.basis != "place" and e.code == found[0].code)
            return people or found
        own = {e.code: e for e in self.inside(phrase)} if found else {}
        if not all(e.code in own for e in found):
            return found
        named = (replace(e, span=own[e.code].span, entity_text=own[e.code].entity_text) for e in found)
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
        """Whether the phrase names somebody who can act."""
        head = self.sentence.tokens[phrase.head]
        return any(e.sector or (e.code and (head.pos != "NOUN" or e.basis != "pronoun")) for e in self.who(phrase))

    def kinds(self, phrase: Phrase) -> frozenset[str]:
        """What a phrase is besides its noun, in the words of the lexicon: `@actor`, `@leader`, `@body`,
        `@armed`, `@place`."""
        found = {"@actor"} if self.is_actor(phrase) else set[str]()
        for e in self.coded(phrase):
            found |= {"@leader"} if e.office else set()
            found |= {"@body"} if e.code in _BODIES else set()
            found |= {"@armed"} if e.sector in _ARMED else set()
            found |= {"@place"} if e.basis == "metonym" or (e.basis == "place" and e.sector is None) else set()
        return frozenset(found)

    def does(self, phrase: Phrase) -> bool:
        """Whether a name right before an event noun is who does it: a body or armed group ("a Hamas attack"), or
        a state by its initials ("a US raid"), or those who have arms ("government shelling", "rebel fire");
        another name of a state or a place is where ("the Kabul bombing")."""
        head = self.sentence.tokens[phrase.head]
        initials = head.text.replace(".", "")
        short = initials.isupper() and 1 < len(initials) <= _INITIALS
        found = self.coded(phrase)
        if head.pos == "NOUN" and any(e.sector in _FORCES for e in found):
            return True
        return any(short or e.code in _BODIES or e.sector in _ARMED for e in found if e.basis == "named")

    def doing(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Who does an event by standing right before its noun, also with a thing between: "*US* drone attacks"."""
        if self.does(phrase):
            return self.coded(phrase)
        words = (Phrase(i, i, i + 1) for i in range(phrase.left, phrase.head))
        return next((self.coded(w) for w in words if self.does(w)), ())

    def is_person(self, phrase: Phrase) -> bool:
        """Whether the words are somebody's given and family name: known ones, or two names of nobody we know."""
        tokens = self.sentence.tokens
        names = [t.text for t in tokens[phrase.left : phrase.head] if t.tag == "NNP"]
        if tokens[phrase.head].tag != "NNP" or not names:
            return False
        given = self.cast.sight.knowledge.given
        return any(name in given for name in names) or not self.coded(phrase)

    def is_people(self, phrase: Phrase) -> bool:
        """Whether the phrase itself names people or a body, not a thing of theirs."""
        return any(e.sector for e in self.who(phrase))

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
        if head.pos not in {"NOUN", "PROPN", "PRON"} or head.lemma in TIMES:
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
        named = tuple(
            e
            for name, objects in made(s, phrase.head)
            if name == "by"
            for o in objects
            for e in self.coded(phrase_at(s, o))
            if e.basis != "place"
        )
        if named:
            # "a plan proposed by X" is X's.
            yield self._widen(named, Phrase(phrase.head, phrase.left, _end(s, phrase)), "modifier")
        named = tuple(
            e for k in kids if s.tokens[k].dep == "appos" for h in conjuncts(s, k) for e in self.coded(phrase_at(s, h))
        )
        if named:
            yield named
        others = s.tokens[phrase.head].lemma in _RELATIONAL
        body = whole or any(e.sector for e in self.who(phrase))
        for dep in _MODIFIERS:
            for k in kids:
                if s.tokens[k].dep == dep and not (others and dep == "poss"):
                    one = phrase_at(s, k) if dep in {"poss", "compound"} else Phrase(k, k, k + 1)
                    found = self.coded(one) or (self.inside(one) if dep == "poss" else ())
                    if found:
                        # "the U.S. call" of "the U.S. call for a truce", but all of "the U.S. branch of the firm"
                        front = Phrase(phrase.head, phrase.left, _after_of(s, phrase))
                        words = one if dep == "poss" and not whole else phrase if body else front
                        yield self._widen(found, words, "modifier")
        for k in kids:
            if s.tokens[k].dep == "acl" and s.tokens[k].lemma in _AUTHORED:
                by = [o for a in s.children[k] if s.tokens[a].dep == "agent" for o in s.children[a]]
                found = tuple(replace(e, basis="modifier") for o in by for e in self.coded(phrase_at(s, o)))
                if found:
                    yield found
            if s.tokens[k].dep == "prep":
                for o in s.children[k]:
                    if s.tokens[o].dep == "pobj":
                        inner = phrase_at(s, o)
                        found = self.parties(inner) or self.inside(inner)
                        basis = "place" if s.tokens[k].lower in _LOCATIVE else "modifier"
                        if found and body:
                            yield self._widen(found, phrase, basis)
                        elif found:
                            yield tuple(replace(e, basis=basis) for e in found)

    def _widen(self, found: Iterable[Entity], phrase: Phrase, basis: str) -> tuple[Entity, ...]:
        """Participants known through a modifier keep their code; the words are those of the phrase."""
        tokens = self.sentence.tokens
        start, end = tokens[phrase.left].start, tokens[phrase.right - 1].end
        words = self.cast.sight.text[start:end]
        return tuple(replace(e, span=(start, end), entity_text=words, basis=basis) for e in found)


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


def actors_of(casting: Casting, clause: Clause, frame: Frame, object_role: str) -> tuple[Entity, ...]:
    """The actors of a kernel: the first role of the frame that names somebody, or all of them."""
    found: list[Entity] = []
    loose: list[Entity] = []
    fellows: list[Entity] = []
    for role in expand(clause, frame.actor, object_role):
        before = tuple(found)
        for phrase in clause.roles.get(role, ()):
            named = casting.sides(phrase) or casting.doers(phrase)
            if role in _FELLOWS and before and frame.collect and all(e.basis != "pronoun" for e in before):
                fellows.extend(e for e in named if e.basis not in _BORROWED and all(not same(e, o) for o in before))
            if not named and role not in {"adj", "compound"}:
                named = tuple(e for e in casting.inside(phrase) if e.basis != "place" or casting.is_local(phrase))
                if not named:
                    loose.extend(e for e in _people(casting.anyone(phrase)) if e.sector or not e.code)
            known = {e.code for e in before}
            found.extend(e for e in named if not (frame.collect and e.basis == "domestic" and e.code in known))
        if found and not frame.collect:
            break
    if frame.collect and len(found) == 1 and "with" in frame.actor and "object" not in frame.actor:
        found.extend(_partners(casting, clause))
    if not found and clause.kind == "noun":
        found.extend(e for r in ("compound", "adj") for p in clause.roles.get(r, ()) for e in casting.doing(p))
    if not found and frame.collect:
        for role in ("with", "between"):
            for phrase in clause.adjuncts.get(role, ()):
                found.extend(casting.coded(phrase))
    if not frame.collect:
        return merge(found) or merge(loose[:2])
    parties = merge([*found, *loose])
    # "The president met opposition leaders": two parties of one state.
    return (*parties, *merge(e for e in fellows if e not in parties)) if len(parties) == 1 else parties


def _partners(casting: Casting, clause: Clause) -> list[Entity]:
    """ "discussed the problem with X", where the parser hung X on the problem."""
    s = casting.sentence
    found: list[Entity] = []
    for phrase in (p for role in ("patient", "over", "through") for p in clause.roles.get(role, ())):
        for _, name, objects in prepositions(s, phrase.head):
            if name == "with":
                found.extend(e for o in objects for e in casting.coded(phrase_at(s, o)))
    return found


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look for recipients. `authors` has who does what an event noun names, by its token;
    `own` the actors' codes, which modifiers and pronouns do not make a recipient of; `whole` keeps
    the words of a thing that is hit instead of its owner's."""

    frame: Frame
    object_role: str
    authors: Mapping[int, tuple[Entity, ...]]
    own: frozenset[str]
    whole: bool


def recipients_of(casting: Casting, clause: Clause, search: Search) -> tuple[Entity, ...]:
    """The recipients: a direct name in role order, then the author of an event noun, then modifiers.

    If none of these has a code, the noun phrase in the first filled role stays, without one.
    """
    loose: list[Entity] = []
    weak: list[Entity] = []
    for role in expand(clause, search.frame.recipient, search.object_role):
        found: list[Entity] = []
        for phrase in (*clause.roles.get(role, ()), *_late_adjuncts(clause, role)):
            if role == "compound" and clause.kind == "noun" and casting.does(phrase):
                continue
            if search.whole and role in _LOCATIVE and phrase.head in search.authors:
                continue
            if role == "with" and casting.sentence.tokens[phrase.head].lemma in words("instruments"):
                continue
            named = (casting.coded(phrase) if search.whole else casting.parties(phrase)) or search.authors.get(
                phrase.head, ()
            )
            weak_only = bool(named) and all(e.code in search.own and e.basis in _WEAK for e in named)
            if (not named or weak_only) and role != "compound":
                inner = casting.inside(phrase, search.whole, search.own)
                named = inner if any(e.code not in search.own for e in inner) else named or inner
            mine = [e for e in named if e.code in search.own and e.basis in _WEAK]
            weak.extend(e for e in mine if e.basis != "pronoun" or casting.is_people(phrase))
            found.extend(e for e in named if e not in mine)
            if not named and role not in _LOCATIVE and role != "compound" and not loose:
                loose.extend(casting.anyone(phrase))
        if found and loose and role in _LOCATIVE and (search.whole or any(e.sector for e in loose)):
            # "killed 48 people in Afghanistan": the people, whose state the place tells.
            return merge(replace(e, code=found[0].code, basis="place") for e in loose[:2])
        if found and loose and role in _LOCATIVE:
            return merge(replace(e, basis="place") for e in found)
        if found:
            return merge(_located(found, role))
    if weak and not any(e.sector for e in loose):
        # "cut off the internet in its regions": things have no state, the regions have.
        return merge(weak)
    return merge(loose[:2]) or merge(weak)


def _late_adjuncts(clause: Clause, role: str) -> tuple[Phrase, ...]:
    return clause.adjuncts.get(role, ()) if role in {"in", "at", "on"} else ()


def _located(found: Sequence[Entity], role: str) -> tuple[Entity, ...]:
    if role not in _LOCATIVE:
        return tuple(found)
    there = {"named", "metonym"}
    return tuple(
        replace(e, basis="place")
        if e.basis in there or (role in _WITHIN and e.basis == "modifier" and not e.sector)
        else e
        for e in found
    )


def _people(entities: Iterable[Entity]) -> list[Entity]:
    """Unresolved participants that are people or bodies, or a collective: they stay, with no code."""
    return [e for e in entities if e.code or e.sector or e.basis == "collective"]


def expand(clause: Clause, roles: Sequence[str], object_role: str) -> list[str]:
    """Frame roles to the clause's roles: `object` is where the sense has it, a noun's agent has many seats."""
    out: list[str] = []
    for role in roles:
        if role == "object":
            names = ["patient", "of"] if clause.kind == "noun" else ["patient", object_role]
        elif role == "agent" and clause.kind == "noun":
            names = list(_NOUN_AGENT)
        else:
            names = [role]
        out.extend(n for n in names if n not in out)
    return out
