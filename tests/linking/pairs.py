"""A table of pairs of texts, each a copy or not: made from the examples by what editors do to a wire
story, and from the hand-made texts of `reports.toml`. The same table on every run."""

from __future__ import annotations

import itertools
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.documents.metadata import describe
from dragoman.documents.read import read_paths
from dragoman.documents.segment import segment
from dragoman.linking.words import Report
from dragoman.model import Document

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
Change = Callable[[list[str], random.Random], list[str]]

LEADS = (
    "It was a day that few diplomats will forget, and the consequences will be felt for a long time.",
    "What had been rumoured in the capital since the weekend has now been confirmed from all sides.",
    "Observers had seen it coming, and yet the news surprised many of those who follow the region closely.",
)
FURNITURE = (
    "Read more: five things to know about the crisis",
    "Sign up for our newsletter and get the stories of the day in your inbox.",
    "© 2024 Lantern Media. All rights reserved. No reproduction without permission.",
    "Follow us on social media for more updates.",
    "This story has been published from a wire agency feed without modifications to the text.",
)
OWN = (
    (
        "Our correspondent in the region has followed the affair since its beginnings in the spring and has "
        "spoken to officials, traders and people in the street, few of whom wanted to see their names in the paper."
    ),
    (
        "For readers of this paper the matter is more than foreign news: two companies of our province sell "
        "machines there, and the chamber of commerce expects that orders worth several millions will be put off."
    ),
    (
        "An opinion poll that was published last week shows that one citizen in three thinks the government does "
        "too little, while as many would like it to keep out of the matter altogether."
    ),
    (
        "The university will discuss the consequences on Saturday in the great hall; among the guests are two former "
        "ambassadors, a historian and the head of the local refugee council. Admission is free."
    ),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, whether one is a copy of the other, and what was done or why it is hard."""

    kind: str
    one: str
    two: str
    copy: bool


@cache
def examples() -> tuple[Document, ...]:
    """The example articles in English, with what they say of themselves."""
    found = read_paths([str(ROOT / "examples")])
    documents = [d for d in found if isinstance(d, Document)]
    return tuple(describe(d, segment(d)) for d in documents)


def paragraphs(document: Document) -> list[str]:
    """The paragraphs of the body."""
    spans = [s.span for s in segment(document) if s.label == "body"]
    return [p.strip() for a, b in spans for p in re.split(r"\n\s*\n", document.text[a:b]) if p.strip()]


def report(doc: str, text: str, published: str | None = None) -> Report:
    """A report whose whole text tells the story."""
    return Report(doc, text, ((0, len(text)),), published)


def _sentences(paragraph: str) -> list[str]:
    return re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])", paragraph)


def _marks(opening: str, closing: str) -> Change:
    def change(text: list[str], _: random.Random) -> list[str]:
        swapped = [re.sub(r'["“]([^"“”]*)["”]', rf"{opening}\1{closing}", p) for p in text]
        return [p.replace("'", "’").replace(" - ", " — ") for p in swapped]

    return change


def _cut(part: float) -> Change:
    def change(text: list[str], _: random.Random) -> list[str]:
        sentences = [s for p in text for s in _sentences(p)]
        return [" ".join(sentences[: max(2, round(len(sentences) * (1 - part)))])]

    return change


def _lead(text: list[str], rng: random.Random) -> list[str]:
    first = _sentences(text[0])[1:]
    return [" ".join([rng.choice(LEADS), *first]), *text[1:]]


def _furniture(text: list[str], rng: random.Random) -> list[str]:
    out = list(text)
    for line in rng.sample(FURNITURE, 3):
        out.insert(rng.randrange(1, len(out) + 1), line)
    return out


def _inside(text: list[str], rng: random.Random) -> list[str]:
    own = rng.sample(OWN, 4)
    return [own[0], *text, *own[1:]]


def _part_inside(text: list[str], rng: random.Random) -> list[str]:
    own = rng.sample(OWN, 3)
    return [own[0], *_cut(0.3)(text, rng), *own[1:]]


def _thinned(text: list[str], rng: random.Random) -> list[str]:
    sentences = [s for p in text for s in _sentences(p)]
    drop = set(rng.sample(range(1, len(sentences)), len(sentences) // 4))
    return [" ".join(s for n, s in enumerate(sentences) if n not in drop)]


def _moved(text: list[str], rng: random.Random) -> list[str]:
    rest = list(text[1:])
    rng.shuffle(rest)
    return [text[0], *rest]


STYLE = (
    ("organis", "organiz"), ("mobilis", "mobiliz"), ("defence", "defense"), ("colour", "color"), ("labour", "labor"),
    ("percent", "per cent"), (" two ", " 2 "), (" three ", " 3 "), (" five ", " 5 "), (" 12 ", " twelve "),
    ("Kyiv", "Kiev"), ("Iran's", "Iran’s"), ("kilometres", "kilometers"), (" President ", " Pres. "), ("US ", "U.S. "),
)  # fmt: skip


def _styled(text: list[str], _: random.Random) -> list[str]:
    out = []
    for paragraph in text:
        for old, new in STYLE:
            paragraph = paragraph.replace(old, new)
        out.append(re.sub(r" on ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)", r" \1", paragraph))
    return out


def _toll(text: list[str], _: random.Random) -> list[str]:
    """An update: one number is another one."""
    joined = "\n\n".join(text)
    return re.sub(r"\b(\d\d+)\b", lambda m: str(int(m[1]) + 3), joined, count=1).split("\n\n")


def _flat(text: list[str], _: random.Random) -> list[str]:
    return [re.sub(r"\s+", " ", " ".join(text)).upper() if len(text) % 2 else " ".join(text)]


def _mixed(text: list[str], rng: random.Random) -> list[str]:
    return _furniture(_marks("„", "“")(_styled(_cut(0.25)(text, rng), rng), rng), rng)


#: What is done to each example to make a copy of it.
CHANGES: dict[str, Change] = {
    "same": lambda text, _: list(text),
    "quotation marks «»": _marks("«", "»"),
    "quotation marks „“": _marks("„", "“"),
    "cut by a third": _cut(0.33),
    "cut by more than half": _cut(0.55),
    "another lead": _lead,
    "furniture": _furniture,
    "inside a longer article": _inside,
    "in part inside a longer article": _part_inside,
    "sentences left out": _thinned,
    "paragraphs moved": _moved,
    "house style": _styled,
    "a new toll": _toll,
    "one paragraph, capitals": _flat,
    "cut, marks, style, furniture": _mixed,
}


def generated() -> Iterator[Pair]:
    """Copies of the examples, four changes each in turn, and pairs of different examples."""
    rng = random.Random(5)
    turns = itertools.cycle(CHANGES.items())
    texts = {d.doc: paragraphs(d) for d in examples()}
    for name, text in sorted(texts.items()):
        for kind, change in itertools.islice(turns, 4):
            # A text of two sentences has no part that could be left out.
            if sum(len(p.split()) for p in text) >= 60 or "cut" not in kind:
                yield Pair(kind, "\n\n".join(text), "\n\n".join(change(text, rng)), True)
        own = rng.sample(OWN, 3)
        other = texts[rng.choice([n for n in sorted(texts) if n != name and "saudi" not in n])]
        if name.startswith("europe") or "saudi" in name:
            yield Pair("another story", "\n\n".join(text), "\n\n".join(other), False)
        else:
            framed = [own[0], *_cut(0.5)(other, rng), *own[1:]]
            yield Pair("the same frame", "\n\n".join([own[0], *text, *own[1:]]), "\n\n".join(framed), False)


def handmade() -> Iterator[Pair]:
    """The pairs of `reports.toml`."""
    table = tomllib.loads((HERE / "reports.toml").read_text("utf-8"))
    for group in table["days"]:
        texts = ["\n\n".join([news, *group["background"]]) for news in group["news"]]
        yield from (Pair("two days of one war", a, b, False) for a, b in itertools.combinations(texts, 2))
    for group in table["speech"]:
        texts = [text.format(*group["quotes"]) for text in group["reports"]]
        yield from (Pair("one speech", a, b, False) for a, b in itertools.combinations(texts, 2))
    for group in table["form"]:
        texts = [group["text"].format(*row) for row in group["rows"]]
        yield from (Pair("a form", a, b, False) for a, b in itertools.combinations(texts, 2))
    for group in table["paraphrase"]:
        yield Pair("other words", group["one"], group["two"], False)
    for group in table["copy"]:
        yield from (Pair("by hand", group["origin"], text, True) for text in group["copies"])


def pairs() -> tuple[Pair, ...]:
    """The whole table."""
    return (*generated(), *handmade())
