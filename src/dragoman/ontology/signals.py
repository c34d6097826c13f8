"""Find many words and phrases in a text at once, and say which topics they signal.

Every word of the text is looked up as the first word of a term, exact or as a stem. The rules stand in
`docs/ontology.md` under "Contexts".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_RUN: Final = re.compile(r"[^\W_]+")
_GAP: Final = re.compile(r"[\s\u2010-\u2015-]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase. `topic` is None for one that hides others; `group` is None for a word that suffices."""

    text: str
    topic: int | None
    group: int | None


def normalise(text: str) -> str:
    """Straight apostrophes; every run of blanks and hyphens is one blank. A `*` stays."""
    return _GAP.sub(" ", text.replace("\u2019", "'").replace("\u2018", "'")).strip()


#: What may follow a word, a stem; a term's literal start, what may follow it, topic, group.
_WORD_END: Final = re.compile(r"(?:es|s)?(?:'s|')?(?![^\W_])")
_STEM_END: Final = re.compile(r"[^\W\d_]*(?![^\W_])")
_Entry = tuple[str, re.Pattern[str], int | None, int | None]


#: How many words are remembered.
_KNOWN: Final = 20_000


class Signals:
    """A set of terms, ready for search. What it remembers of a search changes no other."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """`terms`: normalised; `*` ends a stem and may end any word of a phrase."""
        plain: dict[str, list[_Entry]] = {}
        stems: dict[str, list[_Entry]] = {}
        for term in terms:
            first = _RUN.match(term.text)
            if first is None:
                raise ValueError(f"{term.text!r} does not begin with a letter or a digit")
            table = stems if term.text[first.end() :].startswith("*") else plain
            literal, star, rest = term.text.partition("*")
            table.setdefault(first[0], []).append((literal, _tail(star + rest), term.topic, term.group))
        self._plain = {word: tuple(entries) for word, entries in plain.items()}
        self._stems = {stem: tuple(entries) for stem, entries in stems.items()}
        #: What `_candidates` said of the words that came first, which are most of those that come.
        self._known: dict[str, tuple[_Entry, ...]] = {}
        self._last: tuple[str, tuple[list[tuple[int, int]], list[tuple[int, int, int, int | None]]]] = ("", ([], []))
        self._lengths = tuple(sorted({len(stem) for stem in stems}))

    def find(self, text: str) -> tuple[int, ...]:
        """The topics that `text` (lower case) signals, in rising order."""
        hidden, hits = self._hits(normalise(text))
        sure: set[int] = set()
        groups: dict[int, set[int]] = {}
        for start, end, topic, group in hits:
            if _covered(start, end, hidden):
                continue
            if group is None:
                sure.add(topic)
            else:
                groups.setdefault(topic, set()).add(group)
        sure.update(topic for topic, seen in groups.items() if len(seen) > 1)
        return tuple(sorted(sure))

    def places(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where in `text` (lower case) a word stands that suffices, with its topic."""
        hidden, hits = self._hits(normalise(text))
        return tuple(
            (start, topic) for start, end, topic, group in hits if group is None and not _covered(start, end, hidden)
        )

    def _hits(self, text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int, int, int | None]]]:
        """The stretches that hide, and the finds as (start, end, topic, group)."""
        # One sentence is asked about again for each of its events.
        last, found = self._last
        if text != last:
            found = self._searched(text)
            self._last = (text, found)
        return found

    def _searched(self, text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int, int, int | None]]]:
        hidden: list[tuple[int, int]] = []
        hits: list[tuple[int, int, int, int | None]] = []
        for run in _RUN.finditer(text):
            start = run.start()
            word = run[0]
            entries = self._known.get(word)
            if entries is None:
                entries = tuple(self._candidates(word))
                if len(self._known) < _KNOWN:
                    self._known[word] = entries
            for literal, tail, topic, group in entries:
                if not text.startswith(literal, start):
                    continue
                match = tail.match(text, start + len(literal))
                if match is None:
                    continue
                if topic is None:
                    hidden.append((start, match.end()))
                else:
                    hits.append((start, match.end(), topic, group))
        return hidden, hits

    def _candidates(self, word: str) -> Iterator[_Entry]:
        """Terms that may begin with this word; their text decides."""
        yield from self._plain.get(word, ())
        if word.endswith("s"):
            yield from self._plain.get(word[:-1], ())
            if word.endswith("es"):
                yield from self._plain.get(word[:-2], ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._stems.get(word[:length], ())


def _covered(start: int, end: int, hidden: list[tuple[int, int]]) -> bool:
    """Whether a longer phrase takes the word away."""
    return any(a <= start and end <= b and b - a > end - start for a, b in hidden)


def _tail(rest: str) -> re.Pattern[str]:
    """What may follow the literal start of a term: any letters for `*`, a plural or possessive end after a word."""
    if rest in ("", "*"):
        return _STEM_END if rest else _WORD_END
    body = r"[^\W\d_]*".join(re.escape(part) for part in rest.split("*"))
    return re.compile(body + (_STEM_END if rest.endswith("*") else _WORD_END).pattern)
