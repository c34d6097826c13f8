"""Charts: their numbers are the record's, their specifications are Vega-Lite, and they can be drawn."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from happened import happened, made
from record_builders import RUN, TEXT, document, event

import dragoman
from dragoman.charts import calibration, episodes, render, score, world
from dragoman.charts.over_time import next_start
from dragoman.charts.picture import Picture, shown
from dragoman.charts.table import CHARTS, draw
from dragoman.charts.theme import FILE, config, read_theme, theme
from dragoman.charts.wanted import Wanted
from dragoman.errors import DataError, UsageError
from dragoman.model import Coded
from dragoman.record import tallies
from dragoman.record.query import Record, open_record
from dragoman.record.series import SeriesFilter
from dragoman.record.store import Shard, open_store
from dragoman.record.tallies import PlaceCount, Scope
from dragoman.review.reliability import Bin

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
#: Choices with which each chart has something to show.
CHOICES: Mapping[str, Wanted] = {
    "series": Wanted(dyad=("WEX", "OST")),
    "timeline": Wanted(dyad=("WEX", "OST")),
    "positions": Wanted(actor="WEX", issue="arms"),
}
BINS = (Bin(0.2, 0.3, 4, 0.2, 0.25, 0.25, 0.05, 0.7, ), Bin(0.8, 0.9, 30, 0.8, 0.84, 0.9, 0.74, 0.97))  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with made(tmp_path_factory.mktemp("charts") / "made.duckdb") as record:
        yield record


@pytest.fixture(scope="module")
def pictures(found: Record) -> dict[str, Picture]:
    drawn = {name: draw(found, name, CHOICES.get(name)) for name in CHARTS}
    return {**drawn, "reliability": calibration.picture(BINS)}


def data(spec: Any) -> Iterator[dict[str, Any]]:
    """All inline rows of a specification but the geometry of the world."""
    if isinstance(spec, dict):
        inline = spec.get("data", {}).get("values") if isinstance(spec.get("data"), dict) else None
        yield from inline if isinstance(inline, list) else ()
        for key, value in spec.items():
            yield from data(value) if key != "data" else ()
    elif isinstance(spec, list):
        for value in spec:
            yield from data(value)


def test_quads_stack_outwards_to_the_numbers_of_the_record(found: Record, pictures: dict[str, Picture]) -> None:
    told = happened(found)
    picture = pictures["quads"]
    assert sum(row[2] for row in picture.rows) == len(told)  # type: ignore[misc]
    dated = Counter(QUADS[t.quad - 1] for t in told if t.day and t.exact)
    drawn: Counter[str] = Counter()
    for bar in data(picture.spec):
        if "quad" in bar:
            assert abs(bar["high"] - bar["low"]) == bar["episodes"]
            assert (bar["high"] > 0) == bar["quad"].endswith("cooperation")
            drawn[bar["quad"]] += bar["episodes"]
    assert drawn == dated
    assert f"{dated.total()} episodes by month" in picture.description
    assert f"{len(told) - dated.total()} more episodes cannot be dated" in picture.description


def test_dyads_and_types_show_every_episode_once(found: Record, pictures: dict[str, Picture]) -> None:
    told = happened(found)
    kinds = {(row[0], row[1]): row[2] for row in pictures["types"].rows}
    assert kinds == Counter((t.type, QUADS[t.quad - 1]) for t in told)
    dyads = pictures["dyads"]
    assert dyads.rows == tuple(
        (d.one, d.other, d.episodes, *d.quads, d.scale) for d in found.ask(tallies.dyad_counts(Scope(), 12))
    )
    lengths: Counter[str] = Counter()
    for bar in data(dyads.spec):
        if "quad" in bar:
            lengths[bar["dyad"]] += abs(bar["high"] - bar["low"])
    assert [*lengths.values()] == [row[2] for row in dyads.rows]


def test_a_series_has_the_periods_of_the_record(found: Record, pictures: dict[str, Picture]) -> None:
    periods = found.series(SeriesFilter(("WEX", "OST")))
    kept = [(p.start, p.episodes, p.score, p.score_low, p.score_high) for p in periods]
    assert [(r[0], r[1], r[4], r[5], r[6]) for r in pictures["series"].rows] == kept
    points = [row for row in data(pictures["series"].spec) if row.get("score") is not None]
    assert [(p["low"], p["score"], p["high"]) for p in points] == [(low, mid, high) for *_, mid, low, high in kept]


def test_months_that_follow_each_other_are_joined_and_others_not(found: Record) -> None:
    periods = {p.start: p for p in found.series(SeriesFilter(("WEX", "OST")))}
    some = [replace(p, start=start) for start, p in zip(("2024-01-01", "2024-02-01", "2024-04-01"), periods.values(),
                                                        strict=False)]  # fmt: skip
    runs = [row["run"] for row in data(score.picture(some, SeriesFilter(("WEX", "OST"))).spec)]
    assert runs == [0, 0, 2]


def test_a_timeline_has_a_lane_for_each_direction(found: Record, pictures: dict[str, Picture]) -> None:
    asked = {h.event: h for h in found.ask(tallies.happenings(Scope(dyad=("WEX", "OST"))))}
    points = {row["event"]: row for row in data(pictures["timeline"].spec) if "event" in row}
    assert points.keys() == {e for e, h in asked.items() if h.day or h.published}
    lanes = {"forth": "WEX → OST", "back": "OST → WEX", "both": "WEX and OST"}
    for name, row in points.items():
        h = asked[name]
        assert (row["lane"], row["quad"], row["dated"]) == (lanes[h.way], QUADS[h.quad - 1], h.day is not None)
        assert row["day"] == (h.day or h.published)


def test_a_crowd_is_drawn_in_part_and_told_whole(found: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(episodes, "MOST", 3)
    picture = draw(found, "timeline", CHOICES["timeline"])
    asked = found.ask(tallies.happenings(Scope(dyad=("WEX", "OST"))))
    assert len(picture.rows) == len(asked) > 3
    drawn = [row["event"] for row in data(picture.spec) if "event" in row]
    surest = sorted((h for h in asked if h.day or h.published), key=lambda h: -h.confidence)
    assert drawn == [h.event for h in surest[:3]]
    assert picture.description.endswith("Drawn are the 3 with most and surest reports.")


def test_positions_mark_each_change(pictures: dict[str, Picture]) -> None:
    rows = pictures["positions"].rows
    dated = [row for row in rows if row[0] is not None]
    # On one day readings may differ; that is no change.
    told = [(f"{row[0]}-01-01"[:10], row[2]) for row in dated]
    moved = [b[1] != a[1] and b[0] > a[0] for a, b in itertools.pairwise(told)]
    assert [row[3] for row in dated] == [False, *moved]
    assert not any(row[3] for row in rows if row[0] is None)
    assert {row[6] for row in rows} == {"arms:OST"}
    assert len(rows) > 20
    assert f"{len(rows)} positions" in pictures["positions"].description


def test_a_map_has_a_mark_a_place(found: Record, pictures: dict[str, Picture]) -> None:
    places = found.ask(tallies.place_counts(Scope()))
    marks = {row["place"]: row["episodes"] for row in data(pictures["map"].spec) if "place" in row}
    assert marks == {p.name: p.episodes for p in places}
    assert pictures["map"].rows[0][:5] == (
        places[0].name, places[0].code, places[0].lat, places[0].lon, places[0].episodes,
    )  # fmt: skip
    assert json.loads(world.GEOMETRY.read_text("utf-8"))["type"] == "Topology"


def test_a_matrix_says_how_much_of_all_it_shows(found: Record) -> None:
    every = found.ask(tallies.directed_counts(Scope()))
    picture = draw(found, "matrix", Wanted(top=2))
    codes = {row[0] for row in picture.rows} | {row[1] for row in picture.rows}
    assert len(codes) == 2
    assert sorted(picture.rows) == sorted(
        (d.actor, d.recipient, d.episodes, d.scale) for d in every if {d.actor, d.recipient} <= codes
    )
    assert f"of {sum(d.episodes for d in every):,} directed episodes" in picture.description
    assert all(0 <= row["step"] <= 6 for row in data(picture.spec))


def test_outlets_show_copies_apart(found: Record, pictures: dict[str, Picture]) -> None:
    documents = Counter(d.outlet for d in found.documents())
    assert {row[0]: row[1] for row in pictures["outlets"].rows} == documents
    assert {row["outlet"] for row in data(pictures["outlets"].spec)} >= {"Wex Times", "outlet unknown"}


@pytest.mark.parametrize("name", CHARTS)
def test_specifications_are_vega_lite_and_say_what_they_show(pictures: dict[str, Picture], name: str) -> None:
    alt = pytest.importorskip("altair")
    picture = pictures[name]
    assert picture.rows
    assert picture.spec["description"] == picture.description
    assert re.search(r"\d", picture.description)
    assert {len(row) for row in picture.rows} == {len(picture.columns)}
    for dark in (False, True):
        alt.Chart.from_dict(picture.themed(dark), validate=True)
    assert not re.search(r"#[0-9a-f]{6}", json.dumps(picture.spec)), "a colour belongs to the theme"


@pytest.mark.parametrize("name", CHARTS)
def test_pictures_are_drawn_with_text_and_marks(pictures: dict[str, Picture], name: str) -> None:
    pytest.importorskip("vl_convert")
    for width in (342, 900):
        drawn = render.svg(pictures[name], width)
        assert f'width="{width}"' in drawn
        assert drawn.count("<text") >= 4
        assert len(re.findall(r"<path[^>]* d=\"M", drawn)) >= 3
        known = {colour for _, colour in theme().light.roles()}
        assert set(re.findall(r"#[0-9a-f]{6}\b", drawn)) <= known
    png = render.png(pictures[name], 342, dark=True)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 2 * 342


def test_nothing_is_fetched_to_draw(pictures: dict[str, Picture]) -> None:
    vl = pytest.importorskip("vl_convert")
    spec = pictures["types"].themed(width=300)
    spec["data"] = {"url": "https://example.org/rows.json"}
    with pytest.raises(ValueError, match="not allowed"):
        vl.vegalite_to_svg(spec, vl_version=render.VERSION, allowed_base_urls=[])


def test_quads_are_told_by_shape_and_fill_beside_colour() -> None:
    kept = theme()
    shapes = [quad.shape for quad in kept.quads]
    assert len({quad.sign for quad in kept.quads}) == 4
    assert shapes[0] == shapes[1] != shapes[2] == shapes[3]
    for colours in (kept.light, kept.dark):
        light = [_luminance(c) for c in colours.quads]
        # What is verbal is pale, what is material is full: also where no hue can be seen.
        for verbal, material in ((0, 1), (2, 3)):
            assert _contrast(light[verbal], light[material]) > 2
        ground = _luminance(colours.background)
        assert all(_contrast(_luminance(rim), ground) >= 3 for rim in colours.rims)
        assert all(_contrast(_luminance(c), ground) >= 4.5 for c in (colours.ink, colours.muted, colours.accent))
        for step, ink in zip(colours.scale, colours.scale_ink, strict=True):
            assert _contrast(_luminance(step), _luminance(ink)) >= 4.5, (step, ink)


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_both_themes_have_the_same_parts() -> None:
    light, dark = config(), config(dark=True)
    assert json.dumps(light) != json.dumps(dark)

    def keys(value: Any) -> Any:
        return {k: keys(v) for k, v in value.items()} if isinstance(value, dict) else type(value)

    assert keys(light) == keys(dark)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('accent = "#2b5f8a"', 'accent = "blue"', "light.accent must be"),
        ('accent = "#2b5f8a"', 'accent = "#ffffff"', "have one colour"),
        ('accent = "#2b5f8a"', "", "light.accent is missing"),
        ("size = 12 ", 'size = "12" ', "size is missing"),
        ("[dark]", "[dark]\nsparkle = 1", "dark.sparkle is unknown"),
        ('sign = "○"', 'sing = "○"', "a quad has name"),
    ],
)
def test_a_wrong_theme_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / "theme.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=message):
        read_theme(tmp_path / "theme.toml")


@pytest.mark.parametrize(
    ("name", "wanted", "message"),
    [
        ("pie", Wanted(), "unknown chart 'pie': choose from quads"),
        ("series", Wanted(), "series needs --dyad"),
        ("positions", Wanted(actor="WEX"), "needs --issue"),
        ("outlets", Wanted(since="2024"), "takes no --since: it heeds --top"),
        ("reliability", Wanted(top=3), "heeds no option"),
        ("quads", Wanted(by="decade"), "unknown period"),
        ("positions", Wanted(actor="WEX", issue="the"), "names no issue"),
        ("types", Wanted(until="soon"), "not a date"),
    ],
)
def test_a_wrong_choice_is_named(found: Record, name: str, wanted: Wanted, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        draw(found, name, wanted)


def test_an_empty_record_has_empty_pictures(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.duckdb", RUN) as store:
        store.write(Shard(()))
    with open_record(tmp_path / "r.duckdb") as record:
        for name in CHARTS:
            picture = draw(record, name, CHOICES.get(name))
            assert picture.rows == ()
            assert picture.description


def test_a_long_time_is_cut_into_longer_periods(tmp_path: Path) -> None:
    days = ("1999-05-02", "2005-01-01", "2024-12-31")
    coded = [Coded(d := document(day, f"{TEXT} {day}"), events=(event(d, date=day, id=day),)) for day in days]
    with open_store(tmp_path / "r.duckdb", RUN) as store:
        store.write(Shard(tuple(coded)))
    with open_record(tmp_path / "r.duckdb") as record:
        assert [row[0] for row in draw(record, "quads").rows] == ["1999-01-01", "2005-01-01", "2024-01-01"]
        since = draw(record, "quads", Wanted(since="2005", until="2014"))
        assert [row[0] for row in since.rows] == ["2005-01-01"]


@pytest.mark.parametrize(
    ("start", "by", "following"),
    [
        ("2024-02-28", "day", "2024-02-29"),
        ("2024-12-30", "week", "2025-01-06"),
        ("2024-12-01", "month", "2025-01-01"),
        ("2024-10-01", "quarter", "2025-01-01"),
        ("2024-01-01", "year", "2025-01-01"),
    ],
)
def test_the_next_period(start: str, by: str, following: str) -> None:
    assert next_start(start, by) == following


def test_words_of_articles_are_shown_as_one_harmless_line() -> None:
    assert shown("a\x00b\n\u202ec  \u2066d\u200b") == "a b c d"
    assert shown("word " * 40, 20) == "word word word word…"
    assert shown(None) == ""


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    spot = PlaceCount("</text><script>alert(1)</script>\u202e\x07", None, 1.0, 2.0, 3, (0, 0, 0, 3))
    drawn = render.svg(world.picture([spot], 3, 1), 400, title=True)
    assert "<script" not in drawn
    assert "\x07" not in drawn
    assert "\u202e" not in world.picture([spot], 3, 1).description
    doc = replace(document("d"), outlet='=cmd|"<b>&\u202e' + "x" * 300)
    with open_store(tmp_path / "r.duckdb", RUN) as store:
        store.write(Shard((Coded(doc, events=(event(doc),)),)))
    with open_record(tmp_path / "r.duckdb") as record:
        drawn = render.svg(draw(record, "outlets"), 400)
    assert "&lt;b&gt;" in drawn
    assert "\u202e" not in drawn


def test_rows_are_a_table(pictures: dict[str, Picture]) -> None:
    picture = pictures["dyads"]
    header, *rows = csv.reader(io.StringIO(picture.csv()))
    assert tuple(header) == picture.columns
    assert [row[:2] for row in rows] == [[str(r[0]), str(r[1])] for r in picture.rows]


def test_altair_charts_come_from_python(found: Record) -> None:
    alt = pytest.importorskip("altair")
    makers: dict[str, Callable[..., Any]] = {name: getattr(dragoman.charts, name) for name in dragoman.charts.__all__
                                             if name != "CHARTS"}  # fmt: skip
    assert {"places" if name == "map" else name for name in CHARTS} == makers.keys()
    chart = dragoman.charts.series(found, dyad="WEX-OST", by="month", dark=True)
    assert isinstance(chart, alt.LayerChart)
    assert chart.to_dict()["config"]["background"] == theme().dark.background
    with pytest.raises(UsageError, match="colour"):
        dragoman.charts.quads(found, colour="red")
    with pytest.raises(AttributeError):
        _ = dragoman.pictures
