"""Names in raw text: longest match, word boundaries, capitals, and who is somebody else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dragoman.actors.knowledge import Knowledge, load_knowledge
from dragoman.actors.mentions import Mention, find_mentions

PEOPLE = Path(__file__).parents[1] / "cases" / "actors_people.csv"


@cache
def knowledge() -> Knowledge:
    return load_knowledge(extra=[PEOPLE])


def names(text: str, day: str | None = None) -> list[tuple[str, str | None]]:
    return [(text[m.span[0] : m.span[1]], m.code) for m in find_mentions(text, day, (), knowledge())]


@pytest.mark.parametrize(
    ("text", "day", "want"),
    [
        ("He told us that the US would wait.", None, [("US", "USA")]),
        ("U.S.-led forces left.", None, [("U.S.", "USA")]),
        ("Who knows what the WHO says?", None, [("WHO", "UNO")]),
        ("They eat turkey in Turkey.", None, [("Turkey", "TUR")]),
        ("They polish Polish silver.", None, [("Polish", "POL")]),
        ("South Korea and North Korea.", None, [("South Korea", "KOR"), ("North Korea", "PRK")]),
        ("Guinea-Bissau, Guinea, Equatorial Guinea",
            None,
            [("Guinea-Bissau", "GNB"), ("Guinea", "GIN"), ("Equatorial Guinea", "GNQ")]),
        ("Nigerian and Nigerien soldiers", None, [("Nigerian", "NGA"), ("Nigerien", "NER")]),
        ("Sergei Lavrov spoke.", "2015-01-01", [("Sergei Lavrov", "RUS")]),
        ("Denzel Washington and Jordan Peele met.", None, []),
        ("The king of Jordan met Chad's president.", None, [("Jordan", "JOR"), ("Chad", "TCD")]),
        ("In May nothing happened.", "2018-01-01", []),
        ("Prime Minister May resigned.", "2019-05-24", [("May", "GBR")]),
        ("Irangate was a scandal.", None, []),
        ("Türkiye’s army", None, [("Türkiye", "TUR")]),
        ("the Soviet Union", "1980-01-01", [("Soviet Union", "RUS")]),
        ("John Merkel opened a shop.", "2015-01-01", []),
        ("Merkel Street is closed.", "2015-01-01", []),
        ("Chancellor Merkel resigned.", "2015-01-01", [("Merkel", "DEU")]),
        # A given name tells Tony from Diane, and a longer name is somebody else's.
        ("Diane Turnbull met Zameer Ahmed Khan.", "2016-01-01", []),
        ("So said Khalid bin Mohamed Al Attiyah.", "2014-01-01", [("Khalid bin Mohamed Al Attiyah", "QAT")]),
        # Family names that are words stay words, and ministers of small states need their state.
        ("You may begin. The Work is done, and Islam is a faith.", "2004-01-01", []),
        ("Crops failed in Marshall, Mich.", "1989-01-01", [("Mich.", "USA")]),
        ("The Peterson Institute warned Sweden.", "1996-01-01", [("Sweden", "SWE")]),
        # Acronyms that several bodies share count where the state is named.
        ("PA officials resigned.", None, []),
        ("PA officials left Ramallah.", None, [("PA", "PSE"), ("Ramallah", "PSE")]),
        ("Let us go, said the MoD. LeT denied it.", None, [("MoD", "GBR"), ("LeT", "PAK")]),
        ("On a hill he read The Hill and the hindu epics.", None, [("The Hill", "USA")]),
        ("They built a border security force.", None, []),
        ("In India the Border Security Force fired.", None, [("India", "IND"), ("Border Security Force", "IND")]),
        ("Turkmen fled Kirkuk and Mosul.", None, [("Turkmen", "IRQ"), ("Kirkuk", "IRQ"), ("Mosul", "IRQ")]),
        ("Turkmen officials in Ashgabat", None, [("Turkmen", "TKM"), ("Ashgabat", "TKM")]),
        # One Arabic article, and spellings of one name.
        ("Bashar el-Assad met Al Gore.", "1999-01-01", [("Bashar el-Assad", "SYR"), ("Al Gore", "USA")]),
        ("Nouri Al Maliki flew to El Salvador.", "2013-01-01", [("Nouri Al Maliki", "IRQ"), ("El Salvador", "SLV")]),
        ("Kaddafi, Qadhafi, Gadafi", "2005-01-01", [("Kaddafi", "LBY"), ("Qadhafi", "LBY"), ("Gadafi", "LBY")]),
        # Names that are words need their state; a newspaper may need its article.
        ("Solidarity among workers matters.", "1985-01-01", []),
        ("Solidarity called a strike in Gdansk.", "1985-01-01", [("Solidarity", "POL"), ("Gdansk", "POL")]),
        ("", None, []),
    ],
)  # fmt: skip
def test_names(text: str, day: str | None, want: list[tuple[str, str | None]]) -> None:
    assert names(text, day) == want


def test_spans_are_verbatim() -> None:
    text = "“Côte d’Ivoire” and São Tomé signed; İzmir cheered Erdoğan."
    for m in find_mentions(text, "2016-01-01", (), knowledge()):
        assert isinstance(m, Mention)
        assert text[m.span[0]].isupper()
        assert text[m.span[0] : m.span[1]].strip() == text[m.span[0] : m.span[1]]


def test_longest_name_wins() -> None:
    assert names("the European Union Commission of the United Arab Emirates")[-1] == ("United Arab Emirates", "ARE")


def test_the_day_decides_between_namesakes() -> None:
    assert find_mentions("President Clinton spoke.", "1996-01-01", (), knowledge())[0].actor.name == "Bill Clinton"
    assert find_mentions("Ivanov spoke.", "2000-01-01", (), knowledge())[0].actor.name == "Igor Ivanov"
