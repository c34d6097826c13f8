"""Patterns of expressions with a unit of time: counted, pointed at, as lengths, as named periods."""

from __future__ import annotations

from dragoman.timex.fragments import ABOUT, NEAR, YEAR, number_words
from dragoman.timex.names import Names, either

#: "a year and a half"
HALF = r"(?P<half>\s+and\s+a\s+half\b)?"
Rows = list[tuple[str, str]]


def unit_patterns(names: Names) -> Rows:
    """All rules of this module; of two matches of one length the first stands."""
    return [*_counted(names), *_pointed(), *_lengths(names), *_periods(names)]


def _counted(names: Names) -> Rows:
    unit, number = rf"(?P<unit>{either(names.units)})\b", rf"(?P<count>{number_words(names)})"
    return [
        (
            "ago",
            rf"{ABOUT}{number}(?:\s+|-)(?:and\s+a\s+half\s+)?{unit}{HALF}\s+ago\b(?:\s+(?P<from>today|tomorrow|yesterday))?",
        ),
        ("vagueago", r"(?:many\s+)?(?:days|weeks|months|years|decades|centuries|generations)\s+ago\b"),
        ("hence", rf"(?:in\s+)?{number}\s+{unit}(?:[’']s?)?\s+(?:from\s+(?:now|today)|hence|time)\b"),
        (
            "later",
            rf"{ABOUT}{number}\s+(?:full\s+)?{unit}\s+(?P<way>later|earlier|afterwards?|before(?=\s*[.,;:)\n])|previously|prior(?!\s+to))\b(?!\s+than)",
        ),
        (
            "earlierunit",
            r"(?P<unit>year|quarter|month|week|day)-(?:earlier|ago|before)(?:\s+(?:period|quarter|results?|month|week))?",
        ),
        (
            "earlierunit",
            r"(?:the|a)\s+(?P<unit>year|quarter|month|week|day)-(?:earlier|ago|before)(?:\s+(?:period|quarter))?",
        ),
        ("twoaway", r"(?:the\s+)?(?P<unit>week|month|year)\s+(?P<way>before\s+last|after\s+next)\b"),
        ("adjacent", r"the\s+(?P<unit>day|week|month|year)\s+(?P<way>before|after)(?=\s*[.,;:)\n])"),
        ("inword", rf"(?P<context>(?:within|in)\s+)(?P<x>{number}\s+{unit})"),
    ]


def _pointed() -> Rows:
    span = r"(?P<unit>day|week|weekend|fortnight|month|quarter|year|decade|century|period)\b"
    return [
        ("near", rf"(?:(?:earlier|later|early|late|some\s?time)\s+|mid-?\s*)?{NEAR}\s+{span}(?!-)"),
        ("near", rf"(?:earlier|later|early|late)\s+(?:in|on)\s+{NEAR}\s+{span}(?!-)"),
        (
            "edge",
            r"(?:the\s+|at\s+)?(?:very\s+)?(?P<edge>end|beginning|start|middle|close|rest|turn)\s+of\s+(?:the\s+)?(?P<near>last|this|next|current)?\s*(?P<unit>week|month|year|decade|century)\b(?!\s*-)",
        ),
        ("edge", r"(?P<edge>earlier|later|late|early)\s+in\s+the\s+(?P<unit>day|week|month|year|decade)\b"),
        (
            "near",
            r"(?P<near>the\s+current|the\s+present)\s+(?P<unit>day|week|month|quarter|year|decade|century)\b",
        ),
        ("yearend", r"(?:the\s+)?(?P<unit>year|month|week)(?:-|\s|[’']s\s)end\b(?!-)"),
        ("weekend", r"(?:an?|its|his|her|their)\s+(?P<x>weekend)(?=\s+[a-z]+)"),
        ("weekend", r"(?:over\s+|during\s+|at\s+)?(?P<x>the\s+weekend)\b(?!\s+of\b)"),
    ]


def _lengths(names: Names) -> Rows:
    unit, number = rf"(?P<unit>{either(names.units)})\b", rf"(?P<count>{number_words(names)})"
    ordinal = rf"(?P<ord>{either(names.ordinals)}|\d+(?:st|nd|rd|th))"
    return [
        (
            "span",
            rf"{ABOUT}(?:each\s+of\s+)?(?:the\s+|these\s+|those\s+)?(?:last|past|next|coming|previous|preceding|following|first|recent|final)\s+{number}\s+{unit}(?:\s+or\s+so)?",
        ),
        (
            "span",
            rf"(?:over|in|for|during|within)\s+(?P<x>(?!the\s+coming\s+\w+s\b)the\s+(?:past|last|next|coming)\s+{unit})(?!(?<=s)\s+of\b)(?:\s+or\s+so)?",
        ),
        (
            "row",
            rf"(?:for\s+)?(?P<x>(?:the\s+|a\s+|its\s+|his\s+|her\s+|their\s+)?{ordinal}\s+(?:consecutive|straight|successive|full)?\s*(?P<unit>day|night|week|month|year|quarter|time)\b(?:\s+(?:in\s+a\s+row|running))?)",
        ),
        ("each", rf"(?:every|each)\s+(?:(?:{number}|other)\s+)?{unit}"),
        (
            "rate",
            rf"(?:once|twice|thrice|times|million|billion|trillion|percent|hours|days|barrels|people|tons|tonnes|dollars|euros|\$[\d.,]+)\s+(?P<x>(?:an?|per|each|every)\s+{unit})",
        ),
        (
            "length",
            rf"{ABOUT}{number}(?:\s+|-|\s+(?:more|full|long|straight|consecutive|whole|and\s+a\s+half|additional|further|extra)\s+){unit}(?![-\s]old\b|\s+of\s+age\b|[-\s]olds\b|\s+to\s+(?:life|none)\b)(?:-long\b)?{HALF}",
        ),
        ("vaguelength", r"(?P<unit>days|weeks|months|years|decades|centuries)(?:-long\b)"),
        (
            "vaguelength",
            r"(?:for|within|in)\s+(?P<x>(?P<unit>days|weeks|months|years|decades|centuries))\b(?!\s+(?:of|to)\b)",
        ),
    ]


def _periods(names: Names) -> Rows:
    ordinal = rf"(?P<ord>{either(names.ordinals)}|\d+(?:st|nd|rd|th))"
    pointed = r"(?P<near>last|this|next|the)\s+(?:fiscal\s+)?year"
    of_year = rf"(?:\s+(?:of\s+)?(?:the\s+)?(?:(?:fiscal\s+)?(?P<year>{YEAR})|{pointed}))?"
    return [
        (
            "quarter",
            rf"(?:the\s+|its\s+|their\s+)?(?:(?P<before>last|this|next)\s+year[’']s\s+)?(?:fiscal[-\s])?{ordinal}[-\s]quarter\b{of_year}(?!-?\s?finals?\b)",
        ),
        (
            "latestquarter",
            r"(?:the\s+|its\s+)?(?P<near>latest|most\s+recent|current|previous|last)\s+(?:quarter|period)\b",
        ),
        ("samequarter", r"(?:for|in|during)\s+(?P<x>the\s+quarter)\b(?!\s+of)"),
        ("half", rf"(?:the\s+)?(?P<ord>first|second|last|latter)[-\s]half\b{of_year}"),
        (
            "century",
            rf"(?:(?:early|late|mid)[-\s])?(?:the\s+)?(?:(?:early|late|mid|turn\s+of\s+the)[-\s])?{ordinal}[-\s]century\b(?:\s+(?P<era>BC|B\.C\.|BCE))?",
        ),
        ("fiscal", rf"(?:the\s+)?fiscal\s+(?:year\s+)?(?P<year>{YEAR})(?:[-–/]\d{{2,4}}\b)?"),
        ("fiscal", rf"(?:the\s+)?(?P<year>{YEAR})(?:[-–/]\d{{2,4}})?\s+(?:fiscal|financial)\s+year"),
        (
            "fiscalnear",
            r"(?:the\s+)?(?P<near>last|this|next|current|previous|new|the)\s+(?:fiscal|financial|full)\s+year",
        ),
        ("fiscalnear", r"for\s+(?P<x>(?P<near>the)\s+year)(?=\s*,|\s+(?:ended|ending))"),
        ("spoken", r"the\s+year\s+(?P<spoken>two\s+thousand(?:\s+(?:and\s+)?[a-z]+)?)\b"),
        ("year", rf"the\s+year\s+(?P<year>{YEAR})\b"),
    ]
