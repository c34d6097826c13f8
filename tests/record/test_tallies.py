"""Counts of happenings against the same counted by hand over the events of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import pytest
from happened import Told, happened, made
from record_builders import RUN, TEXT, document, event

from dragoman.errors import UsageError
from dragoman.model import Coded
from dragoman.record import tallies
from dragoman.record.query import Record, open_record
from dragoman.record.series import SeriesFilter
from dragoman.record.store import Shard, open_store
from dragoman.record.tallies import Scope


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with made(tmp_path_factory.mktemp("tallies") / "made.duckdb") as record:
        yield record


def pairs(told: Told) -> set[tuple[str, str]]:
    """The dyads of a happening, either way or together."""
    others = told.to or (told.by if not told.reports[0].value.recipient else frozenset())
    return {tuple(sorted((a, b))) for a in told.by for b in others if a != b}  # type: ignore[misc]


def test_quads_by_month_are_those_of_the_events(found: Record) -> None:
    counted = {(c.start, c.quad): c.episodes for c in found.ask(tallies.quad_counts(Scope()))}
    by_hand = Counter((t.day[:8] + "01" if t.day and t.exact else None, t.quad) for t in happened(found))
    assert counted == dict(by_hand)
    assert any(start is None for start, _ in counted)


def test_a_year_counts_what_a_month_cannot(found: Record) -> None:
    counted = {(c.start, c.quad): c.episodes for c in found.ask(tallies.quad_counts(Scope(), "year"))}
    assert counted == Counter((t.day[:5] + "01-01" if t.day else None, t.quad) for t in happened(found))
    with pytest.raises(UsageError, match="unknown period 'decade'"):
        tallies.quad_counts(Scope(), "decade")


def test_publication_dates_the_undated_only_where_asked(found: Record) -> None:
    apart, together = (sum(c.episodes for c in found.ask(tallies.quad_counts(Scope(published=p), "year")) if c.start)
                       for p in (False, True))  # fmt: skip
    published = {d.doc for d in found.documents() if d.published}
    undated = [t for t in happened(found) if t.day is None and t.reports[0].doc in published]
    assert together - apart == len(undated) > 0


def test_types_actors_and_extent(found: Record) -> None:
    told = happened(found)
    assert {c.type: c.episodes for c in found.ask(tallies.type_counts(Scope()))} == Counter(t.type for t in told)
    actors = {a.code: (a.episodes, a.did, a.received, a.quads) for a in found.ask(tallies.actor_counts(Scope(), 9))}
    for code, counted in actors.items():
        own = [t for t in told if code in t.by | t.to]
        quads = tuple(sum(t.quad == quad for t in own) for quad in (1, 2, 3, 4))
        assert counted == (len(own), sum(code in t.by for t in own), sum(code in t.to for t in own), quads)
    days = [t.day for t in told if t.day]
    assert found.ask(tallies.extent(Scope())) == (tallies.Extent(len(told), len(days), min(days), max(days)),)


def test_dyads_either_way_and_together(found: Record) -> None:
    by_hand = Counter(pair for t in happened(found) for pair in pairs(t))
    counted = {(d.one, d.other): d.episodes for d in found.ask(tallies.dyad_counts(Scope(), 100))}
    assert counted == by_hand
    first, *_ = found.ask(tallies.dyad_counts(Scope(), 1))
    own = [t for t in happened(found) if (first.one, first.other) in pairs(t)]
    assert sum(first.quads) == first.episodes == len(own)
    assert first.scale == pytest.approx(fmean(t.scale for t in own), abs=1e-3)
    ours = found.ask(tallies.dyad_counts(Scope(actor="WEX"), 100))
    assert {(d.one, d.other): d.episodes for d in ours} == {p: n for p, n in by_hand.items() if "WEX" in p}


def test_a_matrix_has_what_one_did_to_another(found: Record) -> None:
    by_hand = Counter((a, b) for t in happened(found) for a in t.by for b in t.to if a != b)
    counted = {(d.actor, d.recipient): d.episodes for d in found.ask(tallies.directed_counts(Scope()))}
    assert counted == by_hand


def test_places_are_those_with_coordinates(found: Record) -> None:
    places = {p.name: p.episodes for p in found.ask(tallies.place_counts(Scope()))}
    located = [t.reports[0].value.event_loc for t in happened(found)]
    assert places == Counter(p.name for p in located if p is not None and p.lat is not None)
    assert "Nowhere" not in places


def test_bounds_and_confidence_leave_out_the_same(found: Record) -> None:
    scope = Scope(since="2024-01", until="2024-02-15", min_confidence=0.3)
    by_hand = [t for t in happened(found, 0.3) if t.day and "2024-01-01" <= t.day <= "2024-02-15"]
    assert sum(c.episodes for c in found.ask(tallies.type_counts(scope))) == len(by_hand) > 0
    with pytest.raises(UsageError, match="not a date"):
        tallies.type_counts(Scope(since="spring"))


def test_happenings_of_a_dyad_have_a_direction(found: Record) -> None:
    asked = found.ask(tallies.happenings(Scope(dyad=("WEX", "OST"))))
    ways = {h.episode: h.way for h in asked}
    told = {t.episode: t for t in happened(found) if ("OST", "WEX") in pairs(t)}
    assert ways.keys() == told.keys()
    for episode, way in ways.items():
        forth, back = ("WEX" in told[episode].by and "OST" in told[episode].to), "WEX" in told[episode].to
        assert way == ("both" if forth == back else "forth" if forth else "back") or told[episode].to == {"WEX", "OST"}
    only = found.ask(tallies.happenings(Scope(dyad=("WEX", "OST"), directed=True)))
    assert {h.episode for h in only} == {e for e, t in told.items() if "WEX" in t.by and "OST" in t.to}
    with pytest.raises(UsageError):
        tallies.happenings(Scope())


def test_outlets_count_documents_and_all_their_events(found: Record) -> None:
    counted = {o.outlet: (o.documents, o.events) for o in found.ask(tallies.outlet_counts(10))}
    outlets = {d.doc: d.outlet for d in found.documents()}
    documents = Counter(outlets.values())
    events = Counter(outlets[f.doc] for f in found.events())
    assert counted == {name: (documents[name], events[name]) for name in documents}
    seen = found.ask(tallies.coverage())[0]
    assert (seen.documents, seen.outlets, seen.first) == (300, 2, "2024-04-02")


def test_reports_of_one_episode_count_once(tmp_path: Path) -> None:
    docs = [document(name, f"{TEXT} {name}") for name in ("a", "b", "c")]
    events = [
        event(docs[0], id="a" * 16, episode="e1", confidence=0.4, date="2024-05-06"),
        event(docs[1], id="b" * 16, episode="e1", confidence=0.9, date=None),
        event(docs[2], id="c" * 16, episode="e2", confidence=0.7, date=None),
    ]
    with open_store(tmp_path / "r.duckdb", RUN) as store:
        store.write(Shard(tuple(Coded(d, events=(e,)) for d, e in zip(docs, events, strict=True))))
    with open_record(tmp_path / "r.duckdb") as record:
        assert [c.episodes for c in record.ask(tallies.type_counts(Scope()))] == [2]
        one, two = record.ask(tallies.happenings(Scope(dyad=("WEX", "OST"))))
        assert (one.episode, one.day, one.reports, one.event, one.doc) == ("e1", "2024-05-06", 2, "b" * 16, "b")
        assert (two.day, two.published, two.way) == (None, "2024-05-07", "forth")


def test_the_score_of_a_period_is_weighted_by_confidence(tmp_path: Path) -> None:
    docs = [document(name, f"{TEXT} {name}") for name in ("a", "b")]
    sure, scales = (0.9, 0.5), (-2.0, 6.0)
    events = [
        event(doc, id=doc.doc * 16, confidence=p, event_scale=s) for doc, p, s in zip(docs, sure, scales, strict=True)
    ]
    with open_store(tmp_path / "r.duckdb", RUN) as store:
        store.write(Shard(tuple(Coded(d, events=(e,)) for d, e in zip(docs, events, strict=True))))
    with open_record(tmp_path / "r.duckdb") as record:
        (period,) = record.series(SeriesFilter(("WEX", "OST")))
    mean = sum(p * s for p, s in zip(sure, scales, strict=True)) / sum(sure)
    spread = 1.96 * sum(p * (1 - p) * (s - mean) ** 2 for p, s in zip(sure, scales, strict=True)) ** 0.5 / sum(sure)
    assert period.score == pytest.approx(mean, abs=1e-3)
    assert (period.score_low, period.score_high) == pytest.approx((mean - spread, mean + spread), abs=1e-3)


def test_one_episode_has_a_score_without_width(tmp_path: Path) -> None:
    doc = document("a")
    with open_store(tmp_path / "r.duckdb", RUN) as store:
        store.write(Shard((Coded(doc, events=(event(doc),)),)))
    with open_record(tmp_path / "r.duckdb") as record:
        (period,) = record.series(SeriesFilter(("WEX", "OST")))
        assert (period.score, period.score_low, period.score_high) == (-2.0, -2.0, -2.0)
        assert record.series(replace(SeriesFilter(("WEX", "OST")), min_confidence=0.9)) == ()
