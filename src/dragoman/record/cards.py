"""Cards: a document, and each of its events and positions, as one packed value that is read at once.

Tables keep a column together, so that a question to a million rows is quick; one row out of them is slow, since
each of its fifty columns is unpacked for two thousand rows. A page wants few rows and all of each. So the
table `card` has every event and position again, and every document with all its other rows, as compressed JSON
in line form: the card of a document stands at the document's number, those of its events at theirs, behind it.
`sheet` has the number of the document of each name, by a hash of the name.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from dragoman.identity import content_hash
from dragoman.record.schema import BY_NAME, KINDS, PLACES, Kind, Line, value_of

T = TypeVar("T")
#: Kinds that have a card a row, and those that stand on the card of their document. Problems have none: a
#: document that cannot be read has them too.
ALONE = tuple(kind for kind in KINDS if kind.name in ("event", "position"))
ON_DOCUMENT = tuple(kind for kind in KINDS if kind not in ALONE and kind.name != "problem")
_DECODER = json.JSONDecoder()
#: As `zlib` wants it: a stream without head and checksum, since DuckDB has its own.
_RAW = -15


def ddl() -> Iterator[str]:
    """The statements that make the tables, empty."""
    # What is packed already is not to be packed again.
    yield "CREATE TABLE card (n BIGINT, line BLOB USING COMPRESSION uncompressed)"
    yield "CREATE TABLE sheet (n BIGINT, key UBIGINT)"


def forgotten() -> Iterator[str]:
    """The statements that take away the cards of documents that the record still has; the names are their value."""
    for table in ("card", "sheet"):
        gone = f"SELECT n >> {PLACES} FROM document WHERE doc IN (SELECT unnest(?::VARCHAR[]))"
        yield f"DELETE FROM {table} WHERE n >> {PLACES} IN ({gone})"


class Packed:
    """Rows as JSON texts (kind -> texts, as `store.texts_of` makes them) with their numbers, and the cards of their
    documents, events and positions. `first` is the number of the first document."""

    def __init__(self, rows: Mapping[str, Sequence[str]], first: int) -> None:
        self.rows: dict[str, list[str]] = {kind.name: [] for kind in KINDS}
        self.cards: list[tuple[int, bytes]] = []
        self.sheets: list[tuple[int, int]] = []
        self._next: dict[str, int] = {}
        documents: dict[str, dict[str, list[str]]] = {}
        for number, text in enumerate(rows.get("document", ()), first):
            doc = _doc_of(text)
            self._next[doc] = number << PLACES
            self.sheets.append((number << PLACES, key_of(doc)))
            documents[doc] = {}
        # The document's own row comes first, so that it has the document's number.
        for kind in KINDS:
            for text in rows.get(kind.name, ()):
                self._add(kind, text, documents)
        for doc, parts in documents.items():
            inner = ", ".join(f'"{name}": [{", ".join(texts)}]' for name, texts in parts.items())
            self.cards.append((self._next[doc] >> PLACES << PLACES, packed(f"{{{inner}}}")))
        self.cards.sort()

    def _add(self, kind: Kind, text: str, documents: dict[str, dict[str, list[str]]]) -> None:
        doc = _doc_of(text)
        if doc not in documents:
            # A problem of what could not be read has no document.
            self.rows[kind.name].append(text)
            return
        n = self._next[doc]
        self._next[doc] = n + 1
        self.rows[kind.name].append(f'{{"n": {n}, {text[1:]}')
        if kind in ALONE:
            self.cards.append((n, packed(f'{{"kind": "{kind.name}", {text[1:]}')))
        elif kind in ON_DOCUMENT:
            documents[doc].setdefault(kind.name, []).append(text)


def _doc_of(text: str) -> str:
    """The name that a row begins with."""
    doc, _ = _DECODER.raw_decode(text, text.index(":") + 1 + (text[text.index(":") + 1] == " "))
    return str(doc)


def key_of(doc: str) -> int:
    """The number that the name of a document is looked up by; not DuckDB's hash, which versions change."""
    return int(content_hash("doc", doc), 16)


def span_of(number: int) -> tuple[int, int]:
    """The first and the last number of the rows of a document, given any of them."""
    first = number >> PLACES << PLACES
    return first, first + (1 << PLACES) - 1


def packed(text: str) -> bytes:
    """JSON as a card keeps it."""
    packer = zlib.compressobj(6, zlib.DEFLATED, _RAW, zdict=_usual())
    return packer.compress(text.encode("utf-8", "surrogatepass")) + packer.flush()


def unpacked(line: bytes) -> Any:  # noqa: ANN401 - JSON
    """What a card keeps."""
    return json.loads(zlib.decompressobj(_RAW, zdict=_usual()).decompress(line))


def values_on(rows: Mapping[str, Sequence[Line]], name: str) -> tuple[Any, ...]:
    """The values of one kind on the card of a document, in their order."""
    kind = BY_NAME[name]
    return tuple(value_of(kind, list(row), list(row.values())) for row in rows.get(name, ()))


def in_order(kind: Kind, values: Iterable[T]) -> tuple[T, ...]:
    """Values of a kind in the order in which the record gives them, what is not there last."""
    return tuple(sorted(values, key=lambda v: [(x is None, x) for x in (getattr(v, name) for name in kind.sort)]))


@cache
def _usual() -> bytes:
    """What rows look like that have nothing in them: the keys need no place in every card."""
    shapes = [_shape(name, sql) for kind in reversed(KINDS) for name, sql in _types(kind.name)]
    return ", ".join(shapes).encode()


def _types(kind: str) -> Iterator[tuple[str, str]]:
    yield from ((c.name, c.type.sql) for c in BY_NAME[kind].columns if c.in_model)


def _shape(name: str, sql: str) -> str:
    parts = re.findall(r'"(\w+)" (\w+)(\[\])?', sql)
    inner = ", ".join(f'"{part}": {"[]" if many else "null"}' for part, _, many in parts)
    value = f"{{{inner}}}" if inner else ""
    return f'"{name}": {f"[{value}]" if sql.endswith("[]") else value or "null"}'
