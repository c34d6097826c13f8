"""The words that tell relations, read from `data/relations`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Literal

from dragoman.errors import DataError
from dragoman.language.inflection import noun_forms, verb_forms
from dragoman.language.tree import Token
from dragoman.tables import Table, TomlFile, data_path, read_text

PARTIES = frozenset({"state", "org", "group", "person"})
#: Words of relations that stand in no list.
_TELLING = frozenset({
    "since", "neighbouring", "neighboring", "formation", "creation", "founding", "establishment",
    "lies", "lie", "lying", "wedged", "sandwiched", "squeezed", "situated", "another", "other",
    "largest", "biggest", "smallest", "newest", "richest", "poorest", "strongest", "oldest",
    "succeeded", "replaced", "replaces", "succeeds", "serves", "served", "assumed", "presidency", "annexed", "annexes",
})  # fmt: skip
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
    rebels: frozenset[str]
    denying: frozenset[str]
    travelling: frozenset[str]
    lands: frozenset[str]
    regimes: frozenset[str]
    support: frozenset[str]
    relying: frozenset[str]
    institutions: frozenset[str]
    strife: frozenset[str]
    revolts: frozenset[str]
    embroiled: frozenset[str]
    opposing: frozenset[str]
    uniting: frozenset[str]
    joining: frozenset[str]
    jointly: frozenset[str]
    seating: frozenset[str]
    departures: frozenset[str]
    led: frozenset[str]
    working: frozenset[str]
    following: frozenset[str]
    seats_of_power: frozenset[str]

    def told(self) -> tuple[frozenset[str], ...]:
        """The lists whose words tell a relation without any other."""
        return (
            self.power, self.bodies, self.warring, self.staff, self.titles, self.embroiled, self.uniting,
            self.seating, self.departures, self.led, self.revolts,
        )  # fmt: skip


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

    def may_tell(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence has a word without which it tells no relation."""
        forms = {t.lower for t in tokens}
        if not (self.nouns.keys().isdisjoint(forms) and self.verbs.keys().isdisjoint(forms)):
            return True
        lists = self.lists
        if not all(w.isdisjoint(forms) for w in lists.told()):
            return True
        lemmas = {t.lemma for t in tokens}
        return (
            not _TELLING.isdisjoint(forms)
            or not all(w.isdisjoint(lemmas) for w in (lists.appointing, lists.ruling, lists.becoming, lists.regarding))
            or any(form.rpartition("-")[2] in self.participles for form in forms)
            or not self.parties.keys().isdisjoint({t.text for t in tokens})
        )

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
        return frozenset(
            {
                *self.nouns,
                *self.verbs,
                *self.participles,
                *offices,
                *self.lists.embroiled,
                "neighbouring",
                "neighboring",
            }
            - plain
        )


def data_folder() -> Path:
    """The packaged tables."""
    return data_path("relations")


@cache
def load_words() -> Words:
    """The packaged words. Raises `DataError` with file and line of a mistake."""
    folder = data_folder()
    kinds = _kinds(TomlFile(folder / "kinds.toml"))
    nouns: dict[str, list[Noun]] = {}
    for last, noun in _nouns(TomlFile(folder / "nouns.toml"), kinds):
        nouns.setdefault(last, []).append(noun)
    verbs: dict[str, list[Verb]] = {}
    told = TomlFile(folder / "verbs.toml")
    for form, verb in _verbs(told, kinds):
        verbs.setdefault(form, []).append(verb)
    table = TomlFile(folder / "words.toml").root
    lists = Lists(**{f.name: frozenset(table.words(f.name)) for f in fields(Lists)})
    longest = {k: tuple(sorted(v, key=lambda n: -len(n.words))) for k, v in nouns.items()}
    spoken = {k: tuple(v) for k, v in verbs.items()}
    participles = _participles(told, kinds)
    return Words(
        kinds, longest, spoken, participles, lists, table.named("parties"), frozenset(_borders(folder / "borders.csv"))
    )


def _participles(file: TomlFile, kinds: Mapping[str, Kind]) -> dict[str, tuple[Participle, ...]]:
    out: dict[str, tuple[Participle, ...]] = {}
    for table in file.tables("participle"):
        entry = Participle(_kind(table, kinds), frozenset(table.words("by")))
        for word in table.words("words"):
            out[word] = (*out.get(word, ()), entry)
    return out


def _kinds(file: TomlFile) -> dict[str, Kind]:
    out = {}
    for table in file.parts():
        name, sides = table.kind, [frozenset(table.words(side)) for side in ("subject", "object")]
        wrong = sorted((sides[0] | sides[1]) - PARTIES)
        if wrong or not table.values.get("meaning"):
            raise table.error(f"'{name}' needs a meaning, and parties of {', '.join(sorted(PARTIES))}")
        pairs = frozenset((a, b) for a, _, b in (p.partition(" ") for p in table.words("pairs", optional=True)))
        if any(a not in sides[0] or b not in sides[1] for a, b in pairs):
            raise table.error(f"'{name}' has a pair whose parties it does not list", "pairs")
        out[name] = Kind(name, sides[0], sides[1], bool(table.values.get("symmetric", False)), pairs)
    return out


def _borders(path: Path) -> Iterator[frozenset[str]]:
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.startswith("#") or line == "one,other":
            continue
        pair = line.split(",")
        if len(pair) != 2 or any(len(c) != 3 or not c.isupper() for c in pair):
            raise DataError(path, number, f"'{line}' is no pair of codes")
        yield frozenset(pair)


def _nouns(file: TomlFile, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, Noun]]:
    for form in _NOUNS:
        for table in file.tables(form):
            row, kind = table.values, _kind(table, kinds)
            of = frozenset(table.words("of", optional=True) + table.words("with", optional=True))
            needs = frozenset(table.words("needs", optional=True))
            for noun in table.words("words"):
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


def _verbs(file: TomlFile, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, Verb]]:
    for table in file.tables("verb"):
        row, kind = table.values, _kind(table, kinds)
        future = row.get("future")
        if future is not None and future not in kinds:
            raise table.error(f"'{future}' is no relation", "future")
        if row.get("dates") not in {None, "start", "end"}:
            raise table.error("'dates' is start or end", "dates")
        sides = [tuple(str(row.get(side, "")).split()) for side in ("subject", "object")]
        if not all(sides):
            raise table.error("a verb needs the roles of subject and object")
        through, of = (frozenset(table.words(key, optional=True)) for key in ("through", "of"))
        plain = Verb(kind, "", sides[0], sides[1], row.get("dates"), future, through, of, bool(row.get("standing")))
        for words in table.words("words"):
            verb, _, particle = words.partition(" ")
            for form in dict.fromkeys(verb_forms(verb)):
                yield form, replace(plain, particle=particle)
        for form in table.words("forms", optional=True):
            yield form, plain


def _kind(table: Table, kinds: Mapping[str, Kind]) -> str:
    kind = table.values.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise table.error(f"'{kind}' is no relation: {', '.join(kinds)}", "kind")
    return kind
