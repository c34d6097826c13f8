"""A text with marks that overlap and nest, cut into pieces that do neither, and long texts cut into parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Span

#: A part of a text has about so many characters and no more beginnings of marks than this.
PART_CHARS = 60_000
PART_MARKS = 800
#: A part is not cut shorter than this, however many marks it has.
_SHORTEST = 1_000
#: Marks of one piece that are told; in real text no more than a handful nest.
NESTED = 24
#: A blank line ends a paragraph.
_BREAK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
#: A part with more blank lines than this is no prose and stays in one block.
_PARAGRAPHS = 2_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that belongs to a datum; `looks` says how it is drawn, "" for not at all."""

    datum: str
    looks: str
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that no mark begins or ends in; `marks` are the numbers of those over it, the innermost first."""

    start: int
    end: int
    marks: tuple[int, ...]


def pieces(within: Span, marks: Sequence[Mark], cuts: Iterable[int] = ()) -> tuple[Piece, ...]:
    """The text of `within` cut wherever a mark begins or ends and at `cuts`. Together the pieces are the whole
    of it, in order. At most `NESTED` marks of a piece are told. Work: n log n in the number of marks, and for
    each piece what covers it."""
    low, high = within
    opening: dict[int, list[tuple[int, int]]] = {}
    closing: dict[int, list[tuple[int, int]]] = {}
    bounds = {low, high, *(at for at in cuts if low < at < high)}
    for number, mark in enumerate(marks):
        start, end = max(low, mark.span[0]), min(high, mark.span[1])
        if start >= end:
            continue
        # The shorter lies inside; of two of one length the later one.
        key = (mark.span[1] - mark.span[0], -number)
        opening.setdefault(start, []).append(key)
        closing.setdefault(end, []).append(key)
        bounds.update((start, end))
    found: list[Piece] = []
    over: list[tuple[int, int]] = []
    places = sorted(bounds)
    for start, end in pairwise(places):
        for key in closing.get(start, ()):
            del over[bisect_left(over, key)]
        for key in opening.get(start, ()):
            insort(over, key)
        found.append(Piece(start, end, tuple(-number for _, number in over[:NESTED])))
    return tuple(found)


def parts(text: str, starts: Iterable[int] = ()) -> tuple[Span, ...]:
    """The parts that a text is shown in, at least one: cut at a paragraph, else a line, else a blank, else
    anywhere. `starts` are the beginnings of all marks."""
    places = sorted(starts)
    found: list[Span] = []
    at = 0
    while at < len(text) or not found:
        limit = at + PART_CHARS
        last = bisect_left(places, at) + PART_MARKS
        if last < len(places):
            limit = min(limit, max(places[last], at + _SHORTEST))
        end = len(text) if limit >= len(text) else _cut_before(text, at, limit)
        found.append((at, end))
        at = end
    return tuple(found)


def _cut_before(text: str, at: int, limit: int) -> int:
    half = at + (limit - at) // 2
    for sign in ("\n\n", "\n", " "):
        place = text.rfind(sign, half, limit)
        if place > at:
            return place + len(sign)
    return limit


def part_of(found: Sequence[Span], place: int) -> int:
    """The number of the part, from 0, that a place of the text stands in; the last for a place after the end."""
    return max(0, bisect_right([start for start, _ in found], place) - 1)


def paragraphs(text: str, within: Span) -> tuple[Span, ...]:
    """The paragraphs of a stretch, without what is blank around them."""
    low, high = within
    breaks = [found.span() for found in _BREAK.finditer(text, low, high)]
    if len(breaks) > _PARAGRAPHS:
        breaks = []
    edges = [low, *(at for span in breaks for at in span), high]
    found = zip(edges[::2], edges[1::2], strict=True)
    return tuple((start, end) for start, end in found if text[start:end].strip())
