"""The words of figures, read once from `data/figures/*.toml` and checked."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dragoman.actors.tables import plurals
from dragoman.errors import DataError
from dragoman.language.inflection import noun_forms, verb_forms
from dragoman.tables import data_path, line_with, read_toml

FOLDER = data_path("figures")
Op = Literal["=", ">=", ">", "<=", "<", "~"]
OPERATORS = frozenset({">=", ">", "<=", "<", "~"})
CLASSES = frozenset(
    {"person", "weapon", "act", "territory", "length", "thing", "goods", "state", "vote", "money"}
)  # fmt: skip
_LISTS = ("does", "done", "beside", "of", "for", "tells", "kinds", "tolls", "only", "events")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: `kind` is its class; `plain` are forms that count only with a role."""

    name: str
    kind: str
    plain: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Role:
    """What is told of the counted. `does` and `done` map a verb form to the words that must stand with
    the verb, one set for each listed verb; the others are sets of word forms."""

    name: str
    rank: int
    classes: frozenset[str]
    alone: str | None
    does: Mapping[str, tuple[frozenset[str], ...]]
    done: Mapping[str, tuple[frozenset[str], ...]]
    beside: frozenset[str]
    of: frozenset[str]
    before_for: frozenset[str]
    tells: frozenset[str]
    kinds: frozenset[str]
    tolls: tuple[str, ...]
    only: frozenset[str]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All tables; equal only to itself. `units` and `currencies` map lower-case noun forms, `signs` what stands
    before money; `cues` are the words that make a sentence with a number worth parsing."""

    scales: Mapping[str, float]
    short: Mapping[str, float]
    vague: Mapping[str, float]
    factors: Mapping[str, float]
    exact: Mapping[str, float]
    before: Mapping[str, Op]
    after: Mapping[str, Op]
    names: frozenset[str]
    not_counted: frozenset[str]
    rates: frozenset[str]
    change: frozenset[str]
    led_to: frozenset[str]
    skip: frozenset[str]
    verbs: frozenset[str]
    toll_verbs: frozenset[str]
    between: frozenset[str]
    singular: frozenset[str]
    never: frozenset[str]
    units: Mapping[str, Unit]
    currencies: Mapping[str, str]
    signs: Mapping[str, str]
    roles: tuple[Role, ...]
    cues: frozenset[str]


@functools.lru_cache(maxsize=2)
def load_words(folder: Path = FOLDER) -> Words:
    """Read and check the tables of `folder`. Raises `DataError` with file and, where found, line."""
    numbers = read_toml(folder / "numbers.toml")
    path, counted = folder / "numbers.toml", folder / "units.toml"
    listed = read_toml(counted)
    try:
        lists = numbers["words"]
        units = _units(listed, counted)
        roles = _roles(folder / "roles.toml")
        words = Words(
            scales=_amounts(numbers["scale"], path),
            short=_amounts(numbers["short"], path),
            vague=_amounts(numbers["vague"], path),
            factors=_amounts(numbers["factor"], path),
            exact=_amounts(numbers["exact"], path),
            before=_operators(numbers["before"], path),
            after=_operators(numbers["after"], path),
            names=frozenset(_strings(lists["name"], "name", path)),
            not_counted=frozenset(_strings(lists["unit"], "unit", path)),
            rates=frozenset(_strings(lists["rate"], "rate", path)),
            led_to=frozenset(_strings(lists["led_to"], "led_to", path)),
            change=frozenset(_strings(lists["change"], "change", path)),
            skip=frozenset(_strings(lists["skip"], "skip", path)),
            toll_verbs=frozenset(_strings(lists["toll_verb"], "toll_verb", path)),
            between=frozenset(_strings(lists["between"], "between", path)),
            verbs=frozenset(_strings(lists["verb"], "verb", path)),
            singular=_singular(listed) - frozenset(_strings(lists["same"], "same", path)),
            never=frozenset(_strings(lists["never"], "never", path)),
            units=units,
            currencies=_currencies(listed, counted, "nouns"),
            signs=_currencies(listed, counted, "signs"),
            roles=roles,
            cues=frozenset(word for role in roles for word in _cues(role)) | _loud(units),
        )
    except KeyError as error:
        raise DataError(path, None, f"missing table or list {error}") from error
    return words


def _amounts(table: Mapping[str, Any], path: Path) -> dict[str, float]:
    for word, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise DataError(path, line_with(path, word), f"'{word}' needs a number above nought")
    return {word: float(value) for word, value in table.items()}


def _operators(table: Mapping[str, Any], path: Path) -> dict[str, Op]:
    for word, value in table.items():
        if value not in OPERATORS:
            raise DataError(
                path, line_with(path, f'"{word}"'), f"'{value}' is no operator: {' '.join(sorted(OPERATORS))}"
            )
    return dict(table)


def _strings(value: object, name: str, path: Path) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise DataError(path, line_with(path, f"{name} ="), f"'{name}' must be a list of words")
    return value


def _forms(nouns: Iterable[str]) -> frozenset[str]:
    """Singular and plural of nouns of one or more words; the last word is inflected."""
    out: set[str] = set()
    for noun in nouns:
        rest, _, last = noun.lower().rpartition(" ")
        head, _, tail = noun.lower().partition(" of ")
        if tail:
            out.update(f"{form} of {tail}" for form in (*noun_forms(head), plurals(head)))
        else:
            out.update(f"{rest} {form}".strip() for form in (*noun_forms(last), plurals(last)))
    return frozenset(out)


def _units(table: Mapping[str, Any], path: Path) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in table.get("unit", []):
        name, kind = row.get("name"), row.get("class")
        if not isinstance(name, str) or kind not in CLASSES:
            raise DataError(path, line_with(path, f'"{name}"'), f"unit '{name}' needs a name and a class: {kind!r}")
        plain = _forms(_strings(row.get("plain", []), "plain", path))
        unit = Unit(name, kind, plain)
        for form in _forms(_strings(row.get("nouns"), "nouns", path)) | plain:
            units.setdefault(form, unit)
    return units


def _singular(table: Mapping[str, Any]) -> frozenset[str]:
    """The nouns of units as they are listed."""
    return frozenset(noun.lower() for row in table.get("unit", []) for noun in row["nouns"])


def _currencies(table: Mapping[str, Any], path: Path, key: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for row in table.get("currency", []):
        name = row.get("name")
        if not isinstance(name, str) or len(name) != 3 or not name.isupper():
            raise DataError(path, line_with(path, f'"{name}"'), f"'{name}' is no code of ISO 4217")
        listed = _strings(row.get(key), key, path)
        out.update(dict.fromkeys(_forms(listed) if key == "nouns" else listed, name))
    return out


def _roles(path: Path) -> tuple[Role, ...]:
    roles = []
    for rank, row in enumerate(read_toml(path).get("role", [])):
        name = row.get("name")
        line = line_with(path, f'name = "{name}"')
        unknown = set(row) - {"name", "classes", "alone", *_LISTS}
        if not isinstance(name, str) or unknown:
            raise DataError(path, line, f"role '{name}': unknown {', '.join(sorted(unknown)) or 'name'}")
        classes = frozenset(_strings(row.get("classes"), "classes", path))
        if not classes <= CLASSES:
            raise DataError(path, line, f"role '{name}': unknown class {', '.join(sorted(classes - CLASSES))}")
        have = {key: _strings(row.get(key, []), key, path) for key in _LISTS}
        roles.append(
            Role(
                name,
                rank,
                classes,
                row.get("alone"),
                _verbs(have["does"]),
                _verbs(have["done"]),
                frozenset(have["beside"]),
                _forms(have["of"]),
                _forms(have["for"]),
                _forms(have["tells"]),
                _forms(have["kinds"]),
                tuple(have["tolls"]),
                frozenset(have["only"]),
                tuple(have["events"]),
            )
        )
    return tuple(roles)


def _cues(role: Role) -> Iterator[str]:
    """The words that a sentence must have one of to tell the role; of a phrase its last word."""
    yield from role.does
    yield from role.done
    for listed in (role.beside, role.of, role.before_for, role.tells, role.kinds, role.tolls):
        yield from (phrase.split()[-1] for phrase in listed)


def _loud(units: Mapping[str, Unit]) -> frozenset[str]:
    """The nouns that are worth the record without a role: weapons and land."""
    loud = {"weapon", "territory"}
    return frozenset(form.split()[-1] for form, unit in units.items() if unit.kind in loud and form not in unit.plain)


def _verbs(listed: Iterable[str]) -> dict[str, tuple[frozenset[str], ...]]:
    """Every form of each verb, with what must stand beside it; those with more words first."""
    found: dict[str, set[frozenset[str]]] = {}
    for verb in listed:
        first, *rest = verb.split()
        for form in verb_forms(first):
            found.setdefault(form, set()).add(frozenset(rest))
    return {form: tuple(sorted(needs, key=lambda n: (-len(n), sorted(n)))) for form, needs in found.items()}
