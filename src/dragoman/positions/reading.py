"""A sentence as positions are read off it: clauses by their head, who is who, and parts that may be issues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.events.roles import Casting
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.repairs import extent
from dragoman.language.tree import Sentence, Token
from dragoman.model import Entity, Statement
from dragoman.positions.tables import Side, Tables

#: Sectors of people who do not speak for the state whose code they have.
PRIVATE = frozenset({"CVL", "JRN", "EDU", "BUS", "MED", "SOC", "LAB", "CRM", "ELI", "AGR", "REF"})
#: Codes of bodies of many, whose members' sectors say nothing of that.
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "ISM", "IMG"})
#: Bases of those who are only where something is.
_THERE = frozenset({"place", "domestic"})
_CUT = frozenset({"relcl", "appos", "parataxis", "advcl", "preconj", "ccomp", "dep", "nsubj", "intj", "meta"})
_TOP_CUT = frozenset({"conj", "cc"})
_TIMES = frozenset(
    {"after", "before", "during", "following", "since", "until", "amid", "despite", "as", "while", "when"}
)
_DAYS = frozenset({
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
    """One sentence; `statement` is in whose words a token stands."""

    sentence: Sentence
    clause: Mapping[int, Clause]
    casting: Casting
    tables: Tables
    statements: tuple[Statement, ...]
    text: str

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    def kids(self, i: int) -> Iterator[Token]:
        """What hangs on token `i`, in text order."""
        return (self.tokens[k] for k in self.sentence.children[i])

    def statement_at(self, i: int) -> Statement | None:
        """The innermost statement in whose content token `i` stands."""
        token = self.tokens[i]
        hits = [s for s in self.statements if any(a <= token.start and token.end <= b for a, b in s.content)]
        return min(hits, key=lambda s: s.span[1] - s.span[0], default=None)

    def who(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Those whom a phrase names or describes and who can take a stance."""
        head = self.tokens[phrase.head]
        found = self.casting.coded(phrase)
        if not found and head.pos != "PRON":
            found = self.casting.inside(phrase) if any(e.sector for e in self.casting.who(phrase)) else ()
        return tuple(e for e in found if can_stand(e))

    def is_somebody(self, phrase: Phrase) -> bool:
        """Whether a phrase names a state, a body or people, not something of theirs."""
        return self.casting.is_actor(phrase) or self.casting.is_person(phrase)

    def noun_part(self, head: int) -> Part:
        """A noun phrase with what belongs to it, without relative clauses, conjuncts and times."""
        left, right = self._noun_range(head)
        return Part(head, left, right)

    def noun_parts(self, head: int) -> tuple[Part, ...]:
        """One part for each conjunct of a noun phrase."""
        return tuple(self.noun_part(h) for h in conjuncts(self.sentence, head))

    def clause_part(self, head: int, subject: Phrase | None = None, *, whole: bool = False) -> Part:
        """What a verb says; `whole` with its subject in its place."""
        clause = self.clause.get(head)
        cut = {"nsubj", "nsubjpass"} if not whole else set[str]()
        left, right = self._range(head, frozenset({"advcl", "conj", "cc", "punct", "parataxis", "mark"} | cut))
        return Part(head, left, right, True, subject, clause.negated if clause is not None else False)

    def _noun_range(self, head: int) -> tuple[int, int]:
        return self._range(head, _CUT)

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
        kept = [i for i in inside if first < i < last]
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
        if token.dep in cut or (top and token.dep in _TOP_CUT):
            return not (token.dep == "nsubj" and token.head > k and not top)
        if token.dep == "npadvmod" and token.lower in _DAYS:
            return True
        if token.dep == "prep" and token.lower in _TIMES and token.lower != "as":
            return True
        if token.dep == "prep":
            return any(t.dep == "pobj" and t.lower in _DAYS for t in self.kids(k))
        return False

    def objects(self, i: int, name: str) -> tuple[Part, ...]:
        """What stands under a preposition of token `i`: noun phrases and gerunds. `name` may be of several words."""
        words = name.split()
        for k in self.sentence.children[i]:
            token = self.tokens[k]
            if token.lower != words[0] or token.dep not in {"prep", "agent", "dative", "prt", "advmod"}:
                continue
            found = self._under(k, words[1:])
            if found:
                return found
        return ()

    def _under(self, prep: int, rest: list[str]) -> tuple[Part, ...]:
        kids = list(self.kids(prep))
        if rest:
            for kid in kids:
                if kid.lower == rest[0]:
                    return self._under(kid.i, rest[1:])
            return ()
        out: list[Part] = []
        for kid in kids:
            if kid.dep == "pobj":
                out.extend(self.noun_parts(kid.i))
            elif kid.dep == "pcomp" and kid.pos in {"VERB", "AUX"}:
                out.append(self.clause_part(kid.i, self.subject_of(kid.i)))
        return tuple(out)

    def subject_of(self, verb: int) -> Phrase | None:
        """The subject that stands on a verb itself."""
        own = next((t.i for t in self.kids(verb) if t.dep in {"nsubj", "nsubjpass"}), None)
        return phrase_at(self.sentence, own) if own is not None and self.tokens[own].pos != "PRON" else None


def can_stand(entity: Entity) -> bool:
    """Whether somebody can take a stance that is that of their code."""
    if entity.code is None or entity.basis in _THERE:
        return False
    return entity.sector not in PRIVATE or entity.code in BODIES
