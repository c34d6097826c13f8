"""The words of stance, the topics of issues and the conflicts, read from `data/positions`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from dragoman.errors import DataError
from dragoman.tables import read_toml

Side = Literal["for", "against", "neutral"]
SIDES = ("for", "against", "neutral")
KINDS = ("verb", "noun", "adjective")
_STANCE_KEYS = frozenset({
    "id", "kind", "stance", "strength", "takes", "words", "negated", "declined", "reasons", "known", "sides", "only",
    "holder",
})  # fmt: skip
_TOPIC_KEYS = frozenset(
    {"id", "words", "opposite", "conflict", "about", "joins", "own", "fixed", "lasting", "weak", "see"}
)


@dataclass(frozen=True, slots=True)
class Stance:
    """An entry of stances.toml; `takes` are the places of the issue, best first."""

    id: str
    side: Side
    strength: float
    takes: tuple[str, ...]
    negated: Side | None = None
    declined: Side | None = None
    reasons: tuple[str, ...] = ()
    known: bool = False
    sides: bool = False
    only: str = ""
    holder: str = "subject"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic. `about` are the prepositions before its target, empty where every name counts."""

    id: str
    conflict: bool = False
    about: frozenset[str] = frozenset()
    joins: bool = False
    own: bool = False
    fixed: frozenset[str] = frozenset()
    lasting: bool = False
    weak: bool = False
    see: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that name a topic or its opposite: each place is a set of lemmas, or None for a gap."""

    places: tuple[frozenset[str] | None, ...]
    topic: Topic
    opposite: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict: what its issues are about, and who may be named instead."""

    codes: frozenset[str]
    parties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that `data/positions` says. Verbs and nouns are found by lemma, verbs with their second word
    after a blank; `patterns` by the lemmas that they may begin with."""

    verbs: Mapping[str, tuple[Stance, ...]]
    nouns: Mapping[str, tuple[Stance, ...]]
    adjectives: Mapping[str, tuple[Stance, ...]]
    posture: frozenset[str]
    neutral: frozenset[str]
    posture_takes: tuple[str, ...]
    phrases: Mapping[str, tuple[Side, float]]
    words: Mapping[str, frozenset[str]]
    nominal: Mapping[str, str]
    topics: Mapping[str, Topic]
    patterns: Mapping[str, tuple[Pattern, ...]]
    conflicts: tuple[Conflict, ...]

    def ways_to(self, topic: str) -> frozenset[str]:
        """Single words by which somebody looks for a topic."""
        found = (p for listed in self.patterns.values() for p in listed if p.topic.id == topic)
        single = frozenset(w for p in found if len(p.places) == 1 for w in p.places[0] or ())
        return single | self.topics[topic].see

    def gate_words(self) -> tuple[frozenset[str], frozenset[str]]:
        """First words of verbs, to be inflected, and the nouns and adjectives as they stand. A deed alone does not let
        a sentence pass."""
        deeds = self.words["deeds"]
        told = (word for word, entries in self.verbs.items() if any(s.id not in deeds for s in entries))
        verbs = frozenset(word.split()[0] for word in told)
        nouns = frozenset(word for word, entries in self.nouns.items() if any(s.id not in deeds for s in entries))
        return verbs, nouns | frozenset(self.adjectives) | self.posture


@cache
def tables(folder: Path | None = None) -> Tables:
    """The tables of a folder, by default the packaged ones. Raises `DataError` with file and line."""
    base = folder if folder is not None else Path(str(files("dragoman").joinpath("data/positions")))
    stances, topics = read_toml(base / "stances.toml"), read_toml(base / "topics.toml")
    verbs, nouns, adjectives = (_stances(base / "stances.toml", stances, kind) for kind in KINDS)
    posture = stances["posture"]
    known, patterns = _topics(base / "topics.toml", topics)
    return Tables(
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        posture=frozenset(posture["words"]),
        neutral=frozenset(posture["neutral"]),
        posture_takes=tuple(posture["takes"]),
        phrases={row["words"]: (row["stance"], float(row["strength"])) for row in stances["phrase"]},
        words=_words(stances["words"]),
        nominal=dict(stances["nominal"]),
        topics=known,
        patterns=patterns,
        conflicts=_conflicts(base / "conflicts.toml"),
    )


def _words(listed: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """The word lists by name; `effects` has all verbs of what a thing does."""
    words = {name: frozenset(found) for name, found in listed.items()}
    words["effects"] = words["harming"] | words["serving"] | words["failing"]
    return words


def _stances(path: Path, data: Mapping[str, Any], kind: str) -> dict[str, tuple[Stance, ...]]:
    out: dict[str, list[Stance]] = {}
    for line, row in zip(_lines(path, "stance"), data["stance"], strict=True):
        unknown = sorted(row.keys() - _STANCE_KEYS)
        if unknown:
            raise DataError(path, line, f"unknown key '{unknown[0]}'")
        if row.get("kind") not in KINDS:
            raise DataError(path, line, f"'{row.get('kind')}' is none of {', '.join(KINDS)}")
        for key in ("stance", "negated", "declined"):
            if row.get(key, "for") not in SIDES:
                raise DataError(path, line, f"'{row[key]}' is none of {', '.join(SIDES)}")
        if not 0 <= row.get("strength", -1) <= 1:
            raise DataError(path, line, "strength is a number from 0 to 1")
        if row["kind"] == kind:
            found = _stance(row)
            for word in _strings(path, line, row, "words"):
                out.setdefault(word, []).append(found)
    return {word: tuple(found) for word, found in out.items()}


def _stance(row: Mapping[str, Any]) -> Stance:
    return Stance(
        id=row["id"],
        side=row["stance"],
        strength=float(row["strength"]),
        takes=tuple(row["takes"]),
        negated=row.get("negated"),
        declined=row.get("declined"),
        reasons=tuple(row.get("reasons", ())),
        known=bool(row.get("known", False)),
        sides=bool(row.get("sides", False)),
        only=row.get("only", ""),
        holder=row.get("holder", "subject"),
    )


def _topics(path: Path, data: Mapping[str, Any]) -> tuple[dict[str, Topic], dict[str, tuple[Pattern, ...]]]:
    lists = {name: frozenset(words) for name, words in data.get("lists", {}).items()}
    topics: dict[str, Topic] = {}
    patterns: dict[str, list[Pattern]] = {}
    for line, row in zip(_lines(path, "topic"), data["topic"], strict=True):
        unknown = sorted(row.keys() - _TOPIC_KEYS)
        if unknown or row.get("id") in topics:
            raise DataError(path, line, f"unknown key '{unknown[0]}'" if unknown else f"second topic '{row['id']}'")
        topic = Topic(
            id=row["id"],
            about=frozenset(row.get("about", ())),
            fixed=frozenset(row.get("fixed", ())),
            see=frozenset(row.get("see", ())),
            **{key: bool(row.get(key, False)) for key in ("conflict", "joins", "own", "lasting", "weak")},
        )
        topics[topic.id] = topic
        for key in ("words", "opposite"):
            for words in _strings(path, line, row, key) if key in row or key == "words" else ():
                pattern = Pattern(_places(path, line, words, lists), topic, key == "opposite")
                for first in sorted(pattern.places[0] or ()):
                    patterns.setdefault(first, []).append(pattern)
    return topics, {first: tuple(found) for first, found in patterns.items()}


def _places(
    path: Path, line: int, words: str, lists: Mapping[str, frozenset[str]]
) -> tuple[frozenset[str] | None, ...]:
    out: list[frozenset[str] | None] = []
    for word in words.replace("-", " ").split():
        if word.startswith("@"):
            if word[1:] not in lists:
                raise DataError(path, line, f"no list '{word[1:]}'")
            out.append(frozenset(w for w in lists[word[1:]] if " " not in w and "-" not in w))
        else:
            out.append(None if word == "…" else frozenset({word}))
    if not out or out[0] is None or out[-1] is None:
        raise DataError(path, line, f"'{words}' begins or ends with a gap")
    return tuple(out)


def _conflicts(path: Path) -> tuple[Conflict, ...]:
    rows = read_toml(path)["conflict"]
    for line, row in zip(_lines(path, "conflict"), rows, strict=True):
        for key in ("codes", "parties"):
            for code in _strings(path, line, row, key):
                if not re.fullmatch("[A-Z]{3}", code):
                    raise DataError(path, line, f"'{code}' is no code")
    return tuple(Conflict(frozenset(row["codes"]), frozenset(row["parties"])) for row in rows)


def _strings(path: Path, line: int, row: Mapping[str, Any], key: str) -> Sequence[str]:
    value = row.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
        raise DataError(path, line, f"'{key}' must be a list of words")
    return value


def _lines(path: Path, name: str) -> list[int]:
    """The line numbers of the entries of one kind."""
    return [n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.startswith(f"[[{name}]]")]
