"""The table of metadata beside a corpus: `file, published, outlet, url, language` (and `title`)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from dragoman.documents.decode import NotTextError, decode
from dragoman.errors import UsageError

_COLUMNS = ("published", "outlet", "url", "language", "title")


def load_sidecar(path: Path | None) -> Mapping[str, Mapping[str, str]]:
    """The rows by file name. Raises UsageError where the table is missing, unreadable or has no column `file`."""
    if path is None:
        return {}
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read the metadata table {path}: {error.strerror}") from None
    except NotTextError:
        raise UsageError(f"the metadata table {path} is not text") from None
    reader = csv.DictReader(text.splitlines())
    names = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = names
    if "file" not in names:
        raise UsageError(f"the metadata table {path} has no column 'file' (columns: {', '.join(names) or 'none'})")
    rows: dict[str, Mapping[str, str]] = {}
    for row in reader:
        name = (row.get("file") or "").strip()
        if name:
            rows[name] = {key: (row.get(key) or "").strip() for key in _COLUMNS if (row.get(key) or "").strip()}
    return rows


def lookup(table: Mapping[str, Mapping[str, str]], *names: str) -> Mapping[str, str]:
    """The row of the first of `names` that the table has, else an empty one."""
    return next((table[name] for name in names if name in table), {})
