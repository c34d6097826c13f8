"""The steps that find and judge pairs of events, as SQL over a record's tables.

Each step makes one temporary table of the ones before it. `{…}` are constants of `LinkSettings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb

from dragoman.linking.days import first_day, last_day
from dragoman.linking.settings import FEATURES, LinkSettings
from dragoman.model import STORY_LABELS


@dataclass(frozen=True, slots=True)
class Step:
    """A named table and the query that makes it."""

    name: str
    sql: str


def run_steps(connection: duckdb.DuckDBPyConnection, found: Iterable[Step]) -> None:
    """Make the tables of steps, in order; those of an earlier linking go first."""
    for step in found:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {step.name} AS {step.sql}")


def block_steps(settings: LinkSettings) -> Iterator[Step]:
    """From the tables of a record to the blocks in which pairs are looked for."""
    yield Step("family", _families(settings))
    yield Step("origin", _ORIGIN)
    yield Step(
        "mention", _MENTION.format(labels=", ".join(f"'{x}'" for x in sorted(STORY_LABELS)), slack=settings.slack)
    )
    yield Step("word", _WORD)
    yield Step("telling", _TELLING.format(rare=settings.rare, count=settings.rare_count))
    yield Step("around", _AROUND)
    yield Step("side", _SIDE.format(window=settings.window))
    yield Step("block", _BLOCK.format(width=settings.window + 1))


def pair_steps(settings: LinkSettings) -> Iterator[Step]:
    """From blocks, or some of them, to judged pairs; they read `mention`, `telling`, `side` and `block` alone."""
    yield Step("candidate", _CANDIDATE.format(neighbours=settings.neighbours))
    yield Step("compared", _COMPARED.format(window=settings.window, reach=settings.reach, near=_NEAR))
    yield Step("judged", _judged(settings))


def judge_pairs(connection: duckdb.DuckDBPyConnection, settings: LinkSettings) -> None:
    """Make the table of judged pairs of a record, and all that it is made of."""
    run_steps(connection, block_steps(settings))
    run_steps(connection, pair_steps(settings))


def _families(settings: LinkSettings) -> str:
    rows = ", ".join(f"('{kind}', '{family}')" for family, kinds in settings.families.items() for kind in kinds)
    return f"SELECT * FROM (VALUES {rows}) AS f(type, family)"


# The document at the end of a chain of copies.
_ORIGIN = """
WITH RECURSIVE up(doc, origin) AS (
  SELECT doc, doc FROM document WHERE duplicate_of IS NULL
  UNION ALL SELECT d.doc, up.origin FROM document d JOIN up ON d.duplicate_of = up.doc)
SELECT doc, origin FROM up
"""

# One row an event that is told as more than a possibility. A day that hangs on a publication date which the text
# alone gives ("on Thursday") may be that of a neighbouring week. Words are cut to six letters, so that
# "attack", "attacked" and "attackers" meet.
_MENTION = f"""
WITH figures AS (
  SELECT event AS id, list_sort(list(DISTINCT coalesce(role, '') || '=' || "value")) AS figures,
    list({{{{'role': role, 'of': "of", 'value': "value",
      'low': CASE WHEN op IN ('<', '<=') THEN 0 WHEN op = '~' THEN 0.9 * "value" ELSE "value" END,
      'high': CASE WHEN op IN ('>', '>=') THEN 'infinity'::DOUBLE WHEN op = '~' THEN 1.1 * coalesce(value_max, "value")
        ELSE coalesce(value_max, "value") END}}}} ORDER BY role, "value", "of") FILTER (role IS NOT NULL) AS tolls
  FROM figure WHERE event IS NOT NULL GROUP BY 1
), plain AS (
  SELECT e.*, f.family, figures.figures AS found, figures.tolls, d.published, d.story,
    e.date_basis <> 'explicit' AND d.published_basis NOT IN ('given', 'metadata') AS soft,
    list_sort(list_distinct(list_filter([x.code FOR x IN e.actor], lambda c: c IS NOT NULL))) AS actors,
    list_sort(list_distinct(list_filter([x.code FOR x IN e.recipient], lambda c: c IS NOT NULL))) AS recipients,
    list_distinct([x FOR x IN list_concat(e.actor, e.recipient) IF x.identifier_id LIKE 'person:%']) AS people
  FROM event e JOIN document d USING (doc) JOIN family f ON f.type = e.event[1] LEFT JOIN figures ON figures.id = e.id
  WHERE e.segment IN ({{labels}}) AND e.factuality <> 'hypothetical'
  QUALIFY row_number() OVER (PARTITION BY e.id, e.doc ORDER BY e.n) = 1
)
SELECT row_number() OVER (ORDER BY e.id, e.doc) AS n, e.n AS at_row, e.id, e.doc, e.event[1] AS type, e.family,
  e.mode, e.factuality, e.segment, e.actors, e.recipients,
  list_sort(list_distinct(list_concat(e.actors, e.recipients))) AS parties,
  list_sort(list_distinct([x.code || ' ' || x.identifier_id FOR x IN e.people])) AS persons,
  {first_day("e.date")} - CASE WHEN soft THEN {{slack}} ELSE 0 END AS first,
  {last_day("e.date", "e.enddate")} + CASE WHEN soft THEN {{slack}} ELSE 0 END AS last,
  coalesce(length(e.date) = 10 AND coalesce(e.enddate, e.date) = e.date AND NOT soft, false) AS on_day,
  try_cast(left(e.published, 10) AS DATE) AS published,
  e.date IS NULL OR soft AND length(e.date) = 10
    AND abs(date_diff('day', try_cast(e.date AS DATE), try_cast(left(e.published, 10) AS DATE))) <= {{slack}} AS fresh,
  coalesce(e.event_loc.geonames_id::VARCHAR, e.event_loc.name) AS place, e.event_loc.code AS land,
  coalesce(e.event_loc.precision, '') NOT IN ('country', '') AS exact,
  coalesce(e.found, []) AS figures, coalesce(e.tolls, []) AS tolls, coalesce(o.origin, e.doc) AS origin, e.story,
  list_sort(list_distinct([left(w, 6) FOR w IN regexp_extract_all(lower(e.event_text), '\\p{{{{L}}}}{{{{4,}}}}')]))
    AS words
FROM plain e LEFT JOIN origin o ON o.doc = e.doc WHERE len(e.actors) + len(e.recipients) > 0
"""

_WORD = "SELECT word, count(*) AS times FROM (SELECT unnest(words) AS word FROM mention) GROUP BY word"

# The words of an event that stand in few others.
_TELLING = """
SELECT n, list_sort(list(word)) AS words, list_sort(min_by(word, (times, word), 2)) AS rarest
FROM (SELECT n, unnest(words) AS word FROM mention) JOIN word USING (word)
WHERE times <= greatest({count}, {rare} * (SELECT count(*) FROM mention)) GROUP BY n
"""

# Of a fight of which one side alone is named, the other where both blame, threaten or fight each other in the words
# around it: "A and B blame each other for the clash that killed 20 soldiers of A".
_AROUND = """
SELECT m.n, list_distinct(flatten(list(o.parties))) AS parties
FROM mention m JOIN event e ON e.n = m.at_row JOIN (
  SELECT e.n, e.doc, e.span, list_distinct([x.code FOR x IN list_concat(e.actor, e.recipient) IF x.code IS NOT NULL])
    AS parties FROM event e JOIN family f ON f.type = e.event[1] WHERE f.family IN ('blame', 'threat', 'force')
) o ON o.doc = e.doc AND o.n <> e.n AND o.span[1] <= e."trigger"[1] AND e."trigger"[2] <= o.span[2]
WHERE m.family = 'force' AND len(m.parties) = 1 AND len(o.parties) = 2 AND list_has_all(o.parties, m.parties)
GROUP BY m.n
"""

# The sides of fights, and of these the pairs of which the record tells no two fights: no two days that exclude
# each other.
_SIDE = """
WITH told AS (
  SELECT m.n, m.first, m.last, list_sort(list_distinct(list_concat(m.parties, coalesce(a.parties, [])))) AS sides
  FROM mention m LEFT JOIN around a USING (n) WHERE m.family = 'force'
), pair AS (
  SELECT n, first, last, a || ' ' || b AS who FROM told, unnest(sides) AS x(a), unnest(sides) AS y(b) WHERE a < b
), lone AS (
  SELECT who FROM pair GROUP BY who
  HAVING count(*) > 1 AND coalesce(date_diff('day', min(last), max(first)) <= {window}, true)
)
SELECT told.n, any_value(sides) AS sides, coalesce(list_sort(list(lone.who) FILTER (lone.who IS NOT NULL)), []) AS lone
FROM told LEFT JOIN pair USING (n) LEFT JOIN lone USING (who) GROUP BY told.n
"""

# What two events must share to be compared: who, the family, and the days or something telling.
_BLOCK = """
WITH pair AS (
  SELECT n, family, first, on_day, place, exact, persons, story, a || ' ' || b AS who FROM mention,
    unnest(parties) AS x(a), unnest(parties) AS y(b) WHERE a < b OR (a = b AND len(parties) = 1)
  UNION ALL
  SELECT n, family, first, on_day, place, exact, persons, story, '> ' || c FROM mention, unnest(parties) AS x(c)
  WHERE family IN ('force', 'measure', 'protest', 'posture')
), named AS (
  SELECT n, family || ' ' || who AS key, first, on_day, place, exact, persons, story,
    who NOT LIKE '>%' AS mutual FROM pair
)
SELECT n, key || ' d' || (date_diff('day', DATE '1970-01-01', first) // {width} + k) AS key
FROM named, (VALUES (0), (1)) AS v(k) WHERE on_day AND mutual
UNION ALL
SELECT n, key || ' d' || (date_diff('day', DATE '1970-01-01', first) // {width} + k) || ' l' || place
FROM named, (VALUES (0), (1)) AS v(k) WHERE on_day AND exact
UNION ALL
SELECT n, key || ' l' || place FROM named WHERE exact AND mutual
UNION ALL
SELECT n, key || ' p' || p FROM named, unnest(persons) AS x(p) WHERE mutual
UNION ALL
SELECT n, key || ' s' || story FROM named WHERE story IS NOT NULL AND mutual AND NOT on_day
UNION ALL
SELECT n, 'force ' || who || ' o' FROM side JOIN mention USING (n), unnest(lone) AS x(who) WHERE NOT on_day
UNION ALL
SELECT n, key || ' w' || w FROM named JOIN telling USING (n), unnest(telling.rarest) AS x(w)
"""

# A large block is put in order, and each event meets only those next to it.
_CANDIDATE = """
WITH placed AS (
  SELECT block.n, key, row_number() OVER (
    PARTITION BY key ORDER BY m.first, m.type, m.place, telling.rarest, block.n) AS at
  FROM block JOIN mention m USING (n) LEFT JOIN telling USING (n)
  QUALIFY count(*) OVER (PARTITION BY key) > 1
)
SELECT DISTINCT least(a.n, b.n) AS a, greatest(a.n, b.n) AS b
FROM placed a JOIN placed b ON a.key = b.key AND b.at BETWEEN a.at + 1 AND a.at + {neighbours} AND a.n <> b.n
"""

# The features of each pair, true, false or null.
_COMPARED = """
SELECT c.a, c.b,
  x.type = y.type AS "same-type",
  list_has_any(x.mode, y.mode) AS "same-mode",
  len(x.mode) > 0 AND len(y.mode) > 0 AND NOT list_has_any(x.mode, y.mode) AS "other-mode",
  x.actors = y.actors AND x.recipients = y.recipients AS "same-roles",
  x.actors <> x.recipients AND x.actors = y.recipients AND x.recipients = y.actors AND len(x.actors) > 0
    AND len(y.actors) > 0 AS "reversed-roles",
  len(p.sides) > 1 AND p.sides = q.sides AND NOT "same-roles" AND NOT "reversed-roles" AS "same-sides",
  NOT list_has_all(x.parties, y.parties) AND NOT list_has_all(y.parties, x.parties)
    AND NOT coalesce("same-sides", false) AS "other-party",
  x.on_day AND y.on_day AND x.first = y.first AS "same-day",
  x.on_day AND y.on_day AND abs(date_diff('day', x.first, y.first)) BETWEEN 1 AND {window} AS "near-day",
  NOT (x.on_day AND y.on_day) AND x.first <= y.last AND y.first <= x.last AS "same-time",
  x.first > y.last + CASE WHEN x.on_day AND y.on_day THEN {window} ELSE 0 END
    OR y.first > x.last + CASE WHEN x.on_day AND y.on_day THEN {window} ELSE 0 END AS "other-time",
  NOT (x.on_day AND y.on_day) AND list_has_any(p.lone, q.lone) AS "only-fight",
  (x.first IS NULL OR y.first IS NULL) AND CASE
    WHEN x.fresh AND y.fresh THEN abs(date_diff('day', x.published, y.published))
    WHEN x.first IS NULL AND y.on_day THEN abs(date_diff('day', y.first, x.published))
    WHEN y.first IS NULL AND x.on_day THEN abs(date_diff('day', x.first, y.published)) END <= {reach} AS "same-news",
  (x.first IS NULL OR y.first IS NULL) AND greatest(
    date_diff('day', coalesce(x.last, x.published), coalesce(y.first, y.published)),
    date_diff('day', coalesce(y.last, y.published), coalesce(x.first, x.published))) > {reach} AS "old-news",
  x.exact AND y.exact AND x.place = y.place AS "same-place",
  NOT (x.exact AND y.exact) AND x.land = y.land AS "same-land",
  x.exact AND y.exact AND x.place <> y.place OR x.land <> y.land AS "other-place",
  list_has_any(x.persons, y.persons) AS "same-person",
  len(list_intersect(x.persons, y.persons)) > 1 AS "same-persons",
  NOT list_has_any(x.persons, y.persons)
    AND list_has_any([left(p, 3) FOR p IN x.persons], [left(p, 3) FOR p IN y.persons]) AS "other-person",
  list_has_any(x.figures, y.figures) AS "same-figure",
  NOT list_has_any(x.figures, y.figures) AND {near} AS "near-figure",
  NOT list_has_any(x.figures, y.figures) AND list_has_any([split_part(f, '=', 1) FOR f IN x.figures],
    [split_part(f, '=', 1) FOR f IN y.figures]) AND NOT "near-figure" AS "other-figure",
  x.origin = y.origin AND x.doc <> y.doc AS "copy",
  x.doc <> y.doc AND x.story = y.story AS "same-story",
  x.doc = y.doc AND x.segment = y.segment AS "same-document",
  x.factuality <> y.factuality AS "other-fact",
  coalesce(len(list_intersect(s.words, t.words)) / sqrt(len(s.words) * len(t.words)), 0) AS words
FROM candidate c JOIN mention x ON x.n = c.a JOIN mention y ON y.n = c.b
LEFT JOIN telling s ON s.n = c.a LEFT JOIN telling t ON t.n = c.b
LEFT JOIN side p ON p.n = c.a LEFT JOIN side q ON q.n = c.b
"""

# Tolls of one role that can both be true, and are no more than twofold apart: their bounds meet, or one is of a part
# of those whom the other counts.
_NEAR = """
  len(x.tolls) > 0 AND len(y.tolls) > 0 AND list_bool_or([list_bool_or([t.role = u.role
    AND 2 * least(t."value", u."value") >= greatest(t."value", u."value") AND (t.low <= u.high AND u.low <= t.high
      OR t."of" IS NULL AND u."of" IS NOT NULL AND u.low <= t.high
      OR u."of" IS NULL AND t."of" IS NOT NULL AND t.low <= u.high) FOR u IN y.tolls]) FOR t IN x.tolls])"""


def _judged(settings: LinkSettings) -> str:
    """Score, verdict and reasons of each pair that is at least unsure; times that exclude each other never are."""
    flags = [f for f in FEATURES if f != "words"]
    terms = [f'CASE WHEN "{f}" THEN {settings.weights[f]} ELSE 0 END' for f in flags]
    score = " + ".join([*terms, f"{settings.weights['words']} * words"])
    reasons = ", ".join(f"CASE WHEN \"{f}\" THEN '{f}' END" for f in flags)
    return f"""
SELECT a, b, round(score, 3) AS score, CASE WHEN score >= {settings.same} THEN 'same' ELSE 'unsure' END AS verdict,
  list_filter(reasons, lambda r: r IS NOT NULL) AS reasons
FROM (SELECT a, b, {score} AS score,
  [{reasons}, CASE WHEN words >= 0.1 THEN 'words ' || round(words, 2) END] AS reasons FROM compared
  WHERE NOT coalesce("other-time", false))
WHERE score >= {settings.unsure}"""
