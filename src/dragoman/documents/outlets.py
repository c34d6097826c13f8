"""Which outlet a text stands in: by its furniture, its byline, its date line or its own reporters."""

from __future__ import annotations

import re
from collections import Counter

from dragoman.documents.dates import find_dates
from dragoman.documents.furniture import load_furniture, squeeze
from dragoman.model import FURNITURE_LABELS, Segment

#: A name of an outlet: capitalised words, "The" among them.
_NAME = r"((?:[Tt]he )?[A-Z][\w.&'’-]*(?: (?:of |and |& |for |the )?[A-Z][\w.&'’-]*){0,4})"
#: How furniture names the outlet it stands in; group 1 is the name.
_OUTLET_CUES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:Support|Subscribe to|Donate to|Welcome to|About) {_NAME}(?:[!.].{{0,60}})?$",
        rf"\bA (?:[Mm]essage|[Nn]ote|[Ll]etter) from {_NAME}\s*:?$",
        rf"\b[Ww]e, the (?:journalists|editors|staff|team|reporters) (?:of|at) {_NAME}",
        rf"\b(?:[Bb]y supporting|[Ff]ollow|[Tt]hank you for reading|[Dd]ownload the) {_NAME} (?:on |app\b|you)",
        rf"\b(?:[Bb]y supporting|[Tt]hank you for (?:reading|supporting)) {_NAME}[,.!]",
        rf"\b(?<![Rr]ead )(?:news|more|updates|stories|emails|newsletters) from {_NAME}[.!,]?",
        rf"(?:©|\([cC]\)|[Cc]opyright)(?: (?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)? ?(?:by )?{_NAME}",
        rf"\b[Tt]h(?:is|e) (?:article|story|report|post) (?:was )?(?:published|appeared) (?:in|on|by|at) {_NAME}",
        rf"^[Pp]ublished (?:in|by) {_NAME}(?: on\b|[,.]|$)",
        rf"\b(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:in|on|by|at) {_NAME}",
    )
)
#: Outlets that cite their own reporters ("Gazette's Ann Lee reports", "Gazette Ann Lee writes").
_OWN_REPORTER = re.compile(
    r"\b([A-Z]\w+)(?:['’]s?)? [A-Z][\w-]+ (?:[A-Z]\. )?[A-Z][\w-]+(?:-[A-Z]\w+)? (?:reports|writes|notes|scoops)\b"
)
_NOT_OUTLETS = frozenset(
    """twitter facebook instagram linkedin youtube telegram google us our me whatsapp""".split()  # noqa: SIM905
) | {"google news"}
_COPYRIGHT_TAIL = re.compile(r"[.,]? (?:All|LLC|Inc|Ltd|Limited|Corp|Company|Co|plc|GmbH|Pvt)\b.*$|[.,;:]+$")
_WHOLE_NAME = re.compile(rf"{_NAME}\Z|((?:www\.)?[\w-]+\.(?:com|org|net|news|info|[a-z]{{2}}))\Z")
#: Between a writer and an outlet, and between an outlet and a date.
_BREAK = re.compile(r"\s*[,|•·/]\s*|\s+(?:[-–—]+|for|of)\s+")
#: A byline of more words is a sentence about who did what.
_LONG = 12
_EDGES = " \t\u00a0,|•·–—-:.()[]"
#: Countries, not papers.
_COUNTRIES = frozenset(["the netherlands", "the gambia", "the bahamas", "the philippines", "the vatican", "the hague"])


def is_outlet(name: str, article: bool = True) -> bool:
    """Whether a name is that of an outlet rather than a person or a place: by its words.

    With `article` a name that begins with "The" is one whatever its words.
    """
    if not _WHOLE_NAME.match(name):
        return False
    furniture = load_furniture()
    plain = squeeze(name)
    if plain in furniture.places or plain in _COUNTRIES:
        return False
    words = [word.strip(".,'’").lower() for word in name.split()]
    if len(words) == 1:
        return re.fullmatch(r"(?:www\.)?[\w-]{2,}\.[a-z]{2,4}", name) is not None
    if len(words) > 4 and words[0] != "the" and "of" not in words:
        return False
    return (article and words[0] == "the") or any(word in furniture.outlets for word in words)


def byline_parts(line: str) -> tuple[str | None, str | None]:
    """The writer and the outlet of a byline without its "By": "Ann Lee, The Harbour Times", or one of both."""
    if len(line.split()) > _LONG:
        return line, None
    parts = [part.strip(_EDGES) for part in _BREAK.split(line)]
    if is_outlet(line.strip(_EDGES)):
        return None, line.strip(_EDGES)
    for position in (len(parts) - 1, 0):
        if is_outlet(parts[position]):
            breaks = list(_BREAK.finditer(line))
            writer = line[: breaks[-1].start()] if position else line[breaks[0].end() :]
            writer = re.sub(r"^(?:from|by)\s+", "", writer.strip(), flags=re.IGNORECASE)
            return (None if is_outlet(writer) else writer or None), parts[position]
    return line, None


def outlet_of(text: str, segments: tuple[Segment, ...], byline: str | None) -> str | None:
    """The outlet that the furniture names most often, else that of byline or date line, else of its reporters.

    `byline` is the outlet that the byline names, if it does.
    """
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
    if byline is not None:
        return byline
    for segment in segments:
        if segment.label == "dateline" and (found := _beside_date(text, *segment.span)) is not None:
            return found
    return _own_reporters(text)


def _beside_date(text: str, start: int, end: int) -> str | None:
    """The outlet of a line like "The Harbour Times, 3 May 2021" or "3 May 2021 | Harbour Times"."""
    rest = text[start:end]
    dates = list(find_dates(text, start, end))
    for date in reversed(dates):
        rest = rest[: date.span[0] - start] + " | " + rest[date.span[1] - start :]
    if not dates or len(rest.split()) > 12:
        return None
    return next((part for raw in _BREAK.split(rest) if is_outlet(part := raw.strip(_EDGES))), None)


def _own_reporters(text: str) -> str | None:
    """The outlet whose own reporters the body cites twice."""
    cited = Counter(match[1] for match in _OWN_REPORTER.finditer(text))
    agencies = {name.lower() for name in load_furniture().agencies}
    own = [name for name, count in cited.most_common(1) if count >= 2 and name.lower() not in agencies]
    return own[0] if own else None


def is_agency(name: str) -> bool:
    """Whether a name in a dateline is surely that of an agency or an outlet: a known one, or one by its words."""
    first = re.split(r"\s?[/,|&]\s?", name)[0]
    return first in load_furniture().agencies or is_outlet(first, article=False)
