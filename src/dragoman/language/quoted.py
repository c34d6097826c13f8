"""What is said in quotation marks, where it was read as a circumstance of saying it: "*Release* them," X said."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.tree import Token
from dragoman.language.words import listed

_MARKS = frozenset({'"', "\u201c", "\u201d", "``", "''"})
_FINITE = frozenset({"VB", "VBP", "VBZ", "VBD"})


def as_quoted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with the verb of such a quotation as the complement of the verb behind it."""
    found = [t for t in tokens if t.dep == "advcl" and t.tag in _FINITE and t.i < t.head]
    if not found:
        return tokens
    out = list(tokens)
    for verb in found:
        if _is_said(tokens, verb):
            out[verb.i] = verb._replace(dep="ccomp")
    return tuple(out)


def _is_said(tokens: Sequence[Token], verb: Token) -> bool:
    above = tokens[verb.head]
    if above.lemma not in listed("telling") | listed("quoting"):
        return False
    marks = [t.i for t in tokens[: above.i] if t.text in _MARKS]
    opened, closed = sum(i < verb.i for i in marks), sum(i > verb.i for i in marks)
    kids = [t for t in tokens if t.head == verb.i]
    marked = any(t.dep == "mark" or t.tag in {"WRB", "TO"} for t in kids)
    return opened == 1 and closed == 1 and not marked and not _has_said(tokens, above)


def _has_said(tokens: Sequence[Token], verb: Token) -> bool:
    return any(t.head == verb.i and t.dep == "ccomp" for t in tokens)
