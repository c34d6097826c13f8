"""Which parts of a text are the story and which are furniture of the page.

Blocks (paragraphs, lines, pieces of lines that were glued together) are scored by the cues of
`data/documents/furniture.toml`; boxes and lists that a cue opens spread over the blocks after it;
what stands before the first paragraph is read as the head of an article. The text itself is never
changed: a segment is a label and a span.
"""

from __future__ import annotations

import re
from typing import Literal

from dragoman.documents.datelines import find_dateline, place_line
from dragoman.documents.dates import find_dates
from dragoman.documents.furniture import load_furniture
from dragoman.documents.headings import is_headline, is_subheading
from dragoman.documents.layout import Block, is_stamp, markdown_heading, split_blocks
from dragoman.documents.options import MarkedDocument
from dragoman.documents.outlets import byline_parts, is_outlet
from dragoman.documents.scoring import Score, score_block, story_evidence
from dragoman.documents.spreading import ITEM, fragment, spread
from dragoman.model import FURNITURE_LABELS, Document, Segment, SegmentLabel

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?\r?\n---[ \t]*(?=\r?\n|$)", re.DOTALL)
_DATE_WORDS = re.compile(
    r"\b(?:first|last|originally)?\s*(?:published|updated?|posted|modified|issued|released|created|date|on|at|and|of|the|local|time)\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b\d{1,2}[:.]\d\d(?::\d\d)?\b|\b\d{1,2}\s?(?:a\.?m|p\.?m)\b\.?"
    r"|\b[ap]\.?m\b\.?|\b(?:GMT|UTC|IST|EST|EDT|ET|CET|CEST|BST|PST|PDT|PT|MSK|PKT|SGT|HKT|JST|AEST|hrs?)\b(?:\s?[+-]\s?\d[\d:]*)?|\b\d{4}hrs\b",
    re.IGNORECASE,
)
#: A date in figures, which may be ambiguous.
_NUMERIC = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b")
#: From so many hours on lines of their own a text is a live blog.
_ENTRIES = 2
#: A cue of this score overrules the markup's heading.
_CERTAIN = 2.0
#: A person's name on a line of its own, with what a newspaper adds to it.
_PERSON = re.compile(r"[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|al|el|de|van|von|bin)){1,3}(?: staff)?")
_NAMED = r"[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|al|el|de|van|von|bin)){1,3}"
_REPORTERS = re.compile(
    rf"(?:[Ff]rom |[Bb]y )?(?P<names>{_NAMED}(?:(?:,| and|, and) {_NAMED}){{0,3}})"
    r"(?:,? report(?:s|ing|ed))? (?:in|from) [A-Z][\w.’'-]+(?:(?:,|,? and|,? and in| in)? [A-Z][\w.’'-]+){0,10}"
)
_ROLE = re.compile(r"\b(?:correspondent|reporter|editor|writer|bureau|staff|columnist|analyst)\b", re.IGNORECASE)
#: From so many titles in a row the end of a text is a list of other stories.
_TITLES = 3
#: A paragraph of so many words is the lead, before which only a deck of short sentences may stand.
_LEAD = 25
#: A line among the furniture after the story is at most so many words.
_TAIL_LINE = 12


def segment(document: Document) -> tuple[Segment, ...]:
    """The labelled parts of a document, in text order, without overlap.

    White space between them is left out. A text without furniture, or of a single line, is all body
    apart from its dateline.
    """
    text = document.text
    marks = document.marks if isinstance(document, MarkedDocument) else ()
    front = _FRONT_MATTER.match(text)
    blocks = split_blocks(text, marks)
    labels: list[SegmentLabel | None] = [block.label for block in blocks]
    if front is not None:
        for position, block in enumerate(blocks):
            if block.end <= front.end():
                labels[position] = "boilerplate"
    scores = [score_block(block, load_furniture()) for block in blocks]
    _apply_scores(blocks, scores, labels)
    spread(blocks, scores, labels)
    _label_dates(blocks, labels)
    _label_head(blocks, labels)
    _label_signature(blocks, labels)
    _label_tail(blocks, labels)
    return tuple(_emit(text, blocks, labels))


def _is_story(block: Block) -> bool:
    """A paragraph of a report rather than a line of the page."""
    return block.words >= 25 or (block.sentence and block.words >= 9)


def _apply_scores(blocks: list[Block], scores: list[Score], labels: list[SegmentLabel | None]) -> None:
    """Give each block the label of its own cues; a text's first line may look like a teaser and be its headline."""
    first = next((n for n, label in enumerate(labels) if label is None), None)
    titled = next((n for n, label in enumerate(labels) if label == "headline"), None)
    for position, score in enumerate(scores):
        if blocks[position].label == "headline" and position != titled and score.value >= _CERTAIN:
            # A heading of the page's markup that heads a box: "Comments (2)", "About the author".
            labels[position] = score.label if score.label in ("boilerplate", "teaser") else "headline"
            continue
        if labels[position] is not None or score.label is None:
            continue
        if len(blocks) == 1 and score.value < 2:
            continue
        opening = position == first and len(blocks) > position + 1
        if (
            opening
            and score.label in ("teaser", "caption")
            and score.value < 3
            and is_headline(blocks, position, labels)
        ):
            continue
        labels[position] = score.label


def is_date_line(block: Block) -> bool:
    """Whether a block holds a date of publication and next to nothing else."""
    if block.words > 16:
        return False
    rest = block.text
    spans = [date.span for date in find_dates(block.text)]
    for match in _NUMERIC.finditer(block.text):
        if not any(start <= match.start() < end for start, end in spans):
            spans.append(match.span())
    for start, end in sorted(spans, reverse=True):
        rest = rest[:start] + " " + rest[end:]
    timed = re.search(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b", rest, re.IGNORECASE)
    alone = timed is not None and not re.search(r"[^\W\d_]", _DATE_WORDS.sub(" ", rest))
    if not spans and not alone and not (timed and re.match(r"\W*(?:published|updated|posted)\b", rest, re.IGNORECASE)):
        return False
    rest = _DATE_WORDS.sub(" ", rest)
    # "The Harbour Times, 3 May" and "3 May | Harbour Times" name the outlet beside the date.
    parts = [part.strip(" .,|–—-:•") for part in re.split(r"\s[|,–—•-]\s|,\s|\s{3,}", rest)]
    words = re.findall(r"[^\W\d_]{2,}", " ".join(part for part in parts if not is_outlet(part)))
    return len(words) <= 2 and all(word[0].isupper() for word in words)


def _label_dates(blocks: list[Block], labels: list[SegmentLabel | None]) -> None:
    """Lines with the date of publication are neither story nor furniture: they go with the dateline."""
    stamps = {n for n, block in enumerate(blocks) if is_stamp(block.text)}
    for position, block in enumerate(blocks):
        if position in stamps and (block.label is not None or len(stamps) >= _ENTRIES):
            labels[position] = labels[position] or "boilerplate"
            continue
        if labels[position] in ((None,) if block.joined else (None, "boilerplate")) and is_date_line(block):
            labels[position] = "dateline"


def _label_head(blocks: list[Block], labels: list[SegmentLabel | None]) -> None:
    """Headline, subheadings, datelines on lines of their own, and the captions that a credit follows."""
    head = True
    titled = "headline" in labels
    for position, block in enumerate(blocks):
        if labels[position] is not None:
            continue
        dateline = find_dateline(block.text, 0, len(block.text), head)
        if markdown_heading(block):
            labels[position] = "headline"
            titled = True
        elif _entry_heading(blocks, position):
            labels[position] = "headline"
        elif dateline is not None and dateline.span[1] == len(block.text):
            labels[position] = "dateline" if head or dateline.place else "credit"
        elif head and not titled and _masthead(blocks, labels, position):
            labels[position] = "byline"
        elif head and titled and (short := _place_or_name(blocks, labels, position)) is not None:
            labels[position] = short
        elif _glued_title(blocks, labels, position, head):
            labels[position] = "teaser"
        elif _before_credit(blocks, labels, position, head and titled):
            labels[position] = "caption"
        elif head and is_headline(blocks, position, labels):
            kicker = block.words <= 2 and (titled or _headline_follows(blocks, labels, position))
            labels[position] = "boilerplate" if kicker else "headline"
            titled = titled or not kicker
        elif not head and is_subheading(blocks, position, labels):
            labels[position] = "headline"
        elif _is_story(block):
            head = False


def _place_or_name(
    blocks: list[Block], labels: list[SegmentLabel | None], position: int
) -> Literal["dateline", "byline"] | None:
    """Below the headline: a place alone is a dateline, an agency or a name beside a date is a byline."""
    block = blocks[position]
    furniture = load_furniture()
    if block.words > 10 or block.sentence:
        return None
    bare = block.text.strip(" —–-―:()")
    around = labels[max(0, position - 1) : position] + labels[position + 1 : position + 2]
    beside = any(label in ("dateline", "byline") for label in around)
    beside = beside or (position + 1 < len(blocks) and is_outlet(blocks[position + 1].text))
    if block.words <= 7 and is_outlet(bare, article=beside) and (beside or _own_name(blocks, bare)):
        return "byline"
    if _reporter_line(blocks, block) or _signed(bare):
        return "byline"
    if block.words > 4:
        return None
    if place_line(block.text, 0, len(block.text)) is not None:
        return "dateline"
    if bare in furniture.agencies:
        return "dateline" if bare != block.text else "byline"
    return "byline" if beside and _PERSON.fullmatch(bare) is not None else None


def _reporter_line(blocks: list[Block], block: Block) -> bool:
    """A line of names and where they are ("Ann Lee in Taipei"), none of whose words the text uses in small letters."""
    match = _REPORTERS.fullmatch(block.text)
    if match is None:
        return False
    return _own_name(blocks, match["names"])


def _signed(line: str) -> bool:
    """Whether a line is a writer, or what a writer is, beside an outlet ("Ann Lee | Harbour Times")."""
    writer, outlet = byline_parts(line)
    if outlet is None:
        return False
    return writer is None or all(
        _PERSON.fullmatch(part) or _ROLE.search(part) for part in re.split(r",? and |,\s*", writer)
    )


def _own_name(blocks: list[Block], name: str) -> bool:
    """Whether the text never uses the words of a name in small letters, as it would those of a headline."""
    furniture = load_furniture()
    words = {word.lower() for word in re.findall(r"[^\W\d_]{3,}", name)} - {"and", "the"} - furniture.outlets
    return not any(words & set(re.findall(r"\b[a-z][^\W\d_]+", block.text)) for block in blocks)


def _masthead(blocks: list[Block], labels: list[SegmentLabel | None], position: int) -> bool:
    """The name of the outlet above the headline."""
    named = is_outlet(blocks[position].text, article=False) and _headline_follows(blocks, labels, position)
    return named and _own_name(blocks, blocks[position].text)


def _entry_heading(blocks: list[Block], position: int) -> bool:
    """The heading of an entry in a live blog, after its hour."""
    block = blocks[position]
    if not block.joined or position == 0 or not is_stamp(blocks[position - 1].text):
        return False
    return block.words <= ITEM and (not block.sentence or block.text.endswith("?"))


def _glued_title(blocks: list[Block], labels: list[SegmentLabel | None], position: int, head: bool) -> bool:
    """The title of another story that sticks to its "Read more"; at the head it may be this story's own."""
    block = blocks[position]
    glued = block.joined and not head and labels[position - 1] == "teaser"
    return glued and not block.sentence and block.words <= ITEM


def _headline_follows(blocks: list[Block], labels: list[SegmentLabel | None], position: int) -> bool:
    """Whether a fuller headline stands between a word or two at the head of the page and the first paragraph."""
    for following in range(position + 1, len(blocks)):
        block = blocks[following]
        if labels[following] is None and _is_story(block):
            return False
        if labels[following] is None and block.words >= 4 and is_headline(blocks, following, labels):
            return True
    return False


def _before_credit(blocks: list[Block], labels: list[SegmentLabel | None], position: int, head: bool) -> bool:
    """A short sentence with a credit on the next line, at the head of the article or of present tense."""
    if position + 1 >= len(blocks) or labels[position + 1] != "credit" or blocks[position + 1].joined:
        return False
    block = blocks[position]
    if block.words > 45 or (blocks[position + 1].gap and not head):
        return False
    return head or (block.words <= 30 and story_evidence(block) < 1)


def _label_signature(blocks: list[Block], labels: list[SegmentLabel | None]) -> None:
    """A line at the end with nothing but the name of an outlet or an agency, often after a dash."""
    last = next((n for n in range(len(blocks) - 1, 0, -1) if labels[n] not in FURNITURE_LABELS), 0)
    if not last or labels[last] not in (None, "headline"):
        return
    bare = blocks[last].text.strip(" —–-―()[]")
    signed = bare != blocks[last].text and (bare in load_furniture().agencies or is_outlet(bare))
    if signed or is_outlet(bare, article=False):
        labels[last] = "byline"


def _label_tail(blocks: list[Block], labels: list[SegmentLabel | None]) -> None:
    """After the last paragraph of the story, lines among furniture are furniture."""
    story = [n for n, block in enumerate(blocks) if labels[n] is None and _is_story(block)]
    if not story:
        return
    tail = range(story[-1] + 1, len(blocks))
    loose = [n for n in tail if labels[n] in (None, "headline") and not blocks[n].sentence]
    if not any(labels[n] in FURNITURE_LABELS or labels[n] == "byline" for n in tail):
        # Three titles and more in a row at the very end, after paragraphs that end as sentences do.
        titles = [n for n in loose if 2 <= blocks[n].words <= _TAIL_LINE and blocks[n].text[0].isupper()]
        if len(titles) == len(tail) >= _TITLES and sum(blocks[n].sentence for n in story) > len(titles) / 2:
            for position in titles:
                labels[position] = "teaser"
        return
    for position in loose:
        block = blocks[position]
        beside = position > tail.start and labels[position - 1] in ("boilerplate", "teaser", "byline")
        if (beside or fragment(block)) and block.words <= _TAIL_LINE:
            labels[position] = "boilerplate"


def _emit(text: str, blocks: list[Block], labels: list[SegmentLabel | None]) -> list[Segment]:
    """The segments; a dateline at the head of a body paragraph is cut off, Markdown marks are left out."""
    segments: list[Segment] = []
    first = True
    for block, label in zip(blocks, labels, strict=True):
        start = block.start
        if label == "headline":
            start += markdown_heading(block)
        if label in (None, "body") and not block.joined:
            while start < block.end and (dateline := find_dateline(text, start, block.end, first)) is not None:
                segments.append(Segment("dateline", dateline.span))
                start = dateline.span[1]
                while start < block.end and text[start].isspace():
                    start += 1
        if label in (None, "body") and block.words >= _LEAD:
            first = False
        if start < block.end:
            segments.append(Segment(label or "body", (start, block.end)))
    return segments
