"""What a reader is told and what it hands over: the options, raw articles and how both become documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from dragoman.identity import document_id
from dragoman.model import Document, Segment

#: Five megabytes of text are some 800,000 words: no article is that long, a dump of a whole archive is.
MAX_BYTES = 5_000_000

#: HTML and JSON carry markup beside the text, so their files may be this many times larger.
MARKUP_FACTOR = 8

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How the input is to be read.

    The `*_field` names say which column or key holds what; a name that differs from the default was
    given by the user, and a table that lacks it is an error of usage, not a problem of the file.
    `max_bytes` is the largest text of one document; `metadata` the sidecar table
    (file, published, outlet, url, language).
    """

    text_field: str = "text"
    date_field: str = "published"
    id_field: str = "id"
    title_field: str = "title"
    outlet_field: str = "outlet"
    url_field: str = "url"
    language_field: str = "language"
    metadata: Path | None = None
    max_bytes: int = MAX_BYTES
    identify_language: bool = True


_DEFAULTS = ReadOptions()
FIELD_NAMES = ("text_field", "date_field", "id_field", "title_field", "outlet_field", "url_field", "language_field")


def named_by_user(options: ReadOptions) -> tuple[str, ...]:
    """The field names that the user chose, which must therefore exist."""
    return tuple(getattr(options, name) for name in FIELD_NAMES if getattr(options, name) != getattr(_DEFAULTS, name))


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as a reader found it, before it has its final name.

    `row` is the number of the table row (from 1), None where the file is one article. `metadata`
    holds published, outlet, title, byline, url and language where the source's own markup gives
    them, `given` the same where a field of the row does. `marks` are labels that the markup gives.
    """

    text: str
    doc: str | None = None
    row: int | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong while one source was read; `row` as in `RawArticle`."""

    code: str
    message: str
    row: int | None = None


#: What a reader yields.
Found = RawArticle | Trouble


@dataclass(frozen=True, slots=True)
class Input:
    """What a reader reads: the unpacked bytes; their path where it is a plain file; whether the user named it."""

    stream: BinaryIO
    path: Path | None
    explicit: bool
    options: ReadOptions


@dataclass(frozen=True, slots=True)
class MarkedDocument(Document):
    """A document whose source had markup; `marks` are the labels that the markup gives to its text."""

    marks: tuple[Segment, ...] = ()


def clean_text(text: str) -> str:
    """Replace what no store can hold, one character for one, so that offsets stay true.

    NUL becomes a space and a lone surrogate U+FFFD; a byte order mark at the start is dropped.
    Everything else, line ends included, is verbatim.
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        text = text.replace("\0", " ")
    return _SURROGATE.sub("\ufffd", text)


def make_document(article: RawArticle, doc: str, sidecar: Mapping[str, str], language: str | None) -> Document:
    """Join an article with its name and metadata: the sidecar wins over the row, the row over the markup."""

    def pick(key: str) -> tuple[str | None, str]:
        for source, basis in ((sidecar, "given"), (article.given, "given"), (article.metadata, "metadata")):
            value = source.get(key, "").strip()
            if value:
                return value, basis
        return None, "none"

    published, published_basis = pick("published")
    outlet, outlet_basis = pick("outlet")
    return MarkedDocument(
        doc=doc,
        text=article.text,
        doc_id=document_id(article.text),
        title=pick("title")[0],
        published=published,
        published_basis=published_basis,
        outlet=outlet,
        outlet_basis=outlet_basis,
        byline=pick("byline")[0],
        url=pick("url")[0],
        language=language,
        marks=article.marks,
    )
