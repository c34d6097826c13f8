"""A clause with what matching needs to know of its sentence, and its words as the lexicon lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.events.lexicon import Lexicon
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.sharing import PARTITIVES, SPANS
from dragoman.language.tree import Sentence


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a sentence as the lexicon may list them. `named` keeps what was worked out, by head."""

    words: frozenset[str]
    named: dict[int, frozenset[str]]

    def restricting(self, view: View, phrase: Phrase, lexicon: Lexicon) -> frozenset[str]:
        """The names of a phrase that a restriction may ask for."""
        names = self.named.get(phrase.head)
        if names is None:
            names = frozenset(_told_apart(view.names(phrase), lexicon) | _titles(view, phrase, lexicon))
            self.named[phrase.head] = names
        return names


def wording_of(sentence: Sentence) -> Wording:
    """The words of a sentence, in lower case and as lemmas."""
    return Wording(frozenset(w for t in sentence.tokens for w in (t.lower, t.lemma)), {})


class View(NamedTuple):
    """A clause with what matching needs to know of its sentence."""

    sentence: Sentence
    wording: Wording
    clause: Clause
    links: frozenset[str]
    event_nouns: frozenset[int]
    is_actor: Callable[[Phrase], bool]
    kinds: Callable[[Phrase], frozenset[str]]
    codes: Callable[[Phrase], frozenset[str]]

    def lemma(self, i: int) -> str:
        """The lemma of token `i`."""
        return self.sentence.tokens[i].lemma

    def names(self, phrase: Phrase) -> set[str]:
        """The noun as the lexicon may list it: lemma, lower-case form, compound + lemma."""
        return self._names(phrase.head, 2)

    def _hyphenated(self, i: int) -> set[str]:
        """A word before a noun with the one that a hyphen joins to it: the *cease-fire* of "a cease-fire deal"."""
        tokens = self.sentence.tokens
        joined = (tokens[k] for k in self.sentence.children[i] if k + 2 == i and tokens[k + 1].text == "-")
        return {f"{word.lower}-{tokens[i].lower}" for word in joined}

    def _names(self, i: int, depth: int) -> set[str]:
        head = self.sentence.tokens[i]
        out = {head.lemma, head.lower}
        for k in self.sentence.children[i]:
            child = self.sentence.tokens[k]
            if child.dep in {"compound", "amod", "nmod"}:
                out |= {f"{child.lemma} {head.lemma}", f"{child.lower} {head.lemma}"}
                if child.i + 2 == head.i and self.sentence.tokens[child.i + 1].text == "-":
                    out.add(f"{child.lower}-{head.lower}")
                out |= {f"{word} {head.lemma}" for word in self._hyphenated(k)}
            elif (
                child.lower == "of"
                and depth
                and (head.lower in PARTITIVES or head.lemma in SPANS or head.lemma in listed("measures"))
            ):
                # "four tons of medicine": what is measured counts as well.
                for o in self.sentence.children[k]:
                    out |= self._names(o, depth - 1)
            elif child.lower == "of" and depth:
                out |= {f"{head.lemma} of {self.sentence.tokens[o].lemma}" for o in self.sentence.children[k]}
        return out


def _titles(view: View, phrase: Phrase, lexicon: Lexicon) -> set[str]:
    """What a person is by the title before the name: the *president* of "Bolivian President Evo Morales"."""
    tokens = view.sentence.tokens
    if tokens[phrase.head].pos != "PROPN":
        return set()
    before = {tokens[k].lower for k in view.sentence.children[phrase.head] if tokens[k].dep == "compound"}
    return before & (lexicon.classes.get("official", frozenset()) | lexicon.classes.get("person", frozenset()))


def _told_apart(names: set[str], lexicon: Lexicon) -> set[str]:
    """Without the bare noun where a compound has a sense of its own: an air strike is no strike."""
    known = {n for n in names if " " in n and any(" ".join(s.words) == n for s in lexicon.nouns.get(n.split()[-1], ()))}
    return names - {n.split()[-1] for n in known}
