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
_SMALL = r"(?:de|da|del|do|dos|es|al|el|la|le|los|las|sur|of|the|and|upon|am|und)"
_CAPS_PLACE = rf"{_CAPS}(?:(?:; |[ /-]{{1,2}})(?:{_CAPS}|DE|DA|DEL|AL|EL|{_SMALL}))*"
_MIXED_PLACE = rf"[A-ZÀ-ÖØ-Þ]{_WORD}(?:[ /-](?:{_SMALL} )?[A-ZÀ-ÖØ-Þ]{_WORD}){{0,3}}"
_REGION = rf"(?:, ?[A-Z][\w.’'-]*(?: (?:{_SMALL} )?[A-Z][\w.’'-]*){{0,3}}){{0,2}}"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?"
_DAY = rf"(?:{_WEEKDAY},? )?(?:(?i:{LOOSE_DAY})|(?:19|20)\d\d-\d\d-\d\d|\d\d?\.\d\d?\.(?:19|20)\d\d)"
#: The name of an agency that no table has: up to six capitalised words.
_NAME = r"[A-Z][\w.&’'-]*(?:(?: ?[/,|&] ?| )(?:(?:of|and|the|for|de|la|du|des|der) )?[A-Z][\w.&’'-]*){0,5}"
_TRAILING_WEEKDAY = re.compile(rf",? {_WEEKDAY}$")
_WEEKDAY_ALONE = re.compile(rf"{_WEEKDAY}|today|yesterday", re.IGNORECASE)
#: So far into a line without breaks a headline may stand before the dateline.
_HEADLINE_LENGTH = 250


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
    known = rf"(?P<agency>{agencies})(?:\s?[/,|]\s?[\w ]+)?"
    agency = rf"(?:\s*[(\[/]\s?(?:{known}|(?P<other>{_NAME}))\s?[)\]/])"
    bare = rf"(?:\s*[,/|–—-]\s?(?P<bare>{agencies}))|(?:\s*[,/|]\s?(?P<loose>{_NAME}))"
    day = rf"(?:\s?[,|/]?\s*(?P<day>{_DAY}))"
    return re.compile(
        r"(?:--?\s+)?"
        rf"(?:(?P<caps>{_CAPS_PLACE}{_REGION})|(?P<mixed>{_MIXED_PLACE}(?P<region>{_REGION})))?"
        rf"(?:\.(?=\s\w+\s\d))?{day}?(?:\.(?=\s/))?(?:{agency}|{bare})?{day.replace('<day>', '<late>')}?[)\]]?"
        rf"(?P<end>\s*(?::|{_DASH})(?=\s|$)|\s*(?:—|–|―|--)|(?<=/)\.|\s*$|(?<=[)\]])(?=\s+[A-Z“\"]))"
        rf"[ \t\u00a0]*(?:{_DASH}\s)?"
    )


@functools.lru_cache(maxsize=1)
def _inner_pattern() -> re.Pattern[str]:
    """A dateline within a line: a place in capitals, then a day, an agency in brackets or both, or only a dash;
    or a place in small letters with an agency."""
    return re.compile(
        rf"(?<=\s)(?:(?P<place>{_CAPS_PLACE}){_REGION}(?P<day>,? {_DAY})?(?P<agency>\s*[(\[]{_NAME}[)\]])?"
        rf"|(?P<mixed>{_MIXED_PLACE}){_REGION}(?:,? {_DAY})?\s*[(\[]{_NAME}[)\]])"
        rf"\s?(?:—|–|―|--|-)(?:\s?(?=[A-Z“\"‘])|\Z)"
    )


def find_dateline(text: str, start: int, end: int, first: bool) -> Dateline | None:
    """The dateline at the head of the block `text[start:end]`, None if it has none.

    `first` says that the block opens the report; only there is a bare "New Delhi:" read as a dateline.
    """
    match = _pattern().match(text, start, end)
    if match is None or match.end() == start:
        return None
    written = match["day"] or match["late"]
    place = match["caps"] or match["mixed"]
    if place is None and not match["agency"] and not ((written or match["other"]) and first):
        return None
    if not _plausible(match, load_furniture(), first):
        return None
    tail = text[match.end() : end].lstrip()
    if tail and not (tail[0].isupper() or tail[0].isdigit() or tail[0] in "\"'“‘`(«[$€£"):
        return None
    agency = match["agency"] or match["bare"] or match["other"] or match["loose"]
    if not tail and not (match["end"].strip() or agency):
        return None
    stop = match.end()
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    day = None
    if written:
        day = next(find_dates(text, *match.span("day" if match["day"] else "late")), None)
    return Dateline((start, stop), _trimmed(place), agency, day)


def _trimmed(place: str | None) -> str | None:
    """The place without a weekday and the stops that follow it."""
    if place is None:
        return None
    place = _TRAILING_WEEKDAY.sub("", place.strip(" ,-"))
    return place.rstrip(".") if "," not in place and " " not in place else place


def place_line(text: str, start: int, end: int) -> Dateline | None:
    """A line that is nothing but a place of the table, with or without its country and a date ("Taipei, Taiwan")."""
    day = next(find_dates(text, start, end), None)
    bare = text[start : end if day is None else day.span[0]].rstrip(" ,—–-―:|")
    after = "" if day is None else text[day.span[1] : end].strip(" .,—–-―:|")
    if not after and len(bare.split()) <= 5 and squeeze(bare.split(",", maxsplit=1)[0]) in load_furniture().places:
        return Dateline((start, end), bare, None, day)
    return None


def inner_dateline(text: str, start: int, end: int, first: bool) -> int | None:
    """Where in the line `text[start:end]` a dateline stands that does not open it, None if there is none.

    A headline may run into the report without a line break. Only forms that are certain are taken: a place
    in capitals with an agency or a day; a known place with a dash alone where the text opens (`first`).
    """
    furniture = load_furniture()
    opening = find_dateline(text, start, end, first)
    if opening is not None:
        start, first = opening.span[1], False
    for match in _inner_pattern().finditer(text, start, end):
        place = match["place"] or match["mixed"]
        cut = match.start()
        if not _known(place, furniture):
            # Before the place capitals of the headline may stand ("... SAYS UN NEW YORK (X) -").
            words = [found.start() for found in re.finditer(r"(?<= )\S+", place)]
            cut = next((cut + at for at in words if _known(place[at:], furniture)), cut)
        certain = match["mixed"] or match["day"] or match["agency"]
        early = first and cut - start <= _HEADLINE_LENGTH and len(place) >= 4
        known = _known(text[cut : match.start() + len(place)], furniture)
        if match["mixed"] and not known:
            continue
        if not (certain and (known or early)) and not (early and known):
            continue
        if find_dateline(text, cut, end, True) is not None:
            return cut
    return None


def _known(place: str, furniture: Furniture) -> bool:
    """Whether the places of the table have it, or all of "KYIV/WARSAW" and "Cairo and Beirut"."""
    name = place.split(",", maxsplit=1)[0].strip().lower().replace("’", "'")
    return all(part.strip() in furniture.places for part in re.split(r"/| and ", name))


def _plausible(match: re.Match[str], furniture: Furniture, first: bool) -> bool:
    """Whether the words before the dash or colon are a place rather than a label, a speaker or a subject."""
    agency = match["agency"] or match["bare"]
    unknown = match["other"] or match["loose"]
    day = match["day"] or match["late"]
    mark = match["end"].strip()
    place = (match["caps"] or match["mixed"] or "").strip(" ,-")
    if unknown is not None and not (mark and _agency(unknown, place, match, furniture, first)):
        return False
    if not place:
        return True
    name = place.split(",", maxsplit=1)[0].strip().lower()
    if name in furniture.labels or _WEEKDAY_ALONE.fullmatch(name) or name in {a.lower() for a in furniture.agencies}:
        return False
    if len(place.split()) > 7:
        return False
    known = _known(place, furniture)
    if agency or day or unknown:
        # Without a dash only "MOSCOW (Sputnik) The ..." is certain.
        bare_end = match.end("end") == match.start("end") and match.end() < match.endpos
        return bool(mark) or (bool(agency) and (not bare_end or (known and match["caps"] is not None)))
    if not mark:
        return False
    if mark == ":":
        return known and first
    region = "," in place
    if match["caps"]:
        return known or region or (first and len(place) >= 4)
    if mark in ("-", "_", "|"):
        return first and known
    return known or (region and first)


def _agency(name: str, place: str, match: re.Match[str], furniture: Furniture, first: bool) -> bool:
    """Whether a name that no table has is the agency of a dateline rather than what an acronym or a person is."""
    named = any(word.strip(".,").lower() in furniture.wires for word in re.split(r"[ /|&]+", name))
    if not place:
        return named
    if _known(place, furniture):
        return True
    if match["loose"] is not None:
        return named and bool(match["day"])
    initials = re.findall(r"\b[a-z](?=\w)", name.lower())
    for word in place.split():
        letters = iter(word.lower())
        if word.isupper() and all(letter in letters for letter in initials):
            return False
    dated = bool(match["day"] or match["late"])
    return named or dated or (first and match["caps"] is not None and len(initials) > 1)
