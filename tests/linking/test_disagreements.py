"""What counts as a disagreement of two reports, and of which kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.linking.disagreements import disagreements
from dragoman.linking.mentions import Mention, Toll
from dragoman.model import Place

FIRST = Mention(
    1, "a", "a.txt", "a.txt", "Northgate Herald", date(2024, 5, 7), "ASSAULT", "actual", ("WEX",), ("OST",),
    "2024-05-06", None, date(2024, 5, 6), date(2024, 5, 6),
    Place("Port Wex", "WEX", (0, 8), geonames_id=7, precision="city"),
    (Toll("killed", "OST.MIL", "=", 20),), ("the army",),
)  # fmt: skip
SECOND = replace(FIRST, n=2, id="b", doc="b.txt", origin="b.txt", outlet="Compass Wire", sources=())


def kinds(*mentions: Mention) -> dict[str, str]:
    return {d.field: d.kind for d in disagreements(mentions)}


def test_reports_that_agree() -> None:
    assert kinds(FIRST, SECOND) == {}


def test_what_one_leaves_out_is_no_disagreement() -> None:
    bare = replace(SECOND, actors=(), recipients=(), date=None, first=None, last=None, place=None, tolls=())
    assert kinds(FIRST, bare) == {}


def test_two_days() -> None:
    later = replace(SECOND, date="2024-05-07", first=date(2024, 5, 7), last=date(2024, 5, 7))
    found = disagreements([FIRST, later])
    assert [(d.field, d.kind) for d in found] == [("date", "contradiction")]
    assert [(c.value, c.documents, c.sources) for c in found[0].claims] == [
        ("2024-05-06", ("a.txt",), ("the army",)),
        ("2024-05-07", ("b.txt",), ()),
    ]


def test_a_day_and_its_month_agree() -> None:
    month = replace(SECOND, date="2024-05", first=date(2024, 5, 1), last=date(2024, 5, 31))
    assert kinds(FIRST, month) == {}


def test_a_town_and_its_state_agree() -> None:
    state = Place("Wexland", "WEX", (0, 7), geonames_id=1, precision="country")
    assert kinds(FIRST, replace(SECOND, place=state)) == {}


def test_two_towns() -> None:
    town = Place("Old Wex", "WEX", (0, 7), geonames_id=8, precision="city")
    assert kinds(FIRST, replace(SECOND, place=town)) == {"place": "contradiction"}


def test_two_culprits() -> None:
    assert kinds(FIRST, replace(SECOND, actors=("NOR",))) == {"actor": "contradiction"}


def test_one_of_several_actors_left_out() -> None:
    assert kinds(FIRST, replace(SECOND, actors=("NOR", "WEX"))) == {}


def test_who_called_whom() -> None:
    turned = replace(SECOND, actors=("OST",), recipients=("WEX",))
    assert kinds(FIRST, turned)["direction"] == "contradiction"


def test_it_happened_and_it_did_not() -> None:
    assert kinds(FIRST, replace(SECOND, factuality="negated")) == {"fact": "contradiction"}


def test_tolls_of_one_day_contradict() -> None:
    assert kinds(FIRST, replace(SECOND, tolls=(Toll("killed", "OST.MIL", "=", 24),))) == {
        "figure:killed": "contradiction"
    }


def test_tolls_rise() -> None:
    later = replace(SECOND, published=date(2024, 5, 8), tolls=(Toll("killed", "OST.MIL", "=", 24),))
    assert kinds(FIRST, later) == {"figure:killed": "development"}


def test_tolls_do_not_fall() -> None:
    later = replace(SECOND, published=date(2024, 5, 8), tolls=(Toll("killed", "OST.MIL", "=", 12),))
    assert kinds(FIRST, later) == {"figure:killed": "contradiction"}


def test_tolls_of_two_sides_are_of_different_things() -> None:
    assert kinds(FIRST, replace(SECOND, tolls=(Toll("killed", None, "=", 24),))) == {"figure:killed": "scope"}


def test_at_least_twenty_and_twenty_four_agree() -> None:
    floor = replace(FIRST, tolls=(Toll("killed", "OST.MIL", ">=", 20),))
    assert kinds(floor, replace(SECOND, tolls=(Toll("killed", "OST.MIL", "=", 24),))) == {}


def test_about_twenty_and_twenty_one_agree() -> None:
    about = replace(FIRST, tolls=(Toll("killed", "OST.MIL", "~", 20),))
    assert kinds(about, replace(SECOND, tolls=(Toll("killed", "OST.MIL", "=", 21),))) == {}


def test_killed_and_injured_are_two_figures() -> None:
    assert kinds(FIRST, replace(SECOND, tolls=(Toll("injured", "OST.MIL", "=", 24),))) == {}


def test_a_copy_says_nothing_of_its_own() -> None:
    copy = replace(SECOND, origin="a.txt", date="2024-05-07", first=date(2024, 5, 7), last=date(2024, 5, 7))
    assert kinds(FIRST, copy) == {}
