"""The pieces that patterns share: numbers of days and years, words of pointing and of shading."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.timex.names import Names, either

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
ORD = r"(?:st|nd|rd|th)?"
YEAR = r"(?:1[0-9]\d\d|20\d\d)(?!\d|,\d|\.\d)"
TO = r"\s*(?:-|–|—|\bto\b)\s*"
ABOUT = (
    r"(?:(?:about|nearly|almost|around|roughly|approximately|some|over(?!\s+the)|up\s+to|at\s+least|at\s+most|"
    r"more\s+than|less\s+than|fewer\s+than|just\s+over|just\s+under|just|barely|exactly|only)\s+)?"
)
NEAR = (
    r"(?P<near>last|this|next|(?:this|the)\s+past|"
    r"(?:this|the)\s+coming|the\s+following|the\s+previous|the\s+same|that\s+same|that)"
)
SHADE = r"(?:(?:very\s+)?(?:early|late|mid|earlier|later)(?:\s*-\s*|\s+)(?:on\s+|in\s+)?)"
THIS_YEAR = r"(?P<near>last|this|next|that|the\s+same|the\s+following|the\s+previous)\s+year"
POSS = r"the|a|an|its|his|her|their|our|this|that|[A-Za-z]+[’']s?"
CONTEXT = (
    r"in|since|by|until|till|from|during|through|throughout|around|after|before|to|and|or|between|for|of|every|"
    r"as\s+of|early\s+in|late\s+in|mid|back\s+in|due|starting|beginning"
)


def cased(words: Iterable[str]) -> str:
    """A pattern of names in title case and in capitals, never in small letters."""
    words = tuple(words)
    return "(?-i:" + either([*words, *(w.upper() for w in words)]) + ")"


def month_name(names: Names) -> str:
    """A month in full or short, with the point of the short form."""
    return rf"(?P<month>{cased(names.full_months)}\b|{cased(names.short_months)}\b\.?)"


def number_words(names: Names) -> str:
    """A number in digits or words, exact or vague."""
    small = either(w for w in names.numbers if w not in {"a", "an", "hundred"})
    return (
        r"(?:\d{1,4}(?:,\d{3})*(?:\.\d+)?(?:\s*(?:1/2|½))?"
        rf"|(?:{small})(?:[-\s](?:{small}))?(?:\s+hundred)?(?:\s+and\s+a\s+half)?"
        r"|an?\s+(?:hundred|half\s+dozen|dozen|couple(?:\s+of)?|few|further)|half\s+an?|an?|several|many|few|dozens\s+of|hundreds\s+of|some)"
    )
