"""Light and dark as Vega configurations, read from `data/charts/theme.toml`.

A specification names no colour. It takes fills of the quads from the range `category`, their rims from `ordinal`,
their shapes from `symbol`, scores from `diverging`, and everything else from named styles; so one specification
serves both themes, and a page may exchange the configuration alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import DataError
from dragoman.tables import read_toml

FILE = Path(__file__).parents[1] / "data" / "charts" / "theme.toml"
_HEX = re.compile(r"#[0-9a-f]{6}")
_LISTS = {"quads": 4, "rims": 4, "scale": 7, "scale_ink": 7}


@dataclass(frozen=True, slots=True)
class Quad:
    """How one of the four quads looks: PLOVER's name, a shape of Vega's, and a sign for running text."""

    name: str
    shape: str
    sign: str


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme by their role. `quads` are fills, `rims` their outlines; `scale` runs from conflict
    to cooperation and `scale_ink` is what can be read on each step."""

    background: str
    ink: str
    muted: str
    grid: str
    rule: str
    land: str
    border: str
    accent: str
    band: str
    quads: tuple[str, ...]
    rims: tuple[str, ...]
    scale: tuple[str, ...]
    scale_ink: tuple[str, ...]

    def roles(self) -> Iterator[tuple[str, str]]:
        """Every role with its colour; those of lists are numbered: `quads-0`."""
        for role in fields(self):
            value = getattr(self, role.name)
            if isinstance(value, str):
                yield role.name, value
            else:
                yield from ((f"{role.name}-{n}", colour) for n, colour in enumerate(value))


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that the file says. Sizes are pixels."""

    font: str
    size: int
    title_size: int
    quads: tuple[Quad, ...]
    light: Colours
    dark: Colours


@cache
def theme() -> Theme:
    """The packaged theme."""
    return read_theme(FILE)


def read_theme(path: Path) -> Theme:
    """The theme of a file. Raises DataError for what is missing, unknown, no colour, or a colour of two roles."""
    table = read_toml(path)
    wanted = {"font": str, "size": int, "title_size": int, "quad": list, "light": dict, "dark": dict}
    for name, kind in wanted.items():
        if type(table.get(name)) is not kind:
            raise DataError(path, None, f"{name} is missing or of the wrong kind")
    quads = []
    for row in table["quad"]:
        if set(row) != {"name", "shape", "sign"}:
            raise DataError(path, None, "a quad has name, shape and sign")
        quads.append(Quad(row["name"], row["shape"], row["sign"]))
    if len(quads) != 4:
        raise DataError(path, None, "there are four quads")
    light, dark = (_colours(path, name, table[name]) for name in ("light", "dark"))
    return Theme(table["font"], table["size"], table["title_size"], tuple(quads), light, dark)


def _colours(path: Path, name: str, row: Mapping[str, Any]) -> Colours:
    roles = {role.name for role in fields(Colours)}
    for role in sorted(roles ^ row.keys()):
        raise DataError(path, None, f"{name}.{role} is {'missing' if role in roles else 'unknown'}")
    values: dict[str, Any] = {}
    for role, value in row.items():
        listed = value if isinstance(value, list) else [value]
        if len(listed) != _LISTS.get(role, 1) or not all(isinstance(c, str) and _HEX.fullmatch(c) for c in listed):
            raise DataError(path, None, f"{name}.{role} must be {_LISTS.get(role, 1)} of #rrggbb")
        values[role] = tuple(listed) if role in _LISTS else value
    found = Colours(**values)
    seen: dict[str, str] = {}
    for role, colour in found.roles():
        if colour in seen:
            raise DataError(path, None, f"{name}: {role} and {seen[colour]} have one colour")
        seen[colour] = role
    return found


def config(dark: bool = False) -> dict[str, Any]:
    """The Vega-Lite configuration of the light or the dark theme."""
    kept = theme()
    c = kept.dark if dark else kept.light
    text = {"font": kept.font, "fontSize": kept.size}
    return {
        "background": c.background,
        "font": kept.font,
        "view": {"stroke": None},
        "axis": _axis(kept, c),
        "axisBand": {"grid": False, "ticks": False, "domain": False},
        "legend": _legend(kept, c),
        "title": {"color": c.ink, "fontSize": kept.title_size + 2, "anchor": "start", "fontWeight": 600},
        "text": {**text, "color": c.ink},
        "range": {
            "category": list(c.quads),
            "ordinal": list(c.rims),
            "symbol": [quad.shape for quad in kept.quads],
            "diverging": list(c.scale),
        },
        "style": _styles(kept, c),
    }


def _axis(kept: Theme, c: Colours) -> dict[str, Any]:
    return {
        "labelColor": c.muted,
        "labelFontSize": kept.size,
        "labelLimit": 190,
        "labelOverlap": True,
        "titleColor": c.muted,
        "titleFontSize": kept.size,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "gridColor": c.grid,
        "domainColor": c.rule,
        "tickColor": c.rule,
    }


def _legend(kept: Theme, c: Colours) -> dict[str, Any]:
    return {
        "orient": "top",
        "direction": "horizontal",
        "columns": 2,
        "columnPadding": 14,
        "labelColor": c.ink,
        "labelFontSize": kept.size,
        "labelLimit": 0,
        "titleColor": c.muted,
        "titleFontSize": kept.size,
        "titleFontWeight": "normal",
        "gradientStrokeColor": c.border,
        "symbolSize": 110,
        "symbolStrokeWidth": 1.5,
        "offset": 12,
    }


def _styles(kept: Theme, c: Colours) -> dict[str, Any]:
    """Marks by what they are. A cell's text has the ink of its step (`on-0` to `on-6`)."""
    on = {f"on-{n}": {"color": colour, "fontSize": kept.size} for n, colour in enumerate(c.scale_ink)}
    return {
        "zero": {"color": c.rule, "strokeWidth": 1},
        "land": {"color": c.land, "stroke": c.border, "strokeWidth": 0.5},
        "line": {"color": c.accent, "strokeWidth": 2},
        "band": {"color": c.band},
        "dot": {"color": c.accent, "opacity": 1},
        "hollow": {"color": c.accent, "fill": c.background, "opacity": 1, "strokeWidth": 2},
        "plain-bar": {"color": c.accent},
        "pale-bar": {"color": c.band, "stroke": c.accent, "strokeWidth": 1},
        "lane": {"color": c.grid},
        "ideal": {"color": c.rule, "strokeDash": [4, 4], "strokeWidth": 1},
        "cell": {"stroke": c.background, "strokeWidth": 2},
        "count": {"color": c.muted, "fontSize": kept.size},
        "label": {"color": c.ink, "fontSize": kept.size},
        **on,
    }
