"""Corpora of any number of short articles, made of the example reports, whose truth is known.

A story is one example with other states (their names, their peoples and their capitals), another day and other
numbers. One to four articles tell it, each in some of its sentences and at most 80 words; a fifth of all articles
are copies of an earlier one. Everything hangs on the seed alone.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from synthetic import OUTLETS

from dragoman.documents.metadata import describe
from dragoman.documents.options import ReadOptions
from dragoman.documents.read import read_paths
from dragoman.documents.segment import segment
from dragoman.language.sentences import split
from dragoman.model import Document

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
WORDS = 80
COPIED = 0.2
#: Articles of the last so many stories that may be copied.
_RECENT = 200
_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b")
_NUMBER = re.compile(r"\b(?:[2-9]|[1-9]\d{1,2}|[1-9]\d{0,2},\d{3})\b(?![\w.:%-])")


@dataclass(frozen=True, slots=True)
class Made:
    """An article as `dragoman code` reads it from JSON Lines, the number of its story, and the id of the article
    that it is a copy of."""

    row: dict[str, str]
    story: int
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class _Example:
    sentences: tuple[str, ...]
    published: date
    states: tuple[str, ...]


def articles(number: int, seed: int = 1) -> Iterator[Made]:
    """So many articles."""
    rng = random.Random(seed)
    made: list[Made] = []
    count = story = 0
    while count < number:
        for article in _story(rng, story, made):
            if count == number:
                return
            yield article
            count += 1
        story += 1
        del made[:-_RECENT]


def _story(rng: random.Random, story: int, made: list[Made]) -> Iterator[Made]:
    example = rng.choice(_examples())
    day = date(2005, 1, 1) + timedelta(days=rng.randrange(7000))
    others, shift = _others(rng, example), rng.randrange(1000)
    sentences = [_changed(s, example.published, others, day, shift) for s in example.sentences]
    for k in range(rng.choice([1, 1, 2, 4])):
        name = f"{story:07}-{k}"
        if made and rng.random() < COPIED:
            source = rng.choice(made)
            yield Made({**source.row, "id": name, "outlet": rng.choice(OUTLETS)}, source.story, source.row["id"])
            continue
        # Later reports begin further down, so that they have much in common and something of their own.
        text = _up_to(sentences[k * 2 % len(sentences) :] + sentences[: k * 2 % len(sentences)])
        published = day + timedelta(days=rng.randrange(2))
        row = {"id": name, "text": text, "published": published.isoformat(), "outlet": OUTLETS[k]}
        made.append(Made(row, story))
        yield made[-1]


def _up_to(sentences: list[str]) -> str:
    kept: list[str] = []
    for sentence in sentences:
        if kept and sum(len(s.split()) for s in (*kept, sentence)) > WORDS:
            break
        kept.append(sentence)
    return " ".join(" ".join(kept).split()[:WORDS])


def _changed(sentence: str, published: date, others: dict[str, str], day: date, shift: int) -> str:
    """The sentence with other states, dates moved with the day, and other numbers."""
    moved = _DATE.sub(lambda m: _moved(m, published, day), sentence)
    if others:
        words = re.compile(rf"\b({'|'.join(map(re.escape, sorted(others, key=len, reverse=True)))})\b")
        moved = words.sub(lambda m: others[m.group(1)], moved)
    dates = [m.span() for m in _DATE.finditer(moved)]
    return _NUMBER.sub(
        lambda m: m.group() if any(a <= m.start() < b for a, b in dates) else _other_number(m.group(), shift), moved
    )


def _moved(match: re.Match[str], published: date, day: date) -> str:
    try:
        told = date(published.year, _MONTHS.index(match.group(1)) + 1, int(match.group(2)))
    except ValueError:
        return match.group()
    new = day + (told - published)
    return f"{_MONTHS[new.month - 1]} {new.day}"


def _other_number(text: str, shift: int) -> str:
    value = int(text.replace(",", ""))
    return f"{max(2, value + shift % max(2, value // 2)):,}"


def _others(rng: random.Random, example: _Example) -> dict[str, str]:
    """Each form of each state that the example names, and what stands in its place."""
    forms = _states()
    chosen = rng.sample(sorted(forms), len(example.states))
    return {
        old: new
        for state, other in zip(example.states, chosen, strict=True)
        for old, new in zip(forms[state], forms[other], strict=True)
    }


@cache
def _states() -> dict[str, tuple[str, str, str]]:
    """Name, adjective and capital of the states of today that have all three."""
    lines = (files("dragoman") / "data" / "actors" / "states.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    found: dict[str, tuple[str, str, str]] = {}
    for row in rows:
        people, capital = row["demonyms"].split("|")[0], row["capital"].split("|")[0]
        if people and capital and not row["to"] and capital != row["name"]:
            found.setdefault(row["code"], (row["name"], people, capital))
    return found


@cache
def _examples() -> tuple[_Example, ...]:
    found = read_paths([str(EXAMPLES)], ReadOptions())
    return tuple(_example(document) for document in found if isinstance(document, Document))


def _example(document: Document) -> _Example:
    segments = segment(document)
    known = describe(document, segments)
    found = [s.span for s in split(document.text, segments) if s.segment == "body"]
    sentences = [document.text[a:b] for a, b in found]
    told = " ".join(sentences)
    states = [code for code, forms in _states().items() if any(re.search(rf"\b{re.escape(f)}\b", told) for f in forms)]
    published = date.fromisoformat(known.published) if known.published else date(2020, 1, 1)
    return _Example(tuple(" ".join(s.split()) for s in sentences), published, tuple(states))
