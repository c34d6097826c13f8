# ruff: noqa: INP001 - a script beside the pages that it illustrates, no package
"""Draw the pictures of the README and of pictures.md anew: what the commands really print and draw for the examples.

usage: .venv/bin/python docs/make_images.py

The command itself is run, as a user runs it, and the escape codes that it prints are drawn, so a
picture cannot show anything that the terminal does not. The same code and examples give the same
files.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
IMAGES = Path(__file__).resolve().parent / "images"
DOC = "americas/quito-embassy-raid.html"
#: Characters a line, narrow enough to be read on a page.
WIDTH = 100


def dragoman(*arguments: str) -> str:
    """What the command prints on a terminal of `WIDTH` columns, colours included."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "dragoman.cli", *arguments]
    run = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment, encoding="utf-8")  # noqa: S603
    return run.stdout


def draw(name: str, typed: Sequence[str], printed: str) -> None:
    """Write `images/NAME.svg`: the command as it is typed, then what it printed."""
    # An open file that is no terminal keeps rich from printing; the record is what is wanted.
    with tempfile.TemporaryFile("w", encoding="utf-8") as nowhere:
        console = Console(
            record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="truecolor", legacy_windows=False
        )
        console.print(Text("$ " + " ".join(typed), style="bold"))
        console.print(Text.from_ansi(printed.rstrip("\n")))
        svg = console.export_svg(title="dragoman", theme=DEFAULT_TERMINAL_THEME, unique_id=f"dragoman-{name}")
    # rich asks a server for its font; a picture in the repository should ask nobody.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / f"{name}.svg").write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")


def chosen(record: str) -> str:
    """The id of the surest expulsion of the article, as `explain` is asked for it."""
    lines = dragoman("show", record, "--doc", DOC, "--type", "SANCTION", "--json").splitlines()
    events = [json.loads(line) for line in lines]
    expulsions = [event for event in events if "expel" in event["mode"]] or events
    return str(max(expulsions, key=lambda event: (event["confidence"], event["id"]))["id"])


#: The charts of pictures.md with their options.
CHARTS = (
    ("quads", ()),
    ("dyads", ()),
    ("types", ()),
    ("series", ("--dyad", "RUS-UKR")),
    ("timeline", ("--dyad", "RUS-UKR")),
    ("positions", ("--actor", "UNO", "--issue", "withdrawal")),
    ("map", ()),
    ("matrix", ()),
    ("outlets", ()),
)


def plots(record: str) -> None:
    """Write `images/plot-CHART.svg` for each chart."""
    for name, options in CHARTS:
        dragoman("plot", record, name, *options, "-o", str(IMAGES / f"plot-{name}.svg"))


def main() -> None:
    """Code the examples into a temporary record and draw all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "demo.duckdb")
        dragoman("code", "examples", "-o", record, "--quiet")
        dragoman("link", record)
        plots(record)
        shown = dragoman("show", record, "--doc", DOC)
        draw("show", ["dragoman", "show", "demo.duckdb", "--doc", DOC], shown)
        event = chosen(record)
        draw("explain", ["dragoman", "explain", "demo.duckdb", event[:8]], dragoman("explain", record, event))


if __name__ == "__main__":
    main()
