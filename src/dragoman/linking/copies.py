"""Copies: documents that tell a story in another document's words.

A copy is linked to its origin, the earliest document that it is a copy of. `overlap` is the share of the
copy's own words that stand in the origin: 1 for a reprint or a cut one, 0.4 for a long article with a
wire story inside. Whether two texts are copies is another question and does not depend on which came
first: it is asked of the shorter one (`likeness.is_copy`).

Earlier is what has the earlier date of publication; what has none comes last. On one day the longer text
is the earlier one, since what was cut has nothing of its own, and then the name decides. The order in
which documents are given plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.linking.candidates import Index, samples, sketches
from dragoman.linking.likeness import compare, is_copy, may_be_copy, share
from dragoman.linking.limits import CopyLimits, copy_limits
from dragoman.linking.words import Reader, Report, Words
from dragoman.timex.names import load_names

#: Texts below this number of words are no story: nothing is said of them.
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Copy:
    """`doc` is a copy of `origin`; `overlap` is the share of its words that stand there, above 0 to 1."""

    doc: str
    origin: str
    overlap: float


def find_copies(reports: Iterable[Report], limits: CopyLimits | None = None) -> tuple[Copy, ...]:
    """The copies among reports with different names, by name. Pure; time is linear in the words."""
    reader = Reader(load_names().numbers)
    entries = ((report, reader.words(report)) for report in reports)
    kept = sorted((e for e in entries if len(e[1]) >= _SHORTEST), key=lambda e: _age(*e))
    names = [report.doc for report, _ in kept]
    found = _link([words for _, words in kept], limits or copy_limits())
    return tuple(sorted((Copy(names[n], names[o], overlap) for n, (o, overlap) in found.items()), key=lambda c: c.doc))


def roots(copies: Iterable[Copy]) -> Mapping[str, str]:
    """For each copy the document at the end of its chain: copies with one root count as one report."""
    origin = {copy.doc: copy.origin for copy in copies}
    out: dict[str, str] = {}
    for doc in origin:
        root = doc
        while root in origin:
            root = origin[root]
        out[doc] = root
    return out


def _age(report: Report, words: Words) -> tuple[bool, str, int, str]:
    return (report.published is None, report.published or "", -len(words), report.doc)


def _link(texts: Sequence[Words], limits: CopyLimits) -> dict[int, tuple[int, float]]:
    """The origin and the overlap of each text that is a copy; texts are in order of age."""
    bands, inside = sketches(texts), samples(texts)
    index, same = Index(), dict[bytes, int]()
    found: dict[int, tuple[int, float]] = {}
    for n, words in enumerate(texts):
        first = same.setdefault(words.hashes.tobytes(), n)
        if first != n:
            # What is copied to the letter from a copy is a copy of its origin.
            found[n] = found.get(first, (first, 1.0))
            continue
        checked = [
            (other, share(shared.one))
            for other in index.candidates(bands[n], inside[n])
            if may_be_copy(words, texts[other], limits)
            and is_copy(words, texts[other], shared := compare(words, texts[other], limits), limits)
        ]
        if not checked:
            index.add(n, bands[n], inside[n])
            continue
        # An origin before a copy of it, then the most words, then the earliest.
        best = min(checked, key=lambda c: (c[0] in found, -c[1], c[0]))
        found[n] = best[0], round(best[1], 4)
        index.add(n, bands[n], inside[n], (bands[best[0]], inside[best[0]]))
    return found
