"""The dates that a text gives for a relation, as ISO 8601 intervals: "2004/" since, "/2020" until, "2018/2022"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.model import Span, Timex
from dragoman.relations.view import Draft, View

_SINCE = re.compile(r"\b(?:since|from|starting|beginning)\s+(?:the\s+|early\s+|late\s+|mid-)*$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through)\s+(?:the\s+|early\s+|late\s+|mid-)*$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|and|until|till|through|-|–|—)\s*$", re.IGNORECASE)
#: Clauses that are told beside the relation and have dates of their own.
_OTHERS = frozenset({"relcl", "ccomp", "advcl", "conj", "parataxis", "acl"})


def valid_of(view: View, draft: Draft, timexes: Sequence[Timex], text: str) -> str | None:
    """The interval in which the text says that a relation holds; None where it gives no date."""
    if draft.dates == "none":
        return None
    start, end = view.sentence.span
    usable = [t for t in timexes if t.type == "DATE" and t.value and t.value[:4].isdigit() and start <= t.span[0] < end]
    if not usable:
        return None
    spans = [(view.tokens[i].start, view.tokens[i].end) for i in _scope(view, draft.scope)]
    for n, timex in enumerate(usable):
        if not any(_meets(timex.span, s) for s in spans):
            continue
        value = timex.value or ""
        before = text[max(start, timex.span[0] - 30) : timex.span[0]]
        if n + 1 < len(usable) and _RANGE.fullmatch(text[timex.span[1] : usable[n + 1].span[0]]):
            return f"{value}/{usable[n + 1].value}"
        if _SINCE.search(before) or draft.dates == "start":
            return f"{value}/"
        return f"/{value}" if _UNTIL.search(before) or draft.dates == "end" else value
    return None


def _scope(view: View, head: int) -> list[int]:
    """The tokens under one token without the clauses that are told beside it."""
    out, stack = [], [head]
    while stack:
        i = stack.pop()
        out.append(i)
        for t in view.kids(i):
            if t.dep not in _OTHERS or (t.dep == "conj" and t.pos not in {"VERB", "AUX"}):
                stack.append(t.i)
    return out


def _meets(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
