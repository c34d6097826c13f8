"""The reliability diagram: share of right events against confidence, drawn as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calibration import Bin

SIZE = 360
MARGIN = 48
_STYLE = (
    "text { font: 12px sans-serif; fill: #333 } .ink { stroke: #333; fill: none } .ideal { stroke: #999; "
    "stroke-dasharray: 4 4 } .bar { stroke: #0072b2; stroke-width: 1.5 } .dot { fill: #0072b2 } "
    "@media (prefers-color-scheme: dark) { text { fill: #ddd } .ink { stroke: #ddd } .bar { stroke: #56b4e9 } "
    ".dot { fill: #56b4e9 } }"
)
#: Half-width of a 95 % interval in standard deviations.
_Z = 1.96


def diagram(bins: Sequence[Bin]) -> str:
    """An SVG picture of `SIZE` pixels a side: a dot a bin at its mean confidence, with the Wilson interval
    (95 %) of its share of right events, and the line on which both are equal."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img">'
    title = "<title>Reliability of the confidence of events</title>"
    ideal = f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    body = [head, title, f"<style>{_STYLE}</style>", ideal, *_axes(), *(mark for b in bins for mark in _marks(b))]
    return "\n".join([*body, "</svg>"]) + "\n"


def interval(right: float, number: int) -> tuple[float, float]:
    """Wilson's interval (1927), 95 %, for a share `right` of `number` trials. Raises ZeroDivisionError for none."""
    scale = 1 + _Z**2 / number
    centre = (right + _Z**2 / (2 * number)) / scale
    half = _Z / scale * math.sqrt(right * (1 - right) / number + _Z**2 / (4 * number**2))
    return centre - half, centre + half


def _marks(b: Bin) -> Iterator[str]:
    low, high = interval(b.right, b.number)
    x = _x(b.confidence)
    yield f'<line class="bar" x1="{x}" y1="{_y(low)}" x2="{x}" y2="{_y(high)}"/>'
    yield f'<circle class="dot" cx="{x}" cy="{_y(b.right)}" r="4"/>'


def _axes() -> Iterator[str]:
    yield f'<path class="ink" d="M{_x(0)} {_y(1)} V{_y(0)} H{_x(1)}"/>'
    for tick in (0, 0.25, 0.5, 0.75, 1):
        yield f'<text x="{_x(tick)}" y="{_y(0) + 18}" text-anchor="middle">{tick:g}</text>'
        yield f'<text x="{_x(0) - 8}" y="{_y(tick) + 4}" text-anchor="end">{tick:g}</text>'
    yield f'<text x="{_x(0.5)}" y="{SIZE - 8}" text-anchor="middle">confidence</text>'
    yield f'<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">share right</text>'


def _x(value: float) -> float:
    return round(MARGIN + value * (SIZE - MARGIN - 12), 1)


def _y(value: float) -> float:
    return round(SIZE - MARGIN - value * (SIZE - MARGIN - 12), 1)
