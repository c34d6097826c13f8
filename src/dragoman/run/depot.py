"""Coded shards in a folder that any machine of a cluster can reach: Parquet files a kind, and what is done.

    OUT/event/SHARD.parquet … OUT/problem/SHARD.parquet   the rows, with the columns of a record
    OUT/shards/SHARD.json                                 written last: the shard is whole
    OUT/attempts/SHARD.json                               it is being coded, by whom and where it stands
    OUT/manifest.json                                     written at the end of a run: all its shards in order

A shard is named by its content, so whoever codes it again writes the same files: nothing can be there twice.
"""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dragoman.documents.remote import filesystem
from dragoman.errors import RecordError
from dragoman.record.parquet import read_texts, write_texts
from dragoman.record.schema import SCHEMA_VERSION, Run

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Finished:
    """What is known of a whole shard: its name, the rows of each kind, the documents that nobody could code
    because their worker died (`died`), in which session that was, and the numbers of `run.local.Progress`."""

    name: str
    session: str
    rows: Mapping[str, int] = field(default_factory=dict)
    died: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    first: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """That a shard was begun in a session; the document that was coded alone when this was written, and those
    before it that were the last word of a worker."""

    session: str
    at: str | None = None
    dead: tuple[str, ...] = ()


class Depot:
    """A folder of shards, at a path or a URL. All methods raise RecordError where it cannot be used."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._system, root = filesystem(url)
        self._root = root.rstrip("/")
        protocol = self._system.protocol
        self._local = "file" in ((protocol,) if isinstance(protocol, str) else protocol)

    def open(self) -> None:
        """Make the folder, so that a place where nothing can be written is told at once."""
        with self._explained():
            self._system.makedirs(self._root, exist_ok=True)

    def finished(self, name: str) -> Finished | None:
        """What is known of a shard, None if it is not whole."""
        found = self._read(f"shards/{name}.json")
        return None if found is None else Finished(**{**found, "first": tuple(found["first"])})

    def attempt(self, name: str) -> Attempt | None:
        """Who was at a shard and did not finish it."""
        found = self._read(f"attempts/{name}.json")
        return None if found is None else Attempt(**{**found, "dead": tuple(found["dead"])})

    def begin(self, name: str, attempt: Attempt) -> None:
        """Leave word that a shard, or a document of it, is being coded."""
        self._write(f"attempts/{name}.json", json.dumps(asdict(attempt)).encode())

    def keep(self, shard: Finished, rows: Mapping[str, Sequence[str]]) -> None:
        """Write a shard; only when all its files are there does it count."""
        with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
            for kind, file in write_texts(rows, Path(folder)).items():
                self._write(f"{kind}/{shard.name}.parquet", file.read_bytes())
        self._write(f"shards/{shard.name}.json", json.dumps(asdict(shard), sort_keys=True).encode())
        with self._explained():
            if self._system.exists(f"{self._root}/attempts/{shard.name}.json"):
                self._system.rm_file(f"{self._root}/attempts/{shard.name}.json")

    def close(self, run: Run, shards: Sequence[Finished]) -> None:
        """Write the manifest: the run is through."""
        told = {
            "schema": SCHEMA_VERSION,
            "run": asdict(run),
            "shards": [{"name": s.name, "rows": s.rows} for s in shards],
        }
        self._write(_MANIFEST, json.dumps(told, indent=1, sort_keys=True).encode())

    def opened(self) -> tuple[Run, tuple[tuple[str, Mapping[str, int]], ...]]:
        """The run and the shards (name, rows of each kind) of a finished folder, in the order of the input."""
        found = self._read(_MANIFEST)
        if found is None:
            raise RecordError(
                f"{self.url}: no finished shards ({_MANIFEST} is missing); run `dragoman code` to its end"
            )
        if found.get("schema") != SCHEMA_VERSION:
            raise RecordError(f"{self.url}: made with schema {found.get('schema')}; this dragoman has {SCHEMA_VERSION}")
        return Run(**found["run"]), tuple((shard["name"], shard["rows"]) for shard in found["shards"])

    def rows(self, name: str, expected: Mapping[str, int]) -> dict[str, list[str]]:
        """The rows of a shard as JSON texts by kind; RecordError also where some are missing."""
        with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
            files = {kind: Path(folder) / f"{kind}.parquet" for kind in expected}
            for kind, file in files.items():
                with self._explained():
                    file.write_bytes(self._system.cat_file(f"{self._root}/{kind}/{name}.parquet"))
            rows = read_texts(files)
        for kind, number in expected.items():
            if len(rows[kind]) != number:
                raise RecordError(f"{self.url}: {kind}/{name}.parquet has {len(rows[kind])} rows and not {number}")
        return rows

    def _read(self, name: str) -> dict[str, Any] | None:
        with self._explained():
            try:
                data = self._system.cat_file(f"{self._root}/{name}")
            except FileNotFoundError:
                return None
            try:
                return dict(json.loads(data))
            except ValueError:
                raise RecordError(f"{self.url}: {name} is no JSON") from None

    def _write(self, name: str, data: bytes) -> None:
        """Whole or not at all: object stores do that by themselves, on a disk it is written beside and renamed."""
        path = f"{self._root}/{name}"
        with self._explained():
            self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
            if not self._local:
                self._system.pipe_file(path, data)
                return
            part = f"{path}.{uuid.uuid4().hex}.part"
            try:
                self._system.pipe_file(part, data)
                Path(part).replace(path)
            finally:
                Path(part).unlink(missing_ok=True)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except RecordError:
            raise
        except Exception as error:  # each protocol's library has exceptions of its own
            line = getattr(error, "strerror", None) or (str(error).strip() or type(error).__name__).splitlines()[0]
            raise RecordError(f"{self.url}: {line}") from error
