"""Quotations: the stretches of a text inside quotation marks, of every typography.

The marks are read paragraph by paragraph in one pass, so that a mark that is missing or of the wrong
kind never swallows more than its own paragraph. A paragraph that is left open and followed by one
that opens again is one quotation over several paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dragoman.model import Span

_MARK = re.compile("``|''|[\"“”„‟«»＂'‘’‚‛‹›`]")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?=[a-z])[^\n]+)*")
_DOUBLE = frozenset({"``", "''", '"', "“", "”", "„", "‟", "«", "»", "＂"})
_FAMILY = {"”": "“", "„": "“", "‟": "“", "’": "‘", "‚": "‘", "‛": "‘", "»": "«", "›": "‹", "``": "''"}
_BEFORE_OPEN = frozenset(" \t\n\r\u00a0\u2009\u202f([{—–-/:;,…")
_AFTER_CLOSE = frozenset(" \t\n\r\u00a0\u2009\u202f)]}—–-/:;,.!?…'\"’”»“")
_ELISIONS = re.compile(r"['’‘](?:\d\ds?\b|tis\b|twas\b|til\b|em\b|cause\b|n['’]|bout\b|round\b|cuz\b)", re.IGNORECASE)

Role = Literal["open", "close", "both", "none"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation. `outer` takes in the marks, `inner` does not; `depth` is 0 unless it stands inside
    another. `continues` says that its paragraph ends without a closing mark and the next opens again;
    `double` that it has double marks or guillemets."""

    outer: Span
    inner: Span
    depth: int
    double: bool
    continues: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    role: Role
    double: bool
    family: str


#: The most characters of a quotation that nothing closes.
_LONGEST = 1200


def find_quotes(text: str, stretches: Iterable[Span]) -> tuple[Quote, ...]:
    """The quotations in the given stretches of `text`, in order of their opening marks.

    Time is linear in the length of the text.
    """
    found: list[Quote] = []
    for start, end in stretches:
        pages = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text, start, end)]
        for n, (left, right) in enumerate(pages):
            follower = pages[n + 1] if n + 1 < len(pages) else None
            found.extend(_paragraph(text, left, right, follower))
    found.sort(key=lambda q: (q.outer[0], -q.outer[1]))
    return tuple(found)


def _paragraph(text: str, left: int, right: int, follower: Span | None) -> Iterator[Quote]:
    marks = list(_marks(text, left, right))
    closers = [m.start for m in marks if m.double and m.role in {"close", "both"}]
    singles = [m.start for m in marks if not m.double and m.role in {"close", "both"}]
    stack: list[_Mark] = []
    for mark in marks:
        if mark.role == "none":
            continue
        top = _partner(stack, mark)
        if mark.role == "close" or (mark.role == "both" and top is not None):
            if top is not None:
                # A mark that was opened inside and never closed was no quotation.
                yield from _closed(text, stack[top], mark.start, mark.end, top)
                del stack[top:]
            continue
        if not mark.double and (len(singles) == bisect_right(singles, mark.start) or top is not None):
            continue
        again = top is not None and stack[top].family == mark.family and text[mark.start : mark.end] == "“"
        if mark.double and top is not None and (again or len(closers) - bisect_right(closers, mark.start) < 2):
            # The one before was never closed: it ends with the last sentence before the words that lead here.
            end = _sentence_end(text, stack[top].end, mark.start)
            yield from _closed(text, stack[top], end, end, top)
            del stack[top:]
        if len(stack) < 4:
            stack.append(mark)
    yield from _left_open(text, stack, right, follower)


def _partner(stack: list[_Mark], mark: _Mark) -> int | None:
    """The open mark that `mark` would close: the last of its family, else the last of its kind."""
    same = [n for n, m in enumerate(stack) if m.double == mark.double]
    family = [n for n in same if stack[n].family == mark.family]
    return family[-1] if family else same[-1] if same else None


def _left_open(text: str, stack: list[_Mark], right: int, follower: Span | None) -> Iterator[Quote]:
    """What is still open at the end of a paragraph ends with it, or where no quotation is so long."""
    for depth, mark in enumerate(stack):
        if mark.double:
            again = follower is not None and text[follower[0] : follower[1]].lstrip(" \t\u00a0")[:1] in _DOUBLE
            end = right if right - mark.end <= _LONGEST else _sentence_end(text, mark.end, mark.end + _LONGEST)
            inner = _trim(text, mark.end, end)
            if inner[0] < inner[1]:
                yield Quote((mark.start, inner[1]), inner, depth, True, again, False)
            return


def _closed(text: str, mark: _Mark, end: int, outer_end: int, depth: int) -> Iterator[Quote]:
    inner = _trim(text, mark.end, end)
    if inner[0] < inner[1]:
        outer = max(outer_end, inner[1]) if outer_end > end else inner[1]
        yield Quote((mark.start, outer), inner, depth, mark.double, closed=outer_end > end)


def _sentence_end(text: str, start: int, end: int) -> int:
    """The end of the last whole sentence in a stretch; its end where there is none."""
    words = text[start:end].rstrip()
    if words and words[-1] in ".!?…":
        return end
    last = max(words.rfind(stop) for stop in (". ", "! ", "? ", "… "))
    return start + last + 1 if last > 0 else end


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _marks(text: str, left: int, right: int) -> Iterator[_Mark]:
    for m in _MARK.finditer(text, left, right):
        mark = m.group()
        before = text[m.start() - 1] if m.start() > left else " "
        after = text[m.end()] if m.end() < right else " "
        double = mark in _DOUBLE
        role = _double_role(mark, before, after) if double else _single_role(text, m.start(), mark, before, after)
        yield _Mark(m.start(), m.end(), role, double, _FAMILY.get(mark, mark))


def _double_role(mark: str, before: str, after: str) -> Role:
    opens = before in _BEFORE_OPEN or before in "'‘"
    closes = after in _AFTER_CLOSE
    if mark in {"“", "‟", "``", "„"}:
        # A mark that points the wrong way is read by where it stands.
        return "close" if closes and not before.isspace() and mark == "“" else "open"
    if mark == "”":
        return "open" if before.isspace() and not closes else "close"
    if mark == "«" and after.isspace():
        return "open"
    if mark == "»" and before.isspace() and closes:
        return "close"
    if mark in {'"', "＂"} and before.isdigit() and closes:
        return "close"  # a closing mark or inches: it closes only what is open
    if opens and not closes:
        return "open"
    if closes and not opens:
        return "close"
    return "both"


def _single_role(text: str, at: int, mark: str, before: str, after: str) -> Role:
    if _ELISIONS.match(text, at):
        return "none"
    if before.isalnum() and after.isalnum():
        return "none"
    opens = (before in _BEFORE_OPEN or before in '"“„«') and not after.isspace()
    if mark in {"‘", "‚", "‛", "‹", "`", "'"} and opens and (after.isalnum() or after in "[($…."):
        return "open"
    if mark in {"‘", "‚", "‛", "`"}:
        return "none"
    if before.isspace() or after.isalnum():
        return "none"
    if before in "sS" and after == " " and text[at + 2 : at + 3].islower():
        return "none"  # a plural possessive
    return "close"
