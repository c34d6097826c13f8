"""The patterns of time expressions: rules by trigger word, matched on raw text.

A rule matches from a word at most `BACK` words before its trigger. Where it has a group `x`, that is
the expression and the rest is context. Rules only say what is written; `resolve` says what it means.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.timex.fragments import CONTEXT, DAY, NEAR, ORD, POSS, SHADE, THIS_YEAR, TO, YEAR, cased, month_name
from dragoman.timex.names import Names, either, load_names
from dragoman.timex.unit_patterns import unit_patterns

BACK = 8
WORD = re.compile(r"[A-Za-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text that a rule matched."""

    rule: str
    start: int
    end: int
    match: re.Match[str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Trigger words (lower case) with their classes, and the rules of each class as (name, pattern)."""

    names: Names
    triggers: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[tuple[str, str], ...]]

    def of(self, kind: str) -> Rules:
        """The rules of one class, compiled when a text first wants them."""
        return _compiled(self, kind)


class Rules(NamedTuple):
    """The rules of a class with whether they have a group `x`, and one pattern that matches wherever
    one of them does."""

    rules: tuple[tuple[str, re.Pattern[str], bool], ...]
    gate: re.Pattern[str]


@functools.cache
def _compiled(grammar: Grammar, kind: str) -> Rules:
    rows = grammar.rows[kind]
    rules = tuple((name, _compile(row), "(?P<x>" in row) for name, row in rows)
    return Rules(rules, _compile("|".join(_anonymous(row) for _, row in rows)))


def _dates(names: Names) -> list[tuple[str, str]]:
    month, full = month_name(names), cased(names.full_months)
    weekday = rf"(?:(?P<weekday>(?:{cased(names.full_weekdays + names.short_weekdays)})\b\.?),?\s+(?:the\s+)?)?"
    shade = SHADE + "?"
    return [
        (
            "dmy",
            rf"{weekday}(?:the\s+)?(?P<day>{DAY})(?:{ORD}{TO}(?P<day2>{DAY}))?{ORD}(?:\s+|-)(?:of\s+)?{month}(?:(?:,?\s+|-)(?P<year>{YEAR})|,?\s+(?:of\s+)?{THIS_YEAR})?",
        ),
        (
            "mdy",
            (
                rf"{weekday}(?:around\s+)?{month}\s+(?:the\s+)?(?P<day>{DAY}){ORD}(?!\d|:\d|,\d{{3}}|\.\d|\s*%|[A-Za-z])"
                rf"(?:{TO}(?P<day2>{DAY}){ORD}(?!\d|:\d|,\d{{3}}|\s*%|\s+(?:million|billion|percent)))?(?:,?\s+(?P<year>{YEAR})|,?\s+(?:of\s+)?{THIS_YEAR})?"
            ),
        ),
        ("my", rf"{shade}{month},?\s+(?:of\s+)?(?P<year>{YEAR})(?!\s+GMT)"),
        ("my", rf"{shade}(?P<month>{full})\s+(?:of\s+)?{THIS_YEAR}"),
        (
            "my",
            rf"(?P<month>{full})\s+(?P<spoken>nineteen\s+[a-z]+(?:-[a-z]+)?|two\s+thousand(?:\s+(?:and\s+)?[a-z]+)?|twenty\s+twenty-[a-z]+)",
        ),
        ("mnear", rf"{shade}{NEAR}\s+(?P<month>{full})\b(?!\s+\d)"),
        ("mbare", rf"(?P<context>(?:{CONTEXT})\s+)(?P<x>{shade}(?P<month>{full}))\b(?!\s+\d|[-’'](?!s\b))"),
        ("mbare", rf"(?P<x>{SHADE}(?P<month>{full}))\b(?!\s+\d)"),
        (
            "mbare",
            rf"(?P<context>(?:end|beginning|start|middle|half|days|weeks|whole|month|rest)\s+of\s+)(?P<x>(?P<month>{full}))\b(?!\s+\d)",
        ),
        ("matt", rf"(?:{POSS})\s+(?P<x>(?P<month>{full}))\s+(?=(?-i:[a-z]))"),
        ("matt", rf"(?P<x>(?P<month>{full}))(?=[’']s\s)"),
        ("monthset", rf"(?:every|each)\s+(?P<month>{full})\b"),
    ]


def _weekdays(names: Names) -> list[tuple[str, str]]:
    weekday, part = rf"(?P<weekday>{cased(names.full_weekdays)})", rf"(?:\s+(?P<part>{either(names.parts)})\b)?"
    ordinal, month = rf"(?P<ord>{either(names.ordinals)}|\d(?:st|nd|rd|th)|last)", cased(names.full_months)
    return [
        (
            "wnth",
            (
                rf"(?:the\s+)?{ordinal}\s+{weekday}\s+(?:of|in)\s+(?:(?P<each>every|each)\s+month|(?P<of>last|this|next|the)\s+month"
                rf"|(?P<month>{month})\b(?:,?\s+(?:of\s+)?(?P<year>{YEAR})|,?\s+(?:of\s+)?{THIS_YEAR})?)"
            ),
        ),
        ("wago", rf"(?P<count>two|three|four|[234])\s+(?P<weekday>{cased(names.full_weekdays)})s\s+ago\b"),
        ("wago", rf"(?:the\s+)?{weekday}\s+before\s+last\b"),
        ("wafternext", rf"{weekday}\s+week\b(?=\s*(?:[.,;:)]|$))"),
        ("wthe", rf"{weekday},?\s+the\s+(?P<day>{DAY})(?:st|nd|rd|th)\b(?!\s+(?:of|[a-z]+ent)\b)"),
        ("wset", rf"(?:on\s+)?(?P<x>(?:every|each)\s+(?:other\s+|second\s+)?{weekday}\b{part})"),
        ("wset", rf"(?:on\s+)?(?P<x>(?P<weekday>(?-i:{either(names.full_weekdays)}))s)\b"),
        ("wweek", rf"{SHADE}?{weekday}{part}\s+(?:of\s+)?(?P<near>last|this|next)\s+week"),
        ("wday", rf"(?:{SHADE}|by\s+late\s+)?(?:{NEAR}\s+)?{SHADE}?{weekday}\b{part}"),
    ]


def _deictics(names: Names) -> list[tuple[str, str]]:
    inner = [words.removeprefix("in ") for words in names.references if words.startswith("in ")]
    bare = [words for words in names.references if not words.startswith("in ")]
    part = rf"(?:\s+(?P<part>{either(names.parts)})\b)?"
    return [
        ("today", rf"(?:{SHADE}|later\s+|earlier\s+)?(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow)\b{part}"),
        ("today", r"(?:the\s+)?(?P<word>day\s+after\s+tomorrow|day\s+before\s+yesterday)\b"),
        ("tonight", r"[Tt]onight\b"),
        ("reference", rf"in\s+(?P<x>{either(inner)})\b(?!-)(?!\s+(?:thereafter|after|before)\b)"),
        ("reference", rf"{either(bare)}\b(?!-)(?!\s+(?:thereafter|after|before)\b)"),
        ("nowadays", r"(?:as\s+of\s+|until\s+|by\s+)(?P<x>now)\b"),
    ]


def _clock(names: Names) -> list[tuple[str, str]]:
    zone = r"(?:\s*\(?(?:GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT|MSK|ET|PT|Z|local\s+time)\b\)?)"
    half = r"\s*(?P<half>[ap]\.\s?m\b\.?|[ap]m\b)"
    at = r"(?:at|by|around|about|until|from|since|before|after|till|to|and|between|shortly\s+after)"
    return [
        ("clock", rf"(?P<hour>\d{{1,2}})(?::(?P<minute>[0-5]\d)|\.(?P<dot>[0-5]\d))?{half}{zone}?"),
        ("clock", rf"(?P<hour>[01]?\d|2[0-4])[:.]?(?P<minute>[0-5]\d)(?:\s*hours)?{zone}"),
        ("clock", rf"{at}\s+(?P<x>(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?)(?![\d:])"),
        (
            "clock",
            rf"(?P<hour>\d{{1,2}}|{either(names.numbers)})\s+o[’']clock(?:\s+in\s+the\s+(?P<half>morning|afternoon|evening))?",
        ),
        ("clock", r"(?:at\s+)(?P<x>(?P<hour>\d{1,2})\s+in\s+the\s+(?P<half>morning|afternoon|evening))\b"),
        (
            "noon",
            rf"(?:at\s+|around\s+|by\s+|about\s+|before\s+|after\s+|until\s+|since\s+)(?P<x>(?P<word>{either(names.clock)}))\b(?!\s+prayers)",
        ),
        (
            "noon",
            rf"(?P<word>{either(names.clock)})\b(?=\s+(?:on\s+)?(?:{either(names.full_weekdays)}|today|yesterday|tomorrow))",
        ),
        (
            "partnear",
            rf"(?:(?:early|late|earlier|later)\s+)?(?P<near>this|last|yesterday|that|the\s+same|the\s+following|the\s+next|the\s+previous)\s+(?P<part>{either(names.parts)})\b",
        ),
        ("partof", rf"(?:the\s+|(?:early|late)\s+)*(?P<part>{either(names.parts)})\s+of(?=\s)"),
        (
            "partalone",
            r"(?:in\s+|during\s+|by\s+)(?P<x>the\s+(?:early\s+|late\s+)?(?P<part>morning|afternoon|evening))\b(?!\s+of\b)",
        ),
        ("partalone", r"(?P<x>[Oo]vernight)\b(?P<part>)"),
    ]


def _seasons(names: Names) -> list[tuple[str, str]]:
    season = rf"(?P<season>{either(names.seasons)})"
    return [
        (
            "season",
            rf"{SHADE}?(?:the\s+)?{SHADE}?{season}\s+(?:of\s+)?(?:(?P<year>{YEAR})(?:[-–/]\d\d(?:\d\d)?\b)?|(?P<of>last|this|next)\s+year)",
        ),
        (
            "season",
            rf"{SHADE}?(?P<near>last|this|next|this\s+past|this\s+coming|the\s+coming|the\s+following|the\s+previous|that)\s+{season}\b(?!\s+(?:of|for|from)\b)",
        ),
        (
            "season",
            rf"(?:in|by|during|over|since|until|through|throughout)\s+(?P<x>(?:the\s+)?{SHADE}?(?P<season>spring|summer|autumn|winter))\b(?!\s+(?:of|camp|school|home|break|semester|games|season))",
        ),
        (
            "season",
            rf"(?:in|by|during|over|since|until)\s+(?P<x>the\s+{SHADE}?(?P<season>fall))\b(?!\s+of\b|\s+in\b|\s+from\b)",
        ),
    ]


def _years() -> list[tuple[str, str]]:
    tens = either(["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"])
    return [
        ("decade", rf"(?:the\s+)?{SHADE}?(?:the\s+)?(?P<decade>1[5-9]\d0|20\d0)[’']?s\b"),
        ("decade", rf"(?:the\s+)?{SHADE}?(?:the\s+)?[’'‘](?P<short>\d0)s\b"),
        ("decade", rf"(?:the\s+)(?:(?:early|late|mid)(?:\s+|-|\s*-\s*))?(?P<word>{tens})\b"),
        ("spoken", r"(?P<spoken>nineteen\s+(?:[a-z]+ty|hundred)(?:-[a-z]+)?|nineteen\s+oh\s+[a-z]+)\b"),
        ("yearrange", r"(?P<year>1[5-9]\d\d|20\d\d)\s*[-–—/]\s*(?P<year2>(?:1[5-9]|20)\d\d|\d\d)(?![\d-])"),
        ("year", rf"(?P<shade>{SHADE})(?P<year>1[5-9]\d\d|20\d\d)(?![\d,]*\d|-\d)"),
        ("year", r"(?P<year>1[5-9]\d\d|20\d\d)(?![,.:]?\d|-\d|\s?%|[A-Za-z])"),
    ]


def _numeric() -> list[tuple[str, str]]:
    return [
        (
            "iso",
            r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?:[T\s](?P<hour>[0-2]\d):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])",
        ),
        ("iso", r"(?P<year>[12]\d{3})/(?P<month>0?[1-9]|1[0-2])/(?P<day>[0-3]?\d)(?![\d/])"),
        (
            "numeric",
            r"(?P<first>[0-3]?\d)(?P<mark>[./-])(?P<second>[0-3]?\d)(?P=mark)(?P<year>[12]\d{3}|\d\d)(?![\d./-]*\d)",
        ),
        (
            "quarterq",
            r"(?:(?-i:Q)(?P<number>[1-4])|(?P<number2>[1-4])(?-i:Q))(?:\s+(?:of\s+)?[’']?(?P<year>20\d\d|19\d\d|\d\d))?\b",
        ),
        ("halfh", r"(?-i:H)(?P<number>[12])(?:\s+(?P<year>20\d\d|19\d\d))\b"),
        ("fiscal", r"FY\s?(?P<year>20\d\d|19\d\d|\d\d)\b"),
    ]


def _others(names: Names) -> dict[str, list[tuple[str, str]]]:
    stop = r"(?=\s*(?:[.,;:)\n]|$|(?:and|when|after|but|in|at|to)\b))"
    return {
        "holiday": [
            ("holiday", rf"(?:{NEAR}\s+)?(?P<name>(?-i:{either(names.holidays)}))(?![\w/])(?:,?\s+(?P<year>{YEAR}))?")
        ],
        "set": [("setword", rf"(?P<word>{either(names.sets)})\b")],
        "ordinal": [
            (
                "dayofmonth",
                rf"(?:on|morning\s+of|afternoon\s+of|evening\s+of|night\s+of)\s+(?P<x>the\s+(?P<day>{DAY})(?:st|nd|rd|th)(?:\s+of\s+(?P<near>this|last|next|the|that)\s+month)?){stop}",
            )
        ],
    }


def _triggers(names: Names) -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}

    def add(kind: str, words: Iterable[str]) -> None:
        for word in words:
            classes.setdefault(str(word).lower(), []).append(kind)

    add("month", dict(names.months))
    add("weekday", [w for f in names.full_weekdays for w in (f, f + "s")])
    add("unit", [*names.units, "weekend", "ago", "period", "fiscal", "half", "yearend"])
    add("deictic", ["today", "yesterday", "tomorrow", "tonight", *{w.split()[-1] for w in names.references}])
    add("clock", [*names.parts, *names.clock, "clock", "am", "pm", "m", "overnight", "gmt", "utc"])
    add("season", dict(names.seasons))
    add(
        "year",
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties", "nineteen"],
    )
    add("set", dict(names.sets))
    add("ordinal", ["st", "nd", "rd", "th"])
    dull = {
        "day",
        "new",
        "s",
        "eve",
        "of",
        "the",
        "international",
        "workers",
        "jr",
        "king",
        "good",
        "ash",
        "black",
        "holy",
        "victory",
    }
    for name in names.holidays:
        tokens = [t.lower() for t in WORD.findall(name)]
        keys = [t for t in tokens if t not in dull and not t.isdigit()] or [
            t for t in tokens if t in ("day", "eve", "new")
        ]
        add("holiday", keys[-1:])
    add("quarterq", ["q", "h", "fy"])
    return {word: tuple(dict.fromkeys(kinds)) for word, kinds in classes.items()}


@functools.cache
def load_grammar() -> Grammar:
    """The rules, made once of the tables of names."""
    names = load_names()
    raw: dict[str, list[tuple[str, str]]] = {
        "month": _dates(names),
        "weekday": _weekdays(names),
        "unit": unit_patterns(names),
        "deictic": _deictics(names),
        "clock": _clock(names),
        "season": _seasons(names),
        "year": _years(),
        **_others(names),
    }
    numeric = _numeric()
    raw["numeric"], raw["quarterq"] = numeric[:3] + raw["holiday"], numeric[3:]
    return Grammar(names, _triggers(names), {kind: tuple(rows) for kind, rows in raw.items()})


def _anonymous(pattern: str) -> str:
    """A pattern without its group names, so that several fit in one; a repeated mark becomes any mark."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=mark)", "[./-]")


def _compile(pattern: str) -> re.Pattern[str]:
    """Case is free except in names, which `_cased` shields: "may" is no month."""
    return re.compile(r"(?<![\w$€£])(?:" + pattern + ")", re.IGNORECASE)
