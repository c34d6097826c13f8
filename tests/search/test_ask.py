"""Questions in plain words, with what they are to be understood as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman.actors.knowledge import Knowledge
from dragoman.errors import DataError
from dragoman.pipeline import Resources
from dragoman.search.ask import Question, read_question
from dragoman.search.vocabulary import vocabulary

TODAY = "2026-11-22"
#: Question, kind, and every field that has something in it.
CASES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "statements by China on Ukraine since March 2022",
        "statements",
        {"actor": ["CHN"], "about": ["UKR"], "since": "2022-03-01"},
    ),
    ("who threatened whom in 2024", "events", {"types": ["THREATEN"], "since": "2024-01-01", "until": "2024-12-31"}),
    ("what did Lavrov say about NATO", "statements", {"actor": ["Sergei Lavrov"], "about": ["NATO"]}),
    ("what did lavrov say about nato", "statements", {"actor": ["Sergei Lavrov"], "about": ["NATO"]}),
    (
        "India's position on the war in Ukraine",
        "positions",
        {"actor": ["IND"], "about": ["UKR"], "words": ["war"]},
    ),
    ("where does India stand on Ukraine", "positions", {"actor": ["IND"], "about": ["UKR"]}),
    (
        "Russian attacks on Kyiv last year",
        "events",
        {"actor": ["RUS"], "recipient": ["UKR"], "types": ["ASSAULT"], "since": "2025-01-01", "until": "2025-12-31"},
    ),
    (
        "attacks by Israel on Lebanon between January 2024 and March 2024",
        "events",
        {"actor": ["ISR"], "recipient": ["LBN"], "types": ["ASSAULT"], "since": "2024-01-01", "until": "2024-03-31"},
    ),
    (
        "meetings between Xi Jinping and Putin",
        "events",
        {"party": ["Xi Jinping", "Vladimir Putin"], "types": ["CONSULT"]},
    ),
    ("who met Modi since 2022", "events", {"party": ["Narendra Modi"], "types": ["CONSULT"], "since": "2022-01-01"}),
    ("US statements about Iran before 2025", "statements", {"actor": ["USA"], "about": ["IRN"], "until": "2024-12-31"}),
    ("us sanctions against russia", "events", {"actor": ["USA"], "recipient": ["RUS"], "types": ["SANCTION"]}),
    ("show us what happened in Sudan", "episodes", {"party": ["SDN"]}),
    (
        "Iran threatened by the United States",
        "events",
        {"actor": ["USA"], "recipient": ["IRN"], "types": ["THREATEN"]},
    ),
    (
        "Ukraine was attacked by Russia in 2022",
        "events",
        {"actor": ["RUS"], "recipient": ["UKR"], "types": ["ASSAULT"], "since": "2022-01-01", "until": "2022-12-31"},
    ),
    ("protests in Georgia after 2023", "events", {"place": ["GEO"], "types": ["PROTEST"], "since": "2024-01-01"}),
    ("articles about the ceasefire in Gaza", "documents", {"about": ["PSE"], "words": ["ceasefire"]}),
    ("statements against NATO by Russia", "statements", {"actor": ["RUS"], "about": ["NATO"]}),
    ("everything India and China said about the border", "statements", {"actor": ["IND", "CHN"], "words": ["border"]}),
    (
        "aid to Sudan in 2023",
        "events",
        {"recipient": ["SDN"], "types": ["AID"], "since": "2023-01-01", "until": "2023-12-31"},
    ),
    ("who supports a two-state solution", "events", {"types": ["SUPPORT"], "ignored": ["two-state", "solution"]}),
    ("violence in Sudan", "events", {"place": ["SDN"], "quads": [4]}),
    ("hezbollah", "events", {"party": ["Hezbollah"]}),
    ("frobnicate the wibble", "documents", {"words": ["frobnicate", "wibble"]}),
    ("", "documents", {}),
    ("?!", "documents", {}),
)


@pytest.fixture(scope="module")
def knowledge(resources: Resources) -> Knowledge:
    return resources.knowledge


@pytest.mark.parametrize(("text", "kind", "want"), CASES, ids=[case[0] or "nothing" for case in CASES])
def test_a_question(knowledge: Knowledge, text: str, kind: str, want: dict[str, Any]) -> None:
    found = read_question(text, knowledge, TODAY)
    assert (found.kind, fields(found)) == (kind, want)


def test_every_word_is_used_or_given_back(knowledge: Knowledge) -> None:
    found = read_question("sanctions by Ruritania on zanzibarite exports in 2020", knowledge, TODAY)
    assert {"Ruritania", "zanzibarite", "exports"} <= set(found.ignored)


def test_a_mistake_in_the_words_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ask.toml"
    path.write_text('[kinds]\nstatements = ["say"]\n\n[types]\nAID = ["Help"]\n', "utf-8")
    with pytest.raises(DataError, match=r"ask\.toml:5: AID: wants a list of words in lower case"):
        vocabulary(path)
    path.write_text('[kinds]\nstatements = ["say"]\n[sorts]\n', "utf-8")
    with pytest.raises(DataError, match=r"ask\.toml:3: unknown table 'sorts'"):
        vocabulary(path)


def fields(question: Question) -> dict[str, Any]:
    parties = {
        side: [p.term for p in getattr(question, side)] for side in ("actor", "recipient", "party", "place", "about")
    }
    others = {
        "types": list(question.types),
        "quads": list(question.quads),
        "stance": question.stance,
        "since": question.since,
        "until": question.until,
        "words": list(question.words),
        "ignored": list(question.ignored),
    }
    return {name: value for name, value in {**parties, **others}.items() if value}
