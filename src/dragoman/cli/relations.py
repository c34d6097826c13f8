"""The command that shows standing relations."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.errors import UsageError


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--actor", multiple=True, help="A party: code or acronym (RUS, SCO) or words of a name.")
@click.option("--kind", multiple=True, help="A relation, such as member_of or ally_of.")
@click.option("--doc", multiple=True, help="Name of a document.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a relation.")
def relations(record: Path, actor: tuple[str, ...], kind: tuple[str, ...], doc: tuple[str, ...], as_json: bool) -> None:
    """Say who is a member, ally, partner, rival or neighbour of whom, and who holds what office.

    \b
      dragoman relations record.duckdb
      dragoman relations record.duckdb --actor SCO --kind member_of
      dragoman relations record.duckdb --actor Lukashenko --json

    Each relation is followed by the words that state it, with who says so and the document; dates are
    those that the text gives: 2004/ is since 2004, /2020 until 2020.
    """
    from dragoman.console.relations import relation_json, relation_lines
    from dragoman.console.terminal import console
    from dragoman.record.filters import RelationFilter
    from dragoman.record.query import open_record
    from dragoman.relations.words import load_words

    known = load_words().kinds
    for name in kind:
        if name.lower() not in known and f"{name.lower()}_of" not in known:
            raise UsageError(f"unknown relation {name!r}: choose from {', '.join(known)}")
    with open_record(record) as opened:
        for name in doc:
            opened.document(name)
        found = opened.relations(RelationFilter(actor, kind, doc))
        if as_json:
            for item in found:
                click.echo(relation_json(item))
            return
        screen = console()
        lines = relation_lines(found, opened, screen.width)
        first = next(lines, None)
        if first is None:
            click.echo("no relation fits")
            return
        screen.print(first)
        for line in lines:
            screen.print(line)
