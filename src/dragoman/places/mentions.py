"""Names of places in raw text: where they stand and what they may be, before one reading is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dragoman.model import Span
from dragoman.places.gazetteer import Gazetteer, Reading
from dragoman.places.keys import fold_word
from dragoman.places.words import Words

_START = re.compile(
    r"(?<![\w@#/])(?:(?:[A-Z]\.){2,4}|(?:(?:[aA]l|[eE]l|[aA]s|[aA]d|[aA]n|[aA]r|[aA]t|[aA]sh|[eE]z|[aA]z)-)?[A-ZÀ-ÖØ-ÞĀ-Ž‘ʻ]\w*)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʼʻ`][^\W\d_]+)*\.?")
_GAP = re.compile(r"[ \u00a0\n]|-|‐|–")
_OWNER = re.compile(r"['’]s?$")
_BEFORE = re.compile(r"([\w.’'-]+)[ \u00a0]$")
_AFTER = re.compile(r"[ \u00a0]([A-ZÀ-ÖØ-Þ][\w’'-]*)")
_OF_NAME = re.compile(r"[ \u00a0]of (?:the )?[A-Z]")
_LOWER_AFTER = re.compile(r"[ \u00a0]([a-z]+)")
_ABBREVIATION = re.compile(r",\s+((?:[A-Z]\.){2,3}|W\.Va\.|[A-Z][a-z]{1,4}\.|[A-Z]{2}(?![\w.]))")
_SIDE = (
    r"(?:[Tt]he|north|south|east|west|central|downtown|nearby|neighbou?ring|city|town|village|port|capital|of|"
    r"(?:north|south)?-?(?:north|south|east|west)ern)"
)
_LOCATIVE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]cross|[Aa]round|[Tt]o|[Ff]rom|[Tt]oward|[Tt]owards|[Ii]nto|[Ii]nside|"
    r"[Tt]hrough|[Oo]ff|[Vv]ia|"
    r"(?:city|town|village|port|north|south|east|west|outskirts|mayor|governor|residents|people|capital|region|"
    r"province|siege|battle) of|"
    r"[Cc]aptured?|[Ss]eized?|[Rr]etook|[Ee]ntered|[Ss]helled|[Bb]ombed|[Ss]tormed|[Bb]esieged|[Rr]ecaptured?|"
    rf"[Oo]verran|[Ll]iberated)\s+(?:{_SIDE}\s+)*"
    r"(?:[A-Z][\w’'-]+(?:,\s+[A-Z][\w’'-]+)*,?\s+(?:and|or)\s+)?$"
)


class Mention(NamedTuple):
    """A name at `[start, end)` with all its readings. `sure` says that the words around it make it a place,
    `person` that they make it a name of something else; `key` is what it was looked up under."""

    start: int
    end: int
    key: str
    readings: tuple[Reading, ...]
    locative: bool
    person: bool


def find_mentions(text: str, spans: Sequence[Span], gazetteer: Gazetteer, words: Words) -> Iterator[Mention]:
    """All names of places inside `spans`, in text order, the longest at each position."""
    for left, right in spans:
        done = left
        for match in _START.finditer(text, left, right):
            if match.start() < done:
                continue
            mention = _at(text, match, right, gazetteer, words)
            if mention is None:
                continue
            yield mention
            done = mention.end
            state = _ABBREVIATION.match(text, mention.end, right)
            if state:
                readings = [r for r in gazetteer.readings(_joined(state[1])) if r.after_comma]
                if readings:
                    done = state.end()
                    yield Mention(state.start(1), done, _joined(state[1]), tuple(readings), True, False)


def _joined(abbreviation: str) -> str:
    return abbreviation.replace(".", "").lower()


def _at(text: str, match: re.Match[str], right: int, gazetteer: Gazetteer, words: Words) -> Mention | None:
    start = match.start()
    found = match.group()
    if start and text[start - 1] == "-" and start > 1 and text[start - 2].islower() and _is_prefix(text, start):
        return None
    if found.isupper() and len(found) <= 8:
        readings = gazetteer.readings("=" + found)
        if readings:
            return _mention(text, start, start + len(found), "=" + found, readings, words)
    if found[1:2] == ".":
        return None
    keys = _keys(text, start, right, gazetteer)
    for key, end in reversed(keys):
        readings = tuple(r for r in gazetteer.readings(key) if not r.after_comma)
        if readings:
            return _mention(text, start, end, *_whole(text, end, key, readings, gazetteer, words), words)
    return None


def _is_prefix(text: str, start: int) -> bool:
    """Whether the word before the hyphen at `start - 1` begins in lower case: "pro-Kyiv"."""
    at = start - 1
    while at and (text[at - 1].isalpha() or text[at - 1] in "'’"):
        at -= 1
    return text[at].islower()


def _keys(text: str, start: int, right: int, gazetteer: Gazetteer) -> list[tuple[str, int]]:
    """Keys of the word at `start`, of it and the next, and so on, each with its end."""
    out: list[tuple[str, int]] = []
    key, at, most = "", start, 1
    while len(out) < most and (word := _WORD.match(text, at, right)):
        written = word.group()
        own = _OWNER.search(written)
        bare = written[: own.start()] if own and own.start() else written.rstrip(".")
        folded = fold_word(bare)
        if not out:
            most = gazetteer.firsts.get(folded, 1)
        key, before = f"{key} {folded}" if key else folded, key
        out.append((key, at + len(bare)))
        gap = _GAP.match(text, word.end(), right)
        if own and gap is not None and bare != written:
            # "Cox's Bazar", "St. Peter's Square": an owner inside a name.
            folded = fold_word(written)
            most = max(most, gazetteer.firsts.get(folded, 0)) if not before else most
            key = f"{before} {folded}" if before else folded
        elif own:
            break
        if gap is None:
            break
        at = gap.end()
    return out


def _whole(
    text: str, end: int, key: str, readings: tuple[Reading, ...], gazetteer: Gazetteer, words: Words
) -> tuple[str, tuple[Reading, ...]]:
    """The province where "region" or "state" follows the name of a town ("Kharkiv region")."""
    match = _LOWER_AFTER.match(text, end) or _AFTER.match(text, end)
    if match and match[1].lower() in words.division:
        province = gazetteer.readings(f"{key} region")
        if province:
            return f"{key} region", province
    return key, readings


def _mention(text: str, start: int, end: int, key: str, readings: tuple[Reading, ...], words: Words) -> Mention | None:
    if text[end : end + 1] == "$" or (text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()):
        return None
    locative = _LOCATIVE.search(text, max(0, start - 60), start) is not None
    if locative and text[max(0, start - 4) : start].lower() == "the " and key != "hague":
        # "to the Bar": towns have no article.
        locative = not all(r.row.kind in ("city", "capital") for r in readings)
    if not (text[start].isupper() or text[start] in "ae‘ʻ"):
        return None
    person = _is_other(text, start, end, readings, words)
    return Mention(start, end, key, readings, locative, person)


def _is_other(text: str, start: int, end: int, readings: tuple[Reading, ...], words: Words) -> bool:
    """Whether a capitalised neighbour makes the name part of another: "Jordan Henderson", "the Paris Agreement"."""
    after = _AFTER.match(text, end)
    if after and after[1].lower() not in words.after and not after[1].isupper():
        return True
    if any(r.guarded for r in readings) and _OF_NAME.match(text, end):
        # "Bay of Fundy", "Gulf of Carpentaria": the word begins another name.
        return True
    before = _BEFORE.search(text, max(0, start - 30), start)
    if before is None or not before[1][0].isupper() or (before[1].endswith((".", ",")) and len(before[1]) > 5):
        return False
    word = before[1].lower().rstrip(".")
    if word in words.openers or word in words.directions or _OWNER.search(word):
        return False
    if word in words.titles or word in words.given:
        return True
    known = any(r.row.own or r.row.kind in ("country", "capital") or r.row.population >= 1_000_000 for r in readings)
    return not known
