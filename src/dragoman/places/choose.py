"""Which of several places a name is: by what stands beside it, the states of the document, and size."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from dragoman.places.gazetteer import Reading, Row
from dragoman.places.mentions import Mention

_BESIDE = re.compile(r",\s+(?:the\s+)?|\s+\(|\s+in\s+(?:the\s+)?(?:(?:north|south|east|west|central)\w*\s+)?")
#: Weights, in powers of ten of population: what stands beside a name settles it, a state that the
#: document names is worth a town two hundred times as large, less where the town is far the smaller.
_BESIDE_WEIGHT, _STATE_WEIGHT, _SAME_WEIGHT, _NEAR_WEIGHT = 6.0, 2.4, 3.0, 0.4
_WEAK, _CAPITAL, _COUNTRY, _REGION, _OWN, _OWN_TOWN = -1.5, 1.3, 1.5, -0.8, 8.5, 5.0
_NEAR = 80


def choose(text: str, mentions: Sequence[Mention], states: Mapping[str, int]) -> list[Row | None]:
    """One row for each mention; None where a name that needs a locative phrase has none."""
    partners = _partners(text, mentions)
    barred = {m.key for m in mentions if m.person}
    counts = Counter({code: n for code, n in states.items() if n > 0})
    for m in mentions:
        codes = {r.row.code for r in m.readings}
        if len(codes) == 1 and not m.person and not all(r.guarded for r in m.readings):
            counts.update(code for code in codes if code)
    settled: dict[tuple[str, int | str], int] = {}
    for n, best in partners.items():
        settled[mentions[n].key, _identity(best)] = 1
    out: list[Row | None] = []
    for n, m in enumerate(mentions):
        if m.person:
            out.append(None)
            continue
        paired = partners.get(n)
        open_to = [r for r in m.readings if paired is not None or m.locative or not (r.guarded or m.key in barred)]
        # "Hong Kong", "Panama": the state goes before its town of the same name.
        named = {r.row.code for r in open_to if r.row.kind == "country" and not r.weak}
        open_to = [
            r
            for r in open_to
            if r.row.kind == "country" or r.row.own or r.row.kind == "region" or r.row.code not in named
        ]
        near = _near_codes(mentions, n)
        top = max((r.row.population for r in open_to), default=0)
        scored = [(_score(r, m, paired, counts, near, settled, top), -i) for i, r in enumerate(open_to)]
        out.append(open_to[-max(scored)[1]].row if scored else None)
    return out


def _identity(row: Row) -> int | str:
    return row.geonames_id or f"{row.name}/{row.code}"


def _score(  # noqa: PLR0913, PLR0917 - all that speaks for a reading
    reading: Reading,
    mention: Mention,
    paired: Row | None,
    counts: Counter[str],
    near: set[str],
    settled: Mapping[tuple[str, int | str], int],
    top: int,
) -> float:
    row = reading.row
    size = (_OWN_TOWN if row.kind == "city" else _OWN) if row.own else math.log10(row.population + 1000)
    size += {"capital": _CAPITAL, "country": _COUNTRY, "region": _REGION}.get(row.kind, 0.0) if not row.own else 0.0
    if reading.weak:
        size += _WEAK
    if paired is not None and _identity(paired) == _identity(row):
        size += _BESIDE_WEIGHT
    if (mention.key, _identity(row)) in settled:
        size += _SAME_WEIGHT
    named = counts.get(row.code or "", 0)
    if named:
        gap = math.log10((top + 1000) / (row.population + 1000))
        size += _STATE_WEIGHT * (0.5 + 0.5 * named / max(counts.values())) * min(1.0, max(0.3, 1.15 - 0.3 * gap))
    if row.code in near:
        size += _NEAR_WEIGHT
    return size


def _near_codes(mentions: Sequence[Mention], n: int) -> set[str]:
    """The states of the unambiguous places within a few words."""
    out: set[str] = set()
    for k in (n - 2, n - 1, n + 1, n + 2):
        if 0 <= k < len(mentions) and abs(mentions[k].start - mentions[n].start) <= _NEAR and not mentions[k].person:
            codes = {r.row.code for r in mentions[k].readings}
            if len(codes) == 1:
                out.update(code for code in codes if code)
    return out


def _partners(text: str, mentions: Sequence[Mention]) -> dict[int, Row]:
    """The readings that a name beside settles: both of "Moscow, Idaho", the first of "Tripoli in Lebanon"."""
    out: dict[int, Row] = {}
    for n in range(len(mentions) - 1):
        one, two = mentions[n], mentions[n + 1]
        if two.start - one.end > 24 or one.person or two.person or not _BESIDE.fullmatch(text, one.end, two.start):
            continue
        pairs = [
            (a.row.population, a.row, b.row)
            for a in one.readings
            for b in two.readings
            if _is_part(a.row, b.row) and not b.weak
        ]
        if pairs:
            _, out[n], out[n + 1] = max(pairs, key=lambda pair: pair[0])
    return out


def _is_part(small: Row, large: Row) -> bool:
    """Whether the one may lie in the other."""
    if small.code is None or small.code != large.code or small.kind == "country":
        return False
    if large.kind == "country":
        return True
    if large.kind != "region" or small.kind == "region":
        return False
    return not large.admin or not small.admin or large.admin == small.admin
