"""A dyad over time, for the terminal and as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from dragoman.record.series import Period

_COLUMNS = (
    "start", "episodes", "reports", "outlets", "verbal_cooperation", "material_cooperation", "verbal_conflict",
    "material_conflict", "scale", "expected", "low", "high", "score", "score_low", "score_high", "types",
)  # fmt: skip
#: The four quads, told by a mark beside their colour.
_QUADS = (("+", "green"), ("++", "bold green"), ("-", "yellow"), ("--", "bold red"))


def period_values(period: Period | None) -> dict[str, object]:
    """A period as plain values in the order of the columns; without one the columns alone."""
    if period is None:
        return dict.fromkeys(_COLUMNS)
    types = " ".join(f"{name}:{number}" for name, number in period.types.items())
    counts = (period.start, period.episodes, period.reports, period.outlets, *period.quads)
    rest = (
        period.scale,
        period.expected,
        period.low,
        period.high,
        period.score,
        period.score_low,
        period.score_high,
        types,
    )
    return dict(zip(_COLUMNS, (*counts, *rest), strict=True))


def series_lines(periods: Iterable[Period]) -> Iterator[Text]:
    """A line a period: episodes, how many are right, the quads, the mean score and the types."""
    yield Text("period       episodes  right (95 %)      + verbal / ++ material cooperation, - / -- conflict", "dim")
    for p in periods:
        line = Text(f"{p.start}  {p.episodes:>8,}  {f'{p.expected:.0f} ({p.low:.0f}–{p.high:.0f})':<16}")
        for number, (mark, style) in zip(p.quads, _QUADS, strict=True):
            line.append(f" {mark}{number:<4}", style if number else "dim")
        line.append(f" {p.scale:+.1f}" if p.scale is not None else "     ")
        line.append("  " + ", ".join(f"{name} {number}" for name, number in p.types.items()), "dim")
        yield line
