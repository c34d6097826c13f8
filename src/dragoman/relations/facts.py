"""Whether what a sentence says is told as a fact, as planned or wanted, or as neither."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dragoman.language.tree import Sentence, Token
from dragoman.relations.words import Lists
from dragoman.statements.cues import stems

Reality = Literal["fact", "future", "none"]
_MODALS = frozenset({"may", "might", "could", "would", "should", "can", "must", "shall", "ought"})
_DOUBTS = frozenset({"if", "whether", "unless", "until", "lest", "should"})
_NEGATORS = frozenset({"no", "not", "never", "neither", "nor", "n't", "n’t", "hardly", "none"})


class Facts:
    """A sentence with the words that make of what it tells a fact or not."""

    def __init__(self, sentence: Sentence, lists: Lists) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.lists = lists

    def kids(self, i: int, *deps: str) -> Iterator[Token]:
        """What hangs on token `i` under one of these labels (any label if none is given), in text order."""
        for k in self.sentence.children[i]:
            if not deps or self.tokens[k].dep in deps:
                yield self.tokens[k]

    def negated(self, i: int) -> bool:
        """Whether a verb or noun has a word of denial on it or on its subject."""
        for t in self.kids(i):
            if t.dep == "neg" or t.lower in _NEGATORS or (t.lower == "longer" and self.tokens[t.i - 1].lower == "no"):
                return True
            if t.dep in {"nsubj", "nsubjpass"} and (t.lower in _NEGATORS or self._denied(t.i)):
                return True
        return False

    def _denied(self, i: int) -> bool:
        return any(t.lower in {"no", "neither"} for t in self.kids(i, "det", "preconj", "cc"))

    def reality(self, verb: int) -> Reality:
        """Whether a verb is told as a fact, as planned or wanted, or as neither."""
        token = self.tokens[verb]
        if self.negated(verb):
            return "none"
        modals = [t.lower for t in self.kids(verb, "aux") if t.tag == "MD"]
        if modals == ["would"] and token.dep == "ccomp" and not any(True for _ in self.kids(verb, "advcl")):
            return "future"  # "said that it would join"
        if any(m in _MODALS for m in modals):
            return "none"
        if token.dep == "ccomp" and self.tokens[token.head].lemma in self.lists.denying:
            return "none"
        if self._doubtful(verb) or any(self._doubtful(t.i) for t in self.kids(verb, "advcl")):
            return "none"
        if modals:
            return "future"
        if any(t.tag == "TO" for t in self.kids(verb, "aux")):
            return self._governed(token)
        if token.tag == "VBG" and not any(True for _ in self.kids(verb, "aux")):
            if token.dep in {"pcomp", "xcomp"}:
                return self._gerund(token)
            if token.dep in {"ccomp", "csubj", "dobj"}:
                return "none"
        if token.dep == "conj" and self.tokens[token.head].pos in {"VERB", "AUX"} and token.tag in {"VB", "VBG"}:
            return self.reality(token.head)
        return "fact"

    def _doubtful(self, verb: int) -> bool:
        """ "if it joins", "so long as he remains"."""
        marks = list(self.kids(verb, "mark", "advmod"))
        return any(t.lower in _DOUBTS or (t.lower == "as" and self.tokens[t.i - 1].lower == "long") for t in marks)

    def _governed(self, token: Token) -> Reality:
        """An infinitive is as real as its governor makes it."""
        governor = self.tokens[token.head]
        if governor.i == token.i:
            return "none"
        if token.dep == "conj":
            return self.reality(governor.i)
        word = governor.lemma if governor.pos != "ADJ" else governor.lower
        if governor.lower == "to" and governor.head != governor.i:
            governor = self.tokens[governor.head]
            word = governor.lemma
        if governor.pos in {"VERB", "AUX"} and self.reality(governor.i) == "none":
            return "none"
        lists = self.lists
        forms = {word, governor.lower, *stems(governor.lower)}
        if forms & lists.wanting or self._is_to_be(governor):
            return "future"
        if forms & lists.travelling and token.dep in {"xcomp", "advcl"}:
            return self.reality(governor.i)
        if forms & lists.factual and token.dep in {"xcomp", "ccomp", "acl"}:
            return self.reality(governor.i) if governor.pos in {"VERB", "AUX"} else "fact"
        return "none"

    def _is_to_be(self, governor: Token) -> bool:
        """ "Moldova is to join the EU"."""
        return governor.lower in {"is", "are"} and not any(True for _ in self.kids(governor.i, "attr", "acomp"))

    def _gerund(self, token: Token) -> Reality:
        governor = self.tokens[token.head]
        if governor.lower == "with" and any(True for _ in self.kids(token.i, "nsubj")):
            return "fact"  # "with Egypt backing the army"
        if governor.pos == "ADP":
            governor = self.tokens[governor.head]
        return "future" if governor.lemma in self.lists.wanting else "none"
