"""The command that shows where actors stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--actor", multiple=True, help="Code or acronym (IND, SCO), or words of a name.")
@click.option("--issue", help="Words of the issue, its topic or who it is about: 'war in Ukraine'; or an issue id.")
@click.option("--stance", multiple=True, type=click.Choice(["for", "against", "neutral"]), help="Only these stances.")
@click.option("--source", multiple=True, help="Words of the name of who says so.")
@click.option("--since", help="First day, month or year: 2022-10-05, 2022-10 or 2022.")
@click.option("--until", help="Last day, month or year.")
@click.option("--doc", multiple=True, help="Name of a document.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a position.")
def positions(record: Path, issue: str | None, as_json: bool, **options: Any) -> None:  # noqa: ANN401
    """Say where actors stand on issues, how that moved, and who said so.

    \b
      dragoman positions record.duckdb
      dragoman positions record.duckdb --actor IND --issue "war in Ukraine"
      dragoman positions record.duckdb --issue sanctions --stance against --since 2022
      dragoman positions record.duckdb --actor Lavrov --json

    One block an actor and issue, its stances in time. + is for, − against, ○ neutral; the number is the
    strength. A day in brackets is that of the document, where the text gives none.
    """
    from dragoman.actors.codes import code_names
    from dragoman.console.positions import position_json, position_lines
    from dragoman.console.terminal import console
    from dragoman.positions.search import meaning
    from dragoman.record.filters import IssueWord, PositionFilter
    from dragoman.record.query import open_record

    words = tuple(IssueWord(*found) for found in meaning(issue or ""))
    wanted = PositionFilter(issue=words, **options)
    wanted.where()
    with open_record(record) as opened:
        for name in wanted.doc:
            opened.document(name)
        found = list(opened.positions(wanted))
        if as_json:
            for item in found:
                click.echo(position_json(item))
            return
        if not found:
            click.echo("no position fits")
            return
        documents = {name: opened.document(name) for name in {item.doc for item in found}}
        screen = console()
        for line in position_lines(found, documents, code_names(), screen.width):
            screen.print(line)
