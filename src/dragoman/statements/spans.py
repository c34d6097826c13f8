"""Stretches of tokens as offsets."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.language.tree import Sentence
from dragoman.model import Span

#: What is trimmed off the ends of a content.
_EDGES = frozenset({",", ";", ":", ".", "-", "–", "—", "--", "(", "...", "…"})
_JOINERS = frozenset({"and", "or", "but"})


def subtree(sentence: Sentence, head: int, drop: frozenset[int] = frozenset()) -> set[int]:
    """The tokens that hang on `head`, without the subtrees of those in `drop`."""
    out: set[int] = set()
    stack = [head]
    while stack:
        i = stack.pop()
        if i in drop:
            continue
        out.add(i)
        stack.extend(sentence.children[i])
    return out


def is_compound(sentence: Sentence, i: int) -> bool:
    """Whether a token is the second half of a word with a hyphen: "so-called"."""
    before = sentence.tokens[i - 1] if i else None
    return before is not None and before.text == "-" and before.end == sentence.tokens[i].start


def spans_of(sentence: Sentence, heads: Iterable[int], drop: frozenset[int] = frozenset()) -> tuple[Span, ...]:
    """The words under `heads` as offsets: one stretch, more where something else stands between."""
    kept: set[int] = set()
    for head in heads:
        kept |= subtree(sentence, head, drop)
    return runs(sentence, kept)


def runs(sentence: Sentence, kept: set[int]) -> tuple[Span, ...]:
    """Token indices as maximal stretches without punctuation at their ends; gaps of punctuation are filled."""
    tokens = sentence.tokens
    out: list[list[int]] = []
    for i in sorted(kept):
        if out and all(tokens[k].pos == "PUNCT" for k in range(out[-1][1], i)) and i - out[-1][1] <= 1:
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    spans: list[Span] = []
    for left, right in out:
        while left < right and tokens[left].text in _EDGES:
            left += 1
        while right > left and (tokens[right - 1].text in _EDGES or tokens[right - 1].lower in _JOINERS):
            right -= 1
        if right > left and tokens[right - 1].text == ")" and not any(t.text == "(" for t in tokens[left:right]):
            right -= 1
        if left < right and any(tokens[i].text[0].isalnum() for i in range(left, right)):
            spans.append((tokens[left].start, tokens[right - 1].end))
    return tuple(spans)


def size(spans: Iterable[Span]) -> int:
    """How many characters the stretches have."""
    return sum(b - a for a, b in spans)


def common(a: Span, b: Span) -> int:
    """How many characters two stretches share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def shared(x: Iterable[Span], y: Iterable[Span]) -> int:
    """How many characters two lists of stretches share."""
    other = list(y)
    return sum(common(a, b) for a in x for b in other)


def union(spans: Iterable[Span], joint: int = 0) -> tuple[Span, ...]:
    """The stretches in order, those that touch (or leave at most `joint` characters) made one."""
    out: list[Span] = []
    for a, b in sorted(spans):
        if out and a <= out[-1][1] + joint:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return tuple(out)
