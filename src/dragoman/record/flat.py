"""Reading tables: what the record says of its events in few flat columns, so that a million are searched at once.

Participants of an event are a list of structures in its row, which every question would have to take apart.
Here they are rows of their own, beside one row an event without its words:

- `brief`: one row an event; what filters and counts ask for.
- `party`: one row a participant, with its code, its sector and the number of its names in `name`.
- `name`: the names of participants, in small letters, between spaces.
- `stand`: one row a position.
- `dyad`: one row an event that is told as a fact and an ordered pair of codes that take part in it.
- `spot`: one row an event whose place is named.

Everything comes out of the tables of `schema`, in the transaction that changes them, so the two always agree.
`n` is the number of a row of the record (`schema.PLACES`); `e` is that of an episode: the least of its events';
`key` is an event's id as a number, which is found sooner than a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.linking.days import first_day, last_day
from dragoman.model import STORY_LABELS
from dragoman.record.schema import PLACES

_COLUMNS = {
    "brief": "n BIGINT, e BIGINT, key UBIGINT, id VARCHAR, episode VARCHAR, doc VARCHAR, outlet VARCHAR, "
    "story BOOLEAN, type VARCHAR, also VARCHAR[], mode VARCHAR[], quad TINYINT, scale DOUBLE, confidence DOUBLE, "
    "factuality VARCHAR, first DATE, last DATE, published DATE, place BIGINT, by_ VARCHAR[], to_ VARCHAR[]",
    "party": "n BIGINT, recipient BOOLEAN, code VARCHAR, sector VARCHAR, name UBIGINT",
    "name": "id UBIGINT, words VARCHAR",
    "stand": "n BIGINT, doc VARCHAR, actor VARCHAR, words VARCHAR, issue VARCHAR, issue_id VARCHAR, target VARCHAR[], "
    "stance VARCHAR, sources VARCHAR, first VARCHAR, last VARCHAR, place BIGINT",
    "dyad": "n BIGINT, e BIGINT, one VARCHAR, other VARCHAR, directed BOOLEAN, type VARCHAR, quad TINYINT, "
    "scale DOUBLE, confidence DOUBLE, outlet VARCHAR, first DATE, last DATE, published DATE",
    "spot": "n BIGINT, code VARCHAR, name VARCHAR, words VARCHAR, geonames_id INTEGER, lat DOUBLE, lon DOUBLE",
}
#: A timeline, the undated last: by first day, then by place in the text.
BY_TIME = "first NULLS LAST, doc, place, id"
#: Positions in time, the undated last, then by place in the text.
IN_TIME = "first NULLS LAST, doc, place, actor, issue_id"
# What is asked for together stands together, so that most of a table need not be read.
_ORDER = {
    "brief": BY_TIME,
    "party": "code, n",
    "name": "words, id",
    "stand": f"actor, {IN_TIME}, n",
    "dyad": "one, other, first, n",
    "spot": "code, name, n",
}

_LABELS = ", ".join(f"'{label}'" for label in sorted(STORY_LABELS))
#: What is told as a fact, as a condition on `brief`.
TOLD = "story AND factuality IN ('actual', 'historical')"


def _codes(side: str) -> str:
    """The codes of a side, each once, with one NULL for all who have none: a list is empty only where nobody is
    named."""
    codes = f"[x.code FOR x IN {side}]"
    uncoded = f"CASE WHEN list_count({codes}) < len({codes}) THEN [NULL::VARCHAR] ELSE []::VARCHAR[] END"
    return f"list_concat(list_distinct({codes}), {uncoded})"


# A table is bound by number wherever it is read, so that a shard costs the same in a large record.
# Reports of one happening have one `e`, whether linking named it or not.
_BRIEF = f"""
SELECT e.n, min(e.n) OVER (PARTITION BY coalesce(e.episode, e.id)) AS e, try_cast('0x' || e.id AS UBIGINT) AS key,
  e.id, e.episode, e.doc, d.outlet, e.segment IN ({_LABELS}) AS story, e.event[1] AS type,
  CASE WHEN len(e.event) > 1 THEN e.event[2:] END AS also, CASE WHEN len(e.mode) > 0 THEN e.mode END AS mode,
  e.quad_code AS quad, e.event_scale AS scale, e.confidence, e.factuality, {first_day("e.date")} AS first,
  {last_day("e.date", "e.enddate")} AS last, try_cast(left(d.published, 10) AS DATE) AS published,
  e.trigger[1]::BIGINT * {1 << 31} + e.trigger[2] AS place,
  {_codes("e.actor")} AS by_, {_codes("e.recipient")} AS to_
FROM event e JOIN document d USING (doc) WHERE e.n >= $1 AND d.n >= $1
"""
_NAMED = """
SELECT n, recipient, who.code AS code, who.sector AS sector, who.identifier_text AS known, who.entity_text AS told,
  hash(who.identifier_text, who.entity_text) AS name
FROM (SELECT n, false AS recipient, unnest(actor) AS who FROM event WHERE n >= $1
  UNION ALL SELECT n, true, unnest(recipient) FROM event WHERE n >= $1)
"""
_PARTY = f"SELECT DISTINCT n, recipient, code, sector, name FROM ({_NAMED})"
_NAME = f"""
SELECT DISTINCT name AS id, words FROM (
  SELECT name, unnest([' ' || lower(known) || ' ', ' ' || lower(told) || ' ']) AS words FROM ({_NAMED})
) AS said WHERE words IS NOT NULL AND NOT EXISTS (SELECT 1 FROM name WHERE id = said.name AND name.words = said.words)
"""
# A position without a date of its own counts on the day of its document. Names of sources cannot meet in a bar.
_STAND = f"""
SELECT n, doc, actor, ' ' || lower(identifier_text) || ' ' AS words, lower(issue) AS issue, issue_id, target, stance,
  ' ' || array_to_string([lower(s.name) FOR s IN sources IF s.name IS NOT NULL], ' | ') || ' ' AS sources,
  left(day || '-01-01', 10) AS first, left(day || CASE length(day) WHEN 4 THEN '-12-31' ELSE '-31' END, 10) AS last,
  span[1]::BIGINT * {1 << 31} + span[2] AS place
FROM (
  SELECT p.*, coalesce(p.date, d.published) AS day FROM position p JOIN document d USING (doc)
  WHERE p.n >= $1 AND d.n >= $1
)
"""
# Who meets whom has no direction where there is no recipient.
_DYAD = f"""
WITH coded AS (
  SELECT n, [x.code FOR x IN actor] AS by_, [x.code FOR x IN recipient] AS to_ FROM event WHERE n >= $1
), pair AS (
  SELECT n, one, other, true AS directed FROM coded, unnest(by_) AS a(one), unnest(to_) AS b(other)
  UNION SELECT n, one, other, false FROM coded, unnest(by_) AS a(one), unnest(by_) AS b(other) WHERE len(to_) = 0
)
SELECT n, e, one, other, directed, type, quad, scale, confidence, coalesce(outlet, doc) AS outlet, first, last,
  published
FROM pair JOIN brief USING (n) WHERE brief.n >= $1 AND one IS NOT NULL AND other IS NOT NULL AND {TOLD}
"""
_SPOT = """
SELECT n, event_loc.code AS code, event_loc.name AS name, ' ' || lower(event_loc.name) || ' ' AS words,
  event_loc.geonames_id AS geonames_id, event_loc.lat AS lat, event_loc.lon AS lon
FROM event WHERE n >= $1 AND event_loc IS NOT NULL
"""
_QUERY = {"brief": _BRIEF, "party": _PARTY, "name": _NAME, "stand": _STAND, "dyad": _DYAD, "spot": _SPOT}


def ddl() -> Iterator[str]:
    """The statements that make the tables, empty."""
    for table, columns in _COLUMNS.items():
        yield f"CREATE TABLE {table} ({columns})"


def added() -> Iterator[str]:
    """The statements that add what stands in the rows from one number on, which is the value of each."""
    for table, query in _QUERY.items():
        yield f"INSERT INTO {table} BY NAME {query}"


def anew() -> Iterator[tuple[str, list[int]]]:
    """The statements, with their values, that make the tables anew out of all rows, in order."""
    for table, query in _QUERY.items():
        yield f"DROP TABLE {table}", []
        yield f"CREATE TABLE {table} ({_COLUMNS[table]})", []
        yield f"INSERT INTO {table} BY NAME SELECT * FROM ({query}) ORDER BY {_ORDER[table]}", [0]


def forgotten() -> Iterator[str]:
    """The statements that take away what comes from documents that the record still has; each has their names as
    its value. Names of participants stay: nobody asks for those that nobody has."""
    gone = f"SELECT n >> {PLACES} FROM document WHERE doc IN (SELECT unnest(?::VARCHAR[]))"
    for table in ("brief", "party", "stand", "dyad", "spot"):
        yield f"DELETE FROM {table} WHERE n >> {PLACES} IN ({gone})"


def chosen(where: str, limit: int | None, offset: int) -> str:
    """The query for the cards of events and the names of their episodes, as a timeline; `where` is a condition on
    `brief`."""
    return (
        f"WITH chosen AS MATERIALIZED (SELECT n, episode, first, doc, place, id FROM brief WHERE {where}"
        f"{_part(BY_TIME, limit, offset)}) SELECT line, episode FROM chosen JOIN card USING (n) ORDER BY {BY_TIME}"
    )


def numbers(where: str, limit: int, offset: int) -> str:
    """The query for the numbers of events and the names of their episodes, as a timeline."""
    return f"SELECT n, episode FROM brief WHERE {where}{_part(BY_TIME, limit, offset)}"


def alike(where: str, limit: int | None = None) -> str:
    """The same for few events, which are found by what no order helps with."""
    few = f"SELECT n, episode, first, doc, place, id FROM brief WHERE {where}"
    part = f" LIMIT {limit:d}" if limit is not None else ""
    return f"WITH few AS MATERIALIZED ({few}) SELECT n, episode FROM few ORDER BY {BY_TIME}{part}"


def stands(where: str, limit: int | None, offset: int) -> str:
    """The query for the cards of positions, in time; `where` is a condition on `stand`."""
    return (
        f"WITH chosen AS MATERIALIZED (SELECT n, first, doc, place, actor, issue_id FROM stand WHERE {where}"
        f"{_part(IN_TIME, limit, offset)}) SELECT line FROM chosen JOIN card USING (n) ORDER BY {IN_TIME}"
    )


def begins_with(prefix: str) -> tuple[str, list[object]]:
    """The condition on `brief` for ids that begin so. An id is a number in 16 digits of base 16; a text that is none
    begins no id."""
    if not re.fullmatch("[0-9a-f]{1,16}", prefix):
        return "key IS NULL AND starts_with(id, ?)", [prefix]
    return "key BETWEEN ? AND ?", [int(prefix.ljust(16, digit), 16) for digit in "0f"]


def _part(order: str, limit: int | None, offset: int) -> str:
    return "" if limit is None else f" ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}"
