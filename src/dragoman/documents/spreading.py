"""How far what a cue opens goes: boxes, lists of other stories, comments, notes on authors."""

from __future__ import annotations

from dragoman.documents.layout import CAPTION_WORDS, Block
from dragoman.documents.scoring import Score, has_voice, story_evidence
from dragoman.model import FURNITURE_LABELS, SegmentLabel

#: A widget's buttons are at most so many words.
_FRAGMENT = 6
#: So many buttons in a row may stand in a box.
_BUTTONS = 8
#: An item of a list of stories is at most so many words.
ITEM = 22
_QUOTES = "\"“‘'"


def spread(blocks: list[Block], scores: list[Score], labels: list[SegmentLabel | None]) -> None:
    """Let what a cue opens (a box, a list of stories, the comments) cover the blocks that belong to it."""
    for position, score in enumerate(scores):
        if labels[position] is None or labels[position] not in FURNITURE_LABELS or not score.opens:
            continue
        if score.opens == "rest":
            if 3 * position >= len(blocks):
                labels[position + 1 :] = ["boilerplate"] * (len(blocks) - position - 1)
        elif score.opens == "note":
            _spread_note(blocks, labels, position)
        elif score.opens == "box":
            _spread_box(blocks, labels, position)
        else:
            _spread_list(blocks, labels, position, 1 if score.opens == "next" else 12)


def _spread_note(blocks: list[Block], labels: list[SegmentLabel | None], position: int) -> None:
    """The paragraph under "About the author" is about the author, unless it reports."""
    if position + 1 < len(blocks) and labels[position + 1] is None:
        block = blocks[position + 1]
        if block.words <= CAPTION_WORDS and story_evidence(block) < 1 and block.text[0] not in _QUOTES:
            labels[position + 1] = "boilerplate"


def _spread_box(blocks: list[Block], labels: list[SegmentLabel | None], position: int) -> None:
    """A box goes on while the outlet speaks of itself to the reader; buttons belong to it.

    One paragraph without such a sign may stand between two that have it; a report's sentence ends the box.
    """
    covered = position
    skipped = False
    for following in range(position + 1, len(blocks)):
        block = blocks[following]
        addressed = has_voice(block) and story_evidence(block) < 1 and block.text[0] not in _QUOTES
        if labels[following] in FURNITURE_LABELS and (addressed or not skipped):
            covered = following
        elif labels[following] is None and addressed:
            covered, skipped = following, False
        elif skipped or labels[following] is not None:
            break
        elif block.words > _FRAGMENT:
            if block.text[0] in _QUOTES or story_evidence(block) >= 1:
                break
            skipped = True
        elif following - covered > _BUTTONS:
            break
    end = covered
    while covered > position and end + 1 < len(blocks) and fragment(blocks[end + 1]):
        end += 1
    if end + 1 == len(blocks):
        # Buttons at the very end belong to the box; before a paragraph they may be a heading of the story.
        covered = end
    for member in range(position + 1, covered + 1):
        labels[member] = labels[member] or "boilerplate"


def fragment(block: Block) -> bool:
    """A button of a widget rather than a line of text."""
    return block.words <= _FRAGMENT and not block.sentence


def _spread_list(blocks: list[Block], labels: list[SegmentLabel | None], position: int, most: int) -> None:
    """A list of stories goes on while the lines are headlines: short, without the stop of a sentence.

    A cue that announces one caption takes the next line whatever its end.
    """
    label = labels[position]
    listed: set[str] = set()
    for following in range(position + 1, min(position + 1 + most, len(blocks))):
        block = blocks[following]
        if block.plain in listed:
            # A table of contents is over where its first title comes again, over its text.
            return
        listed.add(block.plain)
        if labels[following] is not None:
            continue
        ended = label != "caption" and block.text.endswith((".", ".”", '."', ".'"))
        if ended or block.words > (CAPTION_WORDS if label == "caption" else ITEM):
            return
        labels[following] = label
