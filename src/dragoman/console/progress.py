"""The progress bar of a run and the lines that end it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dragoman.documents.options import ReadOptions
from dragoman.model import Problem
from dragoman.run.choice import Choice
from dragoman.run.local import ALL, REMEMBERED, Progress
from dragoman.settings import KINDS


@contextmanager
def progress_bar(
    paths: Sequence[str], options: ReadOptions, shown: bool, choice: Choice = ALL
) -> Iterator[Callable[[Progress], None]]:
    """A function that draws how far a run is, on standard error; nothing where it is not `shown`.

    The bar has a length, and a time left, where the number of documents is known beforehand."""
    if not shown:
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from dragoman.run.inputs import count_documents

    total = count_documents(paths, options) if choice.since is None else None
    if total is not None and choice.most is not None:
        total = min(total, choice.most)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[events]:,} events"),
        *((TimeRemainingColumn(compact=True), TextColumn("left")) if total else (TimeElapsedColumn(),)),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True, refresh_per_second=5) as bar:
        task = bar.add_task("loading", total=total, events=0, rate="")
        began: list[float] = []

        def report(progress: Progress) -> None:
            now = bar.get_time()
            if not began:
                began.append(now)
                bar.reset(task, description="coding")
            rate = f"{progress.coded / (now - began[0]):.1f}/s" if now > began[0] else ""
            bar.update(task, completed=progress.coded + progress.unchanged, events=progress.events, rate=rate)

        yield report


def _nothing(progress: Progress) -> None:
    """What is drawn where nobody looks."""


def counts(done: Progress, out: Path | str) -> dict[str, object]:
    """The numbers of a run for `--json`."""
    names = (
        "coded",
        "unchanged",
        "characters",
        "events",
        "statements",
        "figures",
        "problems",
        "undated",
        "interrupted",
    )
    return {"record": str(out), **{name: getattr(done, name) for name in names}}


def summary(done: Progress, out: Path | str, kinds: Collection[str] = KINDS) -> str:
    """What a run did, in one line; `kinds` are those that it coded."""
    parts = [f"{count(done.coded, 'document')} coded"]
    if done.unchanged:
        parts.append(f"{done.unchanged:,} unchanged")
    if done.coded:
        told = {"event": done.events, "statement": done.statements, "figure": done.figures}
        parts += [count(number, kind) for kind, number in told.items() if kind in kinds]
    if done.problems:
        parts.append(count(done.problems, "problem"))
    return f"{', '.join(parts)} → {out}"


def problem_lines(done: Progress, out: Path | str) -> Iterator[str]:
    """What was left out for want of a date; the first problems of a run, and where the others are."""
    if done.undated:
        were = "was" if done.undated == 1 else "were"
        yield f"dragoman: {count(done.undated, 'document')} without a date {were} left out"
    for problem in done.first:
        yield f"dragoman: {problem_line(problem)}"
    if done.problems > REMEMBERED:
        yield f"dragoman: … {done.problems - len(done.first):,} more problems: dragoman info {out}"


def problem_line(problem: Problem) -> str:
    """A problem in one line."""
    return f"{problem.doc}: {problem.message} ({problem.code})"


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 copy", "2 copies"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
