"""A small world made by hand: who did, said and wanted what in a few articles, as rows that tests can count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.identity import document_id, event_id, statement_id
from dragoman.model import Coded, Document, Entity, Event, Position, Problem, Relation, Segment, Source, Span, Statement
from dragoman.ontology import load_ontology
from dragoman.record.schema import Run
from dragoman.record.store import Shard, open_store

RUN = Run("0.1.0", "tables-1", "small-parser 1.0", {"lexicon": []})
#: Words that must neither act nor turn what stands around them.
HOSTILE = '<script>alert("x")</script> \u202egnp.exe\u0000 & <img src=x onerror=alert(1)>'


@dataclass(frozen=True)
class Deed:
    """An event of a document: type, who, to whom, the day that the text gives, and whether it is told as done."""

    type: str
    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    day: str | None = None
    factuality: str = "actual"


@dataclass(frozen=True)
class Stand:
    """A position of a document."""

    actor: str
    issue_id: str
    stance: str
    issue: str
    day: str | None = None


@dataclass(frozen=True)
class Said:
    """A statement of a document."""

    code: str
    speaker: str
    words: str
    about: str | None = None


@dataclass(frozen=True)
class Article:
    """A document and what it tells."""

    doc: str
    published: str | None
    outlet: str | None
    deeds: tuple[Deed, ...] = ()
    stands: tuple[Stand, ...] = ()
    said: tuple[Said, ...] = ()


WORLD: tuple[Article, ...] = (
    Article(
        "a.txt",
        "2022-02-25",
        "Courier",
        (Deed("ASSAULT", ("RUS",), ("UKR",), "2022-02-24"), Deed("ACCUSE", ("UKR",), ("RUS",), "2022-02-25")),
        (Stand("IND", "peace:UKR", "neutral", "the fighting in Ukraine", "2022-02-25"),),
        (Said("UKR.GOV", "Volodymyr Zelensky", "Russia has broken every promise", "RUS"),),
    ),
    Article(
        "b.txt",
        "2022-09-16",
        "Courier",
        (Deed("CONSULT", ("IND", "RUS"), (), "2022-09-16"), Deed("REQUEST", ("IND",), ("RUS",), "2022-09-16")),
        (
            Stand("IND", "peace:UKR", "for", "peace in Ukraine", "2022-09-16"),
            Stand("RUS", "~peace:UKR", "for", "escalation", "2022-09-16"),
        ),
        (Said("IND.GOV", "Narendra Modi", "today is not an era of war", "RUS"),),
    ),
    Article(
        "c.txt",
        "2023-03-01",
        "Herald",
        (Deed("AID", ("IND",), ("UKR",), "2023-03"), Deed("SANCTION", ("UKR",), ("RUS",), "2023-03-01")),
        (
            Stand("UKR", "peace:UKR", "for", "peace in Ukraine", "2023-03-01"),
            Stand("UKR", "attack:", "against", "raid"),
        ),
    ),
    Article("d.txt", "2023-03-02", "Herald", (), (Stand("IND", "attack:", "against", "robbery"),)),
    Article(
        "e.txt", None, None, (Deed("ACCUSE", ("RUS",), ("IND",)), Deed("THREATEN", ("RUS",), ("IND",), None, "negated"))
    ),
    Article(
        "x&y/<b>.txt",
        "2023-05-05",
        "<i>Outlet</i>",
        (Deed("ACCUSE", ("RUS",), ("UKR",), "2023-05-04"),),
        (Stand("RUS", "sanctions:RUS", "against", f"sanctions {HOSTILE}"),),
        (Said("RUS.GOV", f"Lavrov {HOSTILE}", f"lies {HOSTILE}", "UKR"),),
    ),
)


def save(path: Path, world: tuple[Article, ...] = WORLD) -> Path:
    """The world as a record."""
    with open_store(path, RUN) as store:
        gone = Problem("gone.txt", "read", "empty-file", HOSTILE)
        store.write(Shard(tuple(coded(article) for article in world), problems=(gone,)))
    return path


def coded(article: Article) -> Coded:
    """One article with a line of its own for everything that it tells."""
    lines = [f"{d.type} of {d.by} and {d.to} in {article.doc}." for d in article.deeds]
    lines += [f"{s.actor} is {s.stance} {s.issue}." for s in article.stands]
    lines += [f"{s.speaker} said: {s.words}." for s in article.said]
    text = "\n".join(lines) or "Nothing."
    doc = Document(
        article.doc, text, document_id(text), published=article.published,
        published_basis="given" if article.published else "none", outlet=article.outlet,
        outlet_basis="given" if article.outlet else "none", language="en",
    )  # fmt: skip
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    spans = [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    n, m = len(article.deeds), len(article.deeds) + len(article.stands)
    statements = tuple(_statement(doc, s, span) for s, span in zip(article.said, spans[m:], strict=True))
    positions = tuple(_position(s, span) for s, span in zip(article.stands, spans[n:m], strict=True))
    events = [_event(doc, d, span) for d, span in zip(article.deeds, spans[:n], strict=True)]
    for said, statement, span in zip(article.said, statements, spans[m:], strict=True):
        events.append(replace(_event(doc, Deed("ACCUSE", (said.code[:3],), (said.about or "",), None, "negated"), span),
                              quote=statement.id))  # fmt: skip
    return Coded(
        doc, segments=(Segment("body", (0, len(text))),), events=tuple(events), statements=statements,
        positions=positions, relations=(Relation("RUS", "rival_of", "UKR", spans[0] if spans else (0, 1)),),
    )  # fmt: skip


def _entity(code: str, span: Span) -> Entity:
    names = {"RUS": "Vladimir Putin", "IND": "India", "UKR": "Ukraine"}
    return Entity(code, "GOV", names[code], names[code], (span[0], span[0] + 3), "named", sectors=("GOV",))


def _event(doc: Document, deed: Deed, span: Span) -> Event:
    kind = load_ontology().types[deed.type]
    by, to = (tuple(_entity(code, span) for code in side) for side in (deed.by, deed.to))
    return Event(
        event_id(doc, span, (deed.type,), by, to), "body", (deed.type,), (), (), kind.quad, kind.score, None, None, by,
        to, deed.factuality, (), deed.day, None, "day" if deed.day else None, "explicit" if deed.day else "none", None,  # type: ignore[arg-type]
        None, doc.text[span[0] : span[1]], span, span, 0.75, "by hand",
    )  # fmt: skip


def _position(stand: Stand, span: Span) -> Position:
    target = tuple(code for code in stand.issue_id.partition(":")[2].split("-") if code)
    source = Source("Somebody", None, "speaker", span)
    return Position(
        stand.actor, None, stand.issue, stand.issue_id, target, stand.stance, 0.8, span, date=stand.day,  # type: ignore[arg-type]
        rule="by hand", sources=(source,),
    )  # fmt: skip


def _statement(doc: Document, said: Said, span: Span) -> Statement:
    return Statement(
        statement_id(doc, span, span, said.speaker), "body", said.speaker, said.code, span, span, "direct", (span,),
        (span,), said.words, span,
    )  # fmt: skip
