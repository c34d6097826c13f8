"""A sentence as positions are read off it: clauses by their head, who is who, and parts that may be issues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dragoman.events.casting import Casting
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.repairs import extent
from dragoman.language.tree import Sentence, Token
from dragoman.model import Entity, Event, Statement
from dragoman.positions.people import people_of
from dragoman.positions.so_called import called
from dragoman.positions.tables import Side, Tables

#: Sectors of people who do not speak for the state whose code they have.
PRIVATE = frozenset({"JRN", "BUS", "MED", "CRM"})
#: Codes of bodies of many, whose members' sectors say nothing of that.
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "ISM", "IMG"})
#: Sectors of those who speak for a state or a side of it wherever their name stands.
PUBLIC = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PTY", "REB", "OPP", "UAF", "ELI"})
#: A name of two words or more, and how often a document must name the one state that its people are of.
_FULL_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\s+)+[A-Z][\w'’-]+")
_OFTEN, _MOSTLY = 4, 0.6
#: How many characters there are at most between a person's name and that of the body they work for.
_BESIDE = 70
#: Sectors of those who are only where the story is, and nobody in particular.
_NOBODY = frozenset({None, "UNK", "UAF"})
_PLACED = frozenset(
    {"in", "of", "on", "between", "with", "against", "for", "to", "from", "over", "by", "towards", "toward", "into"}
)
_CUT = frozenset({"relcl", "appos", "parataxis", "advcl", "preconj", "ccomp", "dep", "nsubj", "intj", "meta"})
_TOP_CUT = frozenset({"conj", "cc"})
_TIMES = frozenset(
    {"after", "before", "during", "following", "since", "until", "amid", "despite", "as", "while", "when"}
)
_NONE = frozenset({"no", "none", "nobody", "neither"})
#: Pronouns that stand for somebody or something told before.
ANAPHORS = frozenset({"this", "that", "it"})
PERSONAL = frozenset({"he", "him", "she", "her", "it", "they", "them"})
DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "week", "month", "year",
    "today", "yesterday", "tomorrow",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """What may be an issue: tokens `[left, right)` around `head`. A clause is told with its verb as head and, if
    it is another's act, its `subject`; `denied` if it is said not to be."""

    head: int
    left: int
    right: int
    is_clause: bool = False
    subject: Phrase | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A stance before its issue is told: who takes it, on what, and by which rule. `head` is its token."""

    head: int
    actors: tuple[Entity, ...]
    parts: tuple[Part, ...]
    side: Side
    strength: float
    rule: str
    known: bool = False
    sides: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """One sentence; `papers` are the statements and letters told before it, by lemma, with whose they are."""

    sentence: Sentence
    clause: Mapping[int, Clause]
    casting: Casting
    tables: Tables
    statements: tuple[Statement, ...]
    text: str
    events: tuple[Event, ...] = ()
    papers: Mapping[str, Entity] = field(default_factory=dict[str, Entity])

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    def kids(self, i: int) -> Iterator[Token]:
        """What hangs on token `i`, in text order."""
        return map(self.tokens.__getitem__, self.sentence.children[i])

    def statement_at(self, i: int) -> Statement | None:
        """The innermost statement in whose content token `i` stands."""
        token = self.tokens[i]
        hits = [s for s in self.statements if any(a <= token.start and token.end <= b for a, b in s.content)]
        return min(hits, key=lambda s: s.span[1] - s.span[0], default=None)

    def who(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Those whom a phrase names or describes and who can take a stance."""
        head = self.tokens[phrase.head]
        found = self.casting.coded(phrase)
        if not found and head.dep == "attr" and self.tokens[head.head].lemma == "be":
            subject = next((t for t in self.kids(head.head) if t.dep == "nsubj" and t.i < head.i), None)
            found = self.casting.coded(phrase_at(self.sentence, subject.i)) if subject is not None else ()
        if not found and head.pos != "PRON":
            found = self.casting.inside(phrase) if any(e.sector for e in self.casting.who(phrase)) else ()
        told = people_of(self.casting, self.sentence, phrase, self.tables.words["people"])
        return tuple(e for e in found if can_stand(e)) or told

    def doers(self, token: Token) -> tuple[Entity, ...]:
        """Those who do what a word tells as an event, for a stance whose holder its own phrase does not name."""
        found = (e for e in self.events if e.trigger[0] <= token.start < e.trigger[1] and e.factuality == "actual")
        return tuple(a for e in found for a in e.actor if can_stand(a) and a.span[0] < token.start)

    def is_somebody(self, phrase: Phrase) -> bool:
        """Whether a phrase names a state, a body or people, not something of theirs."""
        head = self.tokens[phrase.head]
        if head.pos == "NOUN" and self.casting.cast.mention_at(self.sentence, phrase.head) is None:
            roles = self.casting.cast.sight.knowledge.roles
            role = roles.get(head.lemma) or roles.get(head.lower)
            return role is not None and role.kind in {"office", "person", "body", "group"}
        return self.casting.is_actor(phrase) or self.casting.is_person(phrase)

    def noun_part(self, head: int) -> Part:
        """A noun phrase with what belongs to it, without relative clauses, conjuncts and times; a word that was cut
        at its hyphens is one."""
        left, right = self._range(head, _CUT)
        if self._hyphen(right):
            last = right + 1
            while self._hyphen(last + 1):
                last += 2
            head, right = last, max(right, self._range(last, _CUT)[1])
        return Part(head, left, right)

    def _hyphen(self, i: int) -> bool:
        """Whether token `i` joins its neighbours without a blank."""
        if not 0 < i < len(self.tokens) - 1 or self.tokens[i].text not in {"-", "‑"}:
            return False
        return self.tokens[i - 1].end == self.tokens[i].start and self.tokens[i].end == self.tokens[i + 1].start

    def noun_parts(self, head: int) -> tuple[Part, ...]:
        """One part for each conjunct of a noun phrase."""
        return self.parts_at(conjuncts(self.sentence, head))

    def parts_at(self, heads: Iterable[int]) -> tuple[Part, ...]:
        """The noun phrases of these heads, each stretch once."""
        out: list[Part] = []
        for h in sorted(heads):
            if all(not part.left <= h < part.right for part in out):
                out.append(self.noun_part(h))
        return tuple(out)

    def reaching(self, verb: int, part: Part) -> Part:
        """A part with the phrases right after it that the parser hung on its verb, if they name somebody:
        "condemned the coup | in Gabon"."""
        right = part.right
        for kid in self.kids(verb):
            if kid.i != right or kid.dep not in {"prep", "dative"} or kid.lower not in _PLACED:
                continue
            objects = [t for t in self.kids(kid.i) if t.dep == "pobj"]
            if not objects or objects[0].lemma in self.tables.words["settings"]:
                continue
            found = self.noun_part(objects[0].i)
            named = any(self.casting.cast.mention_at(self.sentence, i) for i in range(found.left, found.right))
            if named and not self.casting.cast.is_venue(self.sentence, objects[0].i):
                right = found.right
        return replace(part, right=right)

    def clause_part(self, head: int, subject: Phrase | None = None, *, whole: bool = False) -> Part:
        """What a verb says; `whole` with its subject in its place."""
        clause = self.clause.get(head)
        cut = {"nsubj", "nsubjpass"} if not whole else set[str]()
        left, right = self._range(head, frozenset({"advcl", "conj", "cc", "punct", "parataxis", "mark"} | cut))
        if self._hyphen(right):  # "a force from the Kurdish|-dominated alliance"
            last = right + 1
            while self.tokens[last].head > last and self.tokens[last].dep in {"amod", "compound", "nmod"}:
                last = self.tokens[last].head
            right = max(right, self._range(last, _CUT)[1])
        denied = clause is not None and (clause.negated or self.is_nobodys(head))
        return Part(head, left, right, True, subject, denied)

    def is_nobodys(self, verb: int) -> bool:
        """Whether the subject of a verb denies it: "no more troops will be sent"."""
        subjects = (t.i for t in self.kids(verb) if t.dep in {"nsubj", "nsubjpass"} and t.i < verb)
        return any(self.tokens[extent(self.sentence, i)[0]].lower in _NONE for i in subjects)

    def _range(self, head: int, cut: frozenset[str]) -> tuple[int, int]:
        """Tokens of a subtree without what `cut` names, one stretch."""
        inside = {head}
        first, last = -1, len(self.tokens)
        stack = [head]
        while stack:
            i = stack.pop()
            for k in self.sentence.children[i]:
                if self._is_cut(k, i == head, cut):
                    left, right = extent(self.sentence, k)
                    if k > head:
                        last = min(last, left)
                    elif right < head:
                        first = max(first, right)
                else:
                    inside.add(k)
                    stack.append(k)
        kept = [i for i in inside if first < i < last] if first < head < last else [head]
        left, right = min(kept), max(kept) + 1
        while right - 1 > head and self._is_loose(right - 1):
            right -= 1
        while left < head and self._is_loose(left):
            left += 1
        return left, right

    def _is_loose(self, i: int) -> bool:
        token = self.tokens[i]
        return token.dep == "punct" or token.pos in {"PUNCT", "CCONJ"} or token.dep == "cc"

    def _is_cut(self, k: int, top: bool, cut: frozenset[str]) -> bool:
        token = self.tokens[k]
        if token.dep == "advcl" and token.tag == "VB" and "nsubj" in cut and "mark" in cut and not self._is_bare(k):
            return False
        if token.dep == "appos" and not top and self._is_joined(k):
            return False
        if token.dep in cut or (top and token.dep in _TOP_CUT):
            return not (token.dep == "nsubj" and token.head > k and not top)
        if token.dep == "npadvmod" and token.lower in DAYS:
            return True
        if token.dep == "prep" and token.lower in _TIMES and token.lower != "as":
            return True
        if token.dep == "prep":
            return any(t.dep == "pobj" and t.lower in DAYS for t in self.kids(k))
        return False

    def _is_joined(self, k: int) -> bool:
        """An apposition without a comma: "its allies | India and China"."""
        left = extent(self.sentence, k)[0]
        return left > 0 and self.tokens[left - 1].pos != "PUNCT" and self.tokens[k].pos == "PROPN"

    def _is_bare(self, k: int) -> bool:
        return not any(t.lower == "to" and t.i < k for t in self.kids(k))

    def objects(self, i: int, name: str) -> tuple[Part, ...]:
        """What stands under a preposition of token `i`: noun phrases and gerunds. `name` may be of several words."""
        words = name.split()
        wished = self._wished(i) if name == "for" else None
        if wished is not None:
            return (wished,)
        for k in self.sentence.children[i]:
            token = self.tokens[k]
            if token.lower != words[0] or token.dep not in {"prep", "agent", "dative", "prt", "advmod"}:
                continue
            found = self._under(k, words[1:])
            if found:
                return found
        return ()

    def _wished(self, i: int) -> Part | None:
        """ "a call *for Sudan to free the prisoners*": what somebody is to do, in either parse."""
        acts = [
            t for t in self.kids(i) if t.tag in {"VB", "VBN"} and t.dep in {"acl", "relcl", "xcomp", "advcl", "ccomp"}
        ]
        for act in acts:
            own = next((t for t in self.kids(act.i) if t.dep in {"nsubj", "nsubjpass"}), None)
            if own is not None and any(t.dep == "mark" and t.lower == "for" for t in self.kids(act.i)):
                return self.clause_part(act.i, phrase_at(self.sentence, own.i))
        acts += [t for t in self.kids(self.tokens[i].head) if t.tag in {"VB", "VBN"} and t.dep in {"advcl", "xcomp"}]
        prep = next((t for t in self.kids(i) if t.dep == "prep" and t.lower == "for"), None)
        who = next((t for t in self.kids(prep.i) if t.dep == "pobj"), None) if prep is not None else None
        if who is None:
            return None
        right = extent(self.sentence, who.i)[1]
        for act in acts:
            if extent(self.sentence, act.i)[0] == right + 1 and self.tokens[right + 1].lower == "to":
                return self.clause_part(act.i, phrase_at(self.sentence, who.i))
        return None

    def _under(self, prep: int, rest: list[str]) -> tuple[Part, ...]:
        kids = list(self.kids(prep))
        if rest:
            for kid in kids:
                if kid.lower == rest[0]:
                    return self._under(kid.i, rest[1:])
            return ()
        out: list[Part] = []
        for kid in kids:
            if kid.dep == "pobj" and all(not part.left <= kid.i < part.right for part in out):
                out.extend(self.noun_parts(kid.i))
            elif kid.dep == "pcomp" and kid.pos in {"VERB", "AUX"}:
                named = called(self.sentence, kid.i, self.tables.words["calling"])
                if named is not None:
                    out.extend(self.noun_parts(named))
                else:
                    out.append(self.clause_part(kid.i, self.subject_of(kid.i)))
        return tuple(out)

    def subject_of(self, verb: int) -> Phrase | None:
        """The subject that stands on a verb itself."""
        own = next((t.i for t in self.kids(verb) if t.dep in {"nsubj", "nsubjpass"}), None)
        if own is None or (self.tokens[own].pos == "PRON" and self.tokens[own].lower not in PERSONAL):
            return None
        return phrase_at(self.sentence, own)


def speaker_of(view: View, statement: Statement) -> Entity | None:
    """Who speaks, if that is somebody whose stance is that of a code."""
    span = statement.speaker_span
    known = statement.speaker_code or _at_home(view, statement.speaker)
    if known is None or span is None:
        return view.papers.get((statement.speaker or "").rpartition(" ")[2].lower())
    code, _, sector = known.partition(".")
    if sector not in PUBLIC and code not in BODIES and is_ngos(view.casting, view.text, statement.speaker):
        code, sector = "NGO", ""
    names = (m for m in view.casting.cast.mentions if m.span[0] < span[1] and span[0] < m.span[1])
    found = next((m.actor.id for m in names if m.code == code), None)
    entity = Entity(
        code, sector or None, statement.speaker or "", statement.speaker, span, "named", identifier_id=found
    )
    return entity if can_stand(entity) else None


def _at_home(view: View, name: str | None) -> str | None:
    """The state of a person that no table knows: the only one that the document is about, if there is one."""
    if name is None or not _FULL_NAME.fullmatch(name):
        return None
    named = {code: n for code, n in view.casting.cast.states().items() if code not in BODIES}
    best = max(named, key=lambda code: (named[code], code), default=None)
    if best is None or named[best] < _OFTEN or named[best] < _MOSTLY * sum(named.values()):
        return None
    return best


def is_ngos(casting: Casting, text: str, name: str | None) -> bool:
    """Whether a person is introduced beside the name of an organisation that is no state's: "director of Amnesty"."""
    first = text.find(name) if name else -1
    if first < 0 or name is None:
        return False
    left, right = first - _BESIDE, first + len(name) + _BESIDE
    stop = text.find("\n", first)
    right = min(right, stop) if stop >= 0 else right
    return any(m.code == "NGO" and left < m.span[0] < right for m in casting.cast.mentions)


def voice_of(view: View, i: int) -> Entity | None:
    """In whose words token `i` stands: those of whoever is reported or quoted, or whose view it is said to be."""
    statement = view.statement_at(i)
    found = speaker_of(view, statement) if statement is not None else None
    return found or _viewer(view, i)


def _viewer(view: View, i: int) -> Entity | None:
    """Who is said to be of a view: "Norway's view is that X", "is of the opinion that X"."""
    token = view.tokens[i]
    while token.dep in {"conj", "xcomp", "ccomp"} and token.head != token.i:
        token = view.tokens[token.head]
    noun = view.tokens[token.head]
    if token.dep != "acl" or noun.lemma not in view.tables.words["views"]:
        return None
    owner = next((t.i for t in view.kids(noun.i) if t.dep == "poss"), None)
    verb = view.tokens[noun.head]
    if owner is None and verb.lower == "of" and view.tokens[verb.head].lemma == "be":
        verb = view.tokens[verb.head]
    if owner is None and verb.lemma in {"be", "take", "have", "hold", "express", "share", "voice"}:
        clause = view.clause.get(verb.i)
        roles = clause.roles.get("agent", ()) if clause is not None and not clause.negated else ()
        return next((e for p in roles for e in view.who(p)), None)
    return next(iter(view.who(phrase_at(view.sentence, owner))), None) if owner is not None else None


def value_words(view: View, value: Token) -> frozenset[str]:
    """The words that a predicate may be listed under: itself, and with the adjective before it."""
    before = [t for t in view.kids(value.i) if t.i < value.i and t.dep in {"amod", "compound"}]
    i = value.i
    joined = i > 1 and view.tokens[i - 1].text in {"-", "‑"} and view.tokens[i - 1].end == value.start
    hyphened = {f"{view.tokens[i - 2].lower}-{value.lower}"} if joined else set[str]()
    if joined:
        return frozenset(hyphened)
    out = {value.lemma, value.lower, *(f"{t.lower} {value.lemma}" for t in before)}
    after = view.tokens[value.i + 1].lower if value.i + 1 < len(view.tokens) else ""
    return frozenset({*out, f"{value.lemma} {after}"})


def can_stand(entity: Entity) -> bool:
    """Whether somebody can take a stance that is that of their code."""
    if entity.code is None or (entity.basis in {"place", "domestic"} and entity.sector in _NOBODY):
        return False
    return entity.sector not in PRIVATE or entity.code in BODIES
