"""Single keys from the terminal."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Bytes that are taken at once; a terminal sends the keys of a paste, and those of one arrow, together.
_AT_ONCE = 256
#: What the end of the input reads as.
END = "\x04"


@contextmanager
def keyboard() -> Iterator[Callable[[], str] | None]:
    """A function that waits for the next key, or None where standard input and output are no terminal, or one that
    gives no single keys. Keys that are pressed before they are asked for are kept; an arrow or another key of
    several characters is Escape. The terminal is put back as it was."""
    try:
        import termios
        import tty
    except ImportError:  # no POSIX terminal
        yield None
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield None
        return
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    # Not flushed: what was typed ahead counts. Ctrl-C and Ctrl-Z keep their meaning.
    tty.setcbreak(handle, termios.TCSADRAIN)
    try:
        yield _reader(handle)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _reader(handle: int) -> Callable[[], str]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    waiting: list[str] = []

    def key() -> str:
        while not waiting:
            data = os.read(handle, _AT_ONCE)
            if not data:
                return END
            waiting.extend(["\x1b"] if data.startswith(b"\x1b") else decoder.decode(data))
        return waiting.pop(0)

    return key
