"""Pictures inside the page: SVG whose colours follow the reader's theme, drawn once for a phone and once for a desk."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.charts import render
from dragoman.charts.picture import Picture, shown
from dragoman.charts.theme import theme

#: Pixels of the two drawings; the narrow one stands on screens of less than 640.
WIDE, NARROW = 768, 342
#: Rows of a picture's table that the page has; `dragoman plot … -o rows.csv` has all.
ROWS = 60
_COLOUR = re.compile(r'(?<==")#[0-9a-f]{6}(?=")')
_ID = re.compile(r'(?<=\bid=")[^"]+(?=")')
# What every mark is called: the figure has one description, hundreds of names would be noise.
_NAMES = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_HEAD = re.compile(r"<svg [^>]*>")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture ready for the page: two drawings as markup, and the first of its rows as text."""

    id: str
    title: str
    description: str
    wide: str
    narrow: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int


def figure(picture: Picture, name: str) -> Figure:
    """The picture under an id that no other on the page has. Raises UsageError if vl-convert is not installed."""
    rows = tuple(tuple(_cell(cell) for cell in row) for row in picture.rows[:ROWS])
    return Figure(
        id=name,
        title=picture.title,
        description=picture.description,
        wide=inlined(render.svg(picture, WIDE), f"{name}-wide"),
        narrow=inlined(render.svg(picture, NARROW), f"{name}-narrow"),
        columns=tuple(column.replace("_", " ") for column in picture.columns),
        rows=rows,
        more=max(0, len(picture.rows) - ROWS),
    )


def inlined(svg: str, name: str) -> str:
    """A drawing in the light theme as part of a page: its ids begin with `name`, its colours are the roles of the
    theme (`var(--land)`), and it is as wide as there is room. The page says in words what it shows."""
    roles = {colour: role for role, colour in theme().light.roles()}
    svg = _COLOUR.sub(lambda m: f"var(--{roles[m.group()]})" if m.group() in roles else m.group(), svg)
    for found in sorted(set(_ID.findall(svg)), key=len, reverse=True):
        own = f"{name}-{found}"
        svg = svg.replace(f'id="{found}"', f'id="{own}"').replace(f"url(#{found})", f"url(#{own})")
        svg = svg.replace(f'href="#{found}"', f'href="#{own}"')
    svg = _NAMES.sub("", svg)
    head = _HEAD.search(svg)
    box = re.search(r'viewBox="[^"]*"', head.group()) if head else None
    plain = f'<svg {box.group() if box else ""} aria-hidden="true" focusable="false">'
    return _HEAD.sub(plain, svg, count=1)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else shown(str(value), 120)
