"""The days that a cut date can mean, in SQL: 2022, 2022-09, 2022-W36 or 2022-09-05."""

from __future__ import annotations


def first_day(date: str = "date") -> str:
    """An expression for the first day, of type DATE; null where there is none."""
    return (
        f"CASE length({date}) WHEN 10 THEN try_cast({date} AS DATE) WHEN 7 THEN try_cast({date} || '-01' AS DATE) "
        f"WHEN 4 THEN try_cast({date} || '-01-01' AS DATE) "
        f"WHEN 8 THEN try_strptime({date} || '-1', '%G-W%V-%u')::DATE END"
    )


def last_day(date: str = "date", enddate: str = "enddate") -> str:
    """An expression for the last day, of the end where one is given."""
    end = f"coalesce({enddate}, {date})"
    return (
        f"CASE length({end}) WHEN 10 THEN try_cast({end} AS DATE) "
        f"WHEN 7 THEN last_day(try_cast({end} || '-01' AS DATE)) "
        f"WHEN 4 THEN try_cast({end} || '-12-31' AS DATE) WHEN 8 THEN ({first_day(end)} + 6)::DATE END"
    )
