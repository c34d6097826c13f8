"""A user's lexicon file against the packaged tables: every mistake and every doubt, with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dragoman.errors import DataError
from dragoman.events.lexicon import Lexicon
from dragoman.events.lexicon_file import Tables, checked_senses
from dragoman.events.senses import Sense
from dragoman.tables import read_toml

_TOP = frozenset({"type", "frame", "sense"})


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong (`mistake`: the file is refused or would do nothing) or doubtful (`warning`)."""

    path: Path
    line: int | None
    level: Literal["mistake", "warning"]
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line is not None else str(self.path)
        return f"{where}: {'warning: ' if self.level == 'warning' else ''}{self.message}"


def lint(path: Path, tables: Tables, packaged: Lexicon) -> tuple[list[Remark], list[Sense]]:
    """The remarks on a file in the order of its lines, and its senses that are right."""
    remarks: list[Remark] = []
    senses: list[Sense] = []
    try:
        remarks += [Remark(path, None, "mistake", words) for words in _top(read_toml(path))]
        for found in checked_senses(path, tables):
            if isinstance(found, DataError):
                remarks.append(Remark(path, found.line, "mistake", found.message))
            else:
                senses.append(found)
    except DataError as error:
        return [Remark(path, error.line, "mistake", error.message)], []
    remarks += [Remark(path, line_of(s), "mistake", "words are written small") for s in senses if _capital(s)]
    remarks += [Remark(path, line_of(s), "warning", "no example") for s in senses if not s.example and s.none is None]
    known = {_key(sense): sense for sense in reversed(list(packaged.all_senses()))}
    remarks += [Remark(path, line, "warning", words) for line, words in _doubles(senses, known)]
    return sorted(remarks, key=lambda r: (r.line or 0, r.level)), senses


def line_of(sense: Sense) -> int | None:
    """The line of its file where a sense stands."""
    number = sense.where.rpartition(":")[2]
    return int(number) if number.isdigit() else None


def meaning(sense: Sense) -> str:
    """What a sense says of its word, in a few characters: "ASSAULT aerial", "refuse", "no event"."""
    if sense.none is not None:
        return f"no event ({sense.none})"
    return sense.op or f"{sense.type}{f' {sense.mode}' if sense.mode else ''}"


def _top(data: dict[str, Any]) -> Iterator[str]:
    """Mistakes outside the senses."""
    yield from (f"unknown key '{key}': a file has type, frame and sense" for key in sorted(set(data) - _TOP))
    if not isinstance(data.get("sense", []), list):
        yield "sense must be a list"
    elif not data.get("sense"):
        yield "no senses in it"


def _capital(sense: Sense) -> bool:
    return any(word != word.lower() for word in sense.words)


def _doubles(senses: Iterable[Sense], known: dict[object, Sense]) -> Iterator[tuple[int | None, str]]:
    """Senses that nothing tells apart from one before them, or from a packaged one that they silence."""
    own: dict[object, Sense] = {}
    for sense in senses:
        key = _key(sense)
        if key in own:
            yield line_of(sense), f"'{sense.id}' stands in line {line_of(own[key])} already, and the first wins"
            continue
        own[key] = sense
        packaged = known.get(key)
        if packaged is not None:
            what = "says the same as" if meaning(packaged) == meaning(sense) else "takes the place of"
            yield line_of(sense), f"'{sense.id}' {what} a packaged sense: {meaning(packaged)} ({packaged.where})"


def _key(sense: Sense) -> object:
    """All that matching can tell two senses apart by."""
    return (
        sense.pos,
        sense.words,
        sense.objects,
        sense.subjects,
        sense.prep,
        sense.at,
        sense.intransitive,
        _clause(sense),
    )


def _clause(sense: Sense) -> tuple[bool, ...]:
    """What a sense asks of its clause, and of one that the word governs."""
    return sense.plain, sense.complement, sense.ahead, sense.last
