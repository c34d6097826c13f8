"""The gate: which sentences are worth parsing.

A sentence can hold an event or an attribution only if it has a word that the lexicon knows and
something that can be a participant: a name of the tables, a pronoun, a role noun, or an unknown
name in capitals. A form of speech ("warned") is enough alone. What the gate drops is never parsed,
which is where the time goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.language.sentences import RawSentence
from dragoman.model import Span

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_QUOTES = re.compile("[\"“”„«»]|``|''")
_PRONOUNS = frozenset({
    "he", "she", "they", "it", "we", "i", "him", "her", "them", "us", "his", "their", "its", "our", "my", "who",
    "whom", "both", "each", "neither", "either", "mr", "mrs", "ms", "dr", "former", "latter", "two", "side",
    "sides", "himself", "herself", "itself", "themselves", "people", "those", "others",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gate:
    """`triggers` are word forms of the lexicon, `standins` nouns that can stand for an actor, `alone`
    forms of speech that need none of them: whoever "warned" is somebody."""

    triggers: frozenset[str]
    standins: frozenset[str]
    quotes: bool = True
    alone: frozenset[str] = frozenset()

    def passing(self, text: str, sentences: Sequence[RawSentence], names: Iterable[Span]) -> list[RawSentence]:
        """The sentences to parse. `names` are spans of known names in `text`, in text order."""
        spans = iter(sorted(names))
        name = next(spans, None)
        kept: list[RawSentence] = []
        for sentence in sentences:
            start, end = sentence.span
            while name is not None and name[1] <= start:
                name = next(spans, None)
            named = name is not None and name[0] < end
            if self._passes(text[start:end], named):
                kept.append(sentence)
        return kept

    def _passes(self, words: str, named: bool) -> bool:
        if self.quotes and _QUOTES.search(words):
            return True
        trigger = False
        for n, match in enumerate(_WORD.finditer(words)):
            word = match.group()
            low = word.lower()
            if low in self.alone:
                return True
            if not trigger and (low in self.triggers or ("-" in low and not self.triggers.isdisjoint(low.split("-")))):
                trigger = True
            if not named and (low in _PRONOUNS or low in self.standins or (n > 0 and word[0].isupper())):
                named = True
            if trigger and named:
                return True
        return False
