"""Judgements as annotations, and back.

What people found right makes an annotation (docs/evaluation.md has the form): the event as they saw it, without the
parts that are not known to be right. Beside them stands every judgement in the form in which the record has it, as
a kind of its own that scorers pass over, so that the same file brings all of them into another record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.evaluate.lines import read_lines
from dragoman.identity import content_hash
from dragoman.model import Judgement, Party
from dragoman.record.schema import BY_NAME, Kind, Line, line_of, row_of, value_of
from dragoman.review.opinions import Holding, Opinion, Word, opinions_of
from dragoman.review.parts import PARTS, TUPLE, token
from dragoman.review.settling import settled, together

_KIND: Kind = BY_NAME["judgement"]
#: What stands in an annotation for participants that have no code.
_UNKNOWN = "UNK"


def gold_lines(judgements: Iterable[Judgement]) -> Iterator[Line]:
    """Annotations and judgements, by document and place: the annotation of an event, then what was said of it. It
    rests on what people saw, so that it stays when articles are coded anew."""
    opinions: dict[tuple[str, str, tuple[int, int], str], list[Opinion]] = defaultdict(list)
    for opinion in opinions_of(judgements):
        key = (opinion.seen.doc, opinion.about.doc_id, opinion.about.trigger, token(opinion.seen))
        opinions[key].append(opinion)
    for _, said in sorted(opinions.items()):
        # The last word of each person counts.
        last = {opinion.who: opinion for opinion in said}
        words = settled([Holding(opinion, ()) for opinion in last.values()])
        if together(words, TUPLE) == "right":
            yield _annotation(said[0], words)
        for opinion in said:
            for row in opinion.judgements():
                yield {**line_of(_KIND, row_of(_KIND, opinion.seen.doc, opinion.about.doc_id, row))}


def _annotation(opinion: Opinion, words: Mapping[str, Word | None]) -> Line:
    seen = opinion.seen
    about = opinion.about
    line: Line = {
        "id": content_hash("gold", about.doc_id, about.trigger, token(seen)),
        "doc": seen.doc,
        "kind": "event",
        "weight": "core",
        "types": list(seen.event),
        "actors": _codes(seen.actor),
        "recipients": _codes(seen.recipient),
    }
    others = {
        "factuality": seen.factuality,
        "mode": list(seen.mode),
        "contexts": list(seen.context),
        "date": seen.date,
        "place": seen.event_loc.name if seen.event_loc else None,
        "sources": list(seen.sources),
    }
    known = {name: value for name, value in others.items() if words[_PART.get(name, name)] == "right" and value}
    return {**line, **known, "evidence": seen.event_text, "span": list(seen.span)}


#: Names of annotations that are other than the names of the parts.
_PART = {"contexts": "context"}


def _codes(parties: Sequence[Party]) -> list[str]:
    codes = sorted({party.code for party in parties if party.code})
    return codes or ([_UNKNOWN] if parties else [])


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file of annotations; other lines are passed over. Raises UsageError with the line of a
    mistake."""
    rows = read_lines(path, "an annotation", ("kind", "doc"))
    return tuple(_judgement(path, number, row) for number, row in rows if row["kind"] == _KIND.name)


def _judgement(path: Path, number: int, row: Mapping[str, Any]) -> Judgement:
    try:
        names = tuple(column.name for column in _KIND.columns)
        made: Judgement = value_of(_KIND, names, [row[name] for name in names])
        datetime.fromisoformat(made.when)
        _check(row)
        said = opinions_of([made])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        wrong = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise UsageError(f"{path}:{number}: a wrong judgement: {wrong}") from None
    if not said or not made.who.strip():
        raise UsageError(
            f"{path}:{number}: a wrong judgement: it needs who, one event as it was seen, a verdict of right, wrong or "
            f"unsure, and as a field one of {', '.join(PARTS)}"
        )
    return made


def _check(row: Mapping[str, Any]) -> None:
    """Raises ValueError where what is named is no place in a text, or what was seen is no event."""
    for datum in row["about"]:
        trigger = datum["trigger"]
        if len(trigger) != 2 or not all(isinstance(place, int) for place in trigger):
            raise ValueError("a trigger is a place in a text, from and to")
    types = (row["seen"] or {"event": ["none"]})["event"]
    if not types or not all(isinstance(name, str) for name in types):
        raise ValueError("what was seen has no type")


def fresh(judgements: Iterable[Judgement], known: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that are not known yet, each once and in their order."""
    have = set(known)
    return tuple(dict.fromkeys(judgement for judgement in judgements if judgement not in have))
