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
    was, before = gc.isenabled(), gc.get_threshold()
    gc.disable()
    # Some libraries (srsly, when spaCy reads its tables) turn it on again; without a threshold it does nothing.
    gc.set_threshold(0)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if was:
            gc.enable()
        else:
            gc.disable()


def set_aside() -> None:
    """What is there now is looked through no more. At the end of an `uncollected` block this spares the look that
    would follow at once, which takes as long as the lexicon."""
    gc.freeze()


#: How many new objects wait before the young ones are looked through: those of a few documents, which make hardly
#: any cycles. Python's own 700 costs a twentieth of the time of coding.
_YOUNG = 50_000


def settle() -> None:
    """What is there now is looked through no more, for the life of the process, and what comes less often."""
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)


@contextmanager
def settled() -> Iterator[None]:
    """What is there now is looked through no more in the block. After it all is as it was: what a library
    wants collected at the end of the process is collected."""
    before = gc.get_threshold()
    settle()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
