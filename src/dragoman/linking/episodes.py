"""Episodes: events of all documents that are one happening.

`link` works on the tables of an open record: it blocks and scores pairs (`steps`), lets a person's
judgements outrank the machine's, clusters (`clusters`) and tells where reports differ
(`disagreements`). It writes nothing but temporary tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Literal, TypeVar

import duckdb

from dragoman.identity import content_hash
from dragoman.linking.clusters import Days, Joined, clusters
from dragoman.linking.disagreements import disagreements
from dragoman.linking.mentions import Mention, Toll
from dragoman.linking.settings import LinkSettings
from dragoman.linking.steps import run_steps
from dragoman.model import Episode, Judged, Place

_CHUNK = 5000
H = TypeVar("H", bound=Hashable)

_MENTIONS = """
WITH tolls AS (
  SELECT event AS id, list({'role': role, 'of': "of", 'op': op, 'value': "value", 'value_max': value_max}
    ORDER BY role, "value", "of") AS tolls FROM figure WHERE event IS NOT NULL AND role IS NOT NULL GROUP BY 1
)
SELECT c.cluster, m.n, m.id, m.doc, m.origin, d.outlet, m.published, m.type, m.factuality, m.actors, m.recipients,
  e.date, e.enddate, m.first, m.last, e.event_loc, tolls.tolls, [s.name FOR s IN e.sources IF s.name IS NOT NULL]
FROM cluster c JOIN mention m USING (n) JOIN document d ON d.doc = m.doc
JOIN event e ON e.n = m.at_row
LEFT JOIN tolls ON tolls.id = m.id
ORDER BY c.cluster, m.n
"""


def link(
    connection: duckdb.DuckDBPyConnection, settings: LinkSettings, judged: Sequence[Judged] = ()
) -> Iterator[Episode]:
    """The episodes of a record, in the order of their first mention. `judged` are a person's judgements."""
    run_steps(connection, settings)
    known = {id_: n for n, id_ in connection.execute("SELECT n, id FROM mention").fetchall()}
    mine = [j for j in judged if j.a in known and j.b in known]
    pairs, unsure = _pairs(connection)
    told = connection.execute("SELECT n, first, last FROM mention WHERE on_day").fetchall()
    days: dict[int, Days] = {n: (first, last) for n, first, last in told}
    found = clusters(
        sorted(known.values()),
        pairs,
        days,
        settings.window,
        [(known[j.a], known[j.b]) for j in mine if j.verdict == "same"],
        [(known[j.a], known[j.b]) for j in mine if j.verdict == "different"],
    )
    _store_clusters(connection, found)
    by_cluster = _judgements(found, ((pairs, "same"), (unsure, "unsure")), mine, {n: id_ for id_, n in known.items()})
    for number, mentions in groupby(_mentions(connection), key=lambda row: row[0]):
        yield _episode([m for _, m in mentions], by_cluster.get(number, ()))


def _pairs(connection: duckdb.DuckDBPyConnection) -> tuple[list[Joined], list[Joined]]:
    rows = connection.execute("SELECT a, b, score, reasons, verdict = 'same' FROM judged").fetchall()
    pairs = [(Joined(a, b, score, tuple(reasons)), same) for a, b, score, reasons, same in rows]
    return [p for p, same in pairs if same], [p for p, same in pairs if not same]


def _store_clusters(connection: duckdb.DuckDBPyConnection, found: Sequence[tuple[int, ...]]) -> None:
    numbers = [n for cluster in found for n in cluster]
    places = [at for at, cluster in enumerate(found) for _ in cluster]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE cluster AS SELECT unnest(?::INTEGER[]) AS cluster, unnest(?::BIGINT[]) AS n",
        [places, numbers],
    )


def _judgements(
    found: Sequence[tuple[int, ...]],
    pairs: Iterable[tuple[Iterable[Joined], Literal["same", "unsure"]]],
    mine: Iterable[Judged],
    ids: Mapping[int, str],
) -> dict[int, list[Judged]]:
    """What was judged of the mentions of each cluster of several: by the machine and by people."""
    of = {n: at for at, cluster in enumerate(found) if len(cluster) > 1 for n in cluster}
    by_id = {ids[n]: at for n, at in of.items()}
    out: dict[int, list[Judged]] = defaultdict(list)
    for j in mine:
        if j.a in by_id and by_id.get(j.b) == by_id[j.a]:
            out[by_id[j.a]].append(j)
    for judged, verdict in pairs:
        for p in judged:
            if p.a in of and of.get(p.b) == of[p.a]:
                out[of[p.a]].append(Judged(ids[p.a], ids[p.b], verdict, p.score, p.reasons, "machine"))
    return {at: sorted(some, key=lambda j: (j.a, j.b, j.by)) for at, some in out.items()}


def _mentions(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, Mention]]:
    cursor = connection.execute(_MENTIONS)
    while rows := cursor.fetchmany(_CHUNK):
        for row in rows:
            yield row[0], _mention(row[1:])


def _mention(row: Sequence[Any]) -> Mention:
    *plain, place, tolls, sources = row
    n, id_, doc, origin, outlet, published, kind, fact, actors, recipients, day, enddate, first, last = plain
    return Mention(
        n,
        id_,
        doc,
        origin,
        outlet,
        published,
        kind,
        fact,
        tuple(actors),
        tuple(recipients),
        day,
        enddate,
        first,
        last,
        Place(**{**place, "span": tuple(place["span"])}) if place else None,
        tuple(Toll(**t) for t in tolls or ()),
        tuple(dict.fromkeys(sources or ())),
    )


def _episode(mentions: Sequence[Mention], judged: Sequence[Judged]) -> Episode:
    """One happening out of what its reports say: of each field what most independent reports give."""
    dated = [m for m in mentions if m.date is not None]
    exact = max((len(m.date or "") for m in dated), default=0)
    day = _most((m.date or "", m.enddate) for m in dated if len(m.date or "") == exact)
    placed = [m.place for m in mentions if m.place is not None]
    sharp = [p for p in placed if p.precision not in {None, "country"}] or placed
    name = _most(p.name for p in sharp)
    return Episode(
        id=content_hash("episode", min(m.id for m in mentions)),
        event=_in_order(m.type for m in mentions),
        actor=_most(m.actors for m in mentions if m.actors) or (),
        recipient=_most(m.recipients for m in mentions if m.recipients) or (),
        date=day[0] if day else None,
        enddate=day[1] if day else None,
        event_loc=next((p for p in sharp if p.name == name), None),
        mentions=tuple(sorted(m.id for m in mentions)),
        documents=tuple(sorted({m.doc for m in mentions})),
        outlets=tuple(sorted({_outlet(group) for group in _by_origin(mentions)} - {""})),
        judgement=tuple(judged),
        disagreements=disagreements(mentions) if len(mentions) > 1 else (),
    )


def _by_origin(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    by: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions:
        by[m.origin].append(m)
    yield from by.values()


def _outlet(group: Sequence[Mention]) -> str:
    """The outlet of the first of several copies."""
    return min((m.published or date.max, m.doc, m.outlet or "") for m in group)[2]


def _most(values: Iterable[H]) -> H | None:
    """The value that most give; between equals the one that sorts first as text."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], str(v))) if counts else None


def _in_order(values: Iterable[H]) -> tuple[H, ...]:
    """Values by how many give them."""
    counts = Counter(values)
    return tuple(sorted(counts, key=lambda v: (-counts[v], str(v))))
