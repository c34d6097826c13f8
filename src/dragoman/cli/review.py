"""The commands of the desk: review and audit."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.console.unseen import shown
from dragoman.errors import InUseError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.review.desk import Desk, View
    from dragoman.review.keys import Pressed
    from dragoman.review.sampling import Plan

T = TypeVar("T")
_RECORD = click.argument("record", type=click.Path(path_type=Path))


@click.command()
@_RECORD
@click.option("--who", help="Who judges; needed to judge.")
@click.option("--size", type=click.IntRange(min=1), default=200, show_default=True, help="Events of the sample.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another number draws other events.")
@click.option("--type", "types", multiple=True, help="Only this PLOVER type, such as CONSULT.")
@click.option("--terminal", is_flag=True, help="Judge here in the terminal, not in the browser.")
@click.option("--port", type=click.IntRange(1, 65535), default=8017, show_default=True, help="Of the page.")
@click.option("--open", "opening", is_flag=True, help="Open the page in the browser.")
@click.option("--export", "target", type=click.Path(path_type=Path), help="Write the judgements as annotations.")
@click.option(
    "--import", "source", type=click.Path(path_type=Path), help="Take in judgements: an export or another record."
)
def review(
    record: Path,
    who: str | None,
    target: Path | None,
    source: Path | None,
    terminal: bool,
    **options: Any,  # noqa: ANN401 - passed on
) -> None:
    """Judge a sample of events: one key for right, wrong, which part is wrong, or unsure.

    \b
      dragoman review record.duckdb --who ana              in the browser
      dragoman review record.duckdb --who ana --terminal   here
      dragoman review record.duckdb --who ben --size 400 --type ASSAULT --type COERCE
      dragoman review record.duckdb --export gold.jsonl
      dragoman review other.duckdb --import gold.jsonl
      dragoman review new.duckdb --import old.duckdb

    The sample is drawn by PLOVER type and confidence; the same seed draws the same events, so that two
    people judge the same ones, and a larger size adds to them. Each judgement is in the record at once:
    quit at any time, the same command goes on there. `dragoman audit` says what the judgements show.
    """
    if target is not None or source is not None:
        if who is not None or (target is not None and source is not None):
            raise UsageError("judge, --export and --import are each a command of its own")
        click.echo(_exported(record, target) if target is not None else _imported(record, source or Path()))
        return
    from dragoman.review.sampling import Plan

    if who is None:
        raise UsageError("say who judges: --who NAME")
    plan = Plan(options["size"], options["seed"], _known(options["types"]))
    if terminal:
        _judge(record, who, plan)
        return
    from dragoman.cli.serve import serving_of

    serving_of(options["opening"], record=record, port=options["port"], reviewer=who, plan=plan)


def _known(types: tuple[str, ...]) -> tuple[str, ...]:
    from dragoman.ontology import load_ontology

    known = load_ontology().types
    for name in types:
        if name.upper() not in known:
            raise UsageError(f"unknown type {name!r}: choose from {', '.join(known)}")
    return tuple(name.upper() for name in types)


def _exported(record: Path, target: Path) -> str:
    from dragoman.export.atomic import in_place
    from dragoman.record.query import open_record
    from dragoman.review.gold import gold_lines

    with open_record(record) as opened:
        lines = list(gold_lines(opened.judgements()))
    with in_place(target) as file:
        file.writelines(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    golds = sum(line["kind"] == "event" for line in lines)
    return f"{golds:,} annotations and {len(lines) - golds:,} rows of judgements in {target}"


def _imported(record: Path, source: Path) -> str:
    from dragoman.record.carried import is_record, judgements_in
    from dragoman.record.store import open_links
    from dragoman.review.gold import fresh, read_judgements

    found = judgements_in(source) if is_record(source) else read_judgements(source)
    with open_links(record) as store:
        with store.reading() as opened:
            new = fresh(found, opened.judgements())
        store.judge(*new)
    return f"{len(new):,} rows of judgements are new in {record}, {len(found) - len(new):,} were there"


def _judge(record: Path, who: str, plan: Plan) -> None:
    from dragoman.cli.keyboard import keyboard
    from dragoman.console.review import progress_line
    from dragoman.console.terminal import console
    from dragoman.review.access import Files
    from dragoman.review.desk import Desk
    from dragoman.review.sampling import draw

    access = Files(record)
    with access.reading() as opened:
        sample = draw(opened, plan)
    if not sample.drawn:
        click.echo("no event to judge")
        return
    desk = Desk(access, sample, who)
    screen = console()
    with keyboard() as key:
        _Session(desk, screen, key).run()
    view = _when_free(desk.look)
    screen.print(progress_line(desk.who, view.progress, None))
    click.echo(f"all is kept in {record}; dragoman audit {record} says what it shows")


def _when_free(act: Callable[[], T]) -> T:
    """Do something with the record, as soon as no other process has it; nothing that was said is given up."""
    while True:
        try:
            return act()
        except InUseError as error:
            click.echo(f"dragoman: {shown(error)}; waiting (Ctrl-C ends)", err=True)


class _Session:
    """One sitting: shows each event, waits for keys and keeps what they say. `key` waits for one; without it lines of
    standard input are read."""

    def __init__(self, desk: Desk, screen: Console, key: Callable[[], str] | None) -> None:
        from dragoman.ontology import load_ontology

        self._desk = desk
        self._screen = screen
        self._key = key
        self._ontology = load_ontology()
        self._note = ""

    def run(self) -> None:
        """Until all is judged, or `q`, or the end of the input."""
        from dragoman.console.review import verdict_words

        while (view := _when_free(self._desk.look)).item is not None:
            pressed = self._ask(view)
            if pressed.word == "quit":
                return
            if pressed.word == "undo":
                undone = _when_free(self._desk.undo)
                self._note = "taken back" if undone else "there is nothing to take back"
            elif pressed.verdict is not None:
                _when_free(partial(self._desk.judge, view.item, pressed.verdict))
                self._note = f"kept: {verdict_words(pressed.verdict)}"

    def _ask(self, view: View) -> Pressed:
        """Show an event until a key ends it or asks for another."""
        from dragoman.grounds import CONTEXT
        from dragoman.review.keys import Pressed

        pressed, context = Pressed(), CONTEXT
        self._show(view, pressed, context)
        while True:
            pressed = self._press(pressed.marked)
            if pressed.verdict is not None or pressed.word in ("undo", "quit"):
                return pressed
            if pressed.word == "more":
                context *= 3
            self._note = pressed.wrong or ""
            if self._key is not None or pressed.word == "more":
                self._show(view, pressed, context)
            elif self._note:
                click.echo(self._note)
            if pressed.word == "help":
                self._help()

    def _press(self, marked: tuple[str, ...]) -> Pressed:
        from dragoman.review.keys import Pressed, press, spelled

        if self._key is not None:
            return press(self._key(), marked)
        click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            click.echo()
        return spelled(line) if line else Pressed(word="quit")

    def _show(self, view: View, pressed: Pressed, context: int) -> None:
        from dragoman.console.review import item_lines, key_lines, progress_line

        if view.item is None:
            return
        if self._key is not None:
            self._screen.clear()
        self._screen.print(progress_line(self._desk.who, view.progress, view.item.number))
        if self._note:
            click.echo(self._note)
        click.echo()
        for line in item_lines(view.item, self._screen, self._ontology, pressed.marked, context):
            self._screen.print(line)
        click.echo()
        for line in key_lines(pressed.marked):
            self._screen.print(line)

    def _help(self) -> None:
        from dragoman.console.review import help_lines

        for line in help_lines(self._ontology, self._screen, self._key is None):
            self._screen.print(line)


@click.command()
@_RECORD
@click.option(
    "--width",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.1,
    show_default=True,
    help="The width of an interval that is wanted, as a share of 1.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values.")
def audit(record: Path, width: float, as_json: bool, as_csv: bool) -> None:
    """Say how often the record is right, by what people judged of it.

    \b
      dragoman audit record.duckdb
      dragoman audit record.duckdb --width 0.05
      dragoman audit record.duckdb --csv > audit.csv

    Shares have bounds of 95 %. They are shares of the record: each judged event counts for the others of
    its type and confidence. `more` is how many further judgements would bring the bounds within --width of
    each other. What has been coded otherwise since it was judged does not count.
    """
    from dragoman.console.audit import COLUMNS, audit_lines, audit_rows, audit_values
    from dragoman.console.terminal import console
    from dragoman.record.query import open_record
    from dragoman.review.audit import audit as audited

    if as_json and as_csv:
        raise UsageError("choose --json or --csv")
    with open_record(record) as opened:
        found = audited(opened, width)
    if as_json:
        click.echo(json.dumps(audit_values(found), ensure_ascii=False))
    elif as_csv:
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(audit_rows(found))
    else:
        screen = console()
        for line in audit_lines(found):
            screen.print(line)
