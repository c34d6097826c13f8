"""Pages of actors, dyads, issues and what is said, with the numbers that the small world has."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from reading_pages import Page, table
from world_builders import HOSTILE, WORLD, Deed

if TYPE_CHECKING:
    from litestar import Litestar
    from litestar.testing import TestClient

DONE = [deed for article in WORLD for deed in article.deeds if deed.factuality == "actual"]
PATHS = (
    "/",
    "/dyads",
    "/dyad/RUS-UKR",
    "/dyad/IND-RUS?directed=1&by=year&since=2022&until=2023-12",
    "/dyad/FRA-DEU",
    "/actors",
    "/actor/RUS",
    "/actor/FRA",
    "/issues",
    "/issues?actor=IND&order=moves",
    "/issue?id=peace:UKR",
    "/issue?id=~peace:UKR",
    "/issue?id=attack:",
    "/positions",
    "/positions?actor=IND&stance=for",
    "/statements",
    "/statements?about=RUS&since=2022-03",
)


def between(one: str, other: str) -> list[Deed]:
    return [d for d in DONE if (one in d.by and other in d.to) or (other in d.by and one in d.to)
            or (not d.to and {one, other} <= set(d.by))]  # fmt: skip


def read(world_client: TestClient[Litestar], path: str) -> Page:
    answer = world_client.get(path)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_reads_without_scripts_and_within_the_policy(world_client: TestClient[Litestar], path: str) -> None:
    answer = world_client.get(path)
    assert answer.status_code == 200, answer.text
    page = Page(answer.text)
    headings = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings)), headings
    for tag, given in page.tags:
        assert not any(name == "style" or name.startswith("on") for name in given), (tag, given)
        assert tag != "script" or (given.get("src") or "").startswith("/static/")
    assert all(link.startswith(("/", "#")) for link in page.links)


@pytest.mark.parametrize("path", PATHS)
def test_words_of_articles_never_become_markup(world_client: TestClient[Litestar], path: str) -> None:
    text = world_client.get(path).text
    for bad in ("<script>alert", "<img src=x", "<i>Outlet", "<b>.txt", "\u202e", "\u0000"):
        assert bad not in text, bad


def test_the_overview_counts_what_is_there_and_leads_to_words_at_once(world_client: TestClient[Litestar]) -> None:
    page = read(world_client, "/")
    said = [s for article in WORLD for s in article.said]
    assert f"documents{len(WORLD)}" in page.words
    assert f"statements{len(said)}" in page.words
    assert page.row("Courier")[1] == "2"
    assert page.row("not known")[1] == "1"
    assert page.row("2022") == ["2022", "", "1", *[""] * 6, "1", "", "", ""]
    assert page.row("Russia – Ukraine")[1] == str(len(between("RUS", "UKR")))
    assert "empty-file" in page.words
    words = [link for link in page.links if link.startswith("/document?doc=") and "#s-" in link]
    assert len(words) == len(said)
    assert f"/document?doc={quote('x&y/<b>.txt', safe='')}" in "".join(words)


def test_coverage_as_a_table_to_take_away(world_client: TestClient[Litestar]) -> None:
    rows = table(world_client.get("/overview.csv?table=coverage").text)
    months = Counter(article.published[:7] for article in WORLD if article.published)
    assert {row["month"]: int(row["documents"]) for row in rows} == dict(months)
    outlets = table(world_client.get("/overview.csv").text)
    assert {row["outlet"]: row["documents"] for row in outlets}["Herald"] == "2"
    assert table(world_client.get("/overview.csv?table=runs").text)[0]["documents"] == str(len(WORLD))
    assert table(world_client.get("/overview.csv?table=problems").text)[0]["code"] == "empty-file"


def test_dyads_count_each_happening_once_and_the_table_is_the_page(world_client: TestClient[Litestar]) -> None:
    rows = {row["dyad"]: row for row in table(world_client.get("/dyads.csv").text)}
    pairs = {("IND", "RUS"), ("RUS", "UKR"), ("IND", "UKR")}
    assert set(rows) == {f"{one}-{other}" for one, other in pairs}
    page = read(world_client, "/dyads")
    for one, other in pairs:
        row = rows[f"{one}-{other}"]
        assert int(row["episodes"]) == len(between(one, other))
        cells = page.row(f"{row['one']} – {row['other']}")
        assert [cells[1], *cells[3:7]] == [row["episodes"], row["verbal_cooperation"], row["material_cooperation"],
                                           row["verbal_conflict"], row["material_conflict"]]  # fmt: skip


def test_dyads_of_a_time_and_of_one_actor(world_client: TestClient[Litestar]) -> None:
    assert {row["dyad"] for row in table(world_client.get("/dyads.csv?since=2023").text)} == {"RUS-UKR", "IND-UKR"}
    assert {row["dyad"] for row in table(world_client.get("/dyads.csv?actor=ind").text)} == {"IND-RUS", "IND-UKR"}


def test_a_dyad_tells_who_did_what_to_whom(world_client: TestClient[Litestar]) -> None:
    rows = table(world_client.get("/dyad/IND-RUS.csv?table=types").text)
    assert {(row["way"], row["type"]): row["episodes"] for row in rows} == {
        ("forth", "REQUEST"): "1",
        ("back", "ACCUSE"): "1",
        ("both", "CONSULT"): "1",
    }
    turned = table(world_client.get("/dyad/RUS-IND.csv?table=types").text)
    assert {(row["way"], row["type"]) for row in turned} == {
        ("back", "REQUEST"),
        ("forth", "ACCUSE"),
        ("both", "CONSULT"),
    }


def test_the_episodes_of_a_dyad_stand_in_time_with_their_words(world_client: TestClient[Litestar]) -> None:
    rows = table(world_client.get("/dyad/RUS-UKR.csv").text)
    assert [row["day"] for row in rows] == sorted(d.day or "" for d in between("RUS", "UKR"))
    assert all(row["words"].startswith(f"{row['type']} of") for row in rows)
    directed = table(world_client.get("/dyad/RUS-UKR.csv?directed=1").text)
    assert {row["type"] for row in directed} == {"ASSAULT", "ACCUSE"}
    assert len(directed) == 2
    page = read(world_client, "/dyad/RUS-UKR")
    for row in rows:
        assert f"/event/{row['event']}" in page.links


def test_undated_episodes_are_in_the_table_but_in_no_period(world_client: TestClient[Litestar]) -> None:
    days = [row["day"] for row in table(world_client.get("/dyad/IND-RUS.csv").text)]
    assert days[-1] == ""
    assert len(days) == 3
    periods = table(world_client.get("/dyad/IND-RUS.csv?table=periods&by=month").text)
    assert [(row["start"], row["episodes"]) for row in periods] == [("2022-09-01", "2")]


def test_where_two_actors_agree_and_differ(world_client: TestClient[Litestar]) -> None:
    """Both poles are one issue; what names nobody is none across stories."""
    rows = table(world_client.get("/dyad/IND-RUS.csv?table=positions").text)
    assert [(row["issue"], row["actor"], row["side"], row["agree"]) for row in rows] == [
        ("peace:UKR", "IND", "for", "False"),
        ("peace:UKR", "RUS", "against", "False"),
    ]
    rows = table(world_client.get("/dyad/IND-UKR.csv?table=positions").text)
    assert {row["issue"] for row in rows} == {"peace:UKR"}
    assert {row["agree"] for row in rows} == {"True"}
    page = read(world_client, "/dyad/IND-RUS")
    assert "Where they differ" in page.words
    assert "Where they agree" not in page.words


def test_what_two_actors_say_about_each_other(world_client: TestClient[Litestar]) -> None:
    page = read(world_client, "/dyad/UKR-RUS")
    assert "Russia has broken every promise" in page.words
    assert "today is not an era of war" not in page.words


def test_an_actor_with_its_counterparts(world_client: TestClient[Litestar]) -> None:
    rows = {row["code"]: row for row in table(world_client.get("/actor/RUS.csv").text)}
    assert set(rows) == {"UKR", "IND"}
    assert rows["UKR"]["did"] == "2"
    assert rows["UKR"]["received"] == "2"
    assert rows["UKR"]["together"] == "0"
    assert rows["IND"]["did"] == "1"
    assert rows["IND"]["received"] == "1"
    assert rows["IND"]["together"] == "1"
    page = read(world_client, "/actor/RUS")
    assert page.row("Ukraine")[1] == rows["UKR"]["episodes"]
    all_rows = {row["code"]: row for row in table(world_client.get("/actors.csv").text)}
    assert int(all_rows["RUS"]["did"]) == sum("RUS" in d.by for d in DONE)
    assert int(all_rows["RUS"]["received"]) == sum("RUS" in d.to for d in DONE)
    assert int(all_rows["IND"]["episodes"]) == sum("IND" in (*d.by, *d.to) for d in DONE)


def test_an_actors_change_of_stance_is_shown_in_its_words(world_client: TestClient[Litestar]) -> None:
    rows = {row["issue"]: row for row in table(world_client.get("/actor/IND.csv?table=positions").text)}
    assert rows["peace:UKR"]["moves"] == "1"
    assert rows["peace:UKR"]["side"] == "for"
    page = read(world_client, "/actor/IND")
    before = page.words.index("IND is neutral the fighting in Ukraine")
    after = page.words.index("IND is for peace in Ukraine")
    assert before < after
    assert page.words.count("changed") >= 1


def test_officeholders_that_occur_have_the_offices_of_their_time(world_client: TestClient[Litestar]) -> None:
    rows = {row["name"]: row for row in table(world_client.get("/actor/RUS.csv?table=people").text)}
    assert set(rows) == {"Vladimir Putin"}
    assert "president 2012" in rows["Vladimir Putin"]["offices"]
    assert "prime minister" not in rows["Vladimir Putin"]["offices"]


def test_an_issue_has_who_stands_where_by_either_pole(world_client: TestClient[Litestar]) -> None:
    rows = {row["actor"]: row for row in table(world_client.get("/issue.csv?id=peace:UKR").text)}
    assert {actor: row["side"] for actor, row in rows.items()} == {"IND": "for", "UKR": "for", "RUS": "against"}
    assert rows["RUS"]["words"] == "RUS is for escalation."
    assert rows["IND"]["moves"] == "1"
    assert world_client.get("/issue.csv?id=~peace:UKR").text == world_client.get("/issue.csv?id=peace:UKR").text
    page = read(world_client, "/issue?id=peace:UKR")
    assert any(link.startswith("/document?doc=b.txt") and "#c-" in link for link in page.links)


def test_an_issue_that_names_nobody_is_one_of_each_story(world_client: TestClient[Litestar]) -> None:
    rows = [row for row in table(world_client.get("/issues.csv").text) if row["id"] == "attack:"]
    assert {(row["story"], row["words"], row["actors"]) for row in rows} == {
        ("c.txt", "raid", "1"),
        ("d.txt", "robbery", "1"),
    }
    assert [row["actor"] for row in table(world_client.get("/issue.csv?id=attack:&story=d.txt").text)] == ["IND"]


def test_positions_by_filters(world_client: TestClient[Litestar]) -> None:
    everything = table(world_client.get("/positions.csv").text)
    stands = [stand for article in WORLD for stand in article.stands]
    assert len(everything) == len(stands)
    assert [row["day"] for row in everything] == sorted(row["day"] for row in everything)
    assert [row["stance"] for row in table(world_client.get("/positions.csv?actor=IND&issue=peace:UKR").text)] == [
        "neutral",
        "for",
    ]
    assert len(table(world_client.get("/positions.csv?topic=peace:UKR").text)) == 4
    assert (
        table(world_client.get("/positions.csv?stance=neutral").text)[0]["words"]
        == "IND is neutral the fighting in Ukraine."
    )
    undated = next(row for row in everything if row["doc"] == "d.txt")
    assert (undated["day"], undated["dated"]) == ("2023-03-02", "False")


def test_statements_by_speaker_and_by_what_they_are_about(world_client: TestClient[Litestar]) -> None:
    def speakers(query: str) -> list[str]:
        return [row["code"] for row in table(world_client.get(f"/statements.csv?{query}").text)]

    assert speakers("") == ["UKR.GOV", "IND.GOV", "RUS.GOV"]
    assert speakers("speaker=ind") == ["IND.GOV"] == speakers("speaker=Modi") == speakers("speaker=IND.GOV")
    assert speakers("about=RUS") == ["UKR.GOV", "IND.GOV", "RUS.GOV"]
    assert speakers("about=UKR") == ["UKR.GOV", "RUS.GOV"]
    assert speakers("about=russia") == ["UKR.GOV"]
    assert speakers("about=era+of+war") == ["IND.GOV"]
    assert speakers("about=rus") == []
    assert speakers("since=2022-03&until=2022-12") == ["IND.GOV"]
    assert speakers("doc=a.txt") == ["UKR.GOV"]


def test_a_table_that_a_spreadsheet_would_run_is_disarmed(world_client: TestClient[Litestar]) -> None:
    rows = table(world_client.get("/statements.csv").text)
    assert rows[-1]["speaker"] == f"Lavrov {HOSTILE}"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/dyad/RUS", 400, "not a dyad"),
        ("/dyad/RUS-IND?by=decade", 400, "unknown period"),
        ("/dyad/RUS-ZZZ", 404, "no actor has the code ZZZ"),
        ("/dyads?order=beauty", 400, "choose from"),
        ("/dyads?since=yesterday", 400, "not a date"),
        ("/actor/ZZZ", 404, "no actor has the code ZZZ"),
        ("/actor/RUS.csv?table=secrets", 400, "choose from counterparts"),
        ("/issue", 400, "which issue"),
        ("/issue?id=nothing:UKR", 404, "no position is on the issue"),
        ("/positions?stance=maybe", 400, "choose from for, against"),
        ("/positions?page=0", 400, "page is a number"),
        ("/statements?until=2022-13", 400, "not a date"),
        ("/overview.csv?table=x", 400, "choose from outlets"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(
    world_client: TestClient[Litestar], path: str, status: int, words: str
) -> None:
    answer = world_client.get(path)
    assert answer.status_code == status
    assert words in Page(answer.text).words


@pytest.mark.parametrize("value", ["' OR 1=1 --", "\u0000", "a" * 200, "%", "(", "\\", "é" * 50, "\u202e"])
def test_filters_take_any_words(world_client: TestClient[Litestar], value: str) -> None:
    for path in ("/statements?about=", "/statements?speaker=", "/positions?issue=", "/issues?actor=", "/issue?id="):
        assert world_client.get(path + quote(value, safe="")).status_code in (200, 400, 404)
    assert world_client.get(f"/statements?speaker={quote(value, safe='')}").status_code == 200
