"""Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, Windows-1252; and what is no text at all."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SNIFF = 65_536
#: Signatures of formats that are often found under a wrong name.
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"PAR1")
_ODD = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}


class NotTextError(ValueError):
    """The bytes are not text in any encoding that is tried."""


def decode(data: bytes) -> str:
    """Decode a whole file; raises NotTextError for binary data. Line ends stay, a byte order mark goes."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if data.startswith(_MAGIC):
        raise NotTextError
    wide = _wide(data[:_SNIFF])
    if wide is not None:
        return data.decode(wide, "replace")
    if _binary(data[:_SNIFF]):
        raise NotTextError
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: in Latin text every second byte is NUL, always on the same side."""
    pairs = len(sample) // 2
    if pairs < 2 or b"\0" not in sample:
        return None
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _binary(sample: bytes) -> bool:
    """Control characters beyond a stray few are a sign of binary data."""
    if not sample:
        return False
    return sum(1 for byte in sample if byte in _ODD) > max(2, len(sample) // 100)


def _legacy(data: bytes) -> str:
    """Windows-1252 (a superset of Latin-1's letters); a detector only where its unused bytes occur."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SNIFF]).best()
        return data.decode(best.encoding if best is not None else "latin-1", "replace")
    high = sum(1 for character in text[:_SNIFF] if ord(character) > 126)
    if high > 0.3 * min(len(text), _SNIFF):
        # Mostly accented letters is no Western text: another alphabet in a single-byte encoding.
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SNIFF]).best()
        if best is None:
            raise NotTextError
        return data.decode(best.encoding, "replace")
    return text


def decode_line(line: bytes) -> str:
    """Decode one line of a UTF-8 stream; a line that is not UTF-8 is taken as Windows-1252."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def lines(stream: BinaryIO, limit: int) -> Iterator[str | None]:
    """The lines of a text stream with their ends, one at a time; None for a line over `limit` bytes.

    Raises NotTextError where the first bytes are binary, and what the stream raises (a broken gzip).
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    head = buffered.peek(4096)[:4096]
    for mark, name in _BOMS:
        if head.startswith(mark):
            buffered.read(len(mark))
            if name != "utf-8":
                yield from _wide_lines(buffered, name, limit)
                return
            head = head[len(mark) :]
            break
    if head.startswith(_MAGIC):
        raise NotTextError
    wide = _wide(head)
    if wide is not None:
        yield from _wide_lines(buffered, wide, limit)
        return
    if _binary(head):
        raise NotTextError
    while line := buffered.readline(limit):
        if len(line) < limit or line.endswith(b"\n"):
            yield decode_line(line)
            continue
        while line and not line.endswith(b"\n"):
            line = buffered.readline(limit)
        yield None


def _wide_lines(stream: BinaryIO, encoding: str, limit: int) -> Iterator[str | None]:
    """The lines of a stream of two- or four-byte characters; the stream itself is left open."""
    wrapper = io.TextIOWrapper(stream, encoding, "replace", newline="")
    try:
        while line := wrapper.readline(limit):
            if len(line) < limit or line.endswith("\n"):
                yield line
                continue
            while line and not line.endswith("\n"):
                line = wrapper.readline(limit)
            yield None
    finally:
        wrapper.detach()
