"""A text cut into blocks: paragraphs or lines, and the pieces of a line that were glued together."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.documents.datelines import inner_dateline
from dragoman.documents.furniture import Furniture, load_furniture, squeeze
from dragoman.model import Segment, SegmentLabel

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*»|(?:``|'').*?(?:''|$)")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$|[.!?,][”\"]$")
#: A paragraph that reports speech is no caption, even with a credit at its end.
_SPEECH = re.compile(r"\b(?:said|says|told|added)\b")
#: A paragraph longer than this many words is too long for a caption.
CAPTION_WORDS = 60
#: The time that a system or an archive puts before a report.
_ARCHIVE_STAMP = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?:Z|[ +-]?[A-Z\d:]{2,6})?(?=\s+\S)")
#: The hour before an entry of a live blog.
_CLOCK_STAMP = re.compile(
    r"\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\b\.?)?+(?:\s?\(?(?:GMT|UTC|MSK|[A-Z]{1,3}T)\b\)?)?+(?:\s*[-–—:|])?(?=\s+[A-Z“\"‘])"
)
#: From so many entries a text is a live blog.
_ENTRIES = 2
_MARKDOWN_HEAD = re.compile(r"#{1,6}\s+")


@dataclass(frozen=True)
class Block:
    """A stretch of text without line breaks of its own; `label` is set where the cut itself gives it.

    `gap` says that an empty line stands before it, `joined` that it continues the line of the block before.
    """

    start: int
    end: int
    text: str
    gap: bool = True
    joined: bool = False
    label: SegmentLabel | None = None

    @functools.cached_property
    def words(self) -> int:
        """The number of white-space separated words."""
        return len(self.text.split())

    @property
    def sentence(self) -> bool:
        """Whether the block ends as a sentence does."""
        return _SENTENCE_END.search(self.text) is not None

    @property
    def unquoted(self) -> str:
        """The text without what stands in quotation marks."""
        return _QUOTED.sub(" ", self.text)

    @property
    def plain(self) -> str:
        """The text as phrases are compared."""
        return squeeze(self.text)


def split_blocks(text: str, marks: tuple[Segment, ...] = ()) -> list[Block]:
    """The blocks of a text in order; `marks` are labels that the source's markup gave."""
    marked = {mark.span: mark.label for mark in marks}
    furniture = load_furniture()
    blocks: list[Block] = []
    lines = list(_paragraphs(text))
    live = sum(1 for start, end, _ in lines if _CLOCK_STAMP.match(text, start, end)) >= _ENTRIES
    for start, end, gap in lines:
        label = marked.get((start, end))
        if label is not None:
            blocks.append(Block(start, end, text[start:end], gap, label=label))
            continue
        joined = False
        stamped = _stamp(text, start, end, live)
        if stamped is not None:
            stop, label = stamped
            blocks.append(Block(start, stop, text[start:stop], gap, label=label))
            start, joined = _strip(text, stop, end)[0], label == "boilerplate"
        for left, right, preset in _pieces(text, start, end, furniture):
            while preset is None and (cut := inner_dateline(text, left, right, not blocks)) is not None:
                stop = _strip(text, left, cut)[1]
                blocks.append(Block(left, stop, text[left:stop], gap and not joined, joined))
                left, joined, gap = cut, False, True
            blocks.append(Block(left, right, text[left:right], gap and not joined, joined, preset))
            joined = True
    return blocks


def _stamp(text: str, start: int, end: int, live: bool) -> tuple[int, SegmentLabel] | None:
    """The date and time that an archive puts at the head of a line, or in a live blog the hour of an entry."""
    archived = _ARCHIVE_STAMP.match(text, start, end)
    if archived is not None:
        return archived.end(), "dateline"
    clock = _CLOCK_STAMP.match(text, start, end) if live else None
    return (clock.end(), "boilerplate") if clock is not None else None


def is_stamp(text: str) -> bool:
    """Whether a stretch is nothing but the hour of an entry in a live blog."""
    match = _CLOCK_STAMP.match(f"{text} A")
    return match is not None and match.end() == len(text)


def _paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether an empty line stands before: lines, or several hard-wrapped lines as one."""
    lines: list[tuple[int, int, bool]] = []
    last = None
    for match in _LINE.finditer(text):
        start, end = _strip(text, *match.span())
        if start == end:
            continue
        between = text[last:start] if last is not None else "\n\n"
        gap = between.count("\n") > 1 or between.count("\r") > between.count("\n") + (between.count("\n") == 0)
        lines.append((start, end, gap or "\u2029" in between))
        last = end
    wrapped = _hard_wrapped(lines)
    position = 0
    while position < len(lines):
        start, end, gap = lines[position]
        position += 1
        while (
            position < len(lines)
            and not lines[position][2]
            and _continues(text, (start, end), lines[position], wrapped)
        ):
            end = lines[position][1]
            position += 1
        yield start, end, gap


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff"):
        end -= 1
    return start, end


def _hard_wrapped(lines: list[tuple[int, int, bool]]) -> bool:
    """Whether the lines were broken at a column: most lines that are followed by another are of one width."""
    inner = [end - start for (start, end, _), after in itertools.pairwise(lines) if not after[2]]
    if len(inner) < 4 or max(end - start for start, end, _ in lines) > 100:
        return False
    return sum(1 for width in inner if width >= 50) >= 0.7 * len(inner)


def _continues(text: str, line: tuple[int, int], after: tuple[int, int, bool], wrapped: bool) -> bool:
    """Whether a line goes on in the next one: in hard-wrapped text, or where a sentence breaks in mid-word order."""
    if _SENTENCE_END.search(text[line[0] : line[1]]) and not wrapped:
        return False
    opening = text[after[0]]
    if wrapped:
        return line[1] - line[0] >= 40 and opening not in "•*-–#"
    return opening.islower() and line[1] - line[0] >= 60 and not text.startswith(("http", "www"), after[0])


def _pieces(text: str, start: int, end: int, furniture: Furniture) -> Iterator[tuple[int, int, SegmentLabel | None]]:
    """A paragraph cut where furniture is glued to its head or its tail."""
    heads: list[tuple[int, int, SegmentLabel | None]] = []
    while (found := _glued_head(text, start, end, furniture)) is not None:
        cut, label = found
        heads.append((start, cut, label))
        start = _strip(text, cut, end)[0]
    tails: list[tuple[int, int, SegmentLabel | None]] = []
    while (tail := _tail(text, start, end, furniture)) is not None:
        cut, stop, label, before = tail
        tails.append((cut, stop, label))
        end = _strip(text, start, cut)[1]
        spoken = _SPEECH.search(_QUOTED.sub(" ", text[start:end])) is not None
        if before is not None and not spoken and len(text[start:end].split()) <= CAPTION_WORDS:
            heads.append((start, end, before))
            start = end
            break
    yield from heads
    if start < end:
        yield start, end, None
    yield from reversed(tails)


def _glued_head(text: str, start: int, end: int, furniture: Furniture) -> tuple[int, SegmentLabel] | None:
    """A phrase of the page at the head of a line, followed by a capital letter without a space."""
    glued = furniture.glue_head.match(text, start, min(end, start + 60))
    if glued is not None and glued.end() < end:
        cut = glued.end()
        if text[start].isupper() and (text[cut].isupper() or text[cut].isdigit()):
            return cut, furniture.glue[squeeze(glued[1])]
    for head in furniture.heads:
        match = head.pattern.search(text[start:end])
        if match is not None:
            return start + match.end(1), head.label
    return None


def _tail(
    text: str, start: int, end: int, furniture: Furniture
) -> tuple[int, int, SegmentLabel, SegmentLabel | None] | None:
    """Furniture at the end of a line: where it starts and ends, its label, and that of a short rest."""
    near = max(start, end - 60)
    glued = furniture.glue_tail.search(text, near, end) if _ends_glued(text[near:end], furniture) else None
    if glued is not None:
        cut = glued.start()
        before = text[start:cut]
        ends = before.rstrip()[-1:] in tuple('.!?”"’)]')
        if before.strip() and text[cut].isupper() and (ends or before[-1:].isalpha()):
            return cut, end, furniture.glue[squeeze(glued[1])], None
    left = max(start, end - 500)
    for tail in furniture.tails:
        match = tail.pattern.search(text[left:end])
        if match is not None and left + match.start(1) > start:
            return left + match.start(1), end, tail.label, tail.before
    return None


def _ends_glued(words: str, furniture: Furniture) -> bool:
    """Whether words end with a phrase of the page: what `glue_tail` asks, but quick."""
    while words and (words[-1].isspace() or words[-1] in ".…:»>→"):
        words = words[:-1]
    return words.replace("’", "'").lower().endswith(furniture.glued)


def markdown_heading(block: Block) -> int:
    """The length of the marks that make a line a Markdown heading, 0 if it is none."""
    match = _MARKDOWN_HEAD.match(block.text)
    return match.end() if match is not None else 0
