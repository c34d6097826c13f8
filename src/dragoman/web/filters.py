"""Filters of positions, statements and days out of an address."""

from __future__ import annotations

from dragoman.positions.search import meaning
from dragoman.record.filters import IssueWord, PositionFilter
from dragoman.record.profiles import Between
from dragoman.record.sayings import SayingFilter
from dragoman.web.wanted import Query, choice_of, many, one

STANCES = ("for", "against", "neutral")


def position_filter(query: Query) -> PositionFilter:
    """The positions that an address asks for, by the fields of `PositionFilter`; `issue` is words or an id. Raises
    UsageError for a value that cannot be one of its field."""
    wanted = PositionFilter(
        actor=many(query, "actor"),
        issue=tuple(IssueWord(*word) for text in many(query, "issue") for word in meaning(text)),
        stance=tuple(choice_of("stance", text, STANCES) for text in many(query, "stance")),
        source=many(query, "source"),
        doc=many(query, "doc"),
        since=one(query, "since"),
        until=one(query, "until"),
    )
    wanted.where()
    return wanted


def saying_filter(query: Query) -> SayingFilter:
    """The statements that an address asks for, by the fields of `SayingFilter`. Raises UsageError for a date that is
    none."""
    wanted = SayingFilter(
        speaker=many(query, "speaker"),
        about=many(query, "about"),
        doc=many(query, "doc"),
        since=one(query, "since"),
        until=one(query, "until"),
        furniture=one(query, "furniture") is not None,
    )
    wanted.where()
    return wanted


def between(query: Query) -> Between:
    """The days between which happenings count. Raises UsageError for a date that is none."""
    wanted = Between(one(query, "since"), one(query, "until"))
    wanted.where()
    return wanted
