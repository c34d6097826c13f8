"""The actor tables: what they hold, how mistakes are told, and `who`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dragoman.actors.aliases import fold, plain
from dragoman.actors.knowledge import Knowledge, load_knowledge
from dragoman.actors.tables import covers, plurals, read_table
from dragoman.errors import DataError

PEOPLE = Path(__file__).parents[1] / "cases" / "actors_people.csv"


@cache
def knowledge() -> Knowledge:
    return load_knowledge(extra=[PEOPLE])


@pytest.mark.parametrize(
    ("name", "day", "want", "code"),
    [
        ("Russian foreign minister", "1999-05-01", "Igor Ivanov", "RUS"),
        ("Russian foreign minister", "2015-05-01", "Sergei Lavrov", "RUS"),
        ("Russia's foreign minister", "2015-05-01", "Sergei Lavrov", "RUS"),
        ("foreign minister of Russia", "2015-05-01", "Sergei Lavrov", "RUS"),
        ("the Russian leader", "2015-05-01", "Vladimir Putin", "RUS"),
        ("Lavrov", "2012-01-01", "Sergei Lavrov", "RUS"),
        ("Sergey Lavrov", None, "Sergei Lavrov", "RUS"),
        ("Ivanov", "1999-05-01", "Igor Ivanov", "RUS"),
        ("Ivanov", "2006-05-01", "Sergei Ivanov", "RUS"),
        ("Recep Tayyip Erdoğan", "2016-01-01", "Recep Tayyip Erdogan", "TUR"),
        ("Wolodymyr Selenskyj", "2022-03-01", "Volodymyr Zelensky", "UKR"),
        ("Hilary Clinton", "2010-01-01", "Hillary Clinton", "USA"),
        ("Clinton", "1995-01-01", "Bill Clinton", "USA"),
        ("the Kremlin", None, "Russia", "RUS"),
        ("US", None, "United States", "USA"),
        ("Côte d’Ivoire", None, "Ivory Coast", "CIV"),
        ("Cote d'Ivoire", None, "Ivory Coast", "CIV"),
        ("Zaire", "1990-01-01", "Zaire", "COD"),
        ("Bosnian Serbs", None, "Bosnian Serbs", "BIH"),
    ],
)
def test_who(name: str, day: str | None, want: str, code: str) -> None:
    found = knowledge().who(name, day)
    assert found, name
    assert (found[0].name, found[0].code) == (want, code)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Taliban", "REB"), ("Hamas", "REB"), ("Boko Haram", "REB"), ("Ulster Volunteer Force", "PRM"),
        ("Islamic State", "UAF"), ("al-Qaeda", "UAF"), ("Sierra Leone People's Party", "PTY"),
    ],
)  # fmt: skip
def test_a_named_group_of_one_state_is_not_unidentified(name: str, sector: str) -> None:
    assert knowledge().who(name, "2015-01-01")[0].sector == sector
    groups = {a for senses in knowledge().senses.values() for a, _ in senses if a.kind == "group"}
    assert [a.name for a in groups if a.sector == "UAF" and a.code != "IMG"] == []


def test_nobody_is_nobody() -> None:
    assert knowledge().who("Xqwerty Plomb", "2015-01-01") == []
    assert knowledge().who("", None) == []


def test_every_state_has_a_demonym_or_is_known_not_to() -> None:
    codes = {a.code for senses in knowledge().senses.values() for a, form in senses if form == "demonym"}
    assert len(codes) >= 190


def test_states_of_the_world() -> None:
    states = knowledge().states
    assert len(states) >= 198
    for code in ("KOS", "PSE", "TWN", "VAT", "HKG", "SSD", "TLS", "MNE"):
        assert code in states


def test_role_nouns() -> None:
    roles = knowledge().roles
    assert len({r.noun for r in roles.values()}) >= 350
    assert roles["police"].sector == "COP"
    assert roles["policemen"].plural
    assert roles["foreign ministers"].noun == "foreign minister"
    assert roles["chiefs of staff"].noun == "chief of staff"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("ally", "allies"),
        ("head of state", "heads of state"),
        ("gunman", "gunmen"),
        ("coach", "coaches"),
        ("attorney general", "attorneys general"),
        ("major general", "major generals"),
        ("child", "children"),
        ("passerby", "passersby"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert plurals(one) == many


@pytest.mark.parametrize(
    ("start", "end", "day", "inside"),
    [
        ("1999", "2000", "2000-12-31", True),
        ("1999-08-09", "2000", "1999-08-08", False),
        ("1999-08", "", "1999-08-01", True),
        ("1999-08-09", "", "1999", True),
        ("", "1991-12-26", "1992", False),
        ("", "", "1950-01-01", True),
    ],
)
def test_dates_are_cut_to_what_is_known(start: str, end: str, day: str, inside: bool) -> None:
    assert covers(start, end, day) is inside


def test_folding_keeps_offsets() -> None:
    for text in ("Türkiye’s İstanbul", "Kraków – Łódź", "“Ðà Nẵng”", "ﬁ Straße"):
        assert len(plain(text)) == len(text) == len(fold(text))


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_users_row_extends_and_overrides(tmp_path: Path) -> None:
    mine = write(tmp_path, "name,code,office,from,to,aliases,family\nJane Q. Doe,FRA,president,2031,,,Doe\n")
    assert load_knowledge(extra=[mine]).who("Jane Q. Doe", "2032-01-01")[0].code == "FRA"
    again = write(tmp_path, "name,code,kind,aliases\nParis,USA,city,Paris Texas\n")
    assert load_knowledge(extra=[again]).who("Paris Texas", None)[0].code == "USA"


def test_roles_may_be_added(tmp_path: Path) -> None:
    mine = write(tmp_path, "noun,sector,number,kind\nmoot master,GOV,singular,office\n")
    assert load_knowledge(extra=[mine]).roles["moot masters"].sector == "GOV"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name,code,kind,aliases\nOslo,Norway,city,\n", 2, "three capitals"),
        ("name,code,kind,aliases\n# a comment\nOslo,NOR,city\n", 3, "3 cells"),
        ("name,town\n", 1, "unknown header"),
        ("noun,sector,number,kind\nking,XXX,singular,office\n", 2, "unknown sector"),
        ("noun,sector,number,kind\nking,GOV,dual,office\n", 2, "needs number"),
        ("name,code,office,from,to,aliases,family\nA B,FRA,president,2001-13,,,\n", 2, "ISO date"),
        ("name,code,office,from,to,aliases,family\nA B,FRA,president,2002,2001,,\n", 2, "is after"),
        ("id,name,code,sector,aliases,from,to\ng,G,FRA,REB,,,\ng,H,FRA,REB,,,\n", 3, "already"),
        ("id,name,code,sector,aliases,members,from,to\no,O,IGO,,,Norway,,\n", 2, "member code"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(DataError) as error:
        load_knowledge(extra=[path])
    assert f"mine.csv:{line}:" in str(error.value)
    assert words in str(error.value)


def test_a_missing_file_is_a_data_error(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        list(read_table(tmp_path / "none.csv"))
