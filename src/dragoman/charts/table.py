"""`CHARTS`, the visible list of pictures: a picture is one small module and one entry."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.charts import calibration, episodes, grid, kinds, over_time, pairs, score, sources, stances, world
from dragoman.charts.picture import Picture
from dragoman.charts.wanted import Chart, Wanted
from dragoman.errors import UsageError
from dragoman.record.query import Record

_TIME = ("since", "until", "min_confidence", "published")
_DYAD = ("dyad", "directed", *_TIME)

CHARTS: Mapping[str, Chart] = {
    chart.name: chart
    for chart in (
        Chart("quads", "cooperation and conflict over time", ("by", "actor", *_DYAD), over_time.make),
        Chart("dyads", "the most active dyads", ("actor", "top", *_TIME), pairs.make),
        Chart("types", "episodes by PLOVER type", ("actor", *_DYAD), kinds.make),
        Chart("series", "the mean score of a dyad over time, with the doubt of the coding",
              ("dyad", "directed", "by", "since", "until", "min_confidence"), score.make, ("dyad",)),
        Chart("timeline", "the episodes of a dyad, either way", _DYAD, episodes.make, ("dyad",)),
        Chart("positions", "where an actor stands on an issue over time",
              ("actor", "issue", "story", "since", "until"), stances.make, ("actor", "issue")),
        Chart("map", "where it happened", ("actor", "top", *_DYAD), world.make),
        Chart("matrix", "who did what to whom, by number and mean score", ("actor", "top", *_TIME), grid.make),
        Chart("outlets", "the outlets of the documents", ("top",), sources.make),
        Chart("reliability", "confidence against people's judgements", (), calibration.make),
    )
}  # fmt: skip


def draw(record: Record, name: str, wanted: Wanted | None = None) -> Picture:
    """A picture of a record. Raises UsageError for a chart that there is not and for a choice that does not suit it;
    a picture without rows shows nothing."""
    chart = CHARTS.get(name)
    if chart is None:
        raise UsageError(f"unknown chart {name!r}: choose from {', '.join(CHARTS)}")
    chosen = wanted or Wanted()
    chart.check(chosen)
    return chart.make(record, chosen)
