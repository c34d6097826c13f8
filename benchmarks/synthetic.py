"""Records of made-up happenings whose truth is known: who reports what, when, and where they differ.

A happening has a type, parties, a day, a place, people, a toll and words of its own. Each is told by one
to six reports that leave things out, tell the day late, copy each other, or contradict each other;
what was planted is returned as truth. Everything hangs on the seed alone.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from dragoman.identity import content_hash, document_id, event_id, figure_id
from dragoman.model import Coded, Document, Entity, Event, Figure, Place, Source, Span
from dragoman.ontology import Type, load_ontology

STATES = [
    "RUS", "UKR", "CHN", "IND", "USA", "ISR", "IRN", "PAK", "FRA", "DEU", "GBR", "TUR", "SYR", "EGY", "SAU",
    "YEM", "ETH", "SDN", "ERI", "KEN", "SOM", "NGA", "NER", "MLI", "TCD", "LBY", "DZA", "MAR", "ZAF", "COD",
    "RWA", "UGA", "BRA", "ARG", "VEN", "COL", "GUY", "MEX", "CUB", "CAN", "JPN", "KOR", "PRK", "TWN", "PHL",
    "VNM", "THA", "MMR", "BGD", "LKA", "AUS", "SRB", "KOS", "ARM", "AZE", "GEO", "KAZ", "UZB", "POL", "HUN",
]  # fmt: skip
TYPES = [
    "CONSULT", "CONSULT", "AGREE", "SUPPORT", "AID", "REQUEST", "ACCUSE", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "ASSAULT", "ASSAULT", "RETREAT", "CONCEDE",
]  # fmt: skip
OUTLETS = [
    "Northgate Herald", "Compass Wire", "Meridian Courier", "The Lantern Post", "Saltmarsh Gazette",
    "Harbour Ledger",
]  # fmt: skip
SYLLABLES = [
    "ba", "do", "ki", "lu", "ma", "ne", "po", "ra", "su", "ti", "vo", "za", "gre", "sto", "tra", "ple", "shi",
    "mon",
]  # fmt: skip
#: What a report says that somebody did.
VERBS = {
    "CONSULT": "met", "AGREE": "agreed with", "SUPPORT": "praised", "AID": "sent aid to", "REQUEST": "called on",
    "ACCUSE": "accused", "REJECT": "rebuffed", "THREATEN": "threatened", "PROTEST": "protested against",
    "SANCTION": "imposed sanctions on", "MOBILIZE": "moved troops against", "COERCE": "arrested citizens of",
    "ASSAULT": "attacked", "RETREAT": "withdrew from", "CONCEDE": "gave way to",
}  # fmt: skip
START = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Planted:
    """A disagreement that was put into a happening: its field and kind."""

    happening: int
    field: str
    kind: str


@dataclass(frozen=True, slots=True)
class Report:
    """A coded document with the happening that each of its events is of."""

    coded: Coded
    happening: int


@dataclass(frozen=True, slots=True)
class _Happening:
    n: int
    type: str
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    day: date
    place: Place | None
    toll: int | None
    words: tuple[str, ...]


def happenings(events: int, seed: int = 1, *, copies: bool = True) -> Iterator[tuple[list[Report], list[Planted]]]:
    """Reports, happening by happening, until there are so many events; with what was planted in them."""
    made, n = 0, 0
    # A busy world tells more happenings a day: the days stretch with the number of events.
    days = max(60, events // 120)
    while made < events:
        rng = random.Random(f"{seed}-{n}")
        truth = _happening(rng, n, days)
        reports, planted = _reports(rng, truth, copies)
        yield reports, planted
        made += len(reports)
        n += 1


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(3))


def _person(rng: random.Random, code: str) -> Entity:
    name = f"{_word(rng).title()} {code.title()}{rng.randrange(4)}"
    return Entity(
        code, "GOV", name, name, (0, len(name)), "named", identifier_id=f"person:{name.lower().replace(' ', '-')}"
    )


def _state(code: str) -> Entity:
    name = _names()[code]
    return Entity(code, "GOV", name, name, (0, len(name)), "named", identifier_id=f"state:{code.lower()}")


@cache
def _names() -> dict[str, str]:
    """Names of states, as the tables of actors have them."""
    lines = (files("dragoman") / "data" / "actors" / "states.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    # The first of several rows of a code is the state of today.
    return {row["code"]: row["name"] for row in reversed(rows)}


def _happening(rng: random.Random, n: int, days: int) -> _Happening:
    kind = rng.choice(TYPES)
    # Few dyads make most of the news.
    one = STATES[min(int(rng.expovariate(0.09)), len(STATES) - 1)]
    other = rng.choice([s for s in STATES if s != one])
    people = random.Random(f"people-{one}-{rng.randrange(40)}")
    actor = _person(people, one) if rng.random() < 0.5 else _state(one)
    place = None
    if rng.random() < 0.7:
        town = rng.randrange(12)
        name = f"{_word(random.Random(f'{other}{town}')).title()}"
        place = Place(name, other, (0, len(name)), 0.0, 0.0, 10_000 * STATES.index(other) + town + 1, "city")
    both = (actor, _state(other))
    actors, recipients = (both, ()) if kind == "CONSULT" else ((actor,), (_state(other),))
    toll = rng.randrange(2, 90) if kind == "ASSAULT" and rng.random() < 0.8 else None
    # Half of the words are those that all such events are told with.
    common = random.Random(kind)
    usual = [_word(common) for _ in range(30)]
    words = (*(_word(rng) for _ in range(rng.randrange(3, 6))), *rng.sample(usual, 4))
    return _Happening(n, kind, actors, recipients, START + timedelta(days=rng.randrange(days)), place, toll, words)


def _reports(rng: random.Random, truth: _Happening, copies: bool) -> tuple[list[Report], list[Planted]]:
    count = rng.choice([1, 1, 1, 2, 2, 3, 4, 6])
    reports: list[Report] = []
    planted: list[Planted] = []
    wrong = rng.randrange(1, count) if count > 1 and rng.random() < 0.3 else None
    for k in range(count):
        told = truth
        if k == wrong:
            told, what = _changed(rng, truth)
            planted += [what] if what is not None else []
        if copies and k and k != wrong and rng.random() < 0.15:
            reports.append(_copy(reports[0], k))
            continue
        sure = wrong is not None and k in {0, wrong}
        reports.append(Report(_coded(rng, told, k, sure), truth.n))
    return reports, planted


def _changed(rng: random.Random, truth: _Happening) -> tuple[_Happening, Planted | None]:
    """The happening as a report tells it that disagrees, and what it disagrees in."""
    kinds = [*(["toll"] if truth.toll else []), *(["place"] if truth.place else []), "day"]
    kind = rng.choice([*kinds, *(["direction"] if truth.recipients else [])])
    if kind == "toll" and truth.toll is not None:
        return replace(truth, toll=truth.toll * 3 + 1), Planted(truth.n, "figure:killed", "")
    if kind == "place" and truth.place is not None and truth.place.geonames_id is not None:
        name = f"{truth.place.name}sk"
        place = replace(truth.place, name=name, geonames_id=truth.place.geonames_id + 5000)
        return replace(truth, place=place), Planted(truth.n, "place", "contradiction")
    if kind == "direction":
        return replace(truth, actors=truth.recipients, recipients=truth.actors), Planted(
            truth.n, "direction", "contradiction"
        )
    return replace(truth, day=truth.day + timedelta(days=1)), Planted(truth.n, "date", "contradiction")


@cache
def _types() -> Mapping[str, Type]:
    return load_ontology().types


def _coded(rng: random.Random, told: _Happening, k: int, sure: bool) -> Coded:
    """One report; a `sure` one leaves nothing out."""
    kept = [w for w in told.words if sure or rng.random() < 0.85] or list(told.words[:1])
    published = told.day + timedelta(days=rng.choice([0, 0, 1, 1, 2]))
    dated = sure or rng.random() < 0.75
    placed = told.place if sure or rng.random() < 0.7 else None
    toll = told.toll if told.toll is not None and (sure or rng.random() < 0.8) else None
    line = _Line()
    actors = tuple(line.entity(e, " and " if n else "") for n, e in enumerate(told.actors))
    trigger = line.add(VERBS[told.type], " ")
    recipients = tuple(line.entity(e, " ") for e in told.recipients)
    place = replace(placed, span=line.add(placed.name, " in ")) if placed else None
    date_span = line.add(f"{told.day.day} {told.day:%B %Y}", " on ") if dated else None
    line.add(" ".join(kept), ", amid ")
    toll_span = line.add(f"{toll} people were killed", "; ") if toll is not None else None
    source = f"{OUTLETS[k % len(OUTLETS)]} desk" if k % 3 == 0 else None
    source_span = line.add(source, ", according to ") if source else None
    line.add(f" (report {told.n}-{k}).", "")
    text = line.text
    doc = Document(
        f"h{told.n:07}-{k}", text, document_id(text), published=published.isoformat(), published_basis="given",
        outlet=OUTLETS[(told.n + k) % len(OUTLETS)], outlet_basis="given", language="en",
    )  # fmt: skip
    id_ = event_id(doc, trigger, [told.type], actors, recipients)
    figures: tuple[Figure, ...] = ()
    if toll is not None and toll_span is not None:
        fid = figure_id(doc, toll_span, toll, "killed")
        figures = (Figure(fid, toll, "=", "person", "killed", toll_span, of=_code(recipients), event=id_),)
    sources = (Source(source, None, "unnamed", source_span),) if source_span else ()
    kind = _types()[told.type]
    event = Event(
        id_, "body", (told.type,), (), (), kind.quad, kind.score, None, None, actors, recipients, "actual", sources,
        told.day.isoformat() if dated else None, None, "day" if dated else None, "explicit" if dated else "none",
        date_span, place, text, (0, len(text)), trigger, round(0.5 + rng.random() / 2, 3), "synthetic", None,
        tuple(f.id for f in figures),
    )  # fmt: skip
    return Coded(doc, events=(event,), figures=figures)


class _Line:
    """A sentence that grows word by word and knows where each stands."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str, before: str = " ") -> Span:
        """The place of words that are put at the end."""
        self.text += before
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def entity(self, entity: Entity, before: str) -> Entity:
        """A participant at the end of the sentence."""
        return replace(entity, span=self.add(entity.entity_text, before))


def _code(entities: tuple[Entity, ...]) -> str | None:
    return entities[0].code if entities else None


def _copy(report: Report, k: int) -> Report:
    """The same words under another name and outlet."""
    doc = report.coded.document
    other = replace(doc, doc=f"{doc.doc[:8]}-{k}", outlet=OUTLETS[k % len(OUTLETS)])
    event = report.coded.events[0]
    id_ = content_hash("copy", event.id, k)
    figures = tuple(replace(f, id=content_hash("copy", f.id, k), event=id_) for f in report.coded.figures)
    return Report(
        replace(
            report.coded,
            document=other,
            events=(replace(event, id=id_, figures=tuple(f.id for f in figures)),),
            figures=figures,
        ),
        report.happening,
    )
