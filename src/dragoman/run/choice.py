"""Which documents of the input a run takes: those since a day, a sample of them, the first so many."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.documents.metadata import describe
from dragoman.documents.segment import segment
from dragoman.errors import UsageError
from dragoman.model import Document, Problem
from dragoman.record.filters import day_bound

Found = Document | Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """What a run takes, in this order: documents published on or after `since` (ISO, also cut to month
    or year), then `sample` of these, then the first `limit`. None takes all. Raises UsageError for a
    date that is none and a number below 1."""

    since: str | None = None
    sample: int | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.since is not None:
            day_bound(self.since, last=False)
        for name, number in (("sample", self.sample), ("limit", self.limit)):
            if number is not None and number < 1:
                raise UsageError(f"{name} must be 1 or more, not {number}")

    @property
    def most(self) -> int | None:
        """The most documents that can be taken."""
        return min((n for n in (self.sample, self.limit) if n is not None), default=None)


class Chosen:
    """The input as far as it is taken. What could not be read is passed on in any case, since nobody
    knows its date; `undated` counts the documents that were left out for want of one."""

    def __init__(self, found: Iterable[Found], choice: Choice) -> None:
        self._found = found
        self._choice = choice
        self.undated = 0

    def __iter__(self) -> Iterator[Found]:
        found = iter(self._found)
        if self._choice.since is not None:
            found = self._since(found, day_bound(self._choice.since, last=False))
        if self._choice.sample is not None:
            found = _sample(found, self._choice.sample)
        if self._choice.limit is not None:
            found = _up_to(found, self._choice.limit)
        return found

    def _since(self, found: Iterable[Found], first: str) -> Iterator[Found]:
        for item in found:
            if isinstance(item, Document):
                day = item.published or describe(item, segment(item)).published
                if day is None:
                    self.undated += 1
                    continue
                # A day that is known to the month counts if some day of it does.
                if day < first[: len(day)]:
                    continue
            yield item


def _sample(found: Iterable[Found], number: int) -> Iterator[Found]:
    """The `number` documents whose names have the smallest hashes, in the order of the input: the same ones
    for any order, and a larger sample holds the smaller. The input is read to its end; no more than
    the sample is kept."""
    # The largest hash stands first, so that it goes when a smaller one comes.
    heap: list[tuple[int, int, Document]] = []
    for place, item in enumerate(found):
        if isinstance(item, Problem):
            yield item
            continue
        entry = (-_hash(item.doc), place, item)
        if len(heap) < number:
            heapq.heappush(heap, entry)
        elif entry[:2] > heap[0][:2]:
            heapq.heapreplace(heap, entry)
    heap.sort(key=lambda entry: entry[1])
    yield from (item for _, _, item in heap)


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:8], "big")


def _up_to(found: Iterable[Found], limit: int) -> Iterator[Found]:
    for item in found:
        yield item
        limit -= isinstance(item, Document)
        if limit <= 0:
            return
