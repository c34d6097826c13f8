"""`dragoman report`: one page that needs nothing else, says what the record says, and runs nothing of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result
from happened import happened, made
from record_builders import RUN, document, entity, event

from dragoman.charts import render
from dragoman.charts.theme import theme
from dragoman.model import Coded, Place, Position, Problem
from dragoman.record.query import open_record
from dragoman.record.store import Shard, open_store
from dragoman.report.gather import Asked, gather
from dragoman.report.inlined import inlined
from dragoman.report.page import page
from dragoman.review.access import Files
from dragoman.review.desk import Desk
from dragoman.review.opinions import Verdict
from dragoman.review.sampling import Plan, draw

pytest.importorskip("vl_convert")
pytest.importorskip("jinja2")
Cli = Callable[..., Result]
EVIL = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"'\x00\x1b[31m\u202eevil\u2066 {{ 7*7 }}"


class Outline(HTMLParser):
    """Tags with their attributes, ids, and the text of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    where = tmp_path_factory.mktemp("report") / "made.duckdb"
    made(where, 150).close()
    return where


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are drawn as nothing, which is quicker."""
    monkeypatch.setattr(render, "svg", lambda _, width: f'<svg viewBox="0 0 {width} 9"></svg>')


@pytest.fixture(scope="module")
def html(path: Path) -> str:
    with open_record(path) as record:
        return page(gather(record, Asked(dyads=(("WEX", "OST"),), actors=("WEX",))))


def test_it_needs_nothing_else(html: str) -> None:
    outline = Outline(html)
    names = {tag for tag, _ in outline.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "base", "form", "foreignobject"})
    for tag, attributes in outline.tags:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert attributes.keys().isdisjoint({"src", "srcset", "data", "action"})
        target = attributes.get("href") or attributes.get("xlink:href") or "#"
        assert target.startswith("#") or (tag == "a" and target.startswith("https://github.com/"))
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)


def test_ids_are_unique_and_lead_somewhere(html: str) -> None:
    outline = Outline(html)
    ids = [a["id"] for _, a in outline.tags if "id" in a]
    assert len(ids) == len(set(ids))
    wanted = set(re.findall(r'(?:url\(|href=")#([^")]+)', html))
    wanted |= {i or "" for _, a in outline.tags for i in (a.get("aria-labelledby"), a.get("aria-describedby")) if i}
    assert wanted <= set(ids)


def test_colours_of_drawings_follow_the_theme(html: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(drawings) >= 20
    assert not any(re.search(r'="#[0-9a-f]{3,6}"', drawing) for drawing in drawings)
    roles = {role for role, _ in theme().light.roles()}
    assert {name for drawing in drawings for name in re.findall(r"var\(--([a-z0-9_-]+)\)", drawing)} <= roles
    assert html.count(f"--accent: {theme().dark.accent};") == html.count(f"--accent: {theme().light.accent};") == 1


@pytest.mark.usefixtures("undrawn")
def test_it_says_what_the_record_says(path: Path) -> None:
    with open_record(path) as record:
        told = happened(record)
        report = gather(record, Asked())
        assert report.counts == record.counts()
    words = Outline(page(report)).words
    assert f"150 documents of 2 outlets, published from 2024-04-02 to 2024-04-02, tell of {len(told)} episodes" in words
    assert f"Of these the texts date {sum(t.day is not None for t in told)}" in words
    assert "dragoman 0.1.0" in words
    assert "tables-1" in words
    assert "Nobody has judged events of this record yet" in words
    assert [f.title for f in report.figures] == [
        "Cooperation and conflict over time", "Episodes by type", "Most active dyads", "Who did what to whom",
        "Where it happened", "Outlets",
    ]  # fmt: skip
    for dyad in report.dyads:
        assert 0 < len(dyad.episodes) <= 12
        assert all(e.words in words for e in dyad.episodes)
    assert len(report.dyads) == len(report.actors) == 3


@pytest.mark.usefixtures("undrawn")
def test_the_same_record_gives_the_same_page(path: Path, tmp_path: Path) -> None:
    again = tmp_path / path.name
    made(again, 150).close()
    pages = []
    for one in (path, again):
        with open_record(one) as record:
            pages.append(page(gather(record, Asked())))
    assert pages[0] == pages[1]


@pytest.mark.usefixtures("undrawn")
def test_what_is_asked_for_is_shown(path: Path) -> None:
    asked = Asked("Wex & <Ost>", (("WEX", "OST"),), ("NOR", "ZZZ"), since="2024", min_confidence=0.2)
    with open_record(path) as record:
        report = gather(record, asked)
    assert [d.code for d in report.dyads] == ["WEX-OST"]
    assert [(a.code, a.counts is None) for a in report.actors] == [("NOR", False), ("ZZZ", True)]
    html = page(report)
    assert "<title>Wex &amp; &lt;Ost&gt;</title>" in html
    words = Outline(html).words
    assert "from 2024 on, coded with a confidence of 0.2 or more" in words
    assert "No episode names it" in words


def test_words_of_articles_are_only_words(tmp_path: Path) -> None:
    doc = replace(document("d<b>\u202e", f"{EVIL} struck {EVIL}"), outlet=EVIL)
    sides = {"actor": (entity("WEX", EVIL, (0, 7)),), "recipient": (entity("OST", EVIL, (0, 7)),)}
    place = Place(EVIL, "WEX", (0, 7), 1.0, 2.0)
    events = tuple(
        event(doc, id=f"{n:016x}", event_text=EVIL, event_loc=place, date=f"2024-0{n}-01", **sides) for n in range(1, 6)
    )
    position = Position("WEX", EVIL, EVIL, f"{EVIL}:OST", ("OST",), "for", 0.5, (0, len(EVIL)))
    trouble = Problem(doc.doc, "documents", EVIL, EVIL)
    coded = Coded(doc, events=events, positions=(position,) * 3, problems=(trouble,))
    with open_store(tmp_path / "evil.duckdb", RUN) as store:
        store.write(Shard((coded,)))
    with open_record(tmp_path / "evil.duckdb") as record:
        html = page(gather(record, Asked(title=EVIL)))
    test_it_needs_nothing_else(html)
    test_ids_are_unique_and_lead_somewhere(html)
    assert "{{ 7*7 }}" in html
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", html)


@pytest.mark.usefixtures("undrawn")
def test_error_rates_are_those_of_the_judges(path: Path, tmp_path: Path) -> None:
    judged = tmp_path / "judged.duckdb"
    judged.write_bytes(path.read_bytes())
    access = Files(judged)
    with access.reading() as record:
        desk = Desk(access, draw(record, Plan(12)), "ana")
    for n in range(12):
        item = desk.look().item
        assert item is not None
        desk.judge(item, Verdict("wrong", ("actor",)) if n % 4 == 0 else Verdict("right"))
    with open_record(judged) as record:
        report = gather(record, Asked())
    assert report.audit is not None
    words = Outline(page(report)).words
    assert "12 events of the record were judged by 1 person" in words
    share = report.audit.tuples[0].found
    assert share is not None
    assert f"all {100 * share.share:.0f} % {100 * share.low:.0f}–{100 * share.high:.0f} % 12" in words
    assert [f.id for f in report.reliability] == ["all-reliability"]


@pytest.mark.usefixtures("undrawn")
def test_an_empty_record_has_a_page(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.duckdb", RUN) as store:
        store.write(Shard(()))
    with open_record(tmp_path / "r.duckdb") as record:
        words = Outline(page(gather(record, Asked()))).words
    assert "0 documents" in words
    assert "No event fits." in words
    assert "Everything could be read and decided." in words


def test_ids_of_a_drawing_are_its_own() -> None:
    clips = '<clipPath id="clip1"/><clipPath id="clip10"/><g clip-path="url(#clip10)"/>'
    made = inlined(f'<svg width="9" viewBox="0 0 9 9">{clips}</svg>', "a")
    assert 'id="a-clip1"' in made
    assert "url(#a-clip10)" in made
    assert made.startswith('<svg viewBox="0 0 9 9" aria-hidden="true"')


@pytest.mark.usefixtures("undrawn")
def test_the_command_writes_the_page(cli: Cli, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    done = cli("report", path, "-o", out, "--dyad", "wex-ost", "--actor", "nor", "--title", "Two neighbours")
    assert (done.exit_code, done.stderr) == (0, "")
    html = out.read_text("utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert 'id="dyad-WEX-OST"' in html
    assert 'id="actor-NOR"' in html
    wrong = cli("report", path, "-o", tmp_path / "no.html", "--dyad", "WEX")
    assert (wrong.exit_code, "not a dyad" in wrong.stderr) == (2, True)
    assert not (tmp_path / "no.html").exists()
