"""What was worked out of a whole record, kept while the record stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Answers:
    """The latest answers, for many threads; of more than `most` the one that was not asked for longest goes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer of a key. Who asks first makes it, and the others wait for that; an error goes to all of them
        and is not kept."""
        with self._lock:
            answer = self._kept.get(key)
            first = answer is None
            if answer is None:
                answer = self._kept[key] = Future()
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(key)
        if first:
            self._make(key, answer, make)
        return cast("T", answer.result())

    def _make(self, key: Hashable, answer: Future[Any], make: Callable[[], object]) -> None:
        try:
            answer.set_result(make())
        except BaseException as error:
            with self._lock:
                if self._kept.get(key) is answer:
                    del self._kept[key]
            answer.set_exception(error)
