"""What a reader finds: names first, then documents and quotations with the words that fit."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import RecordError, TooSlowError
from dragoman.search.index import opened

#: Of so many entries that fit, the newest, the best are shown: ranking all for a common word takes too long.
RANKED = 1000
_NAMES_SHOWN = 12
_EXCERPT_WORDS = 40
_WORD = re.compile(r'"([^"]+)"|([^\s"]+)')
#: SQLite calls back after so many of its steps to ask whether time is over.
_STEPS = 20_000
#: Words of one search; what comes after is left out.
_MOST = 12


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. Every word of `text` must stand in what is found, "words in quotation marks" together;
    the last one may go on. `kind` is "document" or "statement"; `code` is of who speaks; `since` and `until`
    are ISO days of publication, both included."""

    text: str
    kind: str | None = None
    code: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """An actor, person, place, issue or outlet (see `record.names.Named`)."""

    kind: str
    ref: str
    title: str
    times: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A document or a statement. `title` is the headline or the speaker; `pieces` are stretches of its words, each
    with whether it fits."""

    kind: str
    ref: str
    doc: str
    title: str
    code: str | None
    day: str | None
    outlet: str | None
    pieces: tuple[tuple[str, bool], ...]


class Finder:
    """Searches an index, from any thread; each search may take `seconds`."""

    def __init__(self, path: Path, seconds: float = 5.0) -> None:
        self._path = path
        self._seconds = seconds

    def names(self, text: str) -> tuple[Name, ...]:
        """Names that have all the words, the most told first. Raises TooSlowError."""
        match = _match(text)
        if match is None:
            return ()
        sql = """SELECT kind, ref, name.title, times FROM name_words JOIN name ON name.id = name_words.rowid
                 WHERE name_words MATCH ? ORDER BY kind <> 'actor', times DESC, name.title LIMIT ?"""
        with self._asking() as base:
            return tuple(Name(*row) for row in base.execute(sql, [match, _NAMES_SHOWN]))

    def hits(self, wanted: Search, limit: int, offset: int = 0) -> tuple[Hit, ...]:
        """What fits, the best first among the newest `RANKED`. Raises TooSlowError."""
        match = _match(wanted.text)
        if match is None:
            return ()
        where, values = _filters(wanted)
        sql = f"""
            WITH fitting AS (
              SELECT entry_words.rowid AS id, bm25(entry_words, 4.0, 1.0) AS badness FROM entry_words
              JOIN entry ON entry.id = entry_words.rowid WHERE entry_words MATCH ?{where} LIMIT {RANKED}
            ), best AS (SELECT id, badness FROM fitting ORDER BY badness, id LIMIT ? OFFSET ?)
            SELECT kind, ref, doc, entry.title, code, day, outlet,
              snippet(entry_words, 1, char(1), char(2), '…', {_EXCERPT_WORDS})
            FROM entry_words JOIN best ON best.id = entry_words.rowid JOIN entry ON entry.id = entry_words.rowid
            WHERE entry_words MATCH ? ORDER BY badness, best.id"""
        with self._asking() as base:
            rows = base.execute(sql, [match, *values, limit, offset, match]).fetchall()
        return tuple(_hit(row) for row in rows)

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        end = time.monotonic() + self._seconds
        try:
            with closing(opened(self._path)) as base:
                base.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
                yield base
        except sqlite3.Error as error:
            if time.monotonic() > end:
                raise TooSlowError(f"the search took longer than {self._seconds:g} s and was ended") from error
            raise RecordError(f"{self._path}: {error}") from error


def _hit(row: tuple[str, ...]) -> Hit:
    kind, ref, doc, title, code, day, outlet, marked = row
    return Hit(kind, ref, doc, title, code, day, outlet, tuple(_pieces(marked)))


def words_of(text: str) -> tuple[str, ...]:
    """The words and phrases of a search, as they are written."""
    return tuple(phrase or word for phrase, word in _WORD.findall(text))[:_MOST]


def _match(text: str) -> str | None:
    """The words as an FTS5 query; None if nothing is left of them. Each is quoted, so that no word is an operator."""
    clean = [re.sub(r"[^\w]+", " ", word).strip() for word in words_of(text.replace("\x00", " "))]
    terms = [f'"{word}"' for word in clean if word]
    if not terms:
        return None
    goes_on = not text.endswith((" ", '"'))
    return " ".join(terms) + ("*" if goes_on else "")


def _filters(wanted: Search) -> tuple[str, Sequence[object]]:
    tests, values = "", []
    for column, sign, value in (
        ("kind", "=", wanted.kind),
        ("code", "=", wanted.code),
        ("outlet", "=", wanted.outlet),
        ("day", ">=", wanted.since),
        ("day", "<=", wanted.until),
    ):
        if value is not None:
            tests += f" AND entry.{column} {sign} ?"
            values.append(value)
    return tests, values


def _pieces(marked: str) -> Iterator[tuple[str, bool]]:
    """An excerpt with its marks as stretches."""
    for piece in re.split("(\x01[^\x01\x02]*\x02)", marked):
        if piece:
            yield piece.strip("\x01\x02"), piece.startswith("\x01")
