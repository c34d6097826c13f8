"""Properties of all statements: spans, forms, ids, chains, and texts that try to break them."""

from __future__ import annotations

import random
import sys
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading import read

from dragoman.model import Statement
from dragoman.statements.cues import PREPOSITIONS, SLOTS, cues, stems

STORY = (
    "Minister Ana Ruiz said “the border is open” and warned that the talks could fail, the Times reported.\n\n"
    "“We did what we could,” she added. “Nobody can ask for more.”\n\n"
    "According to the army, two soldiers were killed. A source said the dam was “close to bursting”.\n\n"
    "“The first night was the worst.\n\n"
    "“Then the water came,” the farmer said."
)


def check(statements: tuple[Statement, ...], text: str) -> None:
    """What holds of every statement."""
    for s in statements:
        assert s.content
        assert s.span == (s.content[0][0], s.content[-1][1])
        assert all(0 <= a < b <= len(text) for a, b in (*s.content, *s.quotes))
        assert all(one[1] < two[0] for one, two in pairwise(s.content))
        assert all(any(a <= q[0] and q[1] <= b for a, b in s.content) for q in s.quotes)
        assert (s.form == "indirect") == (not s.quotes)
        assert s.quote == " … ".join(text[a:b] for a, b in (s.quotes or s.content))
    owned = [q for s in statements for q in s.quotes]
    assert len(owned) == len(set(owned)), "a quotation has one speaker"
    assert len({s.id for s in statements}) == len(statements)
    assert list(statements) == sorted(statements, key=lambda s: (s.span, s.id))


def test_story() -> None:
    statements = read(STORY)
    check(statements, STORY)
    said = {q: s.speaker for s in statements for q in [STORY[a:b] for a, b in s.quotes]}
    assert said["the border is open"] == "Ana Ruiz"
    assert said["We did what we could,"] == said["Nobody can ask for more."] == "Ana Ruiz"
    assert said["The first night was the worst."] == said["Then the water came,"] == "farmer"


def test_same_text_same_statements() -> None:
    assert read(STORY) == read(STORY)


def test_furniture_is_not_read() -> None:
    assert read("“Give today,” the editor said.", "boilerplate") == ()


def test_headline_colon() -> None:
    (one,) = [s for s in read("Ruiz: No talks before spring", "headline") if s.cue_span == (4, 5)]
    assert (one.speaker, one.quote) == ("Ruiz", "No talks before spring")


def test_transcript_turns() -> None:
    text = "BROWN: Will you go?\n\nRUIZ: I will. I said so before.\n\nBROWN: When?"
    turns = [(s.speaker, s.quote) for s in read(text) if text[slice(*(s.cue_span or (0, 0)))] == ":"]
    assert turns == [("BROWN", "Will you go?"), ("RUIZ", "I will. I said so before."), ("BROWN", "When?")]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "“", "”", "“”" * 50,
     "“a " * 300, "said " * 300, '" said " said " said', "«»‹›„“", ": : :", "“x” said.",
     "said “x",
     "According to", "According to, “x”", "he said he said he said he said", "\u202e“x” said \u0000 Ruiz", "a" * 5000],
)  # fmt: skip
def test_odd_texts(text: str) -> None:
    check(read(text), text)


def test_random_marks() -> None:
    rng = random.Random(3)
    words = [
        "“",
        "”",
        '"',
        "‘",
        "’",
        "said",
        "Ruiz",
        "the",
        "talks",
        "failed",
        ",",
        ".",
        ":",
        "\n\n",
        "told",
        "that",
        "he",
        "call",
    ]
    for _ in range(40):
        text = " ".join(rng.choice(words) for _ in range(40))
        check(read(text), text)


def test_cue_tables() -> None:
    known = set(SLOTS) | PREPOSITIONS
    assert all(set(takes) <= known for takes in cues().verbs.values())
    assert {"say", "tell", "hope", "condemn"} <= cues().verbs.keys()
    assert cues().takes("hop", (), "hopes") == cues().takes("hope")
    assert "deny" in stems("denied")


MARKS = ["", '"', "“", "”", "„", "«", "»", "‘", "’", "'", "``", "''", "‹", "〝", "`"]


@pytest.mark.parametrize("opening", MARKS)
def test_odd_marks_never_fail_and_never_swallow_a_page(opening: str) -> None:
    for closing in MARKS:
        first = f"The mayor said: {opening}The port is open{closing} and left."
        text = f"{first}\n\nThe hall was empty at noon.\n\nNovak said the road was closed."
        statements = read(text)
        last = [s for s in statements if s.speaker == "Novak"]
        assert [text[a:b] for s in last for a, b in s.content] == ["the road was closed"], (opening, closing)
        for s in statements:
            assert all(0 <= a < b <= len(text) and "\n\n" not in text[a:b] for a, b in s.content), (opening, closing)
            assert all(b <= len(first) or a > len(first) for a, b in s.content), (opening, closing)
