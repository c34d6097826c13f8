"""Modes of an event that its words tell beside its sense: the instrument, the place, what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from dragoman.errors import DataError
from dragoman.events.lexicon_file import entry_lines
from dragoman.ontology.signals import Signals, Term, normalise
from dragoman.tables import read_toml

#: How many modes an event has at the most.
MOST: Final = 2
#: The keys of a cue that hold words, by where these stand.
_SCOPES: Final = ("words", "by", "target", "sentence")
_PLACES: Final = frozenset({"host", "abroad"})
_ENTRY: Final = re.compile(r"^\s*\[\[cue\]\]")


@dataclass(frozen=True, slots=True)
class Cue:
    """What tells a mode beside words: predicates, how many take part, whose land it is in, a person by name."""

    mode: str
    over: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    parties: int = 0
    place: str | None = None
    person: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an event: the words of each scope in lower case, the predicate's lemma, how many take
    part, whose land it is in, whether it is done to a person by name, and where the predicate stands."""

    texts: Mapping[str, str]
    lemma: str
    parties: int = 0
    place: str | None = None
    person: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Modes:
    """The table of `modes.toml`. Cues of a type stand in the order of the file."""

    cues: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    signals: Mapping[tuple[str, str], Signals] = field(default_factory=dict)
    echo: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, kind: str, told: str | None, facts: Facts) -> tuple[str, ...]:
        """The modes of an event of type `kind` whose sense tells the mode `told`."""
        cues = self.cues.get(kind, ())
        found = list(dict.fromkeys(cues[n].mode for n in self._found(kind, cues, facts) if _admits(cues[n], told)))
        if told is not None:
            replaced = any(told in c.over and c.mode in found for c in cues)
            found = [m for m in found if m != told] if replaced else [told, *(m for m in found if m != told)]
        if found in ([], [told]):
            found += [cues[n].mode for n in self._nearest(kind, cues, facts, told) if cues[n].mode != told]
        found = found or [*filter(None, [self.usual.get(kind)])]
        return tuple(found[:MOST])

    def inherited(self, kind: str, own: tuple[str, ...], earlier: tuple[str, ...]) -> tuple[str, ...]:
        """The modes of an event that points back to one with the modes `earlier`: its own, unless it has none or one
        that an earlier mode replaces."""
        if not own:
            return earlier
        over = {mode for cue in self.cues.get(kind, ()) if cue.mode in earlier for mode in cue.over}
        return earlier if set(own) <= over else own

    def _found(self, kind: str, cues: Sequence[Cue], facts: Facts) -> Iterator[int]:
        """The cues that the event's own words, its parties or its place give, in order."""
        hits: set[int] = set()
        for scope in ("words", "by", "target"):
            signals = self.signals.get((kind, scope))
            text = facts.texts.get(scope, "")
            if signals is not None and text:
                hits.update(signals.find(text))
        for n, cue in enumerate(cues):
            by_fact = (cue.parties and facts.parties >= cue.parties) or (cue.place and facts.place == cue.place)
            worded = n in hits or (cue.person and facts.person)
            if by_fact or (worded and (not cue.lemmas or facts.lemma in cue.lemmas)):
                yield n

    def _nearest(self, kind: str, cues: Sequence[Cue], facts: Facts, told: str | None) -> Sequence[int]:
        """The cue of the sentence's words that stands nearest to the predicate."""
        signals = self.signals.get((kind, "sentence"))
        text = facts.texts.get("sentence", "")
        if signals is None or not text:
            return ()
        fit = {n for n, c in enumerate(cues) if _admits(c, told) and (not c.lemmas or facts.lemma in c.lemmas)}
        hits = [h for h in signals.places(text) if h[1] in fit]
        return [min(hits, key=lambda h: (abs(h[0] - facts.at), h[1]))[1]] if hits else ()


def _admits(cue: Cue, told: str | None) -> bool:
    return told is None or cue.mode == told or told in cue.over or told in cue.beside


def read_modes(path: Path, known: Mapping[str, frozenset[str]]) -> Modes:
    """Read the table; `known` has the modes of each type. Raises `DataError` with file and line."""
    data = read_toml(path)
    lines = entry_lines(path, _ENTRY)
    cues: dict[str, list[Cue]] = {}
    terms: dict[tuple[str, str], list[Term]] = {}
    for n, row in enumerate(data.get("cue", [])):
        problem = next(_wrong(row, known), None)
        if problem:
            raise DataError(path, lines[n] if n < len(lines) else None, problem)
        listed = cues.setdefault(row["type"], [])
        for scope in _SCOPES:
            words = (Term(normalise(word), len(listed), None) for word in row.get(scope, ()))
            terms.setdefault((row["type"], scope), []).extend(words)
        listed.append(_cue(row))
    hide = [Term(normalise(phrase), None, None) for phrase in data.get("hide", ())]
    usual: dict[str, str] = data.get("usual", {})
    for kind, mode in usual.items():
        if mode not in known.get(kind, frozenset()):
            raise DataError(path, None, f"{kind} has no mode '{mode}'")
    echo = {str(kind): tuple(nouns) for kind, nouns in data.get("echo", {}).items()}
    signals = {key: Signals([*hide, *found]) for key, found in terms.items() if found}
    return Modes({kind: tuple(listed) for kind, listed in cues.items()}, usual, signals, echo)


def _cue(row: Mapping[str, Any]) -> Cue:
    return Cue(
        mode=row["mode"],
        over=frozenset(row.get("over", ())),
        beside=frozenset(row.get("beside", ())),
        lemmas=frozenset(row.get("lemma", ())),
        parties=int(row.get("parties", 0)),
        place=row.get("place"),
        person=bool(row.get("person", False)),
    )


def _wrong(row: Mapping[str, Any], known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """What is wrong with a cue, in words."""
    for key in sorted(set(row) - {"type", "mode", "over", "beside", "lemma", "parties", "place", "person", *_SCOPES}):
        yield f"unknown key '{key}'"
    modes = known.get(row.get("type", ""), frozenset())
    for mode in (row.get("mode", ""), *row.get("over", ()), *row.get("beside", ())):
        if mode not in modes:
            yield f"{row.get('type')} has no mode '{mode}'"
    for scope in _SCOPES:
        for word in row.get(scope, ()):
            if word != word.lower() or not word[:1].isalnum():
                yield f"{scope}: '{word}' is no lower-case word or phrase"
    if row.get("place", "host") not in _PLACES:
        yield f"place is host or abroad, not '{row.get('place')}'"
