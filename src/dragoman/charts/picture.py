"""What a chart is made of: a specification, the words that tell it, and the numbers that it shows."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dragoman.charts.theme import config, theme

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
#: Where a specification says which width for each pixel of height suits it (a map).
ASPECT = "aspect"
#: One row of data as plain JSON values.
Row = Mapping[str, Any]
Spec = dict[str, Any]
_DAY = 86_400_000
#: An axis of time is at least so long.
_LEAST_DAYS = 70
#: Labels of axes of less than so many days, which need the year beside the day or month.
_FORMS = ((150, "%-d %b %Y"), (1100, "%b %Y"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart. `spec` is Vega-Lite without colours (`themed` gives it those of a theme) and as wide as what it
    stands in; `description` has the main numbers in words, and `rows` are the record's own numbers, for a table."""

    name: str
    title: str
    description: str
    spec: Spec
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def themed(self, dark: bool = False, width: int | None = None, title: bool = False) -> Spec:
        """The specification with its configuration. `width` in pixels takes the place of "container"; `title` writes
        the title above, for a picture that stands alone."""
        spec = {**self.spec, "config": config(dark)}
        if title:
            spec["title"] = self.title
        if width is not None:
            spec["width"] = width
            if ASPECT in (meta := spec.get("usermeta", {})):
                spec["height"] = round(width / meta[ASPECT])
        return spec

    def csv(self) -> str:
        """The rows as comma-separated values with a header (RFC 4180)."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return out.getvalue()


def specification(description: str, height: int | Mapping[str, int], **body: Any) -> Spec:  # noqa: ANN401 - Vega-Lite's own forms
    """A Vega-Lite specification as wide as its container, with `body` (marks, encodings, layers)."""
    return {
        "$schema": SCHEMA,
        "description": description,
        "width": "container",
        "height": dict(height) if isinstance(height, Mapping) else height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        **body,
    }


def values(rows: Sequence[Row]) -> dict[str, Any]:
    """Rows as inline data."""
    return {"values": [dict(row) for row in rows]}


def quad_names() -> list[str]:
    """The names of quads 1 to 4."""
    return [quad.name for quad in theme().quads]


def quad_fill() -> dict[str, Any]:
    """Encoding: the fill of a quad; material quads are full, verbal ones pale."""
    return {"field": "quad", "type": "nominal", "title": None, "scale": {"domain": quad_names(), "range": "category"}}


def quad_rim() -> dict[str, Any]:
    """Encoding: the outline of a quad."""
    return {"field": "quad", "type": "nominal", "title": None, "scale": {"domain": quad_names(), "range": "ordinal"}}


def quad_shape() -> dict[str, Any]:
    """Encoding: the shape of a quad."""
    return {"field": "quad", "type": "nominal", "title": None, "scale": {"domain": quad_names(), "range": "symbol"}}


def days(shown_days: Iterable[str | None], field: str = "day") -> dict[str, Any]:
    """Encoding: an ISO day on an axis of time, in UTC so that no reader's time zone moves it. The axis reaches a
    little beyond `shown_days`, so that no mark stands on its edge and one day is not cut into hours."""
    axis: dict[str, Any] = {
        "title": None,
        "grid": False,
        "labelFlush": True,
        "labelSeparation": 8,
        "tickCount": {"expr": "width / 90"},
    }
    moments = [datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000 for day in shown_days if day]
    scale: dict[str, Any] = {"type": "utc"}
    if moments:
        first, last = min(moments), max(moments)
        beyond = max((last - first) * 0.03, (_LEAST_DAYS * _DAY - (last - first)) / 2)
        scale["domain"] = [_moment(first - beyond), _moment(last + beyond)]
        if (form := next((form for span, form in _FORMS if last - first + 2 * beyond < span * _DAY), None)) is not None:
            axis["format"] = form
    return {"field": field, "type": "temporal", "scale": scale, "axis": axis}


def _moment(milliseconds: float) -> dict[str, Any]:
    """A moment in UTC. Not as its number: interpreted expressions, which a page without eval needs, take that for a
    year."""
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return {"year": at.year, "month": at.month, "date": at.day, "hours": at.hour, "utc": True}


def numbers(title: str, low: int, high: int) -> dict[str, Any]:
    """Axis of whole numbers from `low` to `high`, shown without their sign (what is below the line is no less)."""
    label = "format(abs(datum.value), ',d')"
    return {"title": title, "tickCount": max(1, min(5, high - low)), "labelExpr": label}


def shown(text: str | None, room: int = 60) -> str:
    """Words of an article as one line that shows nothing but itself: control characters and marks that turn the
    direction of writing become a space, and what is longer than `room` is cut with …"""
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} else c for c in text or "")
    plain = " ".join(plain.split())
    return plain if len(plain) <= room else plain[: max(1, room - 1)].rstrip(" ,;:") + "…"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 episode", "2,300 episodes"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def quads_told(counts: Sequence[int]) -> str:
    """ "3 verbal cooperation, 2 material conflict": the quads that occur."""
    told = [f"{count:,} {name}" for count, name in zip(counts, quad_names(), strict=True) if count]
    return ", ".join(told) or "none"
