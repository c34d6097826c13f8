"""What words a user looks for issues by: topics, and codes of states and places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dragoman.actors.knowledge import data_folder
from dragoman.actors.tables import read_table, split_list
from dragoman.positions.tables import tables

_SKIP = frozenset(
    {"the", "a", "an", "of", "in", "on", "to", "for", "with", "and", "against", "its", "between", "over", "at"}
)


def meaning(words: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Each word that counts, with the ids of the topics that it may mean and the codes that it names. An issue_id
    is one word."""
    known = tables()
    out = []
    for word in re.findall(r"[^\s,;]+", words):
        low = word.lower().strip(".'’\"“”")
        if low in _SKIP or not low:
            continue
        stems = {low, low.removesuffix("s")}
        topics = tuple(t for t in known.topics if t == low or not stems.isdisjoint(known.ways_to(t)))
        out.append((word if ":" in word else low, topics, _codes().get(low, ())))
    return tuple(out)


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    """Names, demonyms and capitals of states and names of places, each of one word, with their codes."""
    found: dict[str, dict[str, None]] = {}
    for name in ("states.csv", "places.csv"):
        for row in read_table(data_folder() / name):
            cells = row.cells
            listed = [cells["name"], *split_list(cells["aliases"]), *split_list(cells.get("demonyms", ""))]
            for words in (*listed, *split_list(cells.get("capital", ""))):
                if cells["code"]:
                    found.setdefault(words.lower(), {}).setdefault(cells["code"])
    return {words: tuple(codes) for words, codes in found.items() if " " not in words}
