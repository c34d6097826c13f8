"""Reading lexicon files: TOML with one sense a line, so that a mistake can be named by its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from dragoman.errors import DataError
from dragoman.events.senses import FILLERS, OPERATORS, RESOLVED, Frame, LightVerb, Sense
from dragoman.tables import read_toml

#: What a sense may say (docs/lexicon.md).
KEYS = frozenset({
    "verb", "noun", "adj", "object", "subject", "type", "mode", "context", "frame", "light", "op", "none",
    "example", "addressee", "governs", "prep", "id", "intransitive",
    "plain", "complement", "last", "ahead", "at",
})  # fmt: skip
_ENTRY = re.compile(r"^\s*(?:\{|\[\[sense\]\])")
_ROW = re.compile(r"^\s*\[\[row\]\]")


@dataclass(frozen=True, slots=True)
class Tables:
    """What senses refer to: frames, noun classes, and the modes of each event type."""

    frames: Mapping[str, Frame]
    classes: Mapping[str, frozenset[str]]
    modes: Mapping[str, frozenset[str]]


def entry_lines(path: Path, pattern: re.Pattern[str]) -> list[int]:
    """The line numbers of the entries, to name the one that is wrong."""
    return [n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if pattern.match(line)]


def read_frames(path: Path) -> dict[str, Frame]:
    """Frames by name."""
    return {
        name: Frame(name, tuple(row["actor"]), tuple(row["recipient"]), bool(row.get("collect", False)))
        for name, row in read_toml(path)["frames"].items()
    }


def read_classes(paths: list[Path]) -> dict[str, frozenset[str]]:
    """Noun classes by name; a class may stand in several files."""
    out: dict[str, set[str]] = {}
    for path in paths:
        for name, members in read_toml(path).get("classes", {}).items():
            out.setdefault(name, set()).update(members)
    return {name: frozenset(members) for name, members in out.items()}


def read_light(path: Path) -> list[LightVerb]:
    """Light verbs of `light.toml`: three lists by kind."""
    data = read_toml(path)
    kinds: tuple[Literal["light", "converse", "occur"], ...] = ("light", "converse", "occur")
    return [LightVerb(tuple(v.split()), kind, f"{path.name}") for kind in kinds for v in data.get(kind, [])]


def read_senses(path: Path, tables: Tables) -> Iterator[Sense]:
    """The senses of one file. Raises `DataError` with file and line."""
    for found in checked_senses(path, tables):
        if isinstance(found, DataError):
            raise found
        yield found


def checked_senses(path: Path, tables: Tables) -> Iterator[Sense | DataError]:
    """The senses of one file and, in the place of each that is wrong, the errors that name its mistakes.

    Raises `DataError` where the file is no TOML, so that nothing can be said of what follows."""
    data = read_toml(path)
    rows = data.get("sense", [])
    lines = entry_lines(path, _ENTRY)
    defaults = {"type": data.get("type"), "frame": data.get("frame")}
    for n, row in enumerate(rows):
        # Where several senses share a line, its number cannot be told.
        line = lines[n] if len(lines) == len(rows) else None
        wrong = list(_wrong(row, defaults, tables))
        if wrong:
            yield from (DataError(path, line, message) for message in wrong)
        else:
            yield _sense(row, defaults, path, line, tables)


def read_rows(path: Path, tables: Tables) -> Iterator[Sense]:
    """The verb class × noun class table, one sense for each verb of the class."""
    data = read_toml(path)
    lines = entry_lines(path, _ROW)
    verbs: dict[str, list[str]] = data.get("verbs", {})
    for n, row in enumerate(data.get("row", [])):
        line = lines[n] if n < len(lines) else None
        if row.get("verbs") not in verbs:
            raise DataError(path, line, f"no verb class '{row.get('verbs')}'")
        nouns = row["nouns"] if isinstance(row["nouns"], list) else [row["nouns"]]
        rest = {k: v for k, v in row.items() if k not in {"verbs", "nouns"}}
        for verb in verbs[row["verbs"]]:
            entry = {**rest, "verb": verb, "object": ["@" + x.lstrip("@") for x in nouns]}
            if problem := next(_wrong(entry, {}, tables), None):
                raise DataError(path, line, problem)
            yield _sense(entry, {}, path, line, tables)


def _sense(row: dict[str, Any], defaults: Mapping[str, Any], path: Path, line: int | None, tables: Tables) -> Sense:
    """The sense of a row that is right."""
    pos: Literal["verb", "noun", "adj"] = "verb" if "verb" in row else "noun" if "noun" in row else "adj"
    type_ = _type(row, defaults)
    name = row.get("frame") or defaults.get("frame")
    usual = _usual(tables.frames, pos, type_, row.get("mode"))
    frame = _completed(tables.frames[name], usual) if name else usual
    if type_ == "MOBILIZE" and frame is not None and name != "on-patient":
        # What is mobilised is the actor's own, but not what is shadowed or overflown.
        frame = replace(frame, recipient=tuple(r for r in frame.recipient if r != "object"))
    words = tuple(str(row[pos]).split())
    return Sense(
        id=row.get("id") or " ".join(words) + (f" {'/'.join(sorted(row['object']))}" if row.get("object") else ""),
        pos=pos,
        words=words,
        type=type_,
        mode=row.get("mode"),
        frame=frame,
        op=row.get("op"),
        none=row.get("none"),
        objects=tuple(sorted(row.get("object", ()))),
        subjects=tuple(sorted(row.get("subject", ()))),
        context=tuple(row.get("context", ())),
        light=bool(row.get("light", False)),
        intransitive=bool(row.get("intransitive", False)),
        plain=bool(row.get("plain", False)),
        ahead=bool(row.get("ahead", False)),
        complement=bool(row.get("complement", False)),
        last=bool(row.get("last", False)),
        at=row.get("at"),
        addressee=row.get("addressee"),
        governs=row.get("governs"),
        prep=row.get("prep"),
        example=row.get("example", ""),
        where=f"{path.name}:{line}",
        beside=_beside(words, pos),
    )


def _beside(words: tuple[str, ...], pos: str) -> frozenset[str]:
    """The words of a sense that must stand beside the one that it is looked up by."""
    if pos == "noun":
        return frozenset() if "of" in words else frozenset(words[:-1])
    return frozenset(words[1:]) - FILLERS


def _usual(frames: Mapping[str, Frame], pos: str, type_: str | None, mode: str | None) -> Frame | None:
    """The default frame of a part of speech, type and mode."""
    return frames.get(f"{pos}:{type_}.{mode}") or frames.get(f"{pos}:{type_}") or frames.get(f"{pos}:*")


def _completed(frame: Frame, usual: Frame | None) -> Frame:
    """A sense's own frame first, then the roles that its type usually has."""
    if not frame.recipient or usual is None or usual.collect:
        return frame
    return replace(frame, recipient=tuple(dict.fromkeys((*frame.recipient, *usual.recipient))))


def _type(row: Mapping[str, Any], defaults: Mapping[str, Any]) -> str | None:
    """A sense's own type, or that of its file if it is an event."""
    return row.get("type") or (defaults.get("type") if not row.get("op") and not row.get("none") else None)


def _wrong(row: object, defaults: Mapping[str, Any], tables: Tables) -> Iterator[str]:
    """Everything that is wrong with a row, in words."""
    if not isinstance(row, dict):
        yield "is no table of keys and values"
        return
    yield from (f"unknown key '{key}'" for key in sorted(set(row) - KEYS))
    words = [row[key] for key in ("verb", "noun", "adj") if key in row]
    if len(words) != 1:
        yield "needs exactly one of verb, noun, adj"
    elif not isinstance(words[0], str) or not words[0].strip():
        yield "verb, noun or adj must be a word"
    if row.get("op") and row["op"] not in OPERATORS:
        yield f"no operator '{row['op']}'"
    frame = row.get("frame") or defaults.get("frame")
    if frame and frame not in tables.frames:
        yield f"no frame '{frame}'"
    yield from _wrong_lists(row, tables)
    type_ = _type(row, defaults)
    if type_ is not None and type_ not in tables.modes:
        yield f"no event type '{type_}'"
    elif row.get("mode") and row["mode"] not in tables.modes.get(type_ or "", frozenset()) and not row.get("op"):
        yield f"{type_} has no mode '{row['mode']}'"
    if not (type_ or row.get("op") or row.get("none")):
        yield "needs a type, an op or none"


def _wrong_lists(row: Mapping[str, Any], tables: Tables) -> Iterator[str]:
    for key in ("object", "subject", "context"):
        given = row.get(key, [])
        if not isinstance(given, list):
            yield f"{key} must be a list"
        elif not all(isinstance(name, str) for name in given):
            yield f"{key} must be a list of words"
        elif key != "context":
            for name in given:
                if name.startswith("@") and name[1:] not in tables.classes and name not in RESOLVED:
                    yield f"no noun class '{name}'"
