"""The table of cues in `data/documents/furniture.toml`, read, checked and compiled."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dragoman.errors import DataError
from dragoman.tables import data_path, parse_toml, read_text

Label = Literal["caption", "credit", "teaser", "boilerplate", "byline"]
Where = Literal["whole", "start", "end", "any"]
Opens = Literal["", "box", "list", "next", "note", "rest"]
_FIELDS = {"label", "where", "weight", "opens", "glue", "phrases", "patterns"}
#: What may stand around a phrase that is the whole of a block.
_TRIM = " \t\u00a0.,…:;!?»>→›|•*·-–—[]()<\u200b\ufeff"
#: A paragraph of more characters is the story's, so nothing is looked for inside it.
_LONG = 1_000
#: A block of more characters is no paragraph that anybody wrote: its ends are not looked at, which would take hours
#: for a line of millions.
_ENDLESS = 5_000
_AFTER = {"whole": r"[\s.…:!?»>→›|]*\Z", "start": "", "end": r"[\s.)\]]*\Z", "any": ""}


@dataclass(frozen=True, slots=True)
class Cue:
    """One group of phrases; `pattern` is searched in a block, `phrases` are compared with the whole of it."""

    label: Label
    where: Where
    weight: float
    opens: Opens
    phrases: frozenset[str]
    pattern: re.Pattern[str] | None

    def count(self, text: str, plain: str) -> int:
        """How many different matches the block has, at most three; `plain` is `squeeze(text)`."""
        if plain in self.phrases:
            return 1
        if self.pattern is None or len(text) > (_LONG if self.where == "any" else _ENDLESS):
            return 0
        if self.where != "any":
            return int(self.pattern.search(text) is not None)
        return min(3, len({match[0].lower() for match in self.pattern.finditer(text)}))


@dataclass(frozen=True, slots=True)
class Tail:
    """Furniture at an end of a paragraph: group 1 of `pattern`. `before` labels a short rest, if given."""

    label: Label
    pattern: re.Pattern[str]
    before: Label | None


@dataclass(frozen=True, slots=True)
class Furniture:
    """All cues, and the lists of agencies, words that are no place, places of datelines and words of outlets.

    All but the agencies are lower case. `wires` are those words of outlets that agencies have in their names.
    """

    cues: tuple[Cue, ...]
    heads: tuple[Tail, ...]
    tails: tuple[Tail, ...]
    glue_head: re.Pattern[str]
    glue_tail: re.Pattern[str]
    glue: dict[str, Label]
    glued: tuple[str, ...]
    agencies: tuple[str, ...]
    labels: frozenset[str]
    places: frozenset[str]
    outlets: frozenset[str]
    wires: frozenset[str]


def squeeze(text: str) -> str:
    """A block as phrases are compared: lower case, single spaces, plain apostrophes, no marks around it."""
    return " ".join(text.replace("’", "'").lower().split()).strip(_TRIM)


@functools.lru_cache(maxsize=1)
def load_furniture() -> Furniture:
    """Read the table once. Raises DataError, with the line, for an unknown field, value or a bad pattern."""
    path = data_path("documents", "furniture.toml")
    return parse_furniture(read_text(path), str(path))


def parse_furniture(source: str, name: str) -> Furniture:
    """The table from its text; `name` is what errors call it."""
    table = parse_toml(source, name)
    agencies = tuple(_names(table, "agencies", name))
    cues: list[Cue] = []
    glue: dict[str, Label] = {}
    for raw, line in zip(table.get("cue", []), _lines_of(source, "[[cue]]"), strict=True):
        cue = _cue(raw, source, name, line)
        cues.append(cue)
        if raw.get("glue"):
            glue |= dict.fromkeys(cue.phrases, cue.label)
    longest = sorted(glue, key=lambda phrase: (-len(phrase), phrase))
    glued = "|".join(re.escape(phrase).replace("'", "['’]") for phrase in longest) or r"(?!)"
    return Furniture(
        tuple(cues),
        tuple(_tails(table, "head", source, name, agencies)),
        tuple(_tails(table, "tail", source, name, agencies)),
        re.compile(rf"({glued})(?=[^\W_])", re.IGNORECASE),
        re.compile(rf"({glued})[\s.…:»>→]*\Z", re.IGNORECASE),
        glue,
        tuple(longest),
        agencies,
        frozenset(text.lower() for text in _names(table, "labels", name)),
        frozenset(text.lower() for text in _names(table, "places", name)),
        frozenset(text.lower() for key in ("outlets", "wires") for text in _names(table, key, name)),
        frozenset(text.lower() for text in _names(table, "wires", name)),
    )


def _lines_of(source: str, header: str) -> list[int]:
    return [number for number, line in enumerate(source.splitlines(), 1) if line.strip() == header]


def _tails(table: dict[str, Any], kind: str, source: str, name: str, agencies: tuple[str, ...]) -> Iterator[Tail]:
    known = "|".join(re.escape(agency) for agency in sorted(agencies, key=len, reverse=True))
    for raw, line in zip(table.get(kind, []), _lines_of(source, f"[[{kind}]]"), strict=True):
        for field in ("label", "before"):
            if raw.get(field, "credit") not in get_args(Label):
                raise DataError(name, line, f"{field} is {raw[field]!r}, not one of {', '.join(get_args(Label))}")
        for pattern in raw.get("patterns", []):
            compiled = _compile(pattern.replace("{agency}", known), source, name, line, re.DOTALL)
            yield Tail(raw["label"], compiled, raw.get("before"))


def _compile(pattern: str, source: str, name: str, line: int, flags: re.RegexFlag) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        number = next((n for n, text in enumerate(source.splitlines(), 1) if pattern in text), line)
        raise DataError(name, number, f"bad pattern {pattern[:60]!r}: {error}") from None


def _names(table: dict[str, Any], key: str, name: str) -> Iterator[str]:
    values = table.get(key, {}).get("names", [])
    for value in values:
        if not isinstance(value, str):
            raise DataError(name, None, f"[{key}] holds {value!r}, which is not text")
        yield value


def _cue(raw: dict[str, Any], source: str, name: str, line: int) -> Cue:
    unknown = set(raw) - _FIELDS
    if unknown:
        raise DataError(name, line, f"unknown field {min(unknown)!r}")
    for field, allowed in (("label", get_args(Label)), ("where", get_args(Where)), ("opens", get_args(Opens))):
        if raw.get(field, "") not in allowed:
            raise DataError(name, line, f"{field} is {raw.get(field)!r}, not one of {', '.join(filter(None, allowed))}")
    weight = raw.get("weight")
    if not isinstance(weight, (int, float)) or not 0 < weight <= 3:
        raise DataError(name, line, f"weight is {weight!r}, not a number up to 3")
    where: Where = raw["where"]
    phrases = [squeeze(text) for text in raw.get("phrases", [])]
    patterns: list[str] = raw.get("patterns", [])
    alternatives = list(patterns)
    if where != "whole":
        alternatives += [re.escape(phrase).replace(r"\ ", r"\s+") + r"\b" for phrase in phrases]
    compiled = None
    if alternatives:
        before = "" if where in ("any", "end") else r"\A[\s•*·\[(>|–—-]*"
        whole_pattern = before + "(?:" + "|".join(alternatives) + ")" + _AFTER[where]
        try:
            compiled = re.compile(whole_pattern, re.IGNORECASE)
        except re.error:
            for pattern in patterns:
                _compile(pattern, source, name, line, re.IGNORECASE)
            raise
    whole = frozenset(phrases) if where == "whole" else frozenset()
    return Cue(raw["label"], where, float(weight), raw.get("opens", ""), whole, compiled)
