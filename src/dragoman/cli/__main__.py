"""`dragoman` and `python -m dragoman.cli`: a command as a process of its own."""

from __future__ import annotations

import atexit
import os
import sys
import threading

from dragoman.cli import main


def run() -> None:
    """Runs the command that the arguments of the process name, and ends the process with its exit status.

    Tables and parser are a million objects, which Python takes apart one by one before it goes: a quarter of a
    second for nothing, as every command closes what it opened. So the process ends as soon as the functions that
    libraries want called at its end were called and all was written. Where a thread still works, or what was
    written cannot be, Python ends it in its own way.
    """
    try:
        main()
    except SystemExit as end:
        if threading.active_count() > 1 or not isinstance(end.code, int):
            raise
        atexit._run_exitfuncs()  # noqa: SLF001 - what the interpreter itself would do now
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            raise end from None
        os._exit(end.code)


if __name__ == "__main__":
    run()
