"""How much of a block is furniture, by the cues of the table and by the evidence that it tells the story."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.documents.furniture import Furniture, Label, Opens
from dragoman.documents.layout import Block

#: A block is furniture from this score.
THRESHOLD = 1.0
_SPEECH = re.compile(r"\b(?:said|says|told|added|stated|according to)\b")
_ACTS = re.compile(r"\b(?:announced|reported|warned|accused|urged|called for|killed|signed|arrested|attacked|voted)\b")
_VOICE = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|[Yy]ou|[Yy]our|[Yy]ours|[Mm]y|I)\b|\b(?:[Ww]e|[Yy]ou)['’](?:re|ve|ll|d)\b")
#: A credit of more words is a caption, of still more no furniture at all.
_CREDIT_WORDS = 14
_CAPTION_LIMIT = 70
#: Cues lighter than this are hints: they count beside a stronger cue, or when there are three.
_HINT = 0.7


@dataclass(frozen=True, slots=True)
class Score:
    """The best label of a block with its score; `opens` says what the block announces."""

    label: Label | None
    value: float
    opens: Opens = ""


def has_voice(block: Block) -> bool:
    """Whether somebody speaks to the reader outside quotation marks ("our work", "your support")."""
    return _VOICE.search(block.unquoted) is not None


def story_evidence(block: Block) -> float:
    """Speech verbs of a report and length speak for the story, unless the reader is addressed."""
    value = 0.0
    unquoted = block.unquoted
    if _SPEECH.search(unquoted) or (not has_voice(block) and _ACTS.search(unquoted)):
        value += 1.2
    if block.words > 60:
        value += 0.7
    elif block.words > 30:
        value += 0.4
    return value


def score_block(block: Block, furniture: Furniture) -> Score:
    """The label that the cues give the block, None where they do not reach the threshold."""
    totals: dict[Label, float] = {}
    strong: set[Label] = set()
    opens: Opens = ""
    plain, unquoted = block.plain, block.unquoted
    for cue in furniture.cues:
        count = cue.count(unquoted if cue.where == "any" else block.text, plain)
        if count:
            totals[cue.label] = totals.get(cue.label, 0.0) + cue.weight * count
            opens = opens or cue.opens
            if cue.weight >= _HINT:
                strong.add(cue.label)
    if not totals:
        return Score(None, 0.0)
    label = max(totals, key=lambda key: (totals[key], key))
    value = totals[label] - (story_evidence(block) if label != "byline" else 0.0)
    if has_voice(block) and label == "boilerplate":
        value += 0.5
    if label not in strong and totals[label] < 3 * _HINT - 0.4:
        return Score(None, value)
    if value < THRESHOLD or (label in ("credit", "caption") and block.words > _CAPTION_LIMIT):
        return Score(None, value)
    if label == "credit" and block.words > _CREDIT_WORDS:
        label = "caption"
    return Score(label, value, opens)
