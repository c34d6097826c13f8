"""Time expressions: the table of sentences, event dates, contradictions and broken tables."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import DataError
from dragoman.model import Timex
from dragoman.timex import calendar as cal
from dragoman.timex.names import load_names
from dragoman.when import Around, contradictions, date_of, find_timexes

TABLE = Path(__file__).parent / "cases" / "time.toml"


def rows() -> Iterator[Any]:
    for group in tomllib.loads(TABLE.read_text(encoding="utf-8"))["group"]:
        for case in group["case"]:
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            args = (case["text"], group.get("published"), group.get("dateline"), case["want"])
            yield pytest.param(*args, marks=marks, id=f"{group['name']}: {case['text']}")


def shown(text: str, timex: Timex) -> str:
    return f"{text[slice(*timex.span)]} = {timex.type} {timex.value or '-'} {timex.basis}"


def times(text: str, published: str | None = "2024-05-15", dateline: str | None = None) -> tuple[Timex, ...]:
    return find_timexes(text, [(0, len(text))], published, dateline)


@pytest.mark.parametrize(("text", "published", "dateline", "want"), list(rows()))
def test_table(text: str, published: str | None, dateline: str | None, want: list[str]) -> None:
    assert [shown(text, t) for t in times(text, published, dateline)] == want


def test_table_is_large_enough() -> None:
    assert len(list(rows())) >= 300


def test_only_inside_the_spans() -> None:
    text = "On Monday it rained. On Tuesday it did not. On Sunday it snowed."
    found = find_timexes(text, [(0, 20), (44, len(text))], "2024-05-15")
    assert [text[slice(*t.span)] for t in found] == ["Monday", "Sunday"]
    cut_in_two = find_timexes(text, [(0, 6)], "2024-05-15")
    assert cut_in_two == ()


def test_spans_rise_and_do_not_overlap() -> None:
    text = "On Monday, May 13, 2024 at 10 a.m. and the following day, from 2014 to 2016, in the 1990s, last week." * 3
    found = times(text)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))
    assert all(0 <= t.span[0] < t.span[1] <= len(text) for t in found)


@pytest.mark.parametrize("published", ["", "soon", "2024-13-40", "0000-00-00", "15.5.2024", None])
def test_a_useless_publication_date_is_none(published: str | None) -> None:
    assert times("They met on Friday.", published)[0].value is None


@pytest.mark.parametrize(
    "text", ["", " ", "’’’", "99 99:99 9999-99-99", "the 99th of May", "1/2/3/4/5", "at 25:61 p.m. GMT"]
)
def test_odd_text_gives_no_value(text: str) -> None:
    assert not [t for t in times(text) if t.value and t.type in ("DATE", "TIME") and len(t.value) > 7]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-05-15", "2024-05-15", "2024-05-15"),
        ("2024-05-15TNI", "2024-05-15", "2024-05-15"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-W20", "2024-05-13", "2024-05-19"),
        ("2024-W20-WE", "2024-05-18", "2024-05-19"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2023-WI", "2023-12-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_bounds(value: str, first: str, last: str) -> None:
    assert cal.bounds(value) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "value", [None, "", "199", "19", "P3D", "PAST_REF", "XXXX-WXX-5", "2024-W60", "2024-02-31", "0000"]
)
def test_no_bounds(value: str | None) -> None:
    assert cal.bounds(value) is None


@pytest.mark.parametrize(
    ("year", "west", "east"),
    [
        (2000, "04-23", "04-30"),
        (2016, "03-27", "05-01"),
        (2017, "04-16", "04-16"),
        (2024, "03-31", "05-05"),
        (2025, "04-20", "04-20"),
    ],
)
def test_easter(year: int, west: str, east: str) -> None:
    assert cal.easter(year).isoformat() == f"{year}-{west}"
    assert cal.orthodox_easter(year).isoformat() == f"{year}-{east}"


def span_of(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def dated(
    text: str, clause: str, trigger: str, others: tuple[str, ...] = (), with_text: bool = True
) -> tuple[Any, ...] | None:
    """The date of the event of `trigger` in the last sentence that has `clause`."""
    whole = (0, len(text))
    start = (
        max((text.rfind(s, 0, text.index(clause)) + 2 for s in (". ",)), default=0)
        if ". " in text[: text.index(clause)]
        else 0
    )
    end = text.find(". ", text.index(clause))
    sentence = (start, len(text) if end < 0 else end + 1)
    around = Around(text if with_text else None, span_of(text, trigger), tuple(span_of(text, o) for o in others))
    found = date_of(span_of(text, clause), sentence, whole, times(text), "2024-05-15", around)
    return None if found is None else (found.date, found.enddate, found.precision, found.basis)


def test_date_from_its_own_clause() -> None:
    text = "Rebels seized the town on Monday, and the army will strike back on Friday."
    assert dated(text, "Rebels seized the town on Monday", "seized") == ("2024-05-13", None, "day", "relative")
    assert dated(text, "the army will strike back on Friday", "strike") == ("2024-05-17", None, "day", "relative")
    assert dated("They met on 3 May 2020.", "They met on 3 May 2020", "met") == ("2020-05-03", None, "day", "explicit")


def test_inner_clauses_keep_their_dates() -> None:
    text = "He said on Monday that they met in Oslo in March 2020"
    inner = "they met in Oslo in March 2020"
    assert dated(text, text, "said", (inner,)) == ("2024-05-13", None, "day", "relative")


def test_date_of_another_noun_is_not_the_event() -> None:
    text = "Ministers condemned the May 7 bombing in Oslo."
    assert dated(text, "Ministers condemned the May 7 bombing in Oslo", "condemned") is None
    assert dated(text, "the May 7 bombing", "bombing") == ("2024-05-07", None, "day", "relative")


def test_date_from_sentence_and_paragraph() -> None:
    text = "On Monday, rebels seized the town. The army shelled it. Talks lasted three hours."
    assert dated(text, "rebels seized the town", "seized") == ("2024-05-13", None, "day", "sentence")
    assert dated(text, "The army shelled it", "shelled") == ("2024-05-13", None, "day", "paragraph")
    assert dated("Rebels seized the town.", "Rebels seized the town", "seized") is None
    assert dated("Talks lasted three hours.", "Talks lasted three hours", "lasted") is None


def test_a_coming_date_is_no_running_time() -> None:
    text = "The two will meet on Friday. The army shelled it."
    assert dated(text, "The army shelled it", "shelled") is None


def test_ranges_and_coarse_values_have_an_end() -> None:
    text = "They fought from 2014 to 2016 in the east."
    assert dated(text, text[:-1], "fought") == ("2014", "2016", "year", "explicit")
    assert dated("They met last week.", "They met last week", "met") == ("2024-05-06", "2024-05-12", "week", "relative")
    assert dated("They met last summer.", "They met last summer", "met") == ("2023-06", "2023-08", "season", "relative")
    assert dated("They met May 5-7 in Baku.", "They met May 5-7 in Baku", "met") == (
        "2024-05-05",
        "2024-05-07",
        "day",
        "relative",
    )
    assert dated("They met at 9 a.m. Tuesday.", "They met at 9 a.m. Tuesday", "met") == (
        "2024-05-14",
        None,
        "day",
        "relative",
    )


def test_a_bound_serves_only_its_own_clause() -> None:
    text = "They fled before Friday. Then the army shelled it."
    assert dated(text, "the army shelled it", "shelled") is None


def problems(text: str, published: str | None) -> list[str]:
    return [p.code for p in contradictions("d", text, times(text, published), published)]


def test_contradictions() -> None:
    assert problems("The town was bombed on 3 June 2024.", "2024-05-15") == ["date-after-publication"]
    assert problems("The town was bombed on 16 May 2024.", "2024-05-15") == []
    assert problems("The town will be rebuilt by 3 June 2026.", "2024-05-15") == []
    assert problems("The town was bombed on 3 May 2024.", "2024-05-15") == []
    assert problems("The town was bombed in 2026.", "2024") == ["date-after-publication"]
    assert problems("The town was bombed on 3 June 2024.", None) == []
    assert problems("It fell on Monday, May 14, 2024.", "2024-05-15") == ["weekday-mismatch"]
    assert problems("It fell on Tuesday, May 14, 2024.", "2024-05-15") == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("It fell on Monday, March 5.", ["weekday-mismatch"]),
        ("It fell on Monday 14 May 2024.", ["weekday-mismatch"]),
        ("It fell on May 14 (Monday).", ["weekday-mismatch"]),
        ("It fell on Monday (14 May).", ["weekday-mismatch"]),
        ("On May 14, a Friday, it fell.", ["weekday-mismatch"]),
        ("It fell on Tuesday (14 May).", []),
        ("It fell on April 30 (Tuesday).", []),
        ("It fell on Monday, and on May 14 they left.", []),
        ("The envoy came yesterday, May 3.", ["dates-disagree"]),
        ("The envoy came yesterday (May 14).", []),
        ("Today, May 16, the nation mourns.", ["dates-disagree"]),
        ("The envoy came the day before yesterday, May 13.", []),
        ("The article was amended on 3 June 2024.", []),
        ("The bank cut its 2030 forecast and sold its stake.", []),
        ("The treaty was signed on 3 June 2044.", ["date-after-publication"]),
        ("The treaty will be signed on 3 June 2044.", []),
        ("Rebels took the town in July 2024.", ["date-after-publication"]),
    ],
)
def test_contradictions_of_days(text: str, codes: list[str]) -> None:
    assert problems(text, "2024-05-15") == codes


def test_a_weekday_has_the_day_of_the_date_beside_it() -> None:
    text = "Nine died on Tuesday (April 30)."
    assert [t.value for t in times(text)] == ["2024-04-30", "2024-04-30"]


def test_a_problem_names_document_and_place() -> None:
    text = "The town was bombed on 3 June 2024."
    (row,) = contradictions("a.txt", text, times(text), "2024-05-15")
    assert (row.doc, row.stage, text[slice(*row.span or (0, 0))]) == ("a.txt", "when", "3 June 2024")


def copy_tables(folder: Path) -> None:
    source = Path(load_names.__wrapped__.__globals__["FOLDER"])
    for path in source.glob("*.toml"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("calendar.toml", "June = { number = 6", "June = { number = 16", "June"),
        ("calendar.toml", 'week = { code = "W"', 'week = { code = "K"', "week"),
        ("holidays.toml", 'date = "07-14"', 'date = "14 July"', "month-day"),
        ("holidays.toml", "easter = 1\n", "", "needs"),
        ("words.toml", "[set]", "[set", "words.toml"),
    ],
)
def test_a_broken_table_names_file_and_fault(tmp_path: Path, name: str, old: str, new: str, word: str) -> None:
    copy_tables(tmp_path)
    path = tmp_path / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=word) as caught:
        load_names(tmp_path)
    assert name in str(caught.value)
