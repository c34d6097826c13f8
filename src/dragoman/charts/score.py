"""The mean PLOVER score of a dyad over time, with the doubt of the coding as a band."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.codes import short_name
from dragoman.charts.over_time import next_start
from dragoman.charts.picture import Picture, counted, days, specification, values
from dragoman.charts.wanted import Wanted, period_for
from dragoman.errors import UsageError
from dragoman.record.query import Record
from dragoman.record.series import Period, SeriesFilter

_COLUMNS = ("start", "episodes", "reports", "outlets", "score", "score_low", "score_high", "expected", "low", "high")


def make(record: Record, wanted: Wanted) -> Picture:
    """The score of a dyad by period. Raises UsageError without one."""
    if wanted.dyad is None:
        raise UsageError("series needs --dyad")
    by, _ = period_for(record, wanted)
    chosen = SeriesFilter(wanted.dyad, by, wanted.directed, wanted.since, wanted.until, wanted.min_confidence)
    return picture(record.series(chosen), chosen)


def picture(periods: Sequence[Period], wanted: SeriesFilter) -> Picture:
    """A point a period, as large as the number of episodes; periods that follow each other are joined by a line."""
    scored = [p for p in periods if p.score is not None]
    told = told_of(scored, wanted)
    rows = [
        {
            "start": p.start,
            "score": p.score,
            "low": p.score_low,
            "high": p.score_high,
            "episodes": p.episodes,
            "run": run,
            "told": f"{p.score:+.1f} ({p.score_low:+.1f} to {p.score_high:+.1f})",
        }
        for p, run in zip(scored, _runs(scored, wanted.by), strict=True)
    ]
    x = days([p.start for p in scored], "start")
    scale = {"domain": [-10, 10]}
    axis = {"title": "mean PLOVER score", "values": [-10, -5, 0, 5, 10], "format": "+d"}
    y = {"field": "score", "type": "quantitative", "scale": scale, "axis": axis}
    ends = {"y": {**y, "field": "low"}, "y2": {"field": "high"}}
    tooltip = [
        {"field": "start", "type": "nominal", "title": f"{wanted.by} from"},
        {"field": "told", "type": "nominal", "title": "score"},
        {"field": "episodes", "type": "nominal"},
    ]
    sizes = {"field": "episodes", "type": "quantitative", "scale": {"range": [30, 220]}, "legend": None}
    layer = [
        {"mark": {"type": "rule", "style": "zero"}, "encoding": {"y": {"datum": 0}}},
        {"mark": {"type": "area", "style": "band"}, "encoding": {"x": x, **ends, "detail": {"field": "run"}}},
        {"mark": {"type": "rule", "style": "line"}, "encoding": {"x": x, **ends}},
        {"mark": {"type": "line", "style": "line"}, "encoding": {"x": x, "y": y, "detail": {"field": "run"}}},
        {"mark": {"type": "circle", "style": "dot"}, "encoding": {"x": x, "y": y, "size": sizes, "tooltip": tooltip}},
    ]
    spec = specification(told, 240, data=values(rows), layer=layer)
    kept = tuple(
        (p.start, p.episodes, p.reports, p.outlets, p.score, p.score_low, p.score_high, p.expected, p.low, p.high)
        for p in periods
    )
    title = f"{dyad_name(wanted.dyad, wanted.directed)}: score by {wanted.by}"
    return Picture("series", title, told, spec, _COLUMNS, kept)


def told_of(periods: Sequence[Period], wanted: SeriesFilter) -> str:
    """The main numbers in words."""
    who = dyad_name(wanted.dyad, wanted.directed)
    if not periods:
        return f"{who}: no episode with a score is dated to a {wanted.by}."
    lowest = min(periods, key=lambda p: (p.score or 0.0, p.start))
    highest = max(periods, key=lambda p: (p.score or 0.0, p.start))
    episodes = sum(p.episodes for p in periods)
    return (
        f"{who}, {counted(episodes, 'episode')} in {counted(len(periods), wanted.by)} from {periods[0].start} to "
        f"{periods[-1].start}. Lowest mean score {_bounded(lowest)}, highest {_bounded(highest)}."
    )


def dyad_name(dyad: tuple[str, str], directed: bool = False) -> str:
    """ "Russia – India", or "Russia → India"."""
    return f"{short_name(dyad[0], 24)} {'→' if directed else '–'} {short_name(dyad[1], 24)}"


def _bounded(p: Period) -> str:
    return f"{p.score:+.1f} ({p.score_low:+.1f} to {p.score_high:+.1f}) from {p.start}"


def _runs(periods: Sequence[Period], by: str) -> list[int]:
    """A number for each period, the same for those that follow each other without a gap."""
    runs: list[int] = []
    for n, p in enumerate(periods):
        follows = n > 0 and next_start(periods[n - 1].start, by) == p.start
        runs.append(runs[-1] if follows else n)
    return runs
