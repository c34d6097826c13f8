"""Places of news text: all that are named, disambiguated, and the one where an event took place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.model import Place, Span
from dragoman.places.choose import choose
from dragoman.places.gazetteer import PRECISIONS, Gazetteer, Row, load_gazetteer
from dragoman.places.mentions import find_mentions
from dragoman.places.scene import place_of
from dragoman.places.words import load_words

__all__ = ["Gazetteer", "find_places", "load_gazetteer", "place_of"]


def find_places(text: str, spans: Sequence[Span], gazetteer: Gazetteer, states: Mapping[str, int]) -> tuple[Place, ...]:
    """The places named inside `spans` (offsets into `text`), in text order, not overlapping.

    `states` says how often the document names each ISO 3166 alpha-3 code; it decides, with the name
    beside ("Moscow, Idaho"), the other places and population, which of several places a name is. `code`
    is None for places of no one state (seas, lines, places without agreed sovereignty), coordinates are
    None for provinces whose towns are not known. `precision` is country, region, city or point. A name
    that is also a word or a person's name counts only in a locative phrase; unknown names yield nothing.
    """
    mentions = list(find_mentions(text, spans, gazetteer, load_words()))
    rows = choose(text, mentions, states)
    return tuple(_place(row, (m.start, m.end)) for m, row in zip(mentions, rows, strict=True) if row is not None)


def _place(row: Row, span: Span) -> Place:
    return Place(row.name, row.code, span, row.lat, row.lon, row.geonames_id, PRECISIONS[row.kind])
