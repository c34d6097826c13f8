"""Words of articles in a terminal: nothing in them acts."""

from __future__ import annotations

import io

import pytest
from record_builders import document, event
from rich.text import Text

from dragoman.console.explain import marked
from dragoman.console.terminal import console
from dragoman.console.unseen import shown


@pytest.mark.parametrize(
    ("words", "harmless"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("x\x1b]0;title\x07", "x␛]0;title␇"),
        ("nul\x00 bell\x07 back\x08", "nul␀ bell␇ back␈"),
        ("\u202eevil\u202c", "⇋evil⇋"),
        ("c1\x9b2J", "c1·2J"),
        ("half \ud83d", "half \ufffd"),
        ("soft\u200bly", "soft·ly"),
        ("Ünïcode, 中文, עברית 😀\n\tas it is", "Ünïcode, 中文, עברית 😀\n\tas it is"),
    ],
)
def test_characters_that_would_act_are_shown_instead(words: str, harmless: str) -> None:
    assert shown(words) == harmless
    assert len(shown(words)) == len(words)


def test_the_console_prints_no_escape_that_it_has_not_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    console().print(Text("before \x1b[31mred\x1b]8;;http://x\x07 \u202eafter", style="bold"))
    assert capsys.readouterr().out == "before ␛[31mred␛]8;;http://x ⇋after\n"


def test_styles_stay_at_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    screen = console()
    screen.file = io.StringIO()
    words = Text("a\x1bb ")
    words.append("bold", style="bold")
    screen.print(words)
    assert screen.file.getvalue() == "a␛b \x1b[1mbold\x1b[0m\n"


def test_marks_of_a_passage_stay_at_their_words() -> None:
    text = "\x07\x1b[2J\u202eWexland accused Ostania of it."
    doc = document("a.txt", text)
    start = text.index("Wexland")
    found = marked(doc, event(doc, (start, len(text)), actor=(), recipient=(), event_loc=None, date_span=None), False)
    assert "[trigger accused]" in found.plain
    assert "\x1b" not in found.plain
