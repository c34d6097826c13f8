"""The frames of attribution in one sentence."""

from __future__ import annotations

from dragoman.language.grammar import Clause, Phrase
from dragoman.language.tree import Sentence, Token
from dragoman.statements.asides import aside_frame, may_open
from dragoman.statements.cues import Cues
from dragoman.statements.frame import Frame
from dragoman.statements.nominal import adjective_frame, noun_frame
from dragoman.statements.verbs import verb_frame
from dragoman.statements.view import View

__all__ = ["Finder", "Frame"]

_CENTRAL = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
_NO_PREDICATE = frozenset({"aux", "auxpass", "amod", "compound"})


class Finder:
    """Finds the frames of one sentence: asides first, since their words are no part of other contents."""

    def __init__(self, sentence: Sentence, clauses: tuple[Clause, ...], cues: Cues) -> None:
        self.sentence = sentence
        self._view = View(sentence, clauses, cues)

    def frames(self) -> list[Frame]:
        """All frames, in text order of their cues."""
        tokens = self.sentence.tokens
        asides = {t.i: f for t in tokens if may_open(self._view, t) and (f := aside_frame(self._view, t)) is not None}
        central = (self._central(t) for t in tokens if t.pos in _CENTRAL and t.i not in asides)
        return sorted([*asides.values(), *(f for f in central if f is not None)], key=lambda f: f.head)

    def subject(self, token: Token) -> Phrase | None:
        """Who does what a verb says."""
        return self._view.subject(token)

    def _central(self, token: Token) -> Frame | None:
        """The frame of a cue that governs what it attributes."""
        if token.pos == "NOUN":
            return noun_frame(self._view, token)
        cues = self._view.cues
        adjective = not {token.lemma, token.lower}.isdisjoint(cues.adjectives) or token.lemma in cues.evident
        adjective = adjective and (token.pos != "VERB" or token.tag == "VBN")
        if token.pos in {"VERB", "AUX"} and token.dep not in _NO_PREDICATE:
            return verb_frame(self._view, token) or (adjective_frame(self._view, token) if adjective else None)
        return adjective_frame(self._view, token) if token.pos == "ADJ" and adjective else None
