"""What templates may call: names of codes, dates, numbers, quads, addresses, and safe words."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from dragoman.console.timeline import QUADS
from dragoman.console.unseen import shown
from dragoman.grounds import amount, known
from dragoman.web.reading import Library
from dragoman.web.wanted import address, passage, with_fields
from dragoman.web.words import is_web, label

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def furnish(environment: Environment, library: Library) -> None:
    """Give an environment its filters and functions."""
    environment.filters.update(
        {
            "words": words,
            "plain": shown,
            "is_web": is_web,
            "label": named,
            "day": day,
            "number": number,
            "share": share,
            "quad": quad,
            "score": score,
        }
    )
    environment.globals.update(
        {
            "name_of": library.name,
            "rate_of": lambda name: library.rates().get(name),
            "codes_known": library.names,
            "address": address,
            "with_fields": with_fields,
            "passage": passage,
            "amount": amount,
            "known": known,
            "serving": library.serving,
            "types": library.ontology.types,
            "quads": QUADS,
            "version": version("dragoman"),
            "record_name": library.serving.record.name,
        }
    )


def words(text: object) -> Markup:
    """Words of an article, isolated so that they turn nothing around them."""
    return _isolated(shown(text))


def named(text: object, longest: int = 200) -> Markup:
    """A name out of an article, on one line."""
    return _isolated(label(text, longest))


def _isolated(text: str) -> Markup:
    # A page has hundreds; `Markup.format` costs ten times as much as joining what is escaped.
    return Markup(f"<bdi>{escape(text)}</bdi>")  # noqa: S704 - escaped


def day(value: str | date | None) -> str:
    """ "2022-09-16" as 16 Sep 2022; a date that is cut stays cut; "" for none."""
    text = str(value or "")
    parts = text.split("-")
    if len(parts) > 1 and not (parts[1].isdigit() and 1 <= int(parts[1]) <= 12):
        return label(text)
    if len(parts) == 3:
        return f"{parts[2].lstrip('0')} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else label(text)


def number(value: float | None) -> str:
    """A number with narrow spaces between thousands; "–" for none."""
    if value is None:
        return "–"
    return f"{value:,.0f}".replace(",", "\u202f")


def share(value: float | None) -> str:
    """A share as whole percent."""
    return "–" if value is None else f"{value * 100:.0f}\u202f%"


def score(value: float | None) -> str:
    """A PLOVER score with its sign."""
    return "–" if value is None else f"{value:+.1f}".replace("-", "−")


@cache
def quad(code: int, with_word: bool = False) -> Markup:
    """The sign of a quad, with its word for who cannot see it."""
    sign, _, word = QUADS[code]
    seen = Markup(' <span class="quad-word">{}</span>').format(word) if with_word else Markup("")
    hidden = Markup("") if with_word else Markup('<span class="unseen">{}</span>').format(word)
    return Markup('<span class="quad quad-{}" title="{}"><span aria-hidden="true">{}</span>{}</span>{}').format(
        code, word, sign, hidden, seen
    )


def page_context(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a template shows
    """What every template wants beside its own values."""
    return {"crumbs": (), "csv": None, **more}
