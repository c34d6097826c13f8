"""The patterns of numbers and of the words around them, made of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dragoman.figures.words import Words
from dragoman.timex.names import load_names

_GAP = r"[\s\u00a0]+"
_DIGITS = "|".join([
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?",
    r"\d{1,2}(?:,\d{2})+,\d{3}",
    r"\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?![\d,.]\d)",
    r"\d+(?:\.\d+)?",
])  # fmt: skip
#: What may stand between an operator and its number.
_LOOSE = r"[\"“”'’]?\s*(?:the\s+|a\s+)?$"


@lru_cache(maxsize=2)
def patterns_of(words: Words) -> dict[str, re.Pattern[str]]:
    """The patterns by name: `number` with a group for each way to tell one, `cheap` for any of them, and what
    stands before and after a number."""
    signs = "|".join(re.escape(s) for s in sorted(words.signs, key=lambda s: (-len(s), s)))
    patterns = {
        "number": _number(words),
        "cheap": rf"\d|\b(?:{_small()}|hundred|dozen|{_either(words.vague)}|{_either(words.scales)}|half|couple)",
        "before": rf"(?<![\w-])(?:{_either(words.before)}){_LOOSE}",
        "after": rf"{_GAP}(?P<op>{_either(words.after)})\b",
        "money": rf"(?:{_GAP}|-)(?:of{_GAP})?(?P<noun>{_either(words.currencies)})\b",
        "percent": rf"\s?%|(?:{_GAP}|-)(?:percent|per{_GAP}cent|pct)\b",
        "skip": rf"(?:{_GAP}|-)(?:{_either(words.not_counted)})\b",
        "name": rf"\b(?:{_either(words.names)})\.?{_GAP}$",
        "rate": rf"\b(?:{_either(words.rates)}){_GAP}$",
        "worth": rf"[$€£¥₹]\s?\d|\b(?:{_either(words.currencies)})\b",
        "change": rf"\b(?:{_either(words.change)})\b",
    }
    made = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
    return {**made, "sign": re.compile(rf"(?<![A-Za-z])(?:{signs})\s?$")}


def _small() -> str:
    """The words of number below a hundred."""
    return _either(w for w in load_names().numbers if w not in {"a", "an", "hundred"})


def _number(words: Words) -> str:
    small, scale = _small(), _either(words.scales)
    large = _either(("thousands", "millions", "billions"))
    spoken = rf"(?:{small})(?:[\s-](?:{small}))?"
    hundreds = rf"(?:{spoken}|\ba\b){_GAP}hundred(?:{_GAP}(?:and{_GAP})?{spoken})?"
    whole = rf"(?:{hundreds}|{spoken})"
    half = rf"{_GAP}and a half"
    rest = rf"(?:{_GAP}(?:and{_GAP})?{whole})?\b"
    scaled = rf"(?:{half})?(?:{_GAP}|-)(?P<scale>(?:{scale})(?:{_GAP}(?:{scale}))?)\b"
    long = rf"\b{whole}(?:{half})?(?:(?:{_GAP}|-)(?:{scale}))+{rest}"
    article = rf"\ba(?={_GAP}(?:{scale})\b)(?:{_GAP}(?:{scale}))+{rest}"
    ways = [
        rf"(?P<vague>\b(?:{_either(words.vague)})\b(?!{_GAP}of{_GAP}(?:{large})\b))",
        rf"(?P<exact>\b(?:{_either(words.exact)})\b(?!{_GAP}(?:of{_GAP})?(?:dozen|hundred|thousand)))",
        rf"(?P<factor>\b(?:{_either(words.factors)})){_GAP}(?:of{_GAP})?(?P<times>dozen|score|{scale})\b",
        rf"(?P<dozens>\b(?:{spoken}|\d+)){_GAP}(?P<twelve>dozen|score)\b",
        rf"(?P<digits>{_DIGITS})(?:{scaled}|(?P<short>{_either(words.short)})\b)?",
        f"(?P<spoken>{long}|{article}|\\b{whole}\\b)",
    ]
    return "|".join(ways)


def _either(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", _GAP) for w in ordered)
