"""What a text says of itself, and the dates and datelines that it is read from."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dragoman.documents.dates import find_dates, nearest_before, parse_date
from dragoman.documents.furniture import load_furniture, parse_furniture
from dragoman.documents.metadata import contradictions, dateline_date, describe
from dragoman.documents.segment import segment
from dragoman.errors import DataError
from dragoman.model import Document

DATELINES = tomllib.loads((Path(__file__).parents[1] / "cases" / "datelines.toml").read_text(encoding="utf-8"))["case"]
BODY = "Norway's foreign minister met her Finnish counterpart on Monday, and the two signed a treaty on the border."


def _described(text: str, **given: str) -> Document:
    document = Document("case", text, "0", **given)
    return describe(document, segment(document))


@pytest.mark.parametrize("case", DATELINES, ids=[case["text"][:40] for case in DATELINES])
def test_datelines(case: dict[str, str]) -> None:
    document = Document("case", case["text"], "0", published=case.get("published"))
    segments = segment(document)
    stretches = [document.text[slice(*part.span)] for part in segments if part.label == "dateline"]
    assert stretches == [stretch for stretch in [case["stretch"]] if stretch]
    filled = describe(document, segments)
    assert filled.dateline == case.get("place")
    assert filled.outlet == case.get("agency")
    assert dateline_date(document, segments) == case.get("day")


@pytest.mark.parametrize(
    ("head", "published", "codes"),
    [
        ("Published: 12 March 2021", "2021-03-12", []),
        ("Published: 12 March 2021", "2021-03-13", []),
        ("Published: 14 March 2021", "2021-03-12", ["publication-mismatch"]),
        ("Published: 2 January 2020", "2021-03-12", ["publication-mismatch"]),
        ("Updated: 20 March 2021", "2021-03-12", []),
        ("Updated: 20 March 2021. Published: 12 March 2021", "2021-03-12", []),
        ("October 5, 2022", "2022-10-02", ["publication-mismatch"]),
        ("October 5", "2022-10-02", []),
        ("Published: 14 March 2021", "2021-03", []),
    ],
)
def test_a_page_dated_against_its_publication_date(head: str, published: str, codes: list[str]) -> None:
    text = f"{head}\n\nNorway and Finland sign treaty\n\n{BODY}"
    document = Document("case", text, "0", published=published, published_basis="given")
    assert [p.code for p in contradictions(document, segment(document))] == codes


def test_a_dateline_after_publication() -> None:
    document = Document(
        "case", f"OSLO, May 9, 2021 (Reuters) - {BODY}", "0", published="2021-05-02", published_basis="given"
    )
    (row,) = contradictions(document, segment(document))
    assert (row.code, document.text[slice(*row.span or (0, 0))]) == ("publication-mismatch", "May 9, 2021")
    assert contradictions(_described(f"OSLO, May 9, 2021 (Reuters) - {BODY}"), segment(document)) == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Oct 10, 2022 - World", "2022-10-10"),
        ("October 5, 2022", "2022-10-05"),
        ("Published: 12 March 2021", "2021-03-12"),
        ("Published 14:05 GMT, 3rd of May 2020", "2020-05-03"),
        ("2021-06-30", "2021-06-30"),
        ("2021-06-30T08:15:00Z", "2021-06-30"),
        ("Monday, 7 September 2020 09:30 IST", "2020-09-07"),
        ("Sept. 7, 2020 | Updated Sept. 9, 2020", "2020-09-07"),
        ("Updated: Sept. 9, 2020. Published: Sept. 7, 2020", "2020-09-07"),
        ("Last updated 9 September 2020", "2020-09-09"),
        ("31/12/2020", "2020-12-31"),
        ("04/04/2020", "2020-04-04"),
        ("05/10/2022", None),
        ("Updated 3:45 pm", None),
        ("October 5", None),
        ("31 February 2020", None),
    ],
)
def test_date_lines(line: str, expected: str | None) -> None:
    found = _described(f"{line}\n\nNorway and Finland sign treaty\n\n{BODY}")
    assert found.published == expected
    assert found.published_basis == ("text" if expected else "none")


def test_a_date_in_the_story_is_not_the_publication_date() -> None:
    found = _described(
        f"Norway and Finland sign treaty\n\n{BODY}\n\nThe first treaty was signed on October 5, 1932 in Oslo."
    )
    assert (found.published, found.published_basis) == (None, "none")


def test_given_metadata_wins() -> None:
    text = f"Oct 10, 2022\n\nA treaty in the north\n\nBy Kari Lie\n\nOSLO (Reuters) - {BODY}"
    found = _described(
        text,
        published="2020-01-01",
        published_basis="given",
        outlet="The Fjord",
        outlet_basis="given",
        title="T",
        byline="B",
    )
    assert (found.published, found.published_basis) == ("2020-01-01", "given")
    assert (found.outlet, found.outlet_basis, found.title, found.byline) == ("The Fjord", "given", "T", "B")
    assert found.dateline == "OSLO"


@pytest.mark.parametrize(
    ("furniture", "outlet"),
    [
        ("Support The Lagoon Herald!", "The Lagoon Herald"),
        ("© 2021 The Aegean Courier. All rights reserved.", "The Aegean Courier"),
        ("Copyright 2014 Northern Press Ltd.", "Northern Press"),
        ("This article was originally published on The Dialogue.", "The Dialogue"),
        ("A message from The Harbour Post:", "The Harbour Post"),
        ("Follow us on Twitter", None),
        ("Share on Facebook", None),
        ("Read more from our correspondents", None),
        ("Photo: Kari Lie / AFP", None),
    ],
)
def test_outlets_in_furniture(furniture: str, outlet: str | None) -> None:
    found = _described(f"Norway and Finland sign treaty\n\n{BODY}\n\n{furniture}")
    assert found.outlet == outlet
    assert found.outlet_basis == ("text" if outlet else "none")


def test_an_outlet_that_cites_its_own_reporters() -> None:
    first = "The treaty ends a dispute of ninety years, Fjordline's Kari Lie reports."
    second = "Finland needed the money, Fjordline Ola Berg writes."
    assert _described(f"Treaty signed\n\n{BODY}\n\n{first}\n\n{second}").outlet == "Fjordline"
    assert _described(f"Treaty signed\n\n{BODY}\n\n{first}").outlet is None
    assert _described(f"Treaty signed\n\n{BODY}\n\nThe treaty was secret, per the New York Times.").outlet is None


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Kari Lie", "Kari Lie"),
        ("By Kari Lie and Ola Berg, Reuters", "Kari Lie and Ola Berg, Reuters"),
        ("By KARI LIE", "KARI LIE"),
        ("By Kari Lie | 5 October 2022", "Kari Lie"),
        ("By Tuesday the talks had failed", None),
        ("By Monday, 10 people had died", None),
    ],
)
def test_bylines(line: str, byline: str | None) -> None:
    assert _described(f"Norway and Finland sign treaty\n\n{line}\n\n{BODY}").byline == byline


def test_title() -> None:
    assert _described(f"Norway and Finland sign treaty\n\n{BODY}").title == "Norway and Finland sign treaty"
    assert _described(BODY).title is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-10-05", "2022-10-05"),
        ("2022-10-05 08:00:00+02:00", "2022-10-05"),
        ("20221005", "2022-10-05"),
        ("2022-10", "2022-10"),
        ("2022", "2022"),
        ("March 2021", "2021-03"),
        ("Wed, 05 Oct 2022 10:00:00 GMT", "2022-10-05"),
        ("5.10.2022", "2022-10-05"),
        ("5/10/2022", None),
        ("25/10/2022", "2022-10-25"),
        ("2022-13-01", None),
        ("2021-02-29", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_of_metadata(value: str, expected: str | None) -> None:
    assert parse_date(value) == expected


def test_dates_in_a_text() -> None:
    text = "From 3 May 2020 to June 4, and not May 2020, 35 May or the 4 marches; in 1945 too."
    assert [(text[slice(*date.span)], date.iso()) for date in find_dates(text)] == [
        ("3 May 2020", "2020-05-03"),
        ("June 4", None),
    ]


@pytest.mark.parametrize(
    ("month", "day", "published", "expected"),
    [
        (12, 31, "2020-01-01", "2019-12-31"),
        (1, 2, "2020-01-01", "2020-01-02"),
        (2, 29, "2021-03-01", None),
        (5, 5, None, None),
        (5, 5, "2020-05", None),
    ],
)
def test_the_year_of_a_dateline(month: int, day: int, published: str | None, expected: str | None) -> None:
    assert nearest_before(month, day, published) == expected


CUE = '[[cue]]\nlabel = "{label}"\nwhere = "{where}"\nweight = {weight}\npatterns = [\n  \'{pattern}\',\n]\n'


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": "advert"}, "t.toml:1: label is 'advert'"),
        ({"where": "top"}, "t.toml:1: where is 'top'"),
        ({"weight": "9"}, "t.toml:1: weight is 9"),
        ({"pattern": "(open"}, "t.toml:6: bad pattern"),
        ({"weight": '1\ncolour = "red"'}, "unknown field 'colour'"),
    ],
)
def test_mistakes_in_the_table_are_named_with_their_line(change: dict[str, str], message: str) -> None:
    fields = {"label": "teaser", "where": "start", "weight": "1", "pattern": "more"} | change
    with pytest.raises(DataError) as raised:
        parse_furniture(CUE.format(**fields), "t.toml")
    assert message in str(raised.value)


def test_the_table_that_is_shipped_loads() -> None:
    furniture = load_furniture()
    assert {cue.label for cue in furniture.cues} == {"boilerplate", "teaser", "credit", "caption", "byline"}
    assert len(furniture.places) > 300


@pytest.mark.parametrize(
    ("lines", "byline", "outlet"),
    [
        ("By Ann Lee, The Coral Tribune", "Ann Lee", "The Coral Tribune"),
        ("By Ann Lee | Coral Tribune", "Ann Lee", "Coral Tribune"),
        ("By Ann Lee for The Diplomat", "Ann Lee", "The Diplomat"),
        ("Ann Lee, Diplomatic Correspondent, Coral Tribune", "Ann Lee, Diplomatic Correspondent", "Coral Tribune"),
        ("By Emily Post", "Emily Post", None),
        ("By Reuters", "Reuters", None),
        ("The Coral Tribune\n3 May 2021", None, "The Coral Tribune"),
        ("Coral Tribune\nBy Ann Lee\n3 May 2021", "Ann Lee", "Coral Tribune"),
        ("ANN LEE\nCoral Tribune", "ANN LEE", "Coral Tribune"),
        ("Ann Lee\n3 May 2021", "Ann Lee", None),
        ("Coral Tribune, 3 May 2021", None, "Coral Tribune"),
        ("3 May 2021 | The Coral Evening Tribune", None, "The Coral Evening Tribune"),
        ("By Ann Lee\nCoral Tribune — 3 May 2021", "Ann Lee", "Coral Tribune"),
        ("The Hague, 3 May 2021", None, None),
        ("Coral Tribune, from our correspondent in Suva", "our correspondent in Suva", "Coral Tribune"),
        ("Ann Lee in Suva", "Ann Lee in Suva", None),
    ],
)
def test_writers_and_outlets_at_the_head(lines: str, byline: str | None, outlet: str | None) -> None:
    found = _described(f"Norway and Finland sign treaty\n\n{lines}\n\n{BODY}\n\nFinland's parliament will vote in May.")
    assert (found.title, found.byline, found.outlet) == ("Norway and Finland sign treaty", byline, outlet)


def test_an_outlet_signs_at_the_foot() -> None:
    assert _described(f"Norway and Finland sign treaty\n\n{BODY}\n\n— Coral Tribune").outlet == "Coral Tribune"


def test_the_date_of_a_dateline_is_that_of_publication_if_nothing_else_gives_one() -> None:
    text = f"Norway and Finland sign treaty\n\nOSLO, 3 May 2021 (Fjord Wire) — {BODY}"
    found = _described(text)
    assert (found.published, found.published_basis, found.dateline) == ("2021-05-03", "text", "OSLO")
    assert _described(text, published="2021-05-05").published == "2021-05-05"
    assert _described(text.replace(" 2021", "")).published is None


def test_the_heading_of_an_entry_is_no_title() -> None:
    entries = f"09:15 Norway speaks\n{BODY}\n\n10:20 Finland answers\n{BODY}"
    assert _described(entries).title is None
    assert _described(f"Live: treaty at last\n\n{entries}").title == "Live: treaty at last"
