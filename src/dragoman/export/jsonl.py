"""JSON Lines: one UTF-8 JSON object a line, every kind in one stream, in the order of `Record.lines`."""

from __future__ import annotations

import json
from typing import BinaryIO

from dragoman.record.query import Record
from dragoman.record.schema import Line


def write(record: Record, out: BinaryIO) -> None:
    """Write every line of `record` to `out`."""
    out.writelines(_encoded(line) for line in record.lines())


def _encoded(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False, allow_nan=False).encode("utf-8") + b"\n"
