"""The stretch at the head of a report that says where, when and by which agency it was written."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from dragoman.documents.dates import LOOSE_DAY, FoundDate, find_dates
from dragoman.documents.furniture import Furniture, load_furniture, squeeze
from dragoman.model import Span

_DASH = r"(?:—|–|―|--+|-|_|\|)"
_WORD = r"[^\W\d_][\w.’'-]*"
_CAPS = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]*[A-ZÀ-ÖØ-Þ.]|[A-Z](?=\.))"
_SMALL = r"(?:de|da|del|do|dos|es|al|el|la|le|los|las|sur|of|the|and|upon|am|und|-)"
_CAPS_PLACE = rf"{_CAPS}(?:[ /-]{{1,2}}(?:{_CAPS}|DE|DA|DEL|AL|EL|{_SMALL}))*"
_MIXED_PLACE = rf"[A-ZÀ-ÖØ-Þ]{_WORD}(?:[ /-](?:{_SMALL} )?[A-ZÀ-ÖØ-Þ]{_WORD}){{0,3}}"
_REGION = rf"(?:, ?[A-Z][\w.’'-]*(?: (?:{_SMALL} )?[A-Z][\w.’'-]*){{0,3}}){{0,2}}"


@dataclass(frozen=True, slots=True)
class Dateline:
    """`span` covers the whole stretch with its dash; `place` the place alone, as the text writes it."""

    span: Span
    place: str | None
    agency: str | None
    day: FoundDate | None


@functools.lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    agencies = "|".join(re.escape(name) for name in sorted(load_furniture().agencies, key=len, reverse=True))
    agency = rf"(?:\s*(?:[(\[/]\s?(?P<agency>{agencies})(?:\s?[/,|]\s?[\w ]+)?\s?[)\]/]))"
    bare = rf"(?:\s*[,/|–—-]\s?(?P<bare>{agencies}))"
    day = rf"(?:\s?[,|/]?\s*(?P<day>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?{LOOSE_DAY}))"
    return re.compile(
        r"(?:--?\s+)?"
        rf"(?:(?P<caps>{_CAPS_PLACE}{_REGION})|(?P<mixed>{_MIXED_PLACE}(?P<region>{_REGION})))?"
        rf"(?:\.(?=\s\w+\s\d))?{day}?(?:\.(?=\s/))?(?:{agency}|{bare})?{day.replace('<day>', '<late>')}?[)\]]?"
        rf"(?P<end>\s*(?::|{_DASH})(?=\s|$)|\s*(?:—|–|―|--)|(?<=/)\.|\s*$)[ \t\u00a0]*(?:{_DASH}\s)?"
    )


def find_dateline(text: str, start: int, end: int, first: bool) -> Dateline | None:
    """The dateline at the head of the block `text[start:end]`, None if it has none.

    `first` says that the block opens the report; only there is a bare "New Delhi:" read as a dateline.
    """
    match = _pattern().match(text, start, end)
    if match is None or match.end() == start:
        return None
    furniture = load_furniture()
    agency = match["agency"] or match["bare"]
    written = match["day"] or match["late"]
    place = match["caps"] or match["mixed"]
    if place is None and not (agency and match["agency"]) and not (written and first):
        return None
    if place is not None and not _plausible(match, furniture, first, agency is not None, written is not None):
        return None
    tail = text[match.end() : end].lstrip()
    if tail and not (tail[0].isupper() or tail[0].isdigit() or tail[0] in "\"'“‘`(«[$€£"):
        return None
    if not tail and not (match["end"].strip() or agency):
        return None
    stop = match.end()
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    day = None
    if written:
        day = next(find_dates(text, *match.span("day" if match["day"] else "late")), None)
    if place is not None:
        place = place.strip(" ,")
        if "," not in place and " " not in place:
            place = place.rstrip(".")
    return Dateline((start, stop), place, agency, day)


def place_line(text: str, start: int, end: int) -> Dateline | None:
    """A line that is nothing but a place of the table, with or without its country ("Taipei, Taiwan")."""
    bare = text[start:end].rstrip(" —–-―:")
    if len(bare.split()) <= 5 and squeeze(bare.split(",")[0]) in load_furniture().places:
        return Dateline((start, end), bare, None, None)
    return None


def _plausible(match: re.Match[str], furniture: Furniture, first: bool, agency: bool, day: bool) -> bool:
    """Whether the words before the dash or colon are a place rather than a label, a speaker or a subject."""
    place = (match["caps"] or match["mixed"]).strip(" ,")
    mark = match["end"].strip()
    name = place.split(",")[0].strip().lower()
    if name in furniture.labels or name in {agency.lower() for agency in furniture.agencies}:
        return False
    if len(place.split()) > 7:
        return False
    known = all(part.strip() in furniture.places for part in re.split(r"/| and ", name))
    if agency or day:
        return bool(mark) or agency
    if not mark:
        return False
    if mark == ":":
        return known and first
    region = "," in place
    if match["caps"]:
        return known or region or first
    if mark in ("-", "_", "|"):
        return first and known
    return known or (region and first)
