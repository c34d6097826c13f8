"""A picture as SVG or PNG, drawn offline by the Vega that vl-convert brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.charts.picture import Picture
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from types import ModuleType

#: The Vega-Lite that draws; `picture.SCHEMA` names the same major version.
VERSION = "6.4"
#: Pixels, where nobody has chosen a width.
WIDTH = 720
#: Pixels of a PNG for each of the picture.
_SCALE = 2.0


def svg(picture: Picture, width: int = WIDTH, dark: bool = False, title: bool = False) -> str:
    """The picture as an SVG document. Raises UsageError if vl-convert is not installed."""
    spec = picture.themed(dark, width, title)
    return str(_converter().vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[]))


def png(picture: Picture, width: int = WIDTH, dark: bool = False, title: bool = False) -> bytes:
    """The picture as PNG with two pixels for one. Raises UsageError if vl-convert is not installed."""
    spec = picture.themed(dark, width, title)
    drawn: Any = _converter().vegalite_to_png(spec, vl_version=VERSION, scale=_SCALE, allowed_base_urls=[])
    return bytes(drawn)


def _converter() -> ModuleType:
    try:
        import vl_convert
    except ImportError as error:
        raise UsageError('pictures need vl-convert: pip install "dragoman[pictures]"') from error
    return vl_convert
