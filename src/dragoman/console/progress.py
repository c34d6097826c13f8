"""The progress bar of a run and the line that ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.run.local import Progress


@contextmanager
def progress_bar(shown: bool) -> Iterator[Callable[[Progress], None]]:
    """A function that draws how far a run is, on standard error; nothing where it is not `shown`."""
    if not shown:
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} documents, {task.fields[events]} events, {task.fields[rate]:.1f}/s"),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("coding", total=None, events=0, rate=0.0)

        def report(progress: Progress) -> None:
            elapsed = bar.tasks[0].elapsed or 1.0
            done = progress.coded + progress.unchanged
            bar.update(task, completed=done, events=progress.events, rate=done / max(elapsed, 0.1))

        yield report


def summary(done: Progress, out: Path) -> str:
    """What a run did, in one line."""
    parts = [f"{_count(done.coded, 'document')} coded"]
    if done.unchanged:
        parts.append(f"{done.unchanged} unchanged")
    parts += [_count(done.events, "event"), _count(done.statements, "statement"), _count(done.problems, "problem")]
    hint = f" (dragoman info {out} lists them)" if done.problems else ""
    return f"{', '.join(parts)}{hint} → {out}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
