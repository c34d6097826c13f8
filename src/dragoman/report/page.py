"""The page of a report: one HTML file that needs nothing else, neither network nor script."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.charts.theme import Colours, theme
from dragoman.errors import UsageError
from dragoman.report.gather import Report

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parents[1] / "data" / "report"


def page(report: Report) -> str:
    """The report as HTML. Everything that comes out of articles is escaped; drawings and style are our own. Raises
    UsageError if Jinja is not installed."""
    template = _environment().get_template("report.html")
    return template.render(r=report, style=_style(), version=version("dragoman"), quads=theme().quads)


def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as error:
        raise UsageError('a report needs Jinja: pip install "dragoman[pictures]"') from error
    made = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = lambda value: f"{value:,}"
    made.filters["share"] = lambda value: f"{100 * value:.0f}\u202f%"
    return made


def _style() -> str:
    """The style sheet with the colours of both themes as variables; paper is light."""
    kept = theme()
    light, dark = _variables(kept.light), _variables(kept.dark)
    own = (FOLDER / "report.css").read_text("utf-8")
    return f":root {{ {light} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n{own}"


def _variables(colours: Colours) -> str:
    return " ".join(f"--{role}: {colour};" for role, colour in colours.roles())
