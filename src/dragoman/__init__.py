"""dragoman reads news reports and writes a sourced diplomatic record.

import dragoman

coded = dragoman.code("Norway condemned the attack on Tuesday.", published="2024-05-08")
for event in coded.events:
    print(event.event, event.actor, event.date, event.event_text)

with dragoman.open_record("news.duckdb") as record:
    for found in record.events():
        print(found.doc, found.value.event)
    dragoman.charts.quads(record).save("quads.html")
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman import charts
    from dragoman.model import Coded, Document
    from dragoman.pipeline import Resources
    from dragoman.record.query import Record

# The heavy parts are imported where they are used, so that `import dragoman` and `--help` are quick.

__all__ = ["Settings", "charts", "code", "code_many", "open_record", "read_text"]


def read_text(
    text: str, *, name: str = "text", published: str | None = None, outlet: str | None = None, title: str | None = None
) -> Document:
    """A document made of a text. `published` is the day of publication, ISO or in words; all offsets
    in what is coded refer to the document's `text`. Raises UsageError for a date that is none."""
    from dragoman.documents.dates import parse_date
    from dragoman.documents.options import RawArticle, clean_text, make_document
    from dragoman.errors import UsageError

    day = parse_date(published) if published is not None else None
    if published is not None and day is None:
        raise UsageError(f"not a date: {published!r} (write 2024-05-31)")
    known = {"published": day, "outlet": outlet, "title": title}
    given = {key: value for key, value in known.items() if value is not None}
    return make_document(RawArticle(clean_text(text), given=given), name, {}, "en")


def code(article: str | Document, *, published: str | None = None, settings: Settings | None = None) -> Coded:
    """Code one article, given as a text or as a document: its events, statements, time expressions…

    `published` is the publication date of a text; a document has its own. The first call loads parser
    and tables, which takes about two seconds. Raises UsageError or DataError for wrong settings.
    """
    from dragoman.errors import UsageError

    if not isinstance(article, str) and published is not None:
        raise UsageError("a document has its publication date already")
    document = read_text(article, published=published) if isinstance(article, str) else article
    return next(code_many([document], settings=settings))


def code_many(documents: Iterable[Document], *, settings: Settings | None = None) -> Iterator[Coded]:
    """Code documents in order; faster than one by one, since the parser works in batches.

    To keep the results in a record, use the command line or `dragoman.run.local.code_paths`.
    """
    from dragoman.pipeline import code_many as code_in_windows

    yield from code_in_windows(documents, _resources(settings or Settings()))


@lru_cache(maxsize=2)
def _resources(settings: Settings) -> Resources:
    """Parser and tables, loaded once; they are constant."""
    from dragoman.pipeline import load_resources

    return load_resources(
        settings.parser, settings.actors, settings.lexicon, ontology=settings.ontology, kinds=settings.kinds
    )


def __getattr__(name: str) -> object:
    """The charts, when they are first asked for."""
    if name == "charts":
        return import_module("dragoman.charts")
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def open_record(path: str | Path) -> Record:
    """Open a record for reading. Raises RecordError if there is none."""
    from dragoman.record.query import open_record as open_path

    return open_path(Path(path))
