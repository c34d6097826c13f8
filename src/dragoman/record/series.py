"""What two sides said and did over time: episodes by period, with the doubt of the coding."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.record.filters import day_bound

PERIODS = ("day", "week", "month", "quarter", "year")
#: Share of a normal distribution's mass within this many standard deviations: 0.95.
_Z = 1.96


@dataclass(frozen=True, slots=True)
class SeriesFilter:
    """Which dyad and how cut. With `directed` only what the first side did to the second counts; `since` and
    `until` are ISO dates, also cut, both included."""

    dyad: tuple[str, str]
    by: str = "month"
    directed: bool = False
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a dyad.

    `episodes` counts happenings and `reports` the events that tell them; `quads` has the episodes of each
    PLOVER quad (1 to 4) and `types` those of each type; `scale` is the mean PLOVER score of the episodes.
    `expected`, with `low` and `high`, is how many of the episodes are right if each is with the confidence
    of its surest report: the sum of the confidences and the bounds of 95 % of a Poisson binomial, by its
    normal approximation. `score` is the mean PLOVER score of those that are right, as expected: weighted by the
    confidences; `score_low` and `score_high` bound it at 95 % by the same doubt (the delta method of a ratio). They
    say nothing of what no report tells, and a single episode has no width.
    """

    start: str
    episodes: int
    reports: int
    outlets: int
    quads: tuple[int, int, int, int]
    types: dict[str, int]
    scale: float | None
    expected: float
    low: float
    high: float
    score: float | None = None
    score_low: float | None = None
    score_high: float | None = None


def dyad_of(text: str) -> tuple[str, str]:
    """ "RUS-IND" as two codes. Raises UsageError for anything else."""
    sides = [side.strip().upper() for side in text.split("-")]
    if len(sides) != 2 or not all(len(s) == 3 and s.isalpha() for s in sides):
        raise UsageError(f"not a dyad: {text!r} (write two codes, such as RUS-IND)")
    return sides[0], sides[1]


def series_query(wanted: SeriesFilter) -> tuple[str, list[object]]:
    """The SQL that makes the rows of `Period`, with its values. Raises UsageError for a period that is none."""
    if wanted.by not in PERIODS:
        raise UsageError(f"unknown period {wanted.by!r}: choose from {', '.join(PERIODS)}")
    sides, values = _sides(wanted.dyad, wanted.directed)
    values.append(wanted.min_confidence)
    bounds = ""
    for name, sign, last in (("since", ">=", False), ("until", "<=", True)):
        if (day := getattr(wanted, name)) is not None:
            bounds += f" AND first {sign} ?"
            values.append(day_bound(day, last=last))
    return _SERIES.format(
        sides=" UNION ".join(f"SELECT * EXCLUDE (one, other, directed) {side}" for side in sides),
        bounds=bounds,
        by=wanted.by,
    ), values


def period_of(row: tuple[object, ...]) -> Period:
    """A row of the query as a value."""
    start, episodes, reports, outlets, q1, q2, q3, q4, types, scale, expected, variance, *sums = row
    sure, spread = float(expected), _Z * float(variance) ** 0.5  # type: ignore[arg-type]
    return Period(
        str(start),
        int(episodes),  # type: ignore[call-overload]
        int(reports),  # type: ignore[call-overload]
        int(outlets),  # type: ignore[call-overload]
        (int(q1), int(q2), int(q3), int(q4)),  # type: ignore[call-overload]
        dict(sorted(types.items())),  # type: ignore[attr-defined]
        None if scale is None else round(float(scale), 3),  # type: ignore[arg-type]
        round(sure, 2),
        round(max(0.0, sure - spread), 2),
        round(min(float(episodes), sure + spread), 2),  # type: ignore[arg-type]
        *_score([float(x or 0) for x in sums]),  # type: ignore[arg-type]
    )


def _score(sums: list[float]) -> tuple[float, float, float] | tuple[None, None, None]:
    """The expected mean score and its bounds, of the sums over episodes with confidence p and score s of p, p·s and,
    with v = p·(1 - p), of v, v·s and v·s·s."""
    sure, scored, doubt, doubted, squared = sums
    if not sure:
        return None, None, None
    mean = scored / sure
    spread = _Z * max(0.0, squared - 2 * mean * doubted + mean * mean * doubt) ** 0.5 / sure
    return round(mean, 3), round(max(-10.0, mean - spread), 3), round(min(10.0, mean + spread), 3)


def of_dyad(dyad: tuple[str, str], directed: bool) -> tuple[str, list[object]]:
    """The condition, with its values, for what the first did to the second; unless `directed` also for what the second
    did to the first and for what both did together."""
    sides, values = _sides(dyad, directed)
    return f"n IN ({' UNION '.join(f'SELECT n {side}' for side in sides)})", values


def _sides(dyad: tuple[str, str], directed: bool) -> tuple[list[str], list[object]]:
    # Whoever meets without a recipient stands in both orders; what is directed is asked for in both.
    one, other = dyad
    side = "FROM dyad WHERE one = ? AND other = ?"
    if directed or one == other:
        return [f"{side} AND directed" if directed else side], [one, other]
    return [side, f"{side} AND directed"], [one, other, other, one]


# An event counts where its day falls into one period; a month does not, cut by day.
_SERIES = """
WITH own AS (
  SELECT *, date_trunc('{by}', first) AS start FROM ({sides})
  WHERE confidence >= ?{bounds} AND date_trunc('{by}', first) = date_trunc('{by}', last)
), happened AS (
  SELECT e, min(start) AS start, count(*) AS reports, list(DISTINCT outlet) AS outlets,
    mode(type ORDER BY type) AS type, mode(quad ORDER BY quad) AS quad, avg(scale) AS scale,
    max(confidence) AS sure FROM own GROUP BY e
), counted AS (
  SELECT start, type, count(*) AS n FROM happened GROUP BY ALL
), typed AS (
  SELECT start, map_from_entries(list({{'k': type, 'v': n}} ORDER BY type)) AS types FROM counted GROUP BY start
)
SELECT start::DATE, count(*), sum(reports), len(list_distinct(flatten(list(outlets)))), count_if(quad = 1),
  count_if(quad = 2), count_if(quad = 3), count_if(quad = 4), any_value(types), avg(scale), sum(sure),
  sum(sure * (1 - sure)), sum(sure) FILTER (scale IS NOT NULL), sum(sure * scale),
  sum(sure * (1 - sure)) FILTER (scale IS NOT NULL), sum(sure * (1 - sure) * scale),
  sum(sure * (1 - sure) * scale * scale)
FROM happened JOIN typed USING (start) GROUP BY start ORDER BY start
"""
