"""Sentence boundaries on raw text, before anything is parsed, so that the gate can choose.

Rules of our own: a pipeline that finds sentences with its parser has already paid for parsing the
sentences that nobody needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.model import Segment, Span
from dragoman.tables import data_path, read_toml

#: Longer stretches without a sentence end are cut here, in characters.
MAX_SENTENCE = 1200

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|[A-Z“\"]|$)")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?=[a-z])[^\n]+)*")
_EDGE = " \t\r\n\u00a0\u2022\u25aa\u25cf\u2023*"
_LAST_WORD = re.compile(r"[\w.'’-]+$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LABEL = re.compile(r"[A-Z][\w'’, ]{2,28}:\s+(?=[“\"A-Z])")
_SOFT_CUT = re.compile(r"[;,]\s|\s")


@dataclass(frozen=True, slots=True)
class RawSentence:
    """A sentence before parsing. `paragraph` counts the paragraphs of the document."""

    index: int
    span: Span
    segment: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Rules:
    hard: frozenset[str]
    soft: frozenset[str]
    starters: frozenset[str]
    labels: frozenset[str]


@cache
def _rules() -> _Rules:
    data = read_toml(data_path("language", "sentences.toml"))
    soft = frozenset(data["soft_abbreviations"])
    return _Rules(frozenset(data["abbreviations"]) - soft, soft, frozenset(data["starters"]), frozenset(data["labels"]))


def split(text: str, segments: Sequence[Segment]) -> list[RawSentence]:
    """Sentences of the given segments in text order; no sentence crosses a paragraph or a segment."""
    out: list[RawSentence] = []
    paragraph = 0
    for segment in segments:
        start, end = segment.span
        for match in _PARAGRAPH.finditer(text, start, end):
            for left, right in _sentences(text, match.start(), match.end()):
                out.append(RawSentence(len(out), (left, right), segment.label, paragraph))
            paragraph += 1
    return out


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    left = _skip_label(text, _skip_edge(text, start, end), end)
    for match in _END.finditer(text, left, end):
        right = match.end()
        if match.start() < left or not _ends(text, match, left, end):
            continue
        yield from _bounded(text, left, right)
        left = _skip_edge(text, right, end)
    if left < end:
        yield from _bounded(text, left, end)


def _bounded(text: str, left: int, right: int) -> Iterator[Span]:
    """Cut what is too long for a sentence, then trim; nothing is yielded for empty stretches."""
    while right - left > MAX_SENTENCE:
        cuts = [m.end() for m in _SOFT_CUT.finditer(text, left + MAX_SENTENCE // 2, left + MAX_SENTENCE)]
        cut = cuts[-1] if cuts else left + MAX_SENTENCE
        yield from _trimmed(text, left, cut)
        left = cut
    yield from _trimmed(text, left, right)


def _trimmed(text: str, left: int, right: int) -> Iterator[Span]:
    left = _skip_edge(text, left, right)
    while right > left and text[right - 1] in _EDGE:
        right -= 1
    if right > left and _WORD.search(text, left, right):
        yield left, right


def _skip_edge(text: str, left: int, end: int) -> int:
    while left < end and text[left] in _EDGE:
        left += 1
    return left


def _skip_label(text: str, left: int, end: int) -> int:
    match = _LABEL.match(text, left, end)
    if match and match.group().rstrip(": \t").lower().replace("’", "'") in _rules().labels:
        return match.end()
    return left


def _ends(text: str, match: re.Match[str], left: int, end: int) -> bool:
    """Whether the stop at `match` ends a sentence."""
    rules = _rules()
    after = text[match.end() : min(end, match.end() + 40)]
    follower = _WORD.search(after)
    first = follower.group() if follower else ""
    spaced = after[:1].isspace()
    if not after.strip():
        return True
    if not spaced:
        return _ends_glued(text, match, after)
    if match.group().startswith("..") or match.group().startswith("…"):
        return first[:1].isupper()
    if match.group()[0] != ".":
        return not first[:1].islower()
    word = _LAST_WORD.search(text, max(left, match.start() - 30), match.start())
    last = word.group().lower().replace("’", "'") if word else ""
    if last.rstrip(".") in rules.soft or re.fullmatch(r"(?:[a-z]\.)+[a-z]", last):
        return first.lower() in rules.starters and first[:1].isupper()
    if last in rules.hard or re.fullmatch(r"[a-z]", last):
        return len(match.group()) > 1 and first[:1].isupper()
    head = after.lstrip(" \t\u00a0\"“‘'(["[:])
    return not head[:1].islower()


def _ends_glued(text: str, match: re.Match[str], after: str) -> bool:
    """A stop with no blank after it ends a sentence only between a word and a new capitalised word."""
    before = text[max(0, match.start() - 3) : match.start()]
    if len(match.group()) > 1 and match.group()[-1] in "\"”’'":
        return after[:1].isupper()
    return before.isalpha() and before.islower() and len(after) > 1 and after[0].isupper() and after[1].islower()
