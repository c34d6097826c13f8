"""Episodes: events of all documents that are one happening.

`link` works on the tables of an open record: it blocks and scores pairs (`steps`), lets a person's
judgements outrank the machine's, clusters (`clusters`) and tells where reports differ
(`disagreements`). It writes nothing but temporary tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

import duckdb

from dragoman.identity import content_hash
from dragoman.linking.clusters import Days, clusters
from dragoman.linking.disagreements import disagreements
from dragoman.linking.mentions import Mention, Toll
from dragoman.linking.settings import LinkSettings
from dragoman.linking.steps import judge_pairs
from dragoman.model import Episode, Judged, Place

_CHUNK = 5000
H = TypeVar("H", bound=Hashable)
#: Makes the tables `mention` and `judged` out of those of a record.
Judging = Callable[[duckdb.DuckDBPyConnection, LinkSettings], None]

# What was judged of the pairs of each cluster of several.
_WHY = """
CREATE OR REPLACE TEMP TABLE why AS
SELECT x.cluster, a.id AS a, b.id AS b, verdict, score, reasons
FROM judged JOIN cluster x ON x.n = judged.a JOIN cluster y ON y.n = judged.b
JOIN mention a ON a.n = judged.a JOIN mention b ON b.n = judged.b
WHERE x.cluster = y.cluster ORDER BY x.cluster
"""
_TELL = """
CREATE OR REPLACE TEMP TABLE tell AS
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
    connection: duckdb.DuckDBPyConnection,
    settings: LinkSettings,
    judged: Sequence[Judged] = (),
    judging: Judging = judge_pairs,
) -> Iterator[Episode]:
    """The episodes of a record, in the order of their first mention. `judged` are a person's judgements, `judging`
    is how the machine comes to its own.

    Pairs and mentions stay in tables and are read some at a time, and nothing is being read while an episode is
    with the caller, who may write to the record."""
    judging(connection, settings)
    mine = _known(connection, judged)
    found = _clusters(connection, settings, mine)
    # Judgements of people, by cluster; they name mentions by their ids.
    said: dict[int, list[Judged]] = defaultdict(list)
    of = {n: at for at, cluster in enumerate(found) if len(cluster) > 1 for n in cluster} if mine else {}
    for (a, b), judgement in mine:
        if a in of and of.get(b) == of[a]:
            said[of[a]].append(judgement)
    _store_clusters(connection, found)
    connection.execute(_TELL)
    connection.execute(_WHY)
    for start in range(0, len(found), _CHUNK):
        yield from _episodes(connection, start, start + _CHUNK, said)


def _known(connection: duckdb.DuckDBPyConnection, judged: Sequence[Judged]) -> list[tuple[tuple[int, int], Judged]]:
    """The judgements of mentions that the record still has, with the numbers of these."""
    ids = sorted({id_ for j in judged for id_ in (j.a, j.b)})
    rows = connection.execute("SELECT id, n FROM mention WHERE id IN (SELECT unnest(?::VARCHAR[]))", [ids]).fetchall()
    numbers = dict(rows)
    return [((numbers[j.a], numbers[j.b]), j) for j in judged if j.a in numbers and j.b in numbers]


def _clusters(
    connection: duckdb.DuckDBPyConnection, settings: LinkSettings, mine: Sequence[tuple[tuple[int, int], Judged]]
) -> list[tuple[int, ...]]:
    (number,) = connection.execute("SELECT count(*) FROM mention").fetchone() or (0,)
    told = connection.execute(
        "SELECT n, first, last FROM mention WHERE on_day AND n IN (SELECT a FROM judged UNION SELECT b FROM judged)"
    ).fetchall()
    days: dict[int, Days] = {n: (first, last) for n, first, last in told}
    del told
    return clusters(
        range(1, number + 1),
        _pairs(connection),
        days,
        settings.window,
        [pair for pair, j in mine if j.verdict == "same"],
        [pair for pair, j in mine if j.verdict == "different"],
    )


def _pairs(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int]]:
    """What the machine holds for the same, from the surest down."""
    rows = connection.execute("SELECT a, b FROM judged WHERE verdict = 'same' ORDER BY score DESC, a, b")
    while some := rows.fetchmany(_CHUNK):
        yield from some


def _store_clusters(connection: duckdb.DuckDBPyConnection, found: Sequence[tuple[int, ...]]) -> None:
    numbers = [n for cluster in found for n in cluster]
    places = [at for at, cluster in enumerate(found) for _ in cluster]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE cluster AS SELECT unnest(?::INTEGER[]) AS cluster, unnest(?::BIGINT[]) AS n",
        [places, numbers],
    )


def _episodes(
    connection: duckdb.DuckDBPyConnection, start: int, end: int, said: Mapping[int, Sequence[Judged]]
) -> Iterator[Episode]:
    """The episodes of the clusters from one number to another."""
    rows = connection.execute(
        "SELECT * FROM tell WHERE cluster >= ? AND cluster < ? ORDER BY cluster, n", [start, end]
    ).fetchall()
    judged = _judged(connection, start, end, said)
    for number, mentions in groupby(rows, key=lambda row: row[0]):
        yield _episode([_mention(row[1:]) for row in mentions], judged.get(number, ()))


def _judged(
    connection: duckdb.DuckDBPyConnection, start: int, end: int, said: Mapping[int, Sequence[Judged]]
) -> dict[int, list[Judged]]:
    """What was judged of the mentions of clusters: by the machine and by people."""
    out: dict[int, list[Judged]] = defaultdict(list)
    for at in range(start, end):
        if at in said:
            out[at] += said[at]
    rows = connection.execute(
        "SELECT cluster, a, b, verdict, score, reasons FROM why WHERE cluster >= ? AND cluster < ?", [start, end]
    )
    for at, a, b, verdict, score, reasons in rows.fetchall():
        out[at].append(Judged(a, b, verdict, score, tuple(reasons), "machine"))
    return {at: sorted(some, key=lambda j: (j.a, j.b, j.by)) for at, some in out.items()}


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
