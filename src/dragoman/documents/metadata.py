"""What a text says of itself: date of publication, outlet, title, byline and dateline, each with its basis.

Metadata that was given wins; nothing is filled in that the text does not say. The bases are `given`
(by the user), `metadata` (by the page's markup), `text` (by the article's own words) and `none`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from dragoman.documents.datelines import Dateline, find_dateline, place_line
from dragoman.documents.dates import FoundDate, find_dates, nearest_before
from dragoman.documents.furniture import load_furniture
from dragoman.model import FURNITURE_LABELS, Document, Segment

#: A name of an outlet: capitalised words, "The" among them.
_NAME = r"((?:[Tt]he )?[A-Z][\w.&'’-]*(?: (?:of |and |& |for |the )?[A-Z][\w.&'’-]*){0,4})"
#: How furniture names the outlet it stands in; group 1 is the name.
_OUTLET_CUES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:Support|Subscribe to|Donate to|Welcome to|About) {_NAME}[!.]?$",
        rf"\bA (?:[Mm]essage|[Nn]ote|[Ll]etter) from {_NAME}\s*:?$",
        rf"\b[Ww]e, the (?:journalists|editors|staff|team|reporters) (?:of|at) {_NAME}",
        rf"\b(?:[Bb]y supporting|[Ff]ollow|[Tt]hank you for reading|[Dd]ownload the) {_NAME} (?:on |app\b|you)",
        rf"\b(?:[Bb]y supporting|[Tt]hank you for (?:reading|supporting)) {_NAME}[,.!]",
        rf"\b(?<![Rr]ead )(?:news|more|updates|stories|emails|newsletters) from {_NAME}[.!,]?",
        rf"(?:©|\([cC]\)|[Cc]opyright)(?: (?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)? ?(?:by )?{_NAME}",
        rf"\b[Tt]h(?:is|e) (?:article|story|report|post) (?:was )?(?:published|appeared) (?:in|on|by|at) {_NAME}",
        rf"\b(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:in|on|by|at) {_NAME}",
    )
)
#: Outlets that cite their own reporters ("Gazette's Ann Lee reports", "Gazette Ann Lee writes").
_OWN_REPORTER = re.compile(
    r"\b([A-Z]\w+)(?:['’]s?)? [A-Z][\w-]+ (?:[A-Z]\. )?[A-Z][\w-]+(?:-[A-Z]\w+)? (?:reports|writes|notes|scoops)\b"
)
_NOT_OUTLETS = frozenset(
    [
        "twitter",
        "facebook",
        "instagram",
        "linkedin",
        "youtube",
        "telegram",
        "google news",
        "google",
        "us",
        "our",
        "me",
        "whatsapp",
    ]
)
_COPYRIGHT_TAIL = re.compile(r"[.,]? (?:All|LLC|Inc|Ltd|Limited|Corp|Company|Co|plc|GmbH|Pvt)\b.*$|[.,;:]+$")
_BYLINE_HEAD = re.compile(r"^[\s•–—-]*by:?\s+", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:last )?(?:updated|modified)\b", re.IGNORECASE)


def describe(document: Document, segments: tuple[Segment, ...]) -> Document:
    """The document with the fields filled that its own text gives; fields that are set stay as they are."""
    text = document.text
    dateline = _first_dateline(text, segments)
    filled = document
    if document.title is None:
        filled = replace(filled, title=_title(text, segments))
    if document.byline is None:
        filled = replace(filled, byline=_byline(text, segments))
    if document.dateline is None and dateline is not None:
        filled = replace(filled, dateline=dateline.place)
    if document.published is None:
        published = _published(text, segments, dateline)
        if published is not None:
            filled = replace(filled, published=published, published_basis="text")
    if document.outlet is None:
        outlet = _outlet(text, segments) or (dateline.agency if dateline is not None else None)
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
    """The first headline, if it stands before the body."""
    for segment in segments:
        if segment.label == "headline":
            return text[slice(*segment.span)]
        if segment.label == "body":
            return None
    return None


def _byline(text: str, segments: tuple[Segment, ...]) -> str | None:
    """Who wrote it, as the line says it, without "By" and without a date at its end."""
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
        if line:
            return line
    return None


def _published(text: str, segments: tuple[Segment, ...], dateline: Dateline | None) -> str | None:
    """The date of a date line or byline at the head or the foot; "updated" only where there is no other."""
    updated: str | None = None
    for segment in _of(segments, "dateline", "byline", "boilerplate"):
        start, end = segment.span
        if segment.label == "boilerplate" and end - start > 120:
            continue
        if segment.label == "boilerplate" and not re.match(
            r"\W*(?:published|posted|first published)\b", text[start:end], re.IGNORECASE
        ):
            continue
        for date in find_dates(text, start, end):
            iso = date.iso()
            if iso is None:
                continue
            if not _is_update(text, start, date):
                return iso
            updated = updated or iso
    if dateline is not None and dateline.day is not None and dateline.day.iso() is not None:
        return dateline.day.iso()
    return updated


def _is_update(text: str, start: int, date: FoundDate) -> bool:
    """Whether the words before the date, since the last date, say that it is the date of a change."""
    before = text[start : date.span[0]]
    earlier = [found.span[1] for found in find_dates(before)]
    return _UPDATED.search(before[earlier[-1] if earlier else 0 :]) is not None


def _outlet(text: str, segments: tuple[Segment, ...]) -> str | None:
    """The outlet that the furniture names most often, or one whose own reporters the body cites twice."""
    names: Counter[str] = Counter()
    for segment in segments:
        if segment.label in FURNITURE_LABELS - {"credit", "caption"}:
            part = text[slice(*segment.span)]
            for cue in _OUTLET_CUES:
                for match in cue.finditer(part):
                    name = _COPYRIGHT_TAIL.sub("", match[1]).strip(" .,").removeprefix("the ")
                    if name and name.lower().removeprefix("the ") not in _NOT_OUTLETS:
                        names[name] += 1
    if names:
        return max(names, key=lambda name: (names[name], len(name), name))
    cited = Counter(match[1] for match in _OWN_REPORTER.finditer(text))
    agencies = {name.lower() for name in load_furniture().agencies}
    own = [name for name, count in cited.most_common(1) if count >= 2 and name.lower() not in agencies]
    return own[0] if own else None
