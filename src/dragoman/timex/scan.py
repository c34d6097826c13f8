"""Finding stretches of text that the rules match: one pass over the words, rules only at triggers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dragoman.model import Span
from dragoman.timex.names import Names
from dragoman.timex.patterns import BACK, WORD, Found, Grammar

_CASED = frozenset({"month", "weekday", "holiday"})
_BREAK = re.compile(r"\n\s*\n|[?!]\s")
_WORD_BEFORE = re.compile(r"([A-Za-z’']+)[.,]?[\s(\[-]*$")
_GLUED = re.compile(r"(?:[$€£#+/&]\s?|[-–,:.])$")
_YEARS_BEFORE = re.compile(r"(?:1[5-9]|20)\d\d(?:,?\s+(?:(?:and|or|to)\s+)?|\s*[,–—-]\s*)$")
_NEXT = re.compile(r"[\s-]+([A-Za-z]+)(?:\s+([A-Za-z]+))?")


def scan(text: str, spans: Sequence[Span], grammar: Grammar) -> list[Found]:
    """Matches in text order, not overlapping; of overlapping ones the longest stands."""
    found: list[Found] = []
    for start, end in spans:
        found.extend(_scan_span(text, start, end, grammar))
    found.sort(key=lambda f: (f.start - f.end, f.rule != "holiday", f.start))
    kept: list[Found] = []
    starts: list[int] = []
    for item in found:
        at = bisect_left(starts, item.start)
        if (at and kept[at - 1].end > item.start) or (at < len(kept) and kept[at].start < item.end):
            continue
        kept.insert(at, item)
        starts.insert(at, item.start)
    return kept


def _scan_span(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Found]:
    triggers = grammar.triggers
    starts: list[int] = []
    for match in WORD.finditer(text, start, end):
        starts.append(match.start())
        word = match.group()
        kinds = triggers.get(word.lower())
        if kinds is None:
            if not word[0].isdigit():
                continue
            kinds = _number_kinds(text, match.start(), match.end())
        for kind in kinds:
            if kind in _CASED and not (word[0].isupper() or word[0].isdigit()):
                continue
            if word in ("m", "M") and text[match.start() - 1] not in ". 0123456789":
                continue
            best = _best(text, starts, match.end(), end, kind, grammar)
            if best is not None:
                yield best


def _number_kinds(text: str, start: int, end: int) -> tuple[str, ...]:
    """The classes of rules that a number may trigger."""
    length, after = end - start, text[end : end + 1]
    if length == 4 and text[start] in "12" and (text[start] == "2" or text[start + 1] in "56789"):
        return ("year", "numeric") if after in ("-", "/") else ("year",)
    if length <= 2:
        if after in (".", "/", "-") and text[end + 1 : end + 2].isdigit():
            return ("numeric",)
        if after == ":" or text[start - 1 : start] == ":":
            return ("clock",)
        if length == 2 and text[end - 1] == "0" and after == "s":
            return ("year",)
    return ()


def _best(text: str, starts: list[int], reach: int, limit: int, kind: str, grammar: Grammar) -> Found | None:
    """The longest match of the rules of one class that covers the trigger ending at `reach`."""
    best: Found | None = None
    rules, gate = grammar.of(kind)
    first = max(0, len(starts) - (4 if kind in ("year", "numeric", "holiday") else BACK))
    trigger = starts[-1]
    begins = starts[first:]
    if trigger and text[trigger - 1] in "'’‘":
        begins.append(trigger - 1)
    for begin in begins:
        if not gate.match(text, begin, limit) or (begin < trigger and _BREAK.search(text, begin, trigger)):
            continue
        for name, pattern, inner in rules:
            match = pattern.match(text, begin, limit)
            if match is None:
                continue
            x, y = match.span("x") if inner else match.span()
            if y < reach - (kind == "clock") or x > trigger or (best and y - x <= best.end - best.start):
                continue
            if _stands(text, name, x, y, match, grammar.names):
                best = Found(name, x, y, match)
    return best


def _stands(text: str, rule: str, start: int, end: int, match: re.Match[str], names: Names) -> bool:
    """Whether the context lets the match stand: no name, amount or figure of speech."""
    if rule in ("year", "yearrange"):
        return _is_year(text, rule, start, end, names)
    if rule in ("wday", "wset"):
        before = _WORD_BEFORE.search(text, max(0, start - 20), start)
        after = _NEXT.match(text, end)
        friends = names.friends
        return not (before and before[1] in friends["before_weekday"]) and not (
            after and after[1] in friends["after_weekday"]
        )
    if rule == "holiday":
        day = names.holidays[re.sub(r"\s+", " ", match["name"])]
        ahead = re.findall(r"[A-Za-z]+", text[end : end + 60])[:3]
        return (not day.needs or any(w in day.needs for w in ahead)) and not (ahead and ahead[0] in day.not_before)
    if rule == "length" and match["unit"].lower() == "second":
        return match["count"].lower() not in ("a", "an", "one", "many", "some")
    if rule == "row":
        return bool(re.search(r"consecutive|straight|successive|in\s+a\s+row|running", match[0].lower()))
    if rule == "setword":
        return not match["word"][0].isupper() or bool(re.search(r"(?:^|[.\n]\s*)$", text[max(0, start - 3) : start]))
    if rule in ("mbare", "matt") and match["month"].lower() in ("may", "march", "august", "april", "june"):
        return _month_stands(text, rule, end, match)
    return True


def _month_stands(text: str, rule: str, end: int, match: re.Match[str]) -> bool:
    """May, March, April, June and August are also names and verbs."""
    month = match["month"].lower()
    context = (match.groupdict().get("context") or "").strip().lower()
    if re.match(r"\s+[A-Z][a-z]+", text[end : end + 30]) and month in ("april", "june", "august"):
        return context in ("in", "since", "until", "during", "")
    if month != "may":
        return True
    person = re.search(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister|Secretary) May\b", text)
    loose = rule == "matt" or context not in ("in", "since", "until", "during", "")
    return not (person and loose) and not (rule == "matt" and text[end : end + 2] in ("'s", "’s"))


def _is_year(text: str, rule: str, start: int, end: int, names: Names) -> bool:
    """Whether a four-digit number stands where a year would, not a count or a name."""
    if _GLUED.search(text, max(0, start - 2), start):
        return False
    after, found = _NEXT.match(text, end), _WORD_BEFORE.search(text, max(0, start - 24), start)
    friends = names.friends
    word = after[1] if after else ""
    follows, before = word.lower(), found[1].lower() if found else ""
    if before in friends["before_year"] or follows in friends["after_year"]:
        return False
    if rule == "yearrange" or not text[start].isdigit() or follows == "year":
        return True
    if text[max(0, start - 1) : start] == "(" and text[end : end + 1] in ");,":
        return True
    plural = (
        len(follows) > 4 and follows.endswith("s") and not follows.endswith("ss") and follows not in friends["events"]
    )
    if before in friends["firm_year"]:
        return True
    if before in friends["loose_year"]:
        return not (plural and word.islower())
    if before in friends["determiner_year"] or before.endswith(("'s", "’s", "s’", "s'")):
        return bool(word) and not plural
    return bool(_YEARS_BEFORE.search(text, max(0, start - 12), start)) or follows in friends["events"]
