"""Small values made by hand, so that tests of the record need no parser."""

from __future__ import annotations

from dragoman.identity import document_id, event_id, figure_id, statement_id
from dragoman.model import (
    Coded,
    Document,
    Entity,
    Event,
    Figure,
    Place,
    Position,
    Problem,
    Relation,
    Segment,
    Source,
    Span,
    Statement,
    Timex,
)
from dragoman.record.schema import Run

RUN = Run("0.1.0", "tables-1", "small-parser 1.0", {"lexicon": [], "parser": "small-parser"})
TEXT = 'Wexland accused Ostania on Monday of "an act of war" \u2028that killed 12 – its envoy said. 😀'


def entity(code: str | None, name: str, span: Span, sector: str | None = "GOV") -> Entity:
    return Entity(code, sector, name, name, span, "named", sectors=("GOV",) if sector else ())


def document(doc: str, text: str = TEXT, published: str | None = "2024-05-07") -> Document:
    basis = "given" if published else "none"
    return Document(doc, text, document_id(text), published=published, published_basis=basis, language="en")


def event(doc: Document, span: Span = (0, 52), segment: str = "body", **changes: object) -> Event:
    actor = (entity("WEX", "Wexland", (0, 7)),)
    recipient = (entity("OST", "Ostania", (16, 23)),)
    values: dict[str, object] = {
        "id": event_id(doc, (span[0] + 8, span[0] + 15), ("ACCUSE",), actor, recipient),
        "segment": segment,
        "event": ("ACCUSE",),
        "mode": ("allege",),
        "context": ("military", "legal"),
        "quad_code": 3,
        "event_scale": -2.0,
        "cameo": "112",
        "goldstein": -2.0,
        "actor": actor,
        "recipient": recipient,
        "factuality": "actual",
        "sources": (Source("the envoy", None, "speaker", (70, 79)),),
        "date": "2024-05-06",
        "enddate": None,
        "date_precision": "day",
        "date_basis": "relative",
        "date_span": (24, 33),
        "event_loc": Place("Port Wex", "WEX", (0, 7), lat=1.5, lon=-2.25, precision="city"),
        "event_text": doc.text[span[0] : span[1]],
        "span": span,
        "trigger": (span[0] + 8, span[0] + 15),
        "confidence": 0.8125,
        "rule": "accuse",
        "quote": None,
        "figures": ("f1",),
    }
    return Event(**{**values, **changes})  # type: ignore[arg-type]


def full(doc: str, text: str = TEXT, published: str | None = "2024-05-07", **changes: object) -> Coded:
    """A coded document with one value of every kind."""
    d = document(doc, text, published)
    source = Source("Wex Radio", "WEX", "agency", (70, 79))
    statement = Statement(
        statement_id(d, (0, 80), (80, 84), "Wexland"),
        "body",
        "Wexland",
        "WEX.GOV",
        (0, 7),
        (80, 84),
        "partial",
        ((37, 52), (54, 60)),
        ((38, 51),),
        "an act of war",
        (0, 80),
        sources=(source,),
    )
    position = Position("WEX", None, "act of war", "act-of-war", ("OST",), "against", 0.5, (37, 52))
    figure = Figure(figure_id(d, (66, 68), 12, "killed"), 12.0, "=", "people", "killed", (66, 68), sources=(source,))
    return Coded(
        d,
        segments=(Segment("body", (0, len(text))),),
        timexes=(Timex((24, 33), "DATE", "2024-05-06", "day", "relative"),),
        events=(event(d, **changes),),  # type: ignore[arg-type]
        statements=(statement,),
        positions=(position,),
        figures=(figure,),
        relations=(Relation("WEX", "rival_of", "OST", (0, 23), (source,), "2024"),),
        problems=(Problem(doc, "when", "no-anchor", "no date to count from", (24, 33)),),
    )
