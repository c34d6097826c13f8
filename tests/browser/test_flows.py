"""What a reader does, from the first page to the words, and what a reviewer does with the keyboard alone."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

from pages_server import serving
from playwright.sync_api import Browser, Page
from visiting import visit

from dragoman.record.query import open_record
from dragoman.review.opinions import opinions_of


def test_from_the_overview_to_the_words_of_a_statement_in_three_clicks(
    browser: Browser, site: str, coded: Path
) -> None:
    with visit(browser, site) as found:
        page = found.page
        page.get_by_role("link", name="Statements", exact=True).first.click()
        page.locator("main a[href*='/document']").first.click()
        page.wait_for_load_state()
        with open_record(coded) as record:
            quotes = {f.value.id: f.value.quote for f in record.statements()}
        shown = page.locator(":target").first
        anchor = page.url.rsplit("#s-", maxsplit=1)[-1].split("&", maxsplit=1)[0]
        assert anchor in quotes
        assert shown.count() == 1
        assert found.complaints == []


def test_results_come_while_a_word_is_typed(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/search") as found:
        box = found.page.locator("main input[name=q]")
        box.press_sequentially("ceasef", delay=15)
        found.page.locator("#found mark").first.wait_for()
        assert "ceasefire" in found.page.locator("#found").inner_text().lower()
        assert "q=ceasef" in found.page.url
        assert found.complaints == []


def test_a_question_can_be_corrected(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/ask?q=who+threatened+China+in+2022") as found:
        page = found.page
        assert page.locator("input[name=recipient]").input_value() == "CHN"
        assert page.locator("input[name=type]").input_value() == "THREATEN"
        page.locator("input[name=type]").fill("ACCUSE")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**/events?*")
        assert "type=ACCUSE" in page.url
        assert found.complaints == []


def test_without_scripts_the_words_can_be_read(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("/", "/events", "/statements", "/map", "/search?q=peace"):
        page.goto(site + path)
        assert page.locator("main a[href]").count() > 3
    drawn = page.goto(f"{site}/map")
    assert drawn is not None
    assert page.locator("figure img").first.evaluate("i => i.naturalWidth") > 100
    context.close()


def test_twenty_judgements_by_keyboard_survive_a_kill(browser: Browser, coded: Path, tmp_path: Path) -> None:
    record = tmp_path / "judged.duckdb"
    shutil.copy(coded, record)
    arguments = ("review", str(record), "--who", "ana", "--size", "25", "--seed", "4")
    keys = ["y", "n", "u", "a", "r", "y", "t", "y", "d", "y"]
    pid: list[int] = []
    with serving(*arguments, died=pid.append) as address, visit(browser, f"{address}/review") as found:
        for number, key in enumerate(keys, 1):
            _press(found.page, key, number)
        os.kill(pid[0], signal.SIGKILL)
    with serving(*arguments) as address, visit(browser, f"{address}/review") as found:
        assert f"{len(keys)} of 25 judged" in found.page.locator(".progress").inner_text()
        for number, key in enumerate(keys, 11):
            _press(found.page, key, number)
        found.page.keyboard.press("z")
        found.page.get_by_text("19 of 25 judged").wait_for()
        _press(found.page, "y", 20)
        assert found.complaints == []
    with open_record(record) as opened:
        words = [opinion.verdict.word for opinion in opinions_of(opened.judgements())]
    assert len(words) == 20
    assert words.count("unsure") == 2
    assert words.count("right") == 8


def test_a_key_too_early_is_no_answer_to_the_next_event(browser: Browser, coded: Path, tmp_path: Path) -> None:
    record = tmp_path / "hasty.duckdb"
    shutil.copy(coded, record)
    with (
        serving("review", str(record), "--who", "eve", "--size", "5") as address,
        visit(browser, f"{address}/review") as found,
    ):
        for key in ("y", "n", "u"):
            found.page.evaluate("key => document.dispatchEvent(new KeyboardEvent('keydown', { key }))", key)
        found.page.locator(".progress", has_text=": 1 of 5").wait_for()
        assert "1 right, 0 wrong, 0 unsure" in found.page.locator(".progress").inner_text()


def test_capitals_mark_several_parts(browser: Browser, coded: Path, tmp_path: Path) -> None:
    record = tmp_path / "marked.duckdb"
    shutil.copy(coded, record)
    with (
        serving("review", str(record), "--who", "ben", "--size", "5") as address,
        visit(browser, f"{address}/review") as found,
    ):
        found.page.keyboard.press("A")
        found.page.locator("tr.marked").first.wait_for()
        found.page.keyboard.press("D")
        found.page.locator("tr.marked").nth(1).wait_for()
        _press(found.page, "Enter", 1)
        assert "wrong: actor, date" in found.page.locator(".note").inner_text()


def _press(page: Page, key: str, judged: int) -> None:
    page.keyboard.press(key)
    page.locator(".progress", has_text=f": {judged} of ").wait_for(timeout=15_000)
