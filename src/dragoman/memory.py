"""The collector of cycles while much is built that stays.

Tables are hundreds of thousands of objects without a cycle. Looking through them again and again while
they are read takes a fifth of the time of loading, and later every full look takes 0.2 s.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing looks for cycles in the block."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def settle() -> None:
    """What is there now is looked through no more, for the life of the process."""
    gc.freeze()


@contextmanager
def settled() -> Iterator[None]:
    """What is there now is looked through no more in the block. After it all is as it was: what a library
    wants collected at the end of the process is collected."""
    settle()
    try:
        yield
    finally:
        gc.unfreeze()
