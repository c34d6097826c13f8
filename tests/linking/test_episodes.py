"""Episodes of whole records: of made-up happenings whose truth is known, and of a few reports made by hand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import duckdb
import pytest
from click.testing import Result
from record_builders import RUN, TEXT, document, entity, event

from dragoman.errors import DataError, UsageError
from dragoman.linking import episodes
from dragoman.linking.settings import read_settings
from dragoman.model import Coded, Event, Figure, Judged, Place
from dragoman.record.query import Record, open_record
from dragoman.record.series import SeriesFilter, dyad_of
from dragoman.record.store import Shard, open_links, open_store

Cli = Callable[..., Result]


@pytest.fixture(scope="module")
def synthetic(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("benchmarks/synthetic.py")


def linked(path: Path, *coded: Coded) -> Record:
    with open_store(path, RUN) as store:
        store.write(Shard(coded))
    with open_links(path) as store:
        store.link_events()
    return open_record(path)


def report(name: str, published: str | None = "2024-05-07", **changes: object) -> Coded:
    doc = replace(document(name, f"{TEXT} {name}", published), outlet=f"{name} Times")
    made = event(doc, id=name.ljust(16, "0"), **changes)
    return Coded(doc, events=(made,))


def test_made_up_happenings_are_found_with_all_that_was_planted(tmp_path: Path, synthetic: ModuleType) -> None:
    reports, planted = [], []
    for some, put in synthetic.happenings(2500, seed=7):
        reports += some
        planted += put
    truth = {r.coded.events[0].id: r.happening for r in reports}
    with linked(tmp_path / "r.duckdb", *(r.coded for r in reports)) as record:
        episodes = list(record.episodes())
    ours = {mention: n for n, e in enumerate(episodes) for mention in e.mentions}
    assert set(ours) == set(truth)
    groups, wanted = defaultdict(set), defaultdict(set)
    for id_, happening in truth.items():
        groups[ours[id_]].add(id_)
        wanted[happening].add(id_)
    precision = sum(len(groups[ours[i]] & wanted[truth[i]]) / len(groups[ours[i]]) for i in truth) / len(truth)
    recall = sum(len(groups[ours[i]] & wanted[truth[i]]) / len(wanted[truth[i]]) for i in truth) / len(truth)
    assert 2 * precision * recall / (precision + recall) >= 0.95
    told = {(truth[m], d.field) for e in episodes for d in e.disagreements for m in e.mentions}
    assert [p for p in planted if (p.happening, p.field) not in told] == []


def test_two_reports_of_one_day_are_one_episode(tmp_path: Path) -> None:
    with linked(tmp_path / "r.duckdb", report("aa"), report("bb")) as record:
        (episode,) = record.episodes()
        assert episode.documents == ("aa", "bb")
        assert episode.outlets == ("aa Times", "bb Times")
        assert (episode.actor, episode.recipient, episode.date) == (("WEX",), ("OST",), "2024-05-06")
        assert {e.value.episode for e in record.events()} == {episode.id}
        assert [(j.verdict, j.by) for j in episode.judgement] == [("same", "machine")]


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "2024-06-06"},
        {"actor": (entity("NOR", "Norland", (0, 7)),), "recipient": (entity("SUD", "Sudland", (0, 7)),)},
        {"event": ("AID",), "mode": ()},
        {"factuality": "hypothetical"},
        {"segment": "teaser"},
    ],
)
def test_what_is_another_happening(tmp_path: Path, changes: dict[str, object]) -> None:
    with linked(tmp_path / "r.duckdb", report("aa"), report("bb", **changes)) as record:
        assert all(len(episode.mentions) == 1 for episode in record.episodes())


def test_a_pair_that_is_joined_by_others_stays_unsure() -> None:
    """What the machine was not sure of is not called the same because a third report joins both."""
    tables = duckdb.connect()
    tables.execute("CREATE TABLE mention AS SELECT unnest([0, 1, 2, 3]) AS n, unnest(['a', 'b', 'c', 'd']) AS id")
    tables.execute("CREATE TABLE cluster AS SELECT unnest([0, 0, 0, 1]) AS cluster, unnest([0, 1, 2, 3]) AS n")
    tables.execute(
        "CREATE TABLE judged AS SELECT * FROM (VALUES (0, 1, 'same', 6.0, ['x']), (1, 2, 'same', 6.0, []), "
        "(0, 2, 'unsure', 4.0, []), (2, 3, 'unsure', 4.0, [])) AS v(a, b, verdict, score, reasons)"
    )
    tables.execute(episodes._WHY)
    mine = Judged("a", "b", "same", None, (), "ana")
    found = episodes._judged(tables, 0, 1, {0: [mine], 1: [mine]})
    assert [(j.a, j.b, j.verdict, j.by) for j in found[0]] == [
        ("a", "b", "same", "ana"),
        ("a", "b", "same", "machine"),
        ("a", "c", "unsure", "machine"),
        ("b", "c", "same", "machine"),
    ]
    assert list(found) == [0]


def test_undated_reports_join_by_what_they_tell(tmp_path: Path) -> None:
    bare: dict[str, object] = {"date": None, "date_basis": "none"}
    with linked(tmp_path / "r.duckdb", report("aa", **bare), report("bb", **bare)) as record:
        assert len(list(record.episodes())) == 1


def test_a_persons_word_outranks_the_machine_and_outlives_coding(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    linked(path, report("aa"), report("bb")).close()
    assert cli("judge", path, "aa", "bb", "different", "--who", "ana").exit_code == 0
    cli("link", path)
    with open_record(path) as record:
        assert len(list(record.episodes())) == 2
    with open_store(path, RUN) as store:
        store.write(Shard((report("aa"), report("bb"))))
    cli("link", path)
    with open_record(path) as record:
        assert len(list(record.episodes())) == 2
    assert cli("judge", path, "aa", "bb", "same", "--who", "ben").exit_code == 0
    cli("link", path)
    with open_record(path) as record:
        (episode,) = record.episodes()
        assert ("same", "ben") in {(j.verdict, j.by) for j in episode.judgement}
        assert [j.who for j in record.judgements()] == ["ana", "ben"]


def test_an_event_is_not_judged_against_itself(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    linked(path, report("aa")).close()
    said = cli("judge", path, "aa", "aa", "same", "--who", "ana")
    assert (said.exit_code, said.stderr) == (2, "dragoman: an event is the same as itself: name two\n")


def test_disagreements_are_shown_with_who_says_what(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    town = Place("Old Wex", "WEX", (0, 7), geonames_id=8, precision="city")
    first, second = report("aa", event_loc=replace(town, name="New Wex", geonames_id=9)), report("bb", event_loc=town)
    linked(path, first, second).close()
    said = cli("disagreements", path).stdout
    assert "place (contradiction)" in said
    assert "New Wex  aa  according to the envoy" in said
    assert cli("disagreements", path, "--field", "date").stdout == "no disagreement\n"
    found = json.loads(cli("disagreements", path, "--json").stdout)
    assert found["disagreements"][0]["claims"][0]["documents"] == ["aa"]
    assert cli("disagreements", path, "--field", "colour").exit_code == 2


def test_a_record_that_is_not_linked_says_so(cli: Cli, tmp_path: Path) -> None:
    with open_store(tmp_path / "r.duckdb", RUN) as store:
        store.write(Shard((report("aa"),)))
    said = cli("disagreements", tmp_path / "r.duckdb")
    assert said.exit_code != 0
    assert "not linked yet: run dragoman link" in said.stderr


def test_tolls_of_two_reports(tmp_path: Path) -> None:
    def toll(coded: Coded, value: float) -> Coded:
        made: Event = coded.events[0]
        figure = Figure(f"f{made.id}", value, "=", "person", "killed", (0, 4), of="OST.MIL", event=made.id)
        return replace(coded, figures=(figure,), events=(replace(made, figures=(figure.id,)),))

    with linked(tmp_path / "r.duckdb", toll(report("aa"), 20), toll(report("bb"), 24)) as record:
        (episode,) = record.episodes(disputed=True)
        (found,) = episode.disagreements
        assert (found.field, found.kind) == ("figure:killed", "contradiction")
        assert [c.value for c in found.claims] == ["20 (OST.MIL)", "24 (OST.MIL)"]


def test_a_series_counts_happenings_and_not_reports(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    late: dict[str, object] = {"date": "2024-07-01", "confidence": 0.5}
    back = {"actor": (entity("OST", "Ostania", (0, 7)),), "recipient": (entity("WEX", "Wexland", (0, 7)),)}
    with linked(path, report("aa"), report("bb"), report("cc", **late, **back)) as record:
        may, july = record.series(SeriesFilter(dyad_of("wex-ost")))
        assert (may.start, may.episodes, may.reports, may.outlets, may.quads) == ("2024-05-01", 1, 2, 2, (0, 0, 1, 0))
        assert (july.episodes, july.expected, july.types) == (1, 0.5, {"ACCUSE": 1})
        assert july.low == 0 < july.expected < july.high == 1
        assert len(record.series(SeriesFilter(dyad_of("WEX-OST"), directed=True))) == 1
        assert len(record.series(SeriesFilter(dyad_of("WEX-OST"), since="2024-06"))) == 1
        assert [p.start for p in record.series(SeriesFilter(dyad_of("WEX-OST"), by="year"))] == ["2024-01-01"]
        assert record.series(SeriesFilter(dyad_of("WEX-NOR"))) == ()
        with pytest.raises(UsageError, match="unknown period 'decade'"):
            record.series(SeriesFilter(dyad_of("WEX-OST"), by="decade"))
    rows = cli("series", path, "--dyad", "WEX-OST", "--csv").stdout.splitlines()
    assert rows[0].startswith("start,episodes,reports,outlets,verbal_cooperation")
    assert rows[1].startswith("2024-05-01,1,2,2,0,0,1,0,")
    assert "2024-07-01" in cli("series", path, "--dyad", "WEX-OST").stdout


@pytest.mark.parametrize("words", ["RUS", "RUS-INDIA", "RUS-IND-CHN", "R1S-IND"])
def test_what_is_no_dyad(words: str) -> None:
    with pytest.raises(UsageError, match="not a dyad"):
        dyad_of(words)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("same-day = 2.0", "same-day = 'much'", "same-day must be a number"),
        ("same-day = 2.0", "same-day = 2.0\nsame-hour = 1.0", "unknown weight 'same-hour'"),
        ('blame = ["ACCUSE"]', 'blame = ["ACCUSE", "AID"]', "AID is in two families"),
        ("[weights]", "[weights", "episodes.toml:"),
    ],
)
def test_a_mistake_in_the_weights_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    packaged = Path(__file__).parents[2] / "src" / "dragoman" / "data" / "linking" / "episodes.toml"
    broken = tmp_path / "episodes.toml"
    broken.write_text(packaged.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=message):
        read_settings(broken)
