"""PLOVER: event types, modes, contexts, scores, and the nearest CAMEO code, read from tables.

The tables stand in `data/ontology/`: `plover.toml` (types, modes, sectors, codes), `contexts.toml`
(contexts and the words that signal them) and `cameo.csv`. `docs/ontology.md` names their sources and
says what was decided where the PLOVER manual contradicts itself.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from dragoman.errors import DataError
from dragoman.ontology.signals import Signals, Term, normalise
from dragoman.tables import Table, TomlFile, data_path, read_text

_T = TypeVar("_T")

FOLDER: Final = data_path("ontology")
BASES: Final = ("crosswalk", "renamed", "label", "type", "none")
FACTUALITIES: Final = ("actual", "future", "hypothetical", "negated", "historical")
_CAMEO_COLUMNS: Final = ("event", "mode", "context", "cameo", "label", "goldstein", "basis")
_NAME: Final = {
    "type": re.compile(r"[A-Z][A-Z_]*"),
    "mode": re.compile(r"[a-z]+(-[a-z]+)*"),
    "context": re.compile(r"[a-z]+(_[a-z]+)*"),
    "auxiliary": re.compile(r"[a-z]+"),
}
_CODE: Final = re.compile(r"(0[1-9]|1[0-9]|20)[0-9]{0,2}")
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9'.+&/ -]*\*?( [a-z0-9][a-z0-9'.+&/-]*\*?)*")


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of a type was done. `score` is None where the type's own score holds."""

    name: str
    score: float | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Type:
    """An event type. `quad` is 1 to 4, `score` runs from -10 (conflict) to +10 (cooperation)."""

    name: str
    quad: int
    score: float
    recipient_required: bool
    meaning: str
    modes: tuple[Mode, ...] = ()

    def mode(self, name: str) -> Mode | None:
        """The mode of that name, or None."""
        return next((mode for mode in self.modes if mode.name == name), None)


@dataclass(frozen=True, slots=True)
class Context:
    """What an event is about. One of `words` signals it, or words of two different groups of `weak`."""

    name: str
    meaning: str
    words: tuple[str, ...]
    weak: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """A mode that says whether and when an event happened; `factuality` is the record's word for it."""

    name: str
    factuality: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """One row of `cameo.csv`: a PLOVER type, mode and context (each may be empty) and its CAMEO code."""

    event: str
    mode: str
    context: str
    cameo: str | None
    label: str
    goldstein: float | None
    basis: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """All tables. Build it with `load_ontology`; order is the order of the files."""

    types: Mapping[str, Type]
    contexts: tuple[Context, ...]
    sectors: Mapping[str, str]
    primary_sectors: frozenset[str]
    international: Mapping[str, str]
    auxiliaries: tuple[Auxiliary, ...]
    crossings: Mapping[tuple[str, str, str], Crossing]
    _signals: Signals = field(repr=False)

    def quad(self, event: str) -> int:
        """Quad of a type, 1 to 4. Raises KeyError for a type that is not in the tables."""
        return self.types[event].quad

    def score(self, event: str, modes: Sequence[str] = ()) -> float | None:
        """PLOVER score of an event, -10 to +10; None for an unknown type.

        Of several modes the one farthest from zero counts, the earlier one on a tie. A mode that is unknown
        or has no score of its own counts as the type's score.
        """
        entry = self.types.get(event)
        if entry is None:
            return None
        best: float | None = None
        for name in modes:
            mode = entry.mode(name)
            score = entry.score if mode is None or mode.score is None else mode.score
            if best is None or abs(score) > abs(best):
                best = score
        return entry.score if best is None else best

    def cameo(
        self, event: str, modes: Sequence[str] = (), contexts: Sequence[str] = ()
    ) -> tuple[str | None, float | None]:
        """The nearest CAMEO code and its Goldstein value; None where no source gives one.

        For each mode in turn, mode and context are tried before the mode alone; then the type with a context,
        then the type alone. A row of basis `none` ends the search: nothing in CAMEO is near.
        """
        for mode in (*modes, ""):
            for context in (*contexts, ""):
                row = self.crossings.get((event, mode, context))
                if row is None or row.basis == "type":
                    continue
                return row.cameo, row.goldstein
        return None, None

    def contexts_of(self, words: str) -> tuple[str, ...]:
        """Names of the contexts that a text signals, in the order of the table.

        `words` is the lower-cased text of a clause or a sentence; blanks, hyphens and line breaks are one.
        """
        return tuple(self.contexts[index].name for index in self._signals.find(words))


def load_ontology(folder: Path | None = None, extra: Sequence[Path] = ()) -> Ontology:
    """Read and check the tables of `folder` (default: those of the package).

    `extra` are TOML files of a user's own with `[[type]]` and `[[context]]` tables. A new name is added at the
    end; a known type or context takes the given modes, words, score and so on in place of or beside its own.
    Raises `DataError`, with file and line, for a file that is missing, broken or contradicts itself.
    """
    base = FOLDER if folder is None else folder
    files = [TomlFile(base / "plover.toml"), TomlFile(base / "contexts.toml"), *(TomlFile(path) for path in extra)]
    types: dict[str, Type] = {}
    contexts: dict[str, Context] = {}
    auxiliaries: dict[str, Auxiliary] = {}
    hide: list[str] = []
    for number, file in enumerate(files):
        for table in file.tables("type"):
            _put(types, table, _type(table, types.get(_name(table))), number > 1)
        for table in file.tables("context"):
            _put(contexts, table, _context(table, contexts.get(_name(table))), number > 1)
        for table in file.tables("auxiliary"):
            _put(auxiliaries, table, _auxiliary(table), False)
        hide.extend(_words(file.root, "hide"))
    primary = _codes(files[0].root, "sectors", "primary")
    secondary = _codes(files[0].root, "sectors", "secondary")
    ordered = tuple(contexts.values())
    return Ontology(
        types=types,
        contexts=ordered,
        sectors={**primary, **secondary},
        primary_sectors=frozenset(primary),
        international=_codes(files[0].root, "international"),
        auxiliaries=tuple(auxiliaries.values()),
        crossings=_crossings(base / "cameo.csv", types, contexts),
        _signals=Signals(_terms(ordered, hide)),
    )


def _name(table: Table) -> str:
    """The name of a type, mode or context, checked."""
    name = table.values.get("name")
    if not isinstance(name, str) or not _NAME[table.kind].fullmatch(name):
        raise table.error(f"{table.kind} needs a name such as {_NAME[table.kind].pattern}, not {name!r}", "name")
    return name


def _codes(root: Table, *path: str) -> dict[str, str]:
    """A table of code = "meaning"; codes are three capitals."""
    value: Any = root.values
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, dict):
        raise root.error(f"[{'.'.join(path)}] is missing")
    for code, meaning in value.items():
        if not re.fullmatch(r"[A-Z]{3}", code) or not isinstance(meaning, str):
            raise root.error(f"{code!r} is no code with a meaning", code)
    return dict(value)


def _put(into: dict[str, _T], table: Table, value: _T, replace: bool) -> None:
    if _name(table) in into and not replace:
        raise table.error(f"{table.kind} {_name(table)!r} stands twice", "name")
    into[_name(table)] = value


def _number(table: Table, value: object, needle: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -10 <= value <= 10:
        raise table.error(f"a score is a number from -10 to 10, not {value!r}", needle)
    return float(value)


def _type(table: Table, old: Type | None) -> Type:
    table.keys("name", "quad", "score", "recipient", "meaning", "mode")
    rule = "required" if old is not None and old.recipient_required else "optional"
    known = {} if old is None else {"quad": old.quad, "score": old.score, "recipient": rule, "meaning": old.meaning}
    values: dict[str, Any] = known | dict(table.values)
    for key in ("quad", "score", "recipient", "meaning"):
        if key not in values:
            raise table.error(f"type {_name(table)} needs {key!r}")
    if values["quad"] not in (1, 2, 3, 4) or isinstance(values["quad"], bool):
        raise table.error(f"quad is 1, 2, 3 or 4, not {values['quad']!r}", "quad")
    if values["recipient"] not in ("required", "optional"):
        raise table.error(f"recipient is required or optional, not {values['recipient']!r}", "recipient")
    modes = {} if old is None else {mode.name: mode for mode in old.modes}
    given: set[str] = set()
    for row in values.get("mode", []):
        name = row.get("name") if isinstance(row, dict) else None
        if not isinstance(name, str) or not _NAME["mode"].fullmatch(name) or name in given:
            raise table.error(f"mode {name!r} is no name or stands twice", f'"{name}"')
        given.add(name)
        if unknown := sorted(set(row) - {"name", "score", "meaning"}):
            raise table.error(f"mode {name} has no key {unknown[0]!r}", f'"{name}"')
        own = _number(table, row["score"], f'"{name}"') if "score" in row else None
        modes[name] = Mode(name, own, str(row.get("meaning", "")))
    score = _number(table, values["score"], "score")
    required = values["recipient"] == "required"
    return Type(_name(table), values["quad"], score, required, str(values["meaning"]), tuple(modes.values()))


def _words(table: Table, key: str, rows: object = None) -> tuple[str, ...]:
    rows = table.values.get(key, []) if rows is None else rows
    if not isinstance(rows, list):
        raise table.error(f"{key} must be a list of words", key)
    seen: set[str] = set()
    for word in rows:
        if not isinstance(word, str) or not _WORD.fullmatch(word) or word != word.lower():
            raise table.error(f"{key}: {word!r} is no lower-case word or phrase", str(word))
        if word in seen:
            raise table.error(f"{key}: {word!r} stands twice", f'"{word}"')
        seen.add(word)
    return tuple(rows)


def _context(table: Table, old: Context | None) -> Context:
    table.keys("name", "meaning", "words", "weak")
    meaning = table.values.get("meaning", "" if old is None else old.meaning)
    words = _words(table, "words")
    groups = table.values.get("weak", [])
    if not isinstance(groups, list):
        raise table.error("weak must be a list of groups of words", "weak")
    weak = tuple(_words(table, "weak", group) for group in groups)
    if old is not None:
        words = tuple(dict.fromkeys((*old.words, *words)))
        weak = (*old.weak, *weak)
    if not words or not isinstance(meaning, str) or not meaning:
        raise table.error(f"context {_name(table)} needs 'meaning' and 'words'")
    return Context(_name(table), meaning, words, weak)


def _auxiliary(table: Table) -> Auxiliary:
    table.keys("name", "factuality", "meaning")
    factuality = table.values.get("factuality")
    if factuality not in FACTUALITIES:
        raise table.error(f"factuality is one of {', '.join(FACTUALITIES)}, not {factuality!r}", "factuality")
    return Auxiliary(_name(table), str(factuality), str(table.values.get("meaning", "")))


def _terms(contexts: Sequence[Context], hide: Iterable[str]) -> Iterator[Term]:
    for index, context in enumerate(contexts):
        for word in context.words:
            yield Term(normalise(word), index, None)
        for group, words in enumerate(context.weak):
            for word in words:
                yield Term(normalise(word), index, group)
    for phrase in hide:
        yield Term(normalise(phrase), None, None)


def _crossings(
    path: Path, types: Mapping[str, Type], contexts: Mapping[str, Context]
) -> dict[tuple[str, str, str], Crossing]:
    rows: dict[tuple[str, str, str], Crossing] = {}
    lines = [(number, line) for number, line in enumerate(read_text(path).splitlines(), 1) if line and line[0] != "#"]
    if not lines or lines[0][1] != ",".join(_CAMEO_COLUMNS):
        raise DataError(path, lines[0][0] if lines else None, f"the columns are {','.join(_CAMEO_COLUMNS)}")
    for number, line in lines[1:]:
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        row = _crossing(path, number, cells)
        entry = types.get(row.event)
        if entry is None or (row.mode and entry.mode(row.mode) is None):
            raise DataError(path, number, f"no type {row.event} with mode {row.mode or 'none'}")
        if row.context and row.context not in contexts:
            raise DataError(path, number, f"no context {row.context}")
        key = (row.event, row.mode, row.context)
        if key in rows:
            raise DataError(path, number, f"{' '.join(key)} stands twice")
        rows[key] = row
    return rows


def _crossing(path: Path, number: int, cells: Sequence[str]) -> Crossing:
    if len(cells) != len(_CAMEO_COLUMNS):
        raise DataError(path, number, f"{len(cells)} cells, not {len(_CAMEO_COLUMNS)}")
    event, mode, context, cameo, label, goldstein, basis = cells
    if basis not in BASES:
        raise DataError(path, number, f"basis is one of {', '.join(BASES)}, not {basis!r}")
    if bool(cameo) is (basis in ("type", "none")):
        raise DataError(path, number, f"basis {basis} {'has no' if cameo else 'needs a'} code")
    if cameo and not _CODE.fullmatch(cameo):
        raise DataError(path, number, f"{cameo!r} is no CAMEO code")
    value: float | None = None
    if goldstein:
        try:
            value = float(goldstein)
        except ValueError:
            raise DataError(path, number, f"{goldstein!r} is no number") from None
        if not -10 <= value <= 10 or not cameo:
            raise DataError(path, number, f"{goldstein} is no Goldstein value of a code")
    return Crossing(event, mode, context, cameo or None, label, value, basis)
