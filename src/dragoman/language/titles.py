"""Headlines That Are Written Like This, told so that a small parser sees the verb: it takes each word with a capital
for a name."""

from __future__ import annotations

import re
from functools import cache

from dragoman.language.inflection import noun_forms, verb_forms
from dragoman.tables import data_path, read_toml

_WORD = re.compile(r"[A-Za-z][\w'’-]*")
#: The fewest and most words of such a headline, and the share of its longer words that begin with a capital.
_FEWEST, _MOST, _SHARE = 4, 24, 0.85
_LONG = 4


@cache
def _plain() -> set[str]:
    """What is no name in such a headline: every form of its verbs and nouns, and the words between."""
    table = read_toml(data_path("language", "headlines.toml"))
    verbs = (*table["verbs"].split(), *table["plain_verbs"].split())
    forms = {form for verb in verbs for form in verb_forms(verb)}
    return (
        forms | {form for noun in table["nouns"].split() for form in noun_forms(noun)} | set(table["between"].split())
    )


def untitled(words: str) -> str:
    """A headline in title case with its verbs, nouns and small words in lower case; any other sentence as it is.

    The length stays the same."""
    if words.rstrip().endswith((".", ":", "!")) or words.islower():
        return words
    found = list(_WORD.finditer(words))
    long = [m for m in found if m.end() - m.start() >= _LONG]
    if not _FEWEST <= len(found) <= _MOST or not long:
        return words
    capitals = sum(m[0][0].isupper() and not m[0].isupper() for m in long)
    if capitals < _SHARE * len(long):
        return words
    out = list(words)
    for m in found[1:]:
        if m[0].lower() in _plain():
            out[m.start()] = out[m.start()].lower()
    return "".join(out)
