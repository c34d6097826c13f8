"""The words that tell relations, read from `data/relations`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from dragoman.errors import DataError
from dragoman.events.inflection import noun_forms, verb_forms

PARTIES = frozenset({"state", "org", "group", "person"})
NounForm = Literal["role", "bond", "status", "bid"]
_NOUNS: tuple[NounForm, ...] = ("role", "bond", "status", "bid")


@dataclass(frozen=True, slots=True)
class Kind:
    """A relation: which kinds of parties it has, and whether either order says the same. `pairs`, if there are
    any, say which kinds go together."""

    name: str
    subject: frozenset[str]
    object: frozenset[str]
    symmetric: bool
    pairs: frozenset[tuple[str, str]]

    def fits(self, subject: str, other: str) -> bool:
        """Whether two parties of these kinds can have the relation."""
        if self.pairs:
            return (subject, other) in self.pairs
        return subject in self.subject and other in self.object


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that tells a relation; `of` are the prepositions before the other party. `predicate`: only where
    it is said of somebody, not after "as". `unequal`: two of them are not each other's."""

    form: NounForm
    kind: str
    words: tuple[str, ...]
    of: frozenset[str]
    named: bool
    needs: frozenset[str]
    predicate: bool
    plural: bool
    unequal: bool


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that tells a relation: the roles of the two parties, tried in order."""

    kind: str
    particle: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    dates: str | None
    future: str | None
    through: frozenset[str]
    of: frozenset[str]
    standing: bool


@dataclass(frozen=True, slots=True)
class Participle:
    """A participle or adjective that tells a relation with the party after `by`, or before its hyphen."""

    kind: str
    by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lists:
    """The plain lists of `words.toml`."""

    former: frozenset[str]
    unreal: frozenset[str]
    wanting: frozenset[str]
    factual: frozenset[str]
    ending: frozenset[str]
    having: frozenset[str]
    seeking: frozenset[str]
    applying: frozenset[str]
    granting: frozenset[str]
    receiving: frozenset[str]
    parts: frozenset[str]
    regarding: frozenset[str]
    territory: frozenset[str]
    becoming: frozenset[str]
    appointing: frozenset[str]
    ruling: frozenset[str]
    power: frozenset[str]
    lesser: frozenset[str]
    heads: frozenset[str]
    bodies: frozenset[str]
    announcing: frozenset[str]
    warring: frozenset[str]
    staff: frozenset[str]
    seats: frozenset[str]
    titles: frozenset[str]
    ranks: frozenset[str]
    denying: frozenset[str]
    travelling: frozenset[str]
    lands: frozenset[str]
    regimes: frozenset[str]
    support: frozenset[str]
    relying: frozenset[str]
    institutions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in `data/relations`. `nouns` maps the last word of a noun, in each of its forms, to its
    entries, longest first; `verbs` maps every form of a verb to its entries;
    `parties` a word beside a person to the party; `borders` has the pairs of states with a land border."""

    kinds: Mapping[str, Kind]
    nouns: Mapping[str, tuple[Noun, ...]]
    verbs: Mapping[str, tuple[Verb, ...]]
    participles: Mapping[str, tuple[Participle, ...]]
    lists: Lists
    parties: Mapping[str, str]
    borders: frozenset[frozenset[str]]

    def triggers(self) -> frozenset[str]:
        """Word forms without which a sentence tells no relation, for the gate."""
        plain = {
            "country",
            "countries",
            "nation",
            "nations",
            "state",
            "states",
            "economy",
            "economies",
            "capital",
            "back",
        }
        offices = {form for verb in self.lists.appointing | {"become"} for form in verb_forms(verb.split()[0])}
        return frozenset({*self.nouns, *self.verbs, *self.participles, *offices, "neighbouring", "neighboring"} - plain)


def data_folder() -> Path:
    """The packaged tables."""
    return Path(str(files("dragoman").joinpath("data/relations")))


@cache
def load_words() -> Words:
    """The packaged words. Raises `DataError` with the file of a mistake."""
    kinds = _kinds(_read("kinds.toml"))
    nouns: dict[str, list[Noun]] = {}
    for last, noun in _nouns(_read("nouns.toml"), kinds):
        nouns.setdefault(last, []).append(noun)
    verbs: dict[str, list[Verb]] = {}
    told = _read("verbs.toml")
    for form, verb in _verbs(told, kinds):
        verbs.setdefault(form, []).append(verb)
    table = _read("words.toml")
    lists = Lists(**{f.name: frozenset(_strings("words.toml", f.name, table.get(f.name))) for f in fields(Lists)})
    parties = _names(table, "parties")
    longest = {k: tuple(sorted(v, key=lambda n: -len(n.words))) for k, v in nouns.items()}
    spoken = {k: tuple(v) for k, v in verbs.items()}
    participles = _participles(told, kinds)
    return Words(kinds, longest, spoken, participles, lists, parties, frozenset(_borders()))


def _names(table: Mapping[str, Any], name: str) -> dict[str, str]:
    found = table.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise DataError("words.toml", None, f"'{name}' maps words to names")
    return found


def _participles(table: Mapping[str, Any], kinds: Mapping[str, Kind]) -> dict[str, tuple[Participle, ...]]:
    out: dict[str, tuple[Participle, ...]] = {}
    for row in table.get("participle", []):
        entry = Participle(_kind("verbs.toml", row, kinds), frozenset(_strings("verbs.toml", "by", row.get("by"))))
        for word in _strings("verbs.toml", "words", row.get("words")):
            out[word] = (*out.get(word, ()), entry)
    return out


def _kinds(table: Mapping[str, Any]) -> dict[str, Kind]:
    out = {}
    for name, row in table.items():
        sides = [frozenset(_strings("kinds.toml", f"{name}.{side}", row.get(side))) for side in ("subject", "object")]
        wrong = sorted((sides[0] | sides[1]) - PARTIES)
        if wrong or not row.get("meaning"):
            raise DataError(
                "kinds.toml", None, f"'{name}' needs a meaning, and parties of {', '.join(sorted(PARTIES))}"
            )
        pairs = frozenset((a, b) for a, _, b in (p.partition(" ") for p in _optional("kinds.toml", row, "pairs")))
        if any(a not in sides[0] or b not in sides[1] for a, b in pairs):
            raise DataError("kinds.toml", None, f"'{name}' has a pair whose parties it does not list")
        out[name] = Kind(name, sides[0], sides[1], bool(row.get("symmetric", False)), pairs)
    return out


def _borders() -> Iterator[frozenset[str]]:
    text = (data_folder() / "borders.csv").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or line == "one,other":
            continue
        pair = line.split(",")
        if len(pair) != 2 or any(len(c) != 3 or not c.isupper() for c in pair):
            raise DataError("borders.csv", number, f"'{line}' is no pair of codes")
        yield frozenset(pair)


def _nouns(table: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Iterator[tuple[str, Noun]]:
    for form in _NOUNS:
        for row in table.get(form, []):
            kind = _kind("nouns.toml", row, kinds)
            of = frozenset(_optional("nouns.toml", row, "of") + _optional("nouns.toml", row, "with"))
            needs = frozenset(_optional("nouns.toml", row, "needs"))
            for noun in _strings("nouns.toml", "words", row.get("words")):
                words = tuple(noun.split())
                tail = words[-1].rpartition("-")[2]
                for number, last in enumerate(dict.fromkeys(noun_forms(tail))):
                    yield (
                        last,
                        Noun(
                            form,
                            kind,
                            _pieces(words),
                            of,
                            bool(row.get("named")),
                            needs,
                            bool(row.get("predicate")),
                            number > 0,
                            bool(row.get("unequal")),
                        ),
                    )


def _pieces(words: Iterable[str]) -> tuple[str, ...]:
    """The words as the tokenizer cuts them: "arch-rival" is three tokens."""
    out: list[str] = []
    for word in words:
        left, hyphen, right = word.rpartition("-")
        out.extend([left, hyphen, right] if hyphen else [word])
    return tuple(out)


def _verbs(table: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Iterator[tuple[str, Verb]]:
    for row in table.get("verb", []):
        kind = _kind("verbs.toml", row, kinds)
        future = row.get("future")
        if future is not None and future not in kinds:
            raise DataError("verbs.toml", None, f"'{future}' is no relation")
        if row.get("dates") not in {None, "start", "end"}:
            raise DataError("verbs.toml", None, "'dates' is start or end")
        sides = [tuple(str(row.get(side, "")).split()) for side in ("subject", "object")]
        if not all(sides):
            raise DataError("verbs.toml", None, "a verb needs the roles of subject and object")
        through = frozenset(_optional("verbs.toml", row, "through"))
        of = frozenset(_optional("verbs.toml", row, "of"))
        rest = (*sides, row.get("dates"), future, through, of, bool(row.get("standing")))
        for words in _strings("verbs.toml", "words", row.get("words")):
            verb, _, particle = words.partition(" ")
            for form in dict.fromkeys(verb_forms(verb)):
                yield form, Verb(kind, particle, *rest)
        for form in _optional("verbs.toml", row, "forms"):
            yield form, Verb(kind, "", *rest)


def _kind(file: str, row: Mapping[str, Any], kinds: Mapping[str, Kind]) -> str:
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise DataError(file, None, f"'{kind}' is no relation: {', '.join(kinds)}")
    return kind


def _optional(file: str, row: Mapping[str, Any], name: str) -> list[str]:
    return _strings(file, name, row[name]) if name in row else []


def _strings(file: str, name: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise DataError(file, None, f"'{name}' must be a list of words")
    return value


def _read(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((data_folder() / name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(name, None, str(error)) from error
