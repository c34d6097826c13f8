"""The commands that draw: plot and report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import RecordError, UsageError

if TYPE_CHECKING:
    from dragoman.charts.picture import Picture

#: The endings that `plot` writes.
_ENDINGS = (".svg", ".png", ".json", ".csv")


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("chart", required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file: .svg, .png, .json (Vega-Lite) or .csv."
)
@click.option("--dyad", help="Two codes: RUS-IND.")
@click.option("--actor", help="A code: RUS.")
@click.option("--issue", help="Words of an issue, or its id.")
@click.option("--story", help="The story of an issue that names nobody.")
@click.option("--since", help="First day, month or year: 2022-10-05, 2022-10 or 2022.")
@click.option("--until", help="Last day, month or year.")
@click.option("--by", help="day, week, month, quarter or year.")
@click.option("--directed", is_flag=True, help="Only what the first of a dyad does to the second.")
@click.option("--published", is_flag=True, help="What its text does not date counts on the day of publication.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out events less sure than this."
)
@click.option("--top", type=click.IntRange(min=1), help="At most so many dyads, actors, places or outlets.")
@click.option("--dark", is_flag=True, help="Light on dark.")
@click.option("--width", type=click.IntRange(200, 4000), default=720, show_default=True, help="Pixels.")
def plot(record: Path, chart: str | None, output: Path | None, **options: Any) -> None:  # noqa: ANN401 - passed on
    """Draw a picture of a record. Without CHART the charts are listed.

    \b
      dragoman plot record.duckdb
      dragoman plot record.duckdb quads -o quads.svg
      dragoman plot record.duckdb series --dyad RUS-IND --by quarter -o series.png
      dragoman plot record.duckdb positions --actor IND --issue "war in Ukraine" -o india.svg --dark

    A happening counts once, however many reports tell it (run `dragoman link` first); what was not done, is
    only planned or may be does not count. What the picture shows is also printed in words.
    """
    from dragoman.charts.table import draw
    from dragoman.charts.wanted import Wanted
    from dragoman.export.atomic import in_place
    from dragoman.record.query import open_record

    if chart is None:
        _list()
        return
    if output is None:
        raise UsageError("where to? name a file: -o picture.svg")
    if output.suffix.lower() not in _ENDINGS:
        raise UsageError(f"unknown ending of {output.name!r}: choose from {', '.join(_ENDINGS)}")
    dark, width = options.pop("dark"), options.pop("width")
    wanted = Wanted(dyad=_sides(options.pop("dyad")), **options)
    with open_record(record) as opened:
        picture = draw(opened, chart, wanted)
    if not picture.rows:
        raise RecordError(f"{record}: no event fits, so nothing is drawn")
    drawn = _drawn(picture, output.suffix.lower(), width, dark)
    with in_place(output) as file:
        file.write(drawn)
    click.echo(picture.description)


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The HTML file to write.")
@click.option("--dyad", multiple=True, help="Two codes: RUS-IND; without one the most active.")
@click.option("--actor", multiple=True, help="A code: IND; without one the most active.")
@click.option("--title", help="What stands above it.")
@click.option("--since", help="First day, month or year: 2022-10-05, 2022-10 or 2022.")
@click.option("--until", help="Last day, month or year.")
@click.option("--published", is_flag=True, help="What its text does not date counts on the day of publication.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out events less sure than this."
)
def report(record: Path, output: Path, dyad: tuple[str, ...], actor: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401
    """Write a record as one HTML page that needs no network and no server.

    \b
      dragoman report record.duckdb -o report.html
      dragoman report record.duckdb -o report.html --dyad RUS-IND --actor IND --title "Russia and India"

    Overview, dyads and actors with their pictures and words, how it was coded, error rates where people have
    judged, problems, and how to cite it. The same record gives the same page.
    """
    from dragoman.export.atomic import in_place
    from dragoman.record.query import open_record
    from dragoman.record.series import dyad_of
    from dragoman.report.gather import Asked, gather
    from dragoman.report.page import page

    sides = tuple(dyad_of(one) for one in dyad)
    asked = Asked(dyads=sides, actors=tuple(code.strip().upper() for code in actor), **options)
    with open_record(record) as opened:
        made = page(gather(opened, asked))
    with in_place(output) as file:
        file.write(made.encode())


def _sides(dyad: str | None) -> tuple[str, str] | None:
    from dragoman.record.series import dyad_of

    return None if dyad is None else dyad_of(dyad)


def _drawn(picture: Picture, ending: str, width: int, dark: bool) -> bytes:
    """The picture as the ending says."""
    from dragoman.charts import render

    if ending == ".png":
        return render.png(picture, width, dark, title=True)
    if ending == ".svg":
        return render.svg(picture, width, dark, title=True).encode()
    if ending == ".csv":
        return picture.csv().encode()
    return (json.dumps(picture.themed(dark, width, title=True), ensure_ascii=False, indent=1) + "\n").encode()


def _list() -> None:
    """Every chart with what it shows and which options it needs."""
    from dragoman.charts.table import CHARTS

    room = max(len(name) for name in CHARTS)
    for chart in CHARTS.values():
        needs = " and ".join(f"--{name}" for name in chart.needs)
        click.echo(f"{chart.name:<{room}}  {chart.title}" + (f" (needs {needs})" if needs else ""))
