"""Votes: how many were for, against or abstained, and shares of a vote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dragoman.figures.amounts import Amount
from dragoman.model import Span

_CUE = re.compile(r"\b(?:vot(?:e[sd]?|ing)|ballots?|adopted|rejected|passed|approved|tally|margin)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:reject(?:ed|s|ing)?|defeat(?:ed|s)?|vot(?:ed|es?|ing) (?:it )?down|fail(?:ed|s)?"
    r"|voted (?:\S+ ){1,4}(?:to reject|against))\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:votes?\s+)?(?:to|[-–—])\s*", re.IGNORECASE)
_VOTES = re.compile(r"\s*(?:-|\s)?votes?\b", re.IGNORECASE)
_VOTERS = r"\s*(?:(?:votes?|members?|lawmakers?|countries|nations|states)\s+)?(?:voted\s+|voting\s+)?"
_SIDES = (
    ("for", re.compile(_VOTERS + r"in favou?r\b")),
    ("against", re.compile(_VOTERS + r"(?:against|opposed)\b")),
    ("abstained", re.compile(_VOTERS + r"(?:abstentions?|abstained|abstaining)\b")),
)
_OF_VOTE = re.compile(
    r"\s*(?:%|percent|per\s?cent|pct)\s+(?:of\s+)?(?:the\s+|all\s+|its\s+|his\s+|her\s+)?(?:\w+\s+)?"
    r"(?:votes?|ballots?|electorate)\b(?!\s+(?:counted|tallied|cast|were))",
    re.IGNORECASE,
)
_TURNOUT = re.compile(r"\bturnout\b[^.;]{0,30}$", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?:led|lead|leads|leading|ahead|won|margin of|majority of)(?: by)?(?: some| about| nearly)?\s*$", re.IGNORECASE
)


class Ballot(NamedTuple):
    """A count of votes: its amount, unit and role."""

    amount: Amount
    unit: str
    role: str
    span: Span


def ballots(text: str, span: Span, found: Sequence[Amount]) -> Iterator[Ballot]:
    """The counts of votes among the amounts of a sentence."""
    if not _CUE.search(text, *span) and not re.search(r"\bturnout\b|\babst", text[slice(*span)], re.IGNORECASE):
        return
    sides = (
        ("against", "for")
        if _AGAINST.search(text, span[0], found[0].core[0] if found else span[1])
        else ("for", "against")
    )
    done: set[Span] = set()
    for one, two in pairwise(found):
        if one.core in done or not _BETWEEN.fullmatch(text[one.core[1] : two.core[0]]) or _is_other(one, two):
            continue
        for amount, side in zip((one, two), sides, strict=True):
            done.add(amount.core)
            yield Ballot(amount, "vote", side, amount.span)
    for amount in found:
        if amount.core in done:
            continue
        ballot = _share(text, span, amount) if amount.share else _single(text, span, amount)
        if ballot is not None:
            yield ballot


def _is_other(one: Amount, two: Amount) -> bool:
    return any(a.currency or a.share or a.glued for a in (one, two))


def _single(text: str, span: Span, amount: Amount) -> Ballot | None:
    end = amount.core[1]
    for side, pattern in _SIDES:
        found = pattern.match(text, end, span[1])
        if found is not None:
            return Ballot(amount, "vote", side, (amount.span[0], found.end()))
    votes = _VOTES.match(text, end, span[1])
    if votes is not None and _LEAD.search(text, span[0], amount.span[0]):
        return Ballot(amount, "vote", "lead", (amount.span[0], votes.end()))
    return None


def _share(text: str, span: Span, amount: Amount) -> Ballot | None:
    found = _OF_VOTE.match(text, amount.core[1], span[1])
    if found is not None:
        return Ballot(amount, "percent", "votes", (amount.span[0], found.end()))
    if _TURNOUT.search(text, span[0], amount.span[0]):
        return Ballot(amount, "percent", "turnout", amount.span)
    return None
