"""What a text says of itself: date of publication, outlet, title, byline and dateline, each with its basis.

Metadata that was given wins; nothing is filled in that the text does not say. The bases are `given`
(by the user), `metadata` (by the page's markup), `text` (by the article's own words) and `none`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.documents.datelines import Dateline, find_dateline, place_line
from dragoman.documents.dates import FoundDate, find_dates, nearest_before
from dragoman.documents.layout import is_stamp
from dragoman.documents.outlets import byline_parts, is_agency, outlet_of
from dragoman.model import Document, Problem, Segment

_BYLINE_HEAD = re.compile(r"^[\s•–—-]*by:?\s+", re.IGNORECASE)
#: Lines at the foot that list several people and their work, and those that name only helpers.
_CREDITS = re.compile(r"(?:Report|Writ|Edit|Compil)(?:ing|ed)\b", re.IGNORECASE)
_HELPERS = re.compile(r"(?:with|additional|further|some|edit(?:ing|ed))\b", re.IGNORECASE)
_POSTED = re.compile(r"\W*(?:published|posted|first published)\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:last )?(?:updated|modified)\b", re.IGNORECASE)


def describe(document: Document, segments: tuple[Segment, ...]) -> Document:
    """The document with the fields filled that its own text gives; fields that are set stay as they are."""
    text = document.text
    dateline = _first_dateline(text, segments)
    filled = document
    if document.title is None:
        filled = replace(filled, title=_title(text, segments))
    writer, paper = _byline(text, segments)
    if document.byline is None:
        filled = replace(filled, byline=writer)
    if document.dateline is None and dateline is not None:
        filled = replace(filled, dateline=dateline.place)
    if document.published is None:
        published = _published(text, segments, dateline)
        if published is not None:
            filled = replace(filled, published=published, published_basis="text")
    if document.outlet is None:
        agency = dateline.agency if dateline is not None else None
        outlet = outlet_of(text, segments, paper) or (agency if agency is not None and is_agency(agency) else None)
        if outlet is not None:
            filled = replace(filled, outlet=outlet, outlet_basis="text")
    return filled


def dateline_date(document: Document, segments: tuple[Segment, ...]) -> str | None:
    """The ISO date of the dateline; one without a year takes it from the publication date, else there is none."""
    dateline = _first_dateline(document.text, segments)
    if dateline is None or dateline.day is None:
        return None
    day = dateline.day
    return day.iso() or nearest_before(day.month, day.day, document.published)


def _of(segments: tuple[Segment, ...], *labels: str) -> list[Segment]:
    return [segment for segment in segments if segment.label in labels]


def _first_dateline(text: str, segments: tuple[Segment, ...]) -> Dateline | None:
    """The first dateline segment that names a place or an agency, else the first that dates the report."""
    dated: Dateline | None = None
    for segment in _of(segments, "dateline"):
        found = find_dateline(text, *segment.span, True)
        if found is None:
            found = place_line(text, *segment.span)
        if found is not None and (found.place or found.agency):
            return found
        dated = dated or found
    return dated


def _title(text: str, segments: tuple[Segment, ...]) -> str | None:
    """The first headline, if it stands before the body and heads more than an entry of a live blog."""
    before: Segment | None = None
    for segment in segments:
        if segment.label == "headline" and not (before is not None and is_stamp(text[slice(*before.span)])):
            return text[slice(*segment.span)]
        if segment.label == "body":
            return None
        before = segment
    return None


def _byline(text: str, segments: tuple[Segment, ...]) -> tuple[str | None, str | None]:
    """Who wrote it, as the line says it, without "By" and without a date at its end; and the outlet beside it."""
    who: str | None = None
    paper: str | None = None
    for segment in _of(segments, "byline"):
        start, end = segment.span
        for date in find_dates(text, start, end):
            end = min(end, date.span[0])
        line = _BYLINE_HEAD.sub("", text[start:end])
        line = re.sub(
            r"[\s|•,–—-]*(?:(?:Published|Updated|Posted)[\s:|on]*|(?:Follow\s)?\d+ min(?:utes?)?(?: read)?)?$",
            "",
            line.strip("()[] "),
        )
        if not line or _HELPERS.match(line):
            continue
        if _CREDITS.match(line):
            who = who or line
            continue
        writer, outlet = byline_parts(line)
        if writer is None and _BYLINE_HEAD.match(text[start:end]) and not line.startswith("The "):
            # "By Emily Post" names a person, "By The Post" does not.
            writer, outlet = line, None
        who, paper = who or writer, paper or outlet
    return who, paper


def _published(text: str, segments: tuple[Segment, ...], dateline: Dateline | None) -> str | None:
    """The date of a date line or byline at the head or the foot; "updated" only where there is no other."""
    updated: str | None = None
    for date, is_update in _stamps(text, segments):
        if not is_update:
            return date.iso()
        updated = updated or date.iso()
    if dateline is not None and dateline.day is not None and dateline.day.iso() is not None:
        return dateline.day.iso()
    return updated


def _stamps(text: str, segments: tuple[Segment, ...]) -> Iterator[tuple[FoundDate, bool]]:
    """The full dates by which the page says when it was published, and whether that is of a change."""
    for segment in _of(segments, "dateline", "byline", "boilerplate"):
        start, end = segment.span
        if segment.label == "boilerplate" and (end - start > 120 or not _POSTED.match(text, start, end)):
            continue
        for date in find_dates(text, start, end):
            if date.iso() is not None:
                yield date, _is_update(text, start, date)


def contradictions(document: Document, segments: tuple[Segment, ...]) -> tuple[Problem, ...]:
    """`publication-mismatch` where the publication date that was given stands against the page's own: the page,
    changes left out, or its dateline has a day later than it (more than the span of time zones), or the page says
    that it was published over a month before. Nothing where the date comes from the text itself."""
    given = document.published
    if document.published_basis in ("text", "none") or given is None or len(given) != 10:
        return ()
    line = _first_dateline(document.text, segments)
    stamps = [(date, True) for date, is_update in _stamps(document.text, segments) if not is_update]
    if line is not None and line.day is not None and line.day.iso() is not None:
        stamps.append((line.day, False))
    for date, published in stamps:
        day = date.iso() or ""
        gap = (dt.date.fromisoformat(day) - dt.date.fromisoformat(given)).days
        if gap > 1 or (published and gap < -31):
            message = f"the text is dated {day}, its publication date is {given}"
            return (Problem(document.doc, "documents", "publication-mismatch", message, date.span),)
    return ()


def _is_update(text: str, start: int, date: FoundDate) -> bool:
    """Whether the words before the date, since the last date, say that it is the date of a change."""
    before = text[start : date.span[0]]
    earlier = [found.span[1] for found in find_dates(before)]
    return _UPDATED.search(before[earlier[-1] if earlier else 0 :]) is not None
