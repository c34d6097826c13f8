"""Coded shards into a record: what a cluster wrote is brought home."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dragoman.record.store import Store, open_store
from dragoman.run.depot import Depot
from dragoman.run.local import Progress, Report, silent

#: Kinds whose rows are counted for the user.
_TOLD = {"event": "events", "statement": "statements", "figure": "figures", "problem": "problems"}


def gather(folders: Sequence[str], out: Path, report: Report = silent) -> Progress:
    """Store the shards of finished cluster runs in the record `out`, in the order of their input, one shard a
    transaction; documents that it holds with the same coding stay as they are, with their links.

    Raises UsageError for a folder that cannot be reached and RecordError for one that is not finished or of another
    schema, and for a record that cannot be written; what was stored before stays."""
    progress = Progress()
    opened = [(depot, *depot.opened()) for depot in map(Depot, folders)]
    for depot, run, shards in opened:
        with open_store(out, run) as store:
            for name, expected in shards:
                progress = _stored(store, depot.rows(name, expected), progress)
                report(progress)
    return progress


def _stored(store: Store, rows: dict[str, list[str]], progress: Progress) -> Progress:
    parsed = {kind: [json.loads(text) for text in texts] for kind, texts in rows.items()}
    documents = parsed.get("document", [])
    same = store.unchanged({row["doc"]: row["coding"] for row in documents})
    names = {row["doc"] for row in documents} - same
    kept = {
        kind: [text for text, row in zip(rows[kind], found, strict=True) if row["doc"] not in same]
        for kind, found in parsed.items()
    }
    troubled = {row["doc"] for row in parsed.get("problem", []) if row["doc_id"] is None}
    store.take(kept, names, troubled)
    added = {field: getattr(progress, field) + len(kept.get(kind, ())) for kind, field in _TOLD.items()}
    characters = sum(row["n_chars"] for row in documents if row["doc"] in names)
    return replace(
        progress,
        **added,
        coded=progress.coded + len(names),
        unchanged=progress.unchanged + len(same),
        characters=progress.characters + characters,
    )
