"""Answers to questions over a whole record, kept while the record stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TypeVar, cast

from dragoman.record.query import Record
from dragoman.record.tallies import Question

T = TypeVar("T")


class Answers:
    """The latest answers, for many threads; of more than `most` the one that was not asked for longest goes."""

    def __init__(self, most: int = 200) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str], tuple[object, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, record: Record, question: Question[T]) -> tuple[T, ...]:
        """The answer, asked if it is not kept. Two readers may ask at once: nobody waits for the other."""
        key = (question.sql, repr(question.values))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("tuple[T, ...]", self._kept[key])
        answer = record.ask(question)
        with self._lock:
            self._kept[key] = answer
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer
