"""Mentions: where a document names somebody whom the tables know."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.actors.aliases import fold
from dragoman.actors.choose import Chooser
from dragoman.actors.hits import is_allowed
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.tables import Actor, Form, Sense
from dragoman.language.tree import Sentence, Token
from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text and the actor that it names.

    `sentence` is the position of the parsed sentence in the sequence given (-1 outside all of them)
    and `[left, right)` the tokens that the name covers there.
    """

    span: Span
    actor: Actor
    form: Form
    sentence: int = -1
    left: int = 0
    right: int = 0

    @property
    def code(self) -> str | None:
        """The actor's code."""
        return self.actor.code


def find_mentions(
    text: str, day: str | None, sentences: Sequence[Sentence], knowledge: Knowledge
) -> tuple[Mention, ...]:
    """All mentions in `text`, in order; `day` (ISO) is the document's and decides between dated readings."""
    hits = [h for h in knowledge.index.hits(text) if is_allowed(h, text, knowledge)]
    align = _Aligner(sentences)
    chooser = Chooser(text, day, knowledge, hits, align.token)
    out = []
    for i, hit in enumerate(hits):
        found = chooser.choose(i)
        if found is not None:
            sense, start = found
            half = _half(text, start, sense, knowledge)
            if half is not None:
                out.append(align.mention(half[1], half[2], half[0]))
            out.append(align.mention(start, hit.end, sense))
    return tuple(out)


_HALF = re.compile(r"\b(North|South|East|West)(?: and | or | & |/)$")


def _half(text: str, start: int, sense: Sense, knowledge: Knowledge) -> tuple[Sense, int, int] | None:
    """ "North" of "North and South Korea"."""
    if sense.actor.kind != "state" or text[start : start + 5] not in {"North", "South", "East ", "West "}:
        return None
    match = _HALF.search(text, max(0, start - 12), start)
    if match is None:
        return None
    rest = text[start:].split(" ", 2)[1:2]
    other = (
        knowledge.senses.get(fold(f"{match.group(1)} {rest[0] if rest else ''}".rstrip(".,;:'’s"))) if rest else None
    )
    return (other[0], match.start(1), match.end(1)) if other and other[0].actor.kind == "state" else None


class _Aligner:
    """Maps offsets to the tokens of the parsed sentences."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._starts = [s.span[0] for s in sentences]

    def token(self, start: int) -> Token | None:
        """The token that starts at an offset, if a parsed sentence has one there."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or start >= self._sentences[at].span[1]:
            return None
        return next((t for t in self._sentences[at].tokens if t.start == start), None)

    def mention(self, start: int, end: int, sense: Sense) -> Mention:
        """The mention with its sentence and tokens."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or start >= self._sentences[at].span[1]:
            return Mention((start, end), sense.actor, sense.form)
        tokens = self._sentences[at].tokens
        ends = [t.end for t in tokens]
        left = bisect_right(ends, start)
        right = left
        while right < len(tokens) and tokens[right].start < end:
            right += 1
        return Mention((start, end), sense.actor, sense.form, at, left, max(right, left + 1))
