"""Three hundred documents made to break things: all are coded, and no page of them runs, turns or breaks anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from html_reading import HOST, Tree, check
from litestar.testing import TestClient

from dragoman.documents.options import ReadOptions
from dragoman.pipeline import Resources
from dragoman.record.happenings import episodes
from dragoman.record.query import Record, open_record
from dragoman.record.texts import documents
from dragoman.run import local
from dragoman.run.link import link_record
from dragoman.settings import Settings
from dragoman.web.app import create_app
from dragoman.web.reading import MEMORY
from dragoman.web.serving import Serving
from dragoman.web.wanted import address
from dragoman.web.words import is_web, label, shown

TABLES = ("documents", "events", "episodes", "figures", "relations", "problems")
OTHERS = (
    "/", "/statements", "/positions", "/actors", "/dyads", "/issues", "/map", "/network", "/audit",
    "/search?q=script", "/ask?q=who+met+whom",
)  # fmt: skip


@pytest.fixture(scope="module")
def coded(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    wanted = hostile.write(folder / "in", megabytes=1.0)
    out = folder / "hostile.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "load_resources", lambda *_, **__: resources)
        local.code_paths([str(folder / "in")], out, Settings(), ReadOptions())
    link_record(out)
    assert wanted >= 300
    return out


@pytest.fixture(scope="module")
def visitor(coded: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Serving(coded), secret="0" * 64), raise_server_exceptions=True) as made:
        made.headers.update({**HOST, "accept-encoding": "identity"})
        yield made


@pytest.fixture(scope="module")
def record(visitor: TestClient, coded: Path) -> Iterator[Record]:
    del visitor  # it has the file open first
    with open_record(coded, MEMORY) as found:
        yield found


def visit(visitor: TestClient, where: str) -> Tree:
    answer = visitor.get(where)
    assert answer.status_code == 200, (where, answer.text[:2000])
    try:
        return check(answer.text)
    except AssertionError as error:
        raise AssertionError(f"{where[:200]}: {error}") from error


def test_every_document_is_coded_or_has_its_problem(record: Record) -> None:
    rows = documents(record)
    assert len(rows) >= 290
    assert record.counts()["event"] > 2_000
    assert record.counts()["statement"] > 1_000
    codes = {found.value.code for found in record.problems()}
    assert not {code for code in codes if "error" in code or "died" in code}


def test_every_document_has_a_page(visitor: TestClient, record: Record) -> None:
    for row in documents(record):
        shown_page = visit(visitor, address("/document", doc=row.doc))
        assert label(row.title or row.doc, 300) in shown_page.find("h1").text
        text = record.document(row.doc).text
        if len(text) < 50_000:
            words = "".join(shown_page.find("article").text.split())
            assert len(words) >= len("".join(shown(text).split()))
        answer = visitor.get(address("/document.csv", doc=row.doc))
        assert answer.status_code == 200


def test_a_text_in_parts_is_all_there_and_its_anchors_reach_over(visitor: TestClient, record: Record) -> None:
    doc = "many-marks.txt"
    words, part = "", 1
    while True:
        tree = visit(visitor, address("/document", doc=doc, part=part))
        words += tree.find("article").text
        if not any(a.get("rel") == "next" for a in tree.walk()):
            break
        part += 1
    assert part > 1
    text = record.document(doc).text
    assert "".join(words.split()) == "".join(shown(text).split())
    last = max((f.value for f in record.found("event", "doc = ?", [doc], "id")), key=lambda event: event.span)
    reached = visit(visitor, address("/document", doc=doc, at=f"e-{last.id}"))
    assert reached.by_id(f"e-{last.id}") is not None
    assert (
        visit(visitor, address("/document", doc=doc, at=f"c-{len(text) - 7}")).by_id(f"c-{len(text) - 7}") is not None
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_page_by_page(visitor: TestClient, name: str) -> None:
    where: str | None = f"/{name}"
    while where is not None:
        tree = visit(visitor, where)
        where = next((a.get("href") for a in tree.walk() if a.tag == "a" and a.get("rel") == "next"), None)
    assert visitor.get(f"/{name}.csv").status_code == 200


@pytest.mark.parametrize("where", OTHERS)
def test_other_pages_hold_too(visitor: TestClient, where: str) -> None:
    visit(visitor, where)


def test_events_and_episodes_have_their_pages(visitor: TestClient, record: Record) -> None:
    found: dict[str, list[str]] = {}
    for event in record.events():
        found.setdefault(event.doc, []).append(event.value.id)
    for ids in found.values():
        visit(visitor, f"/event/{ids[0]}")
    rows = episodes(record)
    for row in [*(r for r in rows if r.reports > 1), *rows[::60]]:
        visit(visitor, f"/episode/{row.id}")


def test_addresses_that_run_are_words_and_no_links(visitor: TestClient, record: Record) -> None:
    seen = 0
    for row in documents(record):
        url = record.document(row.doc).url
        if url is None:
            continue
        outside = {
            a.get("href")
            for a in visit(visitor, address("/document", doc=row.doc)).walk()
            if a.tag == "a" and "//" in a.get("href").split("?")[0]
        }
        assert outside == ({url} if is_web(url) else set()), url
        seen += 1
    assert seen > 50


@pytest.mark.parametrize("url", hostile.URLS)
def test_which_addresses_may_be_links(url: str) -> None:
    assert is_web(url) == (url == "HTTPS://A.example/ok")
