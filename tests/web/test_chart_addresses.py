"""Charts by address: each form, the record's own numbers, and clear words for what cannot be drawn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from reading_pages import Page, table
from world_builders import WORLD

if TYPE_CHECKING:
    from litestar import Litestar
    from litestar.testing import TestClient


def test_a_chart_has_the_numbers_of_the_record_in_every_form(world_client: TestClient[Litestar]) -> None:
    rows = table(world_client.get("/chart/types.csv?dyad=RUS-UKR").text)
    assert {row["type"]: row["episodes"] for row in rows} == {"ASSAULT": "1", "ACCUSE": "2", "SANCTION": "1"}
    spec = world_client.get("/chart/types.json?dyad=RUS-UKR")
    assert spec.headers["content-type"].startswith("application/json")
    assert sum(row["episodes"] for row in json.loads(spec.text)["data"]["values"]) == 4


def test_light_and_dark_differ_in_colours_alone(world_client: TestClient[Litestar]) -> None:
    light, dark = (json.loads(world_client.get(f"/chart/quads.json{query}").text) for query in ("", "?dark=1"))
    assert light.pop("config") != dark.pop("config")
    assert light == dark


def test_a_chart_is_drawn_by_the_server_too(world_client: TestClient[Litestar]) -> None:
    pytest.importorskip("vl_convert", reason="pictures need the extra “pictures”")
    drawn = world_client.get("/chart/types.svg?actor=RUS&width=400")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert drawn.text.startswith("<svg")
    assert "ASSAULT" in drawn.text
    png = world_client.get("/chart/types.png?actor=RUS&width=400")
    assert png.headers["content-type"] == "image/png"
    assert png.content.startswith(b"\x89PNG")


def test_positions_of_an_actor_on_an_issue(world_client: TestClient[Litestar]) -> None:
    rows = table(world_client.get("/chart/positions.csv?actor=IND&issue=peace:UKR").text)
    assert len(rows) == sum(s.actor == "IND" and s.issue_id == "peace:UKR" for a in WORLD for s in a.stands)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/chart/pie.json", "unknown chart"),
        ("/chart/quads.gif", "unknown form"),
        ("/chart/quads", "unknown form"),
        ("/chart/series.json", "needs"),
        ("/chart/outlets.json?actor=RUS", "takes no"),
        ("/chart/quads.json?dyad=RUS", "not a dyad"),
        ("/chart/quads.json?by=hour", "unknown period"),
        ("/chart/quads.json?min_confidence=2", "min_confidence"),
        ("/chart/dyads.json?top=many", "top is a number"),
        ("/chart/types.svg?width=9000000", "width is a number"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(world_client: TestClient[Litestar], path: str, words: str) -> None:
    answer = world_client.get(path)
    assert answer.status_code == 400
    assert words in Page(answer.text).words
    plain = world_client.get(path, headers={"hx-request": "true"})
    assert plain.headers["content-type"].startswith("text/plain")
    assert len(plain.text.splitlines()) == 1
