"""What pages ask for most, worked out beforehand: views, which linking makes tables of.

Each is one query over the tables of the record. In a record that is not linked, or that changed since, it is a view:
the same rows, worked out when they are asked for. Linking finishes a record, so it writes each as a table, sorted by
what is asked for, in its own transaction; whatever changes the record afterwards makes views of them again. So a
question names them and never knows which it is, and they always say what the record says.

- `taken`: one row a position with its words, `topic` and `side` (`record/stances.py` says what these are), and
  whether it moved, and the number of who took it in `holder`; `turn`: those that moved, and the first of each actor on
  each topic; `course`: the latest of these, with the sums of what came before.
- `said`: one row a statement with its words, the codes that it tells about, and the number of its speaker in `speaker`.
- `happening`: one row an episode and pair of codes, `a` before `b`; `dyad_profile`, `counterpart` and `actor_profile`:
  its sums.
- `chapter`: one row an episode without its lists, the newest first; `spread`: how many documents tell each story;
  `copy`: the copies of each document.

The functions make the same out of fewer rows, for questions that leave some out before they count.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.linking.days import first_day, last_day
from dragoman.model import STORY_LABELS
from dragoman.record.flat import TOLD
from dragoman.record.schema import PLACES

_LABELS = ", ".join(f"'{label}'" for label in sorted(STORY_LABELS))
_OF_DOCUMENT = f">> {PLACES} << {PLACES}"
COUNTED = tuple(f"count_if(quad = {quad})" for quad in (1, 2, 3, 4))
#: The most frequent quad of a happening's reports, the lower one of two: several times as fast as `mode` with an order.
MODE_QUAD = (
    f"CASE greatest({', '.join(COUNTED)})"
    f" WHEN {COUNTED[0]} THEN 1 WHEN {COUNTED[1]} THEN 2 WHEN {COUNTED[2]} THEN 3 ELSE 4 END"
)
#: Positions in time, the undated last.
IN_COURSE = "first NULLS LAST, doc, place, n"
_QUADS = ", ".join(f"{count} AS q{quad}" for quad, count in enumerate(COUNTED, 1))

# `told_in` is the story of a position whose topic names nobody: a question of its own in every story.
_TAKEN = f"""
SELECT s.n, s.doc, s.actor, s.words, s.issue, s.issue_id, s.target, s.stance, s.sources, s.first, s.last, s.place,
  ltrim(s.issue_id, '~') AS topic, starts_with(s.issue_id, '~') AS turned,
  CASE WHEN NOT starts_with(s.issue_id, '~') OR s.stance = 'neutral' THEN s.stance
    WHEN s.stance = 'for' THEN 'against' ELSE 'for' END AS side,
  CASE WHEN ends_with(s.issue_id, ':') THEN coalesce(d.story, d.doc) END AS story,
  dense_rank() OVER (ORDER BY s.actor, p.identifier_text NULLS LAST) AS holder,
  p.identifier_text AS who, p.issue AS named, p.strength, coalesce(p.date, left(d.published, 10)) AS day,
  p.date IS NOT NULL AS dated, p.span[1] AS start, substr(d.text, p.span[1] + 1, p.span[2] - p.span[1]) AS told,
  [s.name FOR s IN p.sources IF s.name IS NOT NULL] AS by_
FROM stand s JOIN position p ON p.n = s.n JOIN document d ON d.n = s.n {_OF_DOCUMENT}
"""


def moving(source: str) -> str:
    """Rows of `taken` with their `rank` in the course of their actor on the topic, and whether the side `moved`. A
    side changes from one day to a later one: on one day readings may differ. What has no day comes first and moves
    nothing."""
    return (
        "SELECT *, row_number() OVER way AS rank,"
        " coalesce(lag(side) OVER way <> side AND lag(first) OVER way < first, false) AS moved"
        f" FROM ({source}) WINDOW way AS (PARTITION BY actor, topic, story ORDER BY first NULLS FIRST, n)"
    )


def courses_of(source: str) -> str:
    """The latest row of each course among rows of `taken`, with `positions`, `moves`, `since`, and `label`: the words
    that name the topic, the shortest of those that are not its opposite."""
    return (
        f"WITH given AS MATERIALIZED ({source}), summed AS (SELECT count(*) AS positions, count_if(moved) AS moves,"
        " min(first) AS since, arg_max(n, rank) AS latest,"
        " arg_min(CASE WHEN turned THEN 'the opposite of: ' || named ELSE named END,"
        " (length(issue) + turned::INTEGER * 1000000, n)) AS label FROM given GROUP BY actor, topic, story)"
        " SELECT given.*, positions, moves, since, label FROM given JOIN summed ON given.n = summed.latest"
    )


# Who is told about, as codes between blanks: targets of positions that the statement takes, and participants of events
# that it tells. A text is searched sooner than a list.
_SAID = f"""
WITH mentioned AS (
  SELECT id, ' ' || string_agg(DISTINCT code, ' ' ORDER BY code) || ' ' AS about FROM (
    SELECT statement AS id, unnest(target) AS code FROM position WHERE statement IS NOT NULL
    UNION ALL SELECT quote, code FROM event JOIN party USING (n) WHERE quote IS NOT NULL
  ) WHERE code IS NOT NULL GROUP BY id
)
SELECT s.n, s.doc, s.span, s.id, left(d.published, 10) AS day,
  dense_rank() OVER (ORDER BY s.speaker_code NULLS LAST, s.speaker NULLS LAST) AS who,
  s.speaker, s.speaker_code, s.quote, lower(s.quote) AS words, s.form, s.addressee, s.occasion,
  [x.name FOR x IN s.sources IF x.name IS NOT NULL] AS by_, s.segment IN ({_LABELS}) AS story, mentioned.about,
  substr(d.text, s.cue_span[1] + 1, s.cue_span[2] - s.cue_span[1]) AS cue
FROM statement s JOIN document d ON d.n = s.n {_OF_DOCUMENT} LEFT JOIN mentioned ON mentioned.id = s.id
"""
_SPEAKER = """
SELECT who, speaker, speaker_code, ' ' || lower(speaker) || ' ' AS words, count(*) AS times FROM said GROUP BY ALL
"""


def happened(source: str) -> str:
    """The happenings of each pair of codes among rows of `dyad`. `way` is what the first code of the pair did
    (`forth`), what the other did (`back`) or what both did together, `way_back` the same from the other side; of
    several ways, types and quads the most frequent, or the first. `forth` and `back` say that one report tells it so;
    `surest` is the report to show."""
    return (
        "SELECT a, b, e, mode(way ORDER BY way) AS way, mode(way_back ORDER BY way_back) AS way_back,"
        " bool_or(way = 'forth') AS forth, bool_or(way = 'back' OR (a = b AND directed)) AS back,"
        f" mode(type ORDER BY type) AS type, {MODE_QUAD} AS quad, avg(scale) AS scale, max(confidence) AS sure,"
        " count(DISTINCT n) AS reports, min(first) AS first, max(last) AS last,"
        " arg_max(n, (confidence, -n)) AS surest, arg_max(published, (confidence, -n)) AS published FROM ("
        "SELECT *, least(one, other) AS a, greatest(one, other) AS b,"
        " CASE WHEN NOT directed THEN 'both' WHEN one <= other THEN 'forth' ELSE 'back' END AS way,"
        " CASE WHEN NOT directed THEN 'both' WHEN one >= other THEN 'forth' ELSE 'back' END AS way_back"
        f" FROM ({source}) WHERE directed OR one <= other) GROUP BY a, b, e"
    )


def shown(source: str) -> str:
    """Rows of `happened` with the episode's name and the surest report's id, document and words."""
    return (
        "SELECT happened.*, coalesce(brief.episode, brief.id) AS episode, brief.id AS id, brief.doc AS doc,"
        f" event.event_text AS told FROM ({source}) AS happened JOIN brief ON brief.n = surest"
        " JOIN event ON event.n = surest"
    )


def dyad_sums(source: str) -> str:
    """What happened between each two codes, of rows of `happened`; nobody is a dyad with itself."""
    return (
        f"SELECT a, b, count(*) AS n, sum(reports)::INTEGER AS reports, {_QUADS}, avg(scale) AS score,"
        f" min(first)::VARCHAR AS first, max(last)::VARCHAR AS last FROM ({source}) WHERE a <> b GROUP BY a, b"
    )


def counterpart_sums(source: str) -> str:
    """With whom each code has to do, of rows of `happened`."""
    return (
        "SELECT actor, who, count(*) AS n, count_if(did) AS did, count_if(received) AS received,"
        f" count_if(NOT did AND NOT received) AS together, {_QUADS}, avg(scale) FILTER (did) AS did_scale,"
        " avg(scale) FILTER (received) AS received_scale, max(last)::VARCHAR AS last FROM ("
        f"SELECT a AS actor, b AS who, forth AS did, back AS received, quad, scale, last FROM ({source}) WHERE a <> b"
        f" UNION ALL SELECT b, a, back, forth, quad, scale, last FROM ({source}) WHERE a <> b) GROUP BY actor, who"
    )


def actor_sums(part: str, bounds: str) -> str:
    """What codes did and what was done to them, of rows of `party` and of the events within bounds (SQL that begins
    with AND)."""
    return (
        "WITH part AS (SELECT code, n, bool_or(NOT recipient) AS did, bool_or(recipient) AS received"
        f" FROM ({part}) WHERE code IS NOT NULL GROUP BY ALL), happened AS (SELECT code, e, bool_or(did) AS did,"
        f" bool_or(received) AS received, {MODE_QUAD} AS quad, min(first) AS first, max(last) AS last"
        f" FROM part JOIN brief USING (n) WHERE {TOLD}{bounds} GROUP BY ALL)"
        f" SELECT code, count(*) AS n, count_if(did) AS acts, count_if(received) AS suffers, {_QUADS},"
        " min(first)::VARCHAR AS first, max(last)::VARCHAR AS last FROM happened GROUP BY code"
    )


_CHAPTER = f"""
SELECT id, event, actor, recipient, date, enddate, event_loc.name AS place, len(mentions) AS reports,
  len(documents) AS documents, len(outlets) AS independent, [d.field FOR d IN disagreements] AS differing,
  {first_day()} AS first, {last_day()} AS last
FROM episode
"""

#: name -> the query and the order in which a table stands; each may ask those before it.
_READY = {
    "taken": (moving(_TAKEN), f"actor, {IN_COURSE}"),
    "holder": ("SELECT holder, actor, words FROM taken GROUP BY ALL", "holder"),
    "turn": ("SELECT * FROM taken WHERE moved OR rank = 1", f"topic, story, actor, {IN_COURSE}"),
    "course": (courses_of("SELECT * FROM taken"), "actor, moves DESC, positions DESC, topic, story"),
    "said": (_SAID, "day DESC NULLS LAST, doc, span, id"),
    "speaker": (_SPEAKER, "who"),
    "happening": (shown(happened("SELECT * FROM dyad")), "a, b, first NULLS LAST, e"),
    "dyad_profile": (dyad_sums("SELECT * FROM happening"), "n DESC, a, b"),
    "counterpart": (counterpart_sums("SELECT * FROM happening"), "actor, n DESC, who"),
    "actor_profile": (actor_sums("SELECT * FROM party", ""), "n DESC, code"),
    "chapter": (_CHAPTER, "first DESC NULLS LAST, id"),
    "spread": ("SELECT story, count(*) AS documents FROM document WHERE story IS NOT NULL GROUP BY story", "story"),
    "copy": ("SELECT duplicate_of AS origin, doc, n FROM document WHERE duplicate_of IS NOT NULL", "origin, doc"),
}
#: Those whose rows are first chosen by few columns and then read by `rowid`, which a view has not of itself.
_BY_ROW = ("taken", "said")
#: Which of the names are tables now.
FINISHED = (
    "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_name IN ("
    + ", ".join(f"'{name}'" for name in _READY)
    + ")"
)


def ddl() -> Iterator[str]:
    """The statements that make the views."""
    for name, (query, _) in _READY.items():
        row = ", n AS rowid" if name in _BY_ROW else ""
        yield f"CREATE VIEW {name} AS SELECT *{row} FROM ({query})"


def finished() -> Iterator[str]:
    """The statements that make tables of the views."""
    for name, (query, order) in _READY.items():
        yield f"DROP VIEW {name}"
        yield f"CREATE TABLE {name} AS SELECT * FROM ({query}) ORDER BY {order}"


def unfinished() -> Iterator[str]:
    """The statements that make views of the tables again."""
    for name in reversed(_READY):
        yield f"DROP TABLE {name}"
    yield from ddl()
