"""Headlines and subheadings among unlabelled blocks."""

from __future__ import annotations

import re

from dragoman.documents.datelines import find_dateline
from dragoman.documents.layout import Block
from dragoman.model import SegmentLabel

_REPORTS = re.compile(r"\b(?:said|told|added|according to)\b")
_DAY = re.compile(r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_LETTERS = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = frozenset(
    ["a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "with", "by", "as", "from", "over"]
)
#: The turns of an interview are no headings.
_TURN = re.compile(r"(?:Q|A|Question|Answer)\s?[:.]\s")
_ASKS = re.compile(
    r"(?:Who|Whose|What|When|Where|Why|Which|How|Is|Are|Was|Were|Will|Would|Can|Could|Should|Do|Does|Did|Has|Have|So|And)\b"
)
_OPENERS = tuple("•*-–—\"“‘'(")


def _title_case(text: str) -> float:
    """The share of words, small ones left out, that start with a capital."""
    words = [word for word in _LETTERS.findall(text) if word.lower() not in _SMALL]
    return sum(1 for word in words if word[0].isupper()) / len(words) if words else 0.0


def is_headline(blocks: list[Block], position: int, labels: list[SegmentLabel | None]) -> bool:
    """Whether a block before the first paragraph is a headline: a line, not a paragraph, with a story after it."""
    block = blocks[position]
    following = next((n for n in range(position + 1, len(blocks)) if labels[n] is None), None)
    if following is None or block.words > 30 or len(block.text) > 220 or _TURN.match(block.text):
        return False
    if "headline" in labels[:position] and (block.text.endswith(":") or (block.sentence and block.text[-1] != "?")):
        return False
    after = blocks[following]
    score = 0.5 if block.words <= 16 else 0.0
    ended = block.text.endswith(".") and not re.search(
        r"\b(?:[A-Z]\.){2,}$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Calif|Pa|Fla|Mass|Va|Tex|Ariz|Ill|Mich|Gov|Sen)\.$", block.text
    )
    score += -1.5 if ended else 2.0 if not block.sentence else 1.0
    score += 1.5 if _title_case(block.text) >= 0.75 else 0.0
    score += 0.5 if block.text.isupper() else 0.0
    score += 0.5 if after.gap else 0.0
    score += 0.5 if position + 1 < len(blocks) and labels[position + 1] in ("byline", "dateline") else 0.0
    score += 0.5 if find_dateline(after.text, 0, len(after.text), True) is not None else 0.0
    score -= 1.5 if _REPORTS.search(block.text) else 0.0
    score -= 1.0 if _DAY.search(block.text) else 0.0
    score -= 1.0 if block.text.startswith(_OPENERS[:5]) else 0.0
    score -= 1.0 if block.text.endswith((":", ",", ";")) else 0.0
    score -= 0.5 if after.words < block.words else 0.0
    return score >= 1.5


def is_subheading(blocks: list[Block], position: int, labels: list[SegmentLabel | None]) -> bool:
    """Whether a line between paragraphs is a heading of what follows."""
    block = blocks[position]
    asks = block.text.endswith("?") and _ASKS.match(block.text) is not None
    if block.joined or block.words > 12 or (block.sentence and not asks) or _TURN.match(block.text):
        return False
    start = re.sub(r"^\d{1,2}[.)]\s+", "", block.text)[:1]
    if not start.isupper() or block.text.startswith(_OPENERS) or block.text.endswith((",", ";", ":", "”", '"')):
        return False
    if position + 1 >= len(blocks) or labels[position + 1] not in (None, "caption", "credit", "dateline"):
        return False
    before, after = blocks[position - 1], blocks[position + 1]
    if not before.sentence and labels[position - 1] in (None, "body"):
        return False
    return after.words >= 2 * block.words and after.words >= 12
