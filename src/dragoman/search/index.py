"""The full-text index of a record: SQLite's FTS5, in a file beside the record, made again when the record has
other documents than the index.

SQLite comes with Python. `entry` has one row a document and one a statement, the newest first, so that a search
that stops early has seen what is new; `name` has actors, places, issues and outlets.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from dragoman.errors import RecordError
from dragoman.record.names import fingerprint, names, quotations, stories
from dragoman.record.query import Record

#: Raised by one whenever the form of the index changes.
_VERSION = "2"
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, doc TEXT NOT NULL,
  title TEXT NOT NULL, words TEXT NOT NULL, code TEXT, day TEXT, outlet TEXT);
CREATE TABLE name (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, title TEXT NOT NULL,
  times INTEGER NOT NULL);
CREATE VIRTUAL TABLE entry_words USING fts5(title, words, content='entry', content_rowid='id', prefix='2 3 4',
  tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE name_words USING fts5(title, content='name', content_rowid='id', prefix='1 2 3',
  tokenize='unicode61 remove_diacritics 2');
"""
_FILL = """
INSERT INTO entry_words (entry_words) VALUES ('rebuild');
INSERT INTO entry_words (entry_words) VALUES ('optimize');
INSERT INTO name_words (name_words) VALUES ('rebuild');
"""
_ENTRY = "INSERT INTO entry (kind, ref, doc, title, words, code, day, outlet) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_NAME = "INSERT INTO name (kind, ref, title, times) VALUES (?, ?, ?, ?)"
#: Characters that SQLite, a page or the marks of a hit cannot have.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")

Entry = tuple[str, str, str, str, str, str | None, str | None, str | None]


def index_of(record: Record, code_names: Mapping[str, str], told: Callable[[str], None] = lambda _: None) -> Path:
    """The file of the record's index, made now if there is none or an old one; `told` is called with one line
    before that. It stands beside the record, or among temporary files where the folder cannot be written.
    Raises RecordError if neither can be written or Python's SQLite has no full-text search."""
    mark = f"{_VERSION}-{record.ask(fingerprint())[0]}"
    beside = record.path.with_name(record.path.name + ".index")
    if _mark(beside) == mark:
        return beside
    told(f"making the search index of {record.path} (once)")
    try:
        return _made(record, code_names, mark, beside)
    except (OSError, sqlite3.OperationalError):
        elsewhere = Path(tempfile.mkdtemp(prefix="dragoman-")) / beside.name
        try:
            return _made(record, code_names, mark, elsewhere)
        except (OSError, sqlite3.Error) as error:
            raise RecordError(f"{elsewhere}: no search index can be made: {error}") from error


def _made(record: Record, code_names: Mapping[str, str], mark: str, path: Path) -> Path:
    """Write the index beside its place and rename it, so that a half one never stands there."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(partial, isolation_level=None)) as base:
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("PRAGMA synchronous = OFF")
            base.executescript(_TABLES)
            base.execute("BEGIN")
            base.executemany(_ENTRY, _entries(record))
            base.executemany(_NAME, _names(record, code_names))
            base.execute("INSERT INTO about VALUES ('fingerprint', ?)", [mark])
            base.executescript(_FILL)
            if base.in_transaction:
                base.execute("COMMIT")
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return path


def _mark(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        with closing(opened(path)) as base:
            row = base.execute("SELECT value FROM about WHERE name = 'fingerprint'").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def opened(path: Path) -> sqlite3.Connection:
    """The index for reading. It never changes once it stands, so that no lock is taken."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _entries(record: Record) -> Iterator[Entry]:
    """Statements and documents, each the newest first."""
    for q in record.stream(quotations()):
        yield (
            "statement",
            q.id,
            q.doc,
            _fit(q.speaker or ""),
            _fit(q.words),
            (q.code or "").split(".")[0] or None,
            q.day,
            q.outlet,
        )
    for s in record.stream(stories()):
        yield "document", s.doc, s.doc, _fit(s.title or s.doc), _fit(s.words), None, s.day, s.outlet


def _names(record: Record, code_names: Mapping[str, str]) -> Iterator[tuple[str, str, str, int]]:
    """Names, with the name of the code for who has none of their own."""
    for named in record.stream(names()):
        if named.kind == "actor":
            yield "actor", named.ref, f"{code_names.get(named.ref, named.ref)} ({named.ref})", named.times
        elif named.kind != "person" or named.name != code_names.get(named.ref):
            yield named.kind, named.ref, _fit(named.name), named.times


def _fit(text: str) -> str:
    return _UNFIT.sub(" ", text)
