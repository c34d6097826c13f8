"""The commands about what several documents tell: link, disagreements, judge, series."""

from __future__ import annotations

import csv
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import RecordError, UsageError

if TYPE_CHECKING:
    from dragoman.run.partitions import Spread

#: Partitions for each job, where their number is not given.
_PARTS = 4
_RECORD = click.argument("record", type=click.Path(path_type=Path))


@click.command()
@_RECORD
@click.option("--partitions", type=click.IntRange(min=1), help="Compare events in so many parts, one after another.")
@click.option("--jobs", type=click.IntRange(min=1), help="So many parts at once, each in a process of its own.")
@click.option("--engine", default="local", show_default=True, help="What compares the parts: local or ray.")
@click.option("--address", help="The Ray cluster: auto, HOST:PORT or ray://HOST:PORT; without it Ray runs here.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def link(record: Path, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - passed on
    """Find copies, documents that tell one story, and events that are one happening.

    \b
      dragoman link record.duckdb
      dragoman export record.duckdb > record.jsonl     duplicate_of, overlap, story and episode are filled

    Reads what is coded and codes nothing; run it again after new articles. A copy is kept and
    linked to its origin, the earliest document that tells the story in the same words.

    \b
      dragoman link record.duckdb --partitions 16 --jobs 4
      dragoman link record.duckdb --partitions 64 --engine ray --address auto

    What is found is the same with any number of partitions, on one machine and on several.
    """
    from dragoman.console.linking import linked_line, linked_values
    from dragoman.run.link import link_record

    found = link_record(record, _spread(**options))
    click.echo(json.dumps(linked_values(found)) if as_json else linked_line(found))


def _spread(partitions: int | None, jobs: int | None, engine: str, address: str | None) -> Spread | None:
    """How the comparing of events is divided; None where nothing was asked for."""
    from dragoman.run.partitions import Spread, in_processes

    if engine == "ray":
        from dragoman.run.cluster import judged_on_ray

        return Spread(partitions or _PARTS * (jobs or 1), partial(judged_on_ray, address=address, jobs=jobs))
    if engine != "local":
        raise UsageError(f"unknown engine {engine!r}: choose from local, ray")
    if address is not None:
        raise UsageError("--address is for --engine ray")
    if partitions is None and jobs is None:
        return None
    return Spread(partitions or _PARTS * (jobs or 1), partial(in_processes, jobs=jobs or 1))


@click.command()
@_RECORD
@click.option("--field", multiple=True, help="date, place, actor, recipient, direction, fact or figure.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an episode.")
def disagreements(record: Path, field: tuple[str, ...], as_json: bool) -> None:
    """Show where reports of one happening differ: which documents and which sources say what.

    \b
      dragoman disagreements record.duckdb
      dragoman disagreements record.duckdb --field figure --field date

    A toll that later reports raise is a development, one of another side has another scope; copies
    of a report are no witnesses of their own. Run `dragoman link` first.
    """
    from dragoman.console.linking import DISPUTED, dispute_json, dispute_lines
    from dragoman.console.terminal import console
    from dragoman.record.query import open_record

    for name in field:
        if name not in DISPUTED:
            raise UsageError(f"unknown field {name!r}: choose from {', '.join(DISPUTED)}")
    with open_record(record) as opened:
        if not opened.counts()["episode"]:
            raise RecordError(f"{record}: not linked yet: run dragoman link {record}")
        screen = console()
        shown = 0
        for episode in opened.episodes(disputed=True):
            if as_json:
                line = dispute_json(episode, field)
                shown += line is not None
                if line is not None:
                    click.echo(line)
                continue
            for text in dispute_lines(episode, field):
                shown += 1
                screen.print(text)
        if not shown and not as_json:
            click.echo("no disagreement")


@click.command()
@_RECORD
@click.argument("one")
@click.argument("other")
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.option("--who", required=True, help="Who judges.")
def judge(record: Path, one: str, other: str, verdict: str, who: str) -> None:
    """Say that two events are the same happening, or that they are not.

    \b
      dragoman judge record.duckdb 3f2a 91bc same --who ana
      dragoman link record.duckdb

    ONE and OTHER are ids of events or the beginnings of ids. A person's word outranks the machine's
    from the next `dragoman link` on, and stays when the articles are coded again; the last one counts.
    """
    from dragoman.run.link import judge_events

    judge_events(record, (one, other), verdict, who)
    click.echo(f"kept: {verdict}; run dragoman link {record}")


@click.command()
@_RECORD
@click.option("--dyad", required=True, help="Two codes: RUS-IND.")
@click.option("--by", default="month", show_default=True, help="day, week, month, quarter or year.")
@click.option("--directed", is_flag=True, help="Only what the first does to the second.")
@click.option("--since", help="First day, month or year: 2022-10-05, 2022-10 or 2022.")
@click.option("--until", help="Last day, month or year.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out events less sure than this."
)
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a period.")
def series(record: Path, dyad: str, as_csv: bool, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - passed on
    """Count what two sides said and did to each other over time.

    \b
      dragoman series record.duckdb --dyad RUS-IND
      dragoman series record.duckdb --dyad RUS-UKR --by quarter --directed --csv > series.csv

    A happening counts once, however many reports tell it (run `dragoman link` first). `expected` is how
    many of the episodes are right by the confidence of their coding, `low` and `high` bound it at 95 %.
    Events without a date that falls into one period are left out.
    """
    from dragoman.console.series import period_values, series_lines
    from dragoman.console.terminal import console
    from dragoman.record.query import open_record
    from dragoman.record.series import SeriesFilter, dyad_of

    wanted = SeriesFilter(dyad_of(dyad), **options)
    with open_record(record) as opened:
        periods = opened.series(wanted)
        linked = opened.counts()["episode"] > 0
    if not linked:
        click.echo(f"dragoman: not linked: every report counts by itself; run dragoman link {record}", err=True)
    rows = [period_values(period) for period in periods]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(period_values(None))
        writer.writerows([*row.values()] for row in rows)
    elif not rows:
        click.echo("no event fits")
    else:
        screen = console()
        for line in series_lines(periods):
            screen.print(line)
