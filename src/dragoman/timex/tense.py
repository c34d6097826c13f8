"""Which way a bare weekday, month or day points: the nearest verb decides."""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["past", "future", "none"]

_ADVERB = r"(?:\s+(?:not|also|only|first|[a-z]+ly))*"
_PARTICIPLE = (
    r"(?:[a-z]+(?:ed|ing|en)|paid|held|heard|met|set|made|put|read|sold|kept|told|brought|sworn|done|built|sent)"
)
_FUTURE = (
    rf"(?:will|would|shall|may|might|must|can|could|should|to){_ADVERB}\s+be{_ADVERB}\s+{_PARTICIPLE}"
    r"|will|[’']ll|won[’']t|shall|would|must|may|might"
    r"|(?:expected|scheduled|slated|due) (?:to|for|on|in|by|at)|(?:planned|planning|set) (?:to|for)"
    r"|(?:plan|plans|intend|intends|hope|hopes|aim|aims|agreed|vowed|promised|pledged|ready|likely|unlikely|going|supposed|"
    r"about|preparing|want|wants|invited|invites?) to"
    r"|(?:is|are|were) due|to (?:be|take|begin|start|meet|hold|open|run|expire|discuss|visit|attend|host|travel)"
    r"|(?:is|are|was|were) to|upcoming|coming|forthcoming|payable|deadline|effective"
    r"|expires?|begins?|starts?|opens?|meets?|arrives?|resumes?|reconvenes?|convenes?|takes? (?:place|effect|office)"
    r"|heads? to|holds? (?:talks|elections|an election)|hosts|travels to|visits|votes on|as soon as|no sooner than"
)
_PAST = (
    r"was|were|had|did|been|said|told|met|held|took|made|came|went|began|gave|sent|left|won|lost|saw|rose|fell|fled|"
    r"struck|shot|led|flew|drove|spoke|wrote|broke|brought|bought|caught|chose|drew|lent|meant|sank|stole|stuck|swept|"
    r"taught|tore|understood|wore|fought|found|got|grew|heard|hit|kept|knew|laid|paid|put|ran|sat|sought|sold|spent|"
    r"stood|swore|thought|threw|withdrew|became|overthrew|quit|shut|set (?:aside|up|off|out)|follows|has|have|"
    r"(?!need|indeed|speed|exceed|proceed|succeed|hundred|united|embed|un[a-z]+ed|shed|bleed|breed|feed)[a-z]{2,}ed"
)
_PRESENT = rf"(?:is|are){_ADVERB}\s+(?!expected|scheduled|slated|planned|due|to\b){_PARTICIPLE}|having|being"
_CUE = re.compile(rf"(?<![\w-])(?:(?P<present>{_PRESENT})|(?P<future>{_FUTURE})|(?P<past>{_PAST}))(?![\w-])")
_STOP = re.compile(r"[.!?][\"”’']?\s+(?=[\"“‘'`(]*[A-Z])|\n\s*\n|[;]")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Gov|Sen|Rep|St|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Corp|Co|Ltd|a\.m|p\.m))$"
)
_REACH = 180
_AHEAD = re.compile(r"\b(?:ahead\s+of|in\s+the\s+run-up\s+to|in\s+time\s+for|no\s+sooner\s+than)\s+(?:the\s+)?$")
_SINCE = re.compile(r"\b(?:since|until last|till last)\s+(?:early|late|the\s+)?\s*$")
_NOT_TOLD = re.compile(
    r"\b(?:due|by|half|for|expects?|forecasts?|predicts?|projects?|projected|estimates?|estimated|through|into|beyond)"
    r"\s+(?:[^.;]{0,60}\s)?$"
)
_UNTIL = re.compile(r"\b(until|till|by|no later than|before|starting|beginning|from)\s+(?:at\s+|early\s+|late\s+)?$")


def clause_before(text: str, start: int) -> str:
    """The words of the sentence before `start`, at most 180 characters."""
    left = max(0, start - _REACH)
    window = text[left:start]
    cut_at = 0
    for stop in _STOP.finditer(window):
        if not _ABBREVIATION.search(window, 0, stop.start()):
            cut_at = stop.end()
    return window[cut_at:]


def clause_after(text: str, end: int) -> str:
    """The words of the sentence after `end`, at most 180 characters."""
    window = text[end : end + _REACH]
    for stop in _STOP.finditer(window):
        if not _ABBREVIATION.search(window, 0, stop.start()):
            return window[: stop.start()]
    return window


def direction(text: str, start: int, end: int) -> Direction:
    """Whether the sentence around `[start, end)` puts that time in the past or the future: its last
    verb before the expression, else its first verb after it."""
    before = clause_before(text, start)
    if _AHEAD.search(before):
        return "future"
    if _SINCE.search(before):
        return "past"
    last: re.Match[str] | None = None
    for cue in _CUE.finditer(before):
        last = cue
    until = _UNTIL.search(before)
    if until and not (until[1] in ("before", "by", "from") and text[end : end + 2] in ("'s", "’s")):
        had = last is not None and (last[0] in ("had", "was", "were", "been") or (until[1] == "from" and last["past"]))
        return "past" if had or (last is None and _past_after(text, end)) else "future"
    if last is None:
        last = _CUE.search(clause_after(text, end))
    if last is None:
        return "none"
    return "future" if last["future"] else "past" if last["past"] else "none"


def _past_after(text: str, end: int) -> bool:
    found = _CUE.search(clause_after(text, end))
    return found is not None and found["past"] is not None


def is_past(text: str, start: int, end: int) -> bool:
    """Whether the sentence tells the time as past beyond doubt: a past verb before it in the same
    clause, or first after it where it opens the sentence, and nothing that points ahead."""
    before, after = clause_before(text, start), clause_after(text, end)
    if _UNTIL.search(before) or _NOT_TOLD.search(before) or any(cue["future"] for cue in _CUE.finditer(before)):
        return False
    near = re.split(r"[,;:]\s", before)[-1]
    last: re.Match[str] | None = None
    for cue in _CUE.finditer(near):
        last = cue
    if last is None and re.fullmatch(r"\W*(?:On|In|At|Early|Late)?\s*", before):
        last = _CUE.search(after)
    return last is not None and last["past"] is not None and not re.match(r"\s*,?\s*(?:will|would)\b", after)
