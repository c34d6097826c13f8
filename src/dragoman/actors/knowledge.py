"""What dragoman knows of actors: dated tables, looked up by name.

`load_knowledge` reads `data/actors/*.csv` and `data/actors/officeholders/*.csv`, then the user's own
tables; a user's row replaces the row with the same key and otherwise adds to the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from dragoman.actors.aliases import AliasIndex, fold, is_exact, plain
from dragoman.actors.search import Candidate, Search
from dragoman.actors.tables import Actor, Form, Role, Row, Sense, plurals, read_table, split_list
from dragoman.actors.words import words
from dragoman.errors import DataError

__all__ = ["Actor", "Candidate", "Knowledge", "Role", "Sense", "load_knowledge"]

#: Role nouns in the parser's tokens: "vice-president" has three, "women's group" too.
_TOKEN = re.compile(r"'s\b|'(?=\s|$)|-|[^\W_]+(?:'(?!s\b)\w+)?")
_DAY = re.compile(r"\d{4}(?:-|$)")
_SLUG = re.compile(r"[^a-z0-9]+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,6}")
#: The longest name of one word that stands in capitals like an acronym.
_ONE_WORD = 9
#: Newspapers that are ordinary words without their article.
_WITH_ARTICLE = words("with_article")
#: Sector of offices that roles.csv does not list.
_OFFICE_SECTOR = {"secretary-general": "", "commissioner": "", "leader": "GOV", "spokesperson": "GOV", "envoy": "GOV"}


@dataclass(frozen=True)
class Knowledge:
    """The tables, indexed. `senses` maps a folded alias, or an exact one for acronyms and family
    names, to its readings; `roles` maps role nouns, singular and plural; `people` maps a code to its
    officeholders; `states` a code to the state's name; `given` a given name to `f` or `m`. `cased` holds
    the keys that count in their own capitals only, `small` those that need no capital at all."""

    senses: Mapping[str, tuple[Sense, ...]]
    roles: Mapping[str, Role]
    people: Mapping[str, tuple[Actor, ...]]
    states: Mapping[str, str]
    given: Mapping[str, str]
    cased: frozenset[str]
    small: frozenset[str]
    files: tuple[Path, ...]

    @cached_property
    def index(self) -> AliasIndex:
        """The automata over all aliases."""
        loose: list[str] = []
        exact: list[str] = []
        for key in self.senses:
            (loose if self._is_loose(key) else exact).append(key)
        return AliasIndex(loose, exact)

    @cached_property
    def role_starts(self) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """First token of each role noun → `(its tokens, the noun)`, longest first."""
        out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for noun in self.roles:
            words = tuple(_TOKEN.findall(noun))
            out.setdefault(words[0], []).append((words, noun))
        return {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in out.items()}

    @cached_property
    def collectives(self) -> Mapping[str, Actor]:
        """Organisations and groups by id."""
        found = (sense.actor for senses in self.senses.values() for sense in senses)
        return {actor.id: actor for actor in found if actor.kind in {"org", "group"}}

    @cached_property
    def short(self) -> Mapping[str, str]:
        """Id of an organisation or group → its name in the record: the first acronym that its table gives, a name of
        one word in capitals, else the name. A group of one word ("Hamas") keeps its name."""
        acronyms: dict[str, str] = {}
        for key, senses in self.senses.items():
            if _ACRONYM.fullmatch(key):
                for sense in senses:
                    acronyms.setdefault(sense.actor.id, key)
        listed = dict(pair.replace("_", " ").split("=") for pair in words("short"))
        return {i: listed.get(i) or _short(a, acronyms.get(i)) for i, a in self.collectives.items()}

    @cached_property
    def search(self) -> Search:
        """Search by name and day over everything with a name."""
        return Search(self.senses, self.roles, self.people, self.states)

    def _is_loose(self, key: str) -> bool:
        return key not in self.cased and key == key.lower()

    def aliases(self) -> Iterable[str]:
        """Every alias as written in the tables' folded form; exact ones in their own capitals."""
        return self.senses.keys()

    def who(self, name: str, day: str | None = None) -> list[Candidate]:
        """Candidates for a name, an office ("Russian foreign minister") or both on an ISO day, best first."""
        return self.search.who(name, day if day and _DAY.match(day) else None)


def data_folder() -> Path:
    """The packaged tables."""
    return Path(str(files("dragoman").joinpath("data/actors")))


def load_knowledge(folder: Path | None = None, extra: Sequence[Path] = ()) -> Knowledge:
    """Read the tables of `folder` (the packaged ones by default) and of the files `extra`.

    Raises `DataError` with file and line for a wrong row.
    """
    base = folder if folder is not None else data_folder()
    given: dict[str, str] = {}
    paths: list[Path] = []
    for path in sorted([*base.glob("*.csv"), *base.glob("officeholders/*.csv")]):
        if path.name == "given_names.csv":
            given = dict(_given(path))
        else:
            paths.append(path)
    build = _Build()
    for path in paths:
        build.take(path, 0)
    for path in extra:
        build.take(Path(path), 1)
    return build.done(given, (*paths, *map(Path, extra)))


def _given(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line or line == "name,gender":
            continue
        name, _, gender = line.partition(",")
        if gender not in {"f", "m"}:
            raise DataError(path, number, f"gender of '{name}' must be f or m")
        yield name, gender


def _short(actor: Actor, acronym: str | None) -> str:
    if " " not in actor.name and len(actor.name) <= _ONE_WORD:
        return actor.name if actor.kind == "group" else actor.name.upper()
    return acronym or actor.name


class _Build:
    """Collects rows; a later file with a row of the same key replaces it."""

    def __init__(self) -> None:
        self.actors: dict[tuple[str, ...], tuple[Actor, list[tuple[str, Form]]]] = {}
        self.roles: dict[str, Role] = {}
        self.where: dict[tuple[str, ...], tuple[Path, int]] = {}

    def take(self, path: Path, rank: int) -> None:
        for row in read_table(path):
            if row.table == "roles":
                self._role(row)
            else:
                key, actor, names = _ROWS[row.table](row, rank)
                seen = self.where.get(key)
                if seen is not None and seen[0] == path:
                    raise DataError(path, row.line, f"'{actor.name}' stands in line {seen[1]} already")
                self.where[key] = (path, row.line)
                self.actors[key] = (actor, names)

    def _role(self, row: Row) -> None:
        cells = row.cells
        noun = fold(cells["noun"])
        plural = cells["number"] == "plural"
        self.roles[noun] = Role(noun, cells["sector"] or None, plural, cells["kind"])
        if not plural:
            many = plurals(noun)
            kind = {"person": "group", "office": "group"}.get(cells["kind"], cells["kind"])
            if many not in self.roles:
                self.roles[many] = Role(noun, cells["sector"] or None, True, kind)

    def done(self, given: dict[str, str], paths: tuple[Path, ...]) -> Knowledge:
        senses: dict[str, list[Sense]] = {}
        people: dict[str, list[Actor]] = {}
        states: dict[str, str] = {}
        sectors: dict[str, str | None] = {}
        cased: set[str] = set()
        small: set[str] = set()
        for actor, names in self.actors.values():
            if actor.kind == "person":
                office = actor.office or ""
                if office not in sectors:
                    sectors[office] = _office_sector(office, self.roles)
                actor = Actor._make((*actor[:3], sectors[office], *actor[4:]))
                people.setdefault(actor.code or "", []).append(actor)
            elif actor.kind == "state" and actor.code and not actor.end:
                states.setdefault(actor.code, actor.name)
            done = set()
            for alias, form in names:
                alias, article = _without_article(alias)
                exact = form == "family" or article or is_exact(alias)
                key = plain(alias) if exact else fold(alias)
                if exact:
                    cased.add(key)
                elif alias[:1].islower():
                    small.add(key)
                if key not in done:
                    done.add(key)
                    senses.setdefault(key, []).append(Sense(actor, form))
        frozen = {k: tuple(v) for k, v in senses.items()}
        return Knowledge(
            frozen,
            self.roles,
            {k: tuple(v) for k, v in people.items()},
            states,
            given,
            frozenset(cased),
            frozenset(small),
            paths,
        )


def _without_article(alias: str) -> tuple[str, bool]:
    """An alias without "the", and whether it keeps its article: "The Hill" is a newspaper, "the hill" none."""
    if alias[:4].lower() != "the ":
        return alias, False
    kept = alias[:4] == "The " and alias[4:].lower() in _WITH_ARTICLE
    return (alias, True) if kept else (alias[4:], False)


def _office_sector(office: str, roles: Mapping[str, Role]) -> str | None:
    if office in _OFFICE_SECTOR:
        return _OFFICE_SECTOR[office] or None
    role = roles.get(office)
    return role.sector if role else "GOV"


_Named = tuple[tuple[str, ...], Actor, list[tuple[str, Form]]]


def _state(row: Row, rank: int) -> _Named:
    c = row.cells
    actor = Actor(f"state:{slug(c['name'])}", c["name"], c["code"], None, "state", None, c["from"], c["to"], (), rank)
    names: list[tuple[str, Form]] = [(c["name"], "name")]
    names += [(a, "name") for a in split_list(c["aliases"])]
    names += [(a, "demonym") for a in split_list(c["demonyms"])]
    names += [(a, "capital") for a in split_list(c["capital"])]
    names += [(a, "metonym") for a in split_list(c["metonyms"])]
    return ("state", c["name"], c["code"]), actor, names


def _place(row: Row, rank: int) -> _Named:
    c = row.cells
    actor = Actor(
        f"place:{slug(c['name'])}-{c['code'].lower()}",
        c["name"],
        c["code"],
        None,
        "place",
        c["kind"] or None,
        rank=rank,
    )
    names: list[tuple[str, Form]] = [(a, "name") for a in (c["name"], *split_list(c["aliases"]))]
    return ("place", c["name"], c["code"], c["kind"]), actor, names


def _organisation(row: Row, rank: int) -> _Named:
    c = row.cells
    kind = "group" if row.table == "groups" else "org"
    code = c["code"] or None
    if kind == "group" and c["id"].startswith("people"):
        kind = "people"
    if c["id"].startswith("collective"):
        kind = "collective"
    members = split_list(c.get("members", ""))
    actor = Actor(c["id"], c["name"], code, c["sector"] or None, kind, None, c["from"], c["to"], members, rank)  # type: ignore[arg-type]
    names: list[tuple[str, Form]] = [(a, "name") for a in (c["name"], *split_list(c["aliases"]))]
    return ("org", c["id"]), actor, names


def _officeholder(row: Row, rank: int) -> _Named:
    c = row.cells
    actor = Actor(
        f"person:{slug(c['name'])}",
        c["name"],
        c["code"],
        None,
        "person",
        c["office"] or None,
        c["from"],
        c["to"],
        (),
        rank,
    )
    names: list[tuple[str, Form]] = [(a, "name") for a in (c["name"], *split_list(c["aliases"]))]
    names += [(a, "family") for a in split_list(c["family"])]
    return ("person", c["name"], c["code"], c["office"], c["from"]), actor, names


_ROWS = {
    "states": _state,
    "places": _place,
    "organisations": _organisation,
    "groups": _organisation,
    "officeholders": _officeholder,
}


def slug(name: str) -> str:
    """A stable id part: lower-case ASCII letters, digits and hyphens."""
    return _SLUG.sub("-", fold(name)).strip("-")
