"""The command line. Heavy imports stand inside the commands, so that `--help` is quick."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.code import code, gather
from dragoman.cli.linking import disagreements, judge, link, series
from dragoman.cli.pictures import plot, report
from dragoman.cli.positions import positions
from dragoman.cli.relations import relations
from dragoman.cli.review import audit, review
from dragoman.cli.serve import serve
from dragoman.cli.status import Commands
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dragoman")
def main() -> None:
    """Read news reports, write a sourced diplomatic record: who said or did what to whom, when, and
    according to whom, in PLOVER's terms, every datum with the words that say so.

    \b
      dragoman code articles/ -o record.duckdb     read and code
      dragoman info record.duckdb                  what is in it, and what could not be read
      dragoman show record.duckdb --actor RUS      a timeline
      dragoman explain record.duckdb 3f2a          why an event is there
      dragoman positions record.duckdb             where actors stand, and how that moved
      dragoman relations record.duckdb             who is a member, ally or rival of whom
      dragoman export record.duckdb --format csv -o tables/
      dragoman gather shards/ -o record.duckdb     bring home what a cluster has coded
      dragoman link record.duckdb                  copies, stories, and one happening told many times
      dragoman disagreements record.duckdb         where reports of one happening differ
      dragoman series record.duckdb --dyad RUS-IND what two sides said and did over time
      dragoman plot record.duckdb quads -o quads.svg   a picture
      dragoman report record.duckdb -o report.html     one page of all that matters
      dragoman serve record.duckdb                 read it in the browser
      dragoman review record.duckdb --who ana      judge a sample, key by key
      dragoman audit record.duckdb                 how often the record is right, with bounds
      dragoman who "Russian foreign minister" --on 1999
      dragoman lint words.toml                     check senses of your own

    Each command says more with --help.
    """


main.add_command(code)


@main.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--actor", multiple=True, help="Code (RUS), code with sector (RUS.MIL) or words of a name.")
@click.option("--recipient", multiple=True, help="The same for the recipient.")
@click.option("--type", "types", multiple=True, help="PLOVER type, such as CONSULT.")
@click.option("--since", help="First day, month or year: 2022-10-05, 2022-10 or 2022.")
@click.option("--until", help="Last day, month or year.")
@click.option("--doc", multiple=True, help="Name of a document.")
@click.option("--furniture", is_flag=True, help="Also events of captions and teasers.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out events less sure than this.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many events.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an event.")
def show(record: Path, types: tuple[str, ...], limit: int | None, as_json: bool, **options: Any) -> None:  # noqa: ANN401
    """Print a timeline of events.

    \b
      dragoman show record.duckdb
      dragoman show record.duckdb --actor RUS --recipient IND
      dragoman show record.duckdb --actor Lavrov --type ACCUSE --type THREATEN
      dragoman show record.duckdb --since 2022-02 --until 2022-06-15
      dragoman show record.duckdb --doc a.txt --json

    An option given twice means either; different options must all hold. The number at the right is
    the confidence, and the id after it is what `dragoman explain` wants.
    """
    from dragoman.console.timeline import event_json, timeline
    from dragoman.ontology import load_ontology
    from dragoman.record.filters import EventFilter
    from dragoman.record.query import open_record

    known = load_ontology().types
    for name in types:
        if name.upper() not in known:
            raise UsageError(f"unknown type {name!r}: choose from {', '.join(known)}")
    wanted = EventFilter(type=types, **options)
    wanted.where()
    with open_record(record) as opened:
        for doc in wanted.doc:
            opened.document(doc)
        found = opened.events(wanted, limit)
        if as_json:
            for item in found:
                click.echo(event_json(item))
            return
        first = next(found, None)
        if first is None:
            click.echo("no event fits")
            return
        screen = _console()
        for line in timeline(itertools.chain([first], found), screen.width):
            screen.print(line)


def _console() -> Console:
    from dragoman.console.terminal import console

    return console()


@main.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("event")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def explain(record: Path, event: str, as_json: bool) -> None:
    """Show why an event is there: its words, its rule, who says so.

    \b
      dragoman explain record.duckdb 3f2a61d0

    EVENT is an id as `dragoman show` prints it, or the beginning of one. Without colours the marks
    stand in brackets: [actor Norway] [trigger condemned] [recipient the strike].
    """
    from dragoman.console.explain import explain as lines
    from dragoman.console.timeline import event_json
    from dragoman.events.confidence import read_weights
    from dragoman.events.lexicon import data_folder
    from dragoman.record.query import open_record

    with open_record(record) as opened:
        found = opened.event(event)
        if as_json:
            click.echo(event_json(found))
            return
        said_in = opened.statement(found.value.quote, found.doc) if found.value.quote else None
        statement = said_in.value if said_in else None
        screen = _console()
        weights = read_weights(data_folder() / "confidence.toml")
        figures = opened.figures_of(found.value.id, found.doc)
        for line in lines(opened.document(found.doc), found.value, statement, weights, screen, figures):
            screen.print(line)


@main.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--format", "fmt", default="jsonl", show_default=True, help="jsonl, csv or parquet.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="File or folder; jsonl goes to standard output without it."
)
def export(record: Path, fmt: str, out: Path | None) -> None:
    """Write the record in another format.

    \b
      dragoman export record.duckdb > record.jsonl
      dragoman export record.duckdb --format csv -o tables/
      dragoman export record.duckdb --format parquet -o tables/

    jsonl has every kind of line in one stream; csv and parquet make one file a kind.
    """
    from dragoman.export import FORMATS, export_record
    from dragoman.record.query import open_record

    if fmt not in FORMATS:
        raise UsageError(f"unknown format {fmt!r}: choose from {', '.join(FORMATS)}")
    with open_record(record) as opened:
        export_record(opened, fmt, out)


@main.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def info(record: Path, as_json: bool) -> None:
    """Say what is in a record: counts, versions and every problem.

    \b
      dragoman info record.duckdb
      dragoman info record.duckdb --json
    """
    from dragoman.console.info import info_lines, info_values
    from dragoman.record.query import open_record

    with open_record(record) as opened:
        if as_json:
            click.echo(json.dumps(info_values(opened), ensure_ascii=False))
            return
        screen = _console()
        for line in info_lines(opened):
            screen.print(line)


@main.command()
@click.argument("name", required=False)
@click.option("--on", "day", help="A day, month or year: who it was then.")
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    help="Tab-separated rows of name and ISO date; - for standard input.",
)
@click.option("--actors", multiple=True, type=click.Path(path_type=Path), help="Your own actor table (CSV).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a name.")
def who(name: str | None, day: str | None, file: Path | None, actors: tuple[Path, ...], as_json: bool) -> None:
    """Say who a name is.

    \b
      dragoman who Zelenskiy
      dragoman who "Russian foreign minister" --on 1999
      dragoman who --file rows.tsv --json

    The tables are dated: without a date a title has no holder. A name that no table knows has a
    null code and the basis "unresolved".
    """
    from dragoman.console.who import answers, asked, who_line, who_lines

    for path in actors:
        if not path.is_file():
            raise UsageError(f"no such file: {path}")
    for row, candidates in answers(asked(name, day, file), actors):
        if as_json:
            click.echo(json.dumps(who_line(row, candidates), ensure_ascii=False))
            continue
        for line in who_lines(row, candidates):
            click.echo(line)


@main.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--gold", type=click.Path(path_type=Path), required=True, help="Annotations, one JSON object a line.")
@click.option(
    "--errors", type=click.IntRange(min=0), is_flag=False, flag_value="0", help="The error desk; N of each cause."
)
@click.option("--against", type=click.Path(path_type=Path), help="An older export (JSON Lines): gained and lost.")
@click.option("--gate", is_flag=True, help="Code again with and without the gate: what it drops and loses.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def evaluate(record: Path, gold: Path, errors: int | None, against: Path | None, gate: bool, as_json: bool) -> None:
    """Score a record against annotations made by people.

    \b
      dragoman evaluate record.duckdb --gold gold.jsonl
      dragoman evaluate record.duckdb --gold gold.jsonl --errors 5
      dragoman evaluate record.duckdb --gold gold.jsonl --against old.jsonl
      dragoman evaluate record.duckdb --gold gold.jsonl --gate

    --errors, with or without a number, sorts what is missed and what is false by cause and shows the
    sentence, its clauses, the derivation and what was wanted. docs/evaluation.md says how annotations
    look and how events are matched.
    """
    from dragoman.console.evaluation import evaluation
    from dragoman.console.unseen import shown

    found = evaluation(record, gold, errors, against, gate)
    for line in [json.dumps(found.as_dict(), ensure_ascii=False)] if as_json else map(shown, found.lines()):
        click.echo(line)


@main.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--lexicon", multiple=True, type=click.Path(path_type=Path), help="Your own senses (TOML).")
@click.option("--limit", type=click.IntRange(min=0), default=40, show_default=True, help="The most words to show.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def coverage(record: Path, lexicon: tuple[Path, ...], limit: int, as_json: bool) -> None:
    """Say which words the lexicon lacks: main predicates of sentences that name an actor.

    \b
      dragoman coverage record.duckdb
      dragoman coverage record.duckdb --lexicon words.toml --limit 100

    A word is known if it makes events, changes those of others, or is listed as no event with a reason.
    """
    from dragoman.console.coverage import coverage_lines, covered

    for path in lexicon:
        if not path.is_file():
            raise UsageError(f"no such file: {path}")
    found = covered(record, lexicon)
    for line in [json.dumps(found.as_dict(limit), ensure_ascii=False)] if as_json else coverage_lines(found, limit):
        click.echo(line)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--ontology", multiple=True, type=click.Path(path_type=Path), help="Your own event types (TOML).")
@click.option("--no-examples", is_flag=True, help="Do not code the examples.")
def lint(files: tuple[Path, ...], ontology: tuple[Path, ...], no_examples: bool) -> int:
    """Check lexicon files of your own and try their examples.

    \b
      dragoman lint words.toml
      dragoman lint words.toml more.toml --no-examples

    Every mistake has its file and line; a sense that silences a packaged one is a warning.

    \b
    Exit status: 0 nothing is wrong, 1 mistakes, 2 wrong request.
    """
    from dragoman.console.lint import lint_files, lint_lines

    for path in (*files, *ontology):
        if not path.is_file():
            raise UsageError(f"no such file: {path}")
    found = lint_files(files, not no_examples, ontology)
    for line in lint_lines(found):
        click.echo(line)
    return 1 if found.mistakes else 0


for command in (gather, link, disagreements, judge, series, review, audit, serve):
    main.add_command(command)
main.add_command(positions)
main.add_command(relations)
main.add_command(plot)
main.add_command(report)
