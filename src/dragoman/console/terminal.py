"""The terminal: how wide it is, whether it shows marks, and how lines are cut and wrapped for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, NoReturn

from rich.console import Console
from rich.text import Text

from dragoman.console.unseen import shown

#: Columns of a line where the output goes to a file or a pipe and nobody has said otherwise.
PLAIN_WIDTH = 100


class _Console(Console):
    """A console that leaves a closed pipe to the caller, and on which nothing acts that stands in an article."""

    def print(self, *objects: Any, **options: Any) -> None:  # noqa: ANN401 - rich's own form
        super().print(*(_harmless(one) for one in objects), **options)

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError


def _harmless(one: object) -> object:
    if not isinstance(one, Text):
        return one
    plain = shown(one.plain)
    if plain == one.plain:
        return one
    out = one.copy()
    out.plain = plain
    return out


def console() -> Console:
    """Standard output. `COLUMNS` sets the width, `NO_COLOR` takes the colours away."""
    plain = _Console(highlight=False, soft_wrap=True)
    if plain.is_terminal or os.environ.get("COLUMNS"):
        return plain
    return _Console(highlight=False, soft_wrap=True, width=PLAIN_WIDTH)


def shows_styles(screen: Console) -> bool:
    """Whether marks can be told by colour; otherwise they need signs."""
    return screen.is_terminal and not screen.no_color and screen.color_system is not None


def hanging(first: Text, body: Text, screen: Console) -> Iterator[Text]:
    """`first` and then `body`, wrapped so that all its lines stand under its beginning."""
    indent = first.cell_len
    lines = body.wrap(screen, max(20, screen.width - indent))
    for n, line in enumerate(lines):
        line.rstrip()
        out = Text("").append_text(first) if n == 0 else Text(" " * indent)
        out.append_text(line)
        yield out


def shortened(words: str, room: int) -> str:
    """`words` in one line of at most `room` characters, with … where it is cut."""
    words = " ".join(words.split())
    return words if len(words) <= room else words[: max(1, room - 1)].rstrip(" ,;:") + "…"
