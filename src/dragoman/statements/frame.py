"""A frame of attribution: a cue, its source and what it governs, as read off one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.grammar import Phrase
from dragoman.language.tree import Sentence
from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue with its source and its content, before quotations are dealt out.

    `cue` is a token range, `content` are offsets. `kind` is the kind of cue (speech, document,
    thought, wish, stance, noun, adjective, adverb, according, passive, colon) and `slot` says where
    the content stands: a place of `cues.SLOTS`, a preposition, `parenthetical`, `host`, `governed`."""

    sentence: Sentence
    head: int
    kind: str
    slot: str
    cue: tuple[int, int]
    source: Phrase | None
    content: tuple[Span, ...]

    @property
    def cue_span(self) -> Span:
        """Offsets of the cue."""
        return self.sentence.tokens[self.cue[0]].start, self.sentence.tokens[self.cue[1] - 1].end
