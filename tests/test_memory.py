"""What the collector of cycles does while tables are loaded and documents are coded."""

from __future__ import annotations

import gc

from dragoman.memory import set_aside, settled, uncollected


def test_a_library_that_turns_the_collector_on_does_not_make_it_work() -> None:
    before, done = gc.get_threshold(), gc.get_stats()[0]["collections"]
    with uncollected():
        gc.enable()  # as srsly does after each table that it unpacks
        kept = [[n] for n in range(before[0] * 3)]
        assert gc.get_stats()[0]["collections"] == done
    assert len(kept) == before[0] * 3
    assert gc.isenabled()
    assert gc.get_threshold() == before


def test_what_is_set_aside_comes_back_after_a_settled_block() -> None:
    before = gc.get_threshold()
    with uncollected():
        mine = [[n] for n in range(1000)]
        set_aside()
    try:
        assert gc.get_freeze_count() > len(mine)
        with settled():
            assert gc.get_threshold() != before
    finally:
        gc.unfreeze()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
