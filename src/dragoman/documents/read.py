"""Reading: from paths to documents, one at a time, whatever the format.

A source that cannot be read becomes a `Problem` (stage `documents`) and the run goes on; only an
argument that is wrong (a path that does not exist, a field that the named table lacks) raises
UsageError. Only JSON and single articles are read whole; memory stays flat for JSONL, CSV and Parquet.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.documents.dates import parse_date
from dragoman.documents.decode import NotTextError
from dragoman.documents.language_id import identify, is_english
from dragoman.documents.options import (
    Found,
    Input,
    RawArticle,
    ReadOptions,
    Trouble,
    make_document,
)
from dragoman.documents.read_tables import read_csv, read_json, read_jsonl, read_tsv
from dragoman.documents.read_text import read_markdown, read_text
from dragoman.documents.remote import fetched
from dragoman.documents.sidecar import load_sidecar, lookup
from dragoman.documents.sources import Source, expand
from dragoman.model import Document, Problem

STAGE = "documents"
Reader = Callable[[Input], Iterator[Found]]


def _html(source: Input) -> Iterator[Found]:
    from dragoman.documents.read_html import read_html

    return read_html(source)


def _parquet(source: Input) -> Iterator[Found]:
    from dragoman.documents.read_parquet import read_rows

    return read_rows(source)


#: Every format, by the ending of the file name; each may be gzipped (`.jsonl.gz`).
FORMATS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".parquet": _parquet,
}


def reader_for(name: str) -> Reader | None:
    """The reader for a file name, a `.gz` at its end left aside; None for an unknown ending."""
    return FORMATS.get(Path(name.lower().removesuffix(".gz")).suffix)


def read_paths(
    paths: Sequence[str], options: ReadOptions | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Problem]:
    """The documents behind `paths` (files, folders, globs, URLs, `-`), and a problem for each that cannot be read.

    Documents come in the order of the arguments, the files of a folder by name. `doc` is the id of a
    row, else the path relative to the argument, with `#row` for a row of a table. Two documents of
    one name give a problem `duplicate-name`, and the later is called `name~` and its content hash.

    Raises UsageError before anything is read for a missing path, an empty folder or a bad sidecar,
    and while reading where a table that the user named lacks a field that the user named.
    """
    options = options if options is not None else ReadOptions()
    sidecar = load_sidecar(options.metadata)
    sources = expand(paths, lambda name: reader_for(name) is not None, options.metadata)
    return _read_all(sources, sidecar, options, stdin)


def _read_all(
    sources: Iterator[Source], sidecar: Mapping[str, Mapping[str, str]], options: ReadOptions, stdin: BinaryIO | None
) -> Iterator[Document | Problem]:
    names = _Names()
    for source in sources:
        for found in _read_source(source, options, stdin):
            if isinstance(found, Trouble):
                yield Problem(_row_name(source.name, found.row), STAGE, found.code, found.message)
            else:
                yield from _finish(source, found, names, sidecar, options)


def _row_name(name: str, row: int | None) -> str:
    return name if row is None else f"{name}#{row}"


def _finish(
    source: Source, article: RawArticle, names: _Names, sidecar: Mapping[str, Mapping[str, str]], options: ReadOptions
) -> Iterator[Document | Problem]:
    """Name an article, join its metadata and check its language."""
    doc = article.doc or _row_name(source.name, article.row)
    extra = lookup(sidecar, doc, source.name, source.name.rsplit("/", 1)[-1] if article.row is None else doc)
    stated = extra.get("language") or article.given.get("language") or article.metadata.get("language")
    document = make_document(article, doc, extra, stated)
    name = names.claim(document)
    if name != doc:
        yield Problem(doc, STAGE, "duplicate-name", f"another document has this name; this one is called {name}")
        document = replace(document, doc=name)
    if document.published is not None:
        day = parse_date(document.published)
        if day is None:
            yield Problem(name, STAGE, "bad-date", f"cannot read the publication date {document.published!r}")
        document = replace(document, published=day, published_basis=document.published_basis if day else "none")
    if stated and is_english(stated):
        yield replace(document, language="en")
        return
    language = stated or (identify(article.text) if options.identify_language else None)
    if stated or language not in (None, "en"):
        yield Problem(name, STAGE, "not-english", f"the text is in '{language}', only English is coded")
    else:
        yield replace(document, language=language)


class _Names:
    """The names given so far in a run, kept as eight-byte hashes so that a million cost little."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def claim(self, document: Document) -> str:
        """The document's own name if it is free, else one made different by its content."""
        name, copies = document.doc, 1
        while not self._take(name):
            suffix = "" if copies == 1 else f"-{copies}"
            name = f"{document.doc}~{document.doc_id[:8]}{suffix}"
            copies += 1
        return name

    def _take(self, name: str) -> bool:
        digest = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()
        key = int.from_bytes(digest, "big")
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def _read_source(source: Source, options: ReadOptions, stdin: BinaryIO | None) -> Iterator[Found]:
    """The articles of one file; every failure of the file itself is one trouble."""
    try:
        if source.url is not None:
            with fetched(source.url) as path:
                yield from _read_source(replace(source, path=path, url=None), options, stdin)
            return
        if source.path is None:
            yield from _read_stdin(stdin if stdin is not None else sys.stdin.buffer, options)
            return
        reader = reader_for(source.name)
        if reader is None:
            if not source.explicit:
                yield Trouble("unknown-format", f"no format for this ending (known: {' '.join(FORMATS)})")
                return
            reader = read_text
        with source.path.open("rb") as file:
            if source.path.stat().st_size == 0:
                yield Trouble("empty-file", "the file is empty")
            elif source.name.lower().endswith(".gz"):
                with gzip.GzipFile(fileobj=file) as unpacked:
                    yield from reader(Input(cast(BinaryIO, unpacked), None, source.explicit, options))
            else:
                yield from reader(Input(file, source.path, source.explicit, options))
    except NotTextError:
        yield Trouble("not-text", "binary data, not text")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Trouble("broken-gzip", f"the compressed file is broken: {error}")
    except OSError as error:
        yield Trouble("unreadable", f"cannot be read: {error.strerror or error}")


def _read_stdin(stream: BinaryIO, options: ReadOptions) -> Iterator[Found]:
    """Standard input: gzipped or not, JSONL, JSON, HTML or text, as its first bytes show."""
    peekable = cast("gzip.GzipFile", stream if hasattr(stream, "peek") else io.BufferedReader(stream))
    if peekable.peek(2)[:2] == b"\x1f\x8b":
        peekable = gzip.GzipFile(fileobj=peekable)
    head = peekable.peek(65_536)
    if not head:
        yield Trouble("empty-file", "standard input is empty")
        return
    yield from _sniff(head)(Input(cast(BinaryIO, peekable), None, True, options))


def _sniff(head: bytes) -> Reader:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        line, newline, _ = start.partition(b"\n")
        try:
            json.loads(line)
        except ValueError:
            # Either an object over several lines, or the first line is longer than what was looked at.
            return read_json if newline and line.strip() == b"{" else read_jsonl
        return read_jsonl
    if start.startswith(b"["):
        return read_json
    if start[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return _html
    return read_text
