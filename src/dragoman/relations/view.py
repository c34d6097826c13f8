"""A sentence as relations see it: who is meant, what hangs on what, and what is told as a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dragoman.language.grammar import Clause
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.tree import Sentence, Token
from dragoman.model import Entity
from dragoman.relations.facts import Facts
from dragoman.relations.parties import Party, Registry
from dragoman.relations.words import Words

_EXAMPLES = frozenset({"including", "like", "as", "among"})
_BETWEEN_ITEMS = frozenset({",", "and", "or", "&", "the"})


class Draft(NamedTuple):
    """A relation that a sentence tells: its parties, the token that tells it, the token under which its
    dates stand, whether these say when it began or ended, and the head of who holds it so, if it is told as a view."""

    kind: str
    subject: Party
    object: Party
    anchor: int
    scope: int
    dates: str | None = None
    viewer: int | None = None


class View(Facts):
    """One sentence with its clauses by head token."""

    def __init__(
        self,
        sentence: Sentence,
        clauses: tuple[Clause, ...],
        registry: Registry,
        words: Words,
        speaker: Entity | None,
    ) -> None:
        super().__init__(sentence, words.lists)
        self.forms = {t.lower for t in sentence.tokens}
        self.clauses = clauses
        self.registry = registry
        self.words = words
        self.speaker = speaker
        self.clause_at: Mapping[int, Clause] = {c.head: c for c in clauses if c.kind != "noun"}

    def parties(self, head: int) -> list[Party]:
        """Everybody whom a noun phrase and its conjuncts name."""
        return _unique(p for one in conjuncts(self.sentence, head) for p in self.named(one))

    def named(self, head: int) -> list[Party]:
        """Whom a noun phrase names: the list that it announces ("four countries: A, B, C and D"), the list that
        its name begins, or whom it stands for."""
        if self.tokens[head].lower in self.lists.announcing:
            for start in self._announced(head):
                found = self.run(start)
                if found:
                    return found
            examples = [p for h in self.examples(head) for p in self.parties(h)]
            if examples:
                return examples
        if self.mention(head) is not None:
            return self.run(head)
        return self.one(head)

    def examples(self, i: int) -> Iterator[int]:
        """ "allies such as A and B", "members including A": heads of the nouns."""
        for prep in self.kids(i, "prep"):
            if prep.lower not in _EXAMPLES or prep.i < i:
                continue
            if prep.lower == "as" and not any(t.lower == "such" for t in (*self.kids(prep.i), self.tokens[prep.i - 1])):
                continue
            yield from (t.i for t in self.kids(prep.i, "pobj"))

    def _announced(self, head: int) -> Iterator[int]:
        yield from self.objects(head, frozenset({"of"}))
        yield from (t.i for t in self.kids(head, "appos") if t.i > head)
        yield from self.after_mark(head)

    def after_mark(self, i: int) -> Iterator[int]:
        """Where the list begins that a colon, a dash or a bracket right after a noun opens."""
        tokens = self.tokens
        if (
            i + 2 < len(tokens)
            and tokens[i + 1].text in {":", "–", "—", "-", "("}
            and tokens[i + 2].start > tokens[i].end + 1
        ):
            yield i + 3 if tokens[i + 2].lower == "the" and i + 3 < len(tokens) else i + 2

    def run(self, i: int) -> list[Party]:
        """The names of the list that begins with the name at a token, if it ends as lists do: "A, B and C"."""
        first = self.mention(i)
        if first is None:
            return []
        out, last, at = [first], False, first.right
        while not last:
            start = at
            while at < len(self.tokens) and self.tokens[at].lower in _BETWEEN_ITEMS:
                last = last or self.tokens[at].lower in {"and", "or", "&"}
                at += 1
            found = self.mention(at) if start < at < len(self.tokens) else None
            if found is None or self.tokens[found.right - 1].dep in {"poss", "amod", "compound"}:
                return out if last and found is None and len(out) > 2 else [first]
            out.append(found)
            at = found.right
        return out

    def one(self, head: int) -> list[Party]:
        """Whom a noun phrase names, without its conjuncts. A description that stands beside a name is that name."""
        if self.tokens[head].dep == "appos" and self.tokens[head].lower in self.lists.bodies:
            beside = self.mention(self.tokens[head].head)
            if beside is not None and beside.kind == "org":
                return [beside]
        found = self.registry.of(self.sentence, head, self.speaker)
        above = self.tokens[head].head
        if not found and self.tokens[head].dep == "attr" and self.tokens[above].lemma == "be":
            subject = self.subject_of(above)
            return [p for p in (self.mention(subject),) if p is not None] if subject is not None else []
        if not found and (whole := self._counted(head)) is not None:
            subject = self.subject_of(self.tokens[whole].head)
            return [p for p in (self.mention(subject),) if p is not None] if subject is not None else []
        if not found and self.tokens[head].dep == "appos" and above < head and self.mention(above) is not None:
            return [p for p in (self.mention(above),) if p is not None]
        return found

    def _counted(self, head: int) -> int | None:
        """ "Paraguay is one of the few countries that …": the word that counts a noun, where it is said of somebody."""
        token = self.tokens[head]
        if token.dep != "pobj" or self.tokens[token.head].lower != "of" or not any(self.kids(head, "relcl")):
            return None
        part = self.tokens[self.tokens[token.head].head]
        said = part.dep == "attr" and self.tokens[part.head].lemma == "be"
        return part.i if said and part.lower in self.lists.parts else None

    def mention(self, i: int) -> Party | None:
        """Whom the name at a token names."""
        return self.registry.mention(self.sentence, i)

    def objects(self, i: int, prepositions: frozenset[str]) -> Iterator[int]:
        """Heads of the noun phrases that hang on token `i` by one of these prepositions."""
        for prep in self.kids(i, "prep", "agent", "dative"):
            if prep.lower in prepositions:
                yield from (t.i for t in self.kids(prep.i, "pobj", "pcomp"))

    def is_meant(self, party: Party, kind: str) -> bool:
        """Whether a state can be what is recognised or claimed: a capital cannot."""
        if kind not in {"recognises", "claims_territory_of"} or party.kind != "state":
            return True
        mention = self.registry.cast.mention_at(self.sentence, party.right - 1)
        return mention is not None and mention.form == "name"

    def left_names(self, i: int) -> list[Party]:
        """The names right before a noun that belong to its phrase, in order: "the Turkish-Syrian border"."""
        left = phrase_at(self.sentence, i).left
        out: list[Party] = []
        for k in range(left, i):
            found = self.mention(k)
            last = found.right - 1 if found is not None else k
            owned = self.tokens[last].dep == "poss" or any(True for _ in self.kids(last, "case"))
            if found is not None and not owned and found not in out:
                out.append(found)
        return out

    def ranks(self, head: int) -> list[Party]:
        """The group whose people are named by a noun: "Islamic State fighters", "the ranks of the FARC"."""
        if self.tokens[head].lower not in self.lists.ranks:
            return []
        found = self.left_names(head) + [p for h in self.objects(head, frozenset({"of"})) for p in self.one(h)]
        return [p for p in found if p.kind == "group"][:1]

    def land(self, i: int) -> list[Party]:
        """The states that a noun names, or that the land belongs to which it is or stands beside."""
        token = self.tokens[i]
        if token.tag in {"WDT", "WP"} and self.tokens[token.head].dep == "relcl":
            return self.land(self.tokens[token.head].head)
        for k in (i, token.head) if token.dep == "appos" else (i,):
            found = self.registry.cast.mention_at(self.sentence, k)
            if found is not None and found.actor.kind == "place" and found.code in self.registry.names.states:
                return [Party(found.code or "", "state", found.left, found.right)]
        states = [p for p in self.parties(i) if p.kind == "state"]
        return states or self.registry.place(self.sentence, i)

    def possessors(self, noun: int, owner: Token) -> list[Party]:
        """Whose a noun is, a leader's being his state's; "his" in "Assad and his backers" is Assad's."""
        first = self.tokens[noun].head
        joined = self.tokens[noun].dep == "conj" and owner.tag == "PRP$" and self.tokens[owner.i - 1].lower == "and"
        near = self.side(first) if joined else []
        ends = near[0].right if near else -1
        if ends >= 0 and self.tokens[ends].text == "(" and self.tokens[owner.i - 2].text == ")":
            ends = owner.i - 1  # "the People's Protection Units (YPG) and their partner"
        if len(near) == 1 and ends == owner.i - 1:
            return [self.registry.state_of(self.sentence, first, near[0])]
        found = [self.registry.state_of(self.sentence, owner.i, p) for p in self.parties(owner.i)]
        army = self.registry.army(self.sentence, owner.i) if not found else None
        return [army] if army is not None else found

    def before_comma(self, i: int) -> Party | None:
        """The name that a noun phrase follows after a comma: "the SDF (…), a militia"."""
        left = phrase_at(self.sentence, i).left
        if left < 2 or self.tokens[left - 1].text not in {",", "–", "—"}:
            return None
        at = left - 2
        if self.tokens[at].text == ")":
            at -= 1
        return self.mention(at)

    def after_comma(self, i: int) -> Party | None:
        """The name that a description stands before: "its foe, the LRA,"."""
        tokens = self.tokens
        at = i + 2
        if at < len(tokens) and tokens[i + 1].text == "," and tokens[at].lower == "the":
            at += 1
        found = self.mention(at) if at < len(tokens) and tokens[i + 1].text == "," else None
        if found is None or found.left != at:
            return None
        return found if found.right < len(tokens) and tokens[found.right].text in {",", ".", "(", ";"} else None

    def group_of(self, head: int) -> int:
        """The first of the conjuncts that a noun is one of."""
        while self.tokens[head].dep == "conj" and self.tokens[self.tokens[head].head].pos in {"NOUN", "PROPN", "PRON"}:
            head = self.tokens[head].head
        return head

    def subject_of(self, verb: int) -> int | None:
        """Head of the subject of a verb, its own or the one that its clause borrows."""
        for t in self.kids(verb, "nsubj", "nsubjpass"):
            return t.i
        clause = self.clause_at.get(verb)
        if clause is not None:
            for role in ("agent", "patient"):
                for phrase in clause.roles.get(role, ()):
                    return phrase.head
        return None

    def teller(self, verb: int) -> int | None:
        """Head of the subject of a verb, for a relative pronoun the noun that it stands for."""
        found = self.subject_of(verb)
        if found is not None and self.tokens[found].tag in {"WP", "WDT"} and self.tokens[verb].dep == "relcl":
            return self.tokens[verb].head
        return found

    def doer(self, verb: int) -> int | None:
        """Head of who does what a verb tells, also of a passive."""
        clause = self.clause_at.get(verb)
        agents = clause.roles.get("agent", ()) if clause is not None else ()
        return agents[0].head if agents else self.subject_of(verb)

    def main_subject(self, i: int) -> list[Party]:
        """ "is in the process of joining": the subject of the verb that all of it hangs on."""
        for _ in range(6):
            above = self.tokens[i].head
            if above == i:
                return []
            i = above
            if self.tokens[i].pos in {"VERB", "AUX"}:
                subject = self.subject_of(i)
                return self.parties(subject) if subject is not None else []
        return []

    def role(self, clause: Clause, name: str) -> Iterator[Party]:
        """The parties in a role of a clause."""
        own = [p for phrase in clause.roles.get(name, ()) for p in self.named(phrase.head)]
        return iter(_unique(own or [p for head in self.whom(clause.head, name) for p in self.named(head)]))

    def whom(self, verb: int, preposition: str) -> Iterator[int]:
        """Whom a relative clause names by its preposition: "the PKK, with whom Turkey has fought a war"."""
        token = self.tokens[verb]
        if token.dep != "relcl":
            return
        for prep in self.kids(verb, "prep"):
            if prep.lower != preposition:
                continue
            inner = list(self.kids(prep.i, "pobj"))
            if not inner or inner[0].tag in {"WP", "WDT"}:
                yield self._placed(token.head) if inner and inner[0].lower == "whom" else token.head

    def _placed(self, head: int) -> int:
        """ "the PKK in Turkey, with whom": the group, where the parser takes its place."""
        if self.mention(head) is None and self.tokens[head].pos == "NOUN" and not self.one(head):
            after = next((t.i for t in self.kids(head, "relcl")), head)
            names = (k for k in range(after - 1, head, -1) if (p := self.mention(k)) is not None and p.kind == "group")
            return next(names, head)
        prep = self.tokens[self.tokens[head].head]
        found = self.mention(prep.head) if self.tokens[head].dep == "pobj" and prep.lower in {"in", "of"} else None
        return prep.head if found is not None and found.kind == "group" else head

    def side(self, head: int) -> list[Party]:
        """Whom a noun phrase names, and the army or regime that it is."""
        spread = self.registry.spread(self.sentence, head)
        if len(spread) > 1:
            return spread
        army = self.registry.army(self.sentence, head)
        return self.one(head) or ([army] if army is not None else [])

    def change(self, i: int) -> str | None:
        """ "former" or "unreal" if a word before a noun makes it so."""
        left = phrase_at(self.sentence, i).left
        inner = {k for t in self.kids(i, "poss") for k in range(phrase_at(self.sentence, t.i).left, t.i + 1)}
        for k in range(left, i):
            if k in inner:
                continue
            if (
                self.tokens[k].lower in self.lists.former
                or (k == left and self.tokens[k - 1].lower == "formerly")
                or self.tokens[k].lower == "longer"
            ):
                return "former"
            if self.tokens[k].lower in self.lists.unreal and self.tokens[k].head in {i, k + 1}:
                return "unreal"
        return None

    def heads(self, head: int) -> list[int]:
        """A noun and its conjuncts."""
        return list(conjuncts(self.sentence, head))


def _unique(parties: Iterable[Party]) -> list[Party]:
    """Each party once, by name."""
    return list({p.name: p for p in reversed(list(parties))}.values())[::-1]
