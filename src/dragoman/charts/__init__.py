"""Pictures of a record as Altair charts.

import dragoman
from dragoman import charts

with dragoman.open_record("news.duckdb") as record:
    charts.quads(record, since="2022").save("quads.html")
    charts.series(record, dyad="RUS-IND", by="quarter")

Each function takes the choices of `Wanted` that its chart heeds (`table.CHARTS`), and `dark`. Altair is needed for
this module alone; `table.draw` makes specifications without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.charts.table import CHARTS, draw
from dragoman.charts.wanted import Wanted
from dragoman.errors import UsageError
from dragoman.record.query import Record
from dragoman.record.series import dyad_of

if TYPE_CHECKING:
    import altair as alt

__all__ = [
    "CHARTS",
    "dyads",
    "matrix",
    "outlets",
    "places",
    "positions",
    "quads",
    "reliability",
    "series",
    "timeline",
    "types",
]


def quads(record: Record, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401 - those of Wanted
    """Cooperation and conflict over time."""
    return _altair(record, "quads", choices)


def dyads(record: Record, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401
    """The most active dyads."""
    return _altair(record, "dyads", choices)


def types(record: Record, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401
    """Episodes by PLOVER type."""
    return _altair(record, "types", choices)


def series(record: Record, dyad: str, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401
    """The mean score of a dyad over time."""
    return _altair(record, "series", {"dyad": dyad, **choices})


def timeline(record: Record, dyad: str, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401
    """The episodes of a dyad."""
    return _altair(record, "timeline", {"dyad": dyad, **choices})


def positions(record: Record, actor: str, issue: str, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401
    """Where an actor stands on an issue over time."""
    return _altair(record, "positions", {"actor": actor, "issue": issue, **choices})


def places(record: Record, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401
    """A map of where it happened."""
    return _altair(record, "map", choices)


def matrix(record: Record, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401
    """Who did what to whom."""
    return _altair(record, "matrix", choices)


def outlets(record: Record, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401
    """The outlets of the documents."""
    return _altair(record, "outlets", choices)


def reliability(record: Record, **choices: Any) -> alt.TopLevelMixin:  # noqa: ANN401
    """Confidence against people's judgements."""
    return _altair(record, "reliability", choices)


def _altair(record: Record, name: str, choices: dict[str, Any]) -> alt.TopLevelMixin:
    """The chart. Raises UsageError for a choice that is none, or if Altair is not installed."""
    try:
        import altair as alt
    except ImportError as error:
        raise UsageError('charts need Altair: pip install "dragoman[pictures]"') from error
    dark = bool(choices.pop("dark", False))
    if isinstance(choices.get("dyad"), str):
        choices["dyad"] = dyad_of(choices["dyad"])
    try:
        wanted = Wanted(**choices)
    except TypeError as error:
        raise UsageError(f"{name}: {error}") from error
    return alt.Chart.from_dict(draw(record, name, wanted).themed(dark, title=True))
