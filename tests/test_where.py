"""Places: the table of sentences, the place of events, ambiguity, and broken tables."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import DataError
from dragoman.language.clauses import clauses_of
from dragoman.language.sentences import split
from dragoman.model import Place, Segment
from dragoman.pipeline import Resources
from dragoman.places.gazetteer import FOLDER
from dragoman.places.keys import fold
from dragoman.places.words import load_words
from dragoman.where import Gazetteer, find_places, load_gazetteer, place_of

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "places.toml").read_text(encoding="utf-8"))


def cases(kind: str) -> list[Any]:
    return list(_cases(kind))


def _cases(kind: str) -> Iterator[Any]:
    for case in TABLE[kind]:
        marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
        name = f"{case.get('trigger', case['at'])}: {case['text']}"
        yield pytest.param(case, marks=marks, id=name)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def places(text: str, gazetteer: Gazetteer, states: dict[str, int] | None = None) -> tuple[Place, ...]:
    return find_places(text, [(0, len(text))], gazetteer, states or {})


def at(text: str, words: str, found: tuple[Place, ...]) -> Place | None:
    start = text.index(words)
    return next((p for p in found if p.span[0] < start + len(words) and start < p.span[1]), None)


def code(
    text: str, trigger: str, gazetteer: Gazetteer, resources: Resources, home: Place | None = None
) -> Place | None:
    """The place of the event whose predicate is `trigger`."""
    raw = split(text, [Segment("body", (0, len(text)))])
    start = text.index(trigger)
    for sentence in resources.parser.parse((r, text[slice(*r.span)]) for r in raw):
        clauses = clauses_of(sentence, resources.vocabulary)
        for clause in clauses:
            if clause.trigger[0] == start:
                return place_of(clause, sentence, clauses, places(text, gazetteer), home)
    raise AssertionError(f"'{trigger}' is no predicate of '{text}'")


@pytest.mark.parametrize("case", cases("find"))
def test_found(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    place = at(case["text"], case["at"], places(case["text"], gazetteer, case.get("states")))
    assert place is not None
    assert (place.code or "", place.geonames_id) == (case["code"], case.get("id"))
    if "id" not in case:
        assert place.lat is not None
        assert place.lon is not None


@pytest.mark.parametrize("case", cases("none"))
def test_not_a_place(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    assert at(case["text"], case["at"], places(case["text"], gazetteer)) is None


@pytest.mark.parametrize("case", cases("event"))
def test_place_of_an_event(case: dict[str, Any], gazetteer: Gazetteer, resources: Resources) -> None:
    place = code(case["text"], case["trigger"], gazetteer, resources)
    shown = {place.name, case["text"][slice(*place.span)]} if place else {""}
    assert case["at"] in shown


def test_table_is_large_enough() -> None:
    assert len(TABLE["find"]) + len(TABLE["event"]) >= 180


def test_a_place_settles_its_namesakes_further_down(gazetteer: Gazetteer) -> None:
    text = "Police in Moscow, Idaho, arrested a man. He had come to Moscow in May."
    found = places(text, gazetteer)
    assert {p.geonames_id for p in found if p.name == "Moscow"} == {5601538}


def test_a_person_bars_the_bare_name(gazetteer: Gazetteer) -> None:
    text = "Jordan Henderson trained alone. Jordan said he was tired."
    assert places(text, gazetteer) == ()
    assert [p.code for p in places("Jordan said it was tired of the war.", gazetteer)] == ["JOR"]


def test_precision_and_coordinates(gazetteer: Gazetteer) -> None:
    text = "From Ukraine to the Kharkiv region, from Kharkiv to Panmunjom and the Black Sea."
    found = {p.name: p for p in places(text, gazetteer)}
    assert [p.precision for p in places(text, gazetteer)] == ["country", "region", "city", "point", "region"]
    black = found["Black Sea"]
    assert (black.code, black.geonames_id) == (None, None)
    assert black.lat == pytest.approx(43.5)


def test_only_inside_the_spans_and_in_order(gazetteer: Gazetteer) -> None:
    text = "Fighting in Kharkiv. Talks in Geneva. A vote in Paris, France."
    found = find_places(text, [(0, 20), (38, len(text))], gazetteer, {})
    assert [p.name for p in found] == ["Kharkiv", "Paris", "France"]
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


def test_unknown_names_spoil_nothing(gazetteer: Gazetteer) -> None:
    text = "In Zzyxqor, Kyiv’s “ally” Ünknöwn ’s 'Qq' went to Xx-Yy; then, in Kyiv,"
    assert [p.name for p in places(text, gazetteer)] == ["Kyiv", "Kyiv"]
    for odd in ("", "’", "St.", "U.S.", "al-", "In -", "Á’s", "THE", "\u200bKyiv\u0301", "A.B.C.D.E."):
        places(odd, gazetteer)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A pro-Kyiv channel and Moscow-backed rebels.", []),
        ("It cost US$5 and the US paid.", ["United States"]),
        ("They told us that the us-them divide grew.", []),
        ("Kyiv's mayor flew to Lviv.", ["Kyiv", "Lviv"]),
        ("Refugees in Cox's Bazar heard Russia's Kazan.", ["Cox's Bazar", "Russia", "Kazan"]),
        ("Talks in\nNew York began.", ["New York"]),
        ("Shelling of Khan-Younis and Port-au-Prince.", ["Khan Younis", "Port-au-Prince"]),
    ],
)
def test_borders_of_names(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    assert [p.name for p in places(text, gazetteer)] == names


def test_the_dateline_is_the_last_resort(gazetteer: Gazetteer, resources: Resources) -> None:
    home = Place("Ankara", "TUR", (0, 6))
    assert code("The minister condemned the vote.", "condemned", gazetteer, resources, home) == home
    other = code("In Tunis, the minister condemned the vote.", "condemned", gazetteer, resources, home)
    assert other is not None
    assert other.name == "Tunis"
    assert code("The minister condemned the vote.", "condemned", gazetteer, resources) is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St. Petersburg", "saint petersburg"),
        ("Hala'ib", "halaib"),
        ("Deir al-Zor", "deir al zor"),
        ("The Hague", "hague"),
        ("Córdoba", "cordoba"),
        ("Łódź", "lodz"),
        ("Xi’an", "xian"),
    ],
)
def test_keys(name: str, key: str) -> None:
    assert fold(name) == key


HEADER = "name,code,lat,lon,kind,aliases,geonames_id\n"


def folder_with(path: Path, rows: str = "", lines: str = "") -> Path:
    (path / "disputed.csv").write_text(HEADER + rows, encoding="utf-8")
    (path / "gazetteer.tsv.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))
    return path


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Nowhere,,1,2,site,\n", "6 cells where the header has 7"),
        (",,1,2,site,,\n", "no name"),
        ("Nowhere,Xy,1,2,site,,\n", "no code of three capitals"),
        ("Nowhere,,1,2,moon,,\n", "unknown kind 'moon'"),
        ("Nowhere,,north,2,site,,\n", "'north' is no coordinate"),
        ("Nowhere,,1,200,site,,\n", "outside -180…180"),
        ("Nowhere,,1,2,site,,x7\n", "'x7' is no GeoNames id"),
    ],
)
def test_a_mistake_in_the_own_table_is_named_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(DataError, match=rf"disputed\.csv:3: .*{says}"):
        load_gazetteer(folder_with(tmp_path, "# a comment\n" + row))


def test_broken_gazetteers_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gazetteer\.tsv\.gz:1: 2 cells where 9 belong"):
        load_gazetteer(folder_with(tmp_path, lines="1\tKyiv\n"))
    (tmp_path / "gazetteer.tsv.gz").write_bytes(b"no archive")
    with pytest.raises(DataError, match="cannot be read"):
        load_gazetteer(tmp_path)
    (tmp_path / "disputed.csv").write_text("name,where\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"disputed\.csv:1: unknown header"):
        load_gazetteer(tmp_path)
    with pytest.raises(DataError, match="cannot be read"):
        load_gazetteer(tmp_path / "missing")


def test_a_list_that_is_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('given = ""\n', encoding="utf-8")
    with pytest.raises(DataError, match="missing or unknown list"):
        load_words(path)


def test_the_tables_are_large_enough(gazetteer: Gazetteer) -> None:
    rows = [line for line in (FOLDER / "disputed.csv").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(rows) > 150
    assert len(gazetteer.lines) > 35_000
