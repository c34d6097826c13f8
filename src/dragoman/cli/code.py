"""The commands `code` and `gather`."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from dragoman.errors import UsageError

_ENGINES = ("local", "ray")
_HELP = """Read articles and write their diplomatic record.

\b
  dragoman code articles/ -o record.duckdb            a folder, all formats
  dragoman code a.txt b.html -o record.duckdb         single files
  dragoman code 'news/2024-*.txt' -o record.duckdb    a pattern
  dragoman code news.jsonl.gz -o record.duckdb        one JSON object a line
  dragoman code news.csv --text-field body --date-field day -o record.duckdb
  dragoman code articles/ --metadata dates.csv --jobs 4 -o record.duckdb
  cat one.txt | dragoman code - -o record.duckdb

Formats: .txt .md .html .json .jsonl .csv .tsv .parquet, each also .gz. Run it again on the same
record and only what is new or changed is coded; documents that are gone from the input stay.

What cannot be read becomes a problem row and the run goes on (see `dragoman info`). Ctrl-C keeps
what is coded, and the same command goes on from there. With --jobs 2 or more, a document that
takes a process down with it (want of memory) becomes a problem row too.

--only KIND codes these kinds of lines alone and is faster: timex, event, statement, position,
figure, relation; several with commas, or --only several times. --since leaves out documents
without a date, and says how many.

\b
  dragoman code news.jsonl --only event -o record.duckdb
  dragoman code news.jsonl --since 2024-06 --sample 500 -o record.duckdb

--engine ray codes on the Ray cluster at --address, or with Ray on this machine; OUT is then a folder
of Parquet shards, and input and output may be URLs (s3://, gs://, …). `dragoman gather` makes a record of
them (docs/cluster.md).

\b
  dragoman code s3://news/2024/ -o s3://coded/2024 --engine ray --address auto
  dragoman gather s3://coded/2024 -o record.duckdb

\b
Exit status: 0 done, 1 the record cannot be written, 2 wrong request, 130 stopped with Ctrl-C.
"""


@click.command(help=_HELP)
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "-o",
    "--out",
    "out",
    required=True,
    help="The record to write or add to; with --engine ray a folder of shards.",
)
@click.option("--parser", default=None, help="An installed spaCy pipeline with a parser, instead of the packaged one.")
@click.option("--metadata", type=click.Path(path_type=Path), help="CSV: file, published, outlet, url, language.")
@click.option("--text-field", default="text", show_default=True, help="Field of the text in JSON, CSV, Parquet.")
@click.option("--date-field", default="published", show_default=True, help="Field of the publication date.")
@click.option("--id-field", default="id", show_default=True, help="Field of the document's name.")
@click.option("--title-field", default="title", show_default=True, help="Field of the title.")
@click.option("--outlet-field", default="outlet", show_default=True, help="Field of the outlet.")
@click.option(
    "--actors", multiple=True, type=click.Path(path_type=Path), help="Your own actor table (CSV), goes first."
)
@click.option("--lexicon", multiple=True, type=click.Path(path_type=Path), help="Your own senses (TOML), go first.")
@click.option("--ontology", multiple=True, type=click.Path(path_type=Path), help="Your own event types (TOML).")
@click.option("--jobs", type=int, help="Processes; 1 by default, with --engine ray one for each core of the cluster.")
@click.option("--engine", default="local", show_default=True, help="What codes: local or ray.")
@click.option("--address", help="The Ray cluster: auto, HOST:PORT or ray://HOST:PORT; without it Ray runs here.")
@click.option(
    "--only",
    multiple=True,
    metavar="KIND,…",
    help="Code these kinds of lines alone: event, statement, position … (see above).",
)
@click.option("--since", metavar="DATE", help="Only documents published since: 2022-10-05, 2022-10 or 2022.")
@click.option("--sample", type=click.IntRange(min=1), help="Only so many documents, the same ones each time.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop after this many documents.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object of counts.")
def code(paths: tuple[str, ...], out: str, quiet: bool, as_json: bool, **options: Any) -> int:  # noqa: ANN401
    from dragoman.memory import uncollected

    with uncollected():
        from dragoman.console.progress import counts, problem_lines, progress_bar, summary
        from dragoman.console.unseen import shown
        from dragoman.documents.options import ReadOptions
        from dragoman.run.choice import Choice
        from dragoman.settings import DEFAULT_PARSER, Settings

        run = _engine(paths, out, **{name: options[name] for name in ("engine", "address", "jobs")})
    own = {name: options[name] for name in ("actors", "lexicon", "ontology")}
    for path in itertools.chain(*own.values()):
        if not path.is_file():
            raise UsageError(f"no such file: {path}")
    kinds = tuple(kind.strip() for part in options["only"] for kind in part.split(","))
    jobs = 1 if options["jobs"] is None else options["jobs"]
    settings = Settings(parser=options["parser"] or DEFAULT_PARSER, jobs=jobs, only=kinds, **own)
    choice = Choice(**{name: options[name] for name in ("since", "sample", "limit")})
    names = ("text_field", "date_field", "id_field", "title_field", "outlet_field", "metadata")
    reading = ReadOptions(**{name: options[name] for name in names})
    watched = not quiet and not as_json and sys.stderr.isatty()
    with progress_bar(paths, reading, watched, choice) as report:
        done = run(settings, reading, choice, report)
    if as_json:
        click.echo(json.dumps(counts(done, out)))
    elif not quiet:
        for line in problem_lines(done, out):
            click.echo(shown(line), err=True)
        click.echo(summary(done, out, settings.kinds))
    if done.interrupted:
        kept = f"{done.coded + done.unchanged:,} documents are kept in {out}"
        click.echo(f"dragoman: stopped; {kept}, and the same command goes on from there", err=True)
        return 130
    return 0


def _engine(paths: tuple[str, ...], out: str, engine: str, address: str | None, jobs: int | None) -> Callable[..., Any]:
    """What codes `paths` into `out`, given settings, options of reading, the choice and a report."""
    if engine not in _ENGINES:
        raise UsageError(f"unknown engine {engine!r}: choose from {', '.join(_ENGINES)}")
    if engine == "ray":
        from dragoman.run.cluster import Place, code_on_ray

        return partial(code_on_ray, paths, Place(out, address, jobs))
    from dragoman.documents.remote import is_url
    from dragoman.run.local import code_paths

    if address is not None:
        raise UsageError("--address is for --engine ray")
    if is_url(out):
        raise UsageError(f"a record is a file on this machine, and {out} is none; with --engine ray it may be a URL")
    record = Path(out)
    if record.exists() and any(part != "-" and Path(part).exists() and Path(part).samefile(record) for part in paths):
        raise UsageError(f"the record to write is also an article to read: {out}")
    return partial(code_paths, paths, record)


@click.command()
@click.argument("shards", nargs=-1, required=True)
@click.option("-o", "--out", "out", type=click.Path(path_type=Path), required=True, help="The record to add to.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object of counts.")
def gather(shards: tuple[str, ...], out: Path, quiet: bool, as_json: bool) -> None:
    """Bring what a cluster has coded into a record.

    \b
      dragoman gather coded/ -o record.duckdb
      dragoman gather s3://coded/2023 s3://coded/2024 -o record.duckdb

    SHARDS are folders or URLs that `dragoman code --engine ray` has finished. Documents that the record
    holds with the same coding stay as they are.
    """
    from dragoman.console.progress import counts, summary
    from dragoman.run.gather import gather as bring

    done = bring(shards, out)
    if as_json:
        click.echo(json.dumps(counts(done, out)))
    elif not quiet:
        click.echo(summary(done, out))
