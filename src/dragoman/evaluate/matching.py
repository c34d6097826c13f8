"""One-to-one matching, and the agreement of spans and names that all scores share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from dragoman.model import Span

G = TypeVar("G")
P = TypeVar("P")
_WORDS = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset({"the", "of"})


def match(golds: Sequence[G], found: Sequence[P], fits: Callable[[G, P], bool]) -> dict[int, int]:
    """A largest one-to-one matching, gold index -> found index, by augmenting paths (H. W. Kuhn, The
    Hungarian method for the assignment problem, 1955). A gold that stands earlier is never given up
    for one that stands later, so list first what must not be missed."""
    choices = [[j for j, p in enumerate(found) if fits(g, p)] for g in golds]
    owner: dict[int, int] = {}
    for gold in range(len(golds)):
        _augment(gold, choices, owner, set())
    return {gold: j for j, gold in owner.items()}


def _augment(gold: int, choices: Sequence[Sequence[int]], owner: dict[int, int], visited: set[int]) -> bool:
    """Give `gold` one of its choices, moving those who have them now to others if need be."""
    for j in choices[gold]:
        if j in visited:
            continue
        visited.add(j)
        if j not in owner or _augment(owner[j], choices, owner, visited):
            owner[j] = gold
            return True
    return False


def common(a: Span, b: Span) -> int:
    """The number of characters that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def words_of(text: str | None) -> frozenset[str]:
    """The words of a name in lower case, as runs of a to z and digits after compatibility
    decomposition (NFKD): "Erdoğan" is `erdog an`, for both of the names that are compared."""
    return frozenset(_WORDS.findall(unicodedata.normalize("NFKD", text or "").lower()))


def same_name(a: str | None, b: str | None) -> bool:
    """Two spellings of one name: all words of one are in the other, one of them of two letters or more."""
    x, y = words_of(a) - _EMPTY, words_of(b) - _EMPTY
    return bool(x) and bool(y) and (x <= y or y <= x) and any(len(word) > 1 for word in x & y)
