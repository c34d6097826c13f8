"""Amounts in the words of a text: numbers in digits and words, scales, ranges and operators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.figures.patterns import patterns_of
from dragoman.figures.words import Op, Words
from dragoman.model import Span
from dragoman.timex.names import load_names

_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_JOIN = re.compile(
    r"\s*(?:to|[-–—])\s*(?:as many as\s+|more than\s+)?|\s+(?:and|or)\s+(?:about\s+|some\s+)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|some\s+|an estimated\s+)?(?:[^\w\s]{0,3}\s?)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|to between)\s+(?:[^\w\s]{0,3}\s?)?$", re.IGNORECASE)
_AFTER_BAD = re.compile(r"[-–]\s?[A-Za-z]|[-–]\d+[-–]|[:/]\d|\.\d|°|[A-Za-z]|['’]|º|\s*[ap]\.?m\b")
_BEFORE_BAD = re.compile(r"(?:[A-Za-z]|[A-Za-z][-–/.:,#]|\d[/.:,#]|\d[-–]\d+[-–]|[#№]\s?|[/@_^]|:\d*)$")
_LISTED = re.compile(r",\s*|\s*(?:and|or|to|[-–])\s*")
_STRONG = re.compile(r"[-–\s]strong\b")
_ODD = re.compile(r"[-–](?:odd|plus|some)\b|\+")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the text: `span` with its operator and sign, `core` the number alone. `currency` is set where
    a sign or a noun says money; `glued` where the noun stands before a hyphen ("3,000-strong"); `share` for a
    percentage."""

    value: float
    value_max: float | None
    op: Op
    span: Span
    core: Span
    currency: str | None = None
    glued: bool = False
    share: bool = False
    word: bool = False
    operated: bool = False


def may_count(text: str, words: Words) -> bool:
    """Whether there may be a number in the text at all."""
    return patterns_of(words)["cheap"].search(text) is not None


def may_tell(text: str, words: Words) -> bool:
    """Whether a sentence may have a figure: a number, and a word that tells what became of the counted."""
    if not may_count(text, words):
        return False
    if any(match.group().lower() in words.cues for match in _WORD.finditer(text)):
        return True
    return patterns_of(words)["worth"].search(text) is not None


def amounts(text: str, span: Span, times: Sequence[Span], words: Words) -> list[Amount]:
    """The amounts inside `span`, in text order. `times` are spans of time expressions, which are none."""
    patterns = patterns_of(words)
    found: list[Amount] = []
    for match in patterns["number"].finditer(text, *span):
        one = _amount(text, span, match, words)
        if one is not None and not any(_is_of(text, one.core, time) for time in times):
            found.append(one)
    return [a for a in _ranges(text, span, found, words) if _stands(text, a, span, patterns)]


def _is_of(text: str, core: Span, time: Span) -> bool:
    """Whether a number is part of a time expression or joined to one: "on *16* and 17 July"."""
    if time[0] < core[1] and core[0] < time[1]:
        return True
    return core[1] <= time[0] <= core[1] + 6 and _LISTED.fullmatch(text, core[1], time[0]) is not None


def _amount(text: str, span: Span, match: re.Match[str], words: Words) -> Amount | None:
    value, op = _value(match, words)
    if value is None:
        return None
    start, end = match.span()
    digits = match["digits"] is not None
    patterns = patterns_of(words)
    glued = False
    if odd := _ODD.match(text, end, span[1]):
        op, end = (">=" if odd[0] in ("+", "-plus", "–plus") else "~"), odd.end()
    elif strong := _STRONG.match(text, end, span[1]):
        glued, end = True, strong.end()
    sign = patterns["sign"].search(text, max(span[0], start - 6), start) if digits else None
    noun = None if sign else patterns["money"].match(text, end, span[1])
    currency = words.signs[sign[0].strip()] if sign else None
    if noun:
        currency = words.currencies[re.sub(r"\s+", " ", noun["noun"].lower())]
    left = sign.start() if sign else start
    core = (left, noun.end() if noun else end)
    share = patterns["percent"].match(text, end, span[1]) is not None
    plain = (match["digits"] or "").count(",") == 0 and match["scale"] is None and match["short"] is None
    # A scale of one letter needs money or a number with a point or of few digits: "5m people", not "100 m".
    if match["short"] in ("k", "K", "m", "M", "b", "B") and not (currency or len(match["digits"]) <= 5):
        return None
    return Amount(value, None, op, core, core, currency, glued, share, not digits, not plain)


def _value(match: re.Match[str], words: Words) -> tuple[float | None, Op]:
    names = load_names()
    got = {k: re.sub(r"\s+", " ", v) for k, v in match.groupdict().items() if v is not None}
    low = {k: v.lower() for k, v in got.items()}
    scales = {**words.scales, "dozen": 12.0, "score": 20.0}
    if "vague" in low:
        return words.vague[low["vague"]], "~"
    if "exact" in low:
        return words.exact[low["exact"]], "="
    if "factor" in low:
        return words.factors[low["factor"]] * scales[low["times"]], "~"
    if "twelve" in low:
        first = spoken(low["dozens"], names.numbers, scales)
        return (None if first is None else first * scales[low["twelve"]]), "="
    if "digits" in low:
        value = float(re.sub(r"[,\s]", "", low["digits"])) + (0.5 if " and a half " in match[0].lower() else 0.0)
        for word in low.get("scale", "").split():
            value *= scales[word]
        value *= words.short.get(got["short"], words.short.get(low["short"], 1.0)) if "short" in got else 1.0
        return round(value, 6), "="
    return spoken(low["spoken"], names.numbers, scales), "="


def spoken(text: str, numbers: dict[str, int] | object, scales: dict[str, float]) -> float | None:
    """The number that words say: "two hundred and fifty", "two and a half million"."""
    if re.fullmatch(r"\d+", text):
        return float(text)
    assert isinstance(numbers, dict)
    half = "and a half" in text
    total = group = 0.0
    for word in re.split(r"[\s-]+", text.replace("and a half", " ")):
        if word in ("and", ""):
            continue
        if word in scales:
            group = (group or 1.0) + (0.5 if half else 0.0)
            half = False
            if scales[word] == 100:
                group *= 100
            else:
                total, group = total + group * scales[word], 0.0
        elif word in numbers:
            value = numbers[word]
            if group % 100 > 0 and not (group % 10 == 0 and group % 100 >= 20 and value < 10):
                return None
            group += value
        else:
            return None
    return total + group + (0.5 if half else 0.0) or None


def _ranges(text: str, span: Span, found: Sequence[Amount], words: Words) -> list[Amount]:
    """Two amounts that are the ends of a range become one; of a change only the later stands."""
    out: list[Amount] = []
    for one in found:
        last = out[-1] if out else None
        if last is not None and _is_former(text, span, last, one):
            continue
        if last is not None and last.value_max is None:
            joined = _joined(text, span, last, one, words)
            if joined is not None:
                out[-1] = joined
                continue
        out.append(one)
    return [_with_operator(text, span, a, words) for a in out]


def _is_former(text: str, span: Span, one: Amount, two: Amount) -> bool:
    """ "raised the toll to 214 *from 198*": what it was before."""
    if text[one.core[1] : two.core[0]].strip().lower() != "from":
        return False
    return text[max(span[0], one.span[0] - 4) : one.span[0]].strip().lower().endswith("to")


def _joined(text: str, span: Span, one: Amount, two: Amount, words: Words) -> Amount | None:
    between = text[one.core[1] : two.core[0]]
    if not _JOIN.fullmatch(between) or one.glued or (one.share and not two.share):
        return None
    low = between.strip().lower()
    before = text[max(span[0], one.core[0] - 20) : one.core[0]]
    ranged = _BETWEEN.search(before) is not None
    if low.split()[0:1] == ["and"] and not ranged:
        return None
    if low.startswith("or") and two.currency is None and one.value >= two.value:
        return None
    first = _FROM.search(before)
    far = text[max(span[0], one.core[0] - 60) : one.core[0]]
    if first is not None and low.startswith("to") and patterns_of(words)["change"].search(far):
        return replace(two, span=two.core)
    value, more = one.value, two.value
    if value < 1000 <= more and not one.operated:
        # "20 to 30 million": the scale belongs to both.
        for scale in (1e12, 1e9, 1e6, 1e5, 1e3):
            if more >= scale and more / scale > value and _scaled(text[two.core[0] : two.core[1]]):
                value *= scale
                break
    if value >= more:
        return None
    left = one.core[0]
    if ranged or first is not None:
        left = max(span[0], one.core[0] - 20) + (_BETWEEN.search(before) or _FROM.search(before)).start()  # type: ignore[union-attr]
    return replace(
        one,
        value=value,
        value_max=more,
        span=(left, two.core[1]),
        core=(one.core[0], two.core[1]),
        currency=two.currency or one.currency,
        share=two.share,
        glued=two.glued,
        operated=True,
        word=one.word or two.word,
    )


def _scaled(text: str) -> bool:
    return re.search(r"[A-Za-z]", text) is not None


def _with_operator(text: str, span: Span, amount: Amount, words: Words) -> Amount:
    """What the words before and after make of the number; the first that is more than "about" decides."""
    patterns, op = patterns_of(words), amount.op
    left, right = amount.span
    for _ in range(3):
        found = patterns["before"].search(text, max(span[0], left - 28), left)
        if found is None:
            break
        word = re.sub(r"[\"“”'’]?\s*(?:the\s+|a\s+)?$", "", found[0], flags=re.IGNORECASE)
        sign = words.before.get(re.sub(r"\s+", " ", word.lower()))
        if sign is None or (word.lower() == "over" and _word_before(text, span, found.start()) in words.verbs):
            break
        op = sign if op in ("=", "~") else op
        left = found.start()
    after = patterns["after"].match(text, right, span[1])
    if after is not None:
        op = words.after[re.sub(r"\s+", " ", after["op"].lower())] if op in ("=", "~") else op
        right = after.end()
    operated = amount.operated or op != "="
    return replace(amount, op=op, span=(left, right), operated=operated)


def _word_before(text: str, span: Span, at: int) -> str:
    found = re.search(r"(\w+)\s+$", text[max(span[0], at - 20) : at])
    return found[1].lower() if found else ""


def _stands(text: str, amount: Amount, span: Span, patterns: dict[str, re.Pattern[str]]) -> bool:
    """Whether the words around let the number be an amount: no name, age, time or ordinal."""
    start, end = amount.core
    before = text[max(span[0], start - 24) : start]
    if amount.currency is None and _BEFORE_BAD.search(before):
        return False
    if amount.glued or amount.currency is not None or amount.share:
        return True
    if _ODD.match(text, max(start, end - 1), span[1]) is None and _AFTER_BAD.match(text, end, span[1]):
        return False
    if patterns["skip"].match(text, end, span[1]):
        return False
    if patterns["rate"].search(before):
        return False
    return amount.operated or not patterns["name"].search(before)
