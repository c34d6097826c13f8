"""Rows of JSONL, JSON, CSV and TSV as articles, one at a time."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.documents.decode import decode, lines
from dragoman.documents.options import (
    MARKUP_FACTOR,
    Found,
    Input,
    RawArticle,
    ReadOptions,
    Trouble,
    clean_text,
    named_by_user,
)
from dragoman.errors import UsageError

#: Keys under which a JSON export keeps its list of articles.
_LISTS = ("documents", "articles", "items", "results", "data", "rows", "docs")


def to_article(row: Mapping[str, Any], number: int | None, options: ReadOptions) -> RawArticle | Trouble:
    """One row as an article; a row without a text is a trouble that lists the fields it has."""
    if options.text_field not in row:
        have = ", ".join(str(key) for key in list(row)[:12]) or "none"
        return Trouble("missing-field", f"no field '{options.text_field}' (fields: {have})", number)
    text = row[options.text_field]
    if text is None or (isinstance(text, str) and not text.strip()):
        return Trouble("empty-text", f"the field '{options.text_field}' is empty", number)
    if not isinstance(text, str):
        return Trouble("missing-field", f"the field '{options.text_field}' is not text", number)
    if len(text) > options.max_bytes:
        return Trouble("too-large", f"{len(text):,} characters, over the limit of {options.max_bytes:,}", number)
    doc = _cell(row.get(options.id_field))
    given = {
        "published": _cell(row.get(options.date_field)),
        "title": _cell(row.get(options.title_field)),
        "outlet": _cell(row.get(options.outlet_field)),
        "url": _cell(row.get(options.url_field)),
        "language": _cell(row.get(options.language_field)),
    }
    return RawArticle(clean_text(text), doc or None, number, {key: value for key, value in given.items() if value})


def _cell(value: object) -> str:
    """A field as text; what is neither text, number nor date counts as absent."""
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return clean_text(str(value)).strip()


def check_fields(have: list[str], options: ReadOptions, explicit: bool) -> Iterator[Trouble]:
    """Compare a table's columns with the fields wanted.

    Raises UsageError where the user named both the file and a field that the file lacks; in a folder
    of many tables the same is a trouble of that one table.
    """
    wanted = dict.fromkeys((*named_by_user(options), options.text_field))
    columns = ", ".join(have[:20]) or "none"
    for name in wanted:
        if name in have:
            continue
        if explicit and name in named_by_user(options):
            raise UsageError(f"no field '{name}' in the table (fields: {columns})")
        yield Trouble("missing-field", f"no field '{name}' in the table (fields: {columns})")


def read_jsonl(source: Input) -> Iterator[Found]:
    """One JSON object a line; a bad line is a trouble and the next line is read."""
    limit = source.options.max_bytes * 2
    for number, line in enumerate(lines(source.stream, limit), 1):
        if line is None:
            yield Trouble("too-large", f"line {number} has more than {limit:,} bytes", number)
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Trouble("bad-json", f"line {number}: {error}", number)
            continue
        if isinstance(row, dict):
            yield to_article(row, number, source.options)
        else:
            yield Trouble("bad-json", f"line {number}: not an object", number)


def read_json(source: Input) -> Iterator[Found]:
    """A JSON file: one object, a list of objects, an object that holds such a list, or JSONL under this name.

    The file is read whole; for large corpora there is JSONL.
    """
    options = source.options
    limit = options.max_bytes * MARKUP_FACTOR
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        yield Trouble("too-large", f"more than {limit:,} bytes; write large corpora as JSONL")
        return
    text = decode(data)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        rows = _as_lines(text)
        if rows is None:
            yield Trouble("bad-json", str(error))
            return
        value = rows
    if isinstance(value, dict) and options.text_field not in value:
        value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), value)
    if isinstance(value, dict):
        yield to_article(value, None, options)
    elif isinstance(value, list):
        for number, row in enumerate(value, 1):
            if isinstance(row, dict):
                yield to_article(row, number, options)
            else:
                yield Trouble("bad-json", f"item {number} is not an object", number)
    else:
        yield Trouble("bad-json", "neither an object nor a list of objects")


def _as_lines(text: str) -> list[Any] | None:
    """The objects of a JSONL text, None where its lines are not JSON."""
    try:
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return rows if all(isinstance(row, dict) for row in rows) else None


def read_csv(source: Input) -> Iterator[Found]:
    """Comma- or semicolon-separated values with a header."""
    yield from _read_separated(source, None)


def read_tsv(source: Input) -> Iterator[Found]:
    """Tab-separated values with a header."""
    yield from _read_separated(source, "\t")


def _read_separated(source: Input, separator: str | None) -> Iterator[Found]:
    options = source.options
    too_long: list[int] = []
    rows = _without_nul(lines(source.stream, options.max_bytes), too_long)
    first = next(rows, None)
    if first is None or not first.strip():
        yield Trouble("empty-file", "the table has no header")
        return
    if separator is None:
        separator = ";" if first.count(";") > first.count(",") else ","
    header = [name.strip() for name in next(csv.reader([first], delimiter=separator))]
    troubles = list(check_fields(header, options, source.explicit))
    yield from troubles
    if options.text_field not in header:
        return
    csv.field_size_limit(options.max_bytes)
    reader = csv.reader(rows, delimiter=separator)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield Trouble("bad-row", f"row {number}: {error}", number)
            continue
        if not cells:
            number -= 1
        elif len(cells) > len(header):
            yield Trouble("bad-row", f"row {number} has {len(cells)} cells, the header {len(header)}", number)
        else:
            yield to_article(dict(zip(header, cells, strict=False)), number, options)
    for line in too_long:
        yield Trouble("too-large", f"a line after row {line} has more than {options.max_bytes:,} bytes")


def _without_nul(source: Iterator[str | None], too_long: list[int]) -> Iterator[str]:
    """The lines that the table reader can take; over-long ones are counted, NUL becomes a space."""
    for number, line in enumerate(source):
        if line is None:
            too_long.append(number)
        else:
            yield line.replace("\0", " ")
