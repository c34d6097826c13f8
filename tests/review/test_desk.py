"""A person's way through a sample: what is open, what is kept, and what comes back."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from record_builders import entity
from review_builders import corpus, desk, judge_all, save, told

from dragoman.errors import InUseError, UsageError
from dragoman.model import Datum, Judgement
from dragoman.record.query import open_record
from dragoman.record.store import open_links
from dragoman.review.access import Files, Held
from dragoman.review.desk import Desk
from dragoman.review.opinions import Verdict
from dragoman.review.sampling import Plan, draw

RIGHT, WRONG = Verdict("right"), Verdict("wrong", ("actor", "date"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path / "r.duckdb", corpus())


def rows(path: Path) -> list[Judgement]:
    with open_record(path) as record:
        return list(record.judgements())


def test_events_come_in_the_order_of_the_sample_and_are_judged_once(path: Path) -> None:
    ana = desk(path)
    wanted = [d.event for d in ana.sample.drawn]
    seen = []
    while (item := ana.look().item) is not None:
        seen.append(item.found.value.id)
        assert item.number == len(seen)
        ana.judge(item, RIGHT)
    assert seen == wanted
    view = ana.look()
    assert (view.progress.events, view.progress.judged, view.progress.words["right"]) == (8, 8, 8)


def test_another_sitting_goes_on_where_the_last_one_was(path: Path) -> None:
    first = desk(path)
    for _ in range(5):
        item = first.look().item
        assert item is not None
        first.judge(item, RIGHT)
    second = desk(path, plan=Plan(12)).look()
    assert second.item is not None
    assert (second.progress.judged, second.progress.events, second.item.number) == (5, 12, 6)


def test_two_people_judge_the_same_events_and_do_not_see_each_other(path: Path) -> None:
    ana, ben = desk(path, "ana"), desk(path, " ben\t")
    assert [d.event for d in ana.sample.drawn] == [d.event for d in ben.sample.drawn]
    judge_all(ana, lambda _: RIGHT)
    assert ben.look().progress.judged == 0
    assert judge_all(ben, lambda _: WRONG) == 8
    assert {row.who for row in rows(path)} == {"ana", "ben"}


def test_a_judgement_is_a_row_for_each_part_with_what_was_seen(path: Path) -> None:
    ana = desk(path)
    item = ana.look().item
    assert item is not None
    ana.judge(item, WRONG)
    found = rows(path)
    assert [(row.verdict, row.field) for row in found] == [("wrong", "actor"), ("wrong", "date")]
    assert {row.about for row in found} == {(Datum(item.document.doc_id, item.found.value.trigger),)}
    assert {(row.seen, row.seed) for row in found} == {(item.seen, 0)}


def test_undo_opens_the_last_one_again_and_then_the_one_before(path: Path) -> None:
    ana = desk(path)
    for verdict in (RIGHT, WRONG, RIGHT):
        item = ana.look().item
        assert item is not None
        ana.judge(item, verdict)
    for number, left in ((3, 3), (2, 1), (1, 0)):
        assert ana.undo()
        item = ana.look().item
        assert item is not None
        assert (item.number, len(rows(path))) == (number, left)
    assert not ana.undo()


def test_undo_leaves_what_others_said_and_what_was_said_before(path: Path) -> None:
    ana, ben = desk(path, "ana"), desk(path, "ben")
    item = ana.look().item
    assert item is not None
    for who, verdict in ((ana, RIGHT), (ben, RIGHT), (ana, WRONG)):
        who.judge(item, verdict)
    assert ana.undo()
    assert [(row.who, row.verdict) for row in rows(path)] == [("ana", "right"), ("ben", "right")]


def test_the_same_said_twice_is_one_judgement(path: Path) -> None:
    ana = desk(path)
    item = ana.look().item
    assert item is not None
    ana.judge(item, WRONG)
    ana.judge(item, WRONG)
    assert len(rows(path)) == 2


def test_what_is_coded_otherwise_is_open_again_and_says_in_what(path: Path) -> None:
    ana = desk(path)
    judge_all(ana, lambda _: RIGHT)
    number, drawn = next((n, d) for n, d in enumerate(ana.sample.drawn) if d.type == "ACCUSE")
    with open_record(path) as record:
        found = record.event(drawn.event)
    coded = next(c for c in corpus() if c.document.doc == found.doc)
    save(path, [replace(coded, events=(replace(coded.events[0], date=None),))])
    item = desk(path).look().item
    assert item is not None
    assert (item.number, item.changed) == (number + 1, ("date",))
    ana.judge(item, RIGHT)
    assert ana.look().progress.judged == 8


def test_another_actor_is_another_datum_for_the_sample_too(path: Path) -> None:
    every = Plan(10, 0, ("ASSAULT",))
    judge_all(desk(path, plan=every), lambda _: RIGHT)
    changed = told(70, "ASSAULT", 0.05, actor=(entity("NIL", "Nilland", (0, 7)),))
    save(path, [changed])
    item = desk(path, plan=every).look().item
    assert item is not None
    assert (item.found.value.id, item.changed) == (changed.events[0].id, ("actor",))


def test_an_event_that_is_gone_is_passed_over(path: Path) -> None:
    ana = desk(path)
    first = ana.sample.drawn[0]
    with open_record(path) as record:
        found = record.event(first.event)
    coded = next(c for c in corpus() if c.document.doc == found.doc)
    save(path, [replace(coded, events=())])
    item = ana.look().item
    assert item is not None
    assert item.number == 2


def test_an_event_outside_the_sample_can_be_judged_and_is_marked_as_chosen(path: Path) -> None:
    ana = desk(path)
    drawn = {d.event for d in ana.sample.drawn}
    other = next(e.id for c in corpus() for e in c.events if e.id not in drawn)
    item = ana.item(other[:12])
    assert item.number is None
    ana.judge(item, RIGHT)
    assert [row.seed for row in rows(path)] == [None]
    assert ana.look().progress.judged == 0
    assert ana.item(ana.sample.drawn[3].event).number == 4


def test_a_token_tells_an_event_that_has_changed(path: Path) -> None:
    ana = desk(path)
    event = ana.sample.drawn[0].event
    before = ana.item(event)
    assert ana.item(event).token == before.token
    coded = next(c for c in corpus() if c.document.doc == before.document.doc)
    save(path, [replace(coded, events=(replace(coded.events[0], mode=()),))])
    assert ana.item(event).token != before.token


def test_nobody_judges_without_a_name(path: Path) -> None:
    with pytest.raises(UsageError, match="who judges"):
        desk(path, " ")


def test_a_record_in_use_is_waited_for(path: Path) -> None:
    access = Files(path, patience=30)
    script = (
        "import sys, time; from pathlib import Path; from dragoman.record.store import open_links\n"
        f"store = open_links(Path({str(path)!r})); print('open', flush=True); sys.stdin.read(1); store.close()"
    )
    import subprocess
    import sys

    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(InUseError, match="in use by another process"), Files(path, patience=0.2).reading():
            pass
        threading.Timer(0.3, holder.stdin.close).start()
        with access.reading() as record:
            assert record.counts()["event"] == 80
        holder.stdin = None


def test_a_writer_that_is_open_serves_readers_beside_it(path: Path) -> None:
    with open_links(path) as store:
        access = Held(store)
        with access.reading() as record:
            sample = draw(record, Plan(12))
        people = [Desk(access, sample, f"person {n}") for n in range(3)]
        threads = [threading.Thread(target=judge_all, args=(person, lambda _: RIGHT)) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [person.look().progress.judged for person in people] == [12, 12, 12]
    assert len(rows(path)) == 36
